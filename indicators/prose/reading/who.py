"""Which units and groups a clause names, and how it counts them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.prose.reading.words import is_slip, words_of
from municipalities.characters import folded

_NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
NUMBERS = {"en": 1, "ett": 1, **{word: number for number, word in enumerate(_NUMBERS, 2)}}
PARTS = {
    "hälften": Fraction(1, 2),
    "en fjärdedel": Fraction(1, 4),
    "en tredjedel": Fraction(1, 3),
    "tre fjärdedelar": Fraction(3, 4),
    "två tredjedelar": Fraction(2, 3),
}
_NUMBER = "|".join((*NUMBERS, r"\d+"))
_ALL = re.compile(
    r"\b(?:alla|samtliga)\b(?= (?:de )?(?:åtta |\d+ )?\w*kommun| (?:åtta|\d+) (?:har|saknar)"
    r"| (?:har|saknar|erbjuder|använder|utom|förutom)\b)"
)
_BUT = re.compile(r"\b(?:utom|förutom|undantaget|med undantag (?:av|för))\b")
_ONLY = re.compile(r"\b(?:endast|bara|enbart)\b")
_NONE = re.compile(r"\bing(?:en|a)(?: av)?(?: (?:kommun|kommuner|nordvästkommun\w*|av|annan)|\b(?= \w+r\b))")
_MOST = re.compile(r"\b(?:de flesta|flertalet|majoriteten|en majoritet)\b")
_COUNT = re.compile(rf"\b({_NUMBER})(?: av (?:de )?({_NUMBER}))?(?: \w*kommun(?:er|erna)?\b| har\b| av kommunerna)")
_OF = re.compile(rf"\b({_NUMBER}) av (?:de )?({_NUMBER})\b")


@dataclass(frozen=True)
class Who:
    """`how`: all, all_but, only, none, most, count, names, or empty where nobody is named."""

    how: str = ""
    units: tuple[str, ...] = ()
    count: int = 0
    base: int = 0


def who_in(clause: str, names: Sequence[str]) -> Who:
    text, units = folded(clause), units_in(clause, names)
    if _BUT.search(text) and units and (_ALL.search(text) or _starts_with_but(text)):
        return Who("all_but", units)
    if _ONLY.search(text) and units:
        return Who("only", units)
    if _NONE.search(text):
        return Who("none")
    if units:
        return Who("names", units)
    if _ALL.search(text):
        return Who("all")
    if _MOST.search(text):
        return Who("most")
    return _counted(text, len(names))


def _starts_with_but(text: str) -> bool:
    found = _BUT.search(text)
    return found is not None and found.start() == 0


def _counted(text: str, units: int) -> Who:
    for words, part in PARTS.items():
        if re.search(rf"\b{words}\b", text) and (part * units).denominator == 1:
            return Who("count", count=int(part * units), base=units)
    found = _COUNT.search(text) or _OF.search(text)
    if found is None:
        return Who()
    count, base = _number(found[1]), _number(found[2]) if found[2] else units
    if not 0 < count <= base <= units or units % base:
        return Who()
    return Who("count", count=count * units // base, base=units)  # "en av fyra" of eight are two


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def units_in(clause: str, names: Sequence[str]) -> tuple[str, ...]:
    """In the order of `names`; hyphens, genitives and one wrong letter make no other name."""
    words = words_of(clause)
    found = []
    for name in names:
        own = words_of(name)
        spans = (words[start : start + len(own)] for start in range(len(words) - len(own) + 1))
        if any(all(_is_same(a, b) for a, b in zip(span, own, strict=True)) for span in spans):
            found.append(name)
    return tuple(found)


def _is_same(written: str, name: str) -> bool:
    return written in (name, f"{name}s") or is_slip(written.removesuffix("s"), name) or is_slip(written, name)


def groups_in(clause: str, groups: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """Groups named, with where each begins and ends. `groups`: pattern of its name in running text -> its name."""
    text = folded(clause)
    found: list[tuple[str, int, int]] = []
    for pattern, name in groups.items():
        for match in re.finditer(pattern, text):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((name, match.start(), match.end()))
    return sorted(found, key=lambda one: one[1])


def patterns_of(groups: Sequence[str]) -> dict[str, str]:
    """How each group is called in running text; a county before the city that its name begins with."""
    known = {
        "Riket": r"\b(?:rikets?|landets?|hela landet|nationellt)\b",
        "Stockholm": r"\bstockholms?(?: stad)?\b(?! l[äa]n)",
    }
    longest = sorted(groups, key=len, reverse=True)
    return {known.get(name, rf"\b{re.escape(folded(name))}\b"): name for name in longest}
