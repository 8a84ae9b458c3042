"""Changes between two shares: percentage points, or percent of the year before. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from indicators.editions.printed_amounts import Amount, parse_amount
from indicators.reconciling.printed_figures import (
    HUNDRED,
    Checked,
    Column,
    ColumnKey,
    Finding,
    Kind,
    Members,
    PrintedCell,
    Severity,
    agrees,
    amount_of,
    found,
    own_mean,
    previous_survey,
    shown,
    signed,
    unit_columns,
    year_of,
)
from municipalities.swedish import plural

_POINTS = re.compile(r"p\.?e\b|procentenhet", re.IGNORECASE)


def check_percent_points(cells: Sequence[PrintedCell], members: Members) -> Checked:
    """Printed changes beside both years' figures. A change that fits only as percent of the year before is told by
    itself; that a publication's changes have a percent sign and are percentage points is told once a year."""
    columns = unit_columns(cells)
    printed = {(cell.survey, cell.row, cell.indicator): cell for cell in cells if cell.number is not None}
    findings, tried = [], 0
    points: dict[tuple[str, str], list[PrintedCell]] = defaultdict(list)
    for cell in cells:
        change = parse_amount(cell.change_printed) if cell.change_printed else None
        years = _both_years(cell, columns, members, printed) if change and not cell.is_unit else None
        if change is None or years is None:
            continue
        tried += 1
        now, before = years
        as_points = agrees(change, now.value - before.value, now.slack + before.slack)
        as_percent = _is_relative(change, now, before)
        if as_percent and not as_points:
            findings.append(_relative(cell, now, before))
        elif as_points and not as_percent and "%" in cell.change_printed and not _POINTS.search(cell.change_printed):
            points[cell.publication, cell.survey].append(cell)
    findings += [_signs(changed) for changed in points.values()]
    return Checked(Kind.CHANGE, "ändringar som procent eller procentenheter", tuple(findings), tried)


def _both_years(
    cell: PrintedCell,
    columns: Mapping[ColumnKey, Column],
    members: Members,
    printed: Mapping[tuple[str, str, str], PrintedCell],
) -> tuple[Amount, Amount] | None:
    """This year and the year before, each counted from the printed units where they all are, else as printed."""
    earlier = previous_survey(cell.survey)
    before_cell = printed.get((earlier, cell.row, cell.indicator))
    before = _counted(cell, earlier, columns, members) or (amount_of(before_cell) if before_cell else None)
    now = _counted(cell, cell.survey, columns, members) or amount_of(cell)
    return (now, before) if now and before else None


def _counted(cell: PrintedCell, survey: str, columns: Mapping[ColumnKey, Column], members: Members) -> Amount | None:
    codes = members.of(cell.row, year_of(survey))
    publications = [cell.publication, *sorted({key[0] for key in columns} - {cell.publication})]
    for publication in publications:
        mean = own_mean(columns, (publication, survey, cell.indicator), codes)
        if mean is not None:
            return Amount(mean.value, mean.slack)
    return None


def _is_relative(change: Amount, now: Amount, before: Amount) -> bool:
    """As far as both years' rounding may carry it. From nothing there is no change in percent."""
    if before.value <= before.slack:
        return False
    least = HUNDRED * (now.value - now.slack) / (before.value + before.slack) - HUNDRED
    most = HUNDRED * (now.value + now.slack) / (before.value - before.slack) - HUNDRED
    return least - change.slack <= change.value <= most + change.slack


def _relative(cell: PrintedCell, now: Amount, before: Amount) -> Finding:
    year = year_of(cell.survey)
    difference = signed(now.value - before.value)
    relative = signed(HUNDRED * now.value / before.value - HUNDRED)
    explanation = (
        f"{shown(before.value)} {year - 1} och {shown(now.value)} {year} är {difference} procentenheter, och "
        f"{relative} procent av värdet {year - 1}. Tryckt är {cell.change_printed}: det är procent där det ska vara "
        "procentenheter."
    )
    printed = cell.change_printed
    return found(cell, Kind.CHANGE, Severity.SUSPICION, printed=printed, ours=difference, explanation=explanation)


def _signs(changed: Sequence[PrintedCell]) -> Finding:
    cell, number = changed[0], len(changed)
    year = year_of(cell.survey)
    told = plural(number, "{n} ändring", "{n} ändringar")
    written = plural(number, "är skriven", "är skrivna")
    explanation = (
        f"{told} mellan {year - 1} och {year} {written} med procenttecken men gäller procentenheter, till exempel "
        f"{cell.change_printed} för {cell.column}, {cell.row_name or cell.row}. Läs dem som procentenheter."
    )
    finding = found(
        cell,
        Kind.CHANGE,
        Severity.ERROR,
        printed=cell.change_printed + " med flera" * (number > 1),
        ours=f"{number} är procentenheter",
        explanation=explanation,
    )
    where = f"{cell.place.split(',')[0]}, ändringar mellan {year - 1} och {year}"
    return replace(finding, place=where, indicator="", row="", row_name="")
