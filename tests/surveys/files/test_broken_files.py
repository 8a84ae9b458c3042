"""Files that cannot be taken in: each says what is wrong, and leaves neither a run nor a file behind."""

from __future__ import annotations

import io
import zipfile

import pytest

from indicators.importing.actions import import_at_once, preview
from surveys.files.refusals import FileRefused
from surveys.files.workbooks import read_sheets
from surveys.models import ImportRun
from tests.indicators.importing import files

ANSWERS = [["kod", "E1"], ["0125", "Ja"]]
GOOD = files.workbook(Svar=ANSWERS)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
SHEET = "xl/worksheets/sheet1.xml"
BOMB = files.repacked(GOOD, {"xl/worksheets/sheet9.xml": b" " * 60_000_000})
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><worksheet>&b;</worksheet>'


def _far_cell() -> bytes:
    """Two cells, one of them in the last corner of the sheet; the sheet itself says it is small."""
    return files.with_sheet(GOOD, rb'<c r="B2"', b'<c r="XFD1048576"')


def _repeated_text() -> bytes:
    """A small file whose one long text stands in very many cells."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 20_001))
    sheet = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%s</t></si></sst>'
    import random

    letters = random.Random(1).randbytes(20_000).hex().encode()
    return files.repacked(
        GOOD, {SHEET: sheet + rows + b"</sheetData></worksheet>", "xl/sharedStrings.xml": texts % letters}
    )


BROKEN = {
    "empty": (b"", "x.xlsx", "Filen är tom"),
    "no workbook": (b"hej", "x.xlsx", "ingen Excel-arbetsbok"),
    "other kind": (b"%PDF-1.4", "x.pdf", "Filer av det här slaget"),
    "old format": (OLE, "x.xls", "gamla Excelformatet"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "skyddad med lösenord"),
    "cut off": (GOOD[: len(GOOD) // 2], "x.xlsx", "skadad eller ofullständig"),
    "flipped": (GOOD.replace(b"xl/workbook.xml", b"xl/werkbook.xml"), "x.xlsx", "ingen Excel-arbetsbok"),
    "other zip": (files.repacked(GOOD, {}, drop="xl/workbook.xml"), "x.xlsx", "ingen Excel-arbetsbok"),
    "macros": (files.repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "x.xlsm", "makron"),
    "bomb": (BOMB, "x.xlsx", "orimligt stor"),
    "lying bomb": (files.with_declared_size(BOMB, "xl/worksheets/sheet9.xml", 1000), "x.xlsx", "skadad"),
    "no xml": (files.repacked(GOOD, {SHEET: b"<worksheet><"}), "x.xlsx", "inte giltig XML"),
    "entities": (files.repacked(GOOD, {SHEET: DOCTYPE}), "x.xlsx", "inte giltig XML"),
    "far cell": (_far_cell(), "x.xlsx", "för många celler"),
    "repeated text": (_repeated_text(), "x.xlsx", "texter blir orimligt stora"),
    "no sheet part": (files.repacked(GOOD, {}, drop=SHEET), "x.xlsx", "skadad"),
    "csv of a Mac": ("kod,E1\n0125,Någon".encode("mac_roman"), "x.csv", "oklart hur filen är kodad"),
    "csv of DOS": ("kod,E1\n0125,Någon".encode("cp850"), "x.csv", "oklart hur filen är kodad"),
    "csv no encoding": (b"kod,E1\n0125,N\x81gon", "x.csv", "varken kodad som UTF-8 eller Windows-1252"),
    "csv binary": (b"kod\0,E1", "x.csv", "ingen textfil"),
    "csv open quote": (b'kod,E1\n0125,"Ja', "x.csv", "ingen riktig CSV-fil"),
    "no headings": (files.workbook(Svar=[["hej"], ["då"]]), "x.xlsx", "saknar en rubrikrad"),
    "formula": (files.workbook(Svar=[["kod", "E1"], ["0125", '="J"&"a"']]), "x.xlsx", "en formel"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_what_is_wrong_and_leaves_no_trace(name: str, upload, kept_files) -> None:
    content, file_name, message = BROKEN[name]
    for take_in in (preview, import_at_once):
        with pytest.raises(FileRefused) as refused:
            take_in(upload(content, file_name), by="Carin")
        assert message in str(refused.value)
        assert all(one.remedy for one in refused.value.refusals)
    assert not ImportRun.objects.exists()
    assert kept_files() == []


def test_too_many_bytes_are_refused_unread(settings, upload) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    with pytest.raises(FileRefused, match="Filen är för stor: 2 MB, gränsen är 1 MB"):
        preview(upload(b"x" * 2 * 1024 * 1024), by="Carin")


def test_unpacked_size_is_limited_by_the_directory(settings) -> None:
    settings.IMPORT_MAX_UNPACKED_BYTES = 1024
    with pytest.raises(FileRefused, match="orimligt stor"):
        read_sheets(GOOD, "x.xlsx")


def test_too_many_cells_in_a_csv_file(settings) -> None:
    settings.IMPORT_MAX_CELLS = 3
    with pytest.raises(FileRefused, match="för många celler"):
        read_sheets(b"a,b\nc,d", "x.csv")


def test_the_same_part_twice_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("xl/workbook.xml", "<a/>")
        made.writestr("xl/Workbook.xml", "<a/>")
    with pytest.raises(FileRefused, match="två gånger"):
        read_sheets(target.getvalue(), "x.xlsx")


def test_formulas_and_errors_are_told_by_cell() -> None:
    content = files.workbook(Blad=[["kod", "E1"], ["0125", "=1+1"], ["0184", "Ja"]])
    content = files.with_sheet(content, rb'<c r="B3" t="s"><v>\d+</v></c>', b'<c r="B3" t="e"><v>#N/A</v></c>')
    with pytest.raises(FileRefused) as refused:
        read_sheets(content, "x.xlsx")
    told = [(one.sheet, one.cell, one.value) for one in refused.value.refusals]
    assert told == [("Blad", "B2", "=1+1"), ("Blad", "B3", "#N/A")]


@pytest.mark.parametrize("said", [b"A1:XFD1048576", b"A1"])
def test_what_a_sheet_says_about_its_size_is_not_believed(said: bytes) -> None:
    content = files.with_sheet(GOOD, rb'<dimension ref="[^"]+"', b'<dimension ref="%s"' % said)
    assert read_sheets(content, "x.xlsx")[0].rows == ANSWERS


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_with_comma_or_semicolon_with_or_without_byte_order_mark(delimiter: str, encoding: str) -> None:
    rows = [["kod", "E1"], ["0125", "Ja, men inte; för alla"]]
    assert read_sheets(files.csv_file(rows, delimiter, encoding), "x.csv")[0].rows == rows
