"""From results of units to figures of groups, in whole numbers until the last step.

Method: Socialstyrelsen's guide 2017, bilaga 1 (non-response) and bilaga 2 (what each base leaves out).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from indicators.rules.spec import OUTCOMES, IndicatorDefinition

WITHHELD = ("", "over_20", "empty_base")
WITHHOLDING_KINDS = ("city", "county", "nation")
Counts = NDArray[np.int32]


@dataclass(frozen=True)
class GroupFigure:
    share: Fraction | None  # percent 0-100, exact; None when withheld
    yes: int
    base: int  # units with ja, delvis or nej
    left_out: int  # ej_aktuellt and kan_inte_svara
    non_response: int
    units: int
    withheld: str  # one of WITHHELD


@dataclass(frozen=True)
class GroupFigures:
    """Arrays, groups x indicators; `withheld` holds places in WITHHELD."""

    yes: Counts
    base: Counts
    left_out: Counts
    non_response: Counts
    units: Counts
    withheld: NDArray[np.int8]

    def figure(self, group: int, indicator: int) -> GroupFigure:
        at = group, indicator
        yes, base, withheld = int(self.yes[at]), int(self.base[at]), WITHHELD[int(self.withheld[at])]
        return GroupFigure(
            share=None if withheld else Fraction(100 * yes, base),
            yes=yes,
            base=base,
            left_out=int(self.left_out[at]),
            non_response=int(self.non_response[at]),
            units=int(self.units[at]),
            withheld=withheld,
        )


def aggregate_all(outcomes: NDArray[np.int8], membership: NDArray[np.bool_], kinds: Sequence[str]) -> GroupFigures:
    """Every group at once. `outcomes`: units x indicators, a unit without response holding bortfall
    everywhere; `membership`: groups x units; `kinds`: one per group."""
    members = membership.astype(np.int32)
    count = {name: members @ (outcomes == code).astype(np.int32) for code, name in enumerate(OUTCOMES)}
    base = count["ja"] + count["delvis"] + count["nej"]
    units = np.broadcast_to(members.sum(axis=1, dtype=np.int32)[:, None], base.shape)
    may_withhold = np.array([kind in WITHHOLDING_KINDS for kind in kinds], dtype=bool)[:, None]
    over_20 = may_withhold & ((count["ej_aktuellt"] + count["bortfall"]) * 5 > units)
    return GroupFigures(
        yes=count["ja"],
        base=base,
        left_out=count["ej_aktuellt"] + count["kan_inte_svara"],
        non_response=count["bortfall"],
        units=units,
        withheld=np.where(over_20, 1, np.where(base == 0, 2, 0)).astype(np.int8),
    )


def aggregate(
    codes: NDArray[np.int8], members: NDArray[np.bool_], definition: IndicatorDefinition, kind: str
) -> GroupFigure:
    """One indicator in one group: `codes` and `members` hold one entry per unit."""
    if definition.kind != "choice":
        raise ValueError(f"{definition.code} has no share: its group value is numeric_mean")
    return aggregate_all(np.asarray(codes)[:, None], np.asarray(members)[None, :], [kind]).figure(0, 0)


def numeric_mean(values: Iterable[Decimal | int | float | None]) -> Fraction | None:
    """Unweighted mean of the units that gave a figure; None when none did."""
    given = [_exact(value) for value in values if value is not None and not math.isnan(value)]
    return sum(given, Fraction(0)) / len(given) if given else None


def round_half_up(value: Fraction | Decimal | int | float, decimals: int) -> Decimal:
    """12.25 becomes 12.3 and -12.25 becomes -12.3; always with that many decimals, never -0."""
    scaled = _exact(value) * 10**decimals
    rounded = math.floor(abs(scaled) + Fraction(1, 2))
    return Decimal(-rounded if scaled < 0 else rounded).scaleb(-decimals)


def _exact(value: Fraction | Decimal | int | float) -> Fraction:
    """A float is taken as the decimal number it prints as."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
