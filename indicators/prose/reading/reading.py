"""Statements read out of running text, of the kinds that `statements` knows. Pure.

A clause is read for whom it counts (`who`), which indicators it is about (`about`), and what it says of them: has it,
lacks it, has got or given it up, a figure, how it stands to another group. What a clause leaves out it takes from the
one before it in the same paragraph. A list of municipalities that have something is taken as all that have it, which is
how reports are written. What is not understood is left: it is better to say nothing of a sentence than to misread it.

Tried on FoU Nordväst's own reports of 2015, 2017 and 2018: of the 118 statements on figures in their running text that
indicators/published has coded by hand, 99 are found, and four of the five that are false; none of the 176 that are
read is called false and is not. Not found: what is said without saying of whom, or of all indicators at once, or what
ought to be better; two methods by a word for both ("vare sig"); shares without a number ("en tredjedel i riket").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import zip_longest

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts
from indicators.prose.reading.about import Book
from indicators.prose.reading.amounts import relations_in, shares_in
from indicators.prose.reading.clauses import Said, clauses_of, paragraphs_of, sentences_in
from indicators.prose.reading.who import Who, patterns_of, who_in
from indicators.prose.statements import Statement
from municipalities.characters import folded

_LOST = re.compile(r"\binte längre\b|\bslutat\b|\bsaknar (?:numera|nu)\b|\b(?:numera|nu) saknar?\b|\bupphört\b")
_LOST_NOW = re.compile(r"\bgjorde det (?:förra året|tidigare)\b.*\binte (?:detta|i) år\b|\binte (?:detta|i) år\b")
_ONLY_THEN = re.compile(r"\b(?:gjorde|hade)\b.*\bförra året\b")
_GAINED = re.compile(
    r"\b(?:har )?(?:nu|numera)\b|\bbörjat\b|\bhar fått\b|\binfört\b|\btillkommit\b|\b(?:har|hade) inte .*\bförra året\b"
)
_LACKS = re.compile(r"\bsaknar?\b|(?<!att )\b(?:inte|ej)\b|\butan\b(?! att)")
_LACKS_NONE = re.compile(r"\bsaknar\b")
_WISHED = re.compile(r"\b(?:kan bli|kan behöva|bör|behöver|skulle|ska kunna|borde|måste)\b")
_OTHERS = re.compile(r"\bstadsdelar?n?a?\b|\bkommuner(?:na)? i (?:riket|landet|länet)\b|\bi (?:riket|landet)\b")
_WITH_ALL = re.compile(r"\bmed (?:alla|samtliga)\b")
_PARTLY = re.compile(r"\bdelvis\b")
_WHOLLY_OR_PARTLY = re.compile(r"\bhelt eller delvis\b")
_UP = re.compile(r"\b(?:ökat|ökade|ökar|ökning\w*|ökats|stigit|blivit fler|fler kommuner)\b")
_DOWN = re.compile(r"\b(?:minskat|minskade|minskar|minskning\w*|sjunkit|(?:blivit|något) färre|färre kommuner)\b")
_SAME = re.compile(r"\b(?:oförändra\w+|densamma|detsamma|samma som)\b")
_POINTS = re.compile(r"\b(\d+(?:[.,]\d+)?) procentenhet")
_AMOUNTS = re.compile(r"\btabell \d+\w?|\d+[.,]\d+|\d+ ?(?:%|procent\w*)", re.I)  # no words of a name
_NEW = re.compile(r"\bnya? (?:kvalitets)?indikator")
_OF_UNITS = re.compile(
    r"\b(?:har|hade|saknar?|erbjud\w*|använd\w*|använt|ger|gör|gjorde|gjort|uppger|börjat|finns|får|följer|"
    r"upprätta\w*|genomför\w*)\b"
)
_BOTH = re.compile(r"\bi båda\b|\bbåda indikatorerna\b")
_GOES_ON = re.compile(  # with what was said before
    r"^(?:nordvästkommunernas |kommunernas )?snitt(?:et)?\b|^i båda\b|\b(?:det|den|sådana?|denna|dessa)\b"
)


@dataclass(frozen=True)
class Read:
    """A sentence and what it states, in its order."""

    said: Said
    statements: tuple[Statement, ...]


@dataclass
class _Before:
    """What the clauses of a paragraph so far have been about."""

    paragraph: int = 0
    codes: list[str] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    who: Who = field(default_factory=Who)


def read_text(text: str, indicators: Sequence[IndicatorFacts]) -> list[Read]:
    return read_paragraphs(paragraphs_of(text), indicators)


def read_paragraphs(paragraphs: Iterable[str], indicators: Sequence[IndicatorFacts]) -> list[Read]:
    """Sentences that state something of the indicators; all others are left out."""
    reader = Reader(indicators)
    found = [Read(one, tuple(dict.fromkeys(reader.read(one)))) for one in sentences_in(paragraphs)]
    return [_with_after(one, after) for one, after in zip_longest(found, found[1:]) if one.statements]


def _with_after(one: Read, after: Read | None) -> Read:
    """What the next sentence adds: "Alla utom Ekerö har det. Solna har det delvis." counts Solna's as well, and where
    it names others who have it, the first list was not all of them."""
    if after is None or after.said.paragraph != one.said.paragraph:
        return one
    partly = {told.indicator: told.units for told in after.statements if isinstance(told, said.Partly)}
    further = {told.indicator for told in after.statements if isinstance(told, said.Has)}
    return replace(one, statements=tuple(_loosened(told, partly, further) for told in one.statements))


def _loosened(told: Statement, partly: Mapping[str, tuple[str, ...]], further: set[str]) -> Statement:
    if isinstance(told, said.AllHave | said.AllBut) and told.indicator in partly:
        is_counted = not set(partly[told.indicator]) & set(getattr(told, "units", ()))
        return replace(told, partly=True) if is_counted else told
    if isinstance(told, said.Holders) and told.indicator in further:
        return said.Has(told.indicator, told.units)
    return told


class Reader:
    def __init__(self, indicators: Sequence[IndicatorFacts]) -> None:
        self.book = Book(tuple(indicators))
        self.units = list(dict.fromkeys(unit.name for one in indicators for unit in one.units))
        self.groups = patterns_of(list(dict.fromkeys(side.name for one in indicators for side in one.sides)))
        self.before = _Before()

    def read(self, sentence: Said) -> Iterator[Statement]:
        if sentence.paragraph != self.before.paragraph and not _GOES_ON.search(folded(sentence.text)):
            self.before = _Before()
        self.before.paragraph = sentence.paragraph
        for place, clause in enumerate(clauses_of(sentence.text)):
            codes = self._about(clause, goes_on=place > 0)
            who = who_in(clause, self.units)
            for number, code in enumerate(codes):
                yield from self._of(clause, code, who, (number, len(codes)))
            self.before.who = who if who.how else self.before.who

    def _about(self, clause: str, *, goes_on: bool) -> list[str]:
        """What the clause names; else what the one before it did, or the last two for "i båda"."""
        codes = self.book.about(_AMOUNTS.sub("", clause))
        if codes:
            self.before.earlier, self.before.codes = self.before.codes, codes
        elif _BOTH.search(folded(clause)) and len(self.before.codes) == 1:
            self.before.codes = list(dict.fromkeys([*self.before.earlier, *self.before.codes]))
        elif not goes_on and not _GOES_ON.search(folded(clause)):
            self.before.codes = []  # it is about something else
        return self.before.codes

    def _of(self, clause: str, code: str, who: Who, place: tuple[int, int]) -> Iterator[Statement]:
        """`place`: which of how many indicators in the clause this is."""
        text = folded(clause)
        if _WISHED.search(text):
            return
        shares = list(shares_in(text, self.groups, place))
        relations = list(relations_in(text, self.groups))
        yield from (said.Against(code, group, relation) for group, relation in relations)
        yield from (said.FigureIs(code, figure, group) for group, figure in shares)
        if not (_OTHERS.search(text) and who.how in ("count", "most", "all", "none")):
            yield from _of_units(text, code, self._whom(text, who))
        if who.how in ("", "most") and not relations:
            yield from _over_time(text, code, who)

    def _whom(self, text: str, who: Who) -> Who:
        """Who, or whom the clause before named: "gjorde det förra året, men inte detta år"."""
        return self.before.who if not who.how and _LOST_NOW.search(text) else who


def _of_units(text: str, code: str, who: Who) -> Iterator[Statement]:
    if who.how == "none" and _WITH_ALL.search(text):
        return
    if not who.how or _ONLY_THEN.search(text) or not (_OF_UNITS.search(text) or _LOST_NOW.search(text)):
        return
    if who.how in ("names", "most") and (_LOST.search(text) or _LOST_NOW.search(text)):
        yield from _moved(code, who, said.Lost, "down")
    elif who.how in ("names", "most") and _GAINED.search(text):
        yield from _moved(code, who, said.Gained, "up")
    elif _PARTLY.search(text) and not _WHOLLY_OR_PARTLY.search(text):
        yield from [said.Partly(code, who.units)] if who.how == "names" else []
    else:
        is_lack = bool((_LACKS_NONE if who.how == "none" else _LACKS).search(text))
        made = (LACKING if is_lack else HAVING).get(who.how)
        yield from [made(code, who, bool(_WHOLLY_OR_PARTLY.search(text)))] if made else []
        if who.how == "all" and not is_lack and re.search(r"\bnumera\b", text):
            yield said.Changed(code, "up")


def _moved(code: str, who: Who, made: type[said.Gained] | type[said.Lost], way: said.Direction) -> Iterator[Statement]:
    if who.how == "most":
        yield said.MostMoved(code, way)
    else:
        yield made(code, who.units, exactly=len(who.units) > 1)


Maker = Callable[[str, Who, bool], Statement]
HAVING: dict[str, Maker] = {
    "all": lambda code, who, partly: said.AllHave(code, partly),
    "all_but": lambda code, who, partly: said.AllBut(code, who.units, partly),
    "only": lambda code, who, partly: said.Only(code, who.units, partly),
    "none": lambda code, who, partly: said.NoneHas(code, partly),
    "most": lambda code, who, partly: said.Most(code),
    "count": lambda code, who, partly: said.Count(code, who.count, who.base),
    "names": lambda code, who, partly: (
        said.Has(code, who.units, partly) if len(who.units) == 1 or partly else said.Holders(code, who.units)
    ),
}
LACKING: dict[str, Maker] = {
    "none": lambda code, who, partly: said.AllHave(code, partly),
    "all": lambda code, who, partly: said.NoneHas(code, partly),
    "all_but": lambda code, who, partly: said.Only(code, who.units, partly),
    "only": lambda code, who, partly: said.AllBut(code, who.units, partly),
    "count": lambda code, who, partly: said.Count(code, who.base - who.count, who.base),
    "names": lambda code, who, partly: said.Lacks(code, who.units),
}


def _over_time(text: str, code: str, who: Who) -> Iterator[Statement]:
    """Of the group's figure, where no unit is named."""
    if _NEW.search(text):
        yield said.NewIndicator(code)
        return
    up, down, points = _UP.search(text), _DOWN.search(text), _POINTS.search(text)
    if bool(up) != bool(down):
        way: said.Direction = "up" if up else "down"
        by = Fraction(points[1].replace(",", ".")) if points else None
        yield said.MostMoved(code, way) if who.how == "most" else said.Changed(code, way, by)
    elif _SAME.search(text) and not up:
        yield said.Unchanged(code)
