"""The results report of 2017 as it is handed over, walked through from end to end by those who listen, who see poorly
and who read with a machine: PDF/UA, the advice for accessible Word files, and that for statistics in workbooks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import openpyxl
import pikepdf
import pytest
from openpyxl import Workbook
from pytest_django import DjangoDbBlocker

from documents.tree import Document
from municipalities.models import Group
from surveys.questionnaires.queries import get_survey
from tests.documents.reading_docx import NAMES, ReadDocx, W, text_of
from tests.documents.reading_pdf import ReadPdf, read_pdf
from workflow.documents.build_actions import compute_document
from workflow.documents.formats import write_files
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order

pytestmark = pytest.mark.django_db
SHOWN = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "BI"}
LETTERS = {"Tj", "TJ", "'", '"'}


class Written(NamedTuple):
    document: Document
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def written(published: None, django_db_blocker: DjangoDbBlocker) -> Written:
    """As the worker makes it: the facts read, the tree built, the files written."""
    with django_db_blocker.unblock():
        order = Order(Group.objects.get(slug="fou-nordvast"), survey=get_survey("ekonomiskt-bistand/2017"))
        manuscript = compute_document(KINDS["resultat"], order, ("Carin Exempel",))
    return Written(manuscript.document, write_files(manuscript, lambda _done: None))


@pytest.fixture(scope="module")
def paper(written: Written) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(written.files["pdf"])) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def heard(written: Written) -> ReadPdf:
    return read_pdf(written.files["pdf"])


@pytest.fixture(scope="module")
def word(written: Written) -> ReadDocx:
    return ReadDocx(written.files["docx"])


@pytest.fixture(scope="module")
def book(written: Written) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written.files["xlsx"]))


def has_jump(levels: list[int]) -> bool:
    return any(lower - upper > 1 for upper, lower in pairwise([0, *levels]))


def test_pdf_says_its_language_and_title_and_that_it_is_for_screen_readers_and_the_archive(
    written: Written, paper: pikepdf.Pdf, heard: ReadPdf
) -> None:
    assert heard.language.lower().startswith("sv")
    assert heard.title == written.document.title
    assert heard.is_title_shown
    assert paper.Root.MarkInfo.Marked
    with paper.open_metadata() as told:
        assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "2", "A")
        assert written.document.title in told["dc:title"]


def test_pdf_has_the_headings_of_the_report_without_a_jump_and_as_bookmarks(
    written: Written, paper: pikepdf.Pdf, heard: ReadPdf
) -> None:
    levels = [level for level, _text in heard.headings]
    assert not has_jump(levels)
    assert len(levels) > 20
    with paper.open_outline() as outline:
        assert len(list(bookmarks(outline.root))) >= len(levels) - 1  # the cover's title is none


def bookmarks(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from bookmarks(item.children)


def test_pdf_tells_every_picture_in_words(written: Written, heard: ReadPdf) -> None:
    assert heard.figures == [one.alt for one in written.document.pictures]
    assert len(heard.figures) > 3


def test_pdf_has_every_table_with_headings_of_its_columns_and_rows(written: Written, heard: ReadPdf) -> None:
    assert len(heard.tables) == len(list(written.document.tables)) > 10
    for table in heard.tables:
        assert table.heads, table.caption
        assert {scope for row in table.heads for _text, scope, _span in row} == {"Column"}, table.caption
        assert {row[0] for row in table.kinds} == {"TH Row"}, table.caption
        width = max(sum(span for *_told, span in row) for row in table.heads)
        assert {len(row) for row in table.kinds} == {width}, table.caption


def test_pdf_has_its_lists_as_lists(heard: ReadPdf) -> None:
    lists = list(heard.root.all("L"))
    assert lists
    for one in lists:
        assert {part.kind for part in one.parts} <= {"LI", "Caption"}
        assert all(any(part.kind == "LBody" for part in item.parts) for item in one.parts if item.kind == "LI")


def marked(page: Any) -> Iterator[tuple[str, str, int | None]]:
    """What is shown on a page: the operator, and the tag and number of the outermost marked content it stands in."""
    opened: list[tuple[str, int | None]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            number = operands[1].get("/MCID") if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else None
            opened.append((str(operands[0]), None if number is None else int(number)))
        elif name == "EMC":
            opened.pop()
        elif name in SHOWN:
            held = next((one for one in opened if one[0] == "/Artifact" or one[1] is not None), ("", None))
            yield name, *held


def numbers_in(part: Any, page: Any) -> Iterator[tuple[Any, int]]:
    """Page and number of all marked content that the structure holds."""
    page = part.get("/Pg", page)
    kids = part.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield page.objgen, int(kid)
        elif "/MCID" in kid:
            yield kid.get("/Pg", page).objgen, int(kid.MCID)
        elif "/S" in kid:
            yield from numbers_in(kid, page)


def test_pdf_shows_nothing_that_is_not_in_its_structure_or_said_to_be_decoration(paper: pikepdf.Pdf) -> None:
    held = list(numbers_in(paper.Root.StructTreeRoot, None))
    assert len(held) == len(set(held))
    shown = {(page.obj.objgen, *one) for page in paper.pages for one in marked(page)}
    assert not [one for one in shown if one[2] == ""]
    assert {(page, number) for page, _name, _tag, number in shown if number is not None} <= set(held)


def test_pdf_has_headers_and_footers_as_decoration(paper: pikepdf.Pdf, heard: ReadPdf) -> None:
    footer = re.compile(r"Sida \d+ av \d+")
    assert all(
        any(name in LETTERS and tag == "/Artifact" for name, tag, _n in marked(page)) for page in paper.pages[1:]
    )
    assert all(footer.search(page) for page in heard.pages[1:])
    assert not footer.search(heard.root.text)


def test_pdf_is_tabbed_through_in_reading_order_and_every_link_is_told_and_tagged(paper: pikepdf.Pdf) -> None:
    links = [(page, one) for page in paper.pages for one in page.obj.get("/Annots", pikepdf.Array())]
    assert links
    for page, link in links:
        assert page.obj.get("/Tabs") == "/S"
        assert str(link.get("/Contents", "")).strip()
        assert "/StructParent" in link


def test_pdf_brings_all_its_letters(paper: pikepdf.Pdf) -> None:
    fonts = [
        one for one in paper.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)
    used = [one for one in paper.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
    assert all("/ToUnicode" in one for one in used if one.get("/Subtype") == "/Type0")


def test_word_has_the_headings_of_the_report_without_a_jump_and_a_contents_of_them(
    written: Written, word: ReadDocx, heard: ReadPdf
) -> None:
    assert not has_jump([level for level, _text in word.headings])
    assert len(word.headings) > 20
    assert {text for _level, text, _page in word.contents} <= {text for _level, text in word.headings}
    assert [text for level, text, _page in word.contents if level == 1] == [
        text for level, text in word.headings if level == 1
    ]


def test_word_has_every_table_with_marked_headings_and_merges_shared_headings_alone(
    written: Written, word: ReadDocx
) -> None:
    assert len(word.tables) == len(list(written.document.tables))
    for table in word.tables:
        assert table.head, table.caption
        body = [row for row in table.element.findall("w:tr", NAMES) if row.find("w:trPr/w:tblHeader", NAMES) is None]
        assert not [one for row in body for one in row.iter(f"{W}gridSpan", f"{W}vMerge")], table.caption
        look = table.element.find("w:tblPr/w:tblLook", NAMES)
        assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1"), table.caption


def test_word_tells_every_picture_in_words(written: Written, word: ReadDocx) -> None:
    assert [one["alt"] for one in word.pictures] == [one.alt for one in written.document.pictures]


def test_word_makes_room_by_spacing_and_not_by_empty_paragraphs(word: ReadDocx) -> None:
    """But for the ones that Word asks for between tables, too low to be seen, and those that hold a picture."""
    empty = [
        one
        for one in word.body.findall("w:p", NAMES)
        if not text_of(one).strip() and not len(one.findall(".//w:drawing", NAMES))
    ]
    lines = [one.find("w:pPr/w:spacing", NAMES) for one in empty]
    assert all(one is not None and one.get(f"{W}lineRule") == "exact" for one in lines)
    assert len(empty) < 5


def test_word_is_in_swedish_and_has_its_title(written: Written, word: ReadDocx) -> None:
    assert word.styles.find("w:docDefaults//w:lang", NAMES).get(f"{W}val") == "sv-SE"
    assert {one.get(f"{W}val") for one in word.body.iter(f"{W}lang")} <= {"sv-SE"}
    core = word.xml("docProps/core.xml")
    assert core.findtext("{http://purl.org/dc/elements/1.1/}title") == written.document.title
    assert core.findtext("{http://purl.org/dc/elements/1.1/}language") == "sv-SE"


def test_workbook_begins_with_cover_contents_and_notes_and_names_every_sheet_once(book: Workbook) -> None:
    assert book.sheetnames[:3] == ["Omslag", "Innehåll", "Noter"]
    assert len({one.casefold() for one in book.sheetnames}) == len(book.sheetnames) > 12
    listed = [row[0] for row in book["Innehåll"].iter_rows(min_row=3, values_only=True)]
    assert listed == book.sheetnames[2:]
    assert not [one for one in book.sheetnames if re.fullmatch(r"(Blad|Sheet|Tabell) ?\d+", one)]


def test_workbook_has_one_table_a_sheet_with_headings_of_their_own_and_neither_gaps_nor_merged_cells(
    book: Workbook,
) -> None:
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1, sheet.title
        (table,) = sheet.tables.values()
        heads, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        assert len({str(one).casefold() for one in heads}) == len(heads), sheet.title
        assert all(isinstance(one, str) and one.strip() for one in heads), sheet.title
        assert rows, sheet.title
        assert all(any(value is not None for value in row) for row in rows), sheet.title
        assert not sheet.merged_cells.ranges
        assert all(any(cell.value is not None for cell in row) for row in sheet.iter_rows()), sheet.title


def values_of(book: Workbook) -> Iterator[tuple[str, str, Any]]:
    """Sheet, heading, value of every cell of the tables."""
    for sheet in book.worksheets[3:]:
        (table,) = sheet.tables.values()
        heads, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
        yield from ((sheet.title, head, value) for row in rows for head, value in zip(heads, row, strict=True))


def test_workbook_has_numbers_as_numbers(book: Workbook) -> None:
    """A code keeps its nought, and so is a text; so is what is quoted as another printed it."""
    like_number = re.compile(r"[±+−-]?\d[\d\u00a0 ]*([.,]\d+)?( ?%)?")
    texts = [one for one in values_of(book) if isinstance(one[2], str) and like_number.fullmatch(one[2].strip())]
    assert not [one for one in texts if one[1] not in ("Kommunkod", "Tryckt")]
    assert sum(isinstance(value, int | float) for *_place, value in values_of(book)) > 100


def test_workbook_explains_every_word_that_stands_for_a_value_and_every_empty_cell(
    written: Written, book: Workbook
) -> None:
    explained = {row[0] for row in book["Noter"].iter_rows(min_row=3, values_only=True) if row[1] == "alla blad"}
    data = [one.data for one in written.document.tables if one.data]
    missing = {value.missing for one in data for row in one.rows for value in row if value.missing}
    assert missing
    assert missing <= explained
    for sheet in book.worksheets[3:]:
        (table,) = sheet.tables.values()
        if any(cell.value is None for row in sheet[table.ref] for cell in row):
            assert "Tomma celler: där hör ingen uppgift hemma." in [cell.value for cell in sheet["A"]], sheet.title


def test_workbook_says_whose_it_is(written: Written, book: Workbook) -> None:
    told = book.properties
    assert (told.title, told.creator, told.language) == (written.document.title, "Carin Exempel", "sv-SE")
