"""Columns that look shifted or copied against their headings. Pure.

Nothing here proves which figure is wrong; each finding says what coincides, and where to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from indicators.editions.printed_amounts import parse_amount
from indicators.reconciling.printed_figures import (
    Checked,
    Finding,
    Kind,
    Members,
    PrintedCell,
    Severity,
    found,
    previous_survey,
    shown,
    year_of,
)
from indicators.reconciling.reconciliation import implied_before

NEAR, FAR = Decimal(1), Decimal(5)  # percentage points: another heading fits, its own does not
FEWEST_ROWS = 5  # fewer units than this coincide by chance

GroupColumns = dict[tuple[str, str, str], dict[str, PrintedCell]]  # publication, survey, indicator -> group -> cell
Pair = tuple[Decimal, Decimal]  # the year before, the year


def group_columns(cells: Iterable[PrintedCell], members: Members) -> GroupColumns:
    """Group figures by column, in printed order. Groups whose units are printed too are left out: their
    figures follow from the units and are checked against them."""
    cells = list(cells)
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in cells:
        if cell.is_unit:
            units[cell.publication, cell.area].add(cell.row)
    columns: GroupColumns = defaultdict(dict)
    for cell in cells:
        own = members.of(cell.row, year_of(cell.survey))
        if not cell.is_unit and cell.number is not None and not (own and own <= units[cell.publication, cell.area]):
            columns[cell.publication, cell.survey, cell.indicator][cell.row] = cell
    return dict(columns)


# 5a a column whose group figures are another indicator's


def check_shifted_groups(cells: Sequence[PrintedCell]) -> Checked:
    """Each pair (the year before as implied, the year) against other indicators in other publications."""
    known = _known_pairs(cells)
    pairs = _printed_pairs(cells)
    findings, tried = [], 0
    for (publication, area, row, indicator), (cell, pair) in pairs.items():
        for source, series in known:
            if source.publication == publication or (source.row, source.survey) != (row, cell.survey):
                continue
            other = source.indicator
            tried += 1
            if other == indicator or _distance(pair, series) > NEAR:
                continue
            own = pairs.get((publication, area, row, other))
            if own is not None and _distance(own[1], series) >= FAR:
                findings.append(_shifted(cell, pair, own[0], source, series))
    return Checked(Kind.COLUMN, "gruppvärden mot andra rubrikers kända värden", tuple(findings), tried)


def _distance(one: Pair, other: Pair) -> Decimal:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _printed_pairs(cells: Iterable[PrintedCell]) -> dict[tuple[str, str, str, str], tuple[PrintedCell, Pair]]:
    """By publication, area, group and indicator: figures printed with their change."""
    pairs = {}
    for cell in cells:
        before = None if cell.is_unit else implied_before(cell)
        if before is not None and cell.number is not None:
            pairs[cell.publication, cell.area, cell.row, cell.indicator] = cell, (before.value, cell.number)
    return pairs


def _known_pairs(cells: Iterable[PrintedCell]) -> list[tuple[PrintedCell, Pair]]:
    """Group figures that a publication prints outright for the year before too."""
    numbers = {_where(cell): cell for cell in cells if not cell.is_unit and cell.number is not None}
    pairs = []
    for cell in numbers.values():
        before = numbers.get((*_where(cell)[:3], previous_survey(cell.survey)))
        if before is not None and before.number is not None and cell.number is not None:
            pairs.append((cell, (before.number, cell.number)))
    return pairs


def _where(cell: PrintedCell) -> tuple[str, str, str, str]:
    return cell.publication, cell.row, cell.indicator, cell.survey


def _shifted(cell: PrintedCell, pair: Pair, own: PrintedCell, source: PrintedCell, series: Pair) -> Finding:
    year = year_of(cell.survey)
    explanation = (
        f"Under rubriken {cell.column} står {shown(pair[0])} ({year - 1}) och {shown(pair[1])} ({year}). Det "
        f"är vad {source.place} ger för {own.column}: {shown(series[0])} och {shown(series[1])}. Under den "
        f"rubriken står i stället {_with_change(own)}. Kolumnerna ser förskjutna ut mot rubrikerna."
    )
    ours = f"{shown(series[0])} och {shown(series[1])}"
    return found(cell, Kind.COLUMN, Severity.SUSPICION, ours=ours, explanation=explanation)


# 5b columns with the same group figures


def check_copied_groups(cells: Sequence[PrintedCell], members: Members) -> Checked:
    """Two headings of one publication with the same figures for Stockholm, the county or the nation."""
    printed = group_columns(cells, members)
    findings, tried = [], 0
    by_table: dict[tuple[str, str], list[dict[str, PrintedCell]]] = defaultdict(list)
    for (publication, survey, _), column in printed.items():
        by_table[publication, survey].append(column)
    for columns in by_table.values():
        for one, other in combinations(columns, 2):
            tried += 1
            same = _coinciding(one, other)
            if same:
                findings.append(_copied([one[row] for row in same], [other[row] for row in same]))
    return Checked(Kind.COLUMN, "par av rubriker, gruppvärden", tuple(findings), tried)


def _coinciding(one: Mapping[str, PrintedCell], other: Mapping[str, PrintedCell]) -> list[str]:
    """Groups whose figures are the same beyond what chance gives: both value and change of one group, or the
    values of every group, of at least two."""
    shared = [row for row in one if row in other]
    same = [row for row in shared if one[row].number == other[row].number]
    if len(same) == len(shared) >= 2:
        return same
    return [row for row in same if _same_change(one[row], other[row])]


def _same_change(one: PrintedCell, other: PrintedCell) -> bool:
    changes = [parse_amount(cell.change_printed) for cell in (one, other) if cell.change_printed]
    return len(changes) == 2 and changes[0] == changes[1] and changes[0] is not None and changes[0].value != 0


def _copied(ones: Sequence[PrintedCell], others: Sequence[PrintedCell]) -> Finding:
    figures = ", ".join(f"{cell.row_name or cell.row} {_with_change(cell)}" for cell in ones)
    copies = ", ".join(_with_change(cell) for cell in others)
    explanation = (
        f"Rubrikerna {ones[0].column} och {others[0].column} har samma gruppvärden ({figures}). "
        "Det kan stämma, men ser ut som en kopierad kolumn; kontrollera mot resultatfilen."
    )
    ours = f"{copies}, {others[0].place}"
    printed = ", ".join(_with_change(cell) for cell in ones)
    return found(ones[0], Kind.COLUMN, Severity.SUSPICION, printed=printed, ours=ours, explanation=explanation)


def _with_change(cell: PrintedCell) -> str:
    return f"{cell.printed} ({cell.change_printed.strip('()')})" if cell.change_printed else cell.printed
