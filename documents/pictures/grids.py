"""The municipalities side by side: a cell for each indicator and municipality, with sign, word and colour. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.pictures.drawing import (
    INK,
    LINE,
    SIZE,
    SMALL,
    TONES,
    Drawing,
    height_of,
    lines_of,
    n,
    sign,
)
from documents.pictures.measuring import widest_word, width_of, wrapped
from documents.tree import Cell, Column, Row, Table

SIGN = 10
PADDING = 6
NAMES = (210, 300)  # the column of the rows' names, at least and at most; without room for it names stand above


@dataclass(frozen=True)
class GridRow:
    """`words` is said under the name: "6 av 8 har det"."""

    name: str
    cells: tuple[Cell, ...]
    words: str = ""


@dataclass(frozen=True)
class Grid(Drawing):
    """A row for each indicator and a column for each municipality; more columns than have room go on below."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    heading: str = "Indikator"  # of the rows' names

    def drawn(self, width: int) -> tuple[float, list[str]]:
        least = self._least_side
        left = min(width - least * len(self.columns), NAMES[1])
        left = left if left >= NAMES[0] else 0
        bands = -(-len(self.columns) // max(int((width - left) // least), 1))
        count = -(-len(self.columns) // max(bands, 1))
        side = (width - left) / max(count, 1)
        parts: list[str] = []
        down = 0.0
        for first in range(0, len(self.columns), max(count, 1)):
            down, drawn = self._band(range(len(self.columns))[first : first + count], left, side, down)
            parts += drawn
            down += 10
        return down, parts

    @property
    def _least_side(self) -> float:
        """A column's width that divides no word."""
        heads = [widest_word(name, SMALL, True) + 4 for name in self.columns]
        cells = [
            widest_word(cell.text, SMALL, _is_bold(cell)) + _beside(cell) for row in self.rows for cell in row.cells
        ]
        return max([*heads, *cells, 40.0])

    def _band(self, columns: range, left: float, side: float, top: float) -> tuple[float, list[str]]:
        heads = [wrapped(self.columns[column], side - 4, SMALL, True) for column in columns]
        tall = max(height_of(head, SMALL) for head in heads)
        parts = []
        for place, head in enumerate(heads):
            middle = left + side * (place + 0.5)
            foot = top + tall - height_of(head, SMALL)
            parts += lines_of(middle, foot, head, look="label", size=SMALL, anchor="middle", is_bold=True)
        down = top + tall + 6
        for row in self.rows:
            down, drawn = _row(row, [row.cells[column] for column in columns], left, side, down)
            parts += drawn
        return down, parts

    @property
    def alt(self) -> str:
        told = []
        for row in self.rows:
            cells = ", ".join(f"{name} {cell.text}" for name, cell in zip(self.columns, row.cells, strict=True))
            told.append(f"{row.name}: {cells}.")
        return f"Kommunerna bredvid varandra. {' '.join(told)}"

    def table(self, key: str) -> Table:
        has_words = any(row.words for row in self.rows)
        columns = (Column(self.heading, "name"), *(Column(name) for name in self.columns))
        columns += (Column("Sammanlagt", "text"),) if has_words else ()
        rows = tuple(Row((Cell(row.name), *row.cells, *((Cell(row.words),) if has_words else ()))) for row in self.rows)
        return Table(key, self.title, columns, rows)


def _row(row: GridRow, cells: Sequence[Cell], left: float, side: float, top: float) -> tuple[float, list[str]]:
    """The foot of the row, and its name and cells; the name stands above them where there is no column for it."""
    room = left - 10 if left else side * len(cells)
    names = wrapped(row.name, room, SIZE)
    words = wrapped(row.words, room, SMALL) if row.words else []
    parts = lines_of(0, top, names)
    parts += lines_of(0, top + height_of(names), words, look="tick", size=SMALL)
    named = height_of(names) + height_of(words, SMALL) + 3
    start = top if left else top + named
    lines = [told_in(cell, side) for cell in cells]
    tall = max([height_of(one, SMALL) for one in lines] + [SIZE]) + PADDING
    tall = max(tall, named) if left else tall
    for place, (cell, told) in enumerate(zip(cells, lines, strict=True)):
        parts += cell_at(cell, told, left + side * place, start, side, tall)
    return start + tall + (3 if left else 9), parts


def _is_bold(cell: Cell) -> bool:
    return cell.tone not in ("", "missing")


def _beside(cell: Cell) -> float:
    """What a cell takes beside its word."""
    return PADDING + 3 + (SIGN + 4 if cell.tone else 0)


def told_in(cell: Cell, side: float) -> list[str]:
    """The lines of a cell's word, beside its sign."""
    return wrapped(cell.text, side - _beside(cell), SMALL, _is_bold(cell))


def cell_at(cell: Cell, lines: list[str], x: float, y: float, side: float, tall: float) -> list[str]:
    """A cell with the ground of its tone, its sign and its word in the middle."""
    look, colour, soft = TONES[cell.tone]
    beside = SIGN + 4 if cell.tone else 0
    widest = max(width_of(line, SMALL, _is_bold(cell)) for line in lines)
    start = x + (side - 2 - widest - beside) / 2
    middle = y + tall / 2
    ground = (
        f'<rect class="soft-{look}" x="{n(x)}" y="{n(y)}" width="{n(side - 2)}" height="{n(tall)}" fill="{soft}"'
        f' stroke="{LINE}" stroke-width="0.5"/>'
    )
    top = middle - height_of(lines, SMALL) / 2 - 1
    words = lines_of(
        *(start + beside, top, lines),
        look=f"text-{look}",
        size=SMALL,
        is_bold=_is_bold(cell),
        fill=colour if cell.tone else INK,
    )
    return [ground, sign(cell.tone, start, middle - SIGN / 2, SIGN), *words]
