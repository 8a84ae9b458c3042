"""A question leaves the questionnaire while the meeting's agenda and protocol still speak of it."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from municipalities.models import Event, Mail
from surveys.models import Interpretation, Survey
from tests.workflow.conftest import AFTER_THE_MEETING, WorkflowCast, write_point
from workflow.meetings.actions import add_agenda_point
from workflow.models import Meeting, Protocol, ProtocolPoint
from workflow.states import FOU

pytestmark = pytest.mark.django_db
TEXT = "Bara metoder som används"
BY = {"by": "carin@test.example", "roles": {FOU}}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AFTER_THE_MEETING, tick=False):
        yield


def rename(survey: Survey, before: str, after: str) -> None:
    """The year's questionnaire is edited: the question has another code from now on."""
    survey.questionnaire_text = survey.questionnaire_text.replace(f"- question: {before}\n", f"- question: {after}\n")
    survey.questionnaire_sha256 = after
    survey.save()


@pytest.fixture
def protocol(survey: Survey, held_meeting: Meeting, carin: Client) -> Protocol:
    """Out for comments, with one point whose question is there and one, G9, whose question has left."""
    write_point(held_meeting.protocol, "E1", "Från första kontakten")
    write_point(held_meeting.protocol, "G9", TEXT, raised_by="Solna")
    carin.post(reverse("protocol-send", args=[held_meeting.pk]), {"until": "2017-03-01"})
    rename(survey, "G9", "G90")
    held_meeting.protocol.refresh_from_db()
    return held_meeting.protocol


def at(protocol: Protocol, name: str, *args: object) -> str:
    return reverse(name, args=[protocol.meeting_id, *args])


def test_approving_says_which_point_and_what_to_do_and_does_nothing(protocol: Protocol, carin: Client) -> None:
    answer = carin.post(at(protocol, "protocol-approve"))
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Frågan G9 finns inte i årets enkät" in told
    assert "Ta bort punkten" in told
    protocol.refresh_from_db()
    assert protocol.state == Protocol.State.SENT
    assert not protocol.versions.exists()
    assert not Interpretation.objects.exists()
    assert not Mail.objects.filter(subject__startswith="Godkänt protokoll").exists()


def test_several_points_are_named_together(protocol: Protocol, survey: Survey, carin: Client) -> None:
    rename(survey, "E1", "E100")
    told = carin.post(at(protocol, "protocol-approve")).content.decode()
    assert "Frågorna E1 och G9 finns inte i årets enkät" in told


def test_the_protocol_is_read_all_the_same(cast: WorkflowCast, protocol: Protocol, carin: Client) -> None:
    for client in (cast.client("anna"), carin):
        html = client.get(at(protocol, "protocol")).content.decode()
        assert TEXT in html
        assert "Frågan finns inte i årets enkät" in html
        assert reverse("meeting-question", args=[protocol.meeting_id, "G9"]) not in html


def test_the_point_is_taken_out_and_the_protocol_approved(protocol: Protocol, carin: Client) -> None:
    assert "Ta bort punkten" in carin.get(at(protocol, "protocol")).content.decode()
    carin.post(at(protocol, "protocol-remove-point"), {"question": "G9"})
    carin.post(at(protocol, "protocol-approve"))
    assert [one["question"] for one in protocol.versions.get().content["points"]] == ["E1"]
    told = Event.objects.get(action="protocol.remove_point").detail
    assert (told["question"], told["before"]["text"], told["before"]["raised_by"]) == ("G9", TEXT, "Solna")


def test_the_question_comes_back_and_the_protocol_is_approved(
    protocol: Protocol, survey: Survey, carin: Client
) -> None:
    rename(survey, "G90", "G9")
    carin.post(at(protocol, "protocol-approve"))
    assert protocol.versions.exists()


def test_a_point_whose_question_is_there_is_not_taken_out(protocol: Protocol, carin: Client) -> None:
    answer = carin.post(at(protocol, "protocol-remove-point"), {"question": "E1"})
    assert answer.status_code == 422
    assert ProtocolPoint.objects.filter(question="E1").exists()


def test_a_point_taken_out_twice_says_so(protocol: Protocol, carin: Client) -> None:
    carin.post(at(protocol, "protocol-remove-point"), {"question": "G9"})
    answer = carin.post(at(protocol, "protocol-remove-point"), {"question": "G9"})
    assert answer.status_code == 422
    assert "redan borttagen" in answer.content.decode()


def test_an_interpretation_that_ends_needs_no_question(protocol: Protocol, carin: Client) -> None:
    ProtocolPoint.objects.filter(question="G9").update(earlier=ProtocolPoint.Earlier.RETIRED)
    carin.post(at(protocol, "protocol-approve"))
    assert protocol.versions.exists()


def test_what_was_approved_is_printed_as_it_was(
    protocol: Protocol, survey: Survey, carin: Client, cast: WorkflowCast
) -> None:
    rename(survey, "G90", "G9")
    carin.post(at(protocol, "protocol-approve"))
    rename(survey, "G9", "G90")
    html = cast.client("anna").get(at(protocol, "protocol-version", 1)).content.decode()
    assert "Vilka av metoderna använder ni" in html
    carin.post(at(protocol, "protocol-new-version"), {"text": "G9 har utgått"})
    carin.post(at(protocol, "protocol-remove-point"), {"question": "G9"})
    carin.post(at(protocol, "protocol-send"), {"until": "2017-03-01"})
    carin.post(at(protocol, "protocol-approve"))
    assert Interpretation.objects.get(question="G9").state == "retired"


@pytest.fixture
def meeting(survey: Survey, quality_meeting: Meeting) -> Meeting:
    """E1, G9 and G1 on the agenda; G9's question has left."""
    for code in ("E1", "G9", "G1"):
        add_agenda_point(meeting=quality_meeting, question=code, why="Solna frågar", **BY)
    rename(survey, "G9", "G90")
    return quality_meeting


def test_the_agenda_passes_the_lost_question_by(meeting: Meeting, carin: Client) -> None:
    html = carin.get(reverse("meeting-mode", args=[meeting.pk])).content.decode()
    lost, following = (reverse("meeting-question", args=[meeting.pk, code]) for code in ("G9", "G1"))
    assert "Frågan finns inte i årets enkät" in html
    assert f'href="{lost}"' not in html
    page = carin.get(reverse("meeting-question", args=[meeting.pk, "E1"])).content.decode()
    assert f'href="{following}" data-next' in page


def test_the_invitation_says_that_the_question_is_lost(meeting: Meeting, carin: Client) -> None:
    carin.post(reverse("meeting-invite", args=[meeting.cycle_id, "quality"]))
    assert "2. G9 Frågan finns inte i årets enkät" in Mail.objects.first().body


def test_an_agenda_of_lost_questions_alone_begins_nowhere(meeting: Meeting, survey: Survey, carin: Client) -> None:
    meeting.agenda_points.exclude(question="G9").delete()
    html = carin.get(reverse("meeting-mode", args=[meeting.pk])).content.decode()
    assert "Börja</a>" not in html


def test_what_was_being_written_on_it_is_shown_again(meeting: Meeting, carin: Client) -> None:
    answer = carin.post(reverse("meeting-question", args=[meeting.pk, "G9"]), {"text": TEXT, "seen_version": 0})
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()


@pytest.mark.parametrize("code", ["G9", "E1/G9"])
def test_there_is_no_way_to_a_question_that_is_not_there(meeting: Meeting, carin: Client, code: str) -> None:
    assert carin.get(reverse("meeting-jump", args=[meeting.pk]), {"fraga": code}).status_code == 404
