"""What was asked and answered.

A survey keeps its questionnaire as the YAML text it was loaded from; questions, items and options are read from
that text (surveys.questionnaire), not stored as rows (docs/adr/0002). Answers name their item by its code.
"""

from __future__ import annotations

from datetime import date

from django.db import models

from municipalities.models import Group, Municipality


class ServiceArea(models.Model):
    """Verksamhetsområde, e.g. ekonomiskt bistånd."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField("namn", max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Survey(models.Model):
    """One service area in one year. `questionnaire_text` is empty where the year's questionnaire is lacking."""

    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="surveys")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    reference_date = models.DateField(null=True)
    opens = models.DateField(null=True)
    closes = models.DateField(null=True)
    questionnaire_text = models.TextField(blank=True)
    questionnaire_sha256 = models.CharField(max_length=64, blank=True)
    results_are_public = models.BooleanField(
        default=False, help_text="Results computed from real answers are shown to everybody"
    )
    is_example = models.BooleanField(default=False, help_text="Exempeldata: a made-up survey year")

    class Meta:
        ordering = ["area__name", "-year"]
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="one_survey_per_area_and_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """ "ekonomiskt-bistand/2017", as commands and files name a survey. Reads `area`."""
        return f"{self.area.slug}/{self.year}"


class ResponseQuerySet(models.QuerySet["Response"]):
    def in_use(self, survey: Survey) -> ResponseQuerySet:
        """The survey's real responses; where there is none, its Exempeldata. The two never mix."""
        responses = self.filter(survey=survey)
        real = responses.filter(is_example=False)
        return real if real.exists() else responses


class Response(models.Model):
    """One unit's answering of one survey. `revision` rises with every change, so that computing sees what is new."""

    class State(models.TextChoices):
        UNDER_WAY = "under_way", "Pågår"
        HANDED_IN = "handed_in", "Inlämnat"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="responses")
    is_example = models.BooleanField(default=False, help_text="Exempeldata")
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNDER_WAY)
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
                condition=models.Q(state="under_way", handed_in_at__isnull=True, handed_in_by="")
                | (models.Q(state="handed_in", handed_in_at__isnull=False) & ~models.Q(handed_in_by="")),
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


class ImportRun(models.Model):
    """One file brought in: the original with its SHA-256, who and when, what it changed, and whether it was undone."""

    class Kind(models.TextChoices):
        ANSWERS = "answers", "Enkätsvar"
        RESULTS = "results", "Publicerade resultat"
        REGISTER = "register", "Registeruppgifter"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Förhandsgranskad"
        CONFIRMED = "confirmed", "Införd"
        UNDONE = "undone", "Ångrad"
        DISCARDED = "discarded", "Avbruten"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    file = models.FileField(upload_to="imports/%Y/", max_length=255)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    is_example = models.BooleanField(default=False, help_text="Exempeldata")
    mapping = models.JSONField(default=dict, help_text="heading -> indicator code mended by hand (results, register)")
    summary = models.JSONField(default=dict, help_text="counts: new, changed, unchanged, refused")
    undo = models.JSONField(default=list, help_text="what stood before, for undoing results and register imports")
    uploaded_by = models.CharField(max_length=254)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.CharField(max_length=254, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=254, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="confirmed_import_says_who_and_when",
                condition=models.Q(state__in=["previewed", "discarded"], confirmed_at__isnull=True, confirmed_by="")
                | (
                    models.Q(state__in=["confirmed", "undone"], confirmed_at__isnull=False) & ~models.Q(confirmed_by="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.file_name}"


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


class CollectionQuerySet(models.QuerySet["Collection"]):
    def open_on(self, day: date) -> CollectionQuerySet:
        """Both the first and the last day included."""
        return self.filter(opens__lte=day, closes__gte=day)


class Collection(models.Model):
    """Insamling: a survey opened for a group (a network or the nation), `opens` to `closes`, both days included."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="collections")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="collections")
    opens = models.DateField()
    closes = models.DateField()
    opened_by = models.CharField(max_length=254)
    opened_at = models.DateTimeField(auto_now_add=True)
    is_example = models.BooleanField(default=False, help_text="Exempeldata: its responses are made up")

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-closes", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "group"], name="one_collection_per_survey_and_group"),
            models.CheckConstraint(
                name="collection_opens_before_it_closes", condition=models.Q(closes__gte=models.F("opens"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.group_id}"


class Mailing(models.Model):
    """An invitation or reminder planned for a day; sent to those who have not handed in by then."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Inbjudan"
        REMINDER = "reminder", "Påminnelse"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


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
