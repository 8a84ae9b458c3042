"""The picture of an indicator before, between and after, drawn from what a follow-up's document says. Pure.

That document is text, frozen when the follow-up is closed. The picture shows what stands there and counts nothing.
"""

from __future__ import annotations

import re

from documents.pictures.developments import Development, DevelopmentUnit, DevelopmentYear
from documents.tree import Cell, Tone
from indicators.rules.outcomes import LABELS, NO, PARTLY, YES
from workflow.documents.follow_ups.facts import FollowUpFacts, Told

UNTOLD = "uppgift saknas"
_TONES: dict[str, Tone] = {LABELS[YES]: "yes", LABELS[PARTLY]: "partly", LABELS[NO]: "no"}
_WORDS = frozenset(LABELS.values())
_BROKEN = re.compile(r"(?:Det är inte angivet om )?\d{4} och (\d{4}) (?:kan inte jämföras|kan jämföras, så)")


def development_in(indicator: Told, facts: FollowUpFacts) -> Development | None:
    """None where nothing has been measured again."""
    headings, (groups, own) = indicator["headings"], facts.parted(indicator["rows"])
    if not groups or not any(word == "Efter" for word, _year in headings):
        return None
    network = groups[0]
    broken = {int(found[1]) for note in indicator["notes"] if (found := _BROKEN.match(note))}
    years = tuple(
        DevelopmentYear(
            year,
            "" if word == "Mellan" else word.lower(),
            network["cells"][place],
            tuple(_tone(one["cells"][place]) for one in own if one["cells"][place] in _WORDS),
            year not in broken,
        )
        for place, (word, year) in enumerate(headings)
    )
    drawn = tuple(DevelopmentUnit(one["name"], tuple(map(cell_of, one["cells"]))) for one in own)
    return Development(_finding(network, years), network["name"], years, drawn)


def cell_of(told: str) -> Cell:
    return Cell(told, tone=_tone(told) if told in _WORDS or told == UNTOLD else "")


def _tone(told: str) -> Tone:
    return _TONES.get(told, "missing")


def _finding(network: Told, years: tuple[DevelopmentYear, ...]) -> str:
    """From where to where, as far as the network is told of."""
    told = [one for one in years if one.words != UNTOLD]
    before = [one for one in told if one.word == "före"]
    ends = [*before, *[one for one in told if one.word != "före"][-1:]]
    is_share = any(" · " in one.words for one in ends)
    said = " och ".join(f"{one.words.split(' · ')[0]} år {one.year}" for one in ends)
    whole = f"{network['name']}: {'Ja i ' if is_share else ''}{said}"
    return f"{whole}, men åren kan inte jämföras" if network["direction"] == "break" else whole
