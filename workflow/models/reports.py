"""Reports and other documents that are handed over: what is written in them, their editions, and the jobs that build
them."""

from __future__ import annotations

import hashlib
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from municipalities.models import Group
from surveys.models import Survey
from workflow.models.cycles import Cycle
from workflow.models.decisions import Decision
from workflow.models.meetings import Meeting
from workflow.models.plans import ActionPlan

ABOUT = ("survey", "cycle", "meeting", "decision", "plan")  # what a document may be about: one of them


def _about_one() -> Q:
    """Exactly one of the fields is filled in."""
    return Q(
        *(Q(**{f"{one}__isnull": one != filled for one in ABOUT}) for filled in ABOUT),
        _connector=Q.OR,
    )


class Report(models.Model):
    """One document: a draft until its first edition is issued. `network` is whose it is; null: the nation's."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        ISSUED = "issued", "Utgiven"
        WITHDRAWN = "withdrawn", "Återkallad"

    network = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=30, help_text="key of workflow/documents/kinds.py")
    survey = models.ForeignKey(Survey, null=True, on_delete=models.PROTECT, related_name="reports")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="+")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(ActionPlan, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    authors = models.TextField(help_text="a name a line")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    is_public = models.BooleanField(default=False, help_text="issued editions are for everybody, not the network alone")
    year = models.PositiveSmallIntegerField(null=True, help_text="of the number, set when it is issued")
    number = models.PositiveSmallIntegerField(null=True)
    created_by = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=254, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(name="report_is_about_one_thing", condition=_about_one()),
            models.CheckConstraint(
                name="report_number_has_its_year",
                condition=Q(year__isnull=True, number__isnull=True) | Q(year__isnull=False, number__isnull=False),
            ),
            models.CheckConstraint(
                name="issued_report_has_a_number", condition=Q(state="draft") | Q(number__isnull=False)
            ),
            models.CheckConstraint(
                name="withdrawn_report_says_who_when_and_why",
                condition=Q(withdrawn_by="", withdrawn_at__isnull=True, withdrawn_because="") & ~Q(state="withdrawn")
                | Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="draft_report_is_not_for_everybody", condition=Q(is_public=False) | ~Q(state="draft")
            ),
            models.UniqueConstraint(fields=["network", "kind", "year", "number"], name="one_report_of_a_number"),
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                condition=Q(network__isnull=True),
                name="one_report_of_a_number_of_the_nation",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """As events name it."""
        return f"rapport {self.pk}"


class IssuedStands(Exception):
    """Somebody tried to change an edition that has been issued: a mistake in the code, never a person's."""


class FileQuerySet(models.QuerySet["EditionFile"]):
    def update(self, **wanted: Any) -> NoReturn:
        raise IssuedStands("filer skrivs en och en")

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(edition__issued_at__isnull=False).exists():
            raise IssuedStands("utgåvan är utgiven")
        return super().delete()


class EditionQuerySet(models.QuerySet["ReportEdition"]):
    """Rows are changed one by one, where the model can refuse."""

    def update(self, **wanted: Any) -> NoReturn:
        raise IssuedStands("utgåvor ändras en och en")

    def delete(self) -> NoReturn:
        raise IssuedStands("utgåvor tas bort en och en")


class ReportEdition(models.Model):
    """A document as it was built, with what staff have written in it. Until it is issued it follows the data and is
    built anew; once it is, it is what was handed over, and nothing of it changes."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(help_text="from 1")
    tree = models.TextField(blank=True, help_text="documents/as_json.py; empty until it is built")
    deck = models.TextField(blank=True, help_text="the slides, where the kind has any")
    drafts = models.JSONField(default=list, help_text="texts that may be edited, as computed; none once it is issued")
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the tree")
    is_unpublished = models.BooleanField(default=False, help_text="rests on results that are not for everybody yet")
    data_version = models.CharField(max_length=200, blank=True)
    program_version = models.CharField(max_length=40, blank=True)
    because = models.TextField(blank=True, help_text="why it replaces the one before")
    built_by = models.CharField(max_length=254, blank=True)
    built_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=254, blank=True)
    issued_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_edition_per_number"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(issued_at__isnull=True), name="one_edition_under_way"
            ),
            models.CheckConstraint(
                name="issued_edition_rests_on_what_is_published",
                condition=Q(issued_at__isnull=True) | Q(is_unpublished=False),
            ),
            models.CheckConstraint(
                name="edition_that_replaces_says_why",
                condition=Q(number=1, because="") | Q(number__gt=1) & ~Q(because=""),
            ),
            models.CheckConstraint(
                name="built_edition_says_who_when_and_what",
                condition=Q(tree="", sha256="", built_by="", built_at__isnull=True)
                | Q(built_at__isnull=False) & ~Q(tree="") & ~Q(sha256="") & ~Q(built_by=""),
            ),
            models.CheckConstraint(
                name="issued_edition_says_who_and_is_built",
                condition=Q(issued_by="", issued_at__isnull=True)
                | Q(issued_at__isnull=False, built_at__isnull=False) & ~Q(issued_by=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} utgåva {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_issued()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.refuse_issued()
        return super().delete(*args, **kwargs)

    def refuse_issued(self) -> None:
        """By what is stored, not by what the row in hand says."""
        if type(self).objects.filter(pk=self.pk, issued_at__isnull=False).exists():
            raise IssuedStands(f"{self} är utgiven")


class EditionFile(models.Model):
    """An edition in one format, byte by byte; those of an issued edition never change."""

    edition = models.ForeignKey(ReportEdition, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=10, help_text="key of workflow/documents/formats.py")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "format"], name="one_file_per_format")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.format}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.edition.refuse_issued()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.edition.refuse_issued()
        return super().delete(*args, **kwargs)


class ReportText(models.Model):
    """What staff have written in place of a computed text; empty: it is left out. `basis` is that of the figures the
    words stand on, as the builder gave it then: another one now means that they have changed."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=200, help_text="that of the draft it replaces")
    text = models.TextField(blank=True)
    basis = models.CharField(max_length=64)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_text_per_paragraph")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.key}"

    @property
    def digest(self) -> str:
        """Of the text: what a page has shown of it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


class ReportBuild(models.Model):
    """One building of a document. This row is the truth; a Celery task is only a nudge to look at it."""

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        RUNNING = "running", "pågår"
        DONE = "done", "klar"
        FAILED = "failed", "misslyckad"

    class Purpose(models.TextChoices):
        BUILD = "build", "Utkastet byggs"
        ISSUE = "issue", "Utgåvan ges ut"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="builds")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    requested_by = models.CharField(max_length=254)
    requested_at = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=0, help_text="fences off an earlier worker that comes back")
    worker = models.CharField(max_length=120, blank=True)
    heartbeat = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="waiting"), name="one_waiting_build_per_report"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="running"), name="one_running_build_per_report"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.purpose} {self.state}"


class DocumentTemplate(models.Model):
    """The Word template of a network, whose styles its documents are written in."""

    network = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="document_template")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=254)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
