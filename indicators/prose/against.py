"""Sentences of how a group stands to others: "Snittet, 75 procent, är klart bättre än i riket (33 %)". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, Side, TableFacts
from indicators.prose.statements import Relation, Statement
from indicators.prose.thresholds import relation_of, worth
from indicators.prose.who import number_word
from municipalities.swedish import NBSP, listed, percent

THAN = {
    "i_niva": "i nivå med ",
    "nagot_battre": "något bättre än i ",
    "klart_battre": "klart bättre än i ",
    "nagot_samre": "något sämre än i ",
    "klart_samre": "klart sämre än i ",
    "battre": "bättre än i ",
    "samre": "sämre än i ",
    "hogre": "högre än i ",
    "lagre": "lägre än i ",
}
BETTER = ("nagot_battre", "klart_battre")
WORSE = ("nagot_samre", "klart_samre")
Told = tuple[str, tuple[Statement, ...]]


def procent(value: Fraction) -> str:
    return percent(value).removesuffix(f"{NBSP}%") + " procent"


def procentenheter(points: Fraction) -> str:
    size = abs(points)
    return f"{percent(size).removesuffix(f'{NBSP}%')} {'procentenhet' if size == 1 else 'procentenheter'}"


def place(name: str) -> str:
    """In running text, after "i"."""
    return "riket" if name == "Riket" else name


def sides_of(found: IndicatorFacts, facts: TableFacts) -> list[Side]:
    """Those with a figure; a group's own published one is not another's."""
    return [one for one in found.sides if one.figure is not None and one.name != facts.group]


def relation_to(side: Side, found: IndicatorFacts) -> Relation | None:
    if found.mean.now is None or side.figure is None or not found.mean.base or not found.is_choice:
        return None
    return relation_of(found.mean.now - side.figure, found.mean.base, found.desirable)


def against(found: IndicatorFacts, facts: TableFacts, *, turn: int = 0, tells_worth: bool = False) -> Told | None:
    """Of one indicator. `tells_worth`: what one unit is worth, where the difference is less."""
    sides = [(one, relation) for one in sides_of(found, facts) if (relation := relation_to(one, found))]
    if not sides or found.mean.now is None:
        return None
    statements: list[Statement] = [said.FigureIs(found.code, found.mean.now)]
    for side, relation in sides:
        points = abs(found.mean.now - (side.figure or 0))
        statements += [said.Against(found.code, side.name, relation, points)]
        statements += [said.FigureIs(found.code, side.figure or Fraction(0), side.name)]
    text = f"{_mean(found, turn)} {_than(sides)}."
    thin = [side for side, relation in sides if relation in (*BETTER, *WORSE) and _is_thin(side, found)]
    if tells_worth and thin:
        others = listed(place(one.name) for one in thin)
        less = f"är mindre än vad en kommun motsvarar ({procentenheter(worth(found.mean.base))})"
        text += f" {'Skillnaden' if len(thin) == 1 else 'Skillnaderna'} mot {others} {less}."
    return text, tuple(statements)


def _is_thin(side: Side, found: IndicatorFacts) -> bool:
    points = (found.mean.now or Fraction(0)) - (side.figure or Fraction(0))
    return abs(points) < worth(found.mean.base)


def _mean(found: IndicatorFacts, turn: int) -> str:
    figure = procent(found.mean.now or Fraction(0))
    if found.mean.base < found.mean.units:
        return f"Snittet för de {number_word(found.mean.base)} som räknas, {figure}, är"
    return (f"Snittet, {figure}, är", f"Snittet på {figure} är", f"Det ger ett snitt på {figure}, vilket är")[turn % 3]


def _than(sides: Sequence[tuple[Side, Relation]]) -> str:
    """ "klart bättre än i Stockholm (43 %) och riket (44 %)"."""
    kinds = list(dict.fromkeys(relation for _side, relation in sides))
    parts = [
        THAN[kind] + listed(f"{place(one.name)} ({_in_brackets(one.figure)})" for one, is_ in sides if is_ == kind)
        for kind in kinds
    ]
    both_ways = any(one in BETTER for one in kinds) and any(one in WORSE for one in kinds)
    return f"{parts[0]} men {parts[1]}" if both_ways and len(parts) == 2 else listed(parts)


def _in_brackets(figure: Fraction | None) -> str:
    return "" if figure is None else percent(figure)


def against_of_several(indicators: Sequence[IndicatorFacts], facts: TableFacts) -> Told | None:
    """Of indicators that the same units have, against those groups that stand the same way in all of them."""
    named = [one.name for one in sides_of(indicators[0], facts)]
    ways: dict[str, list[str]] = {"battre": [], "samre": []}
    statements: list[Statement] = []
    for name in named:
        way = _way(name, indicators)
        if way:
            ways[way].append(name)
            statements += [said.Against(one.code, name, way) for one in indicators]
    parts = [THAN[way] + listed(map(place, names)) for way, names in ways.items() if names]
    if not parts:
        return None
    many = "båda fallen" if len(indicators) == 2 else f"samtliga {number_word(len(indicators))} fall"
    return f"I {many} är snittet {' men '.join(parts)}.", tuple(statements)


def _way(name: str, indicators: Sequence[IndicatorFacts]) -> Relation | None:
    sides = [(one.side(name), one) for one in indicators]
    relations = {relation_to(side, one) for side, one in sides if side and side.figure is not None}
    if not relations or any(side is None or side.figure is None for side, _one in sides):
        return None
    if relations <= set(BETTER):
        return "battre"
    return "samre" if relations <= set(WORSE) else None


def overview(facts: TableFacts) -> Told | None:
    """Where the group stands the same way to others in all of the table's three indicators or more."""
    told = [one for one in facts.indicators if one.is_choice and one.mean.now is not None]
    if len(told) < 3 or len(told) < len(facts.indicators):
        return None
    found = against_of_several(told, facts)
    if found is None:
        return None
    text, statements = found
    start = f"I samtliga {number_word(len(told))} fall är snittet"
    return text.replace(start, f"För samtliga {number_word(len(told))} indikatorer är snittet"), statements
