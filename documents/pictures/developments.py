"""An indicator of a development area before, between and after: the network's count and each unit's result. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.pictures.drawing import MUTED, SIZE, SMALL, WIDE, Drawing, height_of, in_rows, lines_of, n
from documents.pictures.grids import cell_at, told_in
from documents.pictures.measuring import wrapped
from documents.tree import Cell, Column, Note, Row, Table, Tone, text

NAMES = 176  # the column of names, on a wide sheet
GAP = 4
NARROWEST, WIDEST = 74, 150  # a column of a year
SIDE = 11


@dataclass(frozen=True)
class DevelopmentYear:
    """`word` is "före", "efter" or empty. `words` is what the network's figure is that year ("5 av 8 · 62,5 %", "12,4",
    "ingen uppgift"), `tones` its units' results in order, for a mark each. `joins`: comparable with the year before."""

    year: int
    word: str
    words: str
    tones: tuple[Tone, ...] = ()
    joins: bool = True

    @property
    def heading(self) -> str:
        return f"{self.year} {self.word}".strip()


@dataclass(frozen=True)
class DevelopmentUnit:
    name: str
    cells: tuple[Cell, ...]  # one for each of the years


@dataclass(frozen=True)
class Development(Drawing):
    network: str
    years: tuple[DevelopmentYear, ...]
    units: tuple[DevelopmentUnit, ...]

    def drawn(self, width: int) -> tuple[float, list[str]]:
        left = NAMES if width >= WIDE else 90
        fits = max(int((width - left) // NARROWEST), 1)
        side = min((width - left) / max(min(len(self.years), fits), 1), WIDEST)
        parts: list[str] = []
        down = 0.0
        for first in range(0, len(self.years), fits):
            down, drawn = self._band(range(len(self.years))[first : first + fits], left, side, down)
            parts += drawn
        if self.breaks:
            lines = wrapped(f"Streckad linje: {self._broken}", width, SMALL)
            parts += lines_of(0, down + 4, lines, look="tick", size=SMALL)
            down += height_of(lines, SMALL) + 4
        return down + 4, parts

    def _band(self, places: range, left: float, side: float, top: float) -> tuple[float, list[str]]:
        """As many years as stand beside each other."""
        years = [self.years[place] for place in places]
        heads = [wrapped(year.heading, side - 10, SIZE, True) for year in years]
        parts = [
            line
            for place, head in enumerate(heads)
            for line in lines_of(left + side * place, top, head, look="end", is_bold=True)
        ]
        ruled_at = top + max(height_of(head) for head in heads) + 2
        down, drawn = self._network(years, left, side, ruled_at + 4)
        parts += drawn
        for unit in self.units:
            down, drawn = _unit(unit.name, [unit.cells[place] for place in places], left, side, down)
            parts += drawn
        parts += [
            f'<path class="break" d="M{n(left + side * place - GAP + 1)} {n(ruled_at)}V{n(down)}" stroke="{MUTED}"'
            ' stroke-width="1.5" stroke-dasharray="4 3"/>'
            for place, year in enumerate(years)
            if places[place] and not year.joins
        ]
        return down + 6, parts

    def _network(
        self, years: Sequence[DevelopmentYear], left: float, side: float, top: float
    ) -> tuple[float, list[str]]:
        """A mark for each unit, full ones first, and the count in words."""
        names = wrapped(self.network, left - 10, SIZE, True)
        parts = lines_of(0, top, names, is_bold=True)
        foot = top + height_of(names)
        in_line = max(int((side - 12) // (SIDE + 3)), 1)
        for place, year in enumerate(years):
            x = left + side * place
            parts += in_rows(_in_order(year.tones), x + 1, top + 3, SIDE, SIDE + 3, in_line)
            down = top + -(-len(year.tones) // in_line) * (SIDE + 3) + (4 if year.tones else 0)
            lines = wrapped(year.words, side - 10, SIZE, True)
            parts += lines_of(x, down, lines, look="end", is_bold=True)
            foot = max(foot, down + height_of(lines))
        return foot + 8, parts

    @property
    def breaks(self) -> list[str]:
        pairs = zip(self.years, self.years[1:], strict=False)
        return [f"{before.year}–{now.year}" for before, now in pairs if not now.joins]

    @property
    def _broken(self) -> str:
        return f"går inte att jämföra ({', '.join(self.breaks)})."

    @property
    def alt(self) -> str:
        told = [f"{self.network}: " + ", ".join(f"{year.heading} {year.words}" for year in self.years) + "."]
        for unit in self.units:
            cells = zip(self.years, unit.cells, strict=True)
            told.append(f"{unit.name}: " + ", ".join(f"{year.year} {cell.text}" for year, cell in cells) + ".")
        broken = f" Åren {self._broken}" if self.breaks else ""
        return f"Läget år för år. {' '.join(told)}{broken}"

    def table(self, key: str) -> Table:
        columns = (Column("Kommun", "name"), *(Column(year.heading) for year in self.years))
        units = [Row((Cell(unit.name), *unit.cells)) for unit in self.units]
        network = Row((Cell(self.network), *(Cell(year.words) for year in self.years)), "summary")
        notes = (Note(text(f"Åren {self._broken}")),) if self.breaks else ()
        return Table(key, self.title, columns, (*units, network), notes)


def _in_order(tones: tuple[Tone, ...]) -> list[Tone]:
    order: list[Tone] = ["yes", "low", "partly", "middle", "no", "high", "missing", ""]
    return sorted(tones, key=order.index)


def _unit(name: str, cells: Sequence[Cell], left: float, side: float, top: float) -> tuple[float, list[str]]:
    names = wrapped(name, left - 10, SIZE)
    lines = [told_in(cell, side - GAP) for cell in cells]
    tall = max([height_of(one, SMALL) for one in lines] + [height_of(names)]) + 5
    parts = lines_of(0, top + (tall - height_of(names)) / 2 - 1, names)
    for place, (cell, told) in enumerate(zip(cells, lines, strict=True)):
        parts += cell_at(cell, told, left + side * place, top, side - GAP, tall)
    return top + tall + 3, parts
