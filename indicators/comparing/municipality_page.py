"""One municipality: its areas at a glance, and one area in one year: what is green, what to develop, what changed,
against its group and the nation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from django.utils.safestring import SafeString

from documents.pictures.profiles import Profile
from documents.web.figures import figure_html
from indicators.comparing import comparisons, queries
from indicators.comparing.best_figures import best_of
from indicators.comparing.comparisons import Tally
from indicators.comparing.matrix import HIDDEN, Cell, Figures, Row
from indicators.comparing.matrix_page import Choice, MatrixPage, read_page, seen_in
from indicators.comparing.matrix_presenters import MatrixWriter, under_headings
from indicators.comparing.pictures import profile_of
from indicators.comparing.presenters import safe, status_html
from indicators.comparing.queries import BEST, COMPUTED, EXAMPLE, PUBLISHED, Source
from indicators.comparing.service_areas import AreaYears, area_of, by_area
from indicators.comparing.similar_presenters import present_similar
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import read_press
from indicators.permissions import Sight
from indicators.rules.outcomes import BASE, RESULT_WORDS, YES
from municipalities.models import Group, Municipality
from municipalities.places.history import Kin, kin_of
from municipalities.places.queries import SimilarUnits, read_similar
from surveys.models import ServiceArea, Survey

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey


@dataclass(frozen=True)
class Surroundings:
    """What is told of a municipality in a year whatever the area."""

    municipality: Municipality
    districts: list[Municipality]
    groups: list[Group]  # it belongs to, the nearest first
    likeness: SimilarUnits
    kin: list[Kin]  # what it was formed of and went into, whatever the year


@dataclass(frozen=True)
class AreaSummary:
    """One area on the municipality's own page: the year it opens with, and how many of its indicators are Ja."""

    area: ServiceArea
    latest: SourcedSurvey
    earlier: list[SourcedSurvey]
    counted: Tally | None  # None where none of the figures may be seen
    is_example: bool


@dataclass(frozen=True)
class MunicipalityPage:
    around: Surroundings
    areas: list[AreaYears]  # with any result of the municipality
    survey: Survey
    matrix: MatrixPage | None  # of the group, with this municipality among its units
    place: int | None  # the municipality's place among the units

    @property
    def municipality(self) -> Municipality:
        return self.around.municipality

    @property
    def surveys(self) -> Sequence[Survey]:
        """Of this area, with any result of the municipality."""
        found = area_of(self.areas, self.survey.area.slug)
        return found.surveys if found else []


class Line(NamedTuple):
    """One indicator of the municipality, written."""

    row: Row
    name: str  # as its heading leaves it to be said
    url: str
    reserved: SafeString
    cell: SafeString
    summary: SafeString
    side: list[SafeString]


def areas_of(municipality: Municipality, sight: Sight) -> list[AreaYears]:
    """Areas and years with any result of the municipality. One query."""
    surveys = queries.surveys_with_sources(sight=sight, municipality=municipality)
    return by_area(one for one in surveys if one.has_units)


def read_surroundings(municipality: Municipality, year: int, groups: Iterable[Group] = ()) -> Surroundings:
    return Surroundings(
        municipality=municipality.in_year(year),
        districts=queries.districts_of(municipality, year),
        groups=queries.groups_around(municipality, year, groups),
        likeness=read_similar(municipality, year),
        kin=kin_of(municipality),
    )


def read_municipality(
    municipality: Municipality, area: str, year: int, choice: Choice, sight: Sight, groups: list[Group]
) -> MunicipalityPage:
    """One area in one year; 404 where there is no such survey, without matrix where it has nothing of this one."""
    survey = queries.survey_of(queries.surveys_with_sources(area, sight), year)
    around = read_surroundings(municipality, year, groups)
    page = MunicipalityPage(around, areas_of(municipality, sight), survey, None, None)
    if not around.groups or survey not in page.surveys:
        return page
    group = next((one for one in around.groups if one.slug == choice.grupp), around.groups[0])
    chosen = replace(choice, grupp=group.slug, ordning="", skiljer="", andrat="", omrade="")
    matrix = replace(read_page(area, year, chosen, sight, groups), reserved_for=frozenset([municipality.pk]))
    codes = [unit.code for unit in matrix.units]
    place = codes.index(municipality.code) if municipality.code in codes else None
    return replace(page, matrix=matrix, place=place)


def summaries_of(municipality: Municipality, areas: list[AreaYears], group: Group | None = None) -> list[AreaSummary]:
    """Area by area, as on the pages of the group. Two queries for each kind of source among the areas, and three
    more."""
    press, codes = read_press(reader=group), queries.all_indicator_codes()
    latest = [one.surveys[0] for one in areas]
    stored: dict[Source, dict[int, dict[str, dict[int, Cell]]]] = {}
    for source in (PUBLISHED, COMPUTED, EXAMPLE):
        if told := [one for one in latest if source in one.sources]:
            stored[source] = queries.unit_figures(told, source, codes, press, municipality=municipality)
    return [
        AreaSummary(area, first, rest, _counted(municipality.pk, first, stored), first.sources[0].is_example)
        for area, (first, *rest) in areas
    ]


def _counted(
    unit: int, survey: SourcedSurvey, stored: dict[Source, dict[int, dict[str, dict[int, Cell]]]]
) -> Tally | None:
    """Of the source the year opens with; None where the reader sees none of it."""
    source = survey.sources[0]
    read = [PUBLISHED, COMPUTED] if source == BEST else [source]
    shown = [one for one in read if not seen_in(survey, one).hidden([unit])]
    told = {one: Figures(stored[one].get(survey.pk, {})) for one in shown if one in stored}
    if not told:
        return None
    figures = told[shown[0]] if len(told) == 1 else best_of(told[COMPUTED], told[PUBLISHED], [unit])
    defined = definitions_of(survey)
    asked = defined.indicators if defined else {}
    return comparisons.tally(found[unit].value for code, found in figures.units.items() if code in asked and found)


def present_surroundings(around: Surroundings) -> dict[str, object]:
    return {"around": around, "municipality": around.municipality, "similar": present_similar(around.likeness)}


def present_municipality(page: MunicipalityPage) -> dict[str, object]:
    shown: dict[str, object] = {"page": page, "matrix": page.matrix, **present_surroundings(page.around)}
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
        "picture": safe(figure_html(profile, "profil")) if (profile := _profile(page)) else "",
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


def _profile(page: MunicipalityPage) -> Profile | None:
    assert page.matrix is not None
    assert page.place is not None
    return profile_of(page.matrix, page.place, page.municipality.full_name)


def _named(told: list[tuple[Row, Cell]], value: str) -> list[Row]:
    return [row for row, cell in told if cell.value == value]


def _changed(writer: MatrixWriter, page: MunicipalityPage, row: Row, cell: Cell) -> tuple[SafeString, str, str]:
    status = status_html(cell.value, movement=cell.movement, since=writer.compared) if cell.value else SafeString("")
    if not cell.value:
        assert page.matrix is not None
        assert page.place is not None
        status = writer.cell(row, cell, page.matrix.units[page.place])
    return status, row.name, writer.links.indicator(row.definition.code)


def _lines(writer: MatrixWriter, page: MunicipalityPage, told: list[tuple[Row, Cell]]) -> list[tuple[str, list[Line]]]:
    """Under the headings of the matrix: this unit's results, the group's means and the other groups'."""
    assert page.matrix is not None
    cells = {row.definition.code: cell for row, cell in told}
    return [
        (heading, [_line(writer, page, row, cells[row.definition.code], row.name_under(is_group)) for row in rows])
        for heading, is_group, rows in under_headings(page.matrix.rows, page.matrix.this_year)
    ]


def _line(writer: MatrixWriter, page: MunicipalityPage, row: Row, cell: Cell, name: str) -> Line:
    assert page.matrix is not None
    assert page.place is not None
    url, written = writer.links.indicator(row.definition.code), writer.cell(row, cell, page.matrix.units[page.place])
    summary = writer.summary(row, row.summary)
    side = [writer.summary(row, one) for one in row.side]
    return Line(row, name, url, writer.marks(row), written, summary, side)
