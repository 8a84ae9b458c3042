"""A meeting's protocol as a document: what each file says of the made-up cycle, and of meetings of other kinds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from documents.checks import finished
from documents.tree import Aside, Document, Facts, Heading, Signatures
from tests.workflow.documents.reading_files import READERS, missing, words_of
from workflow.demo.areas_2015 import AREAS, DROPPED
from workflow.demo.meeting_2015 import POINTS, PURPOSE
from workflow.documents.edited import EditedText
from workflow.documents.meetings.facts import AreaAtMeeting, MeetingFacts, Point
from workflow.documents.meetings.protocol import build_protocol, drafts_of_protocol
from workflow.documents.meetings.queries import read_meeting
from workflow.models import Meeting

EMPTY = MeetingFacts(
    kind="Möte om kvalitetssäkring",
    cycle="Ekonomiskt bistånd 2015",
    network="FoU Nordväst",
    day="24 april 2015",
    hours="kl. 9.00–12.00",
    place="FoU",
    link="",
    state="Utkast",
    is_draft=True,
    present=(),
    absent=(),
    unknown=(),
)
POINT = Point("E1", "Finns en rutin?", agreed="Rutinen är skriven.")


def written(**texts: str) -> dict[str, EditedText]:
    return {key: EditedText(text, "") for key, text in texts.items()}


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


@pytest.fixture
def quality(demo_cycles: None, db: None) -> MeetingFacts:
    return read_meeting(Meeting.objects.get(kind="quality", cycle__year=2015))


@pytest.mark.parametrize("read", READERS)
def test_all_that_was_agreed_in_2015_stands_in_each_file(
    quality: MeetingFacts, read: Callable[[Document], str]
) -> None:
    said = [word for one in POINTS for word in (one.question, one.text, one.consider_because, one.raised_by)]
    people = [name for _place, names in quality.present for name in names]
    wordings = [one.wording for one in quality.points]
    told = read(build_protocol(quality, {}))
    assert len(quality.points) == len(POINTS)
    assert len(people) > 8
    assert missing([PURPOSE, *said, *wordings, *people, quality.place, "24 april 2015", quality.sha256], told) == []


def test_the_approved_version_is_told_with_who_approved_it_and_the_exempeldata_mark(quality: MeetingFacts) -> None:
    assert quality.state.startswith("Godkänt 27 april 2015 av ")
    assert "@" not in quality.state
    assert "är ett utkast" not in words_of(build_protocol(quality, {}))
    assert build_protocol(quality, {}).is_example


@pytest.mark.parametrize("read", READERS)
def test_the_first_analysis_meeting_tells_of_each_area_its_reasons_and_votes(
    demo_cycles: None, db: None, read: Callable[[Document], str]
) -> None:
    facts = read_meeting(Meeting.objects.get(kind="analysis_1", cycle__year=2015))
    evidence = [reason for one in facts.areas for reason in one.evidence]
    said = [word for one in AREAS for word in (one.title, one.need)]
    told = read(build_protocol(facts, {}))
    assert len(evidence) > 4
    assert missing([*said, *evidence, DROPPED[0], DROPPED[2], "7 för, 1 emot", "14 oktober 2015"], told) == []


def test_the_second_analysis_meeting_tells_what_was_proposed_and_not_what_was_dropped(
    demo_cycles: None, db: None
) -> None:
    facts = read_meeting(Meeting.objects.get(kind="analysis_2", cycle__year=2015))
    told = words_of(build_protocol(facts, {}))
    said = [word for one in AREAS for word in (one.discussion, one.proposal, one.motivation, one.responsibility)]
    assert [one for one in said if one not in told] == []
    assert DROPPED[0] not in told


def test_a_meeting_of_which_nothing_is_written_has_no_empty_headings() -> None:
    document = finished(build_protocol(EMPTY, {}))
    assert headings(document) == ["Justering"]
    assert "är inte justerat" in words_of(document)


def test_a_point_says_its_wording_what_was_said_the_interpretation_and_what_to_consider() -> None:
    point = replace(POINT, earlier="Förra tolkningen ändras", considered="Nytt i år.", raised_by="Ekerö")
    facts = replace(EMPTY, points=(point,))
    document = build_protocol(facts, written(**{"fraga-E1": "Alla ville ha exempel."}))
    assert headings(document) == ["Så läser vi frågorna", "E1 Finns en rutin?", "Justering"]
    asides = [(one.kind, words_of(one.blocks)) for one in document.blocks if isinstance(one, Aside)]
    assert [kind for kind, _told in asides] == ["interpretation", "consider"]
    assert "Förra tolkningen ändras. strong" in asides[0][1]
    assert "Rutinen är skriven." in asides[0][1]
    assert "Nytt i år." in asides[1][1]
    assert "Alla ville ha exempel." in words_of(document)
    assert "Togs upp av Ekerö." in words_of(document)


def test_a_question_that_nothing_was_written_of_is_open_and_one_all_agreed_on_is_not() -> None:
    facts = replace(EMPTY, points=(Point("E1", "Ett?"), Point("E2", "Två?", is_settled=True)))
    document = build_protocol(facts, {})
    assert headings(document) == ["Öppna frågor", "Justering"]
    assert "E1 Ett?" in words_of(document)
    assert "E2" not in words_of(document)


def test_who_was_away_is_named_and_the_reason_may_be_written() -> None:
    facts = replace(EMPTY, absent=("Bo Ek, Solna",), unknown=("Eva Al, Ekerö",))
    assert "Bo Ek, Solna" in words_of(build_protocol(facts, {}))
    document = build_protocol(facts, written(franvaro="Bo Ek, Solna: sjuk"))
    assert "Bo Ek, Solna: sjuk" in words_of(document)
    assert "Inte antecknat om de deltog: Eva Al, Ekerö." in words_of(document)


def test_there_are_lines_to_sign_on_for_those_who_are_named_or_else_by_role() -> None:
    def people(document: Document) -> list[tuple[str, str]]:
        return [one for block in document.blocks if isinstance(block, Signatures) for one in block.people]

    assert people(build_protocol(EMPTY, {})) == [("", "Vid protokollet"), ("", "Justerare")]
    named = written(underskrifter="Carin Ek, sekreterare\nBo Al, justerare")
    assert people(build_protocol(EMPTY, named)) == [("Carin Ek", "sekreterare"), ("Bo Al", "justerare")]
    assert people(build_protocol(EMPTY, written(underskrifter=""))) == []


@pytest.mark.parametrize("read", READERS)
def test_what_people_type_is_text_and_nothing_else(read: Callable[[Document], str]) -> None:
    hostile = "<script>x</script> #set page() *fet* {{ 7 }} 😀 \x07\u202e å̈"
    area = AreaAtMeeting(1, hostile, "Valt", hostile, evidence=(hostile,), said=(("Förslag", hostile),))
    facts = replace(
        EMPTY,
        purpose=hostile,
        agenda=hostile,
        present=((hostile, (hostile,)),),
        points=(Point(hostile, hostile, hostile, hostile, "", hostile, hostile),),
        areas=(area,),
    )
    assert read(build_protocol(facts, {})).count("<script>x</script>#setpage()*fet*{{7}}") >= 10


def test_evidence_from_figures_that_are_not_published_is_not_told() -> None:
    facts = replace(EMPTY, areas=(AreaAtMeeting(1, "Stöd", "Valt", is_hidden=True),))
    assert "inte är publicerade än" in words_of(build_protocol(facts, {}))


def test_staff_may_write_of_each_question_and_area() -> None:
    facts = replace(EMPTY, points=(POINT,), areas=(AreaAtMeeting(3, "Stöd", "Valt"),), absent=("Bo",))
    keys = [one.key for one in drafts_of_protocol(facts)]
    assert keys == ["franvaro", "fraga-E1", "omrade-3", "sagt", "oppna", "underskrifter"]


def test_facts_of_the_meeting_stand_first() -> None:
    first = next(iter(build_protocol(EMPTY, {}).blocks))
    assert isinstance(first, Facts)
    assert [term for term, _said in first.rows] == ["Möte", "Dag", "Plats", "Protokollets läge"]
