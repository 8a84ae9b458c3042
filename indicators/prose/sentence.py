"""A sentence with the statements it makes, and a mark of the figures it stands on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.statements import Statement


@dataclass(frozen=True)
class Sentence:
    """`text` is one or two sentences of Swedish. `key` says what it is about (kind and indicators) and is the same
    when figures change; `basis` is another as soon as a figure that it stands on has changed."""

    key: str
    text: str
    statements: tuple[Statement, ...]
    basis: str


def sentence(kind: str, text: str, statements: Iterable[Statement], facts: TableFacts) -> Sentence:
    told = tuple(statements)
    codes = dict.fromkeys(one.indicator for one in told)
    return Sentence(f"{kind}:{'+'.join(codes)}", text, told, basis_of(told, facts))


def basis_of(statements: Iterable[Statement], facts: TableFacts) -> str:
    """Of the figures that the statements are about, and of no others: a municipality's changed result is no reason to
    look at a sentence about the nation."""
    stands_on = [repr(_figures(one, facts)) for one in statements]
    return sha256("\n".join(sorted(set(stands_on))).encode()).hexdigest()[:12]


def _figures(statement: Statement, facts: TableFacts) -> tuple[object, ...]:
    found = facts.indicator(statement.indicator)
    if found is None:
        return (statement.indicator,)
    now = tuple((unit.name, unit.now) for unit in found.units)
    match statement:
        case said.FigureIs(of=of) | said.Against(group=of):
            return (found.code, found.mean.now, found.mean.base, _beside(of, found))
        case said.Changed(of=of) if of:
            return (found.code, found.link, _beside(of, found))
        case said.Changed() | said.Unchanged() | said.Gained() | said.Lost():
            before = tuple(unit.before for unit in found.units)
            return (found.code, found.link, now, before, found.mean.before)
        case said.Worded():
            return (found.code, tuple((unit.name, unit.word) for unit in found.units))
        case said.NewIndicator() | said.NotComparable():
            return (found.code, found.link)
        case _:
            return (found.code, now)


def _beside(name: str, found: IndicatorFacts) -> object:
    side = found.side(name)
    unit = next((one.now for one in found.units if one.name == name), None)
    return (side.figure, side.change) if side else unit
