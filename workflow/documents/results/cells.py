"""The figures of a results table as printed cells and as values of the workbook. No queries."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from documents.tree import Cell as Printed
from documents.tree import Tone, Unit, Value
from indicators.comparing.comparisons import Number
from indicators.comparing.matrix import HIDDEN, Cell, Summary
from indicators.comparing.presenters import WITHHELD, cell_text, figure_text, signed_text
from indicators.rules.aggregate import round_half_up
from indicators.rules.outcomes import NO, PARTLY, YES
from indicators.rules.spec import IndicatorDefinition
from municipalities.swedish import MINUS
from workflow.documents.results.facts import Measured

TONES: dict[str, Tone] = {YES: "yes", PARTLY: "partly", NO: "no"}
QUARTERS: dict[str, dict[str, Tone]] = {  # by what is desirable: a quartile's sign says where it lies, not how good
    "low": {"green": "low", "yellow": "middle", "red": "high"},
    "high": {"green": "yes", "yellow": "partly", "red": "no"},
}
NOT_TOLD = "Redovisas inte"
NONE = "–"  # the source prints nothing here
MOST_DECIMALS = 4  # of a share in the workbook


def unit_cell(one: Measured, place: int, notes: tuple[str, ...] = ()) -> Printed:
    """One municipality's: this year's word or figure, last year's in parentheses, and the change of a figure."""
    cell, before = one.row.cells[place], one.row.earlier[place]
    return Printed(
        cell_text(one.definition, cell),
        before=cell_text(one.definition, before) if before is not None and is_told(before) else "",
        change=_moved(one, cell, before),
        tone=tone_of(one, place),
        notes=notes,
    )


def tone_of(one: Measured, place: int) -> Tone:
    cell = one.row.cells[place]
    if cell.number is not None:
        return QUARTERS.get(one.definition.desirable, {}).get(one.colours[place], "")
    return TONES.get(cell.value, "missing")


def is_told(cell: Cell) -> bool:
    """Whether it says anything at all to this reader."""
    return cell.number is not None or cell.value not in ("", HIDDEN)


def _moved(one: Measured, cell: Cell, before: Cell | None) -> str:
    if before is None or before.number is None or cell.number is None or not one.row.link.holds:
        return ""
    return change_text(one.definition, Fraction(cell.number) - Fraction(before.number))


def change_text(definition: IndicatorDefinition, points: Number) -> str:
    """In percentage points for shares, else in the indicator's own unit, which the table's note says."""
    return signed_text(points) if definition.kind == "choice" else signed_text(points, definition.decimals)


def mean_cell(one: Measured) -> Printed:
    """The network's mean, counted from the cells above it."""
    return _figure_cell(one, one.row.summary, one.mean_before)


def side_cell(one: Measured, place: int, notes: tuple[str, ...] = ()) -> Printed:
    """Another group's figure; its change as its publisher prints it where last year's figure is not known."""
    found = _figure_cell(one, one.row.side[place], one.side_before[place], notes)
    if found.change or not one.printed_changes[place] or one.row.side[place].figure is None:
        return found
    return Printed(found.text, found.before, one.printed_changes[place], found.tone, (*found.notes, PUBLISHER_MARK))


PUBLISHER_MARK = "*"


def _figure_cell(one: Measured, now: Summary, before: Summary | None, notes: tuple[str, ...] = ()) -> Printed:
    if now.withheld:
        return Printed(NOT_TOLD, tone="missing", notes=notes)
    if now.figure is None:
        return Printed(NONE, tone="missing", notes=notes)
    was = before.figure if before is not None and not before.withheld else None
    points = now.change.points
    return Printed(
        figure_text(now.figure, one.definition),
        before=figure_text(was, one.definition) if was is not None else "",
        change=change_text(one.definition, points) if points is not None else "",
        notes=notes,
    )


def count_cell(one: Measured) -> Printed:
    """ "6 av 8" with a Ja; of figures, how many gave one."""
    summary = one.row.summary
    if summary.withheld or summary.figure is None:
        return Printed(NONE, tone="missing")
    if one.definition.kind == "choice":
        return Printed(f"{summary.yes} av {summary.base}")
    return Printed(f"{summary.base} av {summary.units}")


def unit_of_data(definition: IndicatorDefinition) -> tuple[Unit, int]:
    """How the workbook shows its numbers: unit and decimals."""
    if definition.kind == "choice":
        return "percent", 1
    if definition.unit == "procent":
        return "percent", definition.decimals
    return "number", definition.decimals


def unit_values(one: Measured, place: int, *, is_compared: bool) -> tuple[Value, ...]:
    """This year, and where there is one compared with: that year and the change; a word has none."""
    cell, before = one.row.cells[place], one.row.earlier[place]
    told = (_value(one.definition, cell),)
    if not is_compared:
        return told
    both = before is not None and before.number is not None and cell.number is not None and one.row.link.holds
    change = number_value(Fraction(cell.number or 0) - Fraction(before.number or 0)) if both and before else None
    no_change = Value() if one.definition.kind == "choice" else Value(missing="kan inte jämföras")
    return (*told, _value(one.definition, before), change or no_change)


def _value(definition: IndicatorDefinition, cell: Cell | None) -> Value:
    if cell is None:
        return Value(missing="uppgift saknas")
    if cell.number is not None:
        return number_value(cell.number)
    if cell.value in TONES:
        return Value(text=cell_text(definition, cell))
    return Value(missing=cell_text(definition, cell).lower())


def group_values(
    now: Summary, before: Summary | None, printed_change: str = "", *, is_compared: bool
) -> tuple[Value, ...]:
    """The same three of a group."""
    told = (_figure_value(now),)
    if not is_compared:
        return told
    points = now.change.points
    if points is None and printed_change and now.figure is not None:
        points = Fraction(printed_change.replace(MINUS, "-").replace("±", "").replace(",", "."))
    change = number_value(points) if points is not None else Value(missing="kan inte jämföras")
    return (*told, _figure_value(before) if before else Value(missing="uppgift saknas"), change)


def _figure_value(summary: Summary) -> Value:
    if summary.withheld:
        return Value(missing="redovisas inte")
    return number_value(summary.figure) if summary.figure is not None else Value(missing="uppgift saknas")


def number_value(value: Number) -> Value:
    exact = Fraction(value)
    number = Decimal(exact.numerator) if exact.denominator == 1 else round_half_up(exact, MOST_DECIMALS)
    return Value(number=number)


def withheld_text(summary: Summary) -> str:
    return WITHHELD.get(summary.withheld, "")
