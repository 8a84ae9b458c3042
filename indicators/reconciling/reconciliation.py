"""Printed figures held against what they rest on. Pure: cells in, findings out, no Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from indicators.editions.printed_amounts import Amount, may_be_one, parse_amount
from indicators.reconciling.printed_figures import (
    Checked,
    Column,
    ColumnKey,
    Finding,
    Kind,
    Mean,
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

# 1 printed mean against its own cells


def check_means(cells: Sequence[PrintedCell], members: Members) -> Checked:
    columns = unit_columns(cells)
    findings, tried = [], 0
    for cell in cells:
        printed = None if cell.is_unit else amount_of(cell)
        if printed is None:
            continue
        codes = members.of(cell.row, year_of(cell.survey))
        mean = own_mean(columns, (cell.publication, cell.survey, cell.indicator), codes)
        if mean is None:
            continue
        tried += 1
        if not agrees(printed, mean.value):
            findings.append(_wrong_mean(cell, printed, mean))
    return Checked(Kind.MEAN, "tryckta snitt", tuple(findings), tried)


def _wrong_mean(cell: PrintedCell, printed: Amount, mean: Mean) -> Finding:
    explanation = f"Tabellens egna celler ger {mean.text}, {mean.shown}, men tryckt är {cell.printed}."
    severity = Severity.ERROR
    if agrees(printed, mean.value, mean.slack):
        severity = Severity.SUSPICION
        explanation += " Skillnaden är så liten att den kan komma av att cellerna är avrundade."
    difference = signed(printed.value - mean.value)
    ours = f"{mean.shown} ({mean.text})"
    return found(cell, Kind.MEAN, severity, ours=ours, difference=difference, explanation=explanation)


# 2 printed change against the cells of both years


def check_changes(cells: Sequence[PrintedCell], members: Members) -> Checked:
    columns = unit_columns(cells)
    findings, tried = [], 0
    for cell in cells:
        change = parse_amount(cell.change_printed) if cell.change_printed else None
        if change is None or cell.is_unit:
            continue
        year = year_of(cell.survey)
        key = (cell.publication, cell.survey, cell.indicator)
        now = own_mean(columns, key, members.of(cell.row, year))
        before = _earlier_mean(columns, cell, members.of(cell.row, year - 1))
        if now is None or before is None:
            continue
        tried += 1
        if not agrees(change, now.value - before.value, now.slack + before.slack):
            findings.append(_wrong_change(cell, change, now, before))
    return Checked(Kind.CHANGE, "tryckta ändringar", tuple(findings), tried)


def _earlier_mean(columns: Mapping[ColumnKey, Column], cell: PrintedCell, codes: frozenset[str]) -> Mean | None:
    """Of the year before: as the same publication gives it, else as another does."""
    survey = previous_survey(cell.survey)
    others = sorted({key[0] for key in columns if key[1:] == (survey, cell.indicator)} - {cell.publication})
    for publication in [cell.publication, *others]:
        mean = own_mean(columns, (publication, survey, cell.indicator), codes)
        if mean is not None:
            return mean
    return None


def _wrong_change(cell: PrintedCell, change: Amount, now: Mean, before: Mean) -> Finding:
    ours = now.value - before.value
    year = year_of(cell.survey)
    explanation = (
        f"Cellerna ger {before.text} ({before.shown}) {year - 1} och {now.text} ({now.shown}) "
        f"{year}, alltså {signed(ours)} procentenheter. Tryckt är {cell.change_printed}."
    )
    return found(
        cell,
        Kind.CHANGE,
        Severity.ERROR,
        printed=cell.change_printed,
        ours=signed(ours),
        difference=signed(change.value - ours),
        explanation=explanation,
    )


# 4 two publications on one figure


@dataclass(frozen=True)
class Said:
    """A figure that a publication gives, outright or through the next year's value and change."""

    cell: PrintedCell
    amount: Amount
    how: str


def implied_before(cell: PrintedCell) -> Amount | None:
    """Last year's figure according to this year's figure and its printed change."""
    now, change = amount_of(cell), parse_amount(cell.change_printed) if cell.change_printed else None
    if now is None or change is None:
        return None
    return Amount(now.value - change.value, now.slack + change.slack)


def _statements(cell: PrintedCell) -> Iterator[tuple[tuple[str, str, str], Said]]:
    amount = amount_of(cell)
    if amount is not None:
        yield (cell.survey, cell.row, cell.indicator), Said(cell, amount, cell.printed or shown(amount.value))
    before = implied_before(cell)
    if before is not None:
        how = f"{shown(before.value)} (av {cell.printed} och ändringen {cell.change_printed})"
        yield (previous_survey(cell.survey), cell.row, cell.indicator), Said(cell, before, how)


def check_publishers(cells: Sequence[PrintedCell]) -> Checked:
    said: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    values: dict[tuple[str, str, str], list[PrintedCell]] = defaultdict(list)
    for cell in cells:
        for key, one in _statements(cell):
            said[key].append(one)
        if cell.value:
            values[cell.survey, cell.row, cell.indicator].append(cell)
    findings, tried = [], 0
    for key, statements in said.items():
        for one, other in combinations(statements, 2):
            if one.cell.place != other.cell.place:
                tried += 1
                findings += _differing(key[0], one, other)
    for group in values.values():
        for first, second in combinations(group, 2):
            tried += 1
            findings += _differing_values(first, second)
    return Checked(Kind.PUBLISHERS, "uppgifter som ges på två ställen", tuple(findings), tried)


def _differing(survey: str, one: Said, other: Said) -> list[Finding]:
    if may_be_one(one.amount, other.amount):
        return []
    explanation = (
        f"För {year_of(survey)} står {one.how} i {one.cell.place} och {other.how} i {other.cell.place}. "
        "Vilken som är rätt går inte att säga utan resultatfilen."
    )
    itself = one.cell.publication == other.cell.publication  # table against text of the same publication
    finding = found(
        one.cell,
        Kind.TEXT if itself else Kind.PUBLISHERS,
        Severity.ERROR if itself else Severity.DIFFERENCE,
        printed=one.how,
        ours=f"{other.how}, {other.cell.place}",
        difference=signed(one.amount.value - other.amount.value),
        explanation=explanation,
    )
    return [replace(finding, survey=survey)]


def _differing_values(one: PrintedCell, other: PrintedCell) -> list[Finding]:
    if one.value == other.value:
        return []
    explanation = f"{one.place} säger {one.printed}, {other.place} säger {other.printed}."
    ours = f"{other.printed}, {other.place}"
    return [found(one, Kind.PUBLISHERS, Severity.DIFFERENCE, ours=ours, explanation=explanation)]
