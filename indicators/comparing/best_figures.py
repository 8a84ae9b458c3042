"""Each indicator from the source that tells of it best: computed here, or published. Pure.

Computed comes first where it tells of as many of the units: it follows the rule cell by cell, and prints no misprints.
A reader who chooses a source gets that one alone, and what differs between them is listed in the reconciliation.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indicators.comparing.matrix import Cell, Figures, GroupFound
from indicators.rules.outcomes import NON_RESPONSE


def best_of(computed: Figures, published: Figures, units: Collection[int], own_group: int | None = None) -> Figures:
    """`units`: ids of those the page is about. Their group (`own_group`) is counted from their cells; beside that
    stands only what was published of it."""
    codes = dict.fromkeys([*computed.units, *published.units])
    counted = frozenset(code for code in codes if _is_better(computed.units, published.units, code, units))
    return Figures(
        {code: (computed if code in counted else published).units.get(code, {}) for code in codes},
        _groups(computed.groups, published.groups, counted, own_group),
        counted,
    )


def _is_better(
    computed: Mapping[str, Mapping[int, Cell]],
    published: Mapping[str, Mapping[int, Cell]],
    code: str,
    units: Collection[int],
) -> bool:
    told, printed = told_of(computed.get(code, {}), units), told_of(published.get(code, {}), units)
    return code in computed and told >= printed and (told > 0 or not published.get(code))


def told_of(cells: Mapping[int, Cell], units: Collection[int]) -> int:
    """How many of the units it says anything of; bortfall says nothing.

    >>> told_of({1: Cell("ja"), 2: Cell(NON_RESPONSE), 3: Cell("nej")}, {1, 2})
    1
    """
    return sum(1 for unit, cell in cells.items() if unit in units and cell.value != NON_RESPONSE)


def _groups(
    computed: Mapping[tuple[int, str], list[GroupFound]],
    published: Mapping[tuple[int, str], list[GroupFound]],
    counted: frozenset[str],
    own_group: int | None,
) -> dict[tuple[int, str], list[GroupFound]]:
    """The figure of the row's own source first, where it has one; the other one where it has none."""
    found = {}
    for key in dict.fromkeys([*computed, *published]):
        group, code = key
        ours = [] if group == own_group else computed.get(key, [])
        theirs = published.get(key, [])
        both = [*ours, *theirs] if code in counted else [*theirs, *ours]
        told = sorted(both, key=lambda one: one.figure is None)
        if told:
            found[key] = told
    return found
