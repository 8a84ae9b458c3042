"""Makes the files the tests import: workbooks good and broken, and CSV."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

Rows = Sequence[Sequence[object]]


def workbook(**sheets: Rows) -> bytes:
    """A sheet per keyword, its rows from A1 on."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def csv_file(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def repacked(content: bytes, changes: Mapping[str, bytes], *, drop: str = "") -> bytes:
    """The workbook with some parts replaced or added, and one left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name != drop and name not in changes:
                made.writestr(name, source.read(name))
        for name, part in changes.items():
            made.writestr(name, part)
    return target.getvalue()


def part_of(content: bytes, name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_sheet(content: bytes, pattern: bytes, replacement: bytes) -> bytes:
    """The workbook with its first sheet's XML changed."""
    sheet = part_of(content)
    changed = re.sub(pattern, replacement, sheet, count=1)
    assert changed != sheet
    return repacked(content, {"xl/worksheets/sheet1.xml": changed})


def with_declared_size(content: bytes, name: str, size: int) -> bytes:
    """The directory of the archive says another unpacked size than is true."""
    at = content.rindex(name.encode()) - 46
    assert content[at : at + 4] == b"PK\x01\x02"
    return content[: at + 24] + size.to_bytes(4, "little") + content[at + 28 :]
