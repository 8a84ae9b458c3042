"""Reads for the imports of results."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Max, Min, Q, QuerySet

from indicators.importing.cells import Reading
from indicators.importing.shares import Bounds
from indicators.models import Computation, GroupResult, HeadingMatch, Indicator, Origin, Publication, Result
from municipalities.models import Group, Municipality
from surveys.models import ImportRun, Response, Survey

FEWEST_UNITS = 3  # whose figures make a range to compare with
StoredFigures = dict[tuple[str, int, int], "StoredFigure"]


class StoredFigure(NamedTuple):
    """A published figure as it stands: of a unit or, with `pk`, of a group."""

    pk: int
    value: str
    number: Decimal | None
    printed: str
    place: str
    change_printed: str
    import_run_id: int | None

    def says(self, reading: Reading) -> bool:
        """The same value, however it is printed; a file that prints no change takes none away."""
        told = Reading(self.value, self.number, self.printed, self.change_printed)
        return told.says(reading)


def stored_figures(survey: Survey, publication: str) -> StoredFigures:
    """By ("Municipality" or "Group", its id, indicator id). Two queries."""
    where = {"survey": survey, "origin": Origin.PUBLISHED, "publication__slug": publication}
    found: StoredFigures = {}
    shared = ("indicator_id", "pk", "number", "printed", "place", "import_run_id")
    for unit, value, indicator, pk, number, printed, place, run in Result.objects.filter(**where).values_list(
        "municipality_id", "value", *shared
    ):
        found["Municipality", unit, indicator] = StoredFigure(pk, value, number, printed, place, "", run)
    for group, change, indicator, pk, number, printed, place, run in GroupResult.objects.filter(**where).values_list(
        "group_id", "change_printed", *shared
    ):
        found["Group", group, indicator] = StoredFigure(pk, "", number, printed, place, change, run)
    return found


def earlier_bounds(survey: Survey) -> dict[str, Bounds]:
    """By indicator code: the range of the units' published figures of the latest earlier year that has enough. One
    query."""
    earlier = Result.objects.filter(survey__area=survey.area_id, survey__year__lt=survey.year, number__isnull=False)
    years = earlier.filter(origin=Origin.PUBLISHED).values("indicator__code", "survey__year").order_by("survey__year")
    ranges = years.annotate(units=Count("pk"), lowest=Min("number"), highest=Max("number"))
    return {
        one["indicator__code"]: Bounds(one["survey__year"], one["lowest"], one["highest"])
        for one in ranges.filter(units__gte=FEWEST_UNITS)
    }


def words_before(survey: Survey) -> dict[tuple[int, int], set[str]]:
    """The published words of the year before by unit's and indicator's id; two publishers may differ. One query."""
    before = Result.objects.filter(survey__area=survey.area_id, survey__year=survey.year - 1).exclude(value="")
    found: dict[tuple[int, int], set[str]] = {}
    for unit, indicator, value in before.filter(origin=Origin.PUBLISHED).values_list(
        "municipality_id", "indicator_id", "value"
    ):
        found.setdefault((unit, indicator), set()).add(value)
    return found


def heading_matches(area_id: int, network: Group | None) -> dict[str, str]:
    """Headings chosen by hand before, by the owner or else for the nation: key to indicator code, empty for those not
    read. One query."""
    found = HeadingMatch.objects.filter(Q(network=network) | Q(network=None), area_id=area_id)
    nation_first = found.order_by(F("network").asc(nulls_first=True))
    return dict(nation_first.values_list("heading", "indicator_code"))


def indicator_ids(area_id: int) -> dict[str, int]:
    return dict(Indicator.objects.filter(area_id=area_id).values_list("code", "pk"))


def publication_of(slug: str) -> Publication | None:
    return Publication.objects.filter(slug=slug).select_related("network").first()


def publishers() -> list[str]:
    """Who has given out what is held here, in order of name."""
    return list(Publication.objects.values_list("publisher", flat=True).distinct().order_by("publisher"))


def surveys_for_import(networks: Iterable[Group | None]) -> list[Survey]:
    """The nation's and the networks' own; newest first within each area."""
    return list(Survey.objects.open_to(networks).select_related("area", "definition_set"))


def all_computations() -> QuerySet[Computation]:
    return Computation.objects.select_related("survey__area", "network")


def units_that_answer(survey: Survey) -> list[Municipality]:
    """The year's answering units in order of code."""
    return list(Municipality.objects.units(survey.year).select_related("parent"))


def examples_shown(run: ImportRun) -> int:
    """Made-up responses of the run's survey that stand as things are; answers only."""
    return Response.objects.examples_in_use(run.survey) if run.kind == ImportRun.Kind.ANSWERS else 0


def examples_behind(run: ImportRun) -> int:
    """Made-up responses that are shown again if the run is undone: where the survey has no real ones but the run's."""
    if run.kind != ImportRun.Kind.ANSWERS or run.is_example:
        return 0
    made = run.answer_events.filter(created_response=True).values("response")
    responses = Response.objects.filter(survey=run.survey)
    if responses.filter(is_example=False).exclude(pk__in=made).exists():
        return 0
    return responses.filter(is_example=True).count()
