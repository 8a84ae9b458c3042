"""How the network stands against the others and against last year, counted over all its indicators. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from indicators.comparing.presenters import signed_text
from municipalities.swedish import percent, plural
from workflow.documents.results.facts import Measured, ReportFacts

MOST_NAMED = 3


def standing(facts: ReportFacts) -> Iterator[str]:
    """Sentences for the summary: beside each group, since last year, and what moved most."""
    choices = [one for one in facts.measured if one.definition.kind == "choice" and one.row.summary.figure is not None]
    for place, name in enumerate(facts.side):
        if told := _beside(choices, place, name):
            yield told
    if facts.compared is not None:
        yield from _since(choices, facts.compared)


def _beside(choices: Sequence[Measured], place: int, name: str) -> str:
    pairs = [(one.row.summary.figure, one.row.side[place].figure) for one in choices]
    known = [own - other for own, other in pairs if own is not None and other is not None]
    if not known:
        return ""
    above, below = sum(one > 0 for one in known), sum(one < 0 for one in known)
    level = len(known) - above - below
    same = f", och lika i {level}" if level else ""
    return (
        f"Mot {name} är snittet högre i {above} av {plural(len(known), 'ett mått', '{n} mått')} och lägre i"
        f" {below}{same}."
    )


def _since(choices: Sequence[Measured], compared: int) -> Iterator[str]:
    moved = [(one, points) for one in choices if (points := one.row.summary.change.points) is not None]
    if not moved:
        return
    up, down = [pair for pair in moved if pair[1] > 0], [pair for pair in moved if pair[1] < 0]
    yield (
        f"Sedan {compared} har snittet stigit i {len(up)} av de {len(moved)} mått som går att jämföra och sjunkit i"
        f" {len(down)}."
    )
    if up:
        yield f"Mest har de stigit för {_most(sorted(up, key=lambda pair: -pair[1]))}."
    if down:
        yield f"Mest har de sjunkit för {_most(sorted(down, key=lambda pair: pair[1]))}."


def _most(moved: Sequence[tuple[Measured, Fraction]]) -> str:
    told = (
        f"{one.row.name} ({percent(one.row.summary.figure or 0)}, {signed_text(points)})"
        for one, points in moved[:MOST_NAMED]
    )
    return "; ".join(told)
