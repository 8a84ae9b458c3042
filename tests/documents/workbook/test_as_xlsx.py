"""The workbook read back by two readers, and held against the checklist for accessible statistics."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from documents.checks import finished
from documents.tree import (
    Block,
    Column,
    Data,
    DataColumn,
    Document,
    Picture,
    Section,
    Table,
    Unit,
    Value,
)
from documents.workbook.as_xlsx import LONGEST_CELL, write_xlsx
from tests.documents.sample import DOCUMENT, HOSTILE, SVG, TABLE


def read(document: Document) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(document)))


def holding(
    *rows: tuple[Value, ...], columns: tuple[DataColumn, ...] = (DataColumn("A"),), name: str = "Blad"
) -> Table:
    return Table("t", "Tabellen", (Column("A"),), (), data=Data(name, columns, rows))


def of(*blocks: Block, words: tuple[tuple[str, str], ...] = ()) -> Document:
    return finished(Document("Titel", (Section(blocks),), words=words))


def lines(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_sheets_are_cover_contents_notes_and_one_for_each_table() -> None:
    assert read(DOCUMENT).sheetnames == ["Omslag", "Innehåll", "Noter", "Tillgänglighet"]


def test_a_table_begins_under_its_title_and_what_is_to_be_known_of_it() -> None:
    assert lines(read(DOCUMENT)["Tillgänglighet"]) == [
        ("Tabell 1. Tillgänglighet", None, None),
        ("Exempeldata: innehållet är påhittat.", None, None),
        ("Bladet har en tabell. Noter på bladet Noter: not 1, not 2.", None, None),
        ("Där ett värde saknas står ett ord, som förklaras på bladet Noter: bortfall.", None, None),
        ("Källa: FoU Nordväst 2017", None, None),
        ("Till bladet Innehåll", None, None),
        ("Kommun", "Socialjour", "Andel"),
        ("Ekerö", "NEJ", 37.5),
        ("Solna", HOSTILE, "bortfall"),
    ]


def test_another_reader_reads_the_same() -> None:
    found = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(DOCUMENT))).get_sheet_by_name("Tillgänglighet")
    assert found.to_python()[6:] == [
        ["Kommun", "Socialjour", "Andel"],
        ["Ekerö", "NEJ", 37.5],
        ["Solna", HOSTILE, "bortfall"],
    ]


def test_every_table_is_named_and_spans_its_cells_with_one_row_of_headings() -> None:
    found = {name: table for sheet in read(DOCUMENT) for name, table in dict.items(sheet.tables)}
    assert {name: table.ref for name, table in found.items()} == {
        "Innehall": "A2:B4",
        "Noter": "A2:D5",
        "Tabell_1_Tillganglighet": "A7:C9",
    }
    assert {table.headerRowCount for table in found.values()} == {1}


def test_nothing_is_merged_hidden_frozen_filtered_or_left_empty_in_a_table() -> None:
    for sheet in read(DOCUMENT):
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        for table in sheet.tables.values():
            assert table.autoFilter is None
            assert all(cell.value is not None for row in sheet[table.ref] for cell in row)


def test_every_sheet_says_what_it_is_in_its_first_cell() -> None:
    assert [sheet["A1"].value for sheet in read(DOCUMENT)] == [
        "Öppna jämförelser ekonomiskt bistånd 2017",
        "Innehåll: Öppna jämförelser ekonomiskt bistånd 2017",
        "Noter",
        "Tabell 1. Tillgänglighet",
    ]


def test_the_cover_says_whose_it_is_and_what_it_stands_on() -> None:
    cover = read(replace(DOCUMENT, contact="fou@nordvast.example"))["Omslag"]
    assert [line[0] for line in lines(cover)][1:10] == [
        "Exempeldata: innehållet är påhittat.",
        "Nordvästkommunerna",
        "Rapport 2018:1",
        "Utgivare: FoU Nordväst",
        "Författare: Carin Lund",
        "Dag: 2018-03-01",
        "Utgåva: 2",
        "Data: 2018-02-28 14:03",
        "Program: öjportal 0.1",
    ]
    assert "Kontakt: fou@nordvast.example" in [line[0] for line in lines(cover)]


def test_the_contents_lead_to_every_sheet_and_every_sheet_back() -> None:
    book = read(DOCUMENT)
    links = {cell.value: cell.hyperlink.location for row in book["Innehåll"] for cell in row if cell.hyperlink}
    assert links == {"Noter": "'Noter'!A1", "Tillgänglighet": "'Tillgänglighet'!A1"}
    assert book["Tillgänglighet"]["A6"].hyperlink.location == "'Innehåll'!A1"


def test_the_notes_say_what_they_concern_and_words_what_they_mean() -> None:
    book = read(replace(DOCUMENT, words=(("Bortfall", "kommunen har inte svarat."),)))
    assert lines(book["Noter"])[1:] == [
        ("Not", "Blad", "Gäller", "Text"),
        ("not 1", "Tillgänglighet", "Väntetid; Ekerö, Väntetid", "Efter påminnelse."),
        ("not 2", "Tillgänglighet", "hela tabellen", "Andelar i procent, ändring i procentenheter."),
        ("bortfall", "alla blad", "celler utan värde", "kommunen har inte svarat."),
    ]


def test_a_word_that_nobody_explains_is_said_to_be_so() -> None:
    assert lines(read(of(holding((Value(missing="?"),))))["Noter"])[-1][-1] == (
        "uppgiften saknas; källan säger inte varför."
    )


def test_without_notes_there_is_no_sheet_of_notes() -> None:
    assert read(of(holding((Value("a"),)))).sheetnames == ["Omslag", "Innehåll", "Blad"]


@pytest.mark.parametrize(
    "text", ["=2+3", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://x.example")', "0114", "https://x.example"]
)
def test_a_text_is_never_a_formula_a_number_or_a_link(text: str) -> None:
    document = of(replace(holding((Value(text),), columns=(DataColumn(text),)), caption=text, source=text))
    sheet = read(replace(document, title=text, publisher=text))["Blad"]
    cells = [cell for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][-2:] == [text, text]
    assert [cell.value for cell in cells if cell.hyperlink] == ["Till bladet Innehåll"]


@pytest.mark.parametrize(
    ("unit", "decimals", "code"),
    [
        ("percent", 1, '0.0" %"'),
        ("points", 1, "+0.0;-0.0;0.0"),
        ("count", 0, "#,##0"),
        ("number", 2, "0.00"),
        ("kronor", 0, '#,##0" kr"'),
        ("days", 0, '0" dagar"'),
        ("", 0, "0"),
    ],
)
def test_a_number_is_a_number_with_the_format_of_its_column(unit: Unit, decimals: int, code: str) -> None:
    table = holding((Value(number=Decimal("12.5")),), columns=(DataColumn("A", unit, decimals),))
    cell = read(of(table))["Blad"]["A5"]
    assert (cell.value, cell.data_type) == (12.5, "n")
    assert cell.number_format == code


def test_the_table_behind_a_picture_has_a_sheet() -> None:
    own = replace(TABLE, key="egen")
    book = read(of(Picture("bild", "Sex av åtta", "Ord", SVG, table=own), replace(holding(), data=None)))
    assert book.sheetnames == ["Omslag", "Innehåll", "Noter", "Tillgänglighet"]
    assert book["Tillgänglighet"]["A1"].value == "Bild 1. Sex av åtta"


def test_names_that_excel_refuses_or_takes_for_one_are_told_apart() -> None:
    tables = [
        replace(holding((Value("a"),), name=name), key=name) for name in ("Ja/Nej", "noter", "Väntetid'", "väntetid")
    ]
    book = read(of(*tables))
    assert book.sheetnames == ["Omslag", "Innehåll", "Ja Nej", "noter (2)", "Väntetid", "väntetid (2)"]
    links = [row[0].hyperlink.location for row in book["Innehåll"].iter_rows(min_row=3)]
    assert links[1] == "'noter (2)'!A1"


def test_headings_that_differ_by_case_alone_are_told_apart() -> None:
    table = holding((Value("a"), Value("b")), columns=(DataColumn("Andel"), DataColumn("andel")))
    assert lines(read(of(table))["Blad"])[3] == ("Andel", "andel (2)")


def test_empty_cells_and_an_empty_table_are_explained() -> None:
    table = holding((Value("a"), Value()), columns=(DataColumn("A"), DataColumn("B")))
    assert "Tomma celler: där hör ingen uppgift hemma." in [line[0] for line in lines(read(of(table))["Blad"])]
    assert lines(read(of(holding()))["Blad"])[-1] == ("Inga uppgifter",)


def test_a_text_longer_than_a_cell_is_cut_where_one_sees_it() -> None:
    found = lines(read(of(holding((Value("a" * 40_000),))))["Blad"])[-1][0]
    assert isinstance(found, str)
    assert len(found) == LONGEST_CELL
    assert found.endswith("a…")


def test_the_file_says_what_it_is_who_made_it_and_its_language() -> None:
    told = read(DOCUMENT).properties
    assert (told.title, told.creator, told.language) == (
        "Öppna jämförelser ekonomiskt bistånd 2017",
        "Carin Lund",
        "sv-SE",
    )
    assert (told.subject, told.keywords, told.category) == ("Resultat", "öppna jämförelser", "Rapport")
    assert told.created == datetime(2018, 3, 1)


def test_it_opens_in_the_first_cell_of_the_cover() -> None:
    book = read(DOCUMENT)
    assert book.active.title == "Omslag"
    assert {sheet.sheet_view.selection[0].activeCell for sheet in book} == {"A1"}


def test_long_text_is_wrapped_and_columns_are_as_wide_as_what_they_hold() -> None:
    sheet = read(DOCUMENT)["Tillgänglighet"]
    assert sheet["B9"].alignment.wrap_text
    assert sheet["A7"].alignment.wrap_text
    widths = [sheet.column_dimensions[letter].width for letter in "AB"]
    assert widths[0] < 20 < widths[1] < 62


def test_the_same_tree_gives_the_same_bytes() -> None:
    first = write_xlsx(DOCUMENT)
    assert first == write_xlsx(DOCUMENT)
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {one.date_time[0] for one in parts.infolist()} == {1980}
