"""How wide each column of a table is, so that no word is cut and as few as may be are divided. Pure.

All widths are in twentieths of a point. Letters are measured roughly, on the wide side: no file of the
template's typeface is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.paper.long_words import SOFT, UNSEEN, divisible
from documents.tree import Cell, Column, Table

SIZES = (18, 17, 16, 15, 14)  # of the text, in half points: the first that has room for every word
MARGINS = 150
EVEN, WIDEST, LONGEST_NAME = 1900, 2600, 4200  # a column of answers, one with much in it, and of names
# Widths of letters in a usual typeface, in sizes of the text.
_NARROW, _WIDE = set("Iiljtfr.,:;'!|()[] ·/-\xa0"), set("mwMWOQGD%@—✓✕◐▲▼■")
# Known typefaces are so much narrower or wider; of one that is not known nothing is promised.
TYPEFACES = {"calibri": 0.9, "times new roman": 0.92, "garamond": 0.9, "arial": 1.0, "georgia": 1.1, "verdana": 1.25}
UNKNOWN, BOLD = 1.1, 1.06
_PIECES = re.compile(rf"[ \n{SOFT}]|(?<=[-–/])")
WHOLE = 14  # letters that are kept on one line: "DELVIS (NEJ)"


@dataclass(frozen=True)
class Widths:
    columns: tuple[int, ...]
    size: int  # of the text, in half points


def widths_of(table: Table, room: int, typeface: str = "") -> Widths:
    """As wide as the room where there is running text or many columns; no wider than is easy to read across."""
    letters = TYPEFACES.get(typeface.casefold(), UNKNOWN)
    for size in SIZES:
        least = [_least(column, cells, size * letters) for column, cells in _by_column(table)]
        if sum(least) <= room:
            break
    else:
        return Widths(_shares(least, room), size)
    wanted = [_wanted(column, cells, size * letters) for column, cells in _by_column(table)]
    is_name = [column.kind == "name" for column in table.columns]
    names = _raised(least, [much if name else 0 for much, name in zip(wanted, is_name, strict=True)], room)
    return Widths(_raised(names, wanted, room), size)


def said(cell: Cell) -> str:
    """A cell's whole text, as all writers put it: "NEJ (JA) +12,5".

    >>> said(Cell("NEJ", before="JA")), said(Cell("75 %", change="+12,5"))
    ('NEJ (JA)', '75 % +12,5')
    """
    return " ".join(part for part in (cell.text, f"({cell.before})" if cell.before else "", cell.change) if part)


def divided(text: str) -> str:
    """With soft hyphens in the field's compounds; what no hyphen helps is divided by Word itself."""
    return divisible(text).replace(UNSEEN, "")


def width_of(text: str, size: float) -> int:
    """Of a line of text in a usual typeface."""
    return round(sum(_width_of(sign) for sign in text) * size * 10)


def _width_of(sign: str) -> float:
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.86
    return 0.64 if sign.isupper() else 0.58 if sign.isdigit() else 0.54


def _by_column(table: Table) -> list[tuple[Column, list[Cell]]]:
    return [(column, [row.cells[number] for row in table.rows]) for number, column in enumerate(table.columns)]


def _least(column: Column, cells: Sequence[Cell], size: float) -> int:
    heading = max(width_of(piece, size * BOLD) for piece in _PIECES.split(divided(column.heading)))
    return max([heading, *(_least_of(cell, size) for cell in cells)]) + MARGINS


def _least_of(cell: Cell, size: float) -> int:
    """With room for the sign of its tone and the marks of its notes."""
    beside = (" ■" if cell.tone else "") + "".join(cell.notes)
    whole = said(cell)
    pieces = [whole] if len(whole) <= WHOLE else _PIECES.split(divided(whole))
    return max(width_of(piece, size) for piece in pieces) + width_of(beside, size)


def _wanted(column: Column, cells: Sequence[Cell], size: float) -> int:
    """On one line, or for running text on a few; a heading on three. Columns of answers are alike where they can be."""
    heading = width_of(column.heading, size) // 3
    longest = max([heading, *(width_of(said(cell), size) for cell in cells)]) + MARGINS
    if column.kind == "text":
        return min(longest, 12_000)
    return min(longest, LONGEST_NAME) if column.kind == "name" else max(EVEN, min(longest, WIDEST))


def _raised(widths: Sequence[int], wanted: Sequence[int], room: int) -> tuple[int, ...]:
    """Nearer to what they want, as far as there is room."""
    more = [max(much - few, 0) for much, few in zip(wanted, widths, strict=True)]
    given = _shares(more, min(room - sum(widths), sum(more)))
    return tuple(few + one for few, one in zip(widths, given, strict=True))


def _shares(parts: Sequence[int], whole: int) -> tuple[int, ...]:
    """The whole divided as the parts are, the last taking what rounding leaves."""
    given = [part * whole // (sum(parts) or 1) for part in parts]
    given[-1] += whole - sum(given)
    return tuple(given)
