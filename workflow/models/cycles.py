"""A cycle (omgång) and the steps of its three stages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from municipalities.models import Group, Municipality
from surveys.models import ServiceArea, Survey


class Cycle(models.Model):
    """One turn of the three-stage model for one network, service area and year."""

    class State(models.TextChoices):
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutad"

    network = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="cycles")
    units = models.ManyToManyField(
        Municipality, related_name="cycles", help_text="the network's when it was opened; they take part to its end"
    )
    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField()
    survey = models.ForeignKey(Survey, null=True, on_delete=models.PROTECT, related_name="cycles")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_by = models.CharField(max_length=254)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=254, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_example = models.BooleanField(default=False, help_text="Exempeldata: its later stages are made up")

    class Meta:
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(fields=["network", "area", "year"], name="one_cycle_per_network_area_and_year"),
            models.CheckConstraint(
                name="closed_cycle_says_who_and_when",
                condition=Q(state="open", closed_at__isnull=True, closed_by="")
                | (Q(state="closed", closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"

    @property
    def subject(self) -> str:
        """As events and mails name it."""
        return f"omgång {self.pk}"


class Step(models.Model):
    """One step of a cycle. Steps can be reordered or left out with a reason, never skipped silently."""

    class Code(models.TextChoices):
        PREPARE = "prepare", "Förbereda enkäten"
        QUALITY_MEETING = "quality_meeting", "Möte om kvalitetssäkring"
        PROTOCOL = "protocol", "Protokoll med tolkningar"
        ANSWERING = "answering", "Svara på enkäten"
        RESULTS = "results", "Resultat och rapport"
        MEETING_1 = "meeting_1", "Analysmöte 1: välja områden"
        HOMEWORK = "homework", "Hemuppgifter"
        MEETING_2 = "meeting_2", "Analysmöte 2: fördjupad analys"
        DECISION = "decision", "Socialchefernas beslut"
        PLANS = "plans", "Handlingsplaner"
        REPORTS = "reports", "Kommunernas uppföljning"
        FOLLOW_UP_MEETING = "follow_up_meeting", "Uppföljningsmöte"
        CLOSING = "closing", "Slutdokument"

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        DONE = "done", "Klart"
        LEFT_OUT = "left_out", "Görs inte"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20, choices=Code.choices)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    planned_on = models.DateField(null=True)
    happened_on = models.DateField(null=True, help_text="the day what the step stands for took place")
    done_by = models.CharField(max_length=254, blank=True)
    done_at = models.DateTimeField(null=True, help_text="when that was recorded here")
    left_out_because = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "code"], name="one_step_per_code"),
            models.CheckConstraint(
                name="step_says_who_when_and_why",
                condition=Q(state="planned", done_by="", left_out_because="")
                & Q(happened_on__isnull=True, done_at__isnull=True)
                | (
                    Q(state="done", happened_on__isnull=False, done_at__isnull=False, left_out_because="")
                    & ~Q(done_by="")
                )
                | (
                    Q(state="left_out", happened_on__isnull=True, done_at__isnull=False)
                    & ~Q(done_by="")
                    & ~Q(left_out_because="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.code}"
