"""The decision of the heads of social services, frozen with the figures it was based on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from municipalities.models import Municipality
from workflow.models.cycles import Cycle


class Decision(models.Model):
    """Ställningstagande of a cycle. A decided one never changes; a change is a new version that replaces it."""

    class State(models.TextChoices):
        DRAFT = "draft", "Under arbete"
        PROPOSED = "proposed", "Hos socialcheferna"
        SENT_BACK = "sent_back", "Återremitterat"
        DECIDED = "decided", "Beslutat"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(help_text="version, from 1")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    proposal = models.TextField(help_text="what the heads are asked to decide")
    time_plan = models.TextField(blank=True)
    responsibility = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True)
    proposed_by = models.CharField(max_length=254, blank=True)
    proposed_at = models.DateTimeField(null=True)
    without_homework = models.TextField(blank=True, help_text="why it was proposed with homework missing")
    motivation = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True)
    sent_back_to = models.CharField(max_length=20, blank=True, help_text="the step it goes back to")
    sent_back_because = models.TextField(blank=True)
    frozen = models.JSONField(default=dict, help_text="areas, analyses, standpoints and figures as decided on")
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["cycle", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_decision_per_version"),
            models.CheckConstraint(
                name="proposed_decision_says_who_and_when",
                condition=Q(state="draft") | (Q(proposed_at__isnull=False) & ~Q(proposed_by="") & ~Q(proposal="")),
            ),
            models.CheckConstraint(
                name="decided_says_who_when_and_why",
                condition=Q(decided_on__isnull=True, decided_at__isnull=True, decided_by="", motivation="", sha256="")
                & ~Q(state="decided")
                | Q(state="decided", decided_on__isnull=False, decided_at__isnull=False, follow_up_on__isnull=False)
                & ~Q(decided_by="")
                & ~Q(motivation="")
                & ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="sent_back_says_where_and_why",
                condition=Q(sent_back_to="", sent_back_because="") & ~Q(state="sent_back")
                | Q(state="sent_back") & ~Q(sent_back_to="") & ~Q(sent_back_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"beslut {self.cycle_id} version {self.number}"


class Standpoint(models.Model):
    """What one head of social services says to the proposal."""

    class Stance(models.TextChoices):
        APPROVE = "approve", "Godkänner"
        APPROVE_WITH_COMMENT = "comment", "Godkänner med kommentar"
        SEND_BACK = "send_back", "Återremitterar"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="standpoints")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    by = models.CharField(max_length=254)
    stance = models.CharField(max_length=10, choices=Stance.choices)
    comment = models.TextField(blank=True)
    back_to = models.CharField(max_length=20, blank=True, help_text="the step to be done over, where it is sent back")
    at = models.DateTimeField()

    class Meta:
        ordering = ["municipality__name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "municipality"], name="one_standpoint_per_municipality"),
            models.CheckConstraint(name="comment_where_promised", condition=Q(stance="approve") | ~Q(comment="")),
            models.CheckConstraint(
                name="sent_back_to_a_step",
                condition=Q(stance="send_back") & ~Q(back_to="") | ~Q(stance="send_back") & Q(back_to=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.stance}"


class FigureNotice(models.Model):
    """Figures a decision rests on have been corrected since; the frozen ones stand, everyone concerned is told."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="notices")
    changes = models.JSONField(help_text="[{indicator, name, place, before, after}, ...]")
    digest = models.CharField(max_length=64, help_text="of the changes, so that the same are told once")
    told = models.JSONField(default=list, help_text="mail addresses")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["decision", "digest"], name="one_notice_per_change")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.at:%Y-%m-%d}"
