"""What begins as a formula stays what somebody typed: in every file of the report, whoever typed it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from lxml import html
from pptx import Presentation

from documents.checks import finished, finished_deck
from municipalities.models import Municipality
from surveys.questionnaires.queries import get_survey
from tests.documents.reading_docx import ReadDocx
from tests.workflow import analysis_scene as scene
from tests.workflow.conftest import WorkflowCast, write_point
from workflow.documents.edited import EditedText
from workflow.documents.formats import FORMATS, Manuscript
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.meetings.protocol_actions import approve, send_for_comments
from workflow.models import Meeting, Protocol
from workflow.states import FOU

pytestmark = pytest.mark.django_db
AS_FOU = {"by": "carin@test.example", "roles": {FOU}}
TITLE, NAME, EDITED = "=1+1", "@SUM(A1)", '=HYPERLINK("https://x.example";"Läs")'
AGREED, CONSIDERED, KNOWN = "+46 8 räknas med.", "-2+3 dagar skiljer.", "=cmd|' /C calc'!A0"
TYPED = {TITLE, NAME, EDITED, AGREED, CONSIDERED, KNOWN}
OURS = {"TOC", "PAGE", "PAGEREF", "NUMPAGES", "SEQ", "REF", "HYPERLINK"}  # fields that the portal writes itself


@pytest.fixture
def manuscript(published: None, cast: WorkflowCast, held_meeting: Meeting) -> Manuscript:
    """Typed by the meeting, by a municipality in its homework and by FoU in place of the drafted texts."""
    protocol = Protocol.objects.get_or_create(meeting=held_meeting)[0]
    write_point(protocol, "E1", AGREED, consider_in_analysis=True, consider_because=CONSIDERED)
    send_for_comments(protocol=protocol, until=date(2017, 3, 3), **AS_FOU, now=held_meeting.ends_at)
    approve(protocol=protocol, **AS_FOU, now=held_meeting.ends_at)
    first, *_others = scene.send_homework(held_meeting.cycle)
    scene.hand_in(first, "0125", known=KNOWN)
    Municipality.objects.filter(code="0184").update(name=NAME)
    kind, order = KINDS["resultat"], Order(cast.network, survey=get_survey("ekonomiskt-bistand/2017"))
    texts = {one.key: EditedText(EDITED, one.basis) for one in kind.build(order, {}).drafts}
    built = kind.build(order, texts)
    assert built.deck is not None
    document = replace(built.document, title=TITLE, has_cover=True)
    return Manuscript(finished(document), finished_deck(replace(built.deck, title=TITLE)))


def written(manuscript: Manuscript, key: str) -> io.BytesIO:
    return io.BytesIO(FORMATS[key].write(manuscript))


def test_nothing_in_the_workbook_is_calculated(manuscript: Manuscript) -> None:
    book = openpyxl.load_workbook(written(manuscript, "xlsx"))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert TITLE in texts
    assert any(one.startswith(NAME) for one in texts)


def test_nothing_in_the_word_file_is_a_field_or_a_link(manuscript: Manuscript) -> None:
    read = ReadDocx(written(manuscript, "docx").getvalue())
    told = "\n".join(text for _style, text in read.paragraphs)
    assert {one for one in TYPED if one not in told} == set()
    assert {code.split()[0] for code in read.field_codes} <= OURS
    assert not [one for one in read.targets("word/_rels/document.xml.rels").values() if "x.example" in one]


def test_nothing_on_the_slides_is_a_field_or_a_link(manuscript: Manuscript) -> None:
    slides = Presentation(written(manuscript, "pptx")).slides
    assert slides[0].shapes.title.text == TITLE
    parts = [part for slide in slides for part in (slide, slide.notes_slide)]
    told = "\n".join(shape.text_frame.text for part in parts for shape in part.shapes if shape.has_text_frame)
    assert EDITED.rstrip(".") in told
    fields = {field.get("type") for slide in slides for field in slide.element.iter("{*}fld")}
    assert fields <= {"slidenum"}
    assert not [one for slide in slides for one in slide.part.rels.values() if one.is_external]


def test_everything_on_the_web_page_is_letters(manuscript: Manuscript) -> None:
    page = html.fromstring(written(manuscript, "html").getvalue().decode())
    told = page.text_content()
    assert {one for one in TYPED if one not in told} == set()
    assert not [one for one in page.xpath("//@href") if "x.example" in one]
    assert not page.xpath("//script | //math")
