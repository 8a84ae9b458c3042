"""How the answers of a collection come in: begun and handed in, day by day, and the days that mattered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from documents.pictures.drawing import (
    MUTED,
    SERIES,
    SIZE,
    SMALL,
    WIDE,
    Drawing,
    height_of,
    lines_of,
    muted,
    n,
    ruled,
    series_mark,
)
from documents.pictures.measuring import apart, width_of, wrapped
from documents.tree import Cell, Column, Row, Table

TALL, UNDER = 200, 30
BESIDE = 16
NAMES = ("Påbörjat", "Inlämnat")
DASHES = ("", "9 4")
MOST_STEPS = 4


@dataclass(frozen=True)
class ResponseDay:
    """At the end of the day: how many have begun (those who have handed in among them), and handed in."""

    day: date
    begun: int
    handed_in: int


@dataclass(frozen=True)
class MarkedDay:
    """The opening, a reminder, the last day."""

    day: date
    word: str


class Scale(NamedTuple):
    x: Callable[[date], float]
    y: Callable[[int], float]


@dataclass(frozen=True)
class Responding(Drawing):
    """`days` in order, at least one; a day without change may be left out. `units` is how many were asked."""

    days: tuple[ResponseDay, ...]
    marked: tuple[MarkedDay, ...]
    units: int

    def drawn(self, width: int) -> tuple[float, list[str]]:
        first, last = self.span
        room = width * 0.26 if width >= WIDE else width - BESIDE
        labels = [wrapped(words, room, SIZE, bool(number)) for number, words in enumerate(self._ends())]
        wide = max(width_of(line, SIZE, True) for lines in labels for line in lines) + BESIDE
        left = width_of(str(self.units), SMALL) + 12
        right = width - (wide + 12 if width >= WIDE else 10)
        x = _scale_of_days(first, last, left + 6, right - 6)
        down, flags = _flags(self.marked, x, width)
        top = down + 6

        def y(number: int) -> float:
            return top + TALL - number / max(self.units, 1) * TALL

        scale = Scale(x, y)
        parts = self._frame(scale, left, right, top) + flags
        parts += [_event(one, x, down, top + TALL) for one in self.marked]
        parts += self._lines(scale)
        bottom = top + TALL + UNDER
        if width < WIDE:
            heights = [height_of(one) + 3 for one in labels]
            return bottom + sum(heights), parts + _labels(labels, 0, [bottom, bottom + heights[0]])
        heights = [height_of(one) + 3 for one in labels]
        end = self.days[-1]
        middles = apart([y(end.begun), y(end.handed_in)], heights, top - 8, top + TALL + 8)
        tops = [middle - height / 2 for middle, height in zip(middles, heights, strict=True)]
        return bottom, parts + _labels(labels, right + 8, tops)

    @property
    def span(self) -> tuple[date, date]:
        days = [*(one.day for one in self.days), *(one.day for one in self.marked)]
        return min(days), max(days)

    def _ends(self) -> tuple[str, str]:
        end = self.days[-1]
        return f"{NAMES[0]} {self.told(end.begun)}", f"{NAMES[1]} {self.told(end.handed_in)}"

    def told(self, number: int) -> str:
        return f"{number}\u00a0av\u00a0{self.units}"

    def _frame(self, scale: Scale, left: float, right: float, top: float) -> list[str]:
        steps = _steps(self.units)
        parts = [ruled(left, scale.y(one), right, scale.y(one)) for one in steps]
        parts += [muted(left - 6, scale.y(one) + 4, str(one), "end") for one in steps]
        foot = top + TALL + 18
        return parts + [muted(scale.x(day), foot, _short(day), "middle") for day in _shown_days(self.span, scale.x)]

    def _lines(self, scale: Scale) -> list[str]:
        parts = []
        for number, heights in enumerate(([d.begun for d in self.days], [d.handed_in for d in self.days])):
            path = "".join(
                f"H{n(scale.x(one.day))}V{n(scale.y(height))}"
                if place
                else f"M{n(scale.x(one.day))} {n(scale.y(height))}"
                for place, (one, height) in enumerate(zip(self.days, heights, strict=True))
            )
            dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
            parts.append(
                f'<path class="step series-{number + 1}" d="{path}" fill="none" stroke="{SERIES[number]}"'
                f' stroke-width="2.5"{dash}/>'
            )
            parts.append(series_mark(number, scale.x(self.days[-1].day), scale.y(heights[-1])))
        return parts

    @property
    def alt(self) -> str:
        end = self.days[-1]
        marked = "; ".join(f"{one.word} {one.day}" for one in self.marked)
        return (
            f"Svaren dag för dag till och med {end.day}. Påbörjat: {self.told(end.begun)}. "
            f"Inlämnat: {self.told(end.handed_in)}." + (f" Markerade dagar: {marked}." if marked else "")
        )

    def table(self, key: str) -> Table:
        """A row for each day that the numbers changed on, or that is marked."""
        words = {day: ", ".join(m.word for m in self.marked if m.day == day) for day in {m.day for m in self.marked}}
        told = {one.day: (str(one.begun), str(one.handed_in)) for one in self.days}
        rows = []
        counts = ("0", "0")
        for day in sorted({*told, *words}):
            counts = told.get(day, counts) if day <= self.days[-1].day else ("–", "–")
            rows.append(Row((Cell(str(day)), *map(Cell, counts), Cell(words.get(day, "")))))
        columns = (Column("Dag", "name"), *(Column(name, "number") for name in NAMES), Column("Händelse", "text"))
        return Table(key, self.title, columns, tuple(rows))


def _scale_of_days(first: date, last: date, left: float, right: float) -> Callable[[date], float]:
    span = max((last - first).days, 1)
    return lambda day: left + (day - first).days / span * (right - left)


def _steps(units: int) -> list[int]:
    """Even numbers up to all who were asked, at most six, all of them among these."""
    step = next(step for power in range(9) for lead in (1, 2, 5) if units / (step := lead * 10**power) <= MOST_STEPS)
    found = list(range(0, units + 1, step))
    if units - found[-1] < step / 2 and units != found[-1]:
        found.pop()
    return sorted({*found, units, 0})


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _shown_days(span: tuple[date, date], x: Callable[[date], float]) -> list[date]:
    """The first, and each week, month or quarter after it that has room."""
    first, last = span
    room = width_of("30/12", SMALL) + 8
    step = next((days for days in (1, 7, 14, 28, 91, 364) if x(first + timedelta(days)) - x(first) >= room), 3640)
    return [first + timedelta(days) for days in range(0, (last - first).days + 1, step)]


def _event(one: MarkedDay, x: Callable[[date], float], top: float, foot: float) -> str:
    return (
        f'<line class="event" x1="{n(x(one.day))}" y1="{n(top)}" x2="{n(x(one.day))}" y2="{n(foot)}"'
        f' stroke="{MUTED}" stroke-width="1" stroke-dasharray="2 3"/>'
    )


def _flags(marked: Sequence[MarkedDay], x: Callable[[date], float], width: float) -> tuple[float, list[str]]:
    """The words above the marked days, each in the first tier that has room for it, and the foot of the lowest tier."""
    tiers: list[float] = []  # the right end of the last word in each
    placed = []
    for one in sorted(marked, key=lambda flag: flag.day):
        words = f"{one.word} {_short(one.day)}"
        lines = wrapped(words, width - 4, SMALL)
        wide = max(width_of(line, SMALL) for line in lines)
        start = min(max(x(one.day) - wide / 2, 0), width - wide)
        tier = next((number for number, end in enumerate(tiers) if end + 8 <= start), len(tiers))
        tiers += [0.0] if tier == len(tiers) else []
        tiers[tier] = start + wide
        placed.append((start, tier, lines))
    heights = [max(height_of(lines, SMALL) for _, one, lines in placed if one == tier) for tier in range(len(tiers))]
    parts = []
    for start, tier, lines in placed:
        parts += lines_of(start, sum(heights[:tier]), lines, look="tick", size=SMALL, fill=MUTED)
    return sum(heights) + 4, parts


def _labels(labels: list[list[str]], left: float, tops: list[float]) -> list[str]:
    parts = []
    for number, (lines, top) in enumerate(zip(labels, tops, strict=True)):
        parts.append(series_mark(number, left + 6, top + SIZE / 2 + 3))
        parts += lines_of(left + BESIDE, top, lines, look="end", is_bold=bool(number))
    return parts
