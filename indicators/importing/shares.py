"""Shares as files write them: 75, 75 % or 0.75. What a file says of the unit, and what has to be asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.importing.headings import heading_key

PERCENT, FRACTION = "percent", "fraction"
ANSWERS = {PERCENT: "procent", FRACTION: "andel"}  # as a person says it of a column
WHOLE_TABLE = "*"  # in the place of a column: all of the table's
UNITS, GROUPS = "units", "groups"  # the rows of a column that are asked about apart
ROWS = {UNITS: "kommunernas rader", GROUPS: "gruppernas rader"}

_WORDS = {"%": PERCENT, "procent": PERCENT, "kronor": "kronor", "kr": "kronor", "sek": "kronor", "timmar": "timmar"}
_WORDS |= {word: word for word in ("tkr", "mkr", "mnkr", "‰", "promille", "procentenheter")}  # refused where met
_AT_THE_END = re.compile(rf"(?<![^\W\d_])\s*({'|'.join(sorted(_WORDS, key=len, reverse=True))})\.?\s*$", re.IGNORECASE)
_LITERALS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]', re.DOTALL)
_IN_PERCENT = re.compile(r"%|\bprocent\b", re.IGNORECASE)


@dataclass(frozen=True)
class Written:
    """A number as a cell holds it. `unit` is what the cell itself says: "" where it says nothing, FRACTION where the
    number is shown as per cent (0.75 as 75 %)."""

    number: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Bounds:
    """The lowest and highest figure of an earlier year's units."""

    year: int
    lowest: Decimal
    highest: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether the figure is within three times as little and as much: a slip of unit is at least ten times.

        >>> bounds = Bounds(2014, Decimal("0.3"), Decimal("4.5"))
        >>> bounds.holds(Decimal("0.1")), bounds.holds(Decimal("13.5")), bounds.holds(Decimal(60))
        (True, True, False)
        """
        return self.lowest / 3 <= number <= self.highest * 3


@dataclass(frozen=True)
class UnitQuestion:
    """What the file does not say of a column: are its figures up to 1 per cent, or parts of one? The first is shown."""

    key: str  # of ImportRun.mapping["units"]
    table: str
    sheet: str
    column: str  # letters; empty where the column holds many indicators
    heading: str
    rows: str  # UNITS or GROUPS
    cell: str
    number: Decimal
    count: int
    beside: Decimal | None  # a figure above 1 in the same rows of the column
    bounds: Bounds | None  # what the indicator was an earlier year, to compare with
    answer: str  # "" as long as nobody has said


def split_unit(text: str) -> tuple[str, str]:
    """What stands before a unit at the end, and the unit.

    >>> split_unit("0,6 %"), split_unit("8 200 kr"), split_unit("75")
    (('0,6', 'percent'), ('8 200', 'kronor'), ('75', ''))
    """
    found = _AT_THE_END.search(text)
    return (text[: found.start()], _WORDS[found[1].lower()]) if found else (text, "")


def unit_in_format(number_format: str) -> str:
    """The unit that a spreadsheet's number format writes after the number, which it does not change.

    >>> [unit_in_format(one) for one in ('0.0" %"', '#,##0" kr"', "#,##0 [$kr-41D]", "0.00")]
    ['percent', 'kronor', 'kronor', '']
    """
    return split_unit("".join("".join(parts) for parts in _LITERALS.findall(number_format)))[1]


def says_percent(heading: str) -> bool:
    """
    >>> says_percent("Andel i procent"), says_percent("Vuxna (%)"), says_percent("Ändring i procentenheter")
    (True, True, False)
    """
    return _IN_PERCENT.search(heading) is not None


def in_percent(written: Written, *, answer: str = "", is_headed: bool = False) -> tuple[Decimal, str] | None:
    """The share in per cent, and who says so: format, text, zero, above_one, chosen or heading. None: ask.

    `answer` is what a person has said of the column, `is_headed` that its heading says per cent.

    >>> in_percent(Written(Decimal("0.006"), FRACTION))
    (Decimal('0.600'), 'format')
    >>> in_percent(Written(Decimal("0.6"))), in_percent(Written(Decimal("0.6")), answer=PERCENT)
    (None, (Decimal('0.6'), 'chosen'))
    """
    number = written.number
    if written.unit:
        return (number * 100, "format") if written.unit == FRACTION else (number, "text")
    if number == 0:
        return number, "zero"
    if number > 1:
        return number, "above_one"
    if answer in ANSWERS:
        return number * 100 if answer == FRACTION else number, "chosen"
    return (number, "heading") if is_headed else None


def is_ambiguous(written: Written) -> bool:
    """0 < number <= 1 with nothing said beside it."""
    return not written.unit and 0 < written.number <= 1


def heading_decides(heading: str, rows: str, figures: Sequence[Written]) -> bool:
    """Whether the heading's per cent is borne out by a figure above 1 beside the small ones. Not for the shares of
    groups: tables of reports hold 0.75 and 100 in one column."""
    return rows == UNITS and says_percent(heading) and any(not one.unit and one.number > 1 for one in figures)


def units_key(table: str, column: str, rows: str) -> str:
    return f"{table}|{column}|{rows}"


def heading_named(heading: str) -> str:
    """The key of what is said of a heading wherever it stands, as on the command line."""
    return f"{WHOLE_TABLE}|{heading if heading == WHOLE_TABLE else heading_key(heading)}"


def answer_for(units: Mapping[str, str], table: str, column: str, rows: str, heading: str) -> str:
    """What has been said of the column, of its heading, or of the whole table; empty where nothing has."""
    keys = (units_key(table, column, rows), heading_named(heading), units_key(table, WHOLE_TABLE, rows))
    return next((units[key] for key in (*keys, heading_named(WHOLE_TABLE)) if units.get(key) in ANSWERS), "")


def questions_by_table(asked: Iterable[UnitQuestion]) -> dict[str, list[UnitQuestion]]:
    """Where more than one column of a table is asked about: the key of the whole table, and what is asked."""
    found: dict[str, list[UnitQuestion]] = {}
    for one in asked:
        found.setdefault(units_key(one.table, WHOLE_TABLE, one.rows), []).append(one)
    return {key: questions for key, questions in found.items() if len(questions) > 1}


@dataclass(frozen=True)
class BoundsQuestion:
    """Figures of a register far from those of an earlier year: is that so? The first is shown."""

    key: str  # of ImportRun.mapping["far_off"]
    indicator: str
    subject: str
    place: str
    number: Decimal
    bounds: Bounds
    count: int
    is_confirmed: bool
