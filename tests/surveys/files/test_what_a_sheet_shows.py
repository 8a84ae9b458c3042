"""What a reader of the values alone would miss: hidden, merged, shown as a percentage, coloured and empty."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from surveys.files.refusals import FileRefused
from surveys.files.workbooks import Sheet, read_sheets, without_hidden
from tests.indicators.importing import files

TABLE = [["kod", "E1", "Andel"], ["0125", "Ja", 0.6], ["0184", "Nej", 40], ["0191", "Ja", 0.9]]


def read(change: Callable[[Worksheet], object]) -> Sheet:
    """The table in a workbook that someone has changed the looks of."""
    book = Workbook()
    for row in TABLE:
        book.active.append(row)
    change(book.active)
    target = io.BytesIO()
    book.save(target)
    (sheet,) = read_sheets(target.getvalue(), "x.xlsx")
    return sheet


@pytest.mark.parametrize("code", ["0%", "0.00%", "0.0 %", "[Red]-0%;0%", '"ca "0%'])
def test_a_figure_shown_as_a_percentage_is_told_of(code: str) -> None:
    sheet = read(lambda made: setattr(made["C2"], "number_format", code))
    assert sheet.percent == {(1, 2)}
    assert not sheet.number_formats


@pytest.mark.parametrize("code", ['0.0" %"', "0.0\\%", '0" st"', "#,##0\\ [$kr-41D]"])
def test_a_word_beside_the_figure_does_not_make_it_a_percentage(code: str) -> None:
    sheet = read(lambda made: setattr(made["C2"], "number_format", code))
    assert not sheet.percent
    assert sheet.number_formats == {(1, 2): code}


def test_a_text_or_an_empty_cell_is_no_percentage() -> None:
    def change(made: Worksheet) -> None:
        made["B2"].number_format = made["C9"].number_format = "0%"

    assert not read(change).percent


def test_cells_without_a_style_of_their_own_are_no_percentage() -> None:
    assert not read(lambda made: None).percent


@pytest.mark.parametrize("said", [b'hidden="1"', b'hidden="true"', b'ht="0" customHeight="1"'])
def test_a_row_that_is_not_seen_is_left_out_and_said(said: bytes) -> None:
    content = files.with_sheet(files.workbook(Svar=TABLE), b'<row r="3"', b'<row r="3" ' + said)
    seen, note = without_hidden(read_sheets(content, "x.xlsx")[0])
    assert seen.rows == [TABLE[0], TABLE[1], ["", "", ""], TABLE[3]]
    assert note == "Bladet Svar: 1 dold rad (3) läses inte."


def test_rows_that_a_filter_leaves_out_are_not_seen() -> None:
    def change(made: Worksheet) -> None:
        made.auto_filter.ref = "A1:C4"
        made.auto_filter.add_filter_column(1, ["Ja"])
        made.row_dimensions[3].hidden = True  # as Excel writes what its filter leaves out

    assert read(change).hidden_rows == {2}


@pytest.mark.parametrize("said", [b'hidden="1"', b'hidden="true" width="9"', b'width="0" customWidth="1"'])
def test_a_column_that_is_not_seen_is_left_out_and_said(said: bytes) -> None:
    columns = b'<cols><col min="2" max="2" %s/></cols><sheetData>' % said
    content = files.with_sheet(files.workbook(Svar=TABLE), b"<sheetData>", columns)
    seen, note = without_hidden(read_sheets(content, "x.xlsx")[0])
    assert seen.rows == [[row[0], "", row[2]] for row in TABLE]
    assert note == "Bladet Svar: 1 dold kolumn (B) läses inte."


def test_columns_are_as_wide_as_the_sheet_says_of_all() -> None:
    told = b'<sheetFormatPr defaultRowHeight="15" defaultColWidth="0"/><cols><col min="1" max="2" width="9"/></cols>'
    content = files.with_sheet(files.workbook(Svar=TABLE), b"<sheetFormatPr[^>]*>", told)
    assert read_sheets(content, "x.xlsx")[0].hidden_columns == {2}


def test_hidden_columns_and_rows_are_told_in_spans() -> None:
    def change(made: Worksheet) -> None:
        made.column_dimensions.group("B", "C", hidden=True)
        made.row_dimensions[2].hidden = made.row_dimensions[4].hidden = True

    assert (
        without_hidden(read(change))[1] == "Bladet Sheet: 2 dolda rader (2, 4) och 2 dolda kolumner (B–C) läses inte."
    )


def test_hidden_rows_and_columns_without_content_are_not_worth_a_word() -> None:
    def change(made: Worksheet) -> None:
        made.column_dimensions.group("D", "XFD", hidden=True)
        made.row_dimensions[9].hidden = True

    sheet = read(change)
    assert without_hidden(sheet) == (sheet, None)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_is_not_seen_is_left_out_and_said(state: str) -> None:
    book = Workbook()
    book.active.title = "Gammalt"
    book.active.append(TABLE[0])
    book.active.sheet_state = state
    book.create_sheet("Nytt").append(TABLE[0])
    target = io.BytesIO()
    book.save(target)
    old, new = read_sheets(target.getvalue(), "x.xlsx")
    seen, note = without_hidden(old)
    assert (seen.rows, note) == ([], "Bladet Gammalt är dolt och läses inte.")
    assert without_hidden(new) == (new, None)


def test_merged_ranges_are_told_no_further_than_the_content() -> None:
    def change(made: Worksheet) -> None:
        made.merge_cells("B1:C1")
        made.merge_cells("A4:A900")
        made.merge_cells("J1:K1")

    assert set(read(change).merged) == {(0, 1, 0, 2), (3, 0, 3, 0)}


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576"])
def test_a_coloured_empty_cell_is_no_content(place: str) -> None:
    fill = PatternFill("solid", fgColor="FFFF00")
    assert read(lambda made: setattr(made[place], "fill", fill)).rows == TABLE


@pytest.mark.parametrize("place", ["A1048576", "XFD1"])
def test_a_value_far_away_counts(settings, place: str) -> None:
    settings.IMPORT_MAX_CELLS = 10_000
    with pytest.raises(FileRefused, match="för många celler"):
        read(lambda made: setattr(made[place], "value", "x"))


def test_a_rule_for_what_may_be_typed_is_no_formula() -> None:
    """Excel writes lists of choices that stand on another sheet in an extension, with a formula of its own."""
    rule = (
        b'</sheetData><extLst><ext xmlns:x14="urn:x14" xmlns:xm="urn:xm"><x14:dataValidations><x14:dataValidation>'
        b"<x14:formula1><xm:f>Val!$A$1:$A$3</xm:f></x14:formula1></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    content = files.with_sheet(files.workbook(Svar=TABLE), b"</sheetData>", rule)
    assert read_sheets(content, "x.xlsx")[0].rows == TABLE
