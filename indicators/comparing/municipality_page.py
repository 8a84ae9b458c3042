"""One municipality in one year: what is green, what to develop, what changed, against its group and the nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.safestring import SafeString

from indicators.comparing import comparisons, queries
from indicators.comparing.matrix import HIDDEN, Cell, Row
from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.matrix_presenters import MatrixWriter
from indicators.comparing.presenters import status_html
from indicators.comparing.similar_presenters import present_similar
from indicators.comparing.similar_units import SimilarUnits, read_similar
from indicators.permissions import Sight
from indicators.rules.outcomes import BASE, RESULT_WORDS, YES
from municipalities.models import Group, Municipality
from surveys.models import Survey


@dataclass(frozen=True)
class MunicipalityPage:
    municipality: Municipality
    districts: list[Municipality]
    groups: list[Group]  # it belongs to, the nearest first
    likeness: SimilarUnits
    surveys: Sequence[Survey]  # with any result of the municipality
    matrix: MatrixPage | None  # of the group, with this municipality among its units
    place: int | None  # the municipality's place among the units


def read_municipality(municipality: Municipality, choice: Choice, year: str, sight: Sight) -> MunicipalityPage:
    """The latest year with results when none is asked for."""
    groups = queries.groups_around(municipality)
    surveys = [one for one in queries.surveys_with_sources(sight=sight, municipality=municipality) if one.has_units]
    asked = [one for one in surveys if str(one.year) == year] or surveys
    matrix, place = None, None
    if asked and groups:
        group = next((one for one in groups if one.slug == choice.grupp), groups[0])
        chosen = replace(choice, grupp=group.slug, ordning="", skiljer="", andrat="", omrade="")
        matrix = read_page(asked[0].area.slug, asked[0].year, chosen, sight)
        codes = [unit.code for unit in matrix.units]
        place = codes.index(municipality.code) if municipality.code in codes else None
    districts = queries.districts_of(municipality)
    likeness = read_similar(municipality, matrix.survey.year if matrix else timezone.localdate().year)
    return MunicipalityPage(municipality, districts, groups, likeness, surveys, matrix, place)


def present_municipality(page: MunicipalityPage) -> dict[str, object]:
    shown: dict[str, object] = {"page": page, "municipality": page.municipality, "matrix": page.matrix}
    shown["similar"] = present_similar(page.likeness)
    if page.matrix is None or page.place is None:
        return shown
    writer = MatrixWriter(page.matrix)
    told = [(row, row.cells[page.place]) for row in page.matrix.rows]
    values = [cell.value for _, cell in told]
    counted = comparisons.tally(values)
    worst, *between, _yes = BASE
    partly = [RESULT_WORDS[value] for value in reversed(between)]
    return {
        **shown,
        "counted": counted,
        "green": _named(told, YES),
        "partly": [(word, rows) for word in partly if (rows := _named(told, word.code))],
        "lacking": (RESULT_WORDS[worst], _named(told, worst)),
        "changed": [_changed(writer, page, row, cell) for row, cell in told if cell.movement],
        "lines": _lines(writer, page, told),
        "notes": writer.notes,
        "links": writer.links,
        "is_hidden": HIDDEN in values,
        "example": page.matrix.source is not None and page.matrix.source.is_example,
        "carried": page.matrix.choice.carried(),
    }


def _named(told: list[tuple[Row, Cell]], value: str) -> list[Row]:
    return [row for row, cell in told if cell.value == value]


def _changed(writer: MatrixWriter, page: MunicipalityPage, row: Row, cell: Cell) -> tuple[SafeString, str, str]:
    status = status_html(cell.value, movement=cell.movement, since=writer.compared) if cell.value else SafeString("")
    if not cell.value:
        assert page.matrix is not None
        assert page.place is not None
        status = writer.cell(row, cell, page.matrix.units[page.place])
    return status, row.label, writer.links.indicator(row.definition.code)


def _lines(
    writer: MatrixWriter, page: MunicipalityPage, told: list[tuple[Row, Cell]]
) -> list[tuple[str, list[tuple[Row, str, SafeString, SafeString, list[SafeString]]]]]:
    """Quality area -> its indicators with this unit's result, the group's mean and the other groups'."""
    assert page.matrix is not None
    assert page.place is not None
    known, unit = page.matrix.this_year, page.matrix.units[page.place]
    found: dict[str, list[tuple[Row, str, SafeString, SafeString, list[SafeString]]]] = {}
    for row, cell in told:
        heading = known.quality_areas[row.definition.quality_area] if known else ""
        side = [writer.summary(row.definition, one) for one in row.side]
        summary = writer.summary(row.definition, row.summary)
        url = writer.links.indicator(row.definition.code)
        found.setdefault(heading, []).append((row, url, writer.cell(row, cell, unit), summary, side))
    return list(found.items())
