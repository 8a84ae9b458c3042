"""The tables of FoU Nordväst's three reports as facts, from the committed published figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from indicators.prose.facts import IndicatorFacts, Mean, Side, TableFacts, UnitFacts, Value
from indicators.reconciling.printed_figures import PrintedCell
from tests.indicators.prose.tables import share
from tests.indicators.reconciling.cells import definitions, published
from tests.indicators.reconciling.transcription import UNITS_2015

NAMES = {
    **{"0125": "Ekerö", "0123": "Järfälla", "0191": "Sigtuna", "0163": "Sollentuna", "0184": "Solna"},
    **{"0183": "Sundbyberg", "0139": "Upplands-Bro", "0114": "Upplands Väsby"},
}
SIDES = {"stockholm": "Stockholm", "stockholms-lan": "Stockholms län", "riket": "Riket"}
BEFORE = {2015: None, 2017: 2016, 2018: 2017}


@cache
def report_tables(year: int) -> list[TableFacts]:
    """In the report's order; a municipality's figure of the year before from the report that prints it."""
    cells = [
        one for one in published() if one.publication.startswith("fou-nordvast") and one.table.startswith("Tabell")
    ]
    own = [one for one in cells if one.publication == f"fou-nordvast-{year}" and one.survey.endswith(str(year))]
    titles = dict.fromkeys(one.table for one in own)
    return [_table(year, title, [one for one in own if one.table == title], cells) for title in titles]


def _table(year: int, title: str, own: list[PrintedCell], cells: list[PrintedCell]) -> TableFacts:
    known = definitions()[f"ekonomiskt-bistand/{year}"].indicators
    codes = [code for code in dict.fromkeys(one.indicator for one in own) if code in known]
    found = tuple(_indicator(year, code, [one for one in own if one.indicator == code], cells) for code in codes)
    return TableFacts(title, "nordvästkommunerna", year, BEFORE[year], found)


def _indicator(year: int, code: str, own: list[PrintedCell], cells: list[PrintedCell]) -> IndicatorFacts:
    known = definitions()[f"ekonomiskt-bistand/{year}"].indicators[code]
    before = [one for one in cells if one.survey.endswith(str(BEFORE[year])) and one.indicator == code]
    now_by, before_by = ({one.row: _value(one) for one in which} for which in (own, before))
    words = {one.row: _word(one) for one in own}
    units = tuple(
        UnitFacts(NAMES[unit], now_by.get(unit, ""), before_by.get(unit, ""), words.get(unit, ""))
        for unit in _alphabetically()
    )
    link = known.comparable[BEFORE[year] or 0].is_ if (BEFORE[year] or 0) in known.comparable else "new"
    link = link if BEFORE[year] else ""
    figures = {one.row: Fraction(one.number) for one in own if one.number is not None}
    sides = tuple(Side(name, figures[row]) for row, name in SIDES.items() if row in figures)
    return IndicatorFacts(
        code,
        known.name,
        units,
        _mean([one.now for one in units], [one.before for one in units] if link in ("yes", "partly") else []),
        sides,
        link,
        known.kind,
        known.unit,
        known.decimals,
        known.desirable,
        (known.short_name, *known.also_called),
    )


def _alphabetically() -> list[str]:
    assert set(NAMES) == set(UNITS_2015)
    return list(NAMES)


def _word(cell: PrintedCell) -> str:
    is_plain = cell.printed.casefold() in ("ja", "nej", "delvis") or cell.value not in ("ja", "nej", "delvis")
    return "" if is_plain else " ".join(cell.printed.split()).capitalize()


def _value(cell: PrintedCell) -> Value:
    return Fraction(cell.number) if isinstance(cell.number, Decimal) else cell.value


def _mean(now: list[Value], before: list[Value]) -> Mean:
    numbers = [one for one in now if isinstance(one, Fraction)]
    if numbers:
        return Mean(sum(numbers, Fraction(0)) / len(numbers), base=len(numbers), units=len(now))
    (yes, base), (then, base_then) = share(now), share(before)
    if not base:
        return Mean(None, units=len(now))
    was = Fraction(100 * then, base_then) if base_then else None
    counts = (then, base_then) if base_then else (None, None)
    return Mean(Fraction(100 * yes, base), was, yes, base, len(now), *counts)
