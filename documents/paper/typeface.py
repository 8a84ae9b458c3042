"""Which signs the typeface has: what it lacks is named, as a record must not leave out what somebody wrote."""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro

REGULAR = Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf"
# Signs that another does as well for: hyphens that do not break, and what only chooses between looks of an emoji.
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2015": "—", "\ufe0e": "", "\ufe0f": ""})


def in_typeface(text: str) -> str:
    """The text with each sign that the typeface lacks as its number in Unicode.

    >>> in_typeface("Bra 👍, 4\u20117 dagar")
    'Bra [U+1F44D], 4-7 dagar'
    """
    if text.isascii():
        return text
    return _lacking().sub(lambda found: f"[U+{ord(found.group()):04X}]", text.translate(_ALIKE))


@lru_cache(maxsize=1)
def _lacking() -> re.Pattern[str]:
    known = "".join(re.escape(chr(sign)) for sign in sorted(_signs(REGULAR.read_bytes())))
    return re.compile(f"[^\n\t\r{known}]")


def _signs(font: bytes) -> set[int]:
    """What the font's table "cmap" has, in its form of 16 bits: runs of codes (OpenType, cmap format 4)."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    offsets = [struct.unpack_from(">I", font, start + 8 + 8 * number)[0] for number in range(count)]
    at = next(start + one for one in offsets if struct.unpack_from(">H", font, start + one)[0] == 4)
    runs = struct.unpack_from(">H", font, at + 6)[0] // 2
    lasts = struct.unpack_from(f">{runs}H", font, at + 14)
    firsts = struct.unpack_from(f">{runs}H", font, at + 16 + 2 * runs)
    return {sign for first, last in zip(firsts, lasts, strict=True) for sign in range(first, min(last, 0xFFFE) + 1)}
