"""Finds the table in a sheet of a result file: which rows are units and groups, which columns are indicators.

The layout is not known beforehand and differs between files, so everything is found by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.importing.headings import HeadingBook, Match, heading_key
from indicators.importing.rows import RowNames
from municipalities.models import Group, Municipality
from surveys.files.refusals import column_letters
from surveys.files.workbooks import Cell, Sheet, is_blank, text_of

COLUMNS_SEARCHED = 8  # for codes and names
ROWS_ABOVE = 8  # of the first unit, for headings
SHORTEST_CODE = 3  # 114, a code that lost its zero; counties have two digits
FEWEST_GROUPS = 2  # rows of groups that make a table without any municipality


@dataclass(frozen=True)
class Column:
    """One column with a heading, and what it was matched to."""

    sheet: str
    number: int
    heading: str
    match: Match

    @property
    def letters(self) -> str:
        return column_letters(self.number)

    @property
    def key(self) -> str:
        return heading_key(self.heading)


@dataclass
class Table:
    sheet: Sheet
    columns: list[Column]
    rows: list[tuple[int, Municipality | Group]]
    others: list[tuple[int, str]] = field(default_factory=list)  # rows below the headings that are neither
    code_column: int | None = None

    def cell(self, row: int, column: int) -> Cell:
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def read_columns(self) -> list[Column]:
        return [column for column in self.columns if column.match.code]


def find_table(sheet: Sheet, names: RowNames, book: HeadingBook) -> Table | None:
    """None where the sheet names no municipalities or groups."""
    finder = _Finder(sheet, names, book)
    return finder.table() if finder.rows else None


class _Finder:
    def __init__(self, sheet: Sheet, names: RowNames, book: HeadingBook) -> None:
        self.sheet, self.names, self.book = sheet, names, book
        self.name_column = self._name_column()
        self.code_column = self._code_column()
        self.district_column = self._district_column()
        self.rows = self._rows()

    def _cell(self, row: int, column: int | None) -> Cell:
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def _text(self, row: int, column: int | None) -> str:
        return " ".join(text_of(self._cell(row, column)).split())

    def _filled(self, column: int) -> list[tuple[int, str]]:
        return [(row, text) for row in range(len(self.sheet.rows)) if (text := self._text(row, column))]

    def _name_column(self) -> int | None:
        """The column with most municipalities; in a table of groups only, the one with most groups."""
        best: tuple[int, int, int | None] = (0, 0, None)
        for column in range(COLUMNS_SEARCHED):
            found = {text: self.names.find_name(text) for _, text in self._filled(column)}
            units = sum(isinstance(one, Municipality) for one in found.values())
            groups = sum(isinstance(one, Group) for one in found.values())
            if (units, groups) > best[:2] and (units or groups >= FEWEST_GROUPS):
                best = (units, groups, column)
        return best[2]

    def _code_column(self) -> int | None:
        """At most one column after the names; at least half of its longer whole numbers are codes."""
        last = 3 if self.name_column is None else self.name_column + 1
        for column in range(last + 1):
            numbers = [
                (text, self._cell(row, column))
                for row, text in self._filled(column)
                if text.isdecimal() and len(text) >= SHORTEST_CODE
            ]
            codes = [text for text, _ in numbers if text in self.names.units.by_code]
            known = [text for text, cell in numbers if self.names.find(cell, "") is not None]
            sure = codes or (known and self._is_code_heading(column))
            if column != self.name_column and sure and len(known) * 2 >= len(numbers):
                return column
        return None

    def _is_code_heading(self, column: int) -> bool:
        return any("kod" in heading_key(text) for _, text in self._filled(column)[:ROWS_ABOVE])

    def _district_column(self) -> int | None:
        if self.name_column is None:
            return None
        following = self.name_column + 1
        headed = any(heading_key(text).startswith("stadsdel") for _, text in self._filled(following)[:ROWS_ABOVE])
        return following if headed else None

    def _rows(self) -> list[tuple[int, Municipality | Group]]:
        found = []
        for row in range(len(self.sheet.rows)):
            unit = self.names.find(
                self._cell(row, self.code_column), self._text(row, self.name_column), self._district(row)
            )
            if unit is not None:
                found.append((row, unit))
        return found

    def _district(self, row: int) -> str:
        text = self._text(row, self.district_column)
        return "" if heading_key(text).startswith("stadsdel") else text

    def table(self) -> Table:
        heading = self._heading_row()
        columns = [] if heading is None else list(self._columns(heading))
        known = {row for row, _ in self.rows}
        first = self.rows[0][0]
        others = [
            (row, next(text_of(cell) for cell in cells if text_of(cell)))
            for row, cells in enumerate(self.sheet.rows)
            if row > first and row not in known and not is_blank(cells)
        ]
        return Table(self.sheet, columns, self.rows, others, self.code_column)

    def _above(self, row: int) -> list[int]:
        """The last three rows with anything in them down to and including `row`, lowest first."""
        lowest = max(0, self.rows[0][0] - ROWS_ABOVE)
        return [one for one in range(row, lowest - 1, -1) if not is_blank(self.sheet.rows[one])][:3]

    def _heading_row(self) -> int | None:
        """The lowest row of the headings: the one that most indicators are found by, else the nearest."""
        first = self.rows[0][0]
        candidates = [
            row for row in range(first - 1, max(-1, first - 1 - ROWS_ABOVE), -1) if self._above(row)[:1] == [row]
        ]
        if not candidates:
            return None
        return max(candidates, key=lambda row: (self._hits(row), self._names_units(row)))

    def _hits(self, row: int) -> int:
        width = len(self.sheet.rows[row])
        return sum(any(self.book.find(text) for text in self._candidates(row, column)) for column in range(width))

    def _names_units(self, row: int) -> bool:
        return any(heading_key(text_of(cell)) in ("kommun", "kommunkod", "kod") for cell in self.sheet.rows[row])

    def _carried(self, row: int, column: int) -> str:
        """The text of the cell, or of the nearest one to its left: a heading over several columns."""
        return next((text for one in range(column, -1, -1) if (text := self._text(row, one))), "")

    def _candidates(self, heading: int, column: int) -> Iterator[str]:
        """The ways to read a heading that may be split over rows, most of it first."""
        rows = self._above(heading)
        own = [self._text(row, column) for row in rows]
        if own and own[0]:
            over = [self._carried(row, column) for row in rows[1:]]
            if len(over) == 2:
                yield f"{over[1]} {over[0]} {own[0]}"
            yield from (f"{text} {own[0]}" for text in over)
        yield " ".join(reversed([text for text in own if text]))
        yield from (text for text in own if text)

    def _heading(self, heading: int, column: int) -> str:
        """What a person sees: the lowest text, under its group heading where there is a row of such."""
        rows = self._above(heading)
        own = self._text(heading, column)
        if not own:
            return next((text for row in rows[1:] if (text := self._text(row, column))), "")
        if len(rows) > 1 and sum(1 for cell in self.sheet.rows[rows[1]] if text_of(cell)) > 1:
            over = self._carried(rows[1], column)
            return f"{over} {own}" if over and over != own else own
        return own

    def _columns(self, heading: int) -> Iterator[Column]:
        unit_columns = {self.code_column, self.name_column, self.district_column}
        width = max(len(self.sheet.rows[row]) for row in [heading, *(row for row, _ in self.rows)])
        for column in range(width):
            if column in unit_columns:
                continue
            text = self._heading(heading, column)
            if not text and not any(self._text(row, column) for row, _ in self.rows):
                continue
            text = text or f"(kolumn {column_letters(column)} utan rubrik)"
            yield Column(self.sheet.name, column, text, self.book.match(text, self._candidates(heading, column)))
