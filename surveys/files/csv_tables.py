"""Reads a CSV file as Excel and people write it: any usual delimiter, with or without titles above the table.

Its letters are Unicode where the bytes are that, else Windows-1252, which Excel writes in Sweden. What could as well be
something else is refused: a wrong guess looks right but for its å, ä and ö.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from municipalities.characters import folded
from surveys.files.refusals import FileRefused, refuse_file

_SAVE_AS_UTF8 = "Spara den som ”CSV UTF-8” eller som Excel-arbetsbok (.xlsx) och försök igen."
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WINDOWS = "cp1252"
_NAMES = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", _WINDOWS: "Windows-1252"}
_UTF_16_FROM = 0.8  # so many of all characters have a zero in the same half: Swedish text has, but for its dashes

_SURE = 10  # Swedish letters of Windows-1252 to each sign of another encoding
# What letters of a Mac (åäöÅÄÖ: ŒŠš-€…, dashes and quotes: ÐÒÕ) and of DOS (†„”-Ž™) look like, read as Windows-1252.
_FOREIGN = re.compile(r"[ŒŠšŽ†„ÐÒÕ]|(?<=[^\W\d_])”(?=[^\W\d_])|[€…™](?=[a-zåäö])")
_CELL = re.compile(r"[^;,\t|\r\n]+")
_PIECES = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]")  # of UTF-8
_LOST = re.compile("Ã[¤¥¶…„–\x84\x85\x96]|\ufffd")  # å, ä, ö written as UTF-8 twice; letters lost on the way

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
    text, notes = _decode(content)
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


def _decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what to tell of how it was read. FileRefused, with the line, where that cannot be known."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _undecodable(content, encoding, problem.start) from None
    if "\x00" in text:
        raise refuse_file("Filen är ingen textfil.", _SAVE_AS_UTF8)
    if encoding == _WINDOWS:
        _refuse_doubtful(content, text)
    if lost := _LOST.search(text):
        raise refuse_file(f"Filens å, ä och ö har gått förlorade: {_shown(text, lost.start())}.", _SAVE_AS_UTF8)
    if name := _NAMES.get(encoding):
        return text, (f"Filen är kodad som {name} och lästes så. Kontrollera att å, ä och ö är rätt.",)
    return text, ()


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    high, low = content[::2].count(0), content[1::2].count(0)
    if not len(content) % 2 and min(high, low) == 0 and max(high, low) >= _UTF_16_FROM * len(content) / 2:
        return "utf-16-le" if low else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _WINDOWS
    return "utf-8"


def _undecodable(content: bytes, encoding: str, start: int) -> FileRefused:
    line = content[:start].count(b"\n") + 1
    name = _NAMES.get(encoding, "UTF-8")
    said = "varken kodad som UTF-8 eller Windows-1252" if encoding == _WINDOWS else f"inte riktigt kodad som {name}"
    return refuse_file(f"Filen är {said} (första felet på rad {line}).", _SAVE_AS_UTF8)


def _refuse_doubtful(content: bytes, text: str) -> None:
    """Text that Windows-1252 makes something of, though it is broken UTF-8, or of a Mac or of DOS."""
    if pieces := _PIECES.search(content):
        raise _undecodable(content, "utf-8", pieces.start())
    signs = [found.start() for found in _FOREIGN.finditer(text)]
    signs += [found.start() for found in _CELL.finditer(text) if len(re.findall("[“”]", found[0])) % 2]
    if signs and len(signs) * _SURE > len(re.findall("[åäöÅÄÖ]", text)):
        reason = f"Det är oklart hur filen är kodad. Läst som Windows-1252 har den: {_shown(text, min(signs))}."
        raise refuse_file(reason, _SAVE_AS_UTF8)


def _shown(text: str, start: int) -> str:
    """The cell that a place is in, and its line."""
    line = text[:start].count("\n") + 1
    cell = next((found[0] for found in _CELL.finditer(text) if found.end() > start), "")
    return f"”{cell.strip()[:40]}” på rad {line}"
