"""Columns that are those of the year before: another heading's, or their own once more. Pure.

Nothing here proves which figure is wrong; each finding says what coincides, and where to look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from indicators.reconciling.jumps import JUMP
from indicators.reconciling.printed_figures import (
    Checked,
    Column,
    Finding,
    Kind,
    Members,
    PrintedCell,
    Severity,
    found,
    is_mixed,
    previous_survey,
    shown,
    unit_columns,
    year_of,
)
from indicators.reconciling.reconciliation import implied_before
from indicators.reconciling.shifted_columns import FAR, FEWEST_ROWS, NEAR, group_columns
from municipalities.swedish import listed

BACK = JUMP / 2  # two figures that changed places come this near to last year's when they change back

Figures = dict[str, Decimal]  # group -> percent
Before = dict[
    str, dict[str, Figures]
]  # survey -> indicator -> figures, as printed or as the next year's change implies


def _with_the_year_before(cells: Sequence[PrintedCell]) -> Iterator[tuple[Column, dict[str, Column]]]:
    """Each column of units with the columns of the year before, of any publication, by indicator."""
    columns = unit_columns(cells)
    for (_publication, survey, _indicator), column in columns.items():
        before = {key[2]: other for key, other in columns.items() if key[1] == previous_survey(survey)}
        if before:
            yield column, before


def _agreement(one: Column, other: Column) -> tuple[int, int]:
    """Units with the same result, of those that have one in both."""
    both = [code for code in one if code in other and one[code].value and other[code].value]
    return sum(one[code].value == other[code].value for code in both), len(both)


def of_column(cell: PrintedCell) -> str:
    """The place of a whole column: without its row."""
    return re.sub(r", rad [^,]+", "", cell.place)


# the same once more


def _says_something(column: Column) -> bool:
    """Not all alike: a column of nothing but Ja is the same as any other such."""
    return len({cell.value for cell in column.values()}) > 1


def check_repeated_years(cells: Sequence[PrintedCell]) -> Checked:
    """A column that is the year before's, unit by unit: perhaps the wrong year was pasted in, or none was."""
    findings, tried = [], 0
    for column, before in _with_the_year_before(cells):
        cell = next(iter(column.values()))
        own = before.get(cell.indicator)
        if own is None:
            continue
        same, of = _agreement(column, own)
        if of < FEWEST_ROWS:
            continue
        tried += 1
        if same == of and _says_something(column):
            findings.append(_repeated(cell, next(iter(own.values())), of))
    return Checked(Kind.COLUMN, "kolumner med föregående års värden", tuple(findings), tried)


def _repeated(cell: PrintedCell, own: PrintedCell, units: int) -> Finding:
    year = year_of(cell.survey)
    explanation = (
        f"Värdena för {year} under {cell.column} är desamma som för {year - 1} för alla {units} kommuner. "
        f"Det kan stämma, men kan också vara fel års värden; kontrollera mot resultatfilen för {year}."
    )
    finding = found(
        cell, Kind.COLUMN, Severity.SUSPICION, printed=f"{units} värden för {year}", explanation=explanation
    )
    return replace(finding, ours=f"lika med {year - 1}, {of_column(own)}", place=of_column(cell), row="", row_name="")


# another heading's, by the units


def check_shifted_units(cells: Sequence[PrintedCell], members: Members) -> Checked:
    """A column of units that is another heading's of the year before for every unit, and unlike its own; where the
    figures of other groups stand under it too, they have to lie nearer the other heading's than its own."""
    findings, tried = [], 0
    figures, before_that = _group_figures(cells, members), _before(cells, members)
    for column, before in _with_the_year_before(cells):
        cell = next(iter(column.values()))
        own = before.get(cell.indicator)
        if own is None or not is_mixed(column.values()):
            continue
        own_same, own_of = _agreement(column, own)
        groups = figures.get((cell.publication, cell.survey, cell.indicator), {})
        known = before_that.get(previous_survey(cell.survey), {})
        for indicator, other in before.items():
            same, of = _agreement(column, other)
            if indicator == cell.indicator or of < FEWEST_ROWS:
                continue
            tried += 1
            fits = _lie_nearer(groups, known.get(indicator, {}), known.get(cell.indicator, {}))
            if same == of and 2 * own_same <= own_of and fits:
                findings.append(_taken_from(cell, next(iter(other.values())), (own_same, own_of), of))
    return Checked(Kind.COLUMN, "enheternas värden mot andra rubriker året före", tuple(findings), tried)


def _lie_nearer(groups: Figures, other: Figures, own: Figures) -> bool:
    """Of the groups that all three have: within FAR of the other heading, and nearer it than its own."""
    return all(
        abs(groups[row] - other[row]) <= FAR and abs(groups[row] - other[row]) < abs(groups[row] - own[row])
        for row in groups.keys() & other.keys() & own.keys()
    )


def _taken_from(cell: PrintedCell, other: PrintedCell, own: tuple[int, int], units: int) -> Finding:
    year = year_of(cell.survey)
    explanation = (
        f"Värdena för {year} under {cell.column} är lika med {other.column} {year - 1} för alla {units} "
        f"kommuner, men med den egna rubriken bara för {own[0]} av {own[1]}. "
        "Kolumnen kan höra till en annan rubrik; kontrollera mot resultatfilen."
    )
    finding = found(
        cell, Kind.COLUMN, Severity.SUSPICION, printed=f"{units} värden för {year}", explanation=explanation
    )
    return replace(finding, ours=of_column(other), place=of_column(cell), row="", row_name="")


# another heading's, by the groups


def _group_figures(cells: Sequence[PrintedCell], members: Members) -> dict[tuple[str, str, str], Figures]:
    """By publication, survey and indicator: figures of groups that do not follow from printed units."""
    return {
        key: {row: cell.number for row, cell in column.items() if cell.number is not None}
        for key, column in group_columns(cells, members).items()
    }


def _before(cells: Sequence[PrintedCell], members: Members) -> Before:
    """What is known of a year: as printed where it is, else as the next year's figure and change give it."""
    found: Before = defaultdict(lambda: defaultdict(dict))
    for column in group_columns(cells, members).values():
        for row, cell in column.items():
            if cell.number is not None:
                found[cell.survey][cell.indicator][row] = cell.number
    for column in group_columns(cells, members).values():
        for row, cell in column.items():
            implied = implied_before(cell)
            if implied is not None:
                found[previous_survey(cell.survey)][cell.indicator].setdefault(row, implied.value)
    return found


def check_shifted_shares(cells: Sequence[PrintedCell], members: Members) -> Checked:
    """A heading whose group figures are another heading's of the year before, and far from its own, at least once so
    far that no group moves it in a year. Of at least two groups: one alone coincides by chance."""
    before = _before(cells, members)
    findings, tried = [], 0
    for (_publication, survey, indicator), column in group_columns(cells, members).items():
        last_year = before.get(previous_survey(survey), {})
        own = last_year.get(indicator, {})
        fitting: list[str] = []
        for other, figures in last_year.items():
            rows = [row for row in column if row in figures and row in own]
            if other == indicator or len(rows) < 2:
                continue
            tried += 1
            if _is_the_others({row: column[row].number or Decimal(0) for row in rows}, figures, own):
                fitting.append(other)
        if fitting:
            findings.append(_shifted_shares(list(column.values()), last_year, fitting, _headings(cells)))
    return Checked(Kind.COLUMN, "gruppvärden mot andra rubriker året före", tuple(findings), tried)


def _is_the_others(now: Figures, other: Figures, own: Figures) -> bool:
    moved = [abs(figure - own[row]) for row, figure in now.items()]
    near = all(abs(figure - other[row]) <= NEAR for row, figure in now.items())
    return near and min(moved) >= FAR and max(moved) >= JUMP


def _headings(cells: Iterable[PrintedCell]) -> dict[tuple[str, str], str]:
    """Survey and indicator -> the column's heading as printed."""
    return {(cell.survey, cell.indicator): cell.column for cell in cells}


def _shifted_shares(
    column: Sequence[PrintedCell],
    last_year: Mapping[str, Figures],
    fitting: Sequence[str],
    headings: Mapping[tuple[str, str], str],
) -> Finding:
    cell, year = column[0], year_of(column[0].survey)
    names = [headings.get((previous_survey(cell.survey), code), code) for code in fitting]

    def figures(of: Figures) -> str:
        return listed(f"{one.row_name or one.row} {shown(of[one.row])}" for one in column if one.row in of)

    now = figures({one.row: one.number for one in column if one.number is not None})
    explanation = (
        f"Under {cell.column} står {now}. Det är vad {listed(names)} hade {year - 1}: "
        f"{figures(last_year[fitting[0]])}. Den egna rubriken hade {figures(last_year[cell.indicator])}. "
        "Gruppvärdena kan ha hamnat under fel rubrik; kontrollera raderna mot resultatfilen."
    )
    finding = found(cell, Kind.COLUMN, Severity.SUSPICION, printed=now, explanation=explanation)
    return replace(finding, ours=f"som {listed(names)} {year - 1}", place=of_column(cell), row="", row_name="")


def check_swapped_shares(cells: Sequence[PrintedCell], members: Members) -> Checked:
    """Two figures of one group that both jump, and that would lie near last year's had they changed places."""
    before = _before(cells, members)
    jumps: dict[tuple[str, str, str], list[tuple[PrintedCell, Decimal, Decimal]]] = defaultdict(list)
    tried = 0
    for (publication, survey, indicator), column in group_columns(cells, members).items():
        for row, cell in column.items():
            own = before.get(previous_survey(survey), {}).get(indicator, {}).get(row)
            if own is None or cell.number is None:
                continue
            tried += 1
            if abs(cell.number - own) >= JUMP:
                jumps[publication, survey, row].append((cell, cell.number, own))
    findings = [
        _swapped(one, other)
        for figures in jumps.values()
        for one, other in combinations(figures, 2)
        if abs(one[1] - other[2]) <= BACK and abs(other[1] - one[2]) <= BACK
    ]
    return Checked(Kind.COLUMN, "gruppvärden som kan ha bytt plats", tuple(findings), tried)


def _swapped(one: tuple[PrintedCell, Decimal, Decimal], other: tuple[PrintedCell, Decimal, Decimal]) -> Finding:
    (cell, now, before), (second, second_now, second_before) = one, other
    year = year_of(cell.survey)
    explanation = (
        f"{cell.row_name or cell.row} har {shown(now)} under {cell.column} ({shown(before)} {year - 1}) och "
        f"{shown(second_now)} under {second.column} ({shown(second_before)} {year - 1}). Byter de plats ligger båda "
        f"nära {year - 1}: de kan stå under varandras rubriker. Kontrollera mot resultatfilen."
    )
    ours = f"{second.printed}, {second.place}"
    return found(cell, Kind.COLUMN, Severity.SUSPICION, ours=ours, explanation=explanation)
