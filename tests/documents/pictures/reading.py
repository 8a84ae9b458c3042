"""What stands in a picture, read back from its SVG."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from documents.pictures.drawing import Drawing
from documents.pictures.measuring import width_of

SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    """A line of text and the room that it takes in a wide font."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def read(drawing: Drawing, width: int = 720, key: str = "k") -> ElementTree.Element:
    return ElementTree.fromstring(drawing.svg(key, width))


def words_in(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def run_of(svg: ElementTree.Element) -> str:
    """All text as it is read, without the breaks of lines; words that had to be divided are not joined."""
    return " ".join(words_in(svg))


def boxes_of(svg: ElementTree.Element) -> list[Box]:
    found = []
    for one in svg.iter(f"{SVG}text"):
        size, x, y = (float(one.attrib[name]) for name in ("font-size", "x", "y"))
        wide = width_of(one.text or "", size, "font-weight" in one.attrib)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.attrib["text-anchor"]]
        found.append(Box(one.text or "", left, y - 0.78 * size, left + wide, y + 0.22 * size))
    return found


def collisions(svg: ElementTree.Element) -> list[tuple[str, str]]:
    return [
        (one.words, other.words)
        for one, other in combinations(boxes_of(svg), 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.2
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.2
    ]


def cut(svg: ElementTree.Element) -> list[Box]:
    """Lines of text that reach outside the sheet."""
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    return [
        one
        for one in boxes_of(svg)
        if one.left < -0.5 or one.top < -0.5 or one.right > width + 0.5 or one.bottom > height + 0.5
    ]
