from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_owners_of_what_is_there")]

    operations = [
        migrations.RemoveConstraint(model_name="response", name="handed_in_says_who_and_when"),
        migrations.AddField(
            model_name="response",
            name="counted",
            field=models.JSONField(
                help_text="[[item, value, comment], ...] that counts while it is changed", null=True
            ),
        ),
        migrations.AddField(
            model_name="response", name="counted_revision", field=models.PositiveIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="importrun",
            name="undo",
            field=models.JSONField(default=list, help_text="what stood before, or counted, for undoing"),
        ),
        migrations.AlterField(
            model_name="response",
            name="state",
            field=models.CharField(
                choices=[
                    ("under_way", "Pågår"),
                    ("handed_in", "Inlämnat"),
                    ("changed", "Ändrat efter kvitto"),
                ],
                default="under_way",
                max_length=10,
            ),
        ),
    ]
