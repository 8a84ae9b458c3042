"""What moved between the choice of an area and its follow-up: before, between, after. Pure; figures are exact.

A figure is a share in percent 0-100, or a number in the indicator's own unit; a change is their difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from indicators.comparing.comparisons import Link, movement
from indicators.rules.outcomes import BASE

BETTER, WORSE, SAME, CHANGED, BREAK, MISSING = "better", "worse", "same", "changed", "break", "missing"
DIRECTIONS = (BETTER, SAME, WORSE, CHANGED, BREAK, MISSING)

LinkOf = Callable[[int, int], Link]  # (earlier year, later year) -> how far they may be compared


@dataclass(frozen=True)
class YearReading:
    """What one place had in one year: a unit's `value` (ja, delvis, nej, ej_aktuellt ...), else a `figure`."""

    year: int
    value: str = ""
    figure: Fraction | None = None
    count: str = ""  # "6 av 8" where known

    @property
    def is_told(self) -> bool:
        return bool(self.value) or self.figure is not None


@dataclass(frozen=True)
class Movement:
    """`direction` is better, worse or same; changed where no direction is desirable; break where the years may not
    be compared; missing where either end has no figure. `points` is None where no change may be stated."""

    before: YearReading | None
    between: tuple[YearReading, ...]
    after: YearReading | None
    link: Link
    direction: str
    points: Fraction | None = None


def follow(readings: Iterable[YearReading], first: int, link_of: LinkOf, desirable: str) -> Movement:
    """From the reading of the year `first` to the latest one after it; readings before `first` are left out."""
    told = sorted((one for one in readings if one.is_told and one.year >= first), key=lambda one: one.year)
    before = told[0] if told and told[0].year == first else None
    later = [one for one in told if one.year > first]
    after = later[-1] if later else None
    link = link_of(first, after.year) if after else Link("unknown")
    direction, points = _judge(before, after, link, desirable)
    return Movement(before, tuple(later[:-1]), after, link, direction, points)


def _judge(
    before: YearReading | None, after: YearReading | None, link: Link, desirable: str
) -> tuple[str, Fraction | None]:
    if before is None or after is None:
        return MISSING, None
    if not link.holds:
        return BREAK, None
    if before.figure is not None and after.figure is not None:
        points = after.figure - before.figure
        return _direction((points > 0) - (points < 0), desirable), points
    if before.value in BASE and after.value in BASE:
        return _direction(movement(before.value, after.value, link), desirable), None
    return MISSING, None


def _direction(step: int, desirable: str) -> str:
    if step == 0:
        return SAME
    if desirable == "none":
        return CHANGED
    return BETTER if (step > 0) == (desirable != "low") else WORSE


def breaks(years: Iterable[int], link_of: LinkOf) -> list[tuple[int, int, Link]]:
    """Neighbouring years that may be compared only partly, or not at all."""
    ordered = sorted(set(years))
    found = [(earlier, later, link_of(earlier, later)) for earlier, later in pairwise(ordered)]
    return [one for one in found if one[2].is_ != "yes"]


def tally_of(movements: Iterable[Movement]) -> dict[str, int]:
    """How many went which way, in the order of DIRECTIONS; those that none went are left out."""
    given = [one.direction for one in movements]
    return {direction: given.count(direction) for direction in DIRECTIONS if direction in given}
