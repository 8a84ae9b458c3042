"""Results and shares that cannot be: outcomes outside the definition, shares that no count of units gives. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.editions.printed_amounts import Amount
from indicators.reconciling.printed_figures import (
    HUNDRED,
    Checked,
    Finding,
    Kind,
    Members,
    PrintedCell,
    Severity,
    agrees,
    amount_of,
    found,
    own_mean,
    shown,
    unit_columns,
    year_of,
)
from indicators.reconciling.reconciliation import implied_before
from indicators.rules.aggregate import WITHHOLDING_KINDS, is_over_20
from indicators.rules.loader import possible_words
from indicators.rules.outcomes import BASE, LABELS
from indicators.rules.spec import Definitions, IndicatorDefinition

FEWEST_SHARES = 3  # fewer shares than this say nothing of the size of a group


def check_outcomes(cells: Sequence[PrintedCell], definitions: Mapping[str, Definitions]) -> Checked:
    """Results of units against the words and the kind of figure that the year's definition can give, and shares
    against 0-100."""
    findings, tried = [], 0
    for cell in cells:
        defined = defined_of(cell, definitions)
        if defined is None:
            continue
        tried += 1
        findings += [_impossible(cell, why) for why in _why_not(cell, defined)]
    return Checked(Kind.PLAUSIBLE, "resultat mot vad definitionen kan ge", tuple(findings), tried)


def defined_of(cell: PrintedCell, definitions: Mapping[str, Definitions]) -> IndicatorDefinition | None:
    known = definitions.get(cell.survey)
    return known.indicators.get(cell.indicator) if known else None


def _why_not(cell: PrintedCell, defined: IndicatorDefinition) -> Iterator[str]:
    """Empty where it can be."""
    year = year_of(cell.survey)
    if cell.value and cell.value not in possible_words(defined):
        *others, last = (LABELS[word] for word in possible_words(defined))
        words = f"{', '.join(others)} eller {last}" if others else last
        yield f"{LABELS[cell.value]} är inget resultat som {defined.short_name} kan få {year}: det kan bli {words}"
    if cell.number is None:
        return
    if cell.is_unit and defined.kind == "choice":
        yield f"{defined.short_name} är ingen siffra för en kommun, utan ett resultat i ord"
    if cell.number < 0:
        yield "Värdet kan inte vara mindre än noll"
    elif cell.number > HUNDRED and (defined.kind == "choice" or defined.unit == "procent"):
        yield "En andel kan inte vara större än 100 procent"


def _impossible(cell: PrintedCell, why: str) -> Finding:
    explanation = f"{why}. Kontrollera cellen mot resultatfilen, och om den hör till rubriken."
    return found(cell, Kind.PLAUSIBLE, Severity.SUSPICION, explanation=explanation)


def check_counts(
    cells: Sequence[PrintedCell],
    members: Members,
    kinds: Mapping[str, str] | None = None,
    definitions: Mapping[str, Definitions] | None = None,
) -> Checked:
    """Shares of groups whose units are not all printed under the heading: a whole number of units must give each
    share, and the one that figure and change imply for the year before. How many have answered is not known: a group
    of a kind that withholds shows no share of fewer than four fifths, any other may show one of a single unit."""
    choice = {(cell.area, cell.indicator) for cell in cells if cell.is_unit and cell.value in BASE}
    columns = unit_columns(cells)
    shares: dict[tuple[str, str, int], list[_Share]] = defaultdict(list)
    for cell in cells:
        defined = defined_of(cell, definitions or {})
        is_choice = defined.kind == "choice" if defined else (cell.area, cell.indicator) in choice
        if cell.is_unit or not is_choice:
            continue
        for amount, ago in ((amount_of(cell), 0), (implied_before(cell), 1)):
            year = year_of(cell.survey) - ago
            units = members.of(cell.row, year)
            counted = own_mean(columns, (cell.publication, f"{cell.area}/{year}", cell.indicator), units)
            if amount is not None and units and counted is None:
                bases = _bases(len(units), (kinds or {}).get(cell.row, ""))
                shares[cell.publication, f"{cell.area}/{cell.row}", year].append(_Share(cell, amount, year, bases))
    findings = [finding for group in shares.values() for finding in _no_counts(group)]
    return Checked(Kind.PLAUSIBLE, "gruppers andelar som antal", tuple(findings), sum(map(len, shares.values())))


@dataclass(frozen=True)
class _Share:
    """A group's share of a year, and among how many units it may be counted."""

    cell: PrintedCell
    amount: Amount
    year: int
    bases: Sequence[int]


def _bases(units: int, kind: str) -> list[int]:
    """How many units a share of the group may be counted among."""
    withholds = kind in WITHHOLDING_KINDS
    return [base for base in range(1, units + 1) if not (withholds and is_over_20(units - base, units))]


def _is_some_count(amount: Amount, bases: Sequence[int]) -> bool:
    """Whether some number of units, of one of these numbers, gives the share."""
    for base in bases:
        nearest = math.floor(amount.value * base / HUNDRED)
        counts = [count for count in (nearest, nearest + 1) if 0 <= count <= base]
        if any(agrees(amount, HUNDRED * Decimal(count) / base) for count in counts):
            return True
    return False


def _no_counts(group: Sequence[_Share]) -> list[Finding]:
    """Of one publication's shares of a group for a year those that no count gives. Where they are several and all
    shares are counts of another number of units, it is the size that differs, and that is told once."""
    impossible = [share for share in group if not _is_some_count(share.amount, share.bases)]
    size = _other_size(group) if len(impossible) >= FEWEST_SHARES else None
    if size is None:
        return [_no_count(share) for share in impossible]
    return [_another_size(impossible, len(group), size)]


def _other_size(group: Sequence[_Share]) -> int | None:
    """The number of units, nearest to what the group has, of which every share is a count; None where there is none."""
    units = group[0].bases[-1]
    sizes = sorted(range(1, 2 * units + 1), key=lambda size: abs(size - units))
    return next((size for size in sizes if all(_is_some_count(share.amount, [size]) for share in group)), None)


def _among(bases: Sequence[int]) -> str:
    return f"{bases[0]}-{bases[-1]}" if bases[0] > 1 else f"högst {bases[-1]}"


def _another_size(impossible: Sequence[_Share], of: int, size: int) -> Finding:
    first = impossible[0]
    cell, bases = first.cell, first.bases
    name = cell.row_name or cell.row
    explanation = (
        f"{name} har {bases[-1]} enheter här. {len(impossible)} av {of} andelar för {first.year} motsvarar inget antal "
        f"av {_among(bases)}, till exempel {shown(first.amount.value)} ({cell.column}), men alla motsvarar ett antal "
        f"av {size}. Källan räknar troligen {size} enheter; kontrollera vilka som ingår i gruppen det året."
    )
    printed = f"{of} andelar för {first.year}"
    finding = found(
        cell, Kind.PLAUSIBLE, Severity.SUSPICION, printed=printed, ours=f"{bases[-1]} enheter", explanation=explanation
    )
    return replace(finding, place=f"{cell.place.split(',')[0]}, {name} {first.year}", indicator="")


def _no_count(share: _Share) -> Finding:
    cell, how = share.cell, ""
    if share.year != year_of(cell.survey):
        how = f", som {cell.printed} och ändringen {cell.change_printed} ger för {share.year},"
    explanation = (
        f"{cell.row_name or cell.row} har {share.bases[-1]} enheter. Andelen {shown(share.amount.value)}{how} "
        f"motsvarar inget antal av {_among(share.bases)}. Kontrollera siffran mot resultatfilen."
    )
    printed = f"{cell.printed} ({cell.change_printed})" if cell.change_printed else cell.printed
    return found(cell, Kind.PLAUSIBLE, Severity.SUSPICION, printed=printed, explanation=explanation)
