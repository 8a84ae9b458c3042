"""Figures of an area as bars, lists of municipalities and sentences; of today, or frozen at a decision. No queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString

from indicators.comparing.matrix import Cell, Row, Summary
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.matrix_presenters import count_text
from indicators.comparing.presenters import change_text, figure_text, outcome_word, status_html
from indicators.rules.outcomes import BASE
from indicators.rules.spec import IndicatorDefinition
from municipalities.swedish import listed, percent
from workflow.areas.figures import told


@dataclass(frozen=True)
class Bar:
    """One group's share, for a bar with its figure beside it. `width` is percent of the bar, whole."""

    name: str
    text: str
    count: str
    width: int
    is_own: bool


@dataclass(frozen=True)
class IndicatorTable:
    code: str
    label: str
    bars: list[Bar]
    outcomes: list[tuple[SafeString, str]]  # each result with the municipalities that have it, best first
    numbers: list[tuple[str, str]]  # municipality and figure, of an indicator that is a number
    years: str = ""  # this year against the one before
    reservations: list[str] = field(default_factory=list)  # what is to be considered in the analysis
    disputes: list[str] = field(default_factory=list)  # where publishers differ on its figures


def indicator_names(page: MatrixPage | None) -> dict[str, str]:
    """Code: name, of all indicators of the page that have figures."""
    return {row.definition.code: page.name_over_years(row) for row in page.rows} if page else {}


def _rows(page: MatrixPage | None) -> list[Row]:
    return page.rows if page else []


def sentences(page: MatrixPage | None, codes: list[str]) -> list[str]:
    """One of each indicator, for the evidence of an area that the results have not proposed, and what is disputed."""
    if page is None:
        return []
    return [
        text
        for row in _chosen(page, codes)
        for text in (_sentence(page.name_over_years(row), row), *page.disputes_on(row))
    ]


def figures_table(page: MatrixPage | None, codes: list[str]) -> list[IndicatorTable]:
    return [_table(page, row) for row in _chosen(page, codes)] if page else []


def reservations_on(page: MatrixPage | None, codes: list[str]) -> list[str]:
    """What is to be considered of these indicators, each text once."""
    return list(dict.fromkeys(text for row in _chosen(page, codes) if page for text in page.reservations_on(row)))


def _chosen(page: MatrixPage | None, codes: list[str]) -> list[Row]:
    rows = {row.definition.code: row for row in _rows(page)}
    return [rows[code] for code in codes if code in rows]


def _sentence(name: str, row: Row) -> str:
    definition, own = row.definition, row.summary
    if own.figure is None:
        return f"{name}: inget resultat för nätverket."
    count = count_text(definition, own)
    figure = figure_text(own.figure, definition)
    return f"{name}: {count} ({figure})." if count else f"{name}: {figure}."


def _table(page: MatrixPage, row: Row) -> IndicatorTable:
    definition = row.definition
    pairs = [(page.group.name, row.summary), *((g.name, s) for g, s in zip(page.side_groups, row.side, strict=True))]
    bars = [_bar(name, one, definition, place == 0) for place, (name, one) in enumerate(pairs)]
    units = [(unit.full_name, cell) for unit, cell in zip(page.units, row.cells, strict=True)]
    return IndicatorTable(
        definition.code,
        page.name_over_years(row),
        [one for one in bars if one.text],
        _outcomes((name, cell.value) for name, cell in units if cell.number is None),
        [(name, unit_text(definition, cell)) for name, cell in units if cell.number is not None],
        _years(page, row),
        page.reservations_on(row),
        page.disputes_on(row),
    )


def unit_text(definition: IndicatorDefinition, cell: Cell) -> str:
    """A municipality's result or figure, in words."""
    if cell.number is not None:
        return figure_text(cell.number, definition)
    return outcome_word(cell.value, cell.printed) if cell.value else ""


def _outcomes(units: Iterable[tuple[str, str]]) -> list[tuple[SafeString, str]]:
    by_value: dict[str, list[str]] = {}
    for name, value in units:
        by_value.setdefault(value, []).append(name)
    order = [*reversed(BASE), *sorted(set(by_value) - set(BASE))]
    return [(status_html(value), listed(by_value[value])) for value in order if value in by_value]


def _bar(name: str, one: Summary, definition: IndicatorDefinition, is_own: bool) -> Bar:
    if one.figure is None:
        return Bar(name, "", "", 0, is_own)
    width = _width(one.figure) if definition.kind == "choice" else 0
    return Bar(name, figure_text(one.figure, definition), count_text(definition, one), width, is_own)


def _width(share: Fraction) -> int:
    return round(min(max(float(share), 0), 100))


def _years(page: MatrixPage, row: Row) -> str:
    """2016: 12,5 % · 2017: 25 % (+12,5 pe) · jämförbart mellan åren; or why nothing can be said."""
    own, definition, year, before = row.summary, row.definition, page.survey.year, page.compared
    if before is None or own.figure is None:
        return ""
    change = change_text(own.change, definition, year, before)
    if own.change.points is None:
        return change.capitalize()
    earlier = figure_text(own.figure - own.change.points, definition)
    holds = "delvis jämförbart mellan åren" if row.link.is_ == "partly" else "jämförbart mellan åren"
    return f"{before}: {earlier} · {year}: {figure_text(own.figure, definition)} ({change}) · {holds}"


def frozen_table(one: dict[str, Any]) -> IndicatorTable:
    """The same of an indicator as it was frozen with a decision."""
    is_choice = one["kind"] == "choice"
    bars = []
    for place, (_slug, name, yes, base, figure) in enumerate(one["groups"]):
        if figure is not None:
            share = Fraction(figure)
            count = f"{yes} av {base}" if is_choice and yes is not None and base else ""
            text = percent(share) if is_choice else told([name, name, figure], one["kind"])
            bars.append(Bar(name, text, count, _width(share) if is_choice else 0, place == 0))
    words = [(name, value or "") for _code, name, value in one["units"] if is_choice]
    numbers = [(row[1], told(row, one["kind"])) for row in one["units"] if not is_choice]
    reserved = one.get("reservations", [])  # what was decided before they were frozen has none
    return IndicatorTable(
        *(one["code"], one["name"], bars, _outcomes(words), numbers),
        reservations=reserved,
        disputes=one.get("disputes", []),
    )
