"""A municipality's profile: how many of a quality area's indicators it has, in part or not, as marks to be counted, and
the same for those it is compared with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.pictures.drawing import LINE, SIZE, SMALL, WIDE, Drawing, height_of, in_rows, lines_of, n, sign
from documents.pictures.measuring import width_of, wrapped
from documents.tree import Cell, Column, Row, Table, Tone

NAMES, OWN = 196, 234  # columns on a wide sheet
SIDE, SMALL_SIDE = 15, 7
MOST_MARKS = 160  # beyond which counting them is no use: figures alone
KINDS: tuple[tuple[Tone, str], ...] = (("yes", "Ja"), ("partly", "Delvis"), ("no", "Nej"), ("missing", "övriga"))
NONE = "inga uppgifter"


@dataclass(frozen=True)
class Counts:
    """Results of each kind. Others are those outside the base: ej aktuellt, kan inte svara, bortfall."""

    yes: int = 0
    partly: int = 0
    no: int = 0
    others: int = 0

    @property
    def told(self) -> list[tuple[Tone, str]]:
        """ "3 Ja", "1 Delvis": those that there are any of."""
        found = zip(KINDS, (self.yes, self.partly, self.no, self.others), strict=True)
        return [
            (tone, f"{number}\u00a0{'övrig' if number == 1 and tone == 'missing' else word}")
            for (tone, word), number in found
            if number
        ]

    @property
    def tones(self) -> list[Tone]:
        found = zip(KINDS, (self.yes, self.partly, self.no, self.others), strict=True)
        return [tone for (tone, _word), number in found for _ in range(number)]

    def __str__(self) -> str:
        return ", ".join(words for _tone, words in self.told) or NONE


@dataclass(frozen=True)
class ProfileRow:
    area: str
    own: Counts
    beside: Counts


@dataclass(frozen=True)
class Profile(Drawing):
    name: str
    beside: str  # the name of those it is compared with
    rows: tuple[ProfileRow, ...]

    def drawn(self, width: int) -> tuple[float, list[str]]:
        is_wide = width >= WIDE
        columns = (NAMES + 12, NAMES + OWN + 28) if is_wide else (0, 0)
        down, parts = self._heads(columns, width) if is_wide else (0.0, [])
        for place, row in enumerate(self.rows):
            if place or is_wide:
                parts.append(f'<path class="rule" d="M0 {n(down + 2)}h{width}" stroke="{LINE}" stroke-width="0.5"/>')
                down += 10
            down, drawn = self._row(row, columns, width, down)
            parts += drawn
        return down + 4, parts

    def _heads(self, columns: tuple[float, float], width: float) -> tuple[float, list[str]]:
        own = wrapped(self.name, OWN, SIZE, True)
        beside = wrapped(self.beside, width - columns[1], SIZE, True)
        parts = lines_of(columns[0], 0, own, is_bold=True) + lines_of(columns[1], 0, beside, is_bold=True)
        return max(height_of(own), height_of(beside)) + 2, parts

    def _row(self, row: ProfileRow, columns: tuple[float, float], width: float, top: float) -> tuple[float, list[str]]:
        is_wide = width >= WIDE
        area = wrapped(row.area, NAMES if is_wide else width, SIZE, True)
        parts = lines_of(0, top, area, is_bold=True)
        if is_wide:
            own, drawn = _counted(row.own, columns[0], columns[0] + OWN, top, SIDE)
            beside, more = _counted(row.beside, columns[1], width, top, SMALL_SIDE)
            return max(own, beside, top + height_of(area)) + 4, parts + drawn + more
        down = top + height_of(area)
        for name, counts, side in ((self.name, row.own, SIDE), (self.beside, row.beside, SMALL_SIDE)):
            lines = wrapped(name, width, SIZE)
            parts += lines_of(0, down, lines)
            down, drawn = _counted(counts, 0, width, down + height_of(lines) + 2, side)
            parts += drawn
        return down + 4, parts

    @property
    def alt(self) -> str:
        told = [f"{row.area}: {self.name} {row.own}; {self.beside} {row.beside}." for row in self.rows]
        return f"Hur många av varje kvalitetsområdes indikatorer som är Ja, Delvis och Nej. {' '.join(told)}"

    def table(self, key: str) -> Table:
        columns = (Column("Kvalitetsområde", "name"), Column(self.name, "text"), Column(self.beside, "text"))
        rows = tuple(Row((Cell(row.area), Cell(str(row.own)), Cell(str(row.beside)))) for row in self.rows)
        return Table(key, self.title, columns, rows)


def _counted(counts: Counts, left: float, right: float, top: float, side: float) -> tuple[float, list[str]]:
    """The foot of: a mark for each result, and under them how many there are of each kind, with its mark."""
    tones = counts.tones if len(counts.tones) <= MOST_MARKS else []
    step = side + (3 if side > SMALL_SIDE else 2)
    in_line = max(int((right - left) // step), 1)
    parts = in_rows(tones, left + 1, top + 2, side, step, in_line)
    down = top + -(-len(tones) // in_line) * step + (5 if tones else 1)
    return _told(counts.told or [("", NONE)], left, right, down, parts)


def _told(
    told: Sequence[tuple[Tone, str]], left: float, right: float, top: float, parts: list[str]
) -> tuple[float, list[str]]:
    x = left
    for tone, words in told:
        wide = width_of(words, SMALL) + 13
        if x > left and x + wide > right:
            x, top = left, top + height_of([""], SMALL)
        parts.append(sign(tone, x + 1, top + 3, 8))
        parts += lines_of(x + (13 if tone else 0), top, [words], size=SMALL)
        x += wide + 9
    return top + height_of([""], SMALL), parts
