"""Reads .xlsx and .csv into plain rows of cells, or says in plain words why it cannot."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.conf import settings
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from surveys.files.archives import ZIP_HEADER, checked_workbook, refuse_ole
from surveys.files.refusals import FileRefused, refuse_file

Cell = str | float | int | bool | date | time | timedelta
CSV_SHEET = "CSV"
_SAVE_AS_UTF8 = "Spara den som ”CSV UTF-8” eller som Excel-arbetsbok (.xlsx) och försök igen."


@dataclass(frozen=True)
class Sheet:
    """Row 0 and column 0 are A1. An empty cell is ''; rows may differ in length in a CSV file."""

    name: str
    rows: list[list[Cell]]


def read_sheets(content: bytes, file_name: str) -> list[Sheet]:
    """The sheets of a workbook in their order, or the one of a CSV file; FileRefused where it cannot be read."""
    refuse_size(len(content))
    if not content.strip():
        raise refuse_file("Filen är tom.", "Välj en fil med innehåll.")
    refuse_ole(content)
    if content.startswith(ZIP_HEADER):
        return _read_workbook(checked_workbook(content))
    ending = file_name.lower()
    if ending.endswith(".csv"):
        return [_read_csv(content)]
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
    """A cell as one would type it: whole numbers without decimals, no spaces around."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(cell, ".15g")
    return str(cell)


def is_blank(row: Sequence[Cell]) -> bool:
    return all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in row)


def _read_workbook(content: bytes) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            Sheet(one.name, workbook.get_sheet_by_name(one.name).to_python(skip_empty_area=False))
            for one in workbook.sheets_metadata
            if one.typ == SheetTypeEnum.WorkSheet
        ]
    except CalamineError:
        raise _unreadable() from None
    except BaseException as problem:  # a panic of the Rust reader is no Exception
        if type(problem).__name__ == "PanicException":
            raise _unreadable() from None
        raise


def _unreadable() -> FileRefused:
    return refuse_file(
        "Filen är skadad och kan inte läsas.", "Öppna den i Excel, spara den på nytt som .xlsx och försök igen."
    )


def _read_csv(content: bytes) -> Sheet:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse_file("Filen är kodad som UTF-16.", _SAVE_AS_UTF8)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise refuse_file(f"Filen är inte kodad som UTF-8 (första felet på rad {line}).", _SAVE_AS_UTF8) from None
    if "\x00" in text:
        raise refuse_file("Filen är ingen textfil.", _SAVE_AS_UTF8)
    rows: list[list[Cell]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            cells += len(row)
            if cells > settings.IMPORT_MAX_CELLS:
                raise refuse_file("Filen har för många celler.", "Dela filen.")
            rows.append(list(row))
    except csv.Error:
        raise refuse_file(
            f"Filen är ingen riktig CSV-fil: rad {reader.line_num} går inte att dela upp i kolumner.",
            "Se efter citattecken som inte avslutas, eller spara filen på nytt.",
        ) from None
    return Sheet(CSV_SHEET, rows)


def _delimiter(text: str) -> str:
    """Whichever of comma, semicolon and tab the first line with anything in it has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(";,\t", key=first.count)
