"""Reads what is known of the nation over three years, for sheet.national_sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from indicators.comparing import queries
from indicators.comparing.comparisons import Link
from indicators.comparing.matrix import Figures, GroupFound, Unit, Years
from indicators.comparing.matrix_page import reading_of, seen_figures, source_among
from indicators.comparing.presenters import WITHHELD, figure_text, statement_text
from indicators.comparing.queries import Source
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import Press, read_press
from indicators.models import Publication
from indicators.permissions import Sight
from indicators.prose.phrases import predicate_of
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.models import Group
from municipalities.refusals import NotPossible
from workflow.documents.national.facts import COMPUTED, NationalFacts, NationalFigure, NationalIndicator
from workflow.documents.results.answering_queries import read_answering
from workflow.documents.results.facts import Issue

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey

YEARS_BACK = 2
NOT_TOLD = "Redovisas inte"
NO_FIGURES = "Det finns inga siffror för riket {year} att göra ett faktablad av."
HERE = "Kommunernas enkätsvar i öjportal, uträknat där"
EXAMPLE = "Exempeldata: påhittade svar, uträknade i öjportal"


def read_national_facts(
    *, area: str, year: int, sight: Sight, issue: Issue, publisher: str, source: str = ""
) -> NationalFacts:
    """`source`: publicerat or beraknat, where not the best of both is wanted; `publisher`: of the sheet. 404 for an
    unknown year, NotPossible where nothing is known of the nation that the sight may see."""
    nation = Group.objects.get(kind=Group.Kind.NATION)
    surveys = queries.surveys_with_sources(area, sight, nation)
    survey = queries.survey_of(surveys, year)
    chosen = source_among(survey.sources, source)
    reading = reading_of(chosen, source)
    if reading is None:
        raise NotPossible(NO_FIGURES.format(year=year))
    shown = sorted((one for one in surveys if year - YEARS_BACK <= one.year <= year), key=lambda one: one.year)
    definitions = {one.year: known for one in surveys if (known := definitions_of(one))}
    members = queries.units_by_year(nation, [one.year for one in shown])
    press = read_press(survey.area, nation)
    figures = _figures(shown, reading, nation, members, press)
    told = {one: found for one, found in figures.items() if found}
    if year not in told:
        raise NotPossible(NO_FIGURES.format(year=year))
    years = tuple(sorted(told))
    indicators = tuple(_indicators(definitions, told, years, press))
    used = {one.publication for found in told.values() for each in found.values() for one in each}
    sources = [f"{one.publisher}: {one.title}" for pk, one in press.publications.items() if pk in used]
    if None in used:
        sources.insert(0, EXAMPLE if reading.is_example else HERE)
    return NationalFacts(
        area=survey.area.name,
        year=year,
        years=years,
        publisher=publisher,
        issue=issue,
        quality_areas=definitions[year].quality_areas,
        indicators=indicators,
        answered=_answered(shown, nation, members, reading),
        sources=tuple(sources),
        rates={one: rates for one in years if (rates := _rates(definitions[one]))},
        is_example=reading.is_example,
    )


def _figures(
    surveys: Sequence[SourcedSurvey],
    reading: Source,
    nation: Group,
    members: Mapping[int, Sequence[Unit]],
    press: Press,
) -> dict[int, dict[str, list[GroupFound]]]:
    """Year -> indicator code -> what is told of the nation, one of each publisher."""

    def fetch(one: Source) -> dict[int, Figures]:
        return queries.figures_by_year(surveys, one, nation, [nation], press)

    units = {year: {unit.id for unit in found} for year, found in members.items()}
    seen = seen_figures(surveys, reading, [nation], units, fetch)
    return {
        year: {code: told for (_group, code), told in found.groups.items() if any(map(_says_anything, told))}
        for year, found in seen.items()
    }


def _says_anything(one: GroupFound) -> bool:
    return one.figure is not None or bool(one.withheld)


def _indicators(
    definitions: Mapping[int, Definitions],
    told: Mapping[int, Mapping[str, list[GroupFound]]],
    years: tuple[int, ...],
    press: Press,
) -> Iterable[NationalIndicator]:
    """Of the sheet's year, in the catalogue's order, those that anything is told of."""
    year, before = years[-1], years[-2] if len(years) > 1 else None
    for code, definition in definitions[year].indicators.items():
        found = {one: told[one].get(code, []) for one in years}
        if not found[year]:
            continue
        yield NationalIndicator(
            code=code,
            name=definition.full_name,
            predicate=predicate_of(definition.name, (definition.short_name, *definition.also_called)),
            quality_area=definition.quality_area,
            is_share=definition.kind == "choice",
            figures=_of_one_publisher(found, definition, press),
            link=Years(year, before, definitions).link(code) if before else Link("unknown"),
        )


def _of_one_publisher(
    found: Mapping[int, list[GroupFound]], definition: IndicatorDefinition, press: Press
) -> dict[int, NationalFigure]:
    """The same publisher's through the years as far as it goes: the one that tells of the nation itself, then the one
    that tells of most years."""
    reach: dict[str, int] = {}
    for one in (one for told in found.values() for one in told if _says_anything(one)):
        reach[one.publisher] = reach.get(one.publisher, 0) + 1

    def preferred(one: GroupFound) -> tuple[bool, bool, int]:
        return not _says_anything(one), not _is_national(one, press), -reach.get(one.publisher, 0)

    return {
        year: _figure(chosen, definition, press)
        for year, told in found.items()
        if told and _says_anything(chosen := min(told, key=preferred))
    }


def _is_national(one: GroupFound, press: Press) -> bool:
    """Counted here, or printed for the nation; a report quotes it."""
    if one.publication is None:
        return True
    return press.publications[one.publication].kind != Publication.Kind.REPORT


def _figure(one: GroupFound, definition: IndicatorDefinition, press: Press) -> NationalFigure:
    settled = one.settled
    others = [(other.publisher, statement_text(other, definition)) for other in (settled.others if settled else ())]
    return NationalFigure(
        figure=one.figure,
        text=figure_text(one.figure, definition) if one.figure is not None else NOT_TOLD,
        publisher=one.publisher or COMPUTED,
        others=tuple(others),
        withheld=WITHHELD.get(one.withheld, ""),
        is_national=_is_national(one, press),
    )


def _rates(known: Definitions) -> tuple[Decimal, Decimal] | None:
    rates = [one.response_rate for one in known.indicators.values() if one.response_rate is not None]
    return (min(rates), max(rates)) if rates else None


def _answered(
    surveys: Sequence[SourcedSurvey], nation: Group, members: Mapping[int, Sequence[Unit]], reading: Source
) -> dict[int, tuple[int, int]]:
    """Of the years that were answered here."""
    found = {}
    for survey in surveys:
        answering = read_answering(survey, nation, members[survey.year], is_example=reading.is_example)
        if answering is not None:
            found[survey.year] = (len(answering.handed_in), len(members[survey.year]))
    return found
