"""What one municipality answers, and all that is kept of how it came about. Answers name their item by its code."""

from __future__ import annotations

from django.db import models

from municipalities.models import Municipality
from surveys.models.files import ImportRun
from surveys.models.questionnaires import Survey


class ResponseQuerySet(models.QuerySet["Response"]):
    def in_use(self, survey: Survey) -> ResponseQuerySet:
        """The survey's real responses; where there is none, its Exempeldata. The two never mix."""
        responses = self.filter(survey=survey)
        real = responses.filter(is_example=False)
        return real if real.exists() else responses

    def examples_in_use(self, survey: Survey) -> int:
        """How many made-up responses stand for the survey; none once somebody has begun a real one."""
        kinds = list(self.filter(survey=survey).order_by().values_list("is_example", flat=True))
        return len(kinds) if all(kinds) else 0


class Response(models.Model):
    """One unit's answering of one survey; surveys/counting.py says what of it counts.

    `revision` rises with every change. `counted_revision` is what it was when what counts was handed in, so that
    computing sees when that is new; 0 where nothing counts.
    """

    class State(models.TextChoices):
        UNDER_WAY = "under_way", "Pågår"
        HANDED_IN = "handed_in", "Inlämnat"
        CHANGED = "changed", "Ändrat efter kvitto"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="responses")
    is_example = models.BooleanField(default=False, help_text="Exempeldata")
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNDER_WAY)
    counted_revision = models.PositiveIntegerField(default=0)
    counted = models.JSONField(null=True, help_text="[[item, value, comment], ...] that counts while it is changed")
    handed_in_by = models.CharField(max_length=254, blank=True)
    handed_in_at = models.DateTimeField(null=True)
    reopened_until = models.DateField(null=True, help_text="last day of answering after FoU reopened it")
    reopened_by = models.CharField(max_length=254, blank=True)
    reopened_because = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "municipality", "is_example"], name="one_response_per_unit"),
            models.CheckConstraint(
                name="handed_in_says_who_and_when",
                condition=models.Q(state="under_way", handed_in_at__isnull=True, handed_in_by="", counted_revision=0)
                | (
                    models.Q(state__in=["handed_in", "changed"], handed_in_at__isnull=False, counted_revision__gt=0)
                    & ~models.Q(handed_in_by="")
                ),
            ),
            models.CheckConstraint(
                name="what_counts_is_kept_while_changed",
                condition=models.Q(state="changed", counted__isnull=False)
                | (~models.Q(state="changed") & models.Q(counted__isnull=True)),
            ),
            models.CheckConstraint(
                name="reopened_says_who_and_why",
                condition=models.Q(reopened_until__isnull=True, reopened_by="", reopened_because="")
                | (models.Q(reopened_until__isnull=False) & ~models.Q(reopened_by="") & ~models.Q(reopened_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.municipality_id}"


class Answer(models.Model):
    """Value and comment of one item in one response. No row, or an empty value, is unanswered."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers", db_constraint=False)
    item = models.CharField(max_length=80, help_text="item code of the survey's questionnaire")
    value = models.TextField(blank=True, help_text="option code, number with decimal point, or text")
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "item"], name="one_answer_per_item")]

    def __str__(self) -> str:
        return f"{self.item}={self.value}"


class AnswerEvent(models.Model):
    """History of a response: one row per save, with every item it changed from what to what."""

    class Through(models.TextChoices):
        WEB = "web", "webben"
        FILE = "file", "fil"
        FOU = "fou", "FoU"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="events", db_constraint=False)
    import_run = models.ForeignKey(
        ImportRun, null=True, on_delete=models.PROTECT, related_name="answer_events", db_constraint=False
    )
    through = models.CharField(max_length=4, choices=Through.choices)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()
    created_response = models.BooleanField(default=False)
    changes = models.JSONField(help_text="[[item, old value, new value, old comment, new comment], ...]")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.response_id} {self.at:%Y-%m-%d %H:%M} {self.by}"


class SectionAssignment(models.Model):
    """One section of a response handed to a colleague, who reaches just that part through a personal link."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="assignments")
    section = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    token_sha256 = models.CharField(max_length=64, unique=True, help_text="the link itself is only in the mail")
    assigned_by = models.CharField(max_length=254)
    assigned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "section", "email"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_assignment_per_section_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.email}"


class KeptWarning(models.Model):
    """A warning the respondent has seen and keeps, with the reason."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="kept_warnings")
    check_code = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "check_code"], name="one_reason_per_warning")]

    def __str__(self) -> str:
        return self.check_code


class ChangeReason(models.Model):
    """Why the answers of a question differ from last year's; read by the analysis meeting and the follow-up."""

    class Reason(models.TextChoices):
        PRACTICE = "practice", "Vi arbetar annorlunda nu"
        READING = "reading", "Vi läser frågan annorlunda"
        MISTAKE = "mistake", "Det blev fel förra året"
        OTHER = "other", "Annat"

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="change_reasons")
    question = models.CharField(max_length=80)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="one_reason_per_question")]

    def __str__(self) -> str:
        return f"{self.question} {self.reason}"


class Receipt(models.Model):
    """A numbered receipt: the PDF as it was sent, its SHA-256, and the answers as they stood."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=254)
    at = models.DateTimeField()
    answers = models.JSONField(help_text="[[item, value, comment], ...] of the questions asked")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["response", "number"], name="one_receipt_per_number")]

    def __str__(self) -> str:
        return f"{self.response_id} {self.number}"
