from django.db import migrations, models
from django.utils import timezone


def say_nothing_of_the_past(apps, schema_editor):
    """What closed before this was told to nobody, and is no news."""
    closed = apps.get_model("surveys", "Collection").objects.filter(closes__lt=timezone.localdate())
    closed.update(unsent_told_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_results_are_public_moves")]

    operations = [
        migrations.AddField(
            model_name="collection",
            name="unsent_told_at",
            field=models.DateTimeField(
                help_text="FoU was told what lay unsent after the last day", null=True
            ),
        ),
        migrations.RunPython(say_nothing_of_the_past, migrations.RunPython.noop),
    ]
