"""Places have earlier names and counties, and predecessors; what is written by hand is told from what files say."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0002_members_by_year")]

    operations = [
        migrations.AddField(
            "municipality",
            "earlier",
            models.JSONField(
                blank=True,
                default=list,
                help_text="[{to_year, name, county_code, county_name}, ...], oldest first",
            ),
        ),
        migrations.AddField(
            "municipality",
            "predecessors",
            models.ManyToManyField(
                blank=True,
                help_text="what it was formed of",
                related_name="successors",
                to="municipalities.municipality",
            ),
        ),
        migrations.AddField(
            "municipality",
            "source",
            models.CharField(blank=True, help_text="of its years", max_length=200, verbose_name="källa"),
        ),
        migrations.AddField(
            "municipality",
            "by_hand",
            models.BooleanField(
                default=False, help_text="the administrator has changed it: files leave it alone"
            ),
        ),
        migrations.AddField(
            "groupmember", "source", models.CharField(blank=True, max_length=200, verbose_name="källa")
        ),
        migrations.AddField(
            "groupmember",
            "by_hand",
            models.BooleanField(default=False, help_text="written by the administrator: files leave it alone"),
        ),
    ]
