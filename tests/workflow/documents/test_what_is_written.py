"""What people have written stands in the report: interpretations, protocol, areas, homework, research, and texts that
stand instead of the drafted ones."""

from __future__ import annotations

from datetime import date

import pytest

from documents.tree import Aside, Bullets, Document, Facts, Heading, Paragraph, Table
from tests.workflow import analysis_scene as scene
from tests.workflow.conftest import write_point
from tests.workflow.documents.published_reports import facts_of
from workflow.areas.actions import add_reference
from workflow.documents.edited import CHANGED, Draft, EditedText, basis_of, paragraphs_of
from workflow.documents.results.report import build_results_report
from workflow.meetings.protocol_actions import approve, send_for_comments
from workflow.models import Cycle, Meeting, Protocol
from workflow.states import FOU

pytestmark = pytest.mark.django_db
AS_FOU = {"by": "carin@test.example", "roles": {FOU}}


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


def after(document: Document, heading: str) -> list[object]:
    """The blocks from a heading to the next of its level or above."""
    blocks = list(document.blocks)
    start = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == heading)
    level = blocks[start].level
    ends = (n for n, one in enumerate(blocks) if n > start and isinstance(one, Heading) and one.level <= level)
    return blocks[start + 1 : next(ends, len(blocks))]


def words(*blocks: object) -> str:
    told: list[str] = []
    for one in blocks:
        if isinstance(one, Paragraph):
            told += [span.text for span in one.text]
        elif isinstance(one, Bullets):
            told += [span.text for item in one.items for span in item]
        elif isinstance(one, Facts):
            told += [f"{term}: {''.join(span.text for span in said)}" for term, said in one.rows]
    return " | ".join(told)


@pytest.fixture
def approved(held_meeting: Meeting) -> Protocol:
    protocol = Protocol.objects.get_or_create(meeting=held_meeting)[0]
    write_point(
        protocol, "E1", "Räkna från första kontakten.", consider_in_analysis=True, consider_because="Olika vägar in."
    )
    protocol.purpose = "Att svara lika."
    protocol.save()
    send_for_comments(protocol=protocol, until=date(2017, 3, 3), **AS_FOU, now=held_meeting.ends_at)
    approve(protocol=protocol, **AS_FOU, now=held_meeting.ends_at)
    return protocol


def test_the_protocols_interpretation_stands_under_its_table_and_in_an_annex(
    published: None, approved: Protocol
) -> None:
    document = build_results_report(facts_of(2017), {})
    asides = [one for one in document.blocks if isinstance(one, Aside)]
    assert [one.title for one in asides] == ["Så tolkas fråga E1", "Beaktas i analysen", "Beaktas i analysen"]
    assert words(*asides[0].blocks) == "Räkna från första kontakten."
    assert "Olika vägar in." in words(*asides[1].blocks)
    annex = next(one for one in headings(document) if one.endswith("Protokoll från kvalitetssäkringen"))
    told = words(*after(document, annex))
    assert "Dag: 2017-02-24" in told
    assert "Att svara lika." in told
    assert "Bo Exempel" not in told  # was not there


def test_chosen_areas_are_told_of_with_homework_and_research(published: None, cycle: Cycle) -> None:
    first, *_others = scene.send_homework(cycle)
    scene.hand_in(first, "0125", known="Två jurister delas av tre kommuner.")
    add_reference(area=first, citation="Trygged (2016)", summary="Om nyttan.", link="https://fou.example/", **AS_FOU)
    document = build_results_report(facts_of(2017), {})
    told = words(*after(document, "Stöd i juridiken"))
    assert "Behov: Behovet" in told
    assert "Hemuppgiften har 1 av 8 kommuner lämnat in." in told
    assert "Ekerö: Två jurister delas av tre kommuner." in told
    assert "Trygged (2016)" in told


def test_what_is_not_handed_in_is_nobodys_to_read(published: None, cycle: Cycle) -> None:
    first, *_others = scene.send_homework(cycle)
    homework = first.homework.get(municipality__code="0125")
    homework.known = "Ett utkast."
    homework.save()
    assert "Ett utkast." not in words(*build_results_report(facts_of(2017), {}).blocks)


def test_a_made_up_cycle_is_in_no_real_report(published: None, cycle: Cycle) -> None:
    scene.send_homework(cycle)
    Cycle.objects.update(is_example=True)
    assert "Utvecklingsområden" not in headings(build_results_report(facts_of(2017), {}))


def test_tables_are_numbered_once(published: None, cycle: Cycle) -> None:
    numbers = [one.number for one in build_results_report(facts_of(2017), {}).blocks if isinstance(one, Table)]
    assert numbers == list(range(1, len(numbers) + 1))


# texts that staff have written over

DRAFT = Draft("sammanfattning", "Sammanfattning", ("Sex av åtta.", "Två saknar."), basis_of(6, 8))


def told(texts: dict[str, EditedText]) -> list[str]:
    return ["".join(span.text for span in one.text) for one in paragraphs_of(DRAFT, texts)]


def test_the_draft_stands_until_something_is_written() -> None:
    first, second = paragraphs_of(DRAFT, {})
    assert told({}) == ["Sex av åtta.", "Två saknar."]
    assert (first.key, second.key) == ("sammanfattning", "")
    assert not first.is_edited


def test_what_is_written_stands_instead_with_its_own_paragraphs() -> None:
    texts = {"sammanfattning": EditedText("Vårt eget.\r\n\r\nMed   två\nstycken.", DRAFT.basis)}
    assert told(texts) == ["Vårt eget.", "Med två stycken."]
    assert all(one.is_edited and not one.warning for one in paragraphs_of(DRAFT, texts))


def test_it_warns_when_what_it_stands_on_has_changed() -> None:
    first, *_others = paragraphs_of(DRAFT, {"sammanfattning": EditedText("Vårt eget.", basis_of(5, 8))})
    assert first.warning == CHANGED


def test_a_text_that_is_emptied_is_gone() -> None:
    assert paragraphs_of(DRAFT, {"sammanfattning": EditedText("  \n", DRAFT.basis)}) == ()


def test_markup_in_what_is_written_stays_text() -> None:
    assert told({"sammanfattning": EditedText("=1+1 #set <b>", DRAFT.basis)}) == ["=1+1 #set <b>"]
