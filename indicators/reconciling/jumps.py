"""Shares that jump from one year to the next, and nothing that is known of the two years explains it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.reconciling.impossible_figures import defined_of
from indicators.reconciling.printed_figures import (
    Checked,
    Column,
    ColumnKey,
    Finding,
    Kind,
    Members,
    PrintedCell,
    Severity,
    found,
    own_mean,
    previous_survey,
    rounded,
    shown,
    signed,
    unit_columns,
    year_of,
)
from indicators.reconciling.reconciliation import implied_before
from indicators.rules.outcomes import YES
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.swedish import listed

JUMP = Decimal(25)  # percentage points: two of eight municipalities
EXACT = 6  # decimals: thirds are no finite decimals


@dataclass(frozen=True)
class _Figure:
    value: Decimal
    said: str  # with where it is from
    column: Column | None = None  # the units it is counted from


def check_jumps(cells: Sequence[PrintedCell], members: Members, definitions: Mapping[str, Definitions]) -> Checked:
    """Shares of groups and units, in percent, beside the year before: counted from the printed units where they all
    are printed, else as printed. Where the year before is told differently, the smallest jump counts."""
    columns = unit_columns(cells)
    printed = _printed(cells)
    findings: dict[tuple[str, str, str, str], Finding] = {}
    tried = set()
    for cell in cells:
        defined = defined_of(cell, definitions)
        key = (cell.publication, cell.survey, cell.row, cell.indicator)
        if cell.number is None or key in tried or not _is_percent(cell, defined):
            continue
        before = _before(cell, columns, members, printed)
        if not before:
            continue
        tried.add(key)
        now = _counted(cell.publication, cell.survey, cell, columns, members) or _Figure(cell.number, cell.printed)
        nearest = min(before, key=lambda one: abs(now.value - one.value))
        if rounded(abs(now.value - nearest.value), EXACT) >= JUMP and not _is_explained(defined, year_of(cell.survey)):
            findings[key] = _jumped(cell, nearest, now)
    return Checked(Kind.JUMP, "andelar mot föregående års", tuple(findings.values()), len(tried))


def _is_percent(cell: PrintedCell, defined: IndicatorDefinition | None) -> bool:
    if defined is None:
        return "%" in cell.printed
    return defined.kind == "choice" or defined.unit == "procent"


def _is_explained(defined: IndicatorDefinition | None, year: int) -> bool:
    """A note says that the years differ, and not merely that nobody knows."""
    link = defined.comparable.get(year - 1) if defined else None
    return link is not None and link.is_ != "yes" and link.is_known


def _printed(cells: Sequence[PrintedCell]) -> dict[tuple[str, str, str], list[_Figure]]:
    """By survey, row and indicator: figures as printed, and those that a figure and its change give."""
    found: dict[tuple[str, str, str], list[_Figure]] = defaultdict(list)
    for cell in cells:
        if cell.number is not None:
            found[cell.survey, cell.row, cell.indicator].append(_Figure(cell.number, f"{cell.printed}, {cell.place}"))
        implied = implied_before(cell)
        if implied is not None:
            said = f"{shown(implied.value)}, av {cell.printed} och ändringen {cell.change_printed}"
            found[previous_survey(cell.survey), cell.row, cell.indicator].append(_Figure(implied.value, said))
    return found


def _before(
    cell: PrintedCell,
    columns: Mapping[ColumnKey, Column],
    members: Members,
    printed: Mapping[tuple[str, str, str], list[_Figure]],
) -> list[_Figure]:
    survey = previous_survey(cell.survey)
    counted = [
        figure
        for publication, of, indicator in columns
        if (of, indicator) == (survey, cell.indicator)
        and (figure := _counted(publication, survey, cell, columns, members))
    ]
    return counted or printed.get((survey, cell.row, cell.indicator), [])


def _counted(
    publication: str, survey: str, cell: PrintedCell, columns: Mapping[ColumnKey, Column], members: Members
) -> _Figure | None:
    """The group's figure as its units give it, where all are printed."""
    codes = frozenset() if cell.is_unit else members.of(cell.row, year_of(survey))
    mean = own_mean(columns, (publication, survey, cell.indicator), codes)
    if mean is None:
        return None
    column = columns[publication, survey, cell.indicator]
    return _Figure(mean.value, f"{mean.shown}, {mean.text}", {code: column[code] for code in sorted(codes)})


def _jumped(cell: PrintedCell, before: _Figure, now: _Figure) -> Finding:
    year = year_of(cell.survey)
    difference = signed(now.value - before.value)
    sentences = [
        f"{year - 1} var det {before.said}; {year} är det {now.said}: {difference} procentenheter på ett år.",
        *_moved(before.column, now.column),
        "Kontrollera båda årens siffror mot resultatfilerna.",
    ]
    ours = f"{shown(before.value)} ({year - 1})"
    explanation = " ".join(sentences)
    return found(cell, Kind.JUMP, Severity.SUSPICION, ours=ours, difference=difference, explanation=explanation)


def _moved(before: Column | None, now: Column | None) -> Iterator[str]:
    """Who went to Ja and who from it, where the units are known for both years."""
    both = [(before[code], cell) for code, cell in (now or {}).items() if before and code in before]
    gained = [cell.row_name or cell.row for old, cell in both if cell.value == YES != old.value]
    lost = [cell.row_name or cell.row for old, cell in both if old.value == YES != cell.value]
    if gained:
        yield f"Till Ja: {listed(gained)}."
    if lost:
        yield f"Från Ja: {listed(lost)}."
