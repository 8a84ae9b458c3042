"""What is computed here held against what is published, row by row, with what probably lies behind. Pure.

Only two results that differ are a difference. Bortfall is no result, a withheld share is no figure, and a group's
share differs only where no results of its silent units could make it the published one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.editions.printed_amounts import Amount
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
    is_mixed,
    shown,
    signed,
    year_of,
)
from indicators.rules.outcomes import BASE, GIVEN, LABELS, PARTLY
from indicators.rules.spec import Definitions
from municipalities.swedish import listed

FEWEST_ROWS = 5  # fewer rows than this form no pattern
MOST_NAMES = 4


@dataclass(frozen=True)
class Ours:
    """A computed figure. Of a group: how many of its units are silent; of a share: how many Ja, and of how many."""

    cell: PrintedCell
    yes: int | None = None
    base: int = 0
    silent: int = 0

    @property
    def can_be_compared(self) -> bool:
        """A mean of fewer units than it should be says nothing; a share may still."""
        return _is_result(self.cell) and not (self.silent and self.yes is None)


@dataclass(frozen=True)
class Row:
    """A published figure beside the computed one."""

    cell: PrintedCell
    ours: Ours

    @cached_property
    def differs(self) -> bool:
        printed, own = amount_of(self.cell), self.ours.cell
        if printed is None or own.number is None:
            return printed is not None or own.number is not None or self.cell.value != own.value
        return not (agrees(printed, own.number) or _fits(printed, self.ours))


def _fits(printed: Amount, ours: Ours) -> bool:
    """Whether the silent units could have made the share the printed one: none of them Ja, or all of them."""
    if not ours.silent or ours.yes is None:
        return False
    with_silent = ours.base + ours.silent
    least, most = HUNDRED * ours.yes / with_silent, HUNDRED * (ours.yes + ours.silent) / with_silent
    return least - printed.slack <= printed.value <= most + printed.slack


@dataclass(frozen=True)
class _Beside:
    """Everything that could be compared, in the ways its patterns are looked for."""

    rows: tuple[Row, ...]
    ours: Iterable[Ours]
    members: Members
    definitions: Mapping[str, Definitions]
    of_column: dict[ColumnKey, list[Row]] = field(default_factory=lambda: defaultdict(list))
    of_unit: dict[tuple[str, str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    computed: dict[str, dict[str, Column]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))

    def __post_init__(self) -> None:
        for row in self.rows:
            cell = row.cell
            if cell.is_unit:
                self.of_column[cell.publication, cell.survey, cell.indicator].append(row)
                self.of_unit[cell.publication, cell.survey, cell.row].append(row)
        for one in self.ours:
            if one.cell.is_unit:
                self.computed[one.cell.survey][one.cell.indicator][one.cell.row] = one.cell


def check_computed(
    cells: Sequence[PrintedCell],
    computed: Iterable[Ours],
    members: Members | None = None,
    definitions: Mapping[str, Definitions] | None = None,
) -> Checked:
    """Every published figure of which there is a computed one, unit by unit and group by group. What looks like a
    slip of ours stands first: a whole column, then a whole unit, then single rows, then the groups they lead to."""
    ours = {(one.cell.survey, one.cell.row, one.cell.indicator): one for one in computed if one.can_be_compared}
    rows = tuple(
        Row(cell, own)
        for cell in cells
        if _is_result(cell) and (own := ours.get((cell.survey, cell.row, cell.indicator))) is not None
    )
    beside = _Beside(rows, ours.values(), members or Members(), definitions or {})
    findings = [_finding(row, beside) for row in rows if row.differs]
    findings.sort(key=lambda one: one[0])  # stable: else as they are printed
    return Checked(Kind.COMPUTED, "uppgifter som även är beräknade här", tuple(one for _, one in findings), len(rows))


def _is_result(cell: PrintedCell) -> bool:
    return cell.value in GIVEN or amount_of(cell) is not None


def _finding(row: Row, beside: _Beside) -> tuple[int, Finding]:
    cell, own = row.cell, row.ours.cell
    difference = signed(cell.number - own.number) if cell.number is not None and own.number is not None else ""
    ours = own.printed if own.number is None else f"{shown(own.number)} {own.printed}".strip()
    rank, reason = _reason_of_unit(row, beside) if cell.is_unit else (9, _reason_of_group(row, beside))
    explanation = f"Publicerat är {_said(cell)}, men svaren här ger {ours}. {reason}"
    severity = Severity.DIFFERENCE
    return rank, found(
        cell, Kind.COMPUTED, severity, ours=ours, difference=difference, printed=_said(cell), explanation=explanation
    )


def _said(cell: PrintedCell) -> str:
    """As printed, with what it was read as where that is another word."""
    if not cell.value:
        return cell.printed or shown(cell.number or HUNDRED * 0)
    label = LABELS[cell.value]
    if not cell.printed or cell.printed.casefold() == label.casefold():
        return label
    return f"{cell.printed} (läst som {label})"


# what probably lies behind


def _reason_of_unit(row: Row, beside: _Beside) -> tuple[int, str]:
    """Its place among the reasons, and the reason in words."""
    cell, own = row.cell, row.ours.cell
    column = beside.of_column[cell.publication, cell.survey, cell.indicator]
    unit = beside.of_unit[cell.publication, cell.survey, cell.row]
    off, of_unit = sum(one.differs for one in column), sum(one.differs for one in unit)
    other = _fits_another(cell, column, beside)
    if other:
        return 0, (
            f"Kolumnen stämmer i stället med vad svaren ger för {other}, för alla {len(column)}: den kan vara inläst "
            "eller tryckt under fel rubrik."
        )
    if len(column) >= FEWEST_ROWS and 2 * off > len(column):
        return 1, _whole_column(row, off, len(column), beside)
    if len(unit) >= FEWEST_ROWS and 2 * of_unit > len(unit):
        return 2, (
            f"{_name(cell)} skiljer i {of_unit} av {len(unit)} uppgifter: svaren här kan vara en annan version än den "
            "som publicerades, eller vara inlästa på fel kommun."
        )
    if cell.value and own.value and (cell.value in BASE) != (own.value in BASE):
        outside = own if cell.value in BASE else cell
        return 3, f"{LABELS[outside.value]} räknas inte in i andelen; se i Varför? vilket svar som avgjorde."
    if PARTLY in (cell.value, own.value):
        return 3, "Det ena är Delvis: se i Varför? om något av delsvaren kan ha lästs olika."
    if _is_hundredfold(row):
        return 3, "Talen skiljer en faktor hundra: det ena kan vara en andel av ett och det andra procent."
    return 4, (
        f"{off} av {len(column)} under rubriken skiljer: svaret kan ha ändrats efter "
        "publiceringen, eller så är cellen fel. Se i Varför? vilket svar som avgjorde."
    )


def _whole_column(row: Row, off: int, of: int, beside: _Beside) -> str:
    known = beside.definitions.get(row.cell.survey)
    defined = known.indicators.get(row.cell.indicator) if known else None
    reading = " Definitionen bygger på egna läsningar, som står på indikatorns sida." * bool(
        defined and defined.readings
    )
    return (
        f"{off} av {of} under rubriken skiljer: det tyder på definitionen eller på kolumnen, inte på ett enskilt svar."
        f"{reading}"
    )


def _fits_another(cell: PrintedCell, column: Sequence[Row], beside: _Beside) -> str:
    """The heading whose computed results are the column's for every unit, where its own are for half at most."""
    if len(column) < FEWEST_ROWS or 2 * sum(row.differs for row in column) < len(column):
        return ""
    if not is_mixed([row.cell for row in column]):
        return ""
    for indicator, other in beside.computed[cell.survey].items():
        if indicator != cell.indicator and all(
            row.cell.row in other and row.cell.value == other[row.cell.row].value for row in column
        ):
            return next(iter(other.values())).column
    return ""


def _is_hundredfold(row: Row) -> bool:
    printed, own = amount_of(row.cell), row.ours.cell.number
    if printed is None or not own:
        return False
    return agrees(printed, own / HUNDRED) or agrees(printed, own * HUNDRED)


def _reason_of_group(row: Row, beside: _Beside) -> str:
    cell = row.cell
    column = beside.of_column[cell.publication, cell.survey, cell.indicator]
    members = beside.members.of(cell.row, year_of(cell.survey))
    own = [one for one in column if one.cell.row in members]
    off = [_name(one.cell) for one in own if one.differs]
    if off:
        more = [f"{len(off) - MOST_NAMES} till"] if len(off) > MOST_NAMES else []
        return f"Det följer av att {listed([*off[:MOST_NAMES], *more])} skiljer."
    if members and len(own) == len(members):
        return "Kommunernas egna rader stämmer med svaren, så det är gruppens tryckta värde som är fel."
    return (
        "Gruppens enheter är inte publicerade var för sig; kontrollera vilka som räknas till gruppen, och om någon har "
        "ändrat sina svar efter publiceringen."
    )


def _name(cell: PrintedCell) -> str:
    return cell.row_name or cell.row
