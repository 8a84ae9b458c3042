"""The texts of a sheet, and the blocks of columns in it that each begin with names or codes of municipalities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from indicators.importing.headings import heading_key
from indicators.importing.rows import RowNames
from indicators.importing.tables.heading_words import years_in
from indicators.rules.loader import normalise_word
from municipalities.models import Group, Municipality
from surveys.files.workbooks import Cell, Sheet, text_of

SHORTEST_CODE = 3  # 114, a code that lost its zero; counties have two digits
FEWEST_GROUPS = 2  # rows of groups that make a table without any municipality
LONGEST_NAME = 80
_UNIT_HEADINGS = (
    "Kommun, Kommuner, Kommunnamn, Namn, Enhet, Kommun/stadsdel, Kommun eller stadsdel, Kommun eller grupp, Kommunkod, "
    "Kommun-kod, Kod, K-kod, Stadsdel, Stadsdelar, Stadsdelsområde, Redovisningsgrupp, Grupp"
)
UNIT_HEADINGS = frozenset(heading_key(name) for name in _UNIT_HEADINGS.split(","))
_FIGURE = re.compile(r"[<>~ca.\s]*[-+−–±]?\s?\d[\d\s.,]*\s*(%|procent|kr|kronor|timmar|pe)?\.?", re.IGNORECASE)
_MARKS = re.compile(r"[\s*†\u00b9\u00b2\u00b3\u2070-\u2079]+$")
_IN_BRACKETS = re.compile(r"\s*\^?\([^()]*\)\s*$")


class Grid:
    """`words` are what a result can be called, normalised."""

    def __init__(self, sheet: Sheet, words: frozenset[str]) -> None:
        self.sheet, self.words = sheet, words
        self.texts = [[" ".join(text_of(cell).split()) for cell in cells] for cells in sheet.rows]
        self.width = max(map(len, self.texts), default=0)

    def cell(self, row: int, column: int | None) -> Cell:
        cells = self.sheet.rows[row]
        return cells[column] if column is not None and column < len(cells) else ""

    def text(self, row: int, column: int | None) -> str:
        texts = self.texts[row]
        return texts[column] if column is not None and column < len(texts) else ""

    def filled(self, column: int) -> list[tuple[int, str]]:
        return [(row, texts[column]) for row, texts in enumerate(self.texts) if column < len(texts) and texts[column]]

    def is_figure(self, row: int, column: int) -> bool:
        """A result, a number or a sign for missing: not a heading. A lone year is one."""
        text = self.text(row, column)
        plain = _MARKS.sub("", _IN_BRACKETS.sub("", text))
        if normalise_word(plain) in self.words:
            return True
        return _FIGURE.fullmatch(plain) is not None and not (len(plain) == 4 and years_in(plain))

    @cached_property
    def over(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells covered by a merged one: the place whose text they share."""
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.sheet.merged
            if self.text(top, left)
            for row in range(top, min(bottom + 1, len(self.texts)))
            for column in range(left, min(right + 1, self.width))
        }


@dataclass(frozen=True)
class Block:
    """Columns from `first` up to `end`, which is not among them. Either `code` or `name` is a column, or both."""

    first: int
    end: int
    code: int | None
    name: int | None
    district: int | None = None

    @property
    def unit_columns(self) -> list[int]:
        return [one for one in (self.code, self.name, self.district) if one is not None]

    @property
    def data_columns(self) -> list[int]:
        return [one for one in range(self.first, self.end) if one not in self.unit_columns]


def blocks_of(grid: Grid, names: RowNames) -> list[Block]:
    """From left to right; empty where the sheet names no municipalities or groups."""
    anchors = _name_columns(grid, names)
    if not anchors:
        code = _code_column(grid, names, range(min(4, grid.width)), None)
        return [] if code is None else [Block(0, grid.width, code, None)]
    found = []
    for at, name in enumerate(anchors):
        near = range(name + 2) if at == 0 else range(name - 1, name + 2)
        code = _code_column(grid, names, [one for one in near if 0 <= one < grid.width], name)
        found.append((name, code))
    firsts = [0, *(min(name, name if code is None else code) for name, code in found[1:])]
    ends = [*firsts[1:], grid.width]
    return [
        Block(first, end, code, name, _district_column(grid, name))
        for first, end, (name, code) in zip(firsts, ends, found, strict=True)
    ]


def _name_columns(grid: Grid, names: RowNames) -> list[int]:
    """The column with most municipalities (in a table of groups only, most groups), and others that begin a table."""
    counts = {column: _counted(grid, names, column) for column in range(grid.width)}
    fitting = [one for one, (units, groups) in counts.items() if units or groups >= FEWEST_GROUPS]
    if not fitting:
        return []
    best = max(fitting, key=lambda column: (counts[column], -column))
    found: list[int] = []
    for column in fitting:
        begins = column == best or (counts[column][0] and _begins_a_table(grid, names, column))
        if begins and not (found and _district_column(grid, found[-1]) == column):
            if found and column == found[-1] + 1:  # two names of the same rows
                column = max(found.pop(), column, key=lambda one: (counts[one], -one))
            found.append(column)
    return found


def _counted(grid: Grid, names: RowNames, column: int) -> tuple[int, int]:
    texts = {text for _, text in grid.filled(column) if len(text) <= LONGEST_NAME and not text.isdecimal()}
    subjects = [names.find_name(text) for text in texts]
    groups = sum(isinstance(one, Group) for one in subjects) + sum(
        bool(names.depends_on_the_table(one)) for one in texts
    )
    return sum(isinstance(one, Municipality) for one in subjects), groups


def _begins_a_table(grid: Grid, names: RowNames, column: int) -> bool:
    """Headed as municipalities are, or the first column, or with an empty one before it where its names stand."""
    if any(heading_key(text) in UNIT_HEADINGS for _, text in grid.filled(column)):
        return True
    rows = [row for row, text in grid.filled(column) if names.find_name(text)]
    return column == 0 or not any(grid.text(row, column - 1) for row in rows)


def _code_column(grid: Grid, names: RowNames, columns: range | list[int], name: int | None) -> int | None:
    """At least half of its longer whole numbers are codes, and some are with all their digits or so headed."""
    for column in columns:
        filled = grid.filled(column)
        numbers = [(row, text) for row, text in filled if text.isdecimal() and len(text) >= SHORTEST_CODE]
        is_sure = any(text in names.units.by_code for _, text in numbers)
        known = [row for row, _ in numbers if names.find(grid.cell(row, column), "") is not None]
        headed = any("kod" in heading_key(text) for _, text in filled if not text.isdecimal())
        if column != name and (is_sure or (known and headed)) and len(known) * 2 >= len(numbers):
            return column
    return None


def _district_column(grid: Grid, name: int) -> int | None:
    following = name + 1
    if following >= grid.width:
        return None
    headed = any(heading_key(text).startswith("stadsdel") for _, text in grid.filled(following))
    return following if headed else None
