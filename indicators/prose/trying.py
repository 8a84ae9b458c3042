"""Tries a statement on the facts of its table. Pure.

Everything is counted anew from the units' results, without what the writing has counted. None: the figures to try it
on are not there (no such indicator or group, a figure withheld, years that may not be compared).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from indicators.comparing.matrix import HIDDEN, WAITING
from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, TableFacts, UnitFacts
from indicators.prose.statements import Statement
from indicators.prose.thresholds import relation_of, relation_of_figures
from indicators.rules.outcomes import BASE, CANNOT_ANSWER, NO, NON_RESPONSE, NOT_APPLICABLE, PARTLY, YES

Outside = said.Partly | said.NotApplicable | said.CannotAnswer | said.Missing
UNKNOWN = (NON_RESPONSE, WAITING, HIDDEN, "")


@dataclass(frozen=True)
class Verdict:
    """Whether the statement holds, and who or what it was tried on."""

    holds: bool
    ours: str


def holds(statement: Statement, facts: TableFacts) -> Verdict | None:
    found = facts.indicator(statement.indicator)
    if found is None or not any(one.now != "" or one.before != "" for one in found.units):
        return None
    return TRIED[type(statement)](statement, found)


def _those(units: Iterable[UnitFacts], *values: str) -> set[str]:
    return {one.name for one in units if one.now in values}


def _told(names: Iterable[str], found: IndicatorFacts) -> str:
    chosen = set(names)
    listed = [one.name for one in found.units if one.name in chosen]
    return f"{len(listed)} av {len(found.units)}: {', '.join(listed) or 'ingen'}"


def _sets(found: IndicatorFacts, partly: bool) -> tuple[set[str], set[str], bool]:
    """Who has it, who has not, and whether that is all of them."""
    has = _those(found.units, YES, PARTLY) if partly else _those(found.units, YES)
    lacks = _those(found.units, *BASE) - has
    return has, lacks, len(has) + len(lacks) == len(found.units)


def _all_have(one: said.AllHave, found: IndicatorFacts) -> Verdict:
    has, lacks, is_whole = _sets(found, one.partly)
    return Verdict(is_whole and not lacks, _told(has, found))


def _none_has(one: said.NoneHas, found: IndicatorFacts) -> Verdict:
    has, _lacks, is_whole = _sets(found, one.partly)
    return Verdict(is_whole and not has, _told(has, found))


def _all_but(one: said.AllBut, found: IndicatorFacts) -> Verdict:
    has, lacks, is_whole = _sets(found, one.partly)
    return Verdict(is_whole and lacks == set(one.units), _told(has, found))


def _only(one: said.Only, found: IndicatorFacts) -> Verdict:
    has, _lacks, is_whole = _sets(found, one.partly)
    return Verdict(is_whole and has == set(one.units), _told(has, found))


def _holders(one: said.Holders, found: IndicatorFacts) -> Verdict:
    has = _those(found.units, YES)
    return Verdict(has == set(one.units), _told(has, found))


def _has(one: said.Has, found: IndicatorFacts) -> Verdict:
    has, _lacks, _is_whole = _sets(found, one.partly)
    return Verdict(set(one.units) <= has, _told(has, found))


def _lacks(one: said.Lacks, found: IndicatorFacts) -> Verdict:
    has, lacks, _is_whole = _sets(found, False)
    return Verdict(set(one.units) <= lacks, _told(has, found))


def _most(one: said.Most, found: IndicatorFacts) -> Verdict:
    has = _those(found.units, YES)
    return Verdict(2 * len(has) > len(found.units), _told(has, found))


def _count(one: said.Count, found: IndicatorFacts) -> Verdict:
    has, lacks, _is_whole = _sets(found, False)
    counted = len(has), len(has) + len(lacks)
    return Verdict(counted == (one.yes, one.base), "{} av {}".format(*counted))


def _worded(one: said.Worded, found: IndicatorFacts) -> Verdict:
    those = {unit.name for unit in found.units if unit.word.casefold() == one.word.casefold()}
    return Verdict(those == set(one.units), _told(those, found))


def _exactly(*values: str) -> Callable[[Any, IndicatorFacts], Verdict]:
    def tried(one: Outside, found: IndicatorFacts) -> Verdict:
        those = _those(found.units, *values)
        return Verdict(those == set(one.units), _told(those, found))

    return tried


# figures


def own_figure(found: IndicatorFacts) -> Fraction | None:
    """Of the cells; None where the group's figure is withheld, or one of them may not be seen."""
    if found.mean.now is None or any(one.now == HIDDEN for one in found.units):
        return None
    if not found.is_choice:
        numbers = [one.now for one in found.units if isinstance(one.now, Fraction)]
        return sum(numbers, Fraction(0)) / len(numbers) if numbers else None
    counted = [one.now for one in found.units if one.now in (YES, PARTLY, NO)]
    return Fraction(100 * counted.count(YES), len(counted)) if counted else None


def _figure_of(name: str, found: IndicatorFacts) -> Fraction | None:
    if not name:
        return own_figure(found)
    unit = next((one.now for one in found.units if one.name == name), None)
    if isinstance(unit, Fraction):
        return unit
    side = found.side(name)
    return side.figure if side else None


def agrees(stated: Fraction, exact: Fraction) -> bool:
    """A whole number to the nearest one, any other to the nearest tenth."""
    return abs(stated - exact) <= (Fraction(1, 2) if stated.denominator == 1 else Fraction(1, 20))


def _figure_is(one: said.FigureIs, found: IndicatorFacts) -> Verdict | None:
    exact = _figure_of(one.of, found)
    return None if exact is None else Verdict(agrees(one.figure, exact), _shown(exact))


def _shown(number: Fraction) -> str:
    return f"{float(number):.1f}".removesuffix(".0").replace(".", ",")


def _between(one: said.Between, found: IndicatorFacts) -> Verdict | None:
    numbers = {unit.name: unit.now for unit in found.units if isinstance(unit.now, Fraction)}
    if not numbers:
        return None
    lowest, highest = min(numbers.values()), max(numbers.values())
    ends = numbers.get(one.lowest), numbers.get(one.highest)
    return Verdict(ends == (lowest, highest), f"{_shown(lowest)}-{_shown(highest)}")


def _against(one: said.Against, found: IndicatorFacts) -> Verdict | None:
    own, other = own_figure(found), _figure_of(one.group, found)
    if own is None or other is None:
        return None
    points = own - other
    stands = _stands(one.relation, points, found)
    is_told = one.points is None or agrees(one.points, abs(points))
    return Verdict(stands and is_told, f"{_shown(own)} mot {_shown(other)}")


def _stands(relation: said.Relation, points: Fraction, found: IndicatorFacts) -> bool:
    if relation in ("hogre", "lagre"):
        return points > 0 if relation == "hogre" else points < 0
    if relation in ("battre", "samre"):
        for_the_better = -points if found.desirable == "low" else points
        return found.desirable != "none" and (for_the_better > 0 if relation == "battre" else for_the_better < 0)
    if not found.is_choice:
        return relation_of_figures(points, found.decimals) == relation
    base = sum(one.now in BASE for one in found.units)
    return relation_of(points, base, found.desirable) == relation


# over time


def _changed(one: said.Changed, found: IndicatorFacts) -> Verdict | None:
    points = _change_of(one.of, found)
    if points is None:
        return None
    is_that_way = points > 0 if one.direction == "up" else points < 0
    return Verdict(is_that_way and (one.points is None or agrees(one.points, abs(points))), _shown(points))


def _change_of(name: str, found: IndicatorFacts) -> Fraction | None:
    if not found.is_comparable:
        return None
    if name:
        side = found.side(name)
        return side.change if side else None
    own = own_figure(found)
    return None if own is None or found.mean.before is None else own - found.mean.before


def _unchanged(one: said.Unchanged, found: IndicatorFacts) -> Verdict | None:
    points = _change_of("", found)
    if points is None:
        return None
    stays = all(unit.now == unit.before for unit in found.units)
    return Verdict(points == 0 and (stays or not one.units), _shown(points))


def _moved_to_yes(found: IndicatorFacts) -> set[str]:
    return {one.name for one in found.units if one.now == YES and one.before in (NO, PARTLY)}


def _moved_from_yes(found: IndicatorFacts) -> set[str]:
    return {one.name for one in found.units if one.before == YES and one.now in (NO, PARTLY)}


def _gained(one: said.Gained, found: IndicatorFacts) -> Verdict | None:
    return _moved(one, _moved_to_yes(found), found)


def _lost(one: said.Lost, found: IndicatorFacts) -> Verdict | None:
    return _moved(one, _moved_from_yes(found), found)


def _moved(one: said.Gained | said.Lost, moved: set[str], found: IndicatorFacts) -> Verdict | None:
    if not found.is_comparable:
        return None
    return Verdict(moved == set(one.units) if one.exactly else set(one.units) <= moved, _told(moved, found))


def _most_moved(one: said.MostMoved, found: IndicatorFacts) -> Verdict | None:
    if not found.is_comparable:
        return None
    moved = _moved_to_yes(found) if one.direction == "up" else _moved_from_yes(found)
    return Verdict(2 * len(moved) > len(found.units), _told(moved, found))


def _new(_one: said.NewIndicator, found: IndicatorFacts) -> Verdict:
    return Verdict(found.link == "new", found.link)


def _not_comparable(_one: said.NotComparable, found: IndicatorFacts) -> Verdict:
    return Verdict(found.link in ("no", "unknown"), found.link)


TRIED: Mapping[type, Callable[[Any, IndicatorFacts], Verdict | None]] = {
    said.AllHave: _all_have,
    said.NoneHas: _none_has,
    said.AllBut: _all_but,
    said.Only: _only,
    said.Holders: _holders,
    said.Has: _has,
    said.Lacks: _lacks,
    said.Most: _most,
    said.Count: _count,
    said.Partly: _exactly(PARTLY),
    said.Worded: _worded,
    said.NotApplicable: _exactly(NOT_APPLICABLE),
    said.CannotAnswer: _exactly(CANNOT_ANSWER),
    said.Missing: _exactly(*UNKNOWN),
    said.FigureIs: _figure_is,
    said.Between: _between,
    said.Against: _against,
    said.Changed: _changed,
    said.Unchanged: _unchanged,
    said.Gained: _gained,
    said.Lost: _lost,
    said.MostMoved: _most_moved,
    said.NewIndicator: _new,
    said.NotComparable: _not_comparable,
}
