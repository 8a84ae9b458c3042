"""Follow-up after two years: did the figures move?"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from workflow.models.areas import DevelopmentArea
from workflow.models.cycles import Cycle
from workflow.models.plans import ActionPlan


class FollowUp(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", "Planerad"
        OPEN = "open", "Pågår"
        CLOSED = "closed", "Avslutad"

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="follow_up")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    opens_on = models.DateField(help_text="from the decision's time plan, else two years after it")
    reports_due = models.DateField(null=True)
    scope = models.TextField(blank=True, help_text="content and scope that FoU proposes")
    opened_by = models.CharField(max_length=254, blank=True)
    opened_at = models.DateTimeField(null=True)
    summary = models.TextField(blank=True)
    goes_on = models.TextField(blank=True, help_text="what goes on into the next cycle")
    closed_by = models.CharField(max_length=254, blank=True)
    closed_at = models.DateTimeField(null=True)
    document = models.JSONField(default=dict, help_text="the closing document, frozen")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_says_who_and_when",
                condition=Q(state="planned", opened_at__isnull=True, closed_at__isnull=True)
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True) & ~Q(opened_by="")
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False)
                & ~Q(opened_by="")
                & ~Q(closed_by="")
                & ~Q(sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"uppföljning {self.cycle_id}"


class PlanReport(models.Model):
    """What a municipality says about its plan."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="reports")
    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="reports")
    done = models.TextField(blank=True, help_text="what was done")
    own_data = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    edited_by = models.CharField(max_length=254, blank=True)
    edited_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=254, blank=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "plan"], name="one_report_per_plan"),
            models.CheckConstraint(
                name="submitted_report_says_who_and_when",
                condition=Q(submitted_at__isnull=True, submitted_by="")
                | (Q(submitted_at__isnull=False) & ~Q(submitted_by="") & ~Q(done="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.plan_id}"


class Verdict(models.Model):
    """How an area came out."""

    class Outcome(models.TextChoices):
        REACHED = "reached", "Uppnått"
        PARTLY = "partly", "Delvis uppnått"
        NOT_REACHED = "not_reached", "Inte uppnått"
        CANNOT_TELL = "cannot_tell", "Kan inte bedömas"

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="verdicts")
    area = models.ForeignKey(DevelopmentArea, on_delete=models.CASCADE, related_name="verdicts")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    motivation = models.TextField()
    goes_on = models.BooleanField(default=False, help_text="into the next cycle")
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "area"], name="one_verdict_per_area"),
            models.CheckConstraint(name="verdict_says_why", condition=~Q(motivation="")),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.outcome}"
