"""The checks of claims that hold one group's printed figure beside other groups'. Pure.

Each check: facts, publication and arguments in, verdict out; None where a figure to try the claim on is not there.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.reconciling.claim_facts import Arguments, Facts, Verdict
from indicators.reconciling.printed_figures import PrintedCell, shown


def against(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """The group stands so to every other, and each figure is the one that is said."""
    key = publication, arguments["survey"].text(), arguments["indicator"].text()
    groups = [arguments["group"].text(), *arguments["than"].texts()]
    cells = [facts.groups[(*key, group)] for group in groups if (*key, group) in facts.groups]
    if len(cells) < len(groups):
        return None
    own, *others = [cell.number or Decimal(0) for cell in cells]
    relation = arguments["is"].one_of(("above", "below", "level"))
    within = Decimal(arguments["within"].text()) if "within" in arguments else Decimal(0)
    holds = all(_stands(own - other, relation, within) for other in others)
    said = arguments["said"].text_mapping() if "said" in arguments else {}
    other_said = [cell for cell in cells if cell.row in said and Decimal(said[cell.row]) != cell.number]
    return Verdict(holds and not other_said, ", ".join(_named(facts, cell) for cell in cells))


def mostly(facts: Facts, publication: str, arguments: Arguments) -> Verdict | None:
    """Of all indicators printed for both, the group stands so to each other group in more than half."""
    survey, group = arguments["survey"].text(), arguments["group"].text()
    relation = arguments["is"].one_of(("above", "below"))
    counted, holds = [], True
    for other in arguments["than"].texts():
        moves = _differences(facts, publication, survey, group, other)
        if not moves:
            return None
        fits = sum(_stands(move, relation, Decimal(0)) for move in moves)
        holds = holds and 2 * fits > len(moves)
        counted.append(f"{facts.names.get(other, other)}: {fits} av {len(moves)}")
    return Verdict(holds, ", ".join(counted))


def _stands(difference: Decimal, relation: str, within: Decimal) -> bool:
    if relation == "level":
        return abs(difference) <= within
    return difference > 0 if relation == "above" else difference < 0


def _differences(facts: Facts, publication: str, survey: str, group: str, other: str) -> list[Decimal]:
    found = []
    for (of, year, indicator, row), cell in facts.groups.items():
        beside = facts.groups.get((publication, survey, indicator, other))
        if (of, year, row) == (publication, survey, group) and beside and cell.number is not None:
            found.append(cell.number - (beside.number or Decimal(0)))
    return found


def _named(facts: Facts, cell: PrintedCell) -> str:
    return f"{facts.names.get(cell.row, cell.row)} {shown(cell.number or Decimal(0))}"
