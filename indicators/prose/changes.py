"""Sentences of what has changed since the year compared with, and for whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.prose import statements as said
from indicators.prose.against import Told, procentenheter
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.phrases import Predicate
from indicators.prose.statements import Statement
from indicators.prose.who import MOST_NAMES, number_word, opening_number
from indicators.rules.outcomes import NO, PARTLY, YES
from municipalities.swedish import listed

LACKING = (NO, PARTLY)
RESERVATION = "Åren är bara delvis jämförbara."


def gained(found: IndicatorFacts) -> tuple[str, ...]:
    return tuple(one.name for one in found.units if one.now == YES and one.before in LACKING)


def lost(found: IndicatorFacts) -> tuple[str, ...]:
    return tuple(one.name for one in found.units if one.before == YES and one.now in LACKING)


def change_of(found: IndicatorFacts, facts: TableFacts, predicate: Predicate) -> Told | None:
    """Since the year before; None where the years may not be compared, or a figure is not there."""
    points = found.mean.points
    if not found.is_comparable or points is None or facts.before is None or not found.is_choice:
        return None
    came, went = gained(found), lost(found)
    if not came and not went:
        return _no_one_moved(found, facts.before, points)
    statements = [said.Gained(found.code, came)] if came else []
    every: list[Statement] = [*statements, *([said.Lost(found.code, went)] if went else []), _mean_moved(found, points)]
    text = f"{_who_moved(came, went, facts, predicate)}{_mean_text(points, came, went, facts)}."
    return text + _reservation(found), tuple(every)


def _no_one_moved(found: IndicatorFacts, before: int, points: Fraction) -> Told:
    if points:
        text = f"Snittet har {_way(points)} med {procentenheter(points)} sedan {before}."
        return text + _reservation(found), (_mean_moved(found, points),)
    if any(one.now != one.before for one in found.units):
        return f"Snittet är detsamma som {before}.", (said.Unchanged(found.code),)
    return f"Resultatet är detsamma som {before} i alla kommuner.", (said.Unchanged(found.code, units=True),)


def _reservation(found: IndicatorFacts) -> str:
    return f" {RESERVATION}" if found.link == "partly" else ""


def _mean_moved(found: IndicatorFacts, points: Fraction) -> Statement:
    if not points:
        return said.Unchanged(found.code)
    return said.Changed(found.code, "up" if points > 0 else "down", abs(points))


def _way(points: Fraction) -> str:
    return "ökat" if points > 0 else "minskat"


def _who_moved(came: Sequence[str], went: Sequence[str], facts: TableFacts, predicate: Predicate) -> str:
    if not came:
        return predicate.no_longer(_names(went, starts=not predicate.is_clause), facts.year)
    tells = f"Sedan {facts.before} har {_names(came)} tillkommit"
    return f"{tells}, medan {predicate.while_no_longer(_names(went), facts.year)}" if went else tells


def _mean_text(points: Fraction, came: Sequence[str], went: Sequence[str], facts: TableFacts) -> str:
    moved = f"har {_way(points)} med {procentenheter(points)}" if points else "är oförändrat"
    if came and went:
        return f". Snittet {moved}"
    is_expected = (points > 0) == bool(came) and points
    since = "" if came else f" sedan {facts.before}"
    return f", {'och' if is_expected else 'men'} snittet {moved}{since}"


def _names(names: Sequence[str], *, starts: bool = False) -> str:
    if len(names) <= MOST_NAMES:
        return listed(names)
    return f"{opening_number(len(names)) if starts else number_word(len(names))} kommuner"


def without_comparison(facts: TableFacts) -> Told | None:
    """That the table's indicators are new, or may not be compared with the year before, where it is so of all."""
    links = {one.link for one in facts.indicators}
    codes = [one.code for one in facts.indicators]
    subject = "Indikatorn är ny" if len(codes) == 1 else "Indikatorerna är nya"
    if links == {"new"}:
        return f"{subject} {facts.year}.", tuple(said.NewIndicator(code) for code in codes)
    if links and links <= {"no", "unknown"}:
        results = "Resultatet" if len(codes) == 1 else "Resultaten"
        return f"{results} kan inte jämföras med {facts.before}.", tuple(said.NotComparable(code) for code in codes)
    return None
