"""Which indicator a heading in a result file means. Pure: names in, codes out.

Spaces, hyphens at line ends, dashes, case and footnote marks make no other heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.rules.spec import Definitions, IndicatorDefinition

LEFT_OUT = ""  # chosen code of a column that is not read
KEY_LENGTH = 400
_SUPERSCRIPT = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_FOOTNOTE = re.compile(r"[\s*†]*(\(?\d{1,2}\)|\d|[*†])[\s*†]*$")
_FACTS_OF_UNITS = (  # headings that tell about the unit, not how it does
    "Kod, Kommunkod, K-kod, Kommun-kod, Länskod, Lkod, Län, Länsnamn, Kommun, Kommunnamn, Namn, Stadsdel, "
    "Kommun/stadsdel, Kommun eller stadsdel, År, Kommungrupp, SKL-grupp, SKR-grupp, Storleksgrupp, "
    "Kommunstorlek, Region"
)


def heading_key(text: str) -> str:
    """What is left when case, spacing, hyphens, dashes and superscript footnotes are taken away."""
    plain = unicodedata.normalize("NFKC", _SUPERSCRIPT.sub("", text)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())[:KEY_LENGTH]


FACTS_OF_UNITS = frozenset(heading_key(name) for name in _FACTS_OF_UNITS.split(","))


@dataclass(frozen=True)
class Match:
    code: str | None  # None: a person has to choose; LEFT_OUT: not read
    how: str  # automatic | remembered | chosen | fact | undecided


class HeadingBook:
    """The headings a year's indicators go by, and what people have chosen for others."""

    def __init__(
        self,
        definitions: Definitions,
        kinds: Iterable[str],
        chosen: Mapping[str, str],
        remembered: Mapping[str, str],
    ) -> None:
        self.indicators = {code: one for code, one in definitions.indicators.items() if one.kind in set(kinds)}
        self.known = _known_keys(self.indicators.values())
        self.chosen, self.remembered = chosen, remembered

    def find(self, text: str) -> str | None:
        """The indicator of a heading by its names alone, with or without a footnote mark at its end."""
        return self.known.get(heading_key(text)) or self.known.get(heading_key(_FOOTNOTE.sub("", text)))

    def match(self, heading: str, candidates: Iterable[str]) -> Match:
        """`heading` is what a person sees and chooses for; `candidates` are the ways to read it, best first."""
        key = heading_key(heading)
        if key in self.chosen:
            return self._decided(self.chosen[key], "chosen")
        for candidate in candidates:
            if code := self.find(candidate):
                return Match(code, "automatic")
        if key in self.remembered:
            return self._decided(self.remembered[key], "remembered")
        if key in FACTS_OF_UNITS:
            return Match(LEFT_OUT, "fact")
        return Match(None, "undecided")

    def _decided(self, code: str, how: str) -> Match:
        """A choice made for another year may name an indicator that this year lacks."""
        return Match(code, how) if code == LEFT_OUT or code in self.indicators else Match(None, "undecided")


def _known_keys(indicators: Iterable[IndicatorDefinition]) -> dict[str, str]:
    """Key: code. Short names go before names and other headings; a heading two indicators share means neither."""
    known: dict[str, str] = {}
    every = list(indicators)
    for names_of in (_short_names, _long_names, _other_names, _shortened_names):
        found: dict[str, set[str]] = {}
        for one in every:
            for name in names_of(one):
                found.setdefault(heading_key(name), set()).add(one.code)
        for key, codes in found.items():
            if key and len(codes) == 1:
                known.setdefault(key, *codes)
    return known


def _short_names(one: IndicatorDefinition) -> tuple[str, ...]:
    return (one.short_name, one.code)


def _long_names(one: IndicatorDefinition) -> tuple[str, ...]:
    return (one.name,)


def _other_names(one: IndicatorDefinition) -> tuple[str, ...]:
    return one.also_called


def _shortened_names(one: IndicatorDefinition) -> tuple[str, ...]:
    """Without " – Ekonomiskt bistånd" at the end: a file about one area need not say which."""
    return tuple(re.sub(r"\s+[–-]\s+[^–-]+$", "", name) for name in (one.short_name, one.name))
