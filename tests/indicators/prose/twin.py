"""A slow, obvious reading of what sentences state, cell by cell: nothing of the product's own counting is used."""

from __future__ import annotations

from fractions import Fraction

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.statements import Statement

JA, DELVIS, NEJ = "ja", "delvis", "nej"
BETTER, WORSE = ("nagot_battre", "klart_battre", "battre"), ("nagot_samre", "klart_samre", "samre")


def is_true(statement: Statement, table: TableFacts) -> bool:
    (one,) = [found for found in table.indicators if found.code == statement.indicator]
    results = {unit.name: unit.now for unit in one.units}
    match statement:
        case said.AllHave():
            return all(result == JA for result in results.values())
        case said.NoneHas():
            return all(result in (NEJ, DELVIS) for result in results.values())
        case said.AllBut(units=units):
            return all(results[name] in (NEJ, DELVIS) if name in units else results[name] == JA for name in results)
        case said.Only(units=units):
            return all(results[name] == JA if name in units else results[name] in (NEJ, DELVIS) for name in results)
        case said.Holders(units=units):
            return all((results[name] == JA) == (name in units) for name in results)
        case said.Lacks(units=units):
            return all(results[name] in (NEJ, DELVIS) for name in units)
        case said.Count(yes=yes, base=base):
            counted = [result for result in results.values() if result in (JA, NEJ, DELVIS)]
            return (counted.count(JA), len(counted)) == (yes, base)
        case _:
            return _is_true_of_the_rest(statement, one, results)


def _is_true_of_the_rest(statement: Statement, one: IndicatorFacts, results: dict) -> bool:
    match statement:
        case said.Partly(units=units):
            return units == tuple(name for name in results if results[name] == DELVIS)
        case said.Worded(units=units, word=word):
            return units == tuple(unit.name for unit in one.units if unit.word == word)
        case said.NotApplicable(units=units):
            return units == tuple(name for name in results if results[name] == "ej_aktuellt")
        case said.CannotAnswer(units=units):
            return units == tuple(name for name in results if results[name] == "kan_inte_svara")
        case said.Missing(units=units):
            return units == tuple(name for name in results if results[name] in ("", "bortfall", "vantar", "dold"))
        case said.Between(lowest=lowest, highest=highest):
            numbers = [result for result in results.values() if not isinstance(result, str)]
            return results[lowest] == min(numbers) and results[highest] == max(numbers)
        case said.FigureIs(figure=figure, of=of):
            return _figure(of, one) == figure
        case said.Against(group=group, relation=relation, points=points):
            difference = _figure("", one) - _figure(group, one)
            return _stands(difference, relation, one) and points in (None, abs(difference))
        case said.NewIndicator() | said.NotComparable():
            return one.link in (("new",) if isinstance(statement, said.NewIndicator) else ("no", "unknown"))
        case _:
            return one.link in ("yes", "partly") and _is_true_over_time(statement, one)


def _is_true_over_time(statement: Statement, one: IndicatorFacts) -> bool:
    moves = {unit.name: (unit.before, unit.now) for unit in one.units}
    points = _figure("", one) - _share([before for before, _now in moves.values()])
    match statement:
        case said.Gained(units=units):
            return units == tuple(name for name in moves if moves[name] in ((NEJ, JA), (DELVIS, JA)))
        case said.Lost(units=units):
            return units == tuple(name for name in moves if moves[name] in ((JA, NEJ), (JA, DELVIS)))
        case said.Unchanged(units=units):
            return points == 0 and (not units or all(before == now for before, now in moves.values()))
        case said.Changed(direction=direction, points=told):
            return abs(points) == told and (points > 0) == (direction == "up") and points != 0
    raise AssertionError(statement)


def _share(values: list) -> Fraction:
    counted = [value for value in values if value in (JA, NEJ, DELVIS)]
    return Fraction(100 * counted.count(JA), len(counted))


def _figure(name: str, one: IndicatorFacts) -> Fraction:
    for other in one.sides:
        if other.name == name:
            return other.figure
    for unit in one.units:
        if unit.name == name:
            return unit.now
    numbers = [unit.now for unit in one.units if isinstance(unit.now, Fraction)]
    return sum(numbers) / len(numbers) if numbers else _share([unit.now for unit in one.units])


def _stands(difference: Fraction, relation: str, one: IndicatorFacts) -> bool:
    if relation in ("hogre", "lagre"):
        return difference > 0 if relation == "hogre" else difference < 0
    base = sum(unit.now in (JA, NEJ, DELVIS) for unit in one.units)
    step = Fraction(100, base)
    is_level = abs(difference) <= Fraction("6.25") or abs(difference) <= step / 2
    is_clear = abs(difference) >= Fraction("17.5") and abs(difference) >= step
    good = -difference if one.desirable == "low" else difference
    if relation == "i_niva":
        return is_level
    graded = not relation.startswith(("nagot", "klart")) or is_clear == relation.startswith("klart")
    return not is_level and graded and (good > 0 if relation in BETTER else good < 0)
