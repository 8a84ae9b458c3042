"""What is asked, and how networks have agreed to read it.

A survey keeps its questionnaire as the YAML text it was loaded from; questions, items and options are read from
that text (surveys.questionnaires.questionnaire), not stored as rows (docs/adr/0002).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from municipalities.models import Group


class ServiceArea(models.Model):
    """Verksamhetsområde, e.g. ekonomiskt bistånd."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField("namn", max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SurveyQuerySet(models.QuerySet["Survey"]):
    def open_to(self, networks: Iterable[Group | None]) -> SurveyQuerySet:
        """The nation's survey years, which everybody works with, and those of the networks."""
        own = [one.pk for one in networks if one]
        return self.filter(models.Q(network=None) | models.Q(network__in=own))


class Survey(models.Model):
    """One service area in one year. `questionnaire_text` is empty where the year's questionnaire is lacking."""

    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="surveys")
    year = models.PositiveSmallIntegerField()
    network = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="+", help_text="whose it is; null: the nation's"
    )
    title = models.CharField(max_length=120)
    reference_date = models.DateField(null=True)
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)
    questionnaire_text = models.TextField(blank=True)
    questionnaire_sha256 = models.CharField(max_length=64, blank=True)
    is_example = models.BooleanField(default=False, help_text="Exempeldata: a made-up survey year")

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["area__name", "-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="one_survey_per_area_and_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def full_title(self) -> str:
        """The title with its area, where the title alone does not name it. Reads `area`."""
        is_named = self.area.name.casefold() in self.title.casefold()
        return self.title if is_named else f"{self.area.name}: {self.title}"

    @property
    def slug(self) -> str:
        """ "ekonomiskt-bistand/2017", as commands and files name a survey. Reads `area`."""
        return f"{self.area.slug}/{self.year}"


class Interpretation(models.Model):
    """Tolkning: what a network agreed on for one question of one survey. The protocol that writes it lives above."""

    class State(models.TextChoices):
        AGREED = "agreed", "Gäller"
        RETIRED = "retired", "Gäller inte längre"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="interpretations")
    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=80)
    text = models.TextField()
    consider_in_analysis = models.BooleanField(default=False, help_text="beaktas i analysen")
    consider_because = models.TextField(blank=True)
    raised_by = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.AGREED)
    let_go_in = models.PositiveSmallIntegerField(null=True, help_text="the later year whose meeting retired it")
    source = models.CharField(max_length=200, blank=True, help_text="protocol and version, or who wrote it down")
    by = models.CharField(max_length=254)
    at = models.DateTimeField()
    is_example = models.BooleanField(default=False, help_text="Exempeldata")

    class Meta:
        ordering = ["survey", "question"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "network", "question"], name="one_interpretation_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"
