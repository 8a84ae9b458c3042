"""What publications print of one figure, and which of it holds. Pure.

A figure has a publisher and an edition. What a publisher prints of a figure is one line of statements, in the order
they were brought in: what comes out of the project's own files first, by the publication's year, and then the imports
by the time they were confirmed. The day on which a file was published is not known to the portal, and whoever confirms
an import has seen what it changes.

* A later statement that says something else is a correction: it holds, and the earlier ones are kept beside it.
* One that says the same, but for rounding, changes nothing. Of the two the more exact one holds.
* Lines of two publishers that say different things are disputed. The line that holds is that of the preferred kind of
  publication (`rank`); the others stand beside it.

Who reports nothing of a unit (bortfall) contradicts nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from indicators.editions.printed_amounts import amount_as_printed, may_be_one
from indicators.rules.outcomes import NON_RESPONSE

Edition = tuple[float, int, int]  # when it was brought in, year and id of its publication: later ones are larger


class Statement(NamedTuple):
    """What one publication prints of one figure. `publisher` is the name of the line it belongs to, see Press."""

    value: str
    number: Decimal | None
    printed: str
    publication: int
    publisher: str
    edition: Edition
    rank: tuple[int, ...]  # less is preferred
    place: str = ""
    run: int | None = None  # id of the import it came with; None: the project's own files

    @property
    def is_silent(self) -> bool:
        return self.number is None and self.value in ("", NON_RESPONSE)


class Settled(NamedTuple):
    """The statement that holds; what its publisher has said otherwise before, oldest first; and what other publishers
    say otherwise, the preferred first."""

    used: Statement
    earlier: tuple[Statement, ...] = ()
    others: tuple[Statement, ...] = ()


def says_the_same(one: Statement, other: Statement) -> bool:
    """But for rounding, and for other words that mean the same."""
    if one.number is None or other.number is None:
        return one.number is other.number and one.value == other.value
    return may_be_one(amount_as_printed(one.number, one.printed), amount_as_printed(other.number, other.printed))


def contradicts(one: Statement, other: Statement) -> bool:
    return not (one.is_silent or other.is_silent or says_the_same(one, other))


def settle(statements: Iterable[Statement]) -> list[Settled]:
    """Of one figure: one for each publisher, the one that holds first."""
    lines: dict[str, Settled] = {}
    for one in sorted(statements, key=lambda one: one.edition):
        lines[one.publisher] = _next_of(lines.get(one.publisher), one)
    standing = sorted(lines.values(), key=lambda line: line.used.rank)
    told = [line.used for line in standing]
    return [
        line._replace(others=tuple(one for one in told if one is not line.used and contradicts(one, line.used)))
        for line in standing
    ]


def _next_of(line: Settled | None, later: Statement) -> Settled:
    """The line of a publisher when it has said one thing more."""
    if line is None:
        return Settled(later)
    if not says_the_same(line.used, later):
        return Settled(later, (*line.earlier, line.used))
    return line._replace(used=later) if _is_more_exact(later, line.used) else line


def _is_more_exact(one: Statement, other: Statement) -> bool:
    if one.number is None or other.number is None:
        return False
    amounts = (amount_as_printed(one.number, one.printed), amount_as_printed(other.number, other.printed))
    return amounts[0].slack < amounts[1].slack
