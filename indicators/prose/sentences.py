"""The sentences under a table: what is most worth saying of it, in the table's order. Pure.

Indicators that the same units have share a sentence. Each such group may be told of thrice: who has it, how the mean
stands to others, what has changed. The strongest are chosen, at most four where the table is small and six else;
nothing is told of a group that has not said who has it. `summary.summary_of` says the most of all tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.prose.against import against, against_of_several, overview, sides_of
from indicators.prose.changes import change_of, gained, lost, without_comparison
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.figures import figures_overview, missing_in, span
from indicators.prose.phrases import Predicate, joined, predicate_of
from indicators.prose.sentence import Sentence, sentence
from indicators.prose.who import Who, notes_on, statements_of, text_of, who_of
from indicators.rules.outcomes import PARTLY

FEW_SENTENCES, MANY_SENTENCES, SMALL_TABLE = 4, 6, 3
LONGEST_JOINED = 230  # characters; longer ones are told apart
_WORTH_TELLING = {"all": 5.0, "none": 5.0, "all_but": 4.0, "only": 4.0, "these": 2.5, "count": 2.0}


@dataclass(frozen=True)
class Alike:
    """Indicators that the same units have, and the words for them."""

    indicators: tuple[IndicatorFacts, ...]
    predicates: tuple[Predicate, ...]
    who: Who
    place: int


@dataclass(frozen=True)
class Candidate:
    score: float
    place: int
    order: int  # who, against, change
    made: Sentence


def sentences_under(facts: TableFacts) -> tuple[Sentence, ...]:
    """Of one table. None where no figure may be told of."""
    numbers = [one for one in facts.indicators if not one.is_choice]
    groups = alike_in(facts)
    most = FEW_SENTENCES if len(groups) + len(numbers) <= SMALL_TABLE else MANY_SENTENCES
    whos = sorted((_who(one, facts) for one in groups), key=lambda one: -one.score)[: most - 2]
    told = {one.place for one in whos}
    others = [one for group in groups if group.place in told for one in _more(group, facts)]
    others += [*_of_figures(numbers, facts), *_of_all(facts)]
    chosen = whos + _strongest(others, most - len(whos))
    chosen += _of_comparability(facts)
    return tuple(one.made for one in sorted(chosen, key=lambda one: (one.place, one.order)))


def _strongest(others: list[Candidate], most: int) -> list[Candidate]:
    """Of each kind one before two of any."""
    ranked = sorted(others, key=lambda one: -one.score)
    first = {one.order: one for one in reversed(ranked)}.values()
    return sorted(ranked, key=lambda one: one not in first)[:most]


def alike_in(facts: TableFacts) -> list[Alike]:
    """In the table's order, by the first of each."""
    found: dict[object, list[tuple[IndicatorFacts, Predicate]]] = {}
    for place, one in enumerate(facts.indicators):
        if one.is_choice and who_of(one):
            predicate = predicate_of(one.name, one.also_called)
            key = (tuple((unit.now, unit.word) for unit in one.units), predicate.shape == "clause")
            found.setdefault(key if _fits(found.get(key, []), predicate) else place, []).append((one, predicate))
    named = ((who_of(pairs[0][0], place), place, pairs) for place, pairs in enumerate(found.values()))
    return [
        Alike(tuple(one for one, _predicate in pairs), tuple(one for _found, one in pairs), who, place)
        for who, place, pairs in named
        if who
    ]


def _fits(pairs: Sequence[tuple[IndicatorFacts, Predicate]], predicate: Predicate) -> bool:
    return len(joined([*(one for _found, one in pairs), predicate])) <= LONGEST_JOINED or not pairs


def who_sentence(group: Alike, facts: TableFacts) -> Sentence:
    first, predicate = group.indicators[0], group.predicates[0]
    text = text_of(group.who, group.predicates)
    notes, _statements = notes_on(first, predicate)
    told = [one for found in group.indicators for one in statements_of(group.who, found)]
    told += [one for found in group.indicators for one in notes_on(found, predicate)[1]]
    if group.who.kind == "none" and notes and first.named(PARTLY):
        notes = notes if predicate.is_clause is False else f"i{notes[1:]}"
        return sentence("vem", f"{text}, men {notes}", told, facts)
    return sentence("vem", f"{text}. {notes}".strip(), told, facts)


def _who(group: Alike, facts: TableFacts) -> Candidate:
    score = _WORTH_TELLING[group.who.kind] + len(group.indicators) / 2 - len(group.who.names) / 4
    moved = max(abs(one.mean.points or Fraction(0)) for one in group.indicators)
    score += _distance(group, facts) / 25 + float(moved) / 12.5
    return Candidate(score, group.place, 0, who_sentence(group, facts))


def _distance(group: Alike, facts: TableFacts) -> float:
    """Percentage points to the group furthest away."""
    away = [
        abs((one.mean.now or Fraction(0)) - (side.figure or Fraction(0)))
        for one in group.indicators
        for side in sides_of(one, facts)
    ]
    return float(max(away, default=Fraction(0)))


def _more(group: Alike, facts: TableFacts) -> Iterator[Candidate]:
    """How the mean stands to others, and what has changed."""
    first = group.indicators[0]
    if len(group.indicators) > 1:
        told = against_of_several(group.indicators, facts)
        score = 2.5
    else:
        told = against(first, facts, turn=group.place, tells_worth=True)
        score = 1 + _distance(group, facts) / 12.5
    if told:
        yield Candidate(score, group.place, 1, sentence("jamfort", *told, facts))
    if len(group.indicators) == 1 and (change := change_of(first, facts, group.predicates[0])):
        moved = len(gained(first)) + len(lost(first))
        points = float(abs(first.mean.points or 0))
        yield Candidate(points / 8 + moved / 2, group.place, 2, sentence("andrat", *change, facts))


def _of_all(facts: TableFacts) -> list[Candidate]:
    told = overview(facts)
    return [Candidate(3.5, 2 * len(facts.indicators), 0, sentence("snitt", *told, facts))] if told else []


def _of_figures(numbers: Sequence[IndicatorFacts], facts: TableFacts) -> list[Candidate]:
    found = []
    for place, one in enumerate(numbers, start=len(facts.indicators)):
        if told := span(one, facts, place):
            found.append(Candidate(3 - place / 100, place, 0, sentence("spann", *told, facts)))
    if found and (told := missing_in([one for one in numbers if one.mean.now is not None])):
        found.append(Candidate(4, 2 * len(facts.indicators), 1, sentence("saknas", *told, facts)))
    if len(numbers) > 1 and (told := figures_overview(numbers, facts)):
        found.append(Candidate(5, 2 * len(facts.indicators), 0, sentence("snitt", *told, facts)))
    return found


def _of_comparability(facts: TableFacts) -> list[Candidate]:
    told = without_comparison(facts)
    return [Candidate(0, 2 * len(facts.indicators) + 1, 0, sentence("ny", *told, facts))] if told else []
