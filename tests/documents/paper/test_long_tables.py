"""Tables that no page holds, and tables that no page is wide enough for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.checks import finished
from documents.paper.as_pdf import write_pdf
from documents.tree import (
    Block,
    Cell,
    Column,
    Document,
    Note,
    Paragraph,
    Picture,
    Row,
    Section,
    Signatures,
    Table,
    text,
)
from tests.documents.reading_pdf import ReadPdf, read_pdf

HEADINGS = ("Arbetsmarknadsinsats inom 1 månad till alla 18–24 år", "Enklare hushållsekonomisk rådgivning", "Riket")


def of(block: Block) -> Document:
    return finished(Document(title="Prov", sections=(Section((block,)),)))


def table_of(rows: int, *, columns: int = 3, word: str = "JA") -> Table:
    cells = [(f"Kommun {number}", *(f"{word} {column}" for column in range(columns))) for number in range(rows)]
    return Table(
        "lang",
        "Kommunerna",
        (Column("Kommun", "name"), *(Column(HEADINGS[number % 3] + f" {number}") for number in range(columns))),
        (
            *(Row(tuple(Cell(one) for one in row)) for row in cells),
            Row((Cell("Riket"), *(Cell("83 %"),) * columns), kind="summary"),
        ),
        notes=(Note(text("Noten står med tabellen.")),),
        source="Källan",
    )


@pytest.fixture(scope="module")
def long() -> ReadPdf:
    return read_pdf(write_pdf(of(table_of(400))))


def test_no_row_of_a_long_table_is_lost(long: ReadPdf) -> None:
    (table,) = long.tables
    assert table.rows == [[f"Kommun {number}", "JA 0", "JA 1", "JA 2"] for number in range(400)] + [
        ["Riket", "83 %", "83 %", "83 %"]
    ]
    assert table.kinds == [["TH Row", "TD", "TD", "TD"]] * 401


def test_its_headings_stand_on_every_page(long: ReadPdf) -> None:
    assert len(long.pages) > 8
    assert all("hushållsekonomisk" in page for page in long.pages)


def test_its_notes_stand_under_its_last_row_and_are_none_of_its_rows(long: ReadPdf) -> None:
    last = long.pages[-1]
    assert last.index("Riket 83 %") < last.index("Noten står med tabellen.") < last.index("Källa: Källan")
    after = [tag.text for tag in long.root.all("P")]
    assert after[-2:] == ["Noten står med tabellen.", "Källa: Källan"]
    assert not list(long.root.all("TFoot"))


@pytest.mark.parametrize("rows", range(38, 60))
def test_notes_are_never_alone_on_a_page(rows: int) -> None:
    pages = [page for page in read_pdf(write_pdf(of(table_of(rows)))).pages if "Noten står" in page]
    assert len(pages) == 1
    assert "Riket 83 %" in pages[0]


def test_words_in_headings_are_whole() -> None:
    read = read_pdf(write_pdf(of(table_of(5, columns=6))))
    assert "Arbetsmarknadsinsats" in read.pages[0]
    assert "hushållsekonomisk" in read.pages[0].split()


@pytest.mark.parametrize("word", ["x" * 300, "Socialtjänsten i kommunen", "1 234 567"])
def test_a_table_too_wide_for_the_page_keeps_its_text(word: str) -> None:
    (table,) = read_pdf(write_pdf(of(table_of(3, columns=14, word=word)))).tables
    assert [row[14] for row in table.rows[:3]] == [f"{word} 13"] * 3


def test_a_table_without_rows_has_its_headings() -> None:
    empty = Table("tom", "Ingenting", (Column("Kommun", "name"), Column("Antal", "number")), ())
    (table,) = read_pdf(write_pdf(of(empty))).tables
    assert [text for text, _, _ in table.heads[0]] == ["Kommun", "Antal"]


@pytest.mark.parametrize("columns", [1, 6])
def test_a_cell_longer_than_a_page_goes_on_on_the_next(columns: int) -> None:
    words = " ".join(f"ord{number}" for number in range(1_500))
    table = replace(
        table_of(2, columns=columns), rows=(Row((Cell("Ekerö"), Cell(words), *[Cell("JA")] * (columns - 1))),)
    )
    read = read_pdf(write_pdf(of(table)))
    assert read.tables[0].rows[0][1] == words
    printed = set(" ".join(read.pages).split())
    assert {f"ord{number}" for number in range(1_500)} <= printed
    assert len(read.pages) > 1


def test_a_picture_taller_than_the_page_is_drawn_to_fit() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 90"><text x="0" y="89" font-size="2">Sist</text></svg>'
    )
    picture = Picture("bild", "Fynd", "I ord", svg, table=table_of(1))
    read = read_pdf(write_pdf(of(picture)))
    assert len(read.pages) == 1
    assert "Sist" in read.pages[0]


def test_a_hundred_signatures_take_the_pages_they_need() -> None:
    signed = Signatures(tuple((f"Person{number}", "Socialchef") for number in range(100)))
    pages = " ".join(read_pdf(write_pdf(of(signed))).pages)
    assert all(f"Person{number} " in pages.replace("\n", " ") for number in range(100))


@pytest.mark.parametrize("before", [0, 20, 30, 40])
def test_a_table_of_some_municipalities_is_never_divided(before: int) -> None:
    table, lines = table_of(8), [Paragraph(text(f"Rad {number}")) for number in range(before)]
    document = finished(Document(title="Prov", sections=(Section((*lines, table)),)))
    pages = read_pdf(write_pdf(document)).pages
    (page,) = (one for one in pages if "Kommun 0" in one)
    assert "Tabell 1. Kommunerna" in page
    assert "Riket 83 %" in page
    assert "Källa: Källan" in page
