"""One indicator's page: definition, trend and results, ready to print."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from documents.web.figures import figure_html
from indicators.comparing import comparisons
from indicators.comparing.matrix import Cell, Unit, Years
from indicators.comparing.pictures import trend_of
from indicators.comparing.presenters import (
    CORRECTED,
    DIRECTIONS,
    DISPUTED,
    SOURCES,
    figure_text,
    group_options,
    number_html,
    outcome_word,
    safe,
    status_html,
)
from indicators.comparing.trends import IndicatorPage, Series
from indicators.editions.queries import Press
from indicators.editions.statements import Settled, Statement
from indicators.models import Origin
from indicators.rules.outcomes import SIGNS
from indicators.rules.spec import IndicatorDefinition
from municipalities.models import Group

KINDS = {
    "choice": "ja/nej-indikator ur enkäten",
    "number": "tal ur enkäten",
    "register": "registeruppgift",
    "background": "bakgrundsmått",
}
TYPES = {
    "struktur": "strukturmått",
    "process": "processmått",
    "struktur_process": "struktur- och processmått",
    "resultat": "resultatmått",
}


def present_indicator(page: IndicatorPage, owners: Iterable[Group | None] = ()) -> dict[str, object]:
    """`owners`: for whom the reader acts, see owners_of."""
    definition, known = page.definition, page.known
    return {
        "page": page,
        "definition": definition,
        "counted": page.counted,
        "other_name": definition.name if definition.name != definition.full_name else "",
        "classification": [
            ("Kvalitetsområde", known.quality_areas[definition.quality_area]),
            ("Indikatorområde", known.groups.get(definition.group, "")),
            ("Kvalitetsdimension", known.dimensions.get(definition.dimension, "")),
            ("Slag", ", ".join(filter(None, [KINDS[definition.kind], TYPES.get(definition.type, "")]))),
            ("Enhet", definition.unit if definition.kind != "choice" else ""),
        ],
        "direction": DIRECTIONS[definition.desirable],
        "picture": safe(figure_html(trend, "over-aren-bild", has_table=False)) if (trend := trend_of(page)) else "",
        "trend_rows": [_trend_row(page, one) for one in page.series],
        "outcomes": _outcomes(page),
        "unit_rows": [(unit, _unit_cells(page, unit)) for unit in page.units],
        "printed_twice": [
            (one.year, one.place, statement_rows(definition, one.settled, page.press, owners))
            for one in page.printed_twice
        ],
        "readings": _readings(page),
        "years_of_sources": years_of_sources(page),
        "example": page.source is not None and page.source.is_example,
        "group_options": group_options(page.groups, page.group),
        "carried": page.choice.carried(),
    }


def _trend_row(page: IndicatorPage, series: Series) -> tuple[Series, list[SafeString]]:
    by_year = {point.year: point for point in series.points}
    cells = []
    for year in page.years:
        point = by_year.get(year)
        text = figure_text(point.figure, page.definition) if point else "–"
        told = f"{point.count} · {text}" if point and point.count else text
        cells.append(safe(escape(told) + printed_words(point.settled if point else None)))
    return series, cells


def printed_words(settled: Settled | None) -> str:
    """Beside a figure that has been corrected or is disputed; they lead to all that is printed of it."""
    if settled is None:
        return ""
    words = [word for word, said in ((CORRECTED, settled.earlier), (DISPUTED, settled.others)) if said]
    links = (f'<a href="#{SOURCES}">{word}</a>' for word in words)
    return f' <span class="figure-mark">{", ".join(links)}</span>'


def statement_rows(
    definition: IndicatorDefinition, settled: Settled, press: Press, owners: Iterable[Group | None]
) -> list[dict[str, str]]:
    """All that is printed of one figure, the one that holds first. Who brought it in is told to those who act for the
    same owner."""
    told = [(settled.used, "gäller")]
    told += [(one, f"{CORRECTED} av {settled.used.publisher}") for one in reversed(settled.earlier)]
    told += [(one, "annan utgivare") for one in settled.others]
    mine = [one.pk if one else None for one in owners]
    return [_statement_row(definition, one, word, press, mine) for one, word in told]


def _statement_row(
    definition: IndicatorDefinition, one: Statement, word: str, press: Press, mine: list[int | None]
) -> dict[str, str]:
    brought = press.runs.get(one.run or 0)
    by = f" av {brought.by}" if brought and brought.network in mine else ""
    figure = status_html(one.value, outcome_word(one.value, one.printed))
    return {
        "figure": figure if one.number is None else number_html(figure_text(one.number, definition)),
        "word": word,
        "publisher": one.publisher,
        "title": press.publications[one.publication].title,
        "place": one.place,
        "brought": f"{press.file_text(one)}{by}",
    }


def _outcomes(page: IndicatorPage) -> list[tuple[SafeString, list[Unit]]]:
    """Who has it, partly has it and lacks it, in the latest year of the group's own figures."""
    if page.definition.kind != "choice":
        return []
    found = [(status_html(value), page.units_with(value)) for value in SIGNS]
    return [(status, units) for status, units in found if units]


def _unit_cells(page: IndicatorPage, unit: Unit) -> list[SafeString]:
    cells, before = [], None
    for year in page.years:
        found = page.figures.get(year, {}).get(unit.id)
        cells.append(_unit_cell(page, unit, year, found, before))
        before = (year, found) if found else before
    return cells


def _unit_cell(
    page: IndicatorPage, unit: Unit, year: int, found: Cell | None, before: tuple[int, Cell] | None
) -> SafeString:
    if found is None:
        return status_html("")
    if found.number is not None:
        return safe(number_html(figure_text(found.number, page.definition)) + printed_words(found.settled))
    moved, since = 0, None
    if before:
        since = before[0]
        link = Years(year, since, page.definitions).link(page.code)
        moved = comparisons.movement(before[1].value, found.value, link)
    href = ""
    if page.source and page.source.origin != Origin.PUBLISHED and found.publication is None:
        names = {"area": page.survey.area.slug, "year": year, "indicator": page.code, "code": unit.code}
        href = reverse("why", kwargs=names)
    status = status_html(found.value, outcome_word(found.value, found.printed), href=href, movement=moved, since=since)
    return safe(status + printed_words(found.settled))


def years_of_sources(page: IndicatorPage) -> list[tuple[str, list[int]]]:
    """Where the units' figures come from, year by year, where it is more than one place; else empty."""
    printed = [year for year, found in page.figures.items() if any(cell.publication for cell in found.values())]
    counted = [year for year, found in page.figures.items() if found and year not in printed]
    told = [("publicerat", sorted(printed)), ("uträknat i öjportal", sorted(counted))]
    return told if printed and counted else []


def _readings(page: IndicatorPage) -> list[tuple[int, tuple[str, ...]]]:
    """Year -> how the definition of that year was read, newest first; a reading that stays is told once."""
    told: set[str] = set()
    found = []
    for year in sorted(page.definitions, reverse=True):
        definition = page.definitions[year].indicators.get(page.code)
        fresh = tuple(one for one in (definition.readings if definition else ()) if one not in told)
        told.update(fresh)
        if fresh:
            found.append((year, fresh))
    return found
