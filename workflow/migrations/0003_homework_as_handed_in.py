"""What others in the network read of a homework is what was handed in. Of those handed in before, that is what stands:
the portal has not kept what was changed since."""

from django.db import migrations, models

TEXTS = ("known", "statistics", "earlier_analyses", "links")


def keep_what_is_handed_in(apps, schema_editor):
    homework = apps.get_model("workflow", "Homework")
    for one in homework.objects.exclude(submitted_at=None):
        one.handed_in = {name: getattr(one, name) for name in TEXTS}
        one.save(update_fields=["handed_in"])
    handed_in = homework.objects.exclude(submitted_at=None).values("pk")
    apps.get_model("workflow", "HomeworkFile").objects.filter(homework__in=handed_in).update(is_handed_in=True)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_units_of_a_cycle")]
    operations = [
        migrations.AddField(
            model_name="homework",
            name="handed_in",
            field=models.JSONField(default=dict, help_text="the texts as they were handed in: {known: ...}"),
        ),
        migrations.AddField(
            model_name="homeworkfile",
            name="is_handed_in",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(keep_what_is_handed_in, migrations.RunPython.noop),
    ]
