"""Meetings, and the protocol of the quality-assurance meeting."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from municipalities.models import Municipality
from workflow.models.cycles import Cycle


class Meeting(models.Model):
    class Kind(models.TextChoices):
        QUALITY = "quality", "Möte om kvalitetssäkring"
        ANALYSIS_1 = "analysis_1", "Analysmöte 1"
        ANALYSIS_2 = "analysis_2", "Analysmöte 2"
        FOLLOW_UP = "follow_up", "Uppföljningsmöte"

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        INVITED = "invited", "Kallelse skickad"
        HELD = "held", "Hållet"

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(blank=True)
    agenda = models.TextField(blank=True, help_text="free text beside the proposed points")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="one_meeting_per_kind"),
            models.CheckConstraint(name="meeting_has_place_or_link", condition=~Q(place="", link="")),
            models.CheckConstraint(name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d}"

    @property
    def subject(self) -> str:
        """As events and mails name it."""
        return f"möte {self.pk}"


class Participant(models.Model):
    """Invited and, afterwards, present or not (`present` is null until it is known)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    organisation = models.CharField(max_length=120, help_text="FoU Nordväst, Socialstyrelsen, or the municipality")
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(null=True)
    present = models.BooleanField(null=True)

    class Meta:
        ordering = ["organisation", "name"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="one_invitation_per_person")]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"


class AgendaPoint(models.Model):
    """A question to talk about, with why it is proposed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda_points")
    question = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=400)
    left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "question"], name="one_agenda_point_per_question")]

    def __str__(self) -> str:
        return self.question


class Protocol(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        SENT = "sent", "På synpunkter"
        APPROVED = "approved", "Godkänt"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="protocol")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    purpose = models.TextField(blank=True)
    comments_until = models.DateField(null=True)
    why_new = models.TextField(blank=True, help_text="why a new version is being written")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protocol_out_for_comments_has_a_last_day",
                condition=Q(state="draft") | Q(comments_until__isnull=False) & ~Q(purpose=""),
            ),
        ]

    def __str__(self) -> str:
        return f"protokoll {self.meeting_id}"

    @property
    def subject(self) -> str:
        """As events and mails name it."""
        return f"protokoll {self.pk}"


class ProtocolPoint(models.Model):
    """What was agreed on one question. `version` rises with each save, so that nobody overwrites another unseen."""

    class Earlier(models.TextChoices):
        CONFIRMED = "confirmed", "Förra tolkningen gäller fortfarande"
        CHANGED = "changed", "Förra tolkningen ändras"
        RETIRED = "retired", "Förra tolkningen upphör"

    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="points")
    question = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    consider_in_analysis = models.BooleanField(default=False)
    consider_because = models.TextField(blank=True)
    raised_by = models.CharField(max_length=120, blank=True)
    obvious = models.BooleanField(default=False, help_text="agreement was obvious: left out of the protocol")
    earlier = models.CharField(
        max_length=10, choices=Earlier.choices, blank=True, help_text="what becomes of the interpretation before this"
    )
    version = models.PositiveIntegerField(default=1)
    edited_by = models.CharField(max_length=254)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["protocol", "question"], name="one_point_per_question"),
            models.CheckConstraint(
                name="consider_in_analysis_says_why",
                condition=Q(consider_in_analysis=False, consider_because="")
                | (Q(consider_in_analysis=True) & ~Q(consider_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.text[:40]}"


class ProtocolComment(models.Model):
    protocol = models.ForeignKey(Protocol, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class ProtocolVersion(models.Model):
    """An approved protocol as it stood: frozen and numbered. A change makes a new version."""

    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="purpose, date, participants and points as approved")
    sha256 = models.CharField(max_length=64)
    approved_by = models.CharField(max_length=254)
    approved_at = models.DateTimeField()
    why_new = models.TextField(blank=True, help_text="why this version replaced the one before")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["protocol", "number"], name="one_protocol_version_per_number"),
            models.CheckConstraint(
                name="approved_protocol_says_who_and_why",
                condition=~Q(approved_by="")
                & ~Q(sha256="")
                & (Q(number=1, why_new="") | Q(number__gt=1) & ~Q(why_new="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.protocol_id} version {self.number}"
