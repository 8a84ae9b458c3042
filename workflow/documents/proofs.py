"""A text that somebody wrote, tried on the figures: what it states, sentence by sentence, and what is not so. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from indicators.prose import statements as said
from indicators.prose.facts import TableFacts
from indicators.prose.reading.reading import read_paragraphs
from indicators.prose.statements import Statement
from indicators.prose.trying import holds
from municipalities.swedish import MINUS, NBSP, listed, percent

_NUMBER = re.compile(r"\d+(?:,\d)?")
RELATIONS: Mapping[str, str] = {
    "i_niva": "i nivå med",
    "nagot_battre": "något bättre än",
    "klart_battre": "klart bättre än",
    "nagot_samre": "något sämre än",
    "klart_samre": "klart sämre än",
    "battre": "bättre än",
    "samre": "sämre än",
    "hogre": "högre än",
    "lagre": "lägre än",
}


@dataclass(frozen=True)
class Tried:
    """One statement. `read_as`: how it is understood; `ours`: what the figures say; `holds` None: nothing to try on."""

    place: str
    sentence: str
    indicator: str
    read_as: str
    ours: str
    holds: bool | None


@dataclass(frozen=True)
class Proof:
    tried: tuple[Tried, ...]
    sentences: int  # that state something

    @property
    def false(self) -> list[Tried]:
        return [one for one in self.tried if one.holds is False]

    @property
    def true(self) -> list[Tried]:
        return [one for one in self.tried if one.holds]

    @property
    def true_sentences(self) -> list[list[Tried]]:
        """The true statements, those of a sentence together."""
        return [list(found) for _said, found in groupby(self.true, key=lambda one: (one.place, one.sentence))]

    @property
    def untried(self) -> list[Tried]:
        return [one for one in self.tried if one.holds is None]


def prove(paragraphs: Iterable[str], facts: TableFacts) -> Proof:
    """`facts`: of all the year's indicators, as one table."""
    read = read_paragraphs(paragraphs, facts.indicators)
    names = {one.code: one.name for one in facts.indicators}
    shares = {one.code for one in facts.indicators if one.is_choice}
    tried = []
    for one in read:
        for statement in one.statements:
            verdict = holds(statement, facts)
            ours = in_words(verdict.ours, statement, statement.indicator in shares) if verdict else ""
            is_so = verdict.holds if verdict else None
            name = names[statement.indicator]
            tried.append(Tried(one.said.place, one.said.text, name, told(statement), ours, is_so))
    return Proof(tuple(tried), len(read))


def told(statement: Statement) -> str:
    """A statement in few words, for who is to judge whether the sentence was understood.

    >>> told(said.AllBut("jour", ("Ekerö", "Solna"))), told(said.FigureIs("jour", Fraction(83), "Riket"))
    ('alla utom Ekerö och Solna har det', 'Riket: 83\\xa0%')
    """
    return TOLD[type(statement)](statement)


def in_words(ours: str, statement: Statement, is_share: bool) -> str:
    """What the figures say, with its sign and unit.

    >>> in_words("50 mot 66,7", said.Against("jour", "Riket", "battre"), True)
    '50\\xa0% mot 66,7\\xa0%'
    """
    if isinstance(statement, said.NewIndicator):
        return "den är ny" if ours == "new" else "den fanns förra gången"
    if isinstance(statement, said.Changed | said.Unchanged):
        change = ours.replace("-", MINUS) if ours.startswith("-") or ours == "0" else f"+{ours}"
        return f"{change} procentenheter" if is_share else change
    if is_share and isinstance(statement, said.FigureIs | said.Against):
        return _NUMBER.sub(rf"\g<0>{NBSP}%", ours)
    return ours


def _has(one: Any) -> str:
    return "har det helt eller delvis" if one.partly else "har det"


def _with_points(words: str, points: Fraction | None) -> str:
    return words if points is None else f"{words} med {percent(points).removesuffix('%').strip()} procentenheter"


TOLD: dict[type, Callable[[Any], str]] = {
    said.AllHave: lambda one: f"alla {_has(one)}",
    said.NoneHas: lambda one: f"ingen {_has(one)}",
    said.AllBut: lambda one: f"alla utom {listed(one.units)} {_has(one)}",
    said.Only: lambda one: f"bara {listed(one.units)} {_has(one)}",
    said.Holders: lambda one: f"{listed(one.units)} har det, och inga andra",
    said.Has: lambda one: f"{listed(one.units)} {_has(one)}",
    said.Lacks: lambda one: f"{listed(one.units)} saknar det",
    said.Most: lambda one: "mer än hälften har det",
    said.Count: lambda one: f"{one.yes} av {one.base} har det",
    said.Partly: lambda one: f"{listed(one.units)} har det delvis, och inga andra",
    said.FigureIs: lambda one: f"{one.of or 'snittet'}: {percent(one.figure)}",
    said.Against: lambda one: _with_points(f"{RELATIONS[one.relation]} {one.group}", one.points),
    said.Changed: lambda one: _with_points("har ökat" if one.direction == "up" else "har minskat", one.points),
    said.Unchanged: lambda one: "är oförändrat",
    said.Gained: lambda one: f"{listed(one.units)} har tillkommit{', och inga andra' if one.exactly else ''}",
    said.Lost: lambda one: f"{listed(one.units)} har det inte längre{', och inga andra' if one.exactly else ''}",
    said.MostMoved: lambda one: f"mer än hälften har {'tillkommit' if one.direction == 'up' else 'upphört'}",
    said.NewIndicator: lambda one: "är ny i år",
}
