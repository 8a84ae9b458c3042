"""Finds the tables of answers in a sheet by what stands in it: long, wide, or wide and turned.

Wide: a row per unit and a column per item. Long: a row per answer. Turned: the items stand below each other and the
units beside each other. Headings are found by content, so titles may stand above them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from surveys.files.fields import normalise
from surveys.files.units import Units
from surveys.files.workbooks import Cell, Sheet, text_of

CODE_HEADINGS = {"kod", "kommunkod", "k-kod", "kommun-kod"}
NAME_HEADINGS = {"namn", "kommun", "kommunnamn", "kommun eller stadsdel"}
ITEM_HEADINGS = {"fraga", "fråga", "delfråga"}
LONG_HEADINGS = {"fraga", "svar"}
SAME_HEADING = dict.fromkeys(CODE_HEADINGS, "kod") | dict.fromkeys(ITEM_HEADINGS, "fraga")
EXPLANATION = "fråga"  # stands for the code in the row of question texts under the headings
EXPLANATIONS = {EXPLANATION, "fraga", "delfråga", "frågetext", "text", "beskrivning"}
COLUMNS_SEARCHED = 8  # for items of a turned table
_MOST_TURNED = 2_000  # rows and columns of one


@dataclass(frozen=True)
class AnswerTable:
    """`rows` are the sheet's, from `heading` to before `end`, each as wide as the widest; of a turned table they are
    its columns. `keys` are the columns that name the unit: of codes where there is one, then of names."""

    sheet: Sheet
    rows: list[list[Cell]]
    heading: int
    end: int
    keys: tuple[int, ...]
    is_turned: bool = False

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Row and column in the file."""
        return (column, row) if self.is_turned else (row, column)

    @property
    def is_long(self) -> bool:
        return {heading_word(cell) for cell in self.rows[self.heading]} >= LONG_HEADINGS


def heading_word(cell: Cell) -> str:
    word = normalise(text_of(cell))
    return SAME_HEADING.get(word, word)


def find_answer_tables(sheet: Sheet, items: Collection[str], units: Units) -> list[AnswerTable]:
    """In their order; `items` are normalised codes. Below each other they begin with the same word, as kod."""
    finder = _Finder(sheet, items, units)
    return list(finder.upright()) or list(finder.turned())


class _Finder:
    def __init__(self, sheet: Sheet, items: Collection[str], units: Units) -> None:
        self.sheet, self.items, self.units = sheet, items, units

    def upright(self) -> Iterator[AnswerTable]:
        width = max((len(row) for row in self.sheet.rows), default=0)
        rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in self.sheet.rows]
        return self._tables(rows, is_turned=False)

    def turned(self) -> Iterator[AnswerTable]:
        """Only where a unit stands in the heading: lists of what may be answered have codes below each other too."""
        rows = self.sheet.rows
        holds_items = any(normalise(text_of(cell)) in self.items for row in rows for cell in row[:COLUMNS_SEARCHED])
        if not holds_items or len(rows) > _MOST_TURNED:
            return
        turned = [list(column) for column in zip_longest(*rows, fillvalue="")]
        for table in self._tables(turned, is_turned=True):
            below = (row[table.keys[0]] for row in turned[table.heading + 1 : table.end])
            if any(self.units.knows(cell) for cell in below):
                yield table

    def _tables(self, rows: list[list[Cell]], *, is_turned: bool) -> Iterator[AnswerTable]:
        starts: list[tuple[int, tuple[int, ...]]] = []
        key, word = -1, ""  # the first key's column and heading
        for number, row in enumerate(rows):
            if (not starts or heading_word(row[key]) == word) and (keys := self._keys(rows, number, is_turned)):
                starts.append((number, keys))
                key, word = keys[0], heading_word(row[keys[0]])
        ends = [number for number, _ in starts[1:]] + [len(rows)]
        for (number, keys), end in zip(starts, ends, strict=False):
            yield AnswerTable(self.sheet, rows, number, end, keys, is_turned)

    def _keys(self, rows: list[list[Cell]], number: int, is_turned: bool) -> tuple[int, ...]:
        """The columns that name the unit; none where the row is no heading."""
        words = [heading_word(cell) for cell in rows[number]]
        items = sum(word in self.items for word in words)
        is_long = set(words) >= LONG_HEADINGS
        if not items and not is_long:
            return ()
        codes = [column for column, word in enumerate(words) if word == "kod"][:1]
        named = codes + [column for column, word in enumerate(words) if word in NAME_HEADINGS]
        if named or not (is_turned or is_long or items > 1):
            return tuple(named)
        return self._by_content(rows[number + 1 :], words)

    def _by_content(self, below: list[list[Cell]], words: list[str]) -> tuple[int, ...]:
        """The columns where most cells name units, although the heading does not say so: codes first."""
        found = []
        for column, word in enumerate(words):
            cells = [] if word in self.items else [text for row in below if (text := text_of(row[column]))]
            if cells and sum(map(self.units.knows, cells)) * 2 > len(cells):
                found.append((not cells[-1].isdecimal(), column))
        return tuple(column for _, column in sorted(found))
