"""Comparing figures: over the years, between units, against all. Pure; shares and changes are exact.

Method: Socialstyrelsen's guide 2017, bilaga 1 and 2 (comparability between years, quartiles of register
indicators). Percent is 0-100 everywhere, and a change of a share is counted in percentage points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.rules.aggregate import is_over_20
from indicators.rules.outcomes import BASE, LEFT_OUT, NON_RESPONSE, SILENT, YES
from indicators.rules.spec import Comparability

ENOUGH_FOR_QUARTILES = Fraction(9, 10)  # of all units of the nation
_WORST_FIRST = ("no", "unknown", "partly", "yes")

Number = Decimal | Fraction | int


@dataclass(frozen=True)
class Link:
    """How far two years may be compared: yes, partly or no (see notes), or unknown (nothing is stated)."""

    is_: str
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return self.is_ in ("yes", "partly")


@dataclass(frozen=True)
class Change:
    """`points` is None where no change may be stated; `why_not` then is new, break, unknown or missing."""

    points: Fraction | None
    why_not: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tally:
    """Counts of one choice indicator over some units. Percent = 100 * yes / base, None without base."""

    yes: int
    base: int
    left_out: int
    non_response: int
    silent: int
    units: int

    @property
    def percent(self) -> Fraction | None:
        return Fraction(100 * self.yes, self.base) if self.base else None

    @property
    def over_20(self) -> bool:
        """Too many not applicable or without response: withheld for a city, a county and the nation."""
        return is_over_20(self.silent, self.units)


def chain(steps: Mapping[int, Mapping[int, Comparability]], earlier: int, later: int) -> Link:
    """Comparability of one indicator between two years. `steps`: year -> what its definition says of earlier
    years. Without a direct statement it goes step by step (2015 -> 2016 -> 2017) and the worst step wins."""
    if earlier == later:
        return Link("yes")
    stated = steps.get(later, {})
    if earlier in stated:
        return _link(stated[earlier])
    between = [year for year in stated if earlier < year < later]
    if not between:
        return Link("unknown")
    nearest = max(between)
    return _worst(chain(steps, earlier, nearest), _link(stated[nearest]))


def _link(stated: Comparability) -> Link:
    return Link(stated.is_, (stated.note,) if stated.note else ())


def _worst(one: Link, other: Link) -> Link:
    is_ = min(one.is_, other.is_, key=_WORST_FIRST.index)
    return Link(is_, tuple(dict.fromkeys((*one.notes, *other.notes))))


def change(previous: Number | None, current: Number | None, link: Link, *, existed: bool = True) -> Change:
    """From the previous figure to the current one, in their own unit. `existed`: the indicator is not new."""
    if not existed:
        return Change(None, "new")
    if not link.holds:
        return Change(None, "break" if link.is_ == "no" else "unknown", link.notes)
    if previous is None or current is None:
        return Change(None, "missing")
    return Change(Fraction(current) - Fraction(previous), "", link.notes)


def movement(previous: str, current: str, link: Link) -> int:
    """1 when a unit's result went up (in the order of BASE), -1 down, 0 unchanged or not to be compared."""
    if not link.holds or previous not in BASE or current not in BASE:
        return 0
    step = BASE.index(current) - BASE.index(previous)
    return (step > 0) - (step < 0)


def tally(values: Iterable[str]) -> Tally:
    """Counts results; an empty value is a unit that the source says nothing of: a unit, nothing else."""
    count = Counter(values)
    base, left_out, silent = (sum(count[value] for value in counted) for counted in (BASE, LEFT_OUT, SILENT))
    return Tally(count[YES], base, left_out, count[NON_RESPONSE], silent, count.total())


def mean(numbers: Iterable[Number | None]) -> tuple[Fraction | None, int]:
    """Unweighted mean of the figures given, and how many they are."""
    given = [Fraction(number) for number in numbers if number is not None]
    return (sum(given, Fraction(0)) / len(given), len(given)) if given else (None, 0)


def differs(values: Iterable[str | Number | None]) -> bool:
    """True when at least two units that have a result have different ones; absence is no difference."""
    return len({value for value in values if value is not None and value != ""}) > 1


def enough_for_quartiles(found: int, units: int) -> bool:
    """Quartiles are those of the nation; with fewer than nine in ten units they would be another thing."""
    return units > 0 and Fraction(found, units) >= ENOUGH_FOR_QUARTILES


def quartile_colour(value: Number, all_values: Sequence[Number], low_is_good: bool) -> str:
    """green in the best quarter of all units, red in the worst, else yellow. Equal values get equal colour; a
    value that is in both quarters at once (nearly all units alike) is yellow."""
    quarter = Fraction(len(all_values), 4)
    lower = sum(other < value for other in all_values)
    higher = sum(other > value for other in all_values)
    in_lowest, in_highest = lower < quarter, higher < quarter
    if in_lowest == in_highest:
        return "yellow"
    return "green" if in_lowest == low_is_good else "red"
