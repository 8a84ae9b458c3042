"""Figures that cannot be right, or hardly, beside the others of their table. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from statistics import median

from indicators.reconciling.printed_figures import (
    HUNDRED,
    Checked,
    Finding,
    Kind,
    PrintedCell,
    Severity,
    found,
    shown,
)

UNLIKELY = Decimal(4)  # a part that is this many times off the usual part of its whole
FEWEST_ROWS = 5  # fewer rows than this have no usual part

Wholes = Mapping[tuple[str, str], str]  # survey, indicator -> the indicator it is a part of, as the definitions say


def check_parts(cells: Sequence[PrintedCell], wholes: Wholes) -> Checked:
    """Parts against their wholes, row by row: never larger, and not wholly unlike the other rows."""
    numbers = {(c.publication, c.survey, c.indicator, c.row): c for c in cells if c.number is not None}
    pairs: dict[tuple[str, str, str], list[tuple[PrintedCell, PrintedCell]]] = defaultdict(list)
    for (publication, survey, indicator, row), cell in numbers.items():
        whole = numbers.get((publication, survey, wholes.get((survey, indicator), ""), row))
        if whole is not None:
            pairs[publication, survey, indicator].append((cell, whole))
    findings: list[Finding] = []
    for column in pairs.values():
        findings += _larger_than_whole(column) + _unlike_the_others(column, numbers.values())
    return Checked(Kind.PLAUSIBLE, "delar mot sina helheter", tuple(findings), sum(map(len, pairs.values())))


def _number(cell: PrintedCell) -> Decimal:
    return cell.number if cell.number is not None else Decimal(0)


def _larger_than_whole(column: Sequence[tuple[PrintedCell, PrintedCell]]) -> list[Finding]:
    return [
        found(
            cell,
            Kind.PLAUSIBLE,
            Severity.ERROR,
            ours=f"högst {shown(_number(whole))} ({whole.column})",
            explanation=f"{cell.column} är en del av {whole.column} och kan inte vara större än den.",
        )
        for cell, whole in column
        if _number(cell) > _number(whole)
    ]


def _unlike_the_others(
    column: Sequence[tuple[PrintedCell, PrintedCell]], numbers: Iterable[PrintedCell]
) -> list[Finding]:
    """Rows whose part of the whole is far from the median part of the units."""
    parts = [(cell, whole, _number(cell) / _number(whole)) for cell, whole in column if cell.is_unit and _number(whole)]
    if len(parts) < FEWEST_ROWS:
        return []
    usual = median([part for _, _, part in parts])
    return [
        _outlier(cell, whole, usual, numbers)
        for cell, whole, part in parts
        if part <= 1 and not usual / UNLIKELY <= part <= usual * UNLIKELY
    ]


def _outlier(cell: PrintedCell, whole: PrintedCell, usual: Decimal, numbers: Iterable[PrintedCell]) -> Finding:
    part = HUNDRED * _number(cell) / _number(whole)
    explanation = (
        f"{cell.printed} är {shown(part)} procent av {whole.column} ({whole.printed}); för kommunerna i "
        f"tabellen är det vanliga {shown(HUNDRED * usual)} procent."
    )
    twins = [other for other in numbers if _is_twin(cell, other)]
    if twins:
        explanation += f" Samma tal står för {cell.row_name or cell.row} under {twins[0].column} ({twins[0].place})."
    ours = f"omkring {shown(usual * _number(whole))}"
    return found(cell, Kind.PLAUSIBLE, Severity.SUSPICION, ours=ours, explanation=explanation)


def _is_twin(cell: PrintedCell, other: PrintedCell) -> bool:
    same = (cell.publication, cell.survey, cell.row, cell.number)
    return other.indicator != cell.indicator and (other.publication, other.survey, other.row, other.number) == same


def check_percent_signs(cells: Sequence[PrintedCell]) -> Checked:
    """Group figures without the percent sign that the rest of their row has, or with a star that no note
    explains: often a figure pasted in from elsewhere."""
    rows: dict[tuple[str, str, str, str], list[PrintedCell]] = defaultdict(list)
    for cell in cells:
        if not cell.is_unit and cell.printed:
            rows[cell.publication, cell.survey, cell.table, cell.row].append(cell)
    findings = []
    for row in rows.values():
        signs = sum("%" in _figure(cell) for cell in row)
        for cell in row:
            if "%" not in _figure(cell) and 2 * signs >= len(row) and cell.change_printed:
                findings.append(_unlike_print(cell, "saknar procenttecken, som resten av raden har"))
            elif "*" in cell.printed + cell.change_printed:
                findings.append(_unlike_print(cell, "har en stjärna som inget förklarar"))
    return Checked(Kind.PLAUSIBLE, "gruppvärdens skrivsätt", tuple(findings), sum(map(len, rows.values())))


def _figure(cell: PrintedCell) -> str:
    """The printed figure without its change in parentheses."""
    return re.sub(r"\(.*\)", "", cell.printed)


def _unlike_print(cell: PrintedCell, what: str) -> Finding:
    star = " och har en stjärna som inget förklarar" if "*" in cell.change_printed and "stjärna" not in what else ""
    printed = (
        cell.printed if cell.change_printed.strip("()*") in cell.printed else f"{cell.printed} ({cell.change_printed})"
    )
    explanation = f"Talet {what}{star}. Det tyder på att det är inklippt eller ändrat för hand."
    return found(cell, Kind.PLAUSIBLE, Severity.SUSPICION, printed=printed, explanation=explanation)
