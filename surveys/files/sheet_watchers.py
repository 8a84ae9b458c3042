"""What the pass over the XML of a workbook looks for in a sheet and in the styles, element by element.

Nothing is kept but what stands at a cell with a value; so what a file says in vain takes neither time nor room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from surveys.files.number_formats import BUILT_IN_PERCENT, is_percent, names_unit

Merged = tuple[int, int, int, int]  # first row, first column, last row, last column; 0 is row 1 and column A
Watcher = Callable[[str, dict[str, str]], None]
MOST_TOLD = 100  # cells named in a refusal
_MOST_COLUMNS = 16_384  # of a sheet, says the format
_MOST_STYLES = 65_536  # Excel takes 65,490
_FORMAT_LENGTH = 255  # of a number format, says Excel


class TooManyCells(Exception):
    pass


@dataclass
class SheetScan:
    """Rows and columns are counted from 0; `rows` and `columns` say how many hold anything. Only such are told of."""

    root: str = ""
    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    unseen_columns: bytearray = field(default_factory=bytearray)
    percent: set[tuple[int, int]] = field(default_factory=set)  # figures shown a hundred times as large
    number_formats: dict[tuple[int, int], str] = field(default_factory=dict)  # those with words beside the figure
    merged: list[Merged] = field(default_factory=list)
    text_cells: int = 0
    odd_cells: list[str] = field(default_factory=list)  # with a formula or an error: the first of them
    texts: list[int] = field(default_factory=list)  # length of each shared text

    @property
    def hidden_columns(self) -> frozenset[int]:
        return frozenset(one for one, unseen in enumerate(self.unseen_columns[: self.columns]) if unseen)


@dataclass
class Styles:
    """What the style of a cell, by its number in the file, says about its figure."""

    percent: set[str] = field(default_factory=set)
    with_words: dict[str, str] = field(default_factory=dict)


def styles_watcher(styles: Styles) -> Watcher:
    """Fills `styles`."""
    codes = {str(number): "0%" for number in BUILT_IN_PERCENT}
    inside = ""
    number = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal inside, number
        tag = tag.rpartition(":")[2]
        if tag == "numFmt" and len(codes) < _MOST_STYLES:
            codes.setdefault(attributes.get("numFmtId", ""), attributes.get("formatCode", "")[:_FORMAT_LENGTH])
        elif tag in ("cellStyleXfs", "cellXfs", "cellStyles"):
            inside = tag
        elif tag == "xf" and inside == "cellXfs" and number < _MOST_STYLES:
            code = codes.get(attributes.get("numFmtId", ""), "")
            if is_percent(code):
                styles.percent.add(str(number))
            elif names_unit(code):
                styles.with_words[str(number)] = code
            number += 1

    return start


def texts_watchers(found: SheetScan) -> tuple[Watcher, Callable[[str], None]]:
    """For elements and for characters: the length of each shared text."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            found.texts.append(0)

    def text(characters: str) -> None:
        if found.texts:
            found.texts[-1] += len(characters)

    return start, text


class SheetWatcher:
    """`start` is told of each element of a sheet and fills `found`. TooManyCells as soon as it has more than `most`;
    ValueError where a place is none. Most elements are cells and their values: those go the short way."""

    def __init__(self, found: SheetScan, styles: Styles, prefix: str, most: int) -> None:
        self.found, self.percent, self.with_words = found, styles.percent, styles.with_words
        self.prefix, self.most = prefix, most
        self.told_styles = {*styles.percent, *styles.with_words}
        self.columns: dict[str, int] = {}  # by their letters
        self.widths = 0  # how many times something was said of columns
        self.row = self.cell_row = self.column = 0  # the first is 1
        self.row_name = ""  # at the end of the names of its cells
        self.place, self.style, self.is_hidden, self.is_told = "", "0", False, False
        found.unseen_columns = bytearray(_MOST_COLUMNS)
        self.others = {
            "is": lambda attributes: self.value(),
            "row": self._row,
            "col": self._column,
            "sheetFormatPr": self._standard,
            "mergeCell": self._merged,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix = ""
        if ":" in tag:
            prefix, _, tag = tag.rpartition(":")
        if tag == "v":
            self.value()
        elif tag == "c":
            self._cell(attributes)
        elif watch := self.others.get(tag):
            watch(attributes)
        elif tag == "f" and prefix == self.prefix:  # of another kind in what newer versions of Excel add
            self._odd()

    def _cell(self, attributes: dict[str, str]) -> None:
        place = self.place = attributes.get("r", "")
        column = self.columns.get(place.removesuffix(self.row_name)) if self.row_name else None
        if column:
            self.column, self.cell_row = column, self.row
        elif place:
            self.column, self.cell_row = self._position(place)
        else:
            self.column, self.cell_row = self.column + 1, self.row
        kind = attributes.get("t", "n")
        self.is_told = kind == "n" and attributes.get("s", "0") in self.told_styles
        if kind == "s":
            self.found.text_cells += 1
        elif kind == "e":
            self._odd()
        if self.is_told:
            self.style = attributes.get("s", "0")

    def _position(self, place: str) -> tuple[int, int]:
        """Column and row, the first of them 1."""
        letters = place.rstrip("0123456789")
        column = self.columns.get(letters) or self.columns.setdefault(letters, _column_number(letters))
        return column, int(place[len(letters) :])

    def value(self) -> None:
        found, row, column = self.found, self.cell_row, self.column
        if row > found.rows or column > found.columns:
            found.rows, found.columns = max(row, found.rows), max(column, found.columns)
            if found.rows * found.columns > self.most or column > _MOST_COLUMNS:
                raise TooManyCells
        if self.is_hidden:
            found.hidden_rows.add(row - 1)
        if self.is_told:
            if self.style in self.percent:
                found.percent.add((row - 1, column - 1))
            else:
                found.number_formats[row - 1, column - 1] = self.with_words[self.style]

    def _odd(self) -> None:
        if len(self.found.odd_cells) < MOST_TOLD:
            self.found.odd_cells.append(self.place)

    def _row(self, attributes: dict[str, str]) -> None:
        self.row_name = attributes.get("r", "")
        self.row, self.column = int(self.row_name or self.row + 1), 0
        self.is_hidden = _is_unseen(attributes, "ht")

    def _column(self, attributes: dict[str, str]) -> None:
        self.widths += 1
        if self.widths > _MOST_COLUMNS:
            raise ValueError(self.widths)
        first, last = int(attributes.get("min", 1)), min(int(attributes.get("max", 1)), _MOST_COLUMNS)
        if 1 <= first <= last:
            self.found.unseen_columns[first - 1 : last] = bytes([_is_unseen(attributes, "width")]) * (last - first + 1)

    def _standard(self, attributes: dict[str, str]) -> None:
        """How wide a column is that is not told of."""
        if float(attributes.get("defaultColWidth", 1)) == 0:
            self.found.unseen_columns = bytearray(b"\1") * _MOST_COLUMNS

    def _merged(self, attributes: dict[str, str]) -> None:
        """Stands after the cells, so that it is known how far they reach."""
        first, _, last = attributes.get("ref", "").partition(":")
        (column, row), (last_column, last_row) = self._position(first), self._position(last or first)
        if row <= self.found.rows and column <= self.found.columns:
            last_row, last_column = min(last_row, self.found.rows), min(last_column, self.found.columns)
            self.found.merged.append((row - 1, column - 1, last_row - 1, last_column - 1))
            if len(self.found.merged) > self.most:
                raise TooManyCells


def _is_unseen(attributes: dict[str, str], size: str) -> bool:
    """Of a row or column: hidden, left out by a filter, or made as small as nothing."""
    return attributes.get("hidden") in ("1", "true") or float(attributes.get(size, 1)) == 0


def _column_number(letters: str) -> int:
    """A is 1."""
    if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
