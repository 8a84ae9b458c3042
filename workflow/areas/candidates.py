"""Candidates for development areas, strictly from the results: each with its reasons in words and figures. Pure.

Source of the criteria: FoU Nordväst's work model (report 2015, "Nordvästkommunernas arbetsmodell", stage 2: areas are
identified strictly from the results); the thresholds are ours and stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from indicators.rules.aggregate import round_half_up
from indicators.rules.outcomes import BASE, LABELS, YES
from municipalities.swedish import NBSP, listed, percent

LOW_SHARE = 50  # percent with a Ja, or fewer
BEHIND = 5  # percentage points below the city, the county or the nation
FALLEN = 0  # any fall since the year compared with
LACKING = tuple(value for value in BASE if value != YES)
MOST_NAMES = 4  # municipalities named in a sentence


@dataclass(frozen=True)
class IndicatorFigures:
    """One indicator of the year, as the network's matrix shows it. Shares in percent, changes in percentage points."""

    code: str
    label: str  # under the group's title
    name: str  # everywhere else
    group: str
    group_title: str
    yes: int
    base: int
    units: Mapping[str, str]  # municipality: ja, delvis, nej, ...
    beside: tuple[tuple[str, Fraction], ...] = ()  # larger groups that have a figure: city, county, nation
    change: Fraction | None = None  # since `compared`; None where the years cannot be compared
    change_notes: tuple[str, ...] = ()  # why the years can be compared only partly
    compared: int | None = None
    before: tuple[int, int] | None = None  # yes and base of the year compared with
    history: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of fully comparable years, the oldest first
    reservations: tuple[str, ...] = ()  # what the quality-assurance meeting says is to be considered
    disputes: tuple[str, ...] = ()  # where publishers differ on its figures, and what each of them prints

    @property
    def share(self) -> Fraction | None:
        return Fraction(100 * self.yes, self.base) if self.base else None


@dataclass(frozen=True)
class Candidate:
    """`weight` orders the candidates; it is never shown as a figure."""

    title: str
    indicators: tuple[str, ...]
    reasons: tuple[str, ...]
    weight: Fraction
    figures: tuple[str, ...] = ()  # of each indicator that larger groups have figures of: the network's and theirs
    reservations: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()  # of its figures, named with their indicator


def propose(figures: Iterable[IndicatorFigures]) -> list[Candidate]:
    """Weak indicators, heaviest first. Several of one group become one candidate, which names them."""
    weak = {one.code: (one, found) for one in figures if (found := reasons_of(one))}
    groups: dict[str, list[IndicatorFigures]] = {}
    for one, _found in weak.values():
        groups.setdefault(one.group, []).append(one)
    candidates = []
    for members in groups.values():
        if len(members) == 1:
            one = members[0]
            told = figures_told(one.name, one)
            reasons = tuple(weak[one.code][1])
            rest = (weight_of(one), told, one.reservations, one.disputes)
            candidates.append(Candidate(one.name, (one.code,), reasons, *rest))
        else:
            candidates.append(_of_group(members, {one.code: weak[one.code][1] for one in members}))
    return sorted(candidates, key=lambda one: (-one.weight, one.title))


def _of_group(members: list[IndicatorFigures], reasons: Mapping[str, list[str]]) -> Candidate:
    names = listed(one.label for one in members)
    shared = f"{len(members)} indikatorer i {members[0].group_title} har svagheter: {names}."
    told = [f"{one.label}: {text}" for one in members for text in reasons[one.code]]
    weight = max(weight_of(one) for one in members) + Fraction(len(members), 2)
    codes = tuple(one.code for one in members)
    reserved = tuple(dict.fromkeys(text for one in members for text in one.reservations))
    figures = tuple(text for one in members for text in figures_told(one.label, one))
    disputes = tuple(f"{one.label}: {text}" for one in members for text in one.disputes)
    return Candidate(members[0].group_title, codes, (shared, *told), weight, figures, reserved, disputes)


def figures_told(name: str, one: IndicatorFigures) -> tuple[str, ...]:
    """ "LSS: nätverket 3 av 8 (37,5 %), Stockholm 60 %, Stockholms län 55 %, Riket 58 %"."""
    wider = [f"{group} {percent(figure)}" for group, figure in one.beside]
    return (f"{name}: nätverket {_counted(one.yes, one.base)}, {', '.join(wider)}.",) if wider else ()


def reasons_of(one: IndicatorFigures) -> list[str]:
    """Empty where nothing speaks for the indicator, as where nobody lacks it. Each sentence is a weakness of this year,
    and carries its figures and what they are counted on."""
    if one.share is None or one.yes == one.base:
        return []
    found = [*_low(one), *_behind(one), *_fallen(one), *_back_and_forth(one)]
    return [text for text in found if text]


def _low(one: IndicatorFigures) -> Iterable[str]:
    share = one.share
    if share is not None and share <= LOW_SHARE:
        lacking = [name for name, value in one.units.items() if value in LACKING]
        words = " eller ".join(LABELS[value] for value in LACKING)
        yield f"{one.yes} av {one.base} kommuner har Ja ({percent(share)}). {words}: {_names(lacking)}."


def _behind(one: IndicatorFigures) -> Iterable[str]:
    share = one.share
    for name, figure in one.beside:
        if share is not None and figure - share >= BEHIND:
            own = _counted(one.yes, one.base)
            yield f"{name} har {percent(figure)}, nätverket {own}: {points(figure - share)} lägre."


def _fallen(one: IndicatorFigures) -> Iterable[str]:
    """A fall is told where more lack it than before: one who had it and is counted no longer is none."""
    if has_fallen(one):
        assert one.change is not None
        told = (
            f"Andelen Ja har sjunkit med {points(-one.change)} sedan {one.compared}, till {_counted(one.yes, one.base)}"
        )
        partly = f" De två åren går bara delvis att jämföra: {' '.join(one.change_notes)}" if one.change_notes else ""
        if one.before is None or one.before[1] == one.base:
            yield f"{told}.{partly}"
        else:
            yield f"{told} mot {_counted(*one.before)}. De två åren räknas på olika många kommuner.{partly}"


def has_fallen(one: IndicatorFigures) -> bool:
    if one.change is None or one.change >= FALLEN:
        return False
    return one.before is None or one.base - one.yes > one.before[1] - one.before[0]


def _counted(yes: int, base: int) -> str:
    """ "4 av 5 (80 %)"."""
    return f"{yes} av {base} ({percent(Fraction(100 * yes, base))})"


def _back_and_forth(one: IndicatorFigures) -> Iterable[str]:
    """Of those who lack it now: who has won it back has no weakness."""
    turning = [
        f"{name} ({', '.join(value.capitalize() for value in values if value in BASE)})"
        for name, values in one.history.items()
        if one.units.get(name) in LACKING and goes_back_and_forth(values)
    ]
    if turning:
        counted = f"{len(turning)} av {len(one.history)} kommuner"
        yield f"Resultatet går fram och tillbaka mellan åren i {counted}: {_names(turning)}."


def goes_back_and_forth(values: Sequence[str]) -> bool:
    """Up and then down again, or down and then up: nej, ja, nej. Years without a result are passed over."""
    steps = [BASE.index(value) for value in values if value in BASE]
    moves = [later - earlier for earlier, later in pairwise(steps) if later != earlier]
    return any((first > 0) != (second > 0) for first, second in pairwise(moves))


def weight_of(one: IndicatorFigures) -> Fraction:
    """Ten for a share of nought, and one more for every ten points behind the group furthest ahead, or fallen."""
    share = one.share or Fraction(0)
    weight = (100 - share) / 10
    behind = [figure - share for _name, figure in one.beside if figure > share]
    weight += max(behind, default=Fraction(0)) / 10
    if one.change is not None and has_fallen(one):
        weight += -one.change / 10
    return weight


def points(value: Fraction) -> str:
    return f"{_number(value)}{NBSP}procentenheter"


def _number(value: Fraction) -> str:
    """One decimal, or none where the number is whole; halves rounded up."""
    rounded = round_half_up(value, 0 if value.denominator == 1 else 1)
    return str(abs(rounded)).replace(".", ",")


def _names(names: Sequence[str]) -> str:
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])} och {len(names) - MOST_NAMES + 1} till"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} och {names[-1]}" if names else "ingen"
