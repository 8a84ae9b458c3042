"""A network, a city, a county and the nation as dots on one line from 0 to 100 %, a line for each indicator. Pure."""

from __future__ import annotations

from collections.abc import Sequence
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
from documents.pictures.measuring import apart, width_of, wrapped
from documents.tree import Cell, Column, Row, Table
from municipalities.swedish import percent

SCALE = (0, 25, 50, 75, 100)
NAMES = 236  # the column of names, on a wide sheet
LANE = 13  # between marks that would cover each other
BESIDE = 15  # a label's mark and the space after it
GAP = 12  # between labels


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


class Placed(NamedTuple):
    number: int  # of the group
    x: float
    lines: list[str]
    width: float


@dataclass(frozen=True)
class Dots(Drawing):
    """The first of the groups is the one the picture is about: its label stands above the line, in bold."""

    groups: tuple[str, ...]
    rows: tuple[DotRow, ...]

    def drawn(self, width: int) -> tuple[float, list[str]]:
        is_wide = width >= WIDE
        left, right = (NAMES + 26 if is_wide else 18), width - 26
        parts: list[str] = []
        down = 22.0
        if is_wide:
            parts += _scale(left, right, 14)
        for place, row in enumerate(self.rows):
            if place:
                parts.append(f'<path class="rule" d="M0 {n(down - 7)}h{width}" stroke="{LINE}" stroke-width="0.5"/>')
            down, drawn = self._row(row, left, right, down, is_wide)
            parts += drawn
        if not is_wide:
            down += 8
            parts += _scale(left, right, down)
        return down + 6, parts

    def _row(self, row: DotRow, left: float, right: float, top: float, is_wide: bool) -> tuple[float, list[str]]:
        """The foot of the row, and what stands in it."""
        names = wrapped(row.name, NAMES if is_wide else right + 10, SIZE, True)
        missing = [line for told in self._missing(row) for line in wrapped(told, NAMES if is_wide else right, SMALL)]
        parts = lines_of(0, top, names, is_bold=True)
        parts += lines_of(0, top + height_of(names), missing, look="tick", size=SMALL, fill=MUTED)
        beside = top + height_of(names) + height_of(missing, SMALL)
        foot, drawn = self._line(row, left, right, top if is_wide else beside + 4)
        return max(foot, beside) + 14, parts + drawn

    def _line(self, row: DotRow, left: float, right: float, top: float) -> tuple[float, list[str]]:
        labels = self._labels(row, left, right)
        own = [one for one in labels if not one.number]
        others = [one for one in labels if one.number]
        parts, down = _tiers(own, left, right, top)
        down += 9
        lanes = _lanes([one.x for one in labels])
        tall = LANE * max([*lanes, 0]) + 12
        ticks = "".join(f"M{n(_at(share, left, right))} {n(down - 6)}v{n(tall)}" for share in SCALE)
        track = f"M{n(left)} {n(down)}H{n(right)}"
        parts.append(f'<path class="grid" d="{ticks}{track}" stroke="{LINE}" stroke-width="1" fill="none"/>')
        marks = [series_mark(one.number, one.x, down + LANE * lane) for one, lane in zip(labels, lanes, strict=True)]
        below, foot = _tiers(others, left, right, down + tall - 4)
        return foot, parts + marks + below

    def _labels(self, row: DotRow, left: float, right: float) -> list[Placed]:
        found = []
        for number, (group, dot) in enumerate(zip(self.groups, row.dots, strict=True)):
            if dot.share is not None:
                words = f"{group} {_told(dot)}"
                lines = wrapped(words, right - left + 24 - BESIDE, SIZE, not number)
                width = max(width_of(line, SIZE, not number) for line in lines) + BESIDE
                found.append(Placed(number, _at(dot.share, left, right), lines, width))
        return found

    def _missing(self, row: DotRow) -> list[str]:
        return [
            f"{group}: {dot.why or 'uppgift saknas'}"
            for group, dot in zip(self.groups, row.dots, strict=True)
            if dot.share is None
        ]

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
        return dot.why or "uppgift saknas"
    return " · ".join(filter(None, [dot.count.replace(" ", "\u00a0"), percent(dot.share)]))


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


def _tiers(labels: Sequence[Placed], left: float, right: float, top: float) -> tuple[list[str], float]:
    """The labels with their marks as near those on the line as may be, in as few tiers as they have room in, and the
    foot of the lowest."""
    room = right - left + 24
    labels = sorted(labels, key=lambda one: one.x)
    for count in range(1, len(labels) + 1):
        tiers = [labels[place::count] for place in range(count)]
        if all(sum(one.width + GAP for one in tier) - GAP <= room for tier in tiers):
            break
    else:
        tiers = [[one] for one in labels]
    parts: list[str] = []
    for tier in tiers:
        wanted = [one.x - 5 + one.width / 2 for one in tier]
        ends = (left - 12 - GAP / 2, right + 12 + GAP / 2)
        middles = apart(wanted, [one.width + GAP for one in tier], *ends)
        for one, middle in zip(tier, middles, strict=True):
            start = middle - one.width / 2
            parts.append(series_mark(one.number, start + 5, top + SIZE / 2 + 3))
            parts += lines_of(
                start + BESIDE, top, one.lines, look="end" if not one.number else "label", is_bold=not one.number
            )
        top += max((height_of(one.lines) for one in tier), default=0)
    return parts, top
