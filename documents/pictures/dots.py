"""A network, a city, a county and the nation as dots on one line from 0 to 100 %, a line for each indicator. Pure.

No figure stands on the plot, for a mark beside words would be read as one more dot: a mark is named once, over the
figures of its group, and the figures have columns of their own. On a narrow sheet they stand in words under the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from documents.pictures.drawing import (
    LINE,
    MUTED,
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    height_of,
    lines_of,
    muted,
    n,
    series_mark,
)
from documents.pictures.measuring import widest_word, width_of, wrapped
from documents.tree import Cell, Column, Row, Table
from municipalities.swedish import percent

SCALE = (0, 25, 50, 75, 100)
NAMES = 204  # the column of names, on a wide sheet
LANE = 13  # between marks that would cover each other
BESIDE = 15  # a named mark and the space after it
MARKED = 16  # a mark over its column
GAP = 12  # between columns of figures
MOST_WIDE = 110  # a column of figures; longer words are divided
LEAST_PLOT = 130  # less, and the figures stand under the line on a wide sheet too


@dataclass(frozen=True)
class Dot:
    """A group's share, 0 to 100; `count` is "6 av 8" where it is to be told, `why` says why there is no share."""

    share: Fraction | None
    count: str = ""
    why: str = ""


@dataclass(frozen=True)
class DotRow:
    name: str
    dots: tuple[Dot, ...]  # one for each of the groups, in their order


class Figures(NamedTuple):
    """A group's column of figures, set to its right edge."""

    number: int  # of the group
    right: float
    width: float
    heading: list[str]


@dataclass(frozen=True)
class Dots(Drawing):
    """The first of the groups is the one the picture is about: its figures are in bold."""

    groups: tuple[str, ...]
    rows: tuple[DotRow, ...]

    def drawn(self, width: int) -> tuple[float, list[str]]:
        columns = self._columns(width)
        room = width - sum(one.width + GAP for one in columns) - 12
        if width >= WIDE and room - NAMES - 18 >= LEAST_PLOT:
            return self._beside(columns, NAMES + 18, room)
        return self._below(18, width - 26)

    def _columns(self, width: int) -> list[Figures]:
        """From the right, in the order of the groups."""
        sizes = [self._width_of(number) for number in range(len(self.groups))]
        return [
            Figures(number, width - sum(sizes[number + 1 :]) - GAP * (len(sizes) - number - 1), size, lines)
            for number, (group, size) in enumerate(zip(self.groups, sizes, strict=True))
            for lines in [wrapped(group, size, SIZE, not number)]
        ]

    def _width_of(self, number: int) -> float:
        """Of a column: what its figures and the words of its heading need, within reason."""
        dots = [row.dots[number] for row in self.rows]
        figures = [width_of(percent(dot.share), SIZE, not number) for dot in dots if dot.share is not None]
        counts = [width_of(_unbroken(dot.count), SMALL) for dot in dots]
        words = [widest_word(_why(dot), SMALL) for dot in dots if dot.share is None]
        heading = widest_word(self.groups[number], SIZE, not number)
        return min(max([heading, *figures, *counts, *words]), MOST_WIDE)

    def _beside(self, columns: Sequence[Figures], left: float, right: float) -> tuple[float, list[str]]:
        """Names, plot and figures beside each other."""
        foot = MARKED + max(height_of(one.heading) for one in columns)
        parts = [part for one in columns for part in _heading(one, foot)] + _scale(left, right, foot - 3)
        down = foot + 12
        for row in self.rows:
            parts.append(_rule(down - 7, columns[-1].right))
            names = wrapped(row.name, NAMES, SIZE, True)
            parts += lines_of(0, down, names, is_bold=True)
            tall, drawn = _line(row, left, right, down + 9)
            figures = [_figures(one, row.dots[one.number], down) for one in columns]
            parts += [*drawn, *(part for _tall, those in figures for part in those)]
            down += max(height_of(names), tall + 6, *(high for high, _parts in figures)) + 14
        return down - 6, parts

    def _below(self, left: float, right: float) -> tuple[float, list[str]]:
        """The marks named first, then name, line and figures under each other."""
        down, parts = _key(self.groups, right + 20)
        for row in self.rows:
            parts.append(_rule(down, right + 26))
            names = wrapped(row.name, right + 10, SIZE, True)
            parts += lines_of(0, down + 6, names, is_bold=True)
            down += height_of(names) + 18
            tall, drawn = _line(row, left, right, down)
            parts += drawn
            own, *others = self._told(row)
            lines = wrapped(own, right + 10, SIZE, True)
            parts += lines_of(0, down + tall, lines, look="end", is_bold=True)
            down += tall + height_of(lines)
            lines = wrapped(", ".join(others), right + 10, SIZE)
            parts += lines_of(0, down, lines)
            down += height_of(lines) + 10
        parts += _scale(left, right, down + 8)
        return down + 14, parts

    def _told(self, row: DotRow) -> Iterator[str]:
        for group, dot in zip(self.groups, row.dots, strict=True):
            yield f"{group}: {_why(dot)}" if dot.share is None else f"{group}\u00a0{_told(dot)}"

    @property
    def alt(self) -> str:
        told = []
        for row in self.rows:
            dots = zip(self.groups, row.dots, strict=True)
            told.append(f"{row.name}: " + ", ".join(f"{group} {_told(dot)}" for group, dot in dots) + ".")
        return f"Andelar som punkter på en linje från 0 till 100 procent. {' '.join(told)}"

    def table(self, key: str) -> Table:
        columns = (Column("Indikator", "name"), *(Column(group, "number") for group in self.groups))
        rows = tuple(Row((Cell(row.name), *(Cell(_told(dot)) for dot in row.dots))) for row in self.rows)
        return Table(key, self.title, columns, rows)


def _told(dot: Dot) -> str:
    if dot.share is None:
        return _why(dot)
    return " · ".join(filter(None, [_unbroken(dot.count), percent(dot.share)]))


def _why(dot: Dot) -> str:
    return dot.why or "uppgift saknas"


def _unbroken(words: str) -> str:
    return words.replace(" ", "\u00a0")


def _at(share: Fraction | int, left: float, right: float) -> float:
    return left + float(share) / 100 * (right - left)


def _scale(left: float, right: float, foot: float) -> list[str]:
    return [muted(_at(one, left, right), foot, percent(one), "middle") for one in SCALE]


def _lanes(places: Sequence[float]) -> list[int]:
    """For each mark the first lane where it covers no other."""
    taken: list[list[float]] = []
    lanes = []
    for x in places:
        lane = next((number for number, xs in enumerate(taken) if all(abs(x - one) >= LANE for one in xs)), len(taken))
        taken += [[]] if lane == len(taken) else []
        taken[lane].append(x)
        lanes.append(lane)
    return lanes


def _rule(y: float, width: float) -> str:
    return f'<path class="rule" d="M0 {n(y)}h{n(width)}" stroke="{LINE}" stroke-width="0.5"/>'


def _heading(one: Figures, foot: float) -> list[str]:
    """The group's name, its last line at the foot, and its mark over it."""
    is_own = not one.number
    top = foot - height_of(one.heading) - 3
    mark = series_mark(one.number, one.right - 6, top - 5)
    return [mark, *lines_of(one.right, top, one.heading, look=_look(is_own), anchor="end", is_bold=is_own)]


def _look(is_own: bool) -> str:
    return "end" if is_own else "label"


def _figures(one: Figures, dot: Dot, top: float) -> tuple[float, list[str]]:
    """How high they are, and the share with its count below, or why there is none."""
    if dot.share is None:
        why = wrapped(_why(dot), one.width, SMALL)
        return height_of(why, SMALL), lines_of(one.right, top, why, look="tick", size=SMALL, anchor="end", fill=MUTED)
    is_own = not one.number
    share = lines_of(one.right, top, [percent(dot.share)], look=_look(is_own), anchor="end", is_bold=is_own)
    count = wrapped(_unbroken(dot.count), one.width, SMALL) if dot.count else []
    below = top + height_of([""])
    count_lines = lines_of(one.right, below, count, look="tick", size=SMALL, anchor="end", fill=MUTED)
    return height_of([""]) + height_of(count, SMALL), share + count_lines


def _line(row: DotRow, left: float, right: float, y: float) -> tuple[float, list[str]]:
    """How far it reaches below y, and the line with its marks; those that would cover each other go down a lane."""
    shares = [(number, _at(dot.share, left, right)) for number, dot in enumerate(row.dots) if dot.share is not None]
    lanes = _lanes([x for _number, x in shares])
    tall = LANE * max([*lanes, 0]) + 12
    ticks = "".join(f"M{n(_at(share, left, right))} {n(y - 6)}v{n(tall)}" for share in SCALE)
    track = f"M{n(left)} {n(y)}H{n(right)}"
    grid = f'<path class="grid" d="{ticks}{track}" stroke="{LINE}" stroke-width="1" fill="none"/>'
    marks = (series_mark(number, x, y + LANE * lane) for (number, x), lane in zip(shares, lanes, strict=True))
    return tall - 4, [grid, *marks]


def _key(groups: Sequence[str], room: float) -> tuple[float, list[str]]:
    """The foot, and each group's mark with its name, as many beside each other as there is room for."""
    parts: list[str] = []
    x, top = 0.0, 0.0
    for number, group in enumerate(groups):
        lines = wrapped(group, room - BESIDE, SIZE, not number)
        wide = BESIDE + max(width_of(line, SIZE, not number) for line in lines)
        if x and x + wide > room:
            x, top = 0.0, top + height_of([""]) + 3
        parts.append(series_mark(number, x + 6, top + SIZE / 2 + 3))
        parts += lines_of(x + BESIDE + 1, top, lines, look=_look(not number), is_bold=not number)
        top += height_of(lines[1:])
        x += wide + GAP
    return top + height_of([""]) + 8, parts
