"""Reads a CSV file as Excel and people write it: any usual delimiter, with or without titles above the table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from municipalities.characters import folded
from surveys.files.encodings import decode
from surveys.files.refusals import FileRefused, refuse_file

_DELIMITERS = ";\t|,"  # commas last: they stand in texts and in figures too
_SAMPLE = 100_000  # characters; the delimiter of a file is settled by then
_HEADING_ROWS = 20  # among which the heading is looked for
_UNIT_HEADINGS = {
    "kod",
    "kommunkod",
    "kommun-kod",
    "k-kod",
    "kommun",
    "kommunnamn",
    "namn",
    "stadsdel",
    "fråga",
    "fraga",
}
_EXCEL_DELIMITER = re.compile(r'\ufeff?"?sep=([;,\t|])"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?: ?[%‰])?")
_AS_TEXT = re.compile(r'="([^"]*)"')  # how a spreadsheet is made to keep the zeros of 0125
_GUARDED = re.compile(r"'[=@\t\r+-]")  # as surveys.files.csv_files writes a text that a spreadsheet would run


def read_table(content: bytes, most_cells: int) -> tuple[list[list[str]], tuple[str, ...]]:
    """Rows of equal length, as Excel would number them, and what to tell of how they were read. FileRefused where the
    file is no table, or has more cells than `most_cells`."""
    text, notes = decode(content)
    if said := _EXCEL_DELIMITER.match(text):
        text, delimiter = text[said.end() :], said[1]
    else:
        delimiter = _delimiter(text)
    rows = _split(text, delimiter, most_cells)
    if delimiter == ",":
        _refuse_decimal_commas(rows)
    width = max(map(len, rows), default=0)
    if width * len(rows) > most_cells:
        raise _too_many_cells()
    return [[*map(_unwrapped, row), *[""] * (width - len(row))] for row in rows], notes


def _too_many_cells() -> FileRefused:
    return refuse_file("Filen har för många celler.", "Dela filen.")


def _split(text: str, delimiter: str, most_cells: int) -> list[list[str]]:
    rows, cells = [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells += len(row)
            if cells > most_cells:
                raise _too_many_cells()
            rows.append(row)
    except csv.Error:
        raise refuse_file(
            f"Filen är ingen riktig CSV-fil: rad {reader.line_num} går inte att dela upp i kolumner.",
            "Se efter citattecken som inte avslutas, eller spara filen på nytt.",
        ) from None
    return rows


def _delimiter(text: str) -> str:
    """The one that makes a table: with a heading that is known, and with the most rows of the same length."""
    sample = text[:_SAMPLE]
    return max(_DELIMITERS, key=lambda delimiter: _fit(sample, delimiter))


def _fit(sample: str, delimiter: str) -> tuple[bool, int]:
    try:
        rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    except csv.Error:
        return False, 0
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    return _known_heading(rows) is not None, max(lengths.values(), default=0)


def _known_heading(rows: Sequence[Sequence[str]]) -> int | None:
    """The first row that names the units, beside something else."""
    return next(
        (
            number
            for number, row in enumerate(rows[:_HEADING_ROWS])
            if len(row) > 1 and any(folded(cell) in _UNIT_HEADINGS for cell in row)
        ),
        None,
    )


def _heading(rows: Sequence[Sequence[str]]) -> int | None:
    """The known heading, or the last row of some length above the first figure."""
    if (known := _known_heading(rows)) is not None:
        return known
    long = [number for number, row in enumerate(rows) if len(row) > 1]
    figures = (
        place for place, number in enumerate(long) if any(_DIGITS.fullmatch(cell.strip()) for cell in rows[number])
    )
    return next((long[place - 1] for place in figures if place), None)


def _refuse_decimal_commas(rows: Sequence[Sequence[str]]) -> None:
    """In a file with commas between its cells, 37,5 without quotation marks is two cells, and no one can tell."""
    heading = _heading(rows)
    if heading is None:
        return
    for number, row in enumerate(rows[heading + 1 :], start=heading + 2):
        digits = [bool(_DIGITS.fullmatch(cell)) for cell in row]
        if len(row) > len(rows[heading]) and any(map(bool.__and__, digits, digits[1:])):
            raise refuse_file(
                f"Rad {number} har fler celler än rubrikraden: ett decimalkomma går inte att skilja från kommat mellan"
                " två celler.",
                "Spara filen med semikolon mellan cellerna eller som Excel-arbetsbok (.xlsx).",
            )


def _unwrapped(cell: str) -> str:
    """Without what was only written for the sake of a spreadsheet."""
    if text := _AS_TEXT.fullmatch(cell):
        return text[1]
    return cell[1:] if _GUARDED.match(cell) else cell
