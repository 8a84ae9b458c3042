"""What the answers mean: indicators, results per unit and per group, and the computing of them."""

from __future__ import annotations

from django.db import models

from municipalities.models import Group, Municipality
from surveys.models import ImportRun, ServiceArea, Survey


class Origin(models.TextChoices):
    COMPUTED = "computed", "beräknat"
    PUBLISHED = "published", "publicerat"


class DefinitionSet(models.Model):
    """The definitions of one survey year, kept as the YAML text they were loaded from (docs/adr/0002)."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="definition_set")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"definitioner {self.survey_id}"


class Indicator(models.Model):
    """A measure followed over the years; what it means a certain year stands in that year's definitions."""

    area = models.ForeignKey(ServiceArea, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=255, help_text="short name of the latest year that defines it")

    class Meta:
        ordering = ["area", "code"]
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="one_indicator_per_code")]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """Where published figures come from: a report, a fact sheet, a result file."""

    class Kind(models.TextChoices):
        REPORT = "report", "Rapport"
        FACT_SHEET = "fact_sheet", "Faktablad"
        RESULT_FILE = "result_file", "Resultatfil"
        REGISTER_FILE = "register_file", "Registerfil"

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(max_length=255)
    publisher = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind.choices)
    network = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="+", help_text="who brought it in; null: the nation"
    )

    class Meta:
        ordering = ["year", "slug"]

    def __str__(self) -> str:
        return self.title


class Figure(models.Model):
    """What a result of a unit and of a group have in common. `publication` is null where `origin` is computed."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    publication = models.ForeignKey(Publication, null=True, on_delete=models.CASCADE, related_name="+")
    import_run = models.ForeignKey(
        ImportRun, null=True, on_delete=models.SET_NULL, related_name="+", db_constraint=False
    )
    is_example = models.BooleanField(default=False, help_text="computed from Exempeldata")
    number = models.DecimalField(max_digits=20, decimal_places=10, null=True)
    printed = models.CharField(max_length=120, blank=True, help_text="as it stands in the publication")
    place = models.CharField(max_length=400, blank=True, help_text="table, row and column, or sheet and cell")

    class Meta:
        abstract = True


class Result(Figure):
    """An indicator's value for one unit: ja, delvis, nej, ej_aktuellt, kan_inte_svara, bortfall, or a number."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    value = models.CharField(max_length=15, blank=True, help_text="empty where `number` says it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "municipality", "indicator"],
                condition=models.Q(origin="computed"),
                name="one_computed_result",
            ),
            models.UniqueConstraint(
                fields=["survey", "municipality", "indicator", "publication"],
                condition=models.Q(origin="published"),
                name="one_published_result",
            ),
        ]
        indexes = [models.Index(fields=["survey", "origin", "municipality"], name="results_of_a_matrix")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.indicator_id} {self.value or self.number}"


class GroupResult(Figure):
    """An indicator's value for a group. Share (percent) = 100 * yes / base; `number` is a printed share or a mean."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    yes = models.PositiveIntegerField(null=True)
    base = models.PositiveIntegerField(null=True)
    left_out = models.PositiveIntegerField(null=True, help_text="ej aktuellt + kan inte svara")
    non_response = models.PositiveIntegerField(null=True)
    units = models.PositiveIntegerField(null=True)
    withheld = models.CharField(max_length=12, blank=True, help_text="over_20, empty_base, or empty when shown")
    change_printed = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "group", "indicator"],
                condition=models.Q(origin="computed"),
                name="one_computed_group_result",
            ),
            models.UniqueConstraint(
                fields=["survey", "group", "indicator", "publication", "place"],
                condition=models.Q(origin="published"),
                name="one_published_group_result",
            ),
        ]
        indexes = [models.Index(fields=["survey", "origin", "group"], name="group_results_of_a_matrix")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.indicator_id} {self.yes}/{self.base}"


class ComputedResponse(models.Model):
    """What the stored results of a unit were computed from. A differing revision or digest means: compute again."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    is_example = models.BooleanField(default=False)
    revision = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of questionnaire and definitions together")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "municipality"], name="one_mark_per_unit")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.municipality_id} {self.revision}"


class Computation(models.Model):
    """One computing of a survey. This row is the truth; a Celery task is only a nudge to look at it."""

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        RUNNING = "running", "pågår"
        DONE = "done", "klar"
        FAILED = "failed", "misslyckad"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="computations")
    network = models.ForeignKey(
        Group, null=True, on_delete=models.PROTECT, related_name="+", help_text="who asked for it; null: the portal"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=200)
    requested_by = models.CharField(max_length=254)
    requested_at = models.DateTimeField(auto_now_add=True)
    attempt = models.PositiveIntegerField(default=0, help_text="fences off an earlier worker that comes back")
    worker = models.CharField(max_length=120, blank=True)
    heartbeat = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    message = models.TextField(blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "network"], condition=models.Q(state="waiting"), name="one_waiting_per_survey"
            ),
            models.UniqueConstraint(
                fields=["survey"],
                condition=models.Q(state="waiting", network__isnull=True),
                name="one_waiting_of_the_portal",
            ),
            models.UniqueConstraint(
                fields=["survey"], condition=models.Q(state="running"), name="one_running_per_survey"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.state}"


class YearPublicationQuerySet(models.QuerySet["YearPublication"]):
    def current(self) -> YearPublicationQuerySet:
        return self.filter(withdrawn_at=None)


class YearPublication(models.Model):
    """A year's computed results shown to everybody: those of a network, or of the nation (`network` is null). What has
    been withdrawn stays as history."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="year_publications")
    network = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.CharField(max_length=254)
    published_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=254, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects = YearPublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "network"],
                condition=models.Q(withdrawn_at__isnull=True, network__isnull=False),
                name="one_current_publication_of_a_network",
            ),
            models.UniqueConstraint(
                fields=["survey"],
                condition=models.Q(withdrawn_at__isnull=True, network__isnull=True),
                name="one_current_publication_of_the_nation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.network_id or 'riket'}"


class HeadingMatch(models.Model):
    """A heading once matched by hand, kept for its owner's next file. An empty code means: leave this column out."""

    area = models.ForeignKey(ServiceArea, on_delete=models.CASCADE, related_name="+")
    network = models.ForeignKey(
        Group, null=True, on_delete=models.CASCADE, related_name="+", help_text="who chose; null: the nation"
    )
    heading = models.CharField(max_length=400, help_text="normalised")
    indicator_code = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=254)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "network", "heading"], name="one_match_per_heading"),
            models.UniqueConstraint(
                fields=["area", "heading"], condition=models.Q(network__isnull=True), name="one_match_of_the_nation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} -> {self.indicator_code}"
