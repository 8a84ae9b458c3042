"""A document in Word is read back as it stands in the tree."""

from __future__ import annotations

import ast
import inspect
import io
import textwrap
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.section import CT_SectPr
from docx.oxml.styles import CT_Style
from docx.oxml.table import CT_TblPr, CT_TcPr, CT_TrPr
from docx.oxml.text.font import CT_RPr
from docx.oxml.text.parfmt import CT_PPr
from lxml import etree

from documents.checks import finished, sections_of
from documents.tree import (
    Aside,
    Bullets,
    Document,
    Facts,
    Footnote,
    Heading,
    Paragraph,
    Picture,
    Section,
    Signatures,
    Span,
    Version,
    text,
)
from documents.word.as_docx import write_docx
from tests.documents.reading_docx import NAMES, ReadDocx, W, text_of
from tests.documents.sample import DOCUMENT, HOSTILE, SVG, TABLE

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
PAGES = (
    (1, "Sammanfattning", 3),
    (1, "Resultat", 4),
    (2, "Tillgänglighet", 4),
    (2, "Bilden", 5),
    (1, "Underskrifter", 6),
)


def written(document: Document, **given: Any) -> ReadDocx:
    return ReadDocx(write_docx(document, pngs=[PNG for _ in document.pictures], **given))


def short(*blocks: Any, **given: Any) -> Document:
    return finished(Document("Titel", sections_of(*blocks), **given))


@pytest.fixture(scope="module")
def read() -> ReadDocx:
    return written(DOCUMENT, contents=PAGES)


def test_headings_are_styles_and_the_contents_name_them_with_pages(read: ReadDocx) -> None:
    assert read.headings == [(level, said) for level, said, _ in PAGES]
    assert read.contents == [(level, said, str(page)) for level, said, page in PAGES]


def test_contents_without_pages_are_links_alone() -> None:
    assert written(DOCUMENT).contents == [(level, said, "") for level, said, _ in PAGES]


def test_two_headings_with_one_text_have_each_their_page() -> None:
    sections = sections_of(Heading(1, "A"), Heading(2, "Jämfört"), Heading(1, "B"), Heading(2, "Jämfört"))
    pages = ((1, "A", 3), (2, "Jämfört", 3), (1, "B", 5), (2, "Jämfört", 6))
    read = written(finished(Document("Titel", sections, has_cover=True)), contents=pages)
    assert [page for _, _, page in read.contents] == ["3", "3", "5", "6"]


def test_contents_and_references_lead_to_bookmarks_that_are_there(read: ReadDocx) -> None:
    marks = [one.get(f"{W}name") for one in read.body.iter(f"{W}bookmarkStart")]
    asked = [code.split()[1] for code in read.field_codes if code.split()[0] in ("REF", "PAGEREF")]
    links = [one.get(f"{W}anchor") for one in read.body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert len(set(marks)) == len(marks) == 7
    assert set(asked) == {*links, "_RefTabell1"} <= set(marks)


def test_opening_the_file_asks_for_no_update(read: ReadDocx) -> None:
    assert read.xml("word/settings.xml").find("w:updateFields", NAMES) is None
    assert not [one for one in read.body.iter(f"{W}fldChar") if one.get(f"{W}dirty")]


def test_captions_are_counted_by_word_as_by_the_tree(read: ReadDocx) -> None:
    assert read.texts("caption") == ["Tabell 1. Tillgänglighet", "Bild 1. Sex av åtta har socialjour"]
    assert [code for code in read.field_codes if code.startswith("SEQ")] == [
        "SEQ Tabell \\* ARABIC",
        "SEQ Bild \\* ARABIC",
    ]
    assert "Sex av åtta har socialjour, se tabell 1." in read.texts("Ingress")


def test_footnotes_are_word_s_own(read: ReadDocx) -> None:
    assert read.footnotes == ["Alla dagar, hela dygnet."]
    assert len(list(read.body.iter(f"{W}footnoteReference"))) == 1


def test_a_picture_is_svg_with_png_beside_and_told_in_words(read: ReadDocx) -> None:
    assert read.pictures == [{"alt": "Prickar: sex av åtta.", "size": (160, 40), "png": PNG, "svg": SVG}]
    assert b'ContentType="image/svg+xml"' in read.parts["[Content_Types].xml"]


def test_a_picture_wider_than_the_page_is_made_smaller() -> None:
    picture = Picture("bild", "Det som syns", "I ord.", SVG, 320, 80, TABLE)
    assert written(short(picture)).pictures[0]["size"] == (160, 40)


def test_a_picture_higher_than_the_page_is_made_smaller() -> None:
    picture = Picture("bild", "Det som syns", "I ord.", SVG, 100, 400, TABLE)
    width, height = written(short(picture)).pictures[0]["size"]
    assert height < 200
    assert round(height / width) == 4


def test_words_that_are_strong_all_through_stay_with_what_they_introduce() -> None:
    strong, plain = Paragraph((Span("G1. Har ni jour?", "strong"),)), Paragraph(text("Svar: ", Span("Ja", "strong")))
    kept = [
        one.find("w:pPr/w:keepNext", NAMES) is not None
        for one in written(short(strong, plain)).body.findall("w:p", NAMES)
    ]
    assert kept[-2:] == [True, False]


def test_pictures_are_drawn_where_none_are_given() -> None:
    read = ReadDocx(write_docx(short(Picture("bild", "Det som syns", "I ord.", SVG, 160, 40, TABLE))))
    assert read.pictures[0]["png"].startswith(b"\x89PNG")
    assert len(read.pictures[0]["png"]) > 1000


def test_wide_sections_lie_down_and_the_others_stand(read: ReadDocx) -> None:
    assert [one["is_landscape"] for one in read.sections] == [False, True, False]


def test_a_chapter_begins_a_page(read: ReadDocx) -> None:
    begun = [text_of(one.getparent().getparent()) for one in read.body.iter(f"{W}pageBreakBefore")]
    assert begun == ["Innehåll", "Sammanfattning", "Resultat"]


def test_every_page_says_exempeldata_edition_and_which_of_how_many(read: ReadDocx) -> None:
    standing = "Rapport 2018:1 · utgåva 2 · data 2018-02-28 14:03 · öjportal 0.1"
    for one in read.sections:
        assert one["edges"]["header", "default"] == f"{DOCUMENT.title}Exempeldata"
        assert one["edges"]["footer", "default"] == f"{standing}\tSida 1 av 1"
    first = read.sections[0]
    assert (first["has_first"], first["edges"]["header", "first"]) == (True, "Exempeldata")
    assert first["edges"]["footer", "first"] == standing
    assert [one["has_first"] for one in read.sections[1:]] == [False, False]
    assert {"PAGE", "NUMPAGES"} <= set(read.field_codes)


def test_a_document_that_is_no_example_has_no_such_word() -> None:
    read = written(replace(DOCUMENT, is_example=False))
    assert all(b"Exempeldata" not in part for name, part in read.parts.items() if name != "word/styles.xml")


def test_the_cover_tells_what_it_is(read: ReadDocx) -> None:
    assert [text for _, text in read.paragraphs][:6] == [
        "Rapport 2018:1",
        "Öppna jämförelser ekonomiskt bistånd 2017",
        "Nordvästkommunerna",
        "Carin Lund",
        "FoU Nordväst",
        "1 mars 2018",
    ]


def test_without_a_cover_the_title_stands_above_the_text() -> None:
    read = written(short(Paragraph(text("Brödtext")), kind="Protokoll", publisher="FoU Nordväst"))
    assert read.paragraphs == [
        ("Liten text", "Protokoll"),
        ("Title", "Titel"),
        ("Liten text", "FoU Nordväst"),
        ("Normal", "Brödtext"),
    ]


def test_lists_have_word_s_own_bullets_and_each_counts_from_one() -> None:
    ordered = Bullets((text("Ett"), text("Två")), is_numbered=True)
    read = written(short(ordered, Bullets((text("Punkt"),)), ordered))
    numbers = [one.find("w:pPr/w:numPr/w:numId", NAMES) for one in read.body.findall("w:p", NAMES)]
    used = [one.get(f"{W}val") for one in numbers if one is not None]
    assert used[0] == used[1] != used[2] == used[3]
    lists = {one.get(f"{W}numId"): one for one in read.xml("word/numbering.xml").findall("w:num", NAMES)}
    assert all(lists[one].find(".//w:startOverride", NAMES).get(f"{W}val") == "1" for one in used)
    assert read.texts("List Bullet") == ["Punkt"]
    assert read.texts("List Number") == ["Ett", "Två"] * 2


def test_an_aside_is_ruled_off_with_what_it_holds() -> None:
    inside = (Paragraph(text("Beredskap räknas.")), Bullets((text("Även helger"),)))
    read = written(short(Aside("Beaktas i analysen", inside, "consider")))
    assert read.texts("Rutrubrik", "Ruta") == ["Beaktas i analysen", "Beredskap räknas.", "Även helger"]
    bars = [one.get(f"{W}color") for one in read.body.iter(f"{W}left")]
    assert bars == ["8A5A00"] * 3


def test_each_who_signs_has_a_line_and_all_are_on_one_page() -> None:
    read = written(short(Signatures((("Carin Lund", "FoU Nordväst"), ("David Ek", "Socialchef")))))
    lines = [one for one in read.body.findall("w:p", NAMES) if read.style_name(one) == "Underskriftsrad"]
    ends = [one.find("w:pPr/w:ind", NAMES).get(f"{W}right") for one in lines]
    assert len(set(ends)) == 2  # Word draws one line above neighbours that are set alike
    assert [one.find("w:pPr/w:keepNext", NAMES) is not None for one in lines] == [True, False]


def test_facts_are_rows_of_term_and_text_and_signatures_lines(read: ReadDocx) -> None:
    assert read.facts == [[["Dag", "2018-03-01"], ["Plats", "Sollentuna"]]]
    assert read.texts("Underskriftsrad") == ["Carin Lund\nFoU Nordväst"]


def test_two_tables_never_stand_side_by_side_for_word_to_make_them_one() -> None:
    facts = Facts((("Dag", text("2018-03-01")),))
    body = written(short(replace(TABLE, notes=(), source="", rows=TABLE.rows[2:], column_notes=()), facts, facts)).body
    tags = [etree.QName(one).localname for one in body]
    assert tags == ["p", "p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_what_people_typed_is_letters_and_nothing_else() -> None:
    hostile = f"{HOSTILE}\t</w:t></w:r> {{ DDEAUTO c:\\\\calc }} &lt; ]]> \\* MERGEFORMAT"
    blocks = (Heading(1, hostile), Paragraph(text(hostile, Footnote(hostile))), Bullets((text(hostile),)))
    document = short(*blocks, subtitle=hostile, number=hostile, version=Version(1, hostile, hostile), has_cover=True)
    read = written(document, contents=((1, hostile, 3),))
    assert read.headings == [(1, hostile)]
    assert hostile in read.texts("Normal")
    assert hostile in read.texts("List Bullet")
    assert read.footnotes == [hostile]
    assert [code for code in read.field_codes if code.split()[0] not in ("TOC", "PAGEREF", "PAGE", "NUMPAGES")] == []
    assert not [code for code in read.field_codes if "DDE" in code or "=2" in code]


def test_a_link_leads_out_and_no_other_address_does() -> None:
    spans = (
        Span("Socialstyrelsen", link="https://www.socialstyrelsen.example/"),
        Span("fil", link="file:///etc/passwd"),
    )
    read = written(short(Paragraph(spans)))
    assert b"https://www.socialstyrelsen.example/" in read.parts["word/_rels/document.xml.rels"]
    assert b"passwd" not in b"".join(read.parts.values())
    assert read.texts("Normal") == ["Socialstyrelsenfil"]


def test_the_language_is_swedish_and_the_file_says_what_it_is(read: ReadDocx) -> None:
    assert {one.get(f"{W}val") for one in read.styles.iter(f"{W}lang")} == {"sv-SE"}
    told = docx.Document(io.BytesIO(write_docx(DOCUMENT, pngs=[PNG]))).core_properties
    assert (told.title, told.author, told.language) == (DOCUMENT.title, "Carin Lund", "sv-SE")
    assert (told.keywords, told.comments[:14], told.created.year) == ("öppna jämförelser", "Rapport 2018:1", 2018)


def test_a_long_title_is_cut_in_what_the_file_says_of_itself_alone() -> None:
    read = written(replace(short(Paragraph(text("x"))), title="Lång " * 80))
    assert read.texts("Title") == ["Lång " * 80]


def test_same_tree_same_bytes() -> None:
    assert write_docx(DOCUMENT, pngs=[PNG]) == write_docx(DOCUMENT, pngs=[PNG])


def schema_order(of: type) -> list[str]:
    """The schema's order of children, as python-docx has written it down."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(of)))):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_tag_seq":
            names = [name.partition(":")[2] for name in ast.literal_eval(node.value)]
            return ["headerReference", "footerReference", *names] if of is CT_SectPr else names
    raise AssertionError(of)


@pytest.mark.parametrize(
    ("tag", "of"),
    [
        *(("pPr", CT_PPr), ("rPr", CT_RPr), ("tblPr", CT_TblPr), ("tcPr", CT_TcPr), ("trPr", CT_TrPr)),
        *(("sectPr", CT_SectPr), ("style", CT_Style)),
    ],
)
def test_children_stand_in_the_order_of_the_schema(read: ReadDocx, tag: str, of: type) -> None:
    order = schema_order(of)
    parts = [read.xml(name) for name in read.parts if name.startswith("word/") and name.endswith(".xml")]
    found = [[etree.QName(child).localname for child in one] for part in parts for one in part.iter(f"{W}{tag}")]
    assert found
    if tag != "trPr":  # a choice: any order
        assert [one for one in found if one != sorted(one, key=order.index)] == []
    assert {name for one in found for name in one} <= set(order)


def test_a_document_without_headings_has_no_contents() -> None:
    read = written(finished(Document("Titel", sections_of(Paragraph(text("Text"))), has_cover=True)))
    assert [style for style, _ in read.paragraphs] == ["Omslagsnummer", "Title", "Normal"]
    assert "TOC" not in str(read.field_codes)


def test_a_wide_first_section_lies_after_a_cover_that_stands() -> None:
    sections = (Section((Heading(1, "Bred"),), is_landscape=True), Section((Heading(1, "Smal"),), starts_page=True))
    read = written(finished(Document("Titel", sections, has_cover=True)))
    assert [one["is_landscape"] for one in read.sections] == [False, True, False]
    begun = [text_of(one.getparent().getparent()) for one in read.body.iter(f"{W}pageBreakBefore")]
    assert begun == ["Innehåll"]  # the sections begin pages of themselves


def test_a_section_that_begins_with_a_list_begins_a_page_too() -> None:
    sections = (Section((Paragraph(text("Ett")),)), Section((Bullets((text("Två"),)),), starts_page=True))
    read = written(finished(Document("Titel", sections)))
    begun = [text_of(one.getparent().getparent()) for one in read.body.iter(f"{W}pageBreakBefore")]
    assert begun == ["Två"]


@pytest.mark.parametrize("has_cover", [True, False])
@pytest.mark.parametrize(
    "sections", [(), (Section(()),), (Section((), is_landscape=True), Section((), starts_page=True))]
)
def test_a_document_without_text_is_a_document(sections: tuple[Section, ...], has_cover: bool) -> None:
    read = written(finished(Document("Titel", sections, has_cover=has_cover)))
    assert read.texts("Title") == ["Titel"]
    assert len(read.sections) == (3 if len(sections) == 2 else 1)
