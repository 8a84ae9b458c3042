"""Development areas: chosen from the results, deepened by homework, research and analysis."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from municipalities.models import Municipality
from workflow.models.cycles import Cycle


class DevelopmentArea(models.Model):
    """Utvecklingsområde. `evidence` keeps the reasons and figures as they stood when it was chosen."""

    hides_evidence = False  # set where the reader may not see the figures it is written from

    class State(models.TextChoices):
        SUGGESTED = "suggested", "Föreslaget"
        CHOSEN = "chosen", "Valt på möte 1"
        PROPOSED = "proposed", "Föreslås till socialcheferna"
        DECIDED = "decided", "Beslutat"
        DROPPED = "dropped", "Går inte vidare"

    class Reach(models.TextChoices):
        JOINT = "joint", "Gemensamt"
        MUNICIPAL = "municipal", "Varje kommun för sig"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="development_areas")
    title = models.CharField(max_length=200)
    indicators = models.JSONField(default=list, help_text="indicator codes")
    evidence = models.JSONField(default=list, help_text="sentences with figures, as proposed from the results")
    evidence_is_unpublished = models.BooleanField(default=False, help_text="somebody might not see its figures yet")
    need = models.TextField(blank=True, help_text="the need behind the choice")
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.MUNICIPAL)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUGGESTED)
    order = models.PositiveSmallIntegerField(default=0)
    dropped_because = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="chosen_area_states_its_need", condition=Q(state__in=["suggested", "dropped"]) | ~Q(need="")
            ),
            models.CheckConstraint(
                name="dropped_area_says_why", condition=~Q(state="dropped") | ~Q(dropped_because="")
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Vote(models.Model):
    area = models.ForeignKey(DevelopmentArea, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=254)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="+")
    in_favour = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "voter"], name="one_vote_per_person")]

    def __str__(self) -> str:
        return f"{self.voter}: {self.in_favour}"


class IndicatorVote(models.Model):
    """Is the indicator of use? Feedback upstream."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="indicator_votes")
    indicator = models.CharField(max_length=80)
    voter = models.CharField(max_length=254)
    useful = models.BooleanField()
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "indicator", "voter"], name="one_indicator_vote_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.useful}"


class Homework(models.Model):
    """Hemuppgift of one municipality in one area. What is written is the municipality's own until it is handed in."""

    TEXTS = ("known", "statistics", "earlier_analyses", "links")

    area = models.ForeignKey(DevelopmentArea, on_delete=models.CASCADE, related_name="homework")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    known = models.TextField(blank=True, help_text="what do we know")
    statistics = models.TextField(blank=True)
    earlier_analyses = models.TextField(blank=True)
    links = models.TextField(blank=True, help_text="one address a line")
    edited_by = models.CharField(max_length=254, blank=True)
    edited_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=254, blank=True)
    submitted_at = models.DateTimeField(null=True)
    handed_in = models.JSONField(default=dict, help_text="the texts as they were handed in: {known: ...}")
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["area", "municipality__name"]
        constraints = [
            models.UniqueConstraint(fields=["area", "municipality"], name="one_homework_per_area_and_municipality"),
            models.CheckConstraint(
                name="submitted_homework_says_who_and_when",
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.municipality_id}"

    @property
    def written(self) -> dict[str, str]:
        """The texts as they stand, handed in or not."""
        return {name: getattr(self, name) for name in self.TEXTS}


class HomeworkFile(models.Model):
    homework = models.ForeignKey(Homework, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    is_handed_in = models.BooleanField(default=False)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.name


class Reference(models.Model):
    """Research that FoU has found about an area."""

    area = models.ForeignKey(DevelopmentArea, on_delete=models.CASCADE, related_name="references")
    citation = models.TextField()
    summary = models.TextField(blank=True)
    link = models.URLField(blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.citation[:60]


class Analysis(models.Model):
    """The deepened analysis of one area, written at and after meeting 2."""

    area = models.OneToOneField(DevelopmentArea, on_delete=models.CASCADE, related_name="analysis")
    discussion = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    motivation = models.TextField(blank=True)
    time_plan = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.CharField(max_length=254)
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"analys {self.area_id}"
