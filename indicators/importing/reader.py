"""Reads the cells of a file's columns: what each says, and what has to be asked before its figures can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from indicators.importing.cells import (
    NO_SIGNS,
    Figure,
    Reading,
    format_unit,
    is_share,
    read_group_cell,
    read_unit_cell,
    words_of,
)
from indicators.importing.shares import (
    GROUPS,
    UNITS,
    Bounds,
    BoundsQuestion,
    UnitQuestion,
    answer_for,
    heading_decides,
    heading_named,
    in_percent,
    is_ambiguous,
    units_key,
)
from indicators.importing.tables.turning import cell_in, place_in
from indicators.rules.spec import IndicatorDefinition
from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.missing_signs import Sign
from surveys.files.workbooks import Cell, Sheet

REGISTERS = ("register", "background")
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class PlacedCell:
    """A cell that holds a figure or word of an indicator. `column` is what tells its column from others of the table:
    its letters, or in a long table the heading that stands in the row."""

    sheet: Sheet
    table: str
    column: str
    heading: str
    row: int
    number: int  # of the column in the sheet
    cell: Cell
    subject: Municipality | Group
    code: str

    @property
    def rows(self) -> str:
        return GROUPS if isinstance(self.subject, Group) else UNITS


@dataclass
class CellReader:
    """`units` and `far_off` are what a person has said, as in ImportRun.mapping; `bounds` are by indicator code."""

    indicators: Mapping[str, IndicatorDefinition]
    units: Mapping[str, str]
    far_off: Sequence[str]
    bounds: Mapping[str, Bounds]
    signs: dict[str, Mapping[str, Sign]] = field(default_factory=dict)  # by name of sheet, see explained_signs
    asked: list[UnitQuestion] = field(default_factory=list)
    far: dict[str, BoundsQuestion] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = words_of(self.indicators)

    def read(self, cells: Iterable[PlacedCell]) -> Iterator[tuple[PlacedCell, Reading | Unacceptable | None]]:
        """In the order given. None: the unit of the figure is not known yet, and is asked for."""
        found = [(one, self._said(one)) for one in cells]
        columns: dict[tuple[str, str, str], list[tuple[PlacedCell, Figure]]] = {}
        for one, said in found:
            if isinstance(said, Figure) and is_share(self.indicators[one.code]):
                columns.setdefault((one.table, one.column, one.rows), []).append((one, said))
        headed = {key for key, shares in columns.items() if self._settle(shares)}
        for one, said in found:
            if isinstance(said, Figure):
                yield one, self._settled(one, said, (one.table, one.column, one.rows) in headed)
            else:
                yield one, said

    def _said(self, one: PlacedCell) -> Reading | Figure | Unacceptable:
        definition = self.indicators[one.code]
        unit, signs = format_unit(one.sheet, one.row, one.number), self.signs.get(one.sheet.name, NO_SIGNS)
        try:
            if isinstance(one.subject, Group):
                return read_group_cell(one.cell, unit, definition, signs)
            return read_unit_cell(one.cell, unit, definition, self.words[one.code], signs)
        except Unacceptable as problem:
            return problem

    def _settle(self, shares: list[tuple[PlacedCell, Figure]]) -> bool:
        """Whether the heading says the unit of a column's shares; else it is asked for, where the cells do not say."""
        first = shares[0][0]
        written = [figure.written for _, figure in shares]
        if heading_decides(first.heading, first.rows, written):
            return True
        unsaid = [(one, figure) for one, figure in shares if is_ambiguous(figure.written)]
        if unsaid:
            one, figure = unsaid[0]
            beside = [other.number for other in written if not other.unit and other.number > 1]
            self.asked.append(
                UnitQuestion(
                    key=units_key(one.table, one.column, one.rows),
                    table=one.table,
                    sheet=one.sheet.name,
                    column=one.column,
                    heading=one.heading,
                    rows=one.rows,
                    cell=cell_in(one.sheet, one.row, one.number),
                    number=figure.written.number,
                    count=len(unsaid),
                    beside=beside[0] if beside else None,
                    bounds=self.bounds.get(one.code),
                    answer=answer_for(self.units, one.table, one.column, one.rows, one.heading),
                )
            )
        return False

    def _settled(self, one: PlacedCell, figure: Figure, is_headed: bool) -> Reading | Unacceptable | None:
        definition = self.indicators[one.code]
        if not is_share(definition):
            reading = figure.reading(figure.written.number, "definition")
        else:
            answer = answer_for(self.units, one.table, one.column, one.rows, one.heading)
            share = in_percent(figure.written, answer=answer, is_headed=is_headed)
            if share is None:
                return None
            if share[0] > _HUNDRED:
                return Unacceptable("andelen är större än 100 procent.", "Rätta talet.")
            reading = figure.reading(*share)
        self._compare(one, reading)
        return reading

    def _compare(self, one: PlacedCell, reading: Reading) -> None:
        """A figure of a register far from an earlier year's is asked about, once for its column."""
        definition, bounds = self.indicators[one.code], self.bounds.get(one.code)
        if definition.kind not in REGISTERS or bounds is None or reading.number is None or bounds.holds(reading.number):
            return
        key = f"{one.table}|{one.column}"
        if before := self.far.get(key):
            self.far[key] = replace(before, count=before.count + 1)
            return
        subject = one.subject.full_name if isinstance(one.subject, Municipality) else one.subject.name
        place, is_confirmed = place_in(one.sheet, one.row, one.number), self._is_confirmed(key, one.heading)
        self.far[key] = BoundsQuestion(
            key, definition.full_name, subject, place, reading.number, bounds, 1, is_confirmed
        )

    def _is_confirmed(self, key: str, heading: str) -> bool:
        return not {key, heading_named(heading)}.isdisjoint(self.far_off)
