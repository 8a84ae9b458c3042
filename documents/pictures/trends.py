"""A figure over the years, with breaks: lines only between years that may be compared. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from documents.pictures.drawing import (
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    height_of,
    lines_of,
    muted,
    ruled,
    series_line,
    series_mark,
)
from documents.pictures.measuring import apart, width_of, wrapped
from documents.tree import Cell, Column, Note, Row, Table, text
from municipalities.swedish import percent

TALL, TOP, UNDER = 236, 12, 30
BESIDE = 16  # a label's mark and the space after it
MOST_LINES = 6  # of the grid


@dataclass(frozen=True)
class TrendPoint:
    """`joins`: it may be compared with the series' point before. `count` is "6 av 8" where it is known."""

    year: int
    figure: Fraction
    joins: bool = True
    count: str = ""


@dataclass(frozen=True)
class TrendSeries:
    """Points in order of year, one a year, at least one. `origin` (who published it) is told where two series have one
    name."""

    name: str
    points: tuple[TrendPoint, ...]
    origin: str = ""


class Label(NamedTuple):
    number: int
    point: TrendPoint
    lines: list[str]


@dataclass(frozen=True)
class Trend(Drawing):
    """`write` says a figure as it is printed; a share ends its scale at 100, another figure at an even number."""

    series: tuple[TrendSeries, ...]
    write: Callable[[Fraction], str] = percent
    is_share: bool = True

    @property
    def years(self) -> list[int]:
        return sorted({point.year for one in self.series for point in one.points})

    def drawn(self, width: int) -> tuple[float, list[str]]:
        ticks = self.ticks
        left = max(width_of(self.write(one), SMALL) for one in ticks) + 12
        right = self._room_for_labels(width)
        labels = self._labels(right - BESIDE - 8 if right else width - BESIDE)
        heights = [height_of(one.lines) + 4 for one in labels]
        tall = max(TALL, sum(heights)) if right else TALL
        end = width - right - (0 if right else 8)

        def y(figure: Fraction) -> float:
            low, high = ticks[0], ticks[-1]
            return TOP + tall - float((figure - low) / (high - low)) * tall

        x = _scale_of_years(self.years, left + 14, end - 14)
        parts = self._frame(ticks, left, end, x, y)
        parts += [self._line(one, number, x, y) for number, one in enumerate(self.series)][::-1]  # the first on top
        bottom = TOP + tall + UNDER
        if not right:  # a list below, in the order of the series
            tops = [bottom + sum(heights[:place]) for place in range(len(labels))]
            return bottom + sum(heights), parts + _written(labels, 0, tops)
        middles = apart([y(one.point.figure) for one in labels], heights, TOP - 6, TOP + tall + 6)
        tops = [middle - height / 2 + 1 for middle, height in zip(middles, heights, strict=True)]
        return bottom, parts + _written(labels, end + 8, tops)

    @property
    def ticks(self) -> list[Fraction]:
        """At most six figures of the scale, evenly apart, no two written alike; nought is always one."""
        figures = [point.figure for one in self.series for point in one.points]
        highest, lowest = max([*figures, Fraction(0)]), min([*figures, Fraction(0)])
        if self.is_share and highest <= 100 and lowest >= 0:
            return [Fraction(25 * step) for step in range(5)]
        for step in (Fraction(10) ** power * lead for power in range(-3, 16) for lead in (1, 2, 5)):
            first, last = lowest // step, max(-(-highest // step), lowest // step + 1)
            ticks = [step * place for place in range(first, last + 1)] if last - first < MOST_LINES else []
            if ticks and len({self.write(one) for one in ticks}) == len(ticks):
                return ticks
        return [lowest, highest + 1]

    @property
    def names(self) -> list[str]:
        """Of the series, each its own."""
        bare = [one.name for one in self.series]
        return [
            f"{one.name} ({one.origin})" if one.origin and bare.count(one.name) > 1 else one.name for one in self.series
        ]

    def _room_for_labels(self, width: int) -> float:
        """Beside the lines; 0 where the sheet is too narrow for that."""
        if width < WIDE:
            return 0
        widest = max((width_of(self._label(number), SIZE, not number) for number in range(len(self.series))), default=0)
        return min(widest + BESIDE + 12, width * 0.36)

    def _label(self, number: int) -> str:
        last = self.series[number].points[-1]
        year = f" {last.year}:" if last.year != self.years[-1] else ""
        return f"{self.names[number]}{year} {self.told(last)}"

    def _labels(self, room: float) -> list[Label]:
        return [
            Label(number, one.points[-1], wrapped(self._label(number), room, SIZE, not number))
            for number, one in enumerate(self.series)
        ]

    def told(self, point: TrendPoint) -> str:
        """ "6 av 8 · 75 %"."""
        return " · ".join(filter(None, [point.count.replace(" ", "\u00a0"), self.write(point.figure)]))

    def _frame(
        self,
        ticks: list[Fraction],
        left: float,
        end: float,
        x: Callable[[int], float],
        y: Callable[[Fraction], float],
    ) -> list[str]:
        parts = [ruled(left, y(one), end, y(one)) for one in ticks]
        parts += [muted(left - 8, y(one) + 4, self.write(one), "end") for one in ticks]
        shown = _shown_years(self.years, x)
        return parts + [muted(x(year), y(ticks[0]) + 20, str(year), "middle") for year in shown]

    def _line(self, one: TrendSeries, number: int, x: Callable[[int], float], y: Callable[[Fraction], float]) -> str:
        joined = [(one.points[place - 1], now) for place, now in enumerate(one.points) if place and now.joins]
        parts = [series_line(number, x(old.year), y(old.figure), x(now.year), y(now.figure)) for old, now in joined]
        parts += [series_mark(number, x(point.year), y(point.figure)) for point in one.points]
        return f'<g class="series">{"".join(parts)}</g>'

    @property
    def breaks(self) -> list[str]:
        """ "Riket 2015–2016", in order of the series: neighbouring points that no line joins."""
        return [
            f"{name} {one.points[place - 1].year}–{now.year}"
            for name, one in zip(self.names, self.series, strict=True)
            for place, now in enumerate(one.points)
            if place and not now.joins
        ]

    @property
    def alt(self) -> str:
        told = [
            f"{name}: " + ", ".join(f"{point.year} {self.told(point)}" for point in one.points) + "."
            for name, one in zip(self.names, self.series, strict=True)
        ]
        span = f"{self.years[0]}–{self.years[-1]}" if len(self.years) > 1 else "".join(map(str, self.years))
        broken = f" Går inte att jämföra: {'; '.join(self.breaks)}." if self.breaks else ""
        return f"Linjer över åren {span}. {' '.join(told)}{broken}"

    def table(self, key: str) -> Table:
        rows = []
        for name, one in zip(self.names, self.series, strict=True):
            by_year = {point.year: self.told(point) for point in one.points}
            rows.append(Row((Cell(name), *(Cell(by_year.get(year, "–")) for year in self.years))))
        columns = (Column("Serie", "name"), *(Column(str(year), "number") for year in self.years))
        notes = (Note(text(f"Går inte att jämföra: {'; '.join(self.breaks)}.")),) if self.breaks else ()
        return Table(key, self.title, columns, tuple(rows), notes)


def _scale_of_years(years: list[int], left: float, right: float) -> Callable[[int], float]:
    first, span = years[0], years[-1] - years[0]
    return lambda year: (left + right) / 2 if not span else left + (year - first) / span * (right - left)


def _shown_years(years: list[int], x: Callable[[int], float]) -> list[int]:
    """The latest, and before it each that has room."""
    shown: list[int] = []
    for year in reversed(years):
        if not shown or x(shown[-1]) - x(year) > width_of("2017", SMALL) + 6:
            shown.append(year)
    return shown[::-1]


def _written(labels: list[Label], left: float, tops: list[float]) -> list[str]:
    """Each with the mark of its series, so that a label which had to move is still its own."""
    parts = []
    for label, top in zip(labels, tops, strict=True):
        parts.append(series_mark(label.number, left + 6, top + SIZE / 2 + 3))
        parts += lines_of(left + BESIDE, top, label.lines, look="end", is_bold=not label.number)
    return parts
