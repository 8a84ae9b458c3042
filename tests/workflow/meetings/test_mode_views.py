"""Meeting mode: answers side by side, the shared text, two people writing at once, an answer adjusted on the spot."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from municipalities.models import Event, Mail
from municipalities.refusals import NotPossible
from surveys.answering.saving import Edit
from surveys.models import AnswerEvent, Collection, Survey
from tests.workflow.conftest import EKERO, NOW, SOLNA, WorkflowCast, give_answers, write_point
from workflow.meetings.actions import add_agenda_point
from workflow.meetings.adjusting_actions import adjust_answers
from workflow.models import Meeting, ProtocolPoint
from workflow.states import FOU

pytestmark = pytest.mark.django_db
FIELDS = {"seen_version": 0, "text": "Dagar räknas från första kontakten."}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def answers(survey: Survey) -> None:
    give_answers(survey, EKERO, E1="inom_3_dagar")
    give_answers(survey, SOLNA, {"E1": "Vi räknar från ansökan"}, E1="efter_15_dagar_eller_mer")
    for code in ("0123", "0191", "0163"):
        give_answers(survey, code, E1="inom_3_dagar")


def address(meeting: Meeting, code: str = "E1") -> str:
    return reverse("meeting-question", args=[meeting.pk, code])


def html_of(client: Client, meeting: Meeting, code: str = "E1") -> str:
    answer = client.get(address(meeting, code))
    assert answer.status_code == 200
    return answer.content.decode()


def test_those_that_differ_come_first(answers: None, quality_meeting: Meeting, carin: Client) -> None:
    html = html_of(carin, quality_meeting)
    names = re.findall(r'<th scope="row">([^<]+?) ?<', html)
    assert names[0].strip() == "Solna"
    assert len(names) == 8
    assert "4 Inom 3 dagar · 1 Efter 15 dagar eller mer · 3 har inte svarat" in html
    assert "Vi räknar från ansökan" in html


def test_the_question_comes_with_its_explanation(quality_meeting: Meeting, carin: Client) -> None:
    assert "Akuta ärenden (nödprövning) ingår inte" in html_of(carin, quality_meeting)


def test_a_contact_follows_but_sees_only_the_own_answers(
    cast: WorkflowCast, answers: None, quality_meeting: Meeting
) -> None:
    write_point(quality_meeting.protocol, "E1", "Så här läser vi den")
    html = html_of(cast.client("anna"), quality_meeting)
    assert "Så här läser vi den" in html
    assert "Inom 3 dagar" in html
    assert "Vi räknar från ansökan" not in html
    assert "Efter 15 dagar" not in html
    assert "data-point-form" not in html


def test_a_chief_sees_no_answers(cast: WorkflowCast, answers: None, quality_meeting: Meeting) -> None:
    assert "Inom 3 dagar" not in html_of(cast.client("david"), quality_meeting)


def test_the_text_is_saved_and_the_next_question_shown(quality_meeting: Meeting, carin: Client) -> None:
    for code in ("E1", "G1"):
        add_agenda_point(meeting=quality_meeting, question=code, why="Solna", by="carin@test.example", roles={FOU})
    told = {"consider_in_analysis": "on", "consider_because": "Olika arbetssätt", "raised_by": "Solna", "gor": "nasta"}
    answer = carin.post(address(quality_meeting), FIELDS | told)
    assert answer.headers["Location"] == address(quality_meeting, "G1")
    point = ProtocolPoint.objects.get()
    assert (point.text, point.version, point.edited_by) == (FIELDS["text"], 1, "carin@test.example")
    assert (point.consider_because, point.raised_by) == ("Olika arbetssätt", "Solna")


def test_considering_in_the_analysis_needs_a_reason(quality_meeting: Meeting, carin: Client) -> None:
    answer = carin.post(address(quality_meeting), FIELDS | {"consider_in_analysis": "on"})
    assert answer.status_code == 422
    assert FIELDS["text"] in answer.content.decode()
    assert not ProtocolPoint.objects.exists()


def test_the_panel_alone_is_answered_to_the_poll(answers: None, quality_meeting: Meeting, carin: Client) -> None:
    page = html_of(carin, quality_meeting)
    poll = re.search(r'hx-get="([^"]+)"', page).group(1)
    assert carin.get(poll, headers={"HX-Request": "true"}).status_code == 204
    write_point(quality_meeting.protocol, "E1", "Nytt från en kollega")
    panel = carin.get(poll, headers={"HX-Request": "true"}).content.decode()
    assert "Nytt från en kollega" in panel
    assert 'data-version="1"' in panel
    assert "<form" not in panel
    new_poll = re.search(r'hx-get="([^"]+)"', panel).group(1)
    assert carin.get(new_poll, headers={"HX-Request": "true"}).status_code == 204
    assert "Nytt från en kollega" in html_of(carin, quality_meeting)


def test_two_people_on_one_question_lose_nothing(quality_meeting: Meeting, carin: Client) -> None:
    carin.post(address(quality_meeting), FIELDS | {"text": "Den enes text"})
    answer = carin.post(address(quality_meeting), FIELDS | {"text": "Den andres text"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert html.count("Den enes text") == 2  # shown, and within the joined text
    assert html.count("Den andres text") == 3  # the same, and in the form that keeps it
    assert ProtocolPoint.objects.get().text == "Den enes text"
    joined = {"text": "Den enes text\n\nDen andres text", "seen_version": 1}
    assert carin.post(address(quality_meeting), joined).status_code == 302
    assert ProtocolPoint.objects.get().version == 2


def test_choosing_ones_own_text_keeps_the_others_in_the_history(quality_meeting: Meeting, carin: Client) -> None:
    carin.post(address(quality_meeting), FIELDS | {"text": "Den enes text"})
    carin.post(address(quality_meeting), {"text": "Den andres text", "seen_version": 1})
    event = Event.objects.filter(action="protocol.write").first()
    assert event.detail["before"] == "Den enes text"
    assert event.detail["after"] == "Den andres text"


def test_a_third_writer_gets_the_two_again(quality_meeting: Meeting, carin: Client) -> None:
    for text, seen in (("ett", 0), ("två", 1)):
        carin.post(address(quality_meeting), {"text": text, "seen_version": seen})
    answer = carin.post(address(quality_meeting), {"text": "ett och tre", "seen_version": 1})
    assert answer.status_code == 409
    assert 'name="seen_version" value="2"' in answer.content.decode()


def test_the_same_text_twice_is_no_conflict(quality_meeting: Meeting, carin: Client) -> None:
    carin.post(address(quality_meeting), FIELDS)
    assert carin.post(address(quality_meeting), FIELDS).status_code == 302
    assert ProtocolPoint.objects.get().version == 1


@pytest.fixture
def open_survey(cast: WorkflowCast, survey: Survey, answers: None) -> Survey:
    days = {"opens": survey.opens, "closes": survey.closes}
    Collection.objects.create(survey=survey, group=cast.network, **days, opened_by="carin@test.example")
    return survey


def adjust(client: Client, meeting: Meeting, code: str = SOLNA, question: str = "E1", **data: str):
    return client.post(reverse("meeting-answer", args=[meeting.pk, question, code]), data)


@pytest.fixture
def one_routine(open_survey: Survey) -> None:
    """Solna has a routine for abuse and none for LSS, whose follow-up was answered before that."""
    give_answers(open_survey, SOLNA, **{"G2.missbruk": "ja", "G2.lss": "nej", "G2a.missbruk": "nej", "G2a.lss": "ja"})


def test_only_what_is_asked_of_the_municipality_is_adjusted(
    one_routine: None, quality_meeting: Meeting, carin: Client
) -> None:
    page = carin.get(reverse("meeting-answer", args=[quality_meeting.pk, "G2a", SOLNA]))
    assert page.context["form"].items == ["G2a.missbruk"]
    assert "LSS" not in page.content.decode()
    wanted = {"G2a.missbruk": "ja", "sett-G2a.missbruk": "nej", "agreed_by": "bo@test.example"}
    refused = adjust(carin, quality_meeting, question="G2a", **wanted, **{"G2a.lss": "nej", "sett-G2a.lss": "ja"})
    assert refused.status_code == 422
    told = "G2a LSS (barn och vuxen) ställs inte till Solna, så som kommunen har svarat på G2 LSS (barn och vuxen)."
    assert told in refused.content.decode()
    assert not AnswerEvent.objects.exists()
    assert adjust(carin, quality_meeting, question="G2a", **wanted).status_code == 302
    assert [one[:3] for one in AnswerEvent.objects.get().changes] == [["G2a.missbruk", "nej", "ja"]]


def test_a_question_not_asked_of_the_municipality_is_not_offered(
    open_survey: Survey, quality_meeting: Meeting, carin: Client
) -> None:
    give_answers(open_survey, SOLNA, G1="ja", G1a="nej")
    give_answers(open_survey, "0123", G1="nej", G1a="nej")
    html = html_of(carin, quality_meeting, "G1a")
    offered = [reverse("meeting-answer", args=[quality_meeting.pk, "G1a", code]) in html for code in ("0123", SOLNA)]
    assert offered == [True, False]
    for refused in (
        carin.get(reverse("meeting-answer", args=[quality_meeting.pk, "G1a", SOLNA])),
        adjust(carin, quality_meeting, question="G1a", G1a="ja", agreed_by="bo@test.example"),
    ):
        assert refused.status_code == 422
        assert "G1a ställs inte till Solna, så som kommunen har svarat på G1." in refused.content.decode()
    assert not AnswerEvent.objects.exists()


def test_what_is_asked_no_more_when_it_is_saved_is_refused(open_survey: Survey, quality_meeting: Meeting) -> None:
    response = give_answers(open_survey, SOLNA, G1="ja", G1a="nej")
    who = {"agreed_by": "bo@test.example", "by": "carin@test.example", "roles": {FOU}}
    changes = {"G1a": Edit("ja", None, "nej")}
    with pytest.raises(NotPossible, match="G1a ställs inte till Solna"):
        adjust_answers(meeting=quality_meeting, response=response, question="G1a", changes=changes, **who)


def test_an_answer_is_adjusted_when_its_contact_agrees(
    open_survey: Survey, quality_meeting: Meeting, carin: Client
) -> None:
    wanted = {"E1": "inom_3_dagar", "sett-E1": "efter_15_dagar_eller_mer", "agreed_by": "bo@test.example"}
    assert adjust(carin, quality_meeting, **wanted).status_code == 302
    event = AnswerEvent.objects.get()
    assert (event.through, event.by) == ("fou", "carin@test.example")
    assert event.changes[0][:3] == ["E1", "efter_15_dagar_eller_mer", "inom_3_dagar"]
    told = Event.objects.get(action="meeting.adjust_answer").detail
    assert (told["agreed_by"], told["municipality"]) == ("Bo Exempel", SOLNA)
    assert "efter att du sagt ja" in Mail.objects.get(kind="adjusted", to="bo@test.example").body.replace("\n", " ")


def test_nobodys_word_is_not_enough(open_survey: Survey, quality_meeting: Meeting, carin: Client) -> None:
    wanted = {"E1": "inom_3_dagar", "sett-E1": "efter_15_dagar_eller_mer"}
    assert adjust(carin, quality_meeting, **wanted, agreed_by="").status_code == 422
    assert adjust(carin, quality_meeting, **wanted, agreed_by="anna@test.example").status_code == 422
    assert not AnswerEvent.objects.exists()


def test_an_answer_changed_meanwhile_is_not_overwritten(
    open_survey: Survey, quality_meeting: Meeting, carin: Client
) -> None:
    wanted = {"E1": "inom_3_dagar", "sett-E1": "inom_4_7_dagar", "agreed_by": "bo@test.example"}
    answer = adjust(carin, quality_meeting, **wanted)
    assert answer.status_code == 409
    assert "ändrats medan du skrev" in answer.content.decode()
    assert not AnswerEvent.objects.exists()


def test_a_closed_survey_is_not_adjusted(answers: None, quality_meeting: Meeting, carin: Client) -> None:
    wanted = {"E1": "inom_3_dagar", "sett-E1": "efter_15_dagar_eller_mer", "agreed_by": "bo@test.example"}
    answer = adjust(carin, quality_meeting, **wanted)
    assert "Enkäten är stängd" in answer.content.decode()


@pytest.mark.parametrize("person", ["anna", "bo", "david", "sara", "greta", "hugo", "eva"])
def test_only_fou_staff_write(cast: WorkflowCast, open_survey: Survey, quality_meeting: Meeting, person: str) -> None:
    client = cast.client(person)
    assert client.post(address(quality_meeting), FIELDS).status_code == 403
    assert adjust(client, quality_meeting, E1="inom_3_dagar", agreed_by="bo@test.example").status_code == 403
    assert not ProtocolPoint.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("anna", 200), ("david", 200), ("greta", 403), ("hugo", 403)])
def test_who_follows_the_meeting(cast: WorkflowCast, quality_meeting: Meeting, person: str, status: int) -> None:
    client = cast.client(person)
    assert client.get(reverse("meeting-mode", args=[quality_meeting.pk])).status_code == status
    assert client.get(address(quality_meeting)).status_code == status


def test_an_unknown_question_is_not_found(quality_meeting: Meeting, carin: Client) -> None:
    assert carin.get(address(quality_meeting, "Z9")).status_code == 404
    assert adjust(carin, quality_meeting, "0380").status_code == 404


def test_the_number_of_queries_is_fixed(
    answers: None, quality_meeting: Meeting, carin: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(24) as few:
        html_of(carin, quality_meeting)
    for code in ("0114", "0139", "0183"):
        give_answers(quality_meeting.cycle.survey, code, E1="inom_4_7_dagar")
    with django_assert_max_num_queries(len(few)):
        html_of(carin, quality_meeting)
