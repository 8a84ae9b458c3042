"""The sentences of a whole report's summary: its strongest findings first. Pure.

How the means stand to others over all indicators and how many have changed are counted; then what all have and what
none has; then the indicators that lie furthest ahead of the nation, furthest behind, and have moved most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import chain

from indicators.prose import statements as said
from indicators.prose.against import BETTER, THAN, WORSE, Told, against, relation_to
from indicators.prose.changes import change_of
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.phrases import Predicate, predicate_of
from indicators.prose.sentence import Sentence, sentence
from indicators.prose.statements import Statement
from indicators.prose.who import statements_of, text_of, who_of
from municipalities.swedish import listed

NATION = "Riket"
MOST_SHARED = 3  # that all have, or none
ENOUGH_TO_COUNT = 4  # indicators


def summary_of(tables: Sequence[TableFacts]) -> tuple[Sentence, ...]:
    """Of the tables of one report, which are of one group and year. An indicator that stands in two is told of once."""
    if not tables:
        return ()
    every = {one.code: one for table in tables for one in table.indicators if one.is_choice and who_of(one)}
    facts = TableFacts("", tables[0].group, tables[0].year, tables[0].before, tuple(every.values()))
    told = chain(_positions(facts), _changes(facts), _shared(facts), _furthest(facts), _most_moved(facts))
    found: dict[str, Sentence] = {}
    for kind, one in told:
        made = sentence(kind, *one, facts)
        about = made.key.partition(":")[2]
        found.setdefault(about if kind in ("langst", "mest") else made.key, made)
    return tuple(found.values())


# counted over all


def _positions(facts: TableFacts) -> Iterator[tuple[str, Told]]:
    names = dict.fromkeys(side.name for one in facts.indicators for side in one.sides)
    for turn, name in enumerate(sorted(names, key=lambda one: one != NATION)):
        graded = [(one, relation) for one in facts.indicators if (relation := _relation(one, name))]
        if len(graded) >= ENOUGH_TO_COUNT:
            counts = [
                (sum(relation in ways for _one, relation in graded), words)
                for ways, words in ((BETTER, THAN["battre"]), (("i_niva",), THAN["i_niva"]), (WORSE, THAN["samre"]))
            ]
            statements = [said.Against(one.code, name, relation) for one, relation in graded]
            yield f"lage {name}", (_position(facts, name, counts, len(graded), turn), tuple(statements))


def _relation(one: IndicatorFacts, name: str) -> said.Relation | None:
    side = one.side(name)
    relation = relation_to(side, one) if side else None
    return relation if relation in (*BETTER, "i_niva", *WORSE) else None


def _position(facts: TableFacts, name: str, counts: Sequence[tuple[int, str]], of: int, turn: int) -> str:
    """ "Snittet för kommunerna är bättre än i riket för 20 av 24 indikatorer, i nivå för 3 och sämre för 1."."""
    where = "riket" if name == NATION else name
    (first, words), *rest = sorted((one for one in counts if one[0]), key=lambda one: -one[0])
    start = f"Snittet för {facts.group} är {words}{where} för"
    if turn:
        start = f"Jämfört med {where} är snittet {_short(words)} för"
    if first == of:
        return f"{start} samtliga {of} indikatorer."
    after = [f"{_short(words)} för {count}" for count, words in rest]
    return f"{start} {first} av {of} indikatorer, {listed(after)}."


def _short(words: str) -> str:
    return words.removesuffix(" än i ").removesuffix(" med ")


def _changes(facts: TableFacts) -> Iterator[tuple[str, Told]]:
    moved = [(one, one.mean.points) for one in facts.indicators if one.is_comparable and one.mean.points is not None]
    if len(moved) < ENOUGH_TO_COUNT or facts.before is None:
        return
    statements: list[Statement] = [
        said.Changed(one.code, "up" if points > 0 else "down", abs(points)) if points else said.Unchanged(one.code)
        for one, points in moved
    ]
    counts = {
        "ökat för": sum(points > 0 for _one, points in moved),
        "minskat för": sum(points < 0 for _one, points in moved),
    }
    told = [f"{words} {count}" for words, count in counts.items() if count]
    same = len(moved) - sum(counts.values())
    told += [f"är oförändrat för {same}"] if same else []
    start = f"Av de {len(moved)} indikatorer som kan jämföras med {facts.before}"
    yield "andring", (f"{start} har snittet {listed(told)}.", tuple(statements))


# what is shared by all


def _shared(facts: TableFacts) -> Iterator[tuple[str, Told]]:
    for kind in ("all", "none"):
        found = [(one, predicate_of(one.name, one.also_called)) for one in facts.indicators]
        those = [(one, told) for one, told in found if (who := who_of(one)) and who.kind == kind]
        for is_clause in (False, True):
            alike = [(one, told) for one, told in those if told.is_clause is is_clause and _is_whole(one)]
            alike.sort(key=lambda pair: -abs(_to_nation(pair[0])))
            if alike:
                yield ("alla" if kind == "all" else "ingen"), _together(alike[:MOST_SHARED])


def _is_whole(one: IndicatorFacts) -> bool:
    return all(unit.counts for unit in one.units)


def _together(pairs: Sequence[tuple[IndicatorFacts, Predicate]]) -> Told:
    who = who_of(pairs[0][0])
    if who is None:
        return "", ()
    statements = tuple(one for found, _told in pairs for one in statements_of(who, found))
    return f"{text_of(who, [told for _found, told in pairs])}.", statements


# the furthest and the most


def _to_nation(one: IndicatorFacts) -> Fraction:
    """Percentage points for the better, to the nation or whoever stands there in its place."""
    side = one.side(NATION) or next(iter(one.sides), None)
    if side is None or side.figure is None or one.mean.now is None or one.desirable == "none":
        return Fraction(0)
    return (one.mean.now - side.figure) * (-1 if one.desirable == "low" else 1)


def _furthest(facts: TableFacts) -> Iterator[tuple[str, Told]]:
    """Furthest ahead and furthest behind, two of each, where it is clearly so; not those that all have, or none."""
    told_of = [one for one in facts.indicators if (who := who_of(one)) and who.kind not in ("all", "none")]
    ranked = sorted(told_of, key=_to_nation)
    ahead = [one for one in reversed(ranked) if _is_clear(one, "klart_battre")][:2]
    behind = [one for one in ranked if _is_clear(one, "klart_samre")][:2]
    for one in (*ahead, *behind):
        if told := _told_with(one, lambda found: against(found, facts)):
            yield "langst", told


def _is_clear(one: IndicatorFacts, relation: str) -> bool:
    side = one.side(NATION) or next(iter(one.sides), None)
    return side is not None and relation_to(side, one) == relation


def _most_moved(facts: TableFacts) -> Iterator[tuple[str, Told]]:
    """The largest rise and the largest fall, of two units' worth or more."""
    moved = [one for one in facts.indicators if one.is_comparable and _moves(one)]
    for one in (max(moved, key=_points, default=None), min(moved, key=_points, default=None)):
        if one and (told := _told_with(one, lambda found: _change(found, facts))):
            yield "mest", told


def _points(one: IndicatorFacts) -> Fraction:
    return one.mean.points or Fraction(0)


def _moves(one: IndicatorFacts) -> bool:
    return bool(one.mean.base) and abs(_points(one)) >= Fraction(200, one.mean.base)


def _change(one: IndicatorFacts, facts: TableFacts) -> Told | None:
    return change_of(one, facts, predicate_of(one.name, one.also_called))


def _told_with(one: IndicatorFacts, more: Callable[[IndicatorFacts], Told | None]) -> Told | None:
    """Who has it, and then more of it."""
    who, after = who_of(one), more(one)
    if who is None or after is None:
        return None
    text = text_of(who, [predicate_of(one.name, one.also_called)])
    return f"{text}. {after[0]}", (*statements_of(who, one), *after[1])
