"""A table in Word is read back cell by cell, with what keeps it whole and what tells it to those who listen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.checks import cleaned, finished, sections_of
from documents.tree import Cell, Column, Document, Row, Table
from documents.word.as_docx import write_docx
from documents.word.widths import said
from tests.documents.reading_docx import NAMES, ReadDocx, ReadTable, W, text_of
from tests.documents.sample import DOCUMENT, TABLE
from tests.documents.word.own_templates import PIXEL


def written(table: Table) -> ReadTable:
    return ReadDocx(write_docx(finished(Document("Titel", sections_of(table))))).table(table.caption)


@pytest.fixture(scope="module")
def table() -> ReadTable:
    return ReadDocx(write_docx(DOCUMENT, pngs=[PIXEL])).table("Tillgänglighet")


def test_every_cell_stands_as_in_the_tree(table: ReadTable) -> None:
    assert table.rows == [
        ["Ekerö", "NEJ (NEJ)", "JA (JA)"],
        ["Solna", "DELVIS (JA)", "bortfall"],
        ["Snitt", "6 av 8 · 75 % ±0", "100 % +12,5"],
    ]


def test_headings_repeat_and_one_that_is_shared_spans_its_columns(table: ReadTable) -> None:
    assert table.head == [["Kommun", "Stöd", "Stöd"], ["Kommun", "Socialjour", "Väntetid"]]
    spans = [one.get(f"{W}val") for one in table.element.iter(f"{W}gridSpan")]
    assert spans == ["2"]


def test_rows_are_not_split_between_pages(table: ReadTable) -> None:
    rows = table.element.findall("w:tr", NAMES)
    assert [row.find("w:trPr/w:cantSplit", NAMES) is not None for row in rows] == [True] * 5


def test_notes_stand_below_the_table_with_their_marks_in_its_cells(table: ReadTable) -> None:
    assert table.notes == [
        "a Efter påminnelse.",
        "Andelar i procent, ändring i procentenheter.",
        "Källa: FoU Nordväst 2017",
    ]
    assert [(row, column) for row, marks in enumerate(table.marks) for column, mark in enumerate(marks) if mark] == [
        (1, 2),
        (2, 2),
    ]


def test_the_table_its_caption_and_notes_are_kept_on_one_page(table: ReadTable) -> None:
    element = table.element
    caption, note, source = element.getprevious(), element.getnext(), element.getnext().getnext().getnext()
    kept = [*element.iter(f"{W}p"), caption, note]
    assert all(one.find("w:pPr/w:keepNext", NAMES) is not None for one in kept)
    assert source.find("w:pPr/w:keepNext", NAMES) is None


def test_a_long_table_may_be_divided_but_not_at_its_ends() -> None:
    long = replace(TABLE, rows=tuple(TABLE.rows[0] for _ in range(40)))
    rows = written(long).element.findall("w:tr", NAMES)
    kept = [row.find(".//w:keepNext", NAMES) is not None for row in rows]
    assert kept == [True] * 4 + [False] * 35 + [True] * 3


def test_a_table_is_told_and_its_headings_marked_for_those_who_listen(table: ReadTable) -> None:
    told = table.element.find("w:tblPr", NAMES)
    assert told.find("w:tblCaption", NAMES).get(f"{W}val") == "Tillgänglighet"
    assert told.find("w:tblDescription", NAMES).get(f"{W}val") == "3 rader. Kolumner: Kommun, Socialjour, Väntetid."
    look = told.find("w:tblLook", NAMES)
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")


def test_an_answer_has_a_sign_and_a_shade_beside_its_word(table: ReadTable) -> None:
    cells = [cell for cell in table.element.iter(f"{W}tc") if cell.find("w:tcPr/w:shd", NAMES) is not None]
    assert [text_of(cell) for cell in cells] == ["✕ NEJ (NEJ)", "✓ JA (JA)a", "◐ DELVIS (JA)", "bortfall"]
    shades = [cell.find("w:tcPr/w:shd", NAMES).get(f"{W}fill") for cell in cells]
    assert len(set(shades)) == 4


def test_summary_rows_stand_below_a_rule(table: ReadTable) -> None:
    rows = table.element.findall("w:tr", NAMES)[2:]
    ruled = [row.find("w:tc/w:tcPr/w:tcBorders/w:top", NAMES) is not None for row in rows]
    assert ruled == [False, False, True]


def test_columns_are_as_wide_as_the_page_and_no_wider() -> None:
    headings = tuple(replace(one, heading="Arbetsmarknadsinsatser " * 9, kind="text") for one in TABLE.columns)
    element = written(replace(TABLE, columns=headings)).element
    widths = [int(one.get(f"{W}w")) for one in element.iter(f"{W}gridCol")]
    assert sum(widths) == int(element.find("w:tblPr/w:tblW", NAMES).get(f"{W}w")) <= 11906 - 2 * 1418
    assert widths == [int(one.get(f"{W}w")) for one in element.findall("w:tr", NAMES)[-1].iter(f"{W}tcW")]


def test_a_formula_in_a_cell_stays_text() -> None:
    row = replace(TABLE.rows[0], cells=(Cell("=1+1"), Cell("@SUM(A1)"), Cell("-2+3", "=A1", "+1")))
    assert written(replace(TABLE, rows=(row,))).rows == [["=1+1", "@SUM(A1)", "-2+3 (=A1) +1"]]


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"], include_characters=" "), min_size=1)
TONES = st.sampled_from(["", "yes", "partly", "missing", "high"])
CELLS = st.builds(Cell, TEXTS, st.one_of(st.just(""), TEXTS), tone=TONES)


@settings(max_examples=40, deadline=None)
@given(st.data(), st.integers(1, 7), st.integers(1, 14))
def test_every_cell_of_any_table_is_read_back(data: st.DataObject, width: int, height: int) -> None:
    over = st.sampled_from(["", "A", "B"])
    columns = tuple(Column(f"{number} {data.draw(TEXTS)}", over=data.draw(over)) for number in range(width))
    rows = tuple(Row(tuple(data.draw(CELLS) for _ in range(width))) for _ in range(height))
    tree = cleaned(Table("t", "Rubrik", columns, rows, number=1))
    read = ReadDocx(write_docx(Document("Titel", sections_of(tree)))).table("Rubrik")
    assert read.rows == [[said(one) for one in row.cells] for row in tree.rows]
    assert read.head[-1] == [column.heading for column in tree.columns]
    assert read.head[0] == [column.over or column.heading for column in tree.columns]
