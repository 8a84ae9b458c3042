"""Small pictures as SVG: a title and a description inside, a table beside them on the page, colours from the sheet."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from statistics import fmean

from django.utils.html import escape
from django.utils.safestring import SafeString

from indicators.comparing.presenters import safe
from indicators.comparing.trends import Point, Series

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 78, 90, 16, 38
APART = 20  # between the figures at the ends of the lines
MARKS = ("circle", "square", "triangle", "diamond", "down", "bar")
DASHES = ("", "9 4", "2 4", "9 4 2 4", "14 5", "5 3 2 3 2 3")  # of the lines, beside the marks: not colour alone


def line_chart(
    title: str,
    description: str,
    years: list[int],
    series: list[Series],
    write: Callable[[Fraction], str],
    top: Fraction,
) -> SafeString:
    """Lines over the years; a line is drawn only between points that may be compared. `top` ends the scale."""
    x = _scale_of_years(years)

    def y(figure: Fraction) -> float:
        return round(HEIGHT - BOTTOM - float(figure / top) * (HEIGHT - TOP - BOTTOM), 1)

    parts = [_frame(years, x, y, write, top)]
    parts += [_series(one, number, x, y, write) for number, one in enumerate(series)]
    parts += _ends([one.points[-1] for one in series], years[-1], x, y, write)
    return safe(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="chart-title chart-text">'
        f'<title id="chart-title">{escape(title)}</title><desc id="chart-text">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def mark_for(number: int) -> SafeString:
    """The line and the mark of a series, for the list of names beside the chart."""
    line = f'<line{_look(number)} x1="1" x2="43" y1="8" y2="8"/>'
    return safe(
        f'<svg class="chart chart-key" viewBox="0 0 44 16" width="44" height="16" aria-hidden="true">'
        f"{line}{_mark(number, 22, 8)}</svg>"
    )


def _look(number: int) -> str:
    """Colour and dashes of a line. Both come again after six series; the mark does not, see _mark."""
    dash = DASHES[number % len(DASHES)]
    return f' class="series-{number % len(MARKS) + 1}"' + (f' stroke-dasharray="{dash}"' if dash else "")


def _scale_of_years(years: list[int]) -> Callable[[int], float]:
    first, span = years[0], max(years[-1] - years[0], 1)
    room = WIDTH - LEFT - RIGHT - 40
    if len(years) == 1:
        return lambda year: LEFT + 20 + room / 2
    return lambda year: round(LEFT + 20 + (year - first) / span * room, 1)


def _frame(
    years: list[int],
    x: Callable[[int], float],
    y: Callable[[Fraction], float],
    write: Callable[[Fraction], str],
    top: Fraction,
) -> str:
    parts = []
    for step in range(5):
        figure = top * step / 4
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(figure)}" y2="{y(figure)}"/>')
        parts.append(f'<text class="tick" x="{LEFT - 8}" y="{y(figure) + 4}" text-anchor="end">{write(figure)}</text>')
    parts += [
        f'<text class="tick" x="{x(year)}" y="{HEIGHT - 10}" text-anchor="middle">{year}</text>' for year in years
    ]
    return "".join(parts)


def _series(
    series: Series,
    number: int,
    x: Callable[[int], float],
    y: Callable[[Fraction], float],
    write: Callable[[Fraction], str],
) -> str:
    parts = [
        f'<line{_look(number)} x1="{x(before.year)}" y1="{y(before.figure)}" x2="{x(now.year)}" y2="{y(now.figure)}"/>'
        for before, now in zip(series.points, series.points[1:], strict=False)
        if now.joins
    ]
    parts += [
        _point(point, number, x, y, f"{series.name} {point.year}: {write(point.figure)}") for point in series.points
    ]
    return f'<g class="series">{"".join(parts)}</g>'


def _ends(
    points: list[Point],
    latest: int,
    x: Callable[[int], float],
    y: Callable[[Fraction], float],
    write: Callable[[Fraction], str],
) -> list[str]:
    """The last figure of each series: beside its mark, and above it where other lines go on."""
    beside = [point for point in points if point.year == latest]
    places = [
        (point, 12.0, place, "start")
        for point, place in zip(beside, apart([y(one.figure) for one in beside]), strict=True)
    ]
    places += [(point, 0.0, y(point.figure) - 14, "middle") for point in points if point.year != latest]
    return [
        f'<text class="end" x="{x(point.year) + right}" y="{round(down + 4, 1)}" text-anchor="{anchor}">'
        f"{write(point.figure)}</text>"
        for point, right, down, anchor in places
    ]


def apart(wanted: list[float]) -> list[float]:
    """As near the wanted heights as may be, in the same order; none closer than APART where there is room."""
    step = min(APART, (HEIGHT - TOP - BOTTOM) / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    blocks: list[list[float]] = []  # of labels that touch: each one's wanted height, less the steps above it
    for place, number in enumerate(order):
        blocks.append([wanted[number] - place * step])
        while len(blocks) > 1 and fmean(blocks[-2]) > fmean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    lowest = HEIGHT - BOTTOM - step * max(len(wanted) - 1, 0)
    levels = [min(max(fmean(block), TOP), lowest) for block in blocks for _ in block]
    placed = {number: level + place * step for place, (number, level) in enumerate(zip(order, levels, strict=True))}
    return [placed[number] for number in range(len(wanted))]


def _point(point: Point, number: int, x: Callable[[int], float], y: Callable[[Fraction], float], told: str) -> str:
    return f"<g><title>{escape(told)}</title>{_mark(number, x(point.year), y(point.figure))}</g>"


def _mark(number: int, x: float, y: float) -> str:
    """No two series have the same: six shapes filled, then the six hollow, then numbers."""
    rounds, place = divmod(number, len(MARKS))
    look = f"mark mark-{place + 1}{' hollow' if rounds else ''}"
    if rounds > 1:
        return f'<text class="{look}" x="{x}" y="{y + 5}" text-anchor="middle">{number + 1}</text>'
    match MARKS[place]:
        case "circle":
            return f'<circle class="{look}" cx="{x}" cy="{y}" r="5"/>'
        case "square":
            return f'<rect class="{look}" x="{x - 4.5}" y="{y - 4.5}" width="9" height="9"/>'
        case "triangle":
            return f'<path class="{look}" d="M{x} {y - 6}l6 10h-12z"/>'
        case "down":
            return f'<path class="{look}" d="M{x} {y + 6}l6 -10h-12z"/>'
        case "bar":
            return f'<rect class="{look}" x="{x - 6}" y="{y - 3}" width="12" height="6"/>'
    return f'<path class="{look}" d="M{x} {y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z"/>'
