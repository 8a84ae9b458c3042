"""The sheet that every picture is drawn on: text, lines, marks and colours as SVG. Pure.

Attributes carry the look on paper, where no style sheet is; classes let a page's sheet give its own colours, dark too.
One unit is 160/720 mm on paper, so that the smallest text, 12, is 7.6 points.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from documents.checks import cleaned
from documents.pictures.measuring import LEADING
from documents.tree import Picture, Table, Tone

WIDE, NARROW = 720, 312  # paper and screen, and a phone
PAPER_MM = 160
SIZE, SMALL = 13, 12
# Quoted, for a name with a number in it is no word of CSS and the whole list would fall.
FONTS = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
INK, MUTED, LINE, PAPER = "#16242e", "#56646d", "#d9d5cb", "#ffffff"
SERIES = ("#0a5566", "#9a5b00", "#7a3e8e", "#4a6572", "#a3284f", "#4d7a1f")
SHAPES = ("circle", "square", "triangle", "diamond", "down", "bar")
DASHES = ("", "9 4", "2 4", "9 4 2 4", "14 5", "5 3 2 3 2 3")  # of the lines, beside the marks: not colour alone
# Of each tone: the class a style sheet knows, its colour and its soft ground.
TONES: dict[Tone, tuple[str, str, str]] = {
    "yes": ("yes", "#0f4d2a", "#d9eee0"),
    "partly": ("partly", "#614600", "#fbe9bf"),
    "no": ("no", "#7d1d10", "#f6d6d0"),
    "missing": ("missing", "#53616a", "#eceae4"),
    "low": ("yes", "#0f4d2a", "#d9eee0"),
    "middle": ("partly", "#614600", "#fbe9bf"),
    "high": ("no", "#7d1d10", "#f6d6d0"),
    "": ("plain", INK, "#f2f1ec"),
}


@dataclass(frozen=True)
class Drawing(ABC):
    """`title` is what the picture shows, as a sentence: the one who draws it says the finding."""

    title: str

    def svg(self, key: str, width: int = WIDE) -> str:
        """`key` is its own on the page or in the document: ids begin with it."""
        height, parts = self.drawn(width)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-{"wide" if width >= WIDE else "narrow"}"'
            f' viewBox="0 0 {width} {n(height)}" width="{width}" height="{n(height)}" role="img"'
            f' aria-labelledby="{said(key)}-title {said(key)}-desc" font-family="{FONTS}">'
            f'<title id="{said(key)}-title">{said(self.title)}</title>'
            f'<desc id="{said(key)}-desc">{said(self.alt)}</desc>{"".join(parts)}</svg>'
        )

    @abstractmethod
    def drawn(self, width: int) -> tuple[float, list[str]]:
        """The height, and what stands on the sheet."""

    @property
    @abstractmethod
    def alt(self) -> str:
        """The same numbers in words."""

    @abstractmethod
    def table(self, key: str) -> Table:
        """The same numbers in rows."""

    def picture(self, key: str, table: Table | str = "") -> Picture:
        """For a document; `table` is that which stands behind it, else the picture's own."""
        height, _parts = self.drawn(WIDE)
        return Picture(
            key,
            self.title,
            self.alt,
            self.svg(key),
            PAPER_MM,
            round(height * PAPER_MM / WIDE),
            table or self.table(f"{key}-tabell"),
            narrow=self.svg(f"{key}-smal", NARROW),
        )


def n(number: float) -> str:
    """A coordinate, with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")


def said(words: str) -> str:
    """Text as text: no markup in it, and no sign that XML cannot hold."""
    return escape(cleaned(words))


def written(
    x: float,
    y: float,
    words: str,
    *,
    look: str = "label",
    size: float = SIZE,
    anchor: Literal["start", "middle", "end"] = "start",
    is_bold: bool = False,
    fill: str = INK,
) -> str:
    """A line of text with its foot at y."""
    bold = ' font-weight="600"' if is_bold else ""
    return (
        f'<text class="{look}" x="{n(x)}" y="{n(y)}" font-size="{n(size)}" text-anchor="{anchor}" fill="{fill}"{bold}>'
        f"{said(words)}</text>"
    )


def muted(x: float, y: float, words: str, anchor: Literal["start", "middle", "end"] = "start") -> str:
    return written(x, y, words, look="tick", size=SMALL, anchor=anchor, fill=MUTED)


def lines_of(
    x: float,
    top: float,
    lines: Sequence[str],
    *,
    look: str = "label",
    size: float = SIZE,
    anchor: Literal["start", "middle", "end"] = "start",
    is_bold: bool = False,
    fill: str = INK,
) -> list[str]:
    """Lines below each other, the first one's top at `top`."""
    return [
        written(
            x,
            top + size + place * size * LEADING,
            line,
            look=look,
            size=size,
            anchor=anchor,
            is_bold=is_bold,
            fill=fill,
        )
        for place, line in enumerate(lines)
    ]


def height_of(lines: Sequence[str], size: float = SIZE) -> float:
    return len(lines) * size * LEADING


def ruled(x1: float, y1: float, x2: float, y2: float, look: str = "grid") -> str:
    return (
        f'<line class="{look}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" stroke="{LINE}" stroke-width="1"/>'
    )


def series_line(number: int, x1: float, y1: float, x2: float, y2: float) -> str:
    """Colour and dashes come again after six series; the mark does not, see series_mark."""
    dash = f' stroke-dasharray="{DASHES[number % len(DASHES)]}"' if number % len(DASHES) else ""
    return (
        f'<line class="series-{number % len(SERIES) + 1}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}"'
        f' stroke="{SERIES[number % len(SERIES)]}" stroke-width="2.5"{dash}/>'
    )


def series_mark(number: int, x: float, y: float) -> str:
    """No two series have the same: six shapes filled, then the six hollow, then numbers."""
    rounds, place = divmod(number, len(SHAPES))
    look, colour = f"mark mark-{place + 1}", SERIES[place]
    if rounds > 1:
        return written(x, y + 5, str(number + 1), look=look, anchor="middle", is_bold=True, fill=colour)
    look += " hollow" if rounds else ""
    paint = f'fill="{PAPER}" stroke="{colour}" stroke-width="2"' if rounds else f'fill="{colour}"'
    match SHAPES[place]:
        case "circle":
            return f'<circle class="{look}" cx="{n(x)}" cy="{n(y)}" r="5" {paint}/>'
        case "square":
            return f'<rect class="{look}" x="{n(x - 4.5)}" y="{n(y - 4.5)}" width="9" height="9" {paint}/>'
        case "triangle":
            return f'<path class="{look}" d="M{n(x)} {n(y - 6)}l6 10h-12z" {paint}/>'
        case "down":
            return f'<path class="{look}" d="M{n(x)} {n(y + 6)}l6 -10h-12z" {paint}/>'
        case "bar":
            return f'<rect class="{look}" x="{n(x - 6)}" y="{n(y - 3)}" width="12" height="6" {paint}/>'
    return f'<path class="{look}" d="M{n(x)} {n(y - 6.5)}l6.5 6.5l-6.5 6.5l-6.5 -6.5z" {paint}/>'


def sign(tone: Tone, x: float, y: float, side: float) -> str:
    """What a result is without colour, in a square with its corner at x, y: full, half, crossed out, a dot; for a
    quartile low, in the middle, high."""
    return signs(tone, [(x, y)], side)


def signs(tone: Tone, corners: Iterable[tuple[float, float]], side: float) -> str:
    """Many of one kind in as few elements as one: a page of marks would else be heavy."""
    look, colour, soft = TONES[tone]
    paints = {
        "edge": f'class="edge-{look}" fill="{soft}" stroke="{colour}" stroke-width="1"',
        "full": f'class="full-{look}" fill="{colour}"',
        "cross": f'class="cross-{look}" fill="none" stroke="{colour}" stroke-width="1.2"',
    }
    places = list(corners)
    drawn = {kind: "".join(_outline(kind, tone, x, y, side) for x, y in places) for kind in paints}
    return "".join(f'<path {paints[kind]} d="{d}"/>' for kind, d in drawn.items() if d)


def in_rows(tones: Sequence[Tone], left: float, top: float, side: float, step: float, in_line: int) -> list[str]:
    """A sign for each, `in_line` of them beside each other, in the order of the tones."""
    corners: dict[Tone, list[tuple[float, float]]] = {}
    for number, tone in enumerate(tones):
        corners.setdefault(tone, []).append((left + number % in_line * step, top + number // in_line * step))
    return [signs(tone, places, side) for tone, places in corners.items()]


def _outline(kind: str, tone: Tone, x: float, y: float, side: float) -> str:
    """The part of one sign that is painted so; empty where it has none."""
    match kind, tone:
        case "full", "yes":
            return _box(x - 0.5, y - 0.5, side + 1, side + 1)
        case "full", "partly":
            return f"M{n(x)} {n(y)}v{n(side)}h{n(side)}z"
        case "full", "missing":
            radius = max(side / 6, 1.2)
            arc = f"a{n(radius)} {n(radius)} 0 1 0 "
            return f"M{n(x + side / 2 - radius)} {n(y + side / 2)}{arc}{n(2 * radius)} 0{arc}{n(-2 * radius)} 0z"
        case "full", "low" | "middle" | "high":
            down = {"low": side * 2 / 3, "middle": side / 3}.get(tone, 0)
            return _box(x, y + down, side, side / 3)
        case "cross", "no":
            return f"M{n(x)} {n(y)}l{n(side)} {n(side)}m0 {n(-side)}l{n(-side)} {n(side)}"
        case "edge", "partly" | "no" | "low" | "middle" | "high":
            return _box(x, y, side, side)
    return ""


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{n(x)} {n(y)}h{n(width)}v{n(height)}h{n(-width)}z"
