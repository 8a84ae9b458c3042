"""Reads for the imports of results."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from indicators.importing.cells import Reading
from indicators.models import Computation, GroupResult, HeadingMatch, Indicator, Origin, Publication, Result
from municipalities.models import Municipality
from surveys.models import Survey

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
        return (self.value, self.number, self.printed, self.change_printed) == (
            reading.value,
            reading.number,
            reading.printed,
            reading.change_printed,
        )


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


def heading_matches(area_id: int) -> dict[str, str]:
    """Headings chosen by hand before: key to indicator code, empty for those not read."""
    return dict(HeadingMatch.objects.filter(area_id=area_id).values_list("heading", "indicator_code"))


def indicator_ids(area_id: int) -> dict[str, int]:
    return dict(Indicator.objects.filter(area_id=area_id).values_list("code", "pk"))


def publication_of(slug: str) -> Publication | None:
    return Publication.objects.filter(slug=slug).first()


def surveys_for_import() -> list[Survey]:
    """Newest first within each area."""
    return list(Survey.objects.select_related("area", "definition_set"))


def all_computations() -> QuerySet[Computation]:
    return Computation.objects.select_related("survey__area")


def units_that_answer(survey: Survey) -> list[Municipality]:
    """The year's answering units in order of code."""
    return list(Municipality.objects.units(survey.year).select_related("parent"))
