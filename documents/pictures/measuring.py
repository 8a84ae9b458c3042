"""How wide a text is at most, how it is broken into lines, and how labels are moved apart. Pure.

A picture is read in more fonts than one: Source Sans on paper, what the reader has on a page. So widths are
those of a wide sans-serif, and no label that fits here is cut or covers another there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean

_EMS = {
    **dict.fromkeys("ijlI|!'.,:; \u00a0\u202f·", 0.31),
    **dict.fromkeys('ftr()[]{}-/\\"*`°', 0.44),
    **dict.fromkeys("acekosuvxyz", 0.6),
    **dict.fromkeys("bdghnpqJ0123456789_$?–−+=<>×÷~^#«»§", 0.64),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&w", 0.77),
    **dict.fromkeys("mMW%@—…æÆœ", 0.98),
}
BOLD = 1.1  # as wide again
_OTHER = 1.1  # of a sign we do not know
LEADING = 1.25  # from one line of a text to the next, in sizes


def width_of(text: str, size: float, is_bold: bool = False) -> float:
    """At most, in the units of `size`."""
    return sum(map(_em, text)) * size * (BOLD if is_bold else 1)


@lru_cache(maxsize=2048)
def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    plain = unicodedata.normalize("NFD", sign)[:1]  # Å is as wide as A
    return _EMS.get(sign) or _EMS.get(plain, _OTHER)


def wrapped(text: str, room: float, size: float, is_bold: bool = False) -> list[str]:
    """Lines no wider than the room, broken at spaces and after hyphens; a longer word is divided where it must.

    >>> wrapped("Upplands Väsby", 70, 13)
    ['Upplands', 'Väsby']
    >>> wrapped("Handlingsplan", 66, 13)
    ['Handling-', 'splan']
    """
    lines = [""]
    for piece in re.findall(r"[^ -]*-+ *|[^ ]+ *", re.sub("[\t\r\n]", " ", text)):
        if width_of((lines[-1] + piece).rstrip(" "), size, is_bold) <= room:
            lines[-1] += piece
        else:
            lines += _divided(piece, room, size, is_bold)
    return [line.rstrip(" ") for line in lines if line.strip(" ")] or [""]


def widest_word(text: str, size: float, is_bold: bool = False) -> float:
    """The room that `wrapped` needs so that no word is divided."""
    return max((width_of(word, size, is_bold) for word in re.findall(r"[^ -]*-+|[^ ]+", text)), default=0)


def _divided(word: str, room: float, size: float, is_bold: bool) -> list[str]:
    parts = []
    while width_of(word.rstrip(" "), size, is_bold) > room and len(word) > 1:
        fits = [end for end in range(1, len(word)) if width_of(word[:end] + "-", size, is_bold) <= room]
        end = max(fits, default=1)
        parts.append(word[:end] + "-")
        word = word[end:]
    return [*parts, word]


def apart(wanted: Sequence[float], sizes: Sequence[float], lowest: float, highest: float) -> list[float]:
    """The middles of labels along a line: as near the wanted as may be, in the same order, none upon another and all
    between lowest and highest where there is room for the sum of their sizes."""
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    offsets, used = [], 0.0
    for number in order:
        offsets.append(used + sizes[number] / 2)
        used += sizes[number]
    blocks: list[list[float]] = []  # of labels that touch: each one's wanted place, less what stands before it
    for number, offset in zip(order, offsets, strict=True):
        blocks.append([wanted[number] - offset])
        while len(blocks) > 1 and fmean(blocks[-2]) > fmean(blocks[-1]):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    levels = [max(min(fmean(block), highest - used), lowest) for block in blocks for _ in block]
    placed = {number: level + offset for number, level, offset in zip(order, levels, offsets, strict=True)}
    return [placed[number] for number in range(len(wanted))]
