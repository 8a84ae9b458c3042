"""Figures as printed: cells, what a check finds, reading and rounding. Pure: no Django.

Shares and changes are in percent and percentage points 0-100. A printed figure agrees with a recomputed one
when that lies within half a unit of the last printed decimal; so both ways of rounding a tie are accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from indicators.editions.printed_amounts import Amount, amount_as_printed
from indicators.rules.outcomes import BASE, YES

HUNDRED = Decimal(100)


class Kind(StrEnum):
    MEAN = "snitt"
    CHANGE = "andring"
    TEXT = "text"
    PUBLISHERS = "utgivare"
    COLUMN = "kolumn"
    JUMP = "hopp"
    PLAUSIBLE = "rimlighet"
    COMPUTED = "beraknat"


class Severity(StrEnum):
    ERROR = "fel"
    DIFFERENCE = "skillnad"
    SUSPICION = "misstanke"


@dataclass(frozen=True)
class PrintedCell:
    """One published (or computed) figure. `row` is a municipality code or a group slug; `number` is percent
    0-100 for shares; `value` is one of OUTCOMES, empty for numbers.
    For a computed share `printed` holds its count ("6 av 8")."""

    survey: str
    publication: str
    row_kind: str
    row: str
    indicator: str
    column: str
    value: str
    number: Decimal | None
    printed: str
    change_printed: str
    place: str
    table: str
    row_name: str = ""

    @property
    def area(self) -> str:
        return area_of(self.survey)

    @property
    def is_unit(self) -> bool:
        return self.row_kind == "municipality"


@dataclass(frozen=True)
class Finding:
    """One printed figure or statement that does not hold, or looks as if it did not."""

    kind: Kind
    severity: Severity
    place: str
    printed: str
    ours: str
    difference: str
    explanation: str
    survey: str
    indicator: str
    row: str
    row_name: str
    publication: str


@dataclass(frozen=True)
class Checked:
    """What one check found, and how many figures, pairs or statements it could try."""

    kind: Kind
    what: str
    findings: tuple[Finding, ...]
    tried: int


@dataclass(frozen=True)
class Mean:
    """What a group's own cells give: exact value, count in words, how far rounded cells may carry it."""

    value: Decimal
    text: str
    slack: Decimal
    unit: str = ""

    @property
    def shown(self) -> str:
        return f"{shown(self.value)}{self.unit}"


@dataclass(frozen=True)
class Members:
    """Who has belonged to each group: group -> (code of the unit, from year, to year), both included, None is open."""

    spans: Mapping[str, Sequence[tuple[str, int | None, int | None]]] = field(default_factory=dict)
    _told: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def always(cls, groups: Mapping[str, Iterable[str]]) -> Members:
        return cls({group: [(code, None, None) for code in codes] for group, codes in groups.items()})

    def of(self, group: str, year: int) -> frozenset[str]:
        """Codes of the group's units that year.

        >>> sorted(Members({"nord": [("0125", None, 2017), ("0123", None, None)]}).of("nord", 2018))
        ['0123']
        """
        if (group, year) not in self._told:  # the checks ask the same of every cell
            known = self.spans.get(group, ())
            codes = frozenset(code for code, since, until in known if (since or year) <= year <= (until or year))
            self._told[group, year] = codes
        return self._told[group, year]


Column = dict[str, PrintedCell]
ColumnKey = tuple[str, str, str]  # publication, survey, indicator


def found(
    cell: PrintedCell,
    kind: Kind,
    severity: Severity,
    *,
    explanation: str,
    ours: str = "",
    difference: str = "",
    printed: str = "",
) -> Finding:
    """A finding at the place of `cell`."""
    said = printed or cell.printed
    where = (cell.survey, cell.indicator, cell.row, cell.row_name or cell.row, cell.publication)
    return Finding(kind, severity, cell.place, said, ours, difference, explanation, *where)


def amount_of(cell: PrintedCell) -> Amount | None:
    """The cell's number with its printed precision; with its own where the print does not show it."""
    return None if cell.number is None else amount_as_printed(cell.number, cell.printed)


def agrees(printed: Amount, exact: Decimal, further: Decimal = Decimal(0)) -> bool:
    return abs(printed.value - exact) <= printed.slack + further


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def shown(value: Decimal, decimals: int = 1) -> str:
    """Swedish figure, without a decimal that says nothing: 87,5 and 75."""
    text = str(rounded(value, decimals))
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def signed(value: Decimal) -> str:
    text = shown(abs(value))
    return text if text == "0" else ("+" if value > 0 else "−") + text


def previous_survey(survey: str) -> str:
    area, year = survey.rsplit("/", 1)
    return f"{area}/{int(year) - 1}"


def area_of(survey: str) -> str:
    """Of the service area: a code says nothing without it.

    >>> area_of("ekonomiskt-bistand/2017")
    'ekonomiskt-bistand'
    """
    return survey.rpartition("/")[0]


def year_of(survey: str) -> int:
    return int(survey.rsplit("/", 1)[1])


def unit_columns(cells: Iterable[PrintedCell]) -> dict[ColumnKey, Column]:
    """Cells of the units by publication, survey and indicator, then by code."""
    columns: dict[ColumnKey, Column] = defaultdict(dict)
    for cell in cells:
        if cell.is_unit:
            columns[cell.publication, cell.survey, cell.indicator][cell.row] = cell
    return dict(columns)


def is_mixed(cells: Iterable[PrintedCell]) -> bool:
    """At least two units differ from the rest: a single Nej is found in many columns."""
    counts = Counter(cell.value for cell in cells)
    return [count for _value, count in counts.most_common(2)][1:] >= [2]


def mean_of(cells: Sequence[PrintedCell]) -> Mean | None:
    """Share of ja among ja, delvis and nej, or the unweighted mean of those that gave a figure. None: nothing
    to count. Figures are rounded where they are printed, which `slack` allows for."""
    amounts = [amount for cell in cells if (amount := amount_of(cell)) is not None]
    if amounts:
        count = Decimal(len(amounts))
        mean = sum((amount.value for amount in amounts), Decimal(0)) / count
        slack = sum((amount.slack for amount in amounts), Decimal(0)) / count
        return Mean(mean, f"medelvärdet av {len(amounts)} uppgifter", slack)
    base = sum(cell.value in BASE for cell in cells)
    if not base:
        return None
    yes = sum(cell.value == YES for cell in cells)
    return Mean(HUNDRED * yes / base, f"{yes} av {base} Ja", Decimal(0), " %")


def own_mean(columns: Mapping[ColumnKey, Column], key: ColumnKey, members: frozenset[str]) -> Mean | None:
    """What the printed cells of a group's members give; None when not all of them are printed."""
    column = columns.get(key, {})
    if not members or not members <= column.keys():
        return None
    return mean_of([column[code] for code in sorted(members)])
