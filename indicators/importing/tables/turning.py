"""A sheet with its rows as columns: what stands across in the file is read downwards. Cells keep their names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from surveys.files.import_plan import place_of
from surveys.files.refusals import cell_name, column_letters
from surveys.files.workbooks import Sheet


@dataclass(frozen=True)
class TurnedSheet(Sheet):
    """Row 3, column 0 is the cell D1 of the file."""


def turned(sheet: Sheet) -> TurnedSheet:
    """Rows of different lengths are filled out; twice turned is as before."""
    rows = [list(cells) for cells in zip_longest(*sheet.rows, fillvalue="")]
    told = {name: getattr(sheet, name) for name in sheet.__dataclass_fields__} | {
        "rows": rows,
        "hidden_rows": sheet.hidden_columns,
        "hidden_columns": sheet.hidden_rows,
        "percent": frozenset((column, row) for row, column in sheet.percent),
        "number_formats": {(column, row): told for (row, column), told in sheet.number_formats.items()},
        "merged": tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged),
    }
    return TurnedSheet(**told)


def cell_in(sheet: Sheet, row: int, column: int) -> str:
    """As the file names the cell."""
    return cell_name(column, row) if isinstance(sheet, TurnedSheet) else cell_name(row, column)


def place_in(sheet: Sheet, row: int, column: int) -> str:
    """Blad Resultat, cell C7: as the file names it."""
    return place_of(sheet.name, column, row) if isinstance(sheet, TurnedSheet) else place_of(sheet.name, row, column)


def row_name(sheet: Sheet, row: int) -> str:
    """What a row of the view is called in the file: rad 4, or kolumn D."""
    return f"kolumn {column_letters(row)}" if isinstance(sheet, TurnedSheet) else f"rad {row + 1}"


def column_name(sheet: Sheet, column: int) -> str:
    return f"rad {column + 1}" if isinstance(sheet, TurnedSheet) else f"kolumn {column_letters(column)}"


def area_name(sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> str:
    """A3:F14, from the first and the last (row, column)."""
    return f"{cell_in(sheet, *first)}:{cell_in(sheet, *last)}"
