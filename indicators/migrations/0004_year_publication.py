"""Who published a year, and when, instead of a mark on the survey that nobody could set."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

BEFORE = "okänd, före publiceringen fick ett namn"


def carry(apps, schema_editor):
    """What was open to everybody stays so: the mark held for all of the year's units."""
    publication = apps.get_model("indicators", "YearPublication")
    for survey in apps.get_model("surveys", "Survey").objects.filter(results_are_public=True):
        publication.objects.create(survey=survey, published_by=BEFORE, published_at=timezone.now())


def carry_back(apps, schema_editor):
    """The nation's alone: the mark cannot say one network's."""
    current = apps.get_model("indicators", "YearPublication").objects.filter(network=None, withdrawn_at=None)
    surveys = apps.get_model("surveys", "Survey").objects.filter(pk__in=current.values("survey"))
    surveys.update(results_are_public=True)


class Migration(migrations.Migration):
    dependencies = [
        ("municipalities", "0002_members_by_year"),
        ("surveys", "0003_owners_of_what_is_there"),
        ("indicators", "0003_owners_of_what_is_there"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearPublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("published_by", models.CharField(max_length=254)),
                ("published_at", models.DateTimeField()),
                ("withdrawn_by", models.CharField(blank=True, max_length=254)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.TextField(blank=True)),
                (
                    "network",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="municipalities.group",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="year_publications",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("network__isnull", False), ("withdrawn_at__isnull", True)),
                        fields=("survey", "network"),
                        name="one_current_publication_of_a_network",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("network__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("survey",),
                        name="one_current_publication_of_the_nation",
                    ),
                ],
            },
        ),
        migrations.RunPython(carry, carry_back),
    ]
