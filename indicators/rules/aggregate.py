"""From results of units to figures of groups, in whole numbers until the last step.

Method: Socialstyrelsen's guide 2017, bilaga 1 (non-response) and bilaga 2 (what each base leaves out).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import overload

import numpy as np
from numpy.typing import NDArray

from indicators.rules.outcomes import BASE, LEFT_OUT, NON_RESPONSE, OUTCOMES, SILENT, YES
from indicators.rules.spec import IndicatorDefinition

WITHHELD = ("", "over_20", "empty_base")
WITHHOLDING_KINDS = ("city", "county", "nation")
Counts = NDArray[np.int32]


@dataclass(frozen=True)
class GroupFigure:
    share: Fraction | None  # percent 0-100, exact; None when withheld
    yes: int
    base: int  # units with one of BASE
    left_out: int  # units with one of LEFT_OUT
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


@overload
def is_over_20(silent: int, units: int) -> bool: ...
@overload
def is_over_20(silent: Counts, units: Counts) -> NDArray[np.bool_]: ...
def is_over_20(silent: int | Counts, units: int | Counts) -> bool | NDArray[np.bool_]:
    """The 20 % rule, for one group or for arrays of them: a city, a county and the nation (WITHHOLDING_KINDS) show no
    share where more of their units than that have one of SILENT. Exactly 20 % is shown."""
    return silent * 5 > units


def sum_of(count: Mapping[str, Counts], outcomes: Iterable[str]) -> Counts:
    return np.asarray(np.sum([count[outcome] for outcome in outcomes], axis=0), np.int32)


def aggregate_all(outcomes: NDArray[np.int8], membership: NDArray[np.bool_], kinds: Sequence[str]) -> GroupFigures:
    """Every group at once. `outcomes`: units x indicators, a unit without response holding bortfall
    everywhere; `membership`: groups x units; `kinds`: one per group."""
    members = membership.astype(np.int32)
    count = {name: members @ (outcomes == code).astype(np.int32) for code, name in enumerate(OUTCOMES)}
    base = sum_of(count, BASE)
    units = np.broadcast_to(members.sum(axis=1, dtype=np.int32)[:, None], base.shape)
    may_withhold = np.array([kind in WITHHOLDING_KINDS for kind in kinds], dtype=bool)[:, None]
    over_20 = may_withhold & is_over_20(sum_of(count, SILENT), units)
    return GroupFigures(
        yes=count[YES],
        base=base,
        left_out=sum_of(count, LEFT_OUT),
        non_response=count[NON_RESPONSE],
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
