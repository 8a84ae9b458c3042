"""Reads .xlsx and .csv into plain rows of cells, or says in plain words why it cannot."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from municipalities.characters import plain_text
from municipalities.swedish import listed, plural
from surveys.files.archives import ZIP_HEADER, checked_workbook, refuse_ole
from surveys.files.csv_tables import read_table
from surveys.files.refusals import FileRefused, column_letters, refuse_file
from surveys.files.sheet_watchers import Merged, SheetScan

Cell = str | float | int | bool | date | time | timedelta
CSV_SHEET = "CSV"
_MOST_SPANS = 10  # of hidden rows, told of in a note


@dataclass(frozen=True)
class Sheet:
    """Row 0 and column 0 are A1. All rows are as long. An empty cell is ''.

    A figure in `percent` is shown a hundred times as large: 0.6 is 60 %. `number_formats` are those that put a word
    beside the figure without changing it: 0.6 with `0.0" %"` is 0.6 %. What is hidden stands in `rows` like the rest;
    `without_hidden` takes it away. `notes` say what was found out about the file, for the person who chose it.
    """

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # also those that a filter leaves out
    hidden_columns: frozenset[int] = frozenset()
    percent: frozenset[tuple[int, int]] = frozenset()
    number_formats: Mapping[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()


def read_sheets(content: bytes, file_name: str) -> list[Sheet]:
    """The sheets of a workbook in their order, or the one of a CSV file; FileRefused where it cannot be read."""
    refuse_size(len(content))
    if not content.strip():
        raise refuse_file("Filen är tom.", "Välj en fil med innehåll.")
    refuse_ole(content)
    if content.startswith(ZIP_HEADER):
        return _read_workbook(*checked_workbook(content))
    ending = file_name.lower()
    if ending.endswith(".csv"):
        rows, notes = read_table(content, settings.IMPORT_MAX_CELLS)
        return [Sheet(CSV_SHEET, [[*row] for row in rows], notes=notes)]
    if ending.endswith((".xlsx", ".xlsm", ".xls")):
        raise refuse_file(
            "Filen är ingen Excel-arbetsbok, fast namnet säger det.",
            "Öppna den i Excel och spara den som Excel-arbetsbok (.xlsx).",
        )
    raise refuse_file("Filer av det här slaget kan inte läsas.", "Välj en Excel-arbetsbok (.xlsx) eller en CSV-fil.")


def refuse_size(size: int) -> None:
    """Called with the announced size too, before an upload is read into memory."""
    limit = settings.IMPORT_MAX_BYTES
    if size > limit:
        raise refuse_file(
            f"Filen är för stor: {size / 1024 / 1024:.0f} MB, gränsen är {limit // 1024 // 1024} MB.",
            "Ta bort bilder och blad som inte behövs, eller dela filen.",
        )


def text_of(cell: Cell) -> str:
    """A cell as one would type it: whole numbers without decimals, no spaces around, nothing that is not seen."""
    if isinstance(cell, str):
        return plain_text(cell).strip()
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return str(cell)


def is_blank(row: Sequence[Cell]) -> bool:
    return all(cell == "" or (isinstance(cell, str) and not text_of(cell)) for cell in row)


def without_hidden(sheet: Sheet) -> tuple[Sheet, str | None]:
    """What a person sees of the sheet, and in words what is left out, if anything is. The cells keep their places."""
    if sheet.is_hidden:
        note = f"Bladet {sheet.name} är dolt och läses inte."
        return replace(sheet, rows=[]), None if all(map(is_blank, sheet.rows)) else note
    rows = {row for row in sheet.hidden_rows if not is_blank(sheet.rows[row])}
    seen = [cells for row, cells in enumerate(sheet.rows) if row not in rows]
    columns = {one for one in sheet.hidden_columns if any(not is_blank(cells[one : one + 1]) for cells in seen)}
    if not rows and not columns:
        return sheet, None
    kept: list[list[Cell]] = [
        ["" if row in rows or column in columns else cell for column, cell in enumerate(cells)]
        for row, cells in enumerate(sheet.rows)
    ]
    told = []
    if rows:
        told.append(f"{plural(len(rows), '1 dold rad', '{n} dolda rader')} ({_spans(rows, lambda row: str(row + 1))})")
    if columns:
        told.append(
            f"{plural(len(columns), '1 dold kolumn', '{n} dolda kolumner')} ({_spans(columns, column_letters)})"
        )
    return replace(sheet, rows=kept), f"Bladet {sheet.name}: {listed(told)} läses inte."


def _spans(numbers: Iterable[int], name_of: Callable[[int], str]) -> str:
    """Numbers that follow each other are one span: 3, 5–9."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = [name_of(first) + (f"–{name_of(last)}" if last > first else "") for first, last in spans[:_MOST_SPANS]]
    return ", ".join(told) + (" …" if len(spans) > _MOST_SPANS else "")


def _read_workbook(content: bytes, seen: Mapping[str, SheetScan]) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _sheet(one, workbook.get_sheet_by_name(one.name).to_python(skip_empty_area=False), seen[one.name])
            for one in workbook.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, KeyError):
        raise _unreadable() from None
    except BaseException as problem:  # a panic of the Rust reader is no Exception
        if type(problem).__name__ == "PanicException":
            raise _unreadable() from None
        raise


def _sheet(about: SheetMetadata, rows: list[list[Cell]], seen: SheetScan) -> Sheet:
    return Sheet(
        about.name,
        rows,
        is_hidden=about.visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(seen.hidden_rows),
        hidden_columns=seen.hidden_columns,
        percent=frozenset(seen.percent),
        number_formats=seen.number_formats,
        merged=tuple(seen.merged),
    )


def _unreadable() -> FileRefused:
    return refuse_file(
        "Filen är skadad och kan inte läsas.", "Öppna den i Excel, spara den på nytt som .xlsx och försök igen."
    )
