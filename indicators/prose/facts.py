"""What a table says, apart from how it is laid out: its indicators, who has what now and before, and others' figures.

`facts_of` makes them of the comparison's rows. `sentences.sentences_under` writes sentences from them, and
`trying.holds` tries statements on them. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.comparing.matrix import HIDDEN, Cell, Row, Summary, Unit
from indicators.rules.outcomes import BASE, CANNOT_ANSWER, LABELS, NOT_APPLICABLE

# A result, HIDDEN, WAITING, or empty where the source says nothing; a number where the indicator has figures.
Value = str | Fraction


@dataclass(frozen=True)
class UnitFacts:
    """`word`: the source's own word for the result where it says more ("Ja, med vissa"), else empty."""

    name: str
    now: Value
    before: Value = ""
    word: str = ""

    @property
    def counts(self) -> bool:
        """Its result or figure is one that a mean is counted from."""
        return not isinstance(self.now, str) or self.now in BASE

    @property
    def is_missing(self) -> bool:
        """Nobody knows its result: which is not a Nej."""
        return not self.counts and self.now not in (NOT_APPLICABLE, CANNOT_ANSWER)


@dataclass(frozen=True)
class Mean:
    """The group's own figure: percent 0-100 of the units that count, or a mean in the indicator's unit. `before` is
    of the units that the group had then, and None where no change may be stated."""

    now: Fraction | None
    before: Fraction | None = None
    yes: int | None = None
    base: int = 0
    units: int = 0
    yes_before: int | None = None
    base_before: int | None = None

    @property
    def points(self) -> Fraction | None:
        return None if self.now is None or self.before is None else self.now - self.before


@dataclass(frozen=True)
class Side:
    """Another group's figure beside the mean."""

    name: str
    figure: Fraction | None
    change: Fraction | None = None
    publisher: str = ""


@dataclass(frozen=True)
class IndicatorFacts:
    """`link`: how far the two years may be compared: yes, partly, no, new, unknown; empty where none is compared."""

    code: str
    name: str
    units: tuple[UnitFacts, ...]
    mean: Mean
    sides: tuple[Side, ...] = ()
    link: str = ""
    kind: str = "choice"
    unit: str = ""
    decimals: int = 1
    desirable: str = "ja"
    also_called: tuple[str, ...] = ()

    @property
    def is_choice(self) -> bool:
        return self.kind == "choice"

    @property
    def is_comparable(self) -> bool:
        return self.link in ("yes", "partly")

    @property
    def is_hidden(self) -> bool:
        return any(one.now == HIDDEN for one in self.units)

    def named(self, *values: str) -> tuple[str, ...]:
        """Names of the units with one of the results now, in the table's order."""
        return tuple(one.name for one in self.units if one.now in values)

    def side(self, name: str) -> Side | None:
        return next((one for one in self.sides if one.name == name), None)


@dataclass(frozen=True)
class TableFacts:
    """`group` is who the table is about, as it is called in running text; `before` the year compared with."""

    title: str
    group: str
    year: int
    before: int | None
    indicators: tuple[IndicatorFacts, ...]

    def indicator(self, code: str) -> IndicatorFacts | None:
        return next((one for one in self.indicators if one.code == code), None)


def facts_of(
    rows: Sequence[Row],
    *,
    title: str,
    group: str,
    years: tuple[int, int | None],
    units: Sequence[Unit],
    sides: Sequence[str],
    publishers: Mapping[int, str],
) -> TableFacts:
    """`years`: shown, and compared with. `units` and `sides` (names) are the columns of the rows, in their order;
    `publishers`: publication's id -> who publishes it; a group's figure without one is counted here."""
    names = [one.full_name for one in units]
    found = tuple(_indicator(row, names, sides, publishers, years[1]) for row in rows)
    return TableFacts(title, group, years[0], years[1], found)


def _indicator(
    row: Row, names: Sequence[str], sides: Sequence[str], publishers: Mapping[int, str], compared: int | None
) -> IndicatorFacts:
    known = row.definition
    earlier = row.earlier or [None] * len(names)
    units = [
        UnitFacts(name, _value(cell), _value(was), _word(cell))
        for name, cell, was in zip(names, row.cells, earlier, strict=True)
    ]
    beside = [
        Side(name, one.figure, one.change.points, publishers.get(one.publication or 0, ""))
        for name, one in zip(sides, row.side, strict=True)
    ]
    return IndicatorFacts(
        code=known.code,
        name=known.name,
        units=tuple(units),
        mean=_mean(row.summary),
        sides=tuple(beside),
        link="" if compared is None else _link(row),
        kind=known.kind,
        unit=known.unit,
        decimals=known.decimals,
        desirable=known.desirable,
        also_called=(known.short_name, *known.also_called),
    )


def _link(row: Row) -> str:
    is_new = any(one.change.why_not == "new" for one in (row.summary, *row.side))
    return "new" if is_new else row.link.is_


def _value(cell: Cell | None) -> Value:
    if cell is None:
        return ""
    return Fraction(cell.number) if cell.number is not None else cell.value


def _word(cell: Cell) -> str:
    word = " ".join(cell.printed.split()).capitalize()
    usual = cell.value not in BASE or word.casefold() in map(str.casefold, LABELS.values())
    return "" if usual else word


def _mean(summary: Summary) -> Mean:
    points = summary.change.points
    before = None if points is None or summary.figure is None else summary.figure - points
    yes_before, base_before = summary.before or (None, None)
    return Mean(summary.figure, before, summary.yes, summary.base or 0, summary.units or 0, yes_before, base_before)
