"""Which indicator a heading in a result file means. Pure: names in, codes out.

Spaces, hyphens at line ends, dashes, case and footnote marks make no other heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.rules.loader import accepted_words, normalise_word
from indicators.rules.outcomes import NON_RESPONSE, RESULT_WORDS
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.characters import folded

LEFT_OUT = ""  # chosen code of a column that is not read
KEY_LENGTH = 400
_SUPERSCRIPT = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+")
_FOOTNOTE = re.compile(r"[\s*†]*(\(?\d{1,2}\)|\d|[*†])[\s*†]*$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FACTS_OF_UNITS = (  # headings that tell about the unit, not how it does
    "Kod, Kommunkod, K-kod, Kommun-kod, Länskod, Lkod, Län, Länsnamn, Kommun, Kommunnamn, Namn, Stadsdel, "
    "Kommun/stadsdel, Kommun eller stadsdel, År, Kommungrupp, SKL-grupp, SKR-grupp, Storleksgrupp, "
    "Kommunstorlek, Region"
)


def heading_key(text: str) -> str:
    """What is left when case, spacing, hyphens, dashes and superscript footnotes are taken away."""
    plain = unicodedata.normalize("NFKC", folded(_SUPERSCRIPT.sub("", text)))
    return "".join(letter for letter in plain if letter.isalnum())[:KEY_LENGTH]


FACTS_OF_UNITS = frozenset(heading_key(name) for name in _FACTS_OF_UNITS.split(","))


@dataclass(frozen=True)
class Match:
    code: str | None  # None: a person has to choose; LEFT_OUT: not read
    how: str  # automatic | remembered | chosen | fact | kind | other_year | undecided | several


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
        self.area, self.accepted = definitions.area, frozenset({definitions.year})
        self.units = frozenset(heading_key(one.unit) for one in self.indicators.values() if one.unit)
        silence = RESULT_WORDS[NON_RESPONSE]
        self.results = frozenset[str]().union(*map(accepted_words, self.indicators.values()))
        self.words = self.results | {normalise_word(silence.label), *silence.in_files}

    def accepted_for(self, code: str | None) -> frozenset[int]:
        """The years that figures of the survey may be of: its own, and for those of registers their period's."""
        definition = self.indicators.get(code or "")
        if definition is None or definition.kind not in ("register", "background"):
            return self.accepted
        return self.accepted | {int(year) for year in _YEAR.findall(definition.period)}

    def counts(self, code: str) -> bool:
        """Whether its figure may itself be a number of something, and no share."""
        definition = self.indicators[code]
        return definition.kind != "choice" and not definition.unit.startswith("procent")

    def find(self, text: str) -> str | None:
        """The indicator of a heading by its names alone, with or without a footnote mark at its end."""
        return self.known.get(heading_key(text)) or self.known.get(heading_key(_FOOTNOTE.sub("", text)))

    def match(self, heading: str) -> Match:
        """Of a heading that stands in a cell by itself."""
        key = heading_key(heading)
        if chosen := self.chosen_for(key):
            return chosen
        if code := self.find(heading):
            return Match(code, "automatic")
        if remembered := self.remembered_for(key):
            return remembered
        return Match(LEFT_OUT, "fact") if key in FACTS_OF_UNITS else Match(None, "undecided")

    def chosen_for(self, key: str) -> Match | None:
        return self._decided(self.chosen[key], "chosen") if key in self.chosen else None

    def remembered_for(self, key: str) -> Match | None:
        return self._decided(self.remembered[key], "remembered") if key in self.remembered else None

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
