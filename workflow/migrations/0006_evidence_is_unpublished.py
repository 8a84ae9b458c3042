"""Evidence written from results that somebody might not see yet is told only to those who may."""

from django.db import migrations, models


def mark(apps, schema_editor):
    """Of areas already there: those of a year whose results are computed here from real answers. It is hidden only as
    long as the year's results are."""
    areas = apps.get_model("workflow", "DevelopmentArea").objects
    results = apps.get_model("indicators", "Result").objects.filter(origin="computed", is_example=False)
    for area, year in results.values_list("survey__area", "survey__year").distinct():
        areas.filter(cycle__area=area, cycle__year=year).update(evidence_is_unpublished=True)


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0004_year_publication"),
        ("workflow", "0005_proposed_without_homework"),
    ]

    operations = [
        migrations.AddField(
            model_name="developmentarea",
            name="evidence_is_unpublished",
            field=models.BooleanField(default=False, help_text="somebody might not see its figures yet"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
