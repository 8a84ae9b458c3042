"""Characters that look alike, or are not seen, are one: for files, forms and search. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def _table(replacement: str, *ranges: tuple[int, int]) -> dict[int, str]:
    return {code: replacement for first, last in ranges for code in range(first, last + 1)}


def _each(letters: str, replacements: Iterable[str]) -> dict[int, str]:
    return {ord(letter): other for letter, other in zip(letters, replacements, strict=True)}


# Soft hyphens, zero-width characters, marks of direction, a byte order mark within the text, Word's optional hyphen.
_UNSEEN = _table(
    "", (0xAD, 0xAD), (0x180E, 0x180E), (0x200B, 0x200C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064)
) | _table("", (0x2066, 0x2069), (0xFEFF, 0xFEFF), (0x1F, 0x1F))
_SPACES = _table(" ", (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F))
_BREAKS = _table("\n", (0x0B, 0x0C), (0x85, 0x85), (0x2028, 0x2029))  # Word's line and page breaks, and Unicode's
_PLAIN = _UNSEEN | _SPACES | _BREAKS | {0x3000: " ", 0x1E: "\u2011"}  # U+001E is Word's non-breaking hyphen
_JOINER = re.compile("\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")  # between two emoji it is part of a picture
_NOT_PLAIN = re.compile("[\x0b\x0c\x1e\x1f\x85\xa0\xad\u0300-\U0010ffff]")  # the Swedish letters are plain

_DASHES = _table("-", (0x2010, 0x2015), (0x2043, 0x2043), (0x2212, 0x2212), (0xFE58, 0xFE58), (0xFE63, 0xFE63))
_QUOTES = _each("\u2018\u2019\u201a\u201b\u2032\u00b4", "'" * 6) | _each("“”„‟″«»", '"' * 7)
_CYRILLIC = _each("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs")
_GREEK = _each("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_FOLDED = _DASHES | _QUOTES | _CYRILLIC | _GREEK | {0x2026: "...", 0xFF0D: "-", 0xFE0F: "", 0xFE0E: ""}


def plain_text(text: str) -> str:
    """As it looks, which is how it is kept: letters composed, one kind of space and of line break, and nothing that is
    not seen. Dashes and quotation marks stay as they were typed.

    >>> plain_text("\\u200b0125\\u00a0"), plain_text("Ekero\\u0308"), plain_text("a\\u000bb"), plain_text("4\\u20137")
    ('0125 ', 'Ekerö', 'a\\nb', '4–7')
    """
    if not _NOT_PLAIN.search(text):
        return text
    return unicodedata.normalize("NFC", _JOINER.sub("", text.translate(_PLAIN)))


def folded(text: str) -> str:
    """For matching: what is left when case, spacing, the length of dashes, the look of quotation marks and the alphabet
    of a letter make no difference.

    >>> folded("Inom 4–7\\u00a0 dagar") == folded(" inom 4-7 dagar"), folded("\\u0415\\u200b1")
    (True, 'e1')
    """
    text = plain_text(text)
    if not text.isascii():
        text = text.translate(_FOLDED)
    return " ".join(text.casefold().split())
