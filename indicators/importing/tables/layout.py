"""Finds the tables in a sheet of a result file: which rows are units and groups, which columns are indicators.

The layout is not known beforehand and differs between files, so everything is found by content. Tables stand beside
each other where names begin anew in a column further on, and below each other where headings do in a row further down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from indicators.importing.choices import TABLE
from indicators.importing.headings import LEFT_OUT, HeadingBook, heading_key
from indicators.importing.rows import RowNames
from indicators.importing.tables.columns import Column, TableHeadings, read_columns
from indicators.importing.tables.grid import FEWEST_GROUPS, UNIT_HEADINGS, Block, Grid, blocks_of
from indicators.importing.tables.heading_words import kind_of, years_in
from indicators.importing.tables.turning import area_name, row_name
from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.workbooks import CSV_SHEET, Cell, Sheet

ROWS_ABOVE = 8  # of the first unit, for headings
LONGEST_TITLE = 160  # what is longer is running text
FEW_NAMES = 2  # of a title, not of a table whose figures are all missing
_YEAR_OF_ROW = frozenset(map(heading_key, ("År", "Mätår", "Undersökningsår", "Årtal", "Enkätår", "Avser år")))


@dataclass
class Table:
    """`name` says where in the file it stands. `titles` are the texts above its headings."""

    sheet: Sheet
    name: str
    columns: list[Column]
    rows: list[tuple[int, Municipality | Group]]
    others: list[tuple[int, str]] = field(default_factory=list)  # rows below the headings that are neither
    problems: list[tuple[int, int, Unacceptable]] = field(default_factory=list)  # row, column, of rows not to be read
    code_column: int | None = None
    name_column: int | None = None
    titles: list[str] = field(default_factory=list)
    of_other_years: dict[int, list[int]] = field(default_factory=dict)  # year that a row names: rows, not in `rows`
    notes: list[str] = field(default_factory=list)
    how: str = "read"  # read | chosen (not to be read) | other_year

    @property
    def key(self) -> str:
        """What it is chosen by; no heading has such a key."""
        return table_key(self.name)

    @property
    def is_read(self) -> bool:
        return self.how == "read"

    def cell(self, row: int, column: int) -> Cell:
        cells = self.sheet.rows[row]
        return cells[column] if column < len(cells) else ""

    def read_columns(self) -> list[Column]:
        return [column for column in self.columns if column.match.code]


def table_key(name: str) -> str:
    return f"{TABLE}{name}"


def tables_of(sheet: Sheet, names: RowNames, book: HeadingBook, hints: list[str]) -> list[Table]:
    """From left to right and downwards; none where the sheet names no municipalities or groups. `hints` are what else
    may name the indicator of columns that only say a year."""
    grid = Grid(sheet, book.words)
    stacks = [_Stack(grid, block, names, book, hints) for block in blocks_of(grid, names)]
    return [table for stack in stacks for table in stack.tables()]


@dataclass
class _Segment:
    """The rows of one table, before its columns are known."""

    headings: list[int]
    titles: list[str]
    rows: list[tuple[int, Municipality | Group]] = field(default_factory=list)
    depending: list[int] = field(default_factory=list)  # "Snitt": of which group only the other rows tell
    problems: list[tuple[int, int, Unacceptable]] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)  # those of `depending` that the other rows do not tell

    @property
    def numbers(self) -> list[int]:
        return sorted([*(row for row, _ in self.rows), *self.depending, *(row for row, _, _ in self.problems)])


class _Stack:
    """The tables of one block, below each other."""

    def __init__(self, grid: Grid, block: Block, names: RowNames, book: HeadingBook, hints: list[str]) -> None:
        self.grid, self.block, self.names, self.book, self.hints = grid, block, names, book, hints
        self.segments: list[_Segment] = []
        self.run: list[int] = []  # rows since the last one of a unit

    def tables(self) -> list[Table]:
        for row in range(len(self.grid.texts)):
            self._take(row)
        if self.segments:
            self.segments[-1].others += [row for row in self.run if self._told(row)]
        found = self._without_titles(self.segments)
        if not any(isinstance(one, Municipality) for segment in found for _, one in segment.rows):
            found = [one for one in found if len(one.numbers) >= FEWEST_GROUPS]
        return [self._table(segment) for segment in found]

    def _take(self, row: int) -> None:
        grid, block = self.grid, self.block
        code, name, district = grid.cell(row, block.code), grid.text(row, block.name), self._district(row)
        problem = self.names.disagreement(code, name, district)
        subject = None if problem else self.names.find(code, name, district)
        depends = subject is None and bool(self.names.depends_on_the_table(name))
        has_data = bool(self._data(row))
        if not (problem or subject or depends) or (not has_data and not isinstance(subject, Municipality)):
            self.run.append(row)
            return
        segment = self._segment_for(row, subject)
        self.run = []
        if problem:
            segment.problems.append((row, block.code or 0, problem))
        elif subject:
            segment.rows.append((row, subject))
        else:
            segment.depending.append(row)

    def _district(self, row: int) -> str:
        text = self.grid.text(row, self.block.district)
        return "" if heading_key(text).startswith("stadsdel") else text

    def _data(self, row: int) -> list[int]:
        return [column for column in self.block.data_columns if self.grid.text(row, column)]

    def _unit_texts(self, row: int) -> list[str]:
        return [text for column in self.block.unit_columns if (text := self.grid.text(row, column))]

    def _told(self, row: int) -> bool:
        return bool(self._data(row) or self._unit_texts(row))

    def _segment_for(self, row: int, subject: Municipality | Group | None) -> _Segment:
        """The one going on, or a new one where the rows before are headings of other columns."""
        headings = [one for one in self.run if self._is_heading(one)][-ROWS_ABOVE:]
        if self.segments and not self._begins(headings, subject):
            same = self._texts(self.segments[-1].headings)
            told = [one for one in self.run if self._told(one) and self._texts([one])[0] not in same]
            self.segments[-1].others += told
            return self.segments[-1]
        first, last = (headings[0], headings[-1]) if headings else (row, -1)
        above = [one for one in self.run if one < first] if headings else []
        if self.segments:
            self.segments[-1].others += [one for one in above if self._data(one)]
            above = [one for one in above if not self._data(one)]
        started = _Segment(headings, [title for one in above for title in self._titles(one)])
        started.titles += [title for one in headings for title in self._titles_beside(one, headings)]
        started.headings = [one for one in headings if self._data(one) and not self._is_a_pair(one, headings)]
        rest = [one for one in self.run if one > last and self._told(one)] if headings else []
        started.others += rest
        self.segments.append(started)
        return started

    def _texts(self, rows: list[int]) -> list[tuple[str, ...]]:
        return [tuple(self.grid.texts[row][self.block.first : self.block.end]) for row in rows]

    def _is_heading(self, row: int) -> bool:
        """Names what stands below it: a word for municipalities, or texts that are neither results nor figures."""
        texts, data = self._unit_texts(row), self._data(row)
        if any(heading_key(text) in UNIT_HEADINGS for text in texts):
            return True
        figures = sum(self.grid.is_figure(row, column) for column in data)
        if texts:
            return figures * 2 < len(data)
        return any(not self.grid.is_figure(row, column) or normal_word(self.grid.text(row, column)) for column in data)

    def _begins(self, headings: list[int], subject: Municipality | Group | None) -> bool:
        if not headings or self._texts(headings) == self._texts(self.segments[-1].headings):
            return False
        if any(heading_key(text) in UNIT_HEADINGS for row in headings for text in self._unit_texts(row)):
            return True
        texts = [self.grid.text(row, column) for row in headings for column in self._data(row)]
        if any(self.book.find(text) for text in texts):
            return True
        unnamed = [row for row in headings if not self._unit_texts(row)]
        again = any(subject == one for _, one in self.segments[-1].rows)
        return bool(unnamed) and (again or any(len(self._data(row)) > 1 for row in unnamed))

    def _titles(self, row: int) -> list[str]:
        """What stands above the headings; also what stands above this block in another one, alone in its row."""
        texts = [text for text in self.grid.texts[row] if text]
        own = [*self._unit_texts(row), *(self.grid.text(row, column) for column in self._data(row))]
        if own and kind_of(own[0].rstrip(":")) == "comment":
            return []
        return [text for text in ([" ".join(own)] if own else texts if len(texts) == 1 else []) if _is_title(text)]

    def _titles_beside(self, row: int, headings: list[int]) -> list[str]:
        """ "År | 2016" above the headings, or a title in the place of "Kommun"."""
        if self._is_a_pair(row, headings):
            return self._titles(row)
        return [text for text in self._unit_texts(row) if heading_key(text) not in UNIT_HEADINGS and _is_title(text)]

    def _is_a_pair(self, row: int, headings: list[int]) -> bool:
        """A name and one text, above wider headings: it tells of the table, and is no heading of a column."""
        wider = any(len(self._data(one)) > 1 for one in headings if one > row)
        texts = self._unit_texts(row)
        return wider and len(self._data(row)) == 1 and bool(texts) and heading_key(texts[0]) not in UNIT_HEADINGS

    def _without_titles(self, segments: list[_Segment]) -> list[_Segment]:
        """ "Solna" alone above the headings is a title, no row without figures."""
        found: list[_Segment] = []
        for at, segment in enumerate(segments):
            is_title = len(segment.numbers) <= FEW_NAMES and not any(self._data(row) for row in segment.numbers)
            if is_title and at + 1 < len(segments):
                titles = [title for row in segment.numbers for title in self._titles(row)]
                segments[at + 1].titles = [*segment.titles, *titles, *segments[at + 1].titles]
            else:
                found.append(segment)
        return found

    def _table(self, segment: _Segment) -> Table:
        grid, block = self.grid, self.block
        numbers = segment.numbers
        self._settle(segment)
        headings = TableHeadings(grid, block, segment.headings, segment.titles, self.hints, self.book)
        columns = read_columns(headings, [row for row, _ in segment.rows], self._foreign(segment))
        first = min([*segment.headings, *numbers])
        last = max([*(column.number for column in columns), *block.unit_columns])
        area = area_name(grid.sheet, (first, min([*block.unit_columns, *block.data_columns])), (numbers[-1], last))
        table = Table(
            grid.sheet,
            area if grid.sheet.name == CSV_SHEET else f"Blad {grid.sheet.name}, {area}",
            columns,
            sorted(segment.rows, key=lambda one: one[0]),
            [(row, self._text_of(row)) for row in sorted(segment.others)],
            segment.problems,
            block.code,
            block.name,
            segment.titles,
        )
        table.notes += [
            f"{table.name}, {row_name(grid.sheet, row)} (”{self._text_of(row)}”) läses inte: det framgår inte vilken "
            "grupp raden gäller. Skriv gruppens namn, till exempel Riket, Stockholms län eller Snitt i Nordväst."
            for row in segment.unclear
        ]
        _leave_out_other_years(table, grid, self.book.accepted)
        return table

    def _settle(self, segment: _Segment) -> None:
        units = [one for _, one in segment.rows if isinstance(one, Municipality)]
        for row in segment.depending:
            found = self.names.group_of_table(self.grid.text(row, self.block.name), units)
            if found:
                segment.rows.append((row, found))
            else:
                segment.unclear.append(row)

    def _text_of(self, row: int) -> str:
        texts = self.grid.texts[row][self.block.first : self.block.end]
        return next((text for text in texts if text), "")

    def _foreign(self, segment: _Segment) -> int | None:
        """The first column that names other municipalities than the rows do: whose what follows is cannot be told."""
        for column in self.block.data_columns:
            found = [(one, self.names.find_name(self.grid.text(row, column))) for row, one in segment.rows]
            named = [(one, other) for one, other in found if isinstance(other, Municipality)]
            if len(named) * 2 >= len(segment.rows) and any(one != other for one, other in named):
                return column
        return None


def normal_word(text: str) -> bool:
    """Ja and Nej over columns are headings, where no name stands beside them."""
    return not any(letter.isdigit() for letter in text)


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and not text.startswith(("*", "1)", "2)", "¹"))


def _leave_out_other_years(table: Table, grid: Grid, accepted: frozenset[int]) -> None:
    """Rows that name another year in a column of years, where some name the survey's."""
    of_years = next((one for one in table.columns if heading_key(one.heading) in _YEAR_OF_ROW), None)
    if of_years is None or of_years.match.code not in (LEFT_OUT, None):
        return
    named = {row: years_in(grid.text(row, of_years.number)) for row, _ in table.rows}
    other = {row: min(years) for row, years in named.items() if years and not years & accepted}
    for row, year in other.items():
        table.of_other_years.setdefault(year, []).append(row)
    if len(other) < len(named):
        table.rows = [(row, one) for row, one in table.rows if row not in other]
        if other:
            told = ", ".join(map(str, sorted(table.of_other_years)))
            table.notes.append(f"{table.name}: {len(other)} rader för {told} läses inte.")
            table.of_other_years = {}
