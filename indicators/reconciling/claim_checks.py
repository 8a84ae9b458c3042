"""The checks a claim may name, one function each: facts, publication and arguments in, verdict out. Pure.

None means that the figures to try the claim on are not there. What each check asks is said at the top of the
files of claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from indicators.reconciling.claim_facts import Arguments, Check, Facts, Verdict
from indicators.reconciling.group_checks import against, mostly
from indicators.reconciling.printed_figures import (
    HUNDRED,
    Column,
    PrintedCell,
    agrees,
    amount_of,
    previous_survey,
    rounded,
    shown,
    signed,
    year_of,
)
from indicators.rules.outcomes import BASE, YES

DEFINED = "Prövat mot indikatorns definition"


def _column(facts: Facts, publication: str, arguments: Arguments, survey: str = "survey") -> Column:
    return facts.column(publication, arguments[survey].text(), arguments["indicator"].text())


def _number(arguments: Arguments, key: str) -> Decimal:
    return Decimal(arguments[key].text())


def _set_verdict(facts: Facts, found: list[PrintedCell], of: int, arguments: Arguments) -> Verdict:
    """Against are, includes, municipalities, is or at_least, whichever the claim names."""
    codes = {cell.row for cell in found}
    holds = True
    if "are" in arguments:
        holds = codes == set(arguments["are"].texts())
    for key in ("includes", "municipalities"):
        if key in arguments:
            holds = set(arguments[key].texts()) <= codes
    if "is" in arguments:
        holds = len(found) == _number(arguments, "is")
    if "at_least" in arguments:
        holds = len(found) >= _number(arguments, "at_least")
    return Verdict(holds, f"{len(found)} av {of}: {facts.listed(found)}")


# units by their results


def holders(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    column = _column(facts, publication, arguments)
    found = [cell for cell in column.values() if cell.value == arguments["value"].text()]
    return _set_verdict(facts, found, len(column), arguments) if column else None


def count(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    column = _column(facts, publication, arguments)
    if not column:
        return None
    if "printed" in arguments:
        word = arguments["printed"].text().casefold()
        found = [cell for cell in column.values() if cell.printed.casefold() == word]
    else:
        found = [cell for cell in column.values() if cell.value == arguments["value"].text()]
    return _set_verdict(facts, found, len(column), arguments)


def majority(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    column = _column(facts, publication, arguments)
    found = [cell for cell in column.values() if cell.value == arguments["value"].text()]
    return _more_than_half(facts, found, len(column))


def _more_than_half(facts: Facts, found: list[PrintedCell], of: int) -> Verdict | None:
    return Verdict(2 * len(found) > of, f"{len(found)} av {of}: {facts.listed(found)}") if of else None


def changed(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    before, now = (_column(facts, publication, arguments, key) for key in ("from_survey", "to_survey"))
    if not before or not now:
        return None
    found = [
        cell
        for code, cell in now.items()
        if code in before and before[code].value == arguments["from"].text() and cell.value in arguments["to"].texts()
    ]
    return _set_verdict(facts, found, len(now), arguments)


def most_changed(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """More than half moved up to ja, or down from it."""
    before, now = (_column(facts, publication, arguments, key) for key in ("from_survey", "to_survey"))
    up = arguments["direction"].one_of(("up", "down")) == "up"
    found = [
        cell
        for code, cell in now.items()
        if code in before and (before[code].value, cell.value).count(YES) == 1 and (cell.value == YES) is up
    ]
    return _more_than_half(facts, found, len(now)) if before else None


def implies(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """Row by row: who has the first result has the second."""
    survey = arguments["survey"].text()
    (first, value), (second, other) = (next(iter(arguments[key].text_mapping().items())) for key in ("if", "then"))
    one, two = facts.column(publication, survey, first), facts.column(publication, survey, second)
    if not one or not two:
        return None
    against = [cell for code, cell in one.items() if cell.value == value and code in two and two[code].value != other]
    return Verdict(not against, f"motsägs av {facts.listed(against)}")


def total_at_most(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    survey, most = arguments["survey"].text(), _number(arguments, "at_most")
    totals: dict[str, Decimal] = {}
    for cell in facts.cells:
        here = (cell.publication, cell.survey) == (publication, survey)
        if here and cell.number is not None and cell.indicator in arguments["indicators"].texts():
            name = cell.row_name or cell.row
            totals[name] = totals.get(name, Decimal(0)) + cell.number
    over = [f"{name} {shown(total)}" for name, total in totals.items() if total > most]
    return Verdict(not over, ", ".join(over)) if totals else None


# a group's figures


def _moves(facts: Facts, publication: str, arguments: Arguments) -> dict[str, Decimal]:
    """Percentage points from one year to the other, for the indicators that have both."""
    group = arguments["group"].text()
    found = {}
    for indicator in arguments["indicators"].texts():
        before, now = (
            facts.figure(publication, arguments[key].text(), indicator, group) for key in ("from_survey", "to_survey")
        )
        if before is not None and now is not None:
            found[indicator] = now - before
    return found


def _moved(facts: Facts, arguments: Arguments, moves: Mapping[str, Decimal]) -> str:
    survey = arguments["to_survey"].text()
    return ", ".join(f"{facts.indicator_name(survey, code)} {signed(move)}" for code, move in moves.items())


def direction(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    moves = _moves(facts, publication, arguments)
    asked = arguments["indicators"].texts()
    sign = {"up": 1, "down": -1, "same": 0}[arguments["is"].one_of(("up", "down", "same"))]
    fits = sum((move > 0) - (move < 0) == sign for move in moves.values())
    enough = _number(arguments, "at_least") if "at_least" in arguments else Decimal(len(asked))
    return Verdict(fits >= enough, _moved(facts, arguments, moves)) if len(moves) == len(asked) else None


def difference(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    moves = _moves(facts, publication, arguments)
    if not moves:
        return None
    if "is" in arguments:
        holds = all(move == _number(arguments, "is") for move in moves.values())
    else:
        holds = all(abs(move) <= _number(arguments, "at_most") for move in moves.values())
    return Verdict(holds, _moved(facts, arguments, moves))


def figure(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    key = (publication, arguments["survey"].text(), arguments["indicator"].text(), arguments["group"].text())
    cell = facts.groups.get(key)
    if cell is None or cell.number is None:
        return None
    complement = "complement" in arguments
    number = HUNDRED - cell.number if complement else cell.number
    tolerance = _number(arguments, "tolerance") if "tolerance" in arguments else Decimal(0)
    ours = f"{shown(number)} (100 − {cell.printed})" if complement else shown(number)
    holds = abs(number - _number(arguments, "number")) <= tolerance
    return Verdict(holds, f"{ours}, {cell.place}", "Prövat mot den tryckta siffran")


def share_of_printed(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    column = _column(facts, publication, arguments)
    key = (publication, arguments["survey"].text(), arguments["indicator"].text(), arguments["group"].text())
    cell = facts.groups.get(key)
    amount = amount_of(cell) if cell else None
    base = [one for one in column.values() if one.value in BASE]
    if cell is None or amount is None or not base:
        return None
    words = [word.casefold() for word in arguments["printed"].texts()]
    with_words = sum(one.printed.casefold() in words for one in base)
    share = HUNDRED * with_words / len(base)
    ours = f"{with_words} av {len(base)} har det svaret, {shown(share)}; tryckt är {cell.printed}"
    return Verdict(agrees(amount, share), ours)


# tables, definitions and sums


def ratio(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    percent = HUNDRED * _number(arguments, "part") / _number(arguments, "whole")
    part, whole = arguments["part"].text(), arguments["whole"].text()
    holds = rounded(percent, 0) == _number(arguments, "is")
    return Verdict(holds, f"{part} av {whole} är {shown(percent, 2)} procent", "Prövat genom att räkna om")


def new(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    survey, codes = arguments["survey"].text(), arguments["indicators"].texts()
    if not any(cell.survey == survey and cell.indicator in codes for cell in facts.cells):
        return None
    before = previous_survey(survey)
    old = [cell for cell in facts.cells if cell.survey == before and cell.indicator in codes]
    return Verdict(not old, f"{len(old)} uppgifter finns för {year_of(before)}")


def tables_have(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    tables: dict[str, set[str]] = {}
    for cell in facts.cells:
        if (cell.publication, cell.survey) == (publication, arguments["survey"].text()):
            tables.setdefault(cell.table, set()).add(cell.row)
    asked = arguments["groups"].texts()
    lacking = [
        f"{table} saknar {facts.names.get(group, group)}"
        for table, rows in tables.items()
        for group in asked
        if group not in rows
    ]
    return Verdict(not lacking, ", ".join(lacking), "Prövat mot tabellernas rader") if tables else None


def quality_area(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    survey, table, area = (arguments[key].text() for key in ("survey", "table", "is"))
    definitions = facts.definitions.get(survey)
    codes = {
        c.indicator: c.column for c in facts.cells if (c.publication, c.survey, c.table) == (publication, survey, table)
    }
    if definitions is None or not codes:
        return None
    known = {code: definitions.indicators[code] for code in codes if code in definitions.indicators}
    outside = [
        f"{codes[code]}: {definitions.quality_areas[one.quality_area]}"
        for code, one in known.items()
        if one.quality_area not in ("", area)
    ]
    return Verdict(not outside, ", ".join(outside), DEFINED)


def unit(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    definitions = facts.definitions.get(arguments["survey"].text())
    defined = definitions.indicators.get(arguments["indicator"].text()) if definitions else None
    return Verdict(defined.unit == arguments["is"].text(), defined.unit, DEFINED) if defined else None


def results(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    definitions = facts.definitions.get(arguments["survey"].text())
    if definitions is None:
        return None
    known = [definitions.indicators[code] for code in arguments["indicators"].texts() if code in definitions.indicators]
    other = [one for one in known if set(one.results) != set(arguments["are"].texts())]
    ours = "; ".join(f"{one.full_name}: {', '.join(one.results)}" for one in other)
    return Verdict(not other, ours, DEFINED)


def not_comparable(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """A change between the two years is printed all the same."""
    survey, codes = arguments["to_survey"].text(), arguments["indicators"].texts()
    of_year = [cell for cell in facts.cells if cell.survey == survey and cell.indicator in codes]
    against = [f"{cell.change_printed}, {cell.place}" for cell in of_year if cell.change_printed]
    why = "En ändring mellan åren trycks ändå"
    return Verdict(not against, "; ".join(against), why, between_sources=True) if of_year else None


def group_size(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    size = len(facts.counted.of(arguments["group"].text(), int(arguments["year"].text())))
    why = "Prövat mot gruppens medlemmar det året"
    return Verdict(size == _number(arguments, "is"), f"{size}", why) if size else None


def stated(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """One thing said in several places."""
    said = [one.fields("place says value") for one in arguments["all"].sequence()]
    values = {one["value"].text() for one in said}
    ours = "; ".join(f"{one['says'].text()}: {one['value'].text()} ({one['place'].text()})" for one in said)
    sources = {one["place"].text().split(",")[0] for one in said}
    return Verdict(len(values) == 1, ours, "Samma sak sägs olika", between_sources=len(sources) > 1)


YEARS = "from_survey to_survey"
CHECKS = {
    "holders": Check(holders, "survey indicator value are"),
    "has": Check(holders, "survey indicator value municipalities"),
    "count": Check(count, "survey indicator", "value printed is at_least"),
    "majority": Check(majority, "survey indicator value"),
    "changed": Check(changed, f"indicator {YEARS} from to", "are includes at_least"),
    "most_changed": Check(most_changed, f"indicator {YEARS} direction"),
    "direction": Check(direction, f"indicators group {YEARS} is", "at_least"),
    "difference": Check(difference, f"indicators group {YEARS}", "is at_most"),
    "figure": Check(figure, "survey group indicator number", "tolerance complement"),
    "against": Check(against, "survey indicator group is than", "within said"),
    "mostly": Check(mostly, "survey group is than"),
    "ratio": Check(ratio, "part whole is"),
    "share_of_printed": Check(share_of_printed, "survey group indicator printed"),
    "total_at_most": Check(total_at_most, "survey indicators at_most"),
    "implies": Check(implies, "survey if then"),
    "new": Check(new, "survey indicators"),
    "tables_have": Check(tables_have, "survey groups"),
    "quality_area": Check(quality_area, "survey table is"),
    "unit": Check(unit, "survey indicator is"),
    "results": Check(results, "survey indicators are"),
    "not_comparable": Check(not_comparable, f"indicators {YEARS}"),
    "group_size": Check(group_size, "group year is"),
    "stated": Check(stated, "all"),
}
