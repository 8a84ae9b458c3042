"""The comparison matrix as frozen rows: indicators by units, the mean, other groups, change since a year.

No queries and no markup: `queries` finds the figures, `presenters` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from indicators.comparing import comparisons
from indicators.comparing.comparisons import Change, Link
from indicators.editions.statements import Settled
from indicators.rules.aggregate import WITHHOLDING_KINDS
from indicators.rules.outcomes import BASE, YES
from indicators.rules.spec import Comparability, Definitions, IndicatorDefinition

FLIP_ABOVE = 40  # units; beyond this they become rows
HIDDEN = "dold"  # a computed result this reader may not see
WAITING = "vantar"  # a unit that may still hand in, and has not
RESTRICTED = "restricted"  # why a mean of such results is withheld
VALUE, NUMBER = attrgetter("value"), attrgetter("number")
ORDERS = {"katalog": "Enkätens ordning", "andel": "Störst andel", "andring": "Störst ändring", "namn": "Namn"}


class Unit(NamedTuple):
    id: int
    code: str
    name: str
    city: str  # of a district, else empty

    @property
    def full_name(self) -> str:
        return f"{self.name} ({self.city})" if self.city else self.name


class Cell(NamedTuple):
    """A figure of a unit, as stored and as shown; `value` is empty where `number` says it. `movement` is set where it
    is compared: a cell that has not moved is the very object that was read, for the nation has 11,000 of them."""

    value: str  # a result, HIDDEN, WAITING, or empty: the source says nothing
    number: Decimal | None = None
    printed: str = ""
    publication: int | None = None
    movement: int = 0
    settled: Settled | None = None  # what else is printed of it, where anything is


class GroupFound(NamedTuple):
    """A stored figure of a group. Published ones have only `number`; computed ones their counts."""

    number: Decimal | None
    yes: int | None
    base: int | None
    withheld: str
    publication: int | None
    publisher: str
    settled: Settled | None = None  # what else is printed of it, where anything is

    @property
    def figure(self) -> Fraction | None:
        if self.number is not None:
            return Fraction(self.number)
        return Fraction(100 * (self.yes or 0), self.base) if self.base and not self.withheld else None


@dataclass(frozen=True)
class Summary:
    """One group's figure (percent, or a mean in the indicator's unit) and what it was counted on."""

    figure: Fraction | None
    change: Change
    yes: int | None = None
    base: int | None = None
    units: int | None = None
    withheld: str = ""
    publication: int | None = None  # that a group's figure stands in; None: counted here
    before: tuple[int, int] | None = None  # yes and base of the share that `change` is counted from
    settled: Settled | None = None  # what else is printed of a group's figure, where anything is


@dataclass(frozen=True)
class Row:
    definition: IndicatorDefinition
    link: Link
    cells: list[Cell]
    summary: Summary
    side: list[Summary]
    earlier: Sequence[Cell | None] = ()  # of the same units, the year compared with

    @property
    def name(self) -> str:
        return self.definition.full_name

    def name_under(self, is_own_group: bool) -> str:
        """Under a heading, which is that of its group or another."""
        return self.definition.label if is_own_group else self.definition.full_name

    @property
    def has_unit_figures(self) -> bool:
        return any(cell.value or cell.number is not None for cell in self.cells)

    @property
    def has_figures(self) -> bool:
        return self.has_unit_figures or any(one.figure is not None or one.withheld for one in self.side)

    @property
    def differs(self) -> bool:
        return comparisons.differs(
            cell.number if cell.number is not None else cell.value for cell in self.cells if cell.value in ("", *BASE)
        )

    @property
    def has_changed(self) -> bool:
        return any(cell.movement for cell in self.cells)

    @cached_property
    def publications(self) -> frozenset[int]:
        """Ids of those that the units' figures stand in; none where they are computed here."""
        return frozenset(cell.publication for cell in self.cells if cell.publication is not None)


@dataclass(frozen=True)
class Figures:
    """What is stored of one year: indicator code -> unit id -> figure, and (group id, code) -> figures. `computed`:
    codes whose units' figures are computed here, so that who is absent is bortfall and some may be hidden; None: all.
    """

    units: Mapping[str, Mapping[int, Cell]] = field(default_factory=dict)
    groups: Mapping[tuple[int, str], list[GroupFound]] = field(default_factory=dict)
    computed: frozenset[str] | None = None

    def is_computed(self, code: str) -> bool:
        return self.computed is None or code in self.computed


@dataclass(frozen=True)
class Years:
    """The year shown, the year compared with (None: no comparison) and the definitions of all years."""

    shown: int
    compared: int | None
    definitions: Mapping[int, Definitions]

    def link(self, code: str) -> Link:
        if self.compared is None:
            return Link("unknown")
        return comparisons.chain(self._steps(code), self.compared, self.shown)

    def _steps(self, code: str) -> dict[int, Mapping[int, Comparability]]:
        known = ((year, one.indicators.get(code)) for year, one in self.definitions.items())
        return {year: definition.comparable for year, definition in known if definition}

    def is_new(self, code: str) -> bool:
        """No earlier year defines the indicator."""
        return not any(year < self.shown and code in one.indicators for year, one in self.definitions.items())


@dataclass(frozen=True)
class Scope:
    """Which units are shown and how: `hidden` holds ids of units whose figures this reader may not see."""

    units: list[Unit]
    group_kind: str
    side_groups: list[int]
    absent: str  # value of a unit without any figure: bortfall or WAITING where results are computed, else empty
    hidden: frozenset[int] = frozenset()
    earlier: list[int] | None = None  # ids of the units of the year compared with; None: the same
    is_earlier_whole: bool = True  # all of their figures may be seen

    @cached_property
    def ids(self) -> list[int]:
        """Of the units, in their order."""
        return [unit.id for unit in self.units]

    @property
    def ids_then(self) -> list[int]:
        """Of the units of the year compared with, whose figure is told as it was then."""
        return self.ids if self.earlier is None else self.earlier


def build_rows(years: Years, now: Figures, before: Figures, scope: Scope, quality_area: str = "") -> list[Row]:
    """One row per indicator of the year, in the catalogue's order."""
    known = years.definitions.get(years.shown)
    chosen = [one for one in known.indicators.values() if quality_area in ("", one.quality_area)] if known else []
    order = list(known.quality_areas) if known else []
    chosen.sort(key=lambda one: order.index(one.quality_area))
    lacking = _lacking(now, scope.ids, scope.absent)
    lacking_then = _lacking(before, scope.ids_then, scope.absent)
    return [_row(one, years, now, before, scope, lacking, lacking_then) for one in chosen]


def _lacking(figures: Figures, ids: list[int], absence: str) -> list[Cell]:
    """What stands for each unit where it has no figure: it is absent, or has figures but not this one."""
    answering = set().union(*(found for code, found in figures.units.items() if figures.is_computed(code)))
    empty, absent = Cell(""), Cell(absence)
    return [empty if unit in answering else absent for unit in ids]


def _row(
    definition: IndicatorDefinition,
    years: Years,
    now: Figures,
    before: Figures,
    scope: Scope,
    lacking: list[Cell],
    lacking_then: list[Cell],
) -> Row:
    code = definition.code
    link = years.link(code)
    earlier = list(map(before.units.get(code, {}).get, scope.ids))
    if not now.is_computed(code):
        scope, lacking = replace(scope, hidden=frozenset()), [Cell("")] * len(scope.ids)
    if not before.is_computed(code):
        scope, lacking_then = replace(scope, is_earlier_whole=True), [Cell("")] * len(scope.ids_then)
    cells = _cells(now.units.get(code, {}), earlier, link, scope, lacking)
    compare = _comparing(years, code, link)
    then = map(before.units.get(code, {}).get, scope.ids_then)
    was = [cell or lack for cell, lack in zip(then, lacking_then, strict=True)]
    summary = _summary_of_units(definition, cells, was, scope, compare)
    side = [
        _summary_of_group(now.groups.get((group, code), []), before.groups.get((group, code), []), compare)
        for group in scope.side_groups
    ]
    return Row(definition, link, cells, summary, side, earlier)


def _cells(
    now: Mapping[int, Cell], earlier: list[Cell | None], link: Link, scope: Scope, lacking: list[Cell]
) -> list[Cell]:
    """In the order of the units; `lacking` stands for a unit without a figure, which is silent in the source or did
    not answer at all."""
    if scope.hidden:
        now = dict(now) | dict.fromkeys(scope.hidden, Cell(HIDDEN))
    cells = [found or other for found, other in zip(map(now.get, scope.ids), lacking, strict=True)]
    if link.holds:
        since = lru_cache(maxsize=None)(partial(_since, link))  # of hundreds of units, few pairs differ
        return list(map(since, earlier, cells))
    return cells


def _since(link: Link, earlier: Cell | None, cell: Cell) -> Cell:
    moved = _moved(earlier, cell, link) if earlier else 0
    return cell._replace(movement=moved) if moved else cell


def _moved(earlier: Cell, found: Cell, link: Link) -> int:
    if found.number is not None and earlier.number is not None:
        return (found.number > earlier.number) - (found.number < earlier.number)
    return 0 if earlier.value == found.value else comparisons.movement(earlier.value, found.value, link)


Compare = Callable[[Fraction | None, Fraction | None], Change]


def _comparing(years: Years, code: str, link: Link) -> Compare:
    def compare(previous: Fraction | None, current: Fraction | None) -> Change:
        if years.compared is None:
            return Change(None)
        if current is None:
            return Change(None, "missing")
        earlier = years.definitions.get(years.compared)
        if earlier is None or code not in earlier.indicators:
            return Change(None, "new" if years.is_new(code) else "missing")
        return comparisons.change(previous, current, link)

    return compare


def _summary_of_units(
    definition: IndicatorDefinition,
    cells: list[Cell],
    earlier: list[Cell],
    scope: Scope,
    compare: Compare,
) -> Summary:
    """Always counted anew from the cells shown; a network's share is never withheld."""
    if scope.hidden:
        return Summary(None, Change(None), withheld=RESTRICTED)
    if definition.kind != "choice":
        figure, count = comparisons.mean(map(NUMBER, cells))
        previous = comparisons.mean(map(NUMBER, earlier))[0] if scope.is_earlier_whole else None
        return Summary(figure, compare(previous, figure), base=count, units=len(cells))
    counted, before = (comparisons.tally(map(VALUE, each)) for each in (cells, earlier))
    withheld = _withheld(counted, scope)
    figure = None if withheld else counted.percent
    previous = before.percent if scope.is_earlier_whole and not _withheld(before, scope) else None
    change = compare(previous, figure)
    then = None if change.points is None else (before.yes, before.base)
    return Summary(figure, change, counted.yes, counted.base, len(cells), withheld, before=then)


def _withheld(counted: comparisons.Tally, scope: Scope) -> str:
    return "over_20" if scope.group_kind in WITHHOLDING_KINDS and counted.over_20 else ""


def _summary_of_group(now: list[GroupFound], before: list[GroupFound], compare: Compare) -> Summary:
    """A change is stated only between figures of one publisher: two of them may count different units."""
    if not now:
        return Summary(None, Change(None))
    current = now[0]
    previous = next((one.figure for one in before if one.publisher == current.publisher), None)
    change = compare(previous, current.figure)
    return Summary(
        *(current.figure, change, current.yes, current.base, None, current.withheld),
        publication=current.publication,
        settled=current.settled,
    )


def choose_rows(rows: Iterable[Row], *, only_differs: bool, only_changed: bool) -> list[Row]:
    return [
        row
        for row in rows
        if row.has_figures and (not only_differs or row.differs) and (not only_changed or row.has_changed)
    ]


def sort_rows(rows: list[Row], order: str) -> list[Row]:
    """Rows without a figure come last; the catalogue's order otherwise breaks ties."""
    if order == "namn":
        return sorted(rows, key=lambda row: row.name.casefold())
    if order == "andel":
        return sorted(rows, key=lambda row: -(row.summary.figure if row.summary.figure is not None else -1))
    if order == "andring":
        return sorted(rows, key=lambda row: -abs(row.summary.change.points or Fraction(0)))
    return rows


def sort_units(units: list[Unit], rows: list[Row], order: str) -> list[int]:
    """Places of the units in the order asked for, when units are the rows: most Ja, or most changes, first."""
    places = list(range(len(units)))
    if order == "namn":
        return sorted(places, key=lambda n: units[n].full_name.casefold())
    if order == "andel":
        return sorted(places, key=lambda n: -sum(row.cells[n].value == YES for row in rows))
    if order == "andring":
        return sorted(places, key=lambda n: -sum(abs(row.cells[n].movement) for row in rows))
    return places
