"""A document as PDF, read back by its tags: what a reader and a screen reader are given."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.checks import finished
from documents.lines import SIGNS
from documents.paper.as_pdf import contents_of, write_pdf
from documents.paper.typst_process import PaperFault
from documents.tree import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Footnote,
    Heading,
    Paragraph,
    Picture,
    Row,
    Section,
    Slide,
    Span,
    Table,
    Tone,
    text,
)
from tests.documents.reading_pdf import ReadPdf, read_pdf
from tests.documents.sample import DOCUMENT, HOSTILE, TABLE


def of(*blocks: Block) -> Document:
    return finished(Document(title="Prov", sections=(Section(tuple(blocks)),)))


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_pdf(DOCUMENT)


@pytest.fixture(scope="module")
def read(written: bytes) -> ReadPdf:
    return read_pdf(written)


def test_it_says_what_it_is_in_which_language_and_by_whom(read: ReadPdf) -> None:
    assert (read.title, read.language, read.is_title_shown) == (DOCUMENT.title, "sv-SE", True)
    assert read.info["/Author"] == "Carin Lund"
    assert (read.info["/Subject"], read.info["/Keywords"]) == ("Resultat", "öppna jämförelser")
    assert read.info["/CreationDate"].startswith("D:20180301")


def test_it_is_for_screen_readers_and_for_the_archive(read: ReadPdf) -> None:
    assert "<pdfuaid:part>1</pdfuaid:part>" in read.metadata
    assert "<pdfaid:part>2</pdfaid:part>" in read.metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in read.metadata


def test_headings_come_in_order_with_their_levels(read: ReadPdf) -> None:
    assert read.headings == [
        (1, "Innehåll"),
        (1, "Sammanfattning"),
        (1, "Resultat"),
        (2, "Tillgänglighet"),
        (2, "Bilden"),
        (1, "Underskrifter"),
    ]


def test_every_cell_is_where_it_belongs_and_knows_its_headers(read: ReadPdf) -> None:
    (table,) = read.tables
    assert table.caption == "Tabell 1. Tillgänglighet"
    assert table.heads == [
        [("Kommun", "Column", 1), ("Stöd", "Column", 2)],
        [("Socialjour", "Column", 1), ("Väntetida", "Column", 1)],
    ]
    assert table.rows == [
        ["Ekerö", "NEJ (NEJ)", "JA (JA)a"],
        ["Solna", "DELVIS (JA)", "bortfall"],
        ["Snitt", "6 av 8 · 75 % ±0", "100 % +12,5"],
    ]
    assert table.kinds == [["TH Row", "TD", "TD"]] * 3


def test_a_picture_is_told_in_words(read: ReadPdf) -> None:
    assert read.figures == ["Prickar: sex av åtta."]


def test_a_footnote_is_a_note(read: ReadPdf) -> None:
    assert [note.text for note in read.root.all("Note")] == ["1Alla dagar, hela dygnet."]


def test_what_somebody_wrote_stays_text(read: ReadPdf) -> None:
    assert HOSTILE in " ".join(tag.text for tag in read.root.all("P"))


def test_contents_name_the_pages_that_the_headings_stand_on(written: bytes, read: ReadPdf) -> None:
    contents = contents_of(written)
    assert [(level, text) for level, text, _ in contents] == read.headings[1:]
    assert all(text in read.pages[page - 1] for _, text, page in contents)
    told = [line.text for line in read.root.all("TOCI")]
    assert all(any(one.startswith(text) and one.endswith(str(page)) for one in told) for _, text, page in contents)


def test_every_page_says_that_its_figures_are_made_up(read: ReadPdf) -> None:
    assert [page.count("Exempeldata") for page in read.pages] == [2, 1, 1, 1, 1, 1]
    assert "Exempeldata" not in " ".join(read_pdf(write_pdf(replace(DOCUMENT, is_example=False))).pages)


def test_every_page_but_the_cover_says_which_it_is_and_what_it_stands_on(read: ReadPdf) -> None:
    for number, page in enumerate(read.pages[1:], 2):
        foot = f"Rapport 2018:1 · Utgåva 2 · data 2018-02-28 14:03 · öjportal 0.1 Sida {number} av 6"
        assert page.splitlines()[-1] == foot
        assert page.splitlines()[0].startswith(DOCUMENT.title)
    assert "Sida 1" not in read.pages[0]


def test_the_same_document_has_the_same_bytes(written: bytes) -> None:
    assert write_pdf(DOCUMENT) == written
    assert write_pdf(of(Paragraph(text("Utan dag")))) == write_pdf(of(Paragraph(text("Utan dag"))))


def test_a_short_document_has_its_title_above_the_text() -> None:
    read = read_pdf(write_pdf(of(TABLE)))
    assert len(read.pages) == 1
    assert [tag.text for tag in read.root.all("Title")] == ["Prov"]


def test_an_empty_document_is_a_page() -> None:
    assert "Prov" in read_pdf(write_pdf(finished(Document(title="Prov", sections=())))).pages[0]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_whatever_stops_the_work(typed: str) -> None:
    table = replace(TABLE, rows=(Row((Cell(typed), Cell(typed, typed, typed), Cell("JA"))),), notes=TABLE.notes[:1])
    told = (Heading(1, f"x{typed}"), Paragraph(text(typed, Footnote(typed), Span(typed, "emphasis"))), table)
    document = Document(title=f"x{typed}", subtitle=typed, authors=(typed,), sections=(Section(told),))
    assert len(read_pdf(write_pdf(finished(document))).tables) == 1


def test_a_sign_that_the_typeface_lacks_is_named_where_it_stood() -> None:
    read = read_pdf(write_pdf(of(Heading(1, "Bra 👍"), Paragraph(text("Tack 🙏!")))))
    assert read.headings == [(1, "Bra [U+1F44D]")]
    assert [tag.text for tag in read.root.all("P")] == ["Tack [U+1F64F]!"]


def test_only_whole_addresses_are_links() -> None:
    links = [
        Span(word, link=link)
        for word, link in (("ett", "https://a.example/"), ("två", "javascript:x"), ("tre", "https:"))
    ]
    read = read_pdf(write_pdf(of(Paragraph(text(*links)))))
    assert [tag.text for tag in read.root.all("Link")] == ["ett"]


def test_a_part_that_paper_does_not_know_is_told_of() -> None:
    with pytest.raises(PaperFault, match="okänd del: Slide"):
        write_pdf(Document(title="Prov", sections=(Section((Slide("x"),)),)))  # type: ignore[arg-type]  # a part of another tree


def test_a_picture_that_is_none_is_told_of() -> None:
    with pytest.raises(PaperFault, match="failed to parse SVG"):
        write_pdf(of(Picture("bild", "Fynd", "I ord", "<svg", table=TABLE)))


def test_a_word_longer_than_the_line_goes_on_on_the_next_and_is_whole_where_it_is_searched() -> None:
    long = "Å" * 400
    told = (Heading(1, long), Paragraph(text(long)), Facts(((long, text(long)),)))
    content = write_pdf(finished(Document(title=long, authors=(long,), has_cover=True, sections=(Section(told),))))
    read = read_pdf(content)
    assert "".join(read.pages).count("Å") >= 6 * 400
    assert (read.title, read.info["/Author"]) == (long, long)
    assert contents_of(content) == [(1, long, 3)]


def test_an_address_is_linked_to_as_it_is() -> None:
    address = f"https://a.example/{'x' * 60}"
    content = write_pdf(of(Paragraph(text(Span("Sidan", link=address)))))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert [str(one.A.URI) for one in pdf.pages[0].Annots] == [address]


def test_a_figures_quarter_is_told_by_its_sign_where_there_is_no_colour() -> None:
    quarters: tuple[Tone, ...] = ("low", "middle", "high")
    row = (Row((Cell("Ekerö"), *(Cell("4,1", tone=tone) for tone in quarters))),)
    columns = (Column("Kommun", "name"), *(Column(tone, "number") for tone in quarters))
    (table,) = read_pdf(write_pdf(of(Table("andel", "Andelar", columns, row)))).tables
    assert table.rows[0][1:] == [f"{SIGNS[tone]} 4,1" for tone in quarters]
