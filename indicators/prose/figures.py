"""Sentences of indicators that have figures: from the lowest unit's to the highest unit's, and the mean. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.prose import statements as said
from indicators.prose.against import Told, place, sides_of
from indicators.prose.facts import IndicatorFacts, Side, TableFacts
from indicators.prose.statements import Relation, Statement
from indicators.prose.thresholds import relation_of_figures
from indicators.prose.who import FEW, MOST_NAMES, number_word
from indicators.rules.aggregate import round_half_up
from municipalities.swedish import MINUS, NBSP, listed


def amount(value: Fraction, found: IndicatorFacts) -> str:
    """ "4,2 procent", "1 095 kronor per invånare"."""
    return f"{number(value, found.decimals)} {found.unit}".strip()


def number(value: Fraction, decimals: int) -> str:
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def span(found: IndicatorFacts, facts: TableFacts, turn: int = 0) -> Told | None:
    """None where fewer than two units have a figure."""
    given = [(unit.now, unit.name) for unit in found.units if isinstance(unit.now, Fraction)]
    if len(given) < 2 or found.mean.now is None or found.is_hidden:
        return None
    (lowest, low), (highest, high) = min(given), max(given)
    if lowest == highest:
        same = said.Between(found.code, low, high)
        return f"Måttet ”{found.name}” är {amount(lowest, found)} i alla kommuner som har en uppgift.", (same,)
    at_lowest, at_highest = (_names_at(value, found) for value in (lowest, highest))
    low_figure, high_figure = number(lowest, found.decimals), amount(highest, found)
    words = (
        f"Måttet ”{found.name}” varierar från {low_figure} i {at_lowest} till {high_figure} i {at_highest}",
        f"För måttet ”{found.name}” är värdet lägst i {at_lowest} ({low_figure})"
        f" och högst i {at_highest} ({high_figure})",
    )[turn % 2]
    beside, statements = _beside(found, facts)
    text = f"{words}. Snittet är {amount(found.mean.now, found)}{beside}."
    ends = (said.FigureIs(found.code, lowest, low), said.FigureIs(found.code, highest, high))
    told: list[Statement] = [said.Between(found.code, low, high), *ends, said.FigureIs(found.code, found.mean.now)]
    return text, (*told, *statements)


def _names_at(value: Fraction, found: IndicatorFacts) -> str:
    names = [one.name for one in found.units if one.now == value]
    return listed(names) if len(names) <= FEW else f"{number_word(len(names))} kommuner"


def _beside(found: IndicatorFacts, facts: TableFacts) -> tuple[str, list[Statement]]:
    sides = sides_of(found, facts)
    if not sides:
        return "", []
    told = listed(f"{number(one.figure or Fraction(0), found.decimals)} i {place(one.name)}" for one in sides)
    return f", mot {told}", [said.FigureIs(found.code, one.figure or Fraction(0), one.name) for one in sides]


def missing_in(indicators: Sequence[IndicatorFacts]) -> Told | None:
    """Of which units there is no figure: said once where it is so of all of them, else of each."""
    by_units: dict[tuple[str, ...], list[IndicatorFacts]] = {}
    for one in indicators:
        if names := tuple(unit.name for unit in one.units if unit.is_missing):
            by_units.setdefault(names, []).append(one)
    texts = [_missing_text(names, found, len(indicators)) for names, found in by_units.items()]
    told = [said.Missing(one.code, names) for names, found in by_units.items() for one in found]
    return (" ".join(texts), tuple(told)) if told else None


def _missing_text(names: Sequence[str], found: Sequence[IndicatorFacts], every: int) -> str:
    those = listed(f"”{one.name}”" for one in found)
    of = "" if len(found) == every else f" om {those}"
    who = listed(names) if len(names) <= MOST_NAMES else f"{number_word(len(names))} kommuner"
    return f"Uppgift{of} saknas för {who}."


def figures_overview(indicators: Sequence[IndicatorFacts], facts: TableFacts) -> Told | None:
    """Which other groups the means are all above or all below; and that it is as desired where low is."""
    parts, statements = [], []
    for relation, word in (("lagre", "lägre"), ("hogre", "högre")):
        names = [one.name for one in sides_of(indicators[0], facts) if _all_stand(one.name, relation, indicators)]
        if names:
            parts.append(f"{word} än i {listed(map(place, names))}")
            statements += [said.Against(one.code, name, _relation(relation)) for one in indicators for name in names]
    if not parts or len(indicators) < 2:
        return None
    many = "båda indikatorerna" if len(indicators) == 2 else f"samtliga {number_word(len(indicators))} indikatorer"
    ways = {one.desirable for one in indicators}
    wanted = (
        {"low": ", och lägre är bättre", "high": ", och högre är bättre"}.get(ways.pop(), "") if len(ways) == 1 else ""
    )
    return f"För {many} är snittet {' och '.join(parts)}{wanted}.", tuple(statements)


def _relation(word: str) -> Relation:
    return "lagre" if word == "lagre" else "hogre"


def _all_stand(name: str, relation: str, indicators: Sequence[IndicatorFacts]) -> bool:
    return all(_stands(one.side(name), one) == relation for one in indicators)


def _stands(side: Side | None, found: IndicatorFacts) -> str:
    if side is None or side.figure is None or found.mean.now is None:
        return ""
    return relation_of_figures(found.mean.now - side.figure, found.decimals)
