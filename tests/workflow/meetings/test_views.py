"""Planning a meeting and inviting to it; the agenda; who was there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from municipalities.models import Event, Mail
from municipalities.refusals import NotPossible
from tests.workflow.conftest import NOW, WorkflowCast
from workflow.meetings.actions import arrange_agenda
from workflow.models import Cycle, Meeting, Step
from workflow.states import FOU

pytestmark = pytest.mark.django_db
STARTS = datetime(2017, 2, 24, 12, 0, tzinfo=UTC)  # 13.00 in Sweden
TIMES = {"day": "2017-02-24", "starts": "13:00", "ends": "16:00", "place": "FoU, Sollentuna"}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def at(cycle: Cycle, name: str) -> str:
    return reverse(name, args=[cycle.pk, "quality"])


@pytest.fixture
def meeting(cast: WorkflowCast, cycle: Cycle, carin: Client) -> Meeting:
    _ = (cast.anna, cast.bo, cast.david)
    assert carin.post(at(cycle, "meeting-edit"), TIMES).status_code == 302
    return cycle.meetings.get()


def test_a_planned_meeting_has_its_usual_people(meeting: Meeting) -> None:
    assert meeting.starts_at == STARTS
    told = {(one.name.split()[0], one.organisation) for one in meeting.participants.all()}
    assert told == {("Anna", "Ekerö"), ("Bo", "Solna"), ("Carin", "FoU Nordväst")}
    assert meeting.cycle.steps.get(code="quality_meeting").planned_on == STARTS.date()


def test_a_meeting_needs_a_place_and_an_order_of_time(cycle: Cycle, carin: Client) -> None:
    answer = carin.post(at(cycle, "meeting-edit"), TIMES | {"place": "", "ends": "12:00"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'href="#id_place"' in html
    assert 'href="#id_ends"' in html
    assert not cycle.meetings.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "2017-03-26", "starts": "02:30", "ends": "03:15"}, "2017-03-26 finns inte klockan 02.30"),
        ({"day": "2017-03-26", "starts": "01:30", "ends": "02:15"}, "2017-03-26 finns inte klockan 02.15"),
        ({"day": "2017-10-29", "starts": "02:30", "ends": "04:00"}, "kommer klockan 02.30 två gånger"),
        ({"day": "0027-02-24"}, "0027-02-24 kan inte stämma. Skriv ett år mellan 2000 och 2100."),
        ({"day": "2071-02-24"}, "2071-02-24 kan inte stämma. Skriv ett år mellan 2015 och 2027."),
    ],
)
def test_a_meeting_is_not_at_a_time_that_does_not_exist(cycle: Cycle, carin: Client, typed: dict, told: str) -> None:
    answer = carin.post(at(cycle, "meeting-edit"), TIMES | typed)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert not cycle.meetings.exists()


def test_a_meeting_on_a_day_off_is_planned_and_remarked_on(cycle: Cycle, carin: Client) -> None:
    page = carin.post(at(cycle, "meeting-edit"), TIMES | {"day": "2017-06-23"}, follow=True)
    assert "23 juni 2017 inte är en arbetsdag (Midsommarafton)" in page.content.decode()
    assert cycle.meetings.get().starts_at.date() == datetime(2017, 6, 23, tzinfo=UTC).date()


def test_people_are_added_and_removed(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    added = {"name": "Sam Social", "email": "sam@socialstyrelsen.example", "belongs": "Socialstyrelsen"}
    carin.post(at(cycle, "meeting-people"), added)
    carin.post(at(cycle, "meeting-people"), {"suggested": "david@test.example"})
    assert set(meeting.participants.values_list("organisation", flat=True)) >= {"Socialstyrelsen", "Solna"}
    assert "står redan på listan" in carin.post(at(cycle, "meeting-people"), added).content.decode()
    sam = meeting.participants.get(name="Sam Social")
    carin.post(at(cycle, "meeting-people"), {"remove": sam.pk})
    assert not meeting.participants.filter(name="Sam Social").exists()


def test_the_invitation_goes_out_once_with_a_calendar_file(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    carin.post(at(cycle, "meeting-invite"))
    mail = Mail.objects.get(to="bo@test.example")
    assert mail.subject == "Kallelse: Möte om kvalitetssäkring: Ekonomiskt bistånd 2017"
    assert "Fredag 24 februari 2017 13.00–16.00, FoU, Sollentuna" in mail.body
    attached = mail.attachments.get()
    assert attached.name == "mote.ics"
    assert b"DTSTART:20170224T120000Z" in bytes(attached.content)
    again = carin.post(at(cycle, "meeting-invite"))
    assert again.status_code == 422
    assert "Alla på listan har redan fått kallelsen" in again.content.decode()
    assert Mail.objects.count() == 3


def test_a_new_time_is_sent_to_everybody_and_moves_the_entry(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    carin.post(at(cycle, "meeting-invite"))
    carin.post(at(cycle, "meeting-edit"), TIMES | {"day": "2017-02-27"})
    carin.post(at(cycle, "meeting-invite"))
    first, second = (bytes(mail.attachments.get().content) for mail in Mail.objects.filter(to="bo@test.example")[::-1])
    assert b"SEQUENCE:0" in first
    assert b"SEQUENCE:1" in second
    assert b"DTSTART:20170227T120000Z" in second
    assert f"UID:mote-{meeting.pk}@ojportal".encode() in first
    assert f"UID:mote-{meeting.pk}@ojportal".encode() in second


def test_whoever_is_taken_off_the_list_is_told(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    carin.post(at(cycle, "meeting-invite"))
    carin.post(at(cycle, "meeting-people"), {"remove": meeting.participants.get(email="bo@test.example").pk})
    assert Mail.objects.filter(to="bo@test.example", subject__startswith="Återtagen kallelse").count() == 1


def test_fou_arranges_the_agenda(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    for code in ("E1", "G2", "G9"):
        carin.post(at(cycle, "meeting-agenda"), {"gor": "ta-upp", "question": code, "why": "Fråga från Solna"})
    points = {one.question: one.pk for one in meeting.agenda_points.all()}
    carin.post(at(cycle, "meeting-agenda"), {"up": points["G9"]})
    carin.post(at(cycle, "meeting-agenda"), {"leave_out": points["E1"]})
    assert [(one.question, one.left_out) for one in meeting.agenda_points.all()] == [
        ("E1", True),
        ("G9", False),
        ("G2", False),
    ]
    carin.post(at(cycle, "meeting-agenda"), {"take_back": points["E1"]})
    assert not meeting.agenda_points.filter(left_out=True).exists()


def test_a_point_needs_a_known_question_and_a_reason(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    assert carin.post(at(cycle, "meeting-agenda"), {"gor": "ta-upp", "question": "E1", "why": ""}).status_code == 422
    assert carin.post(at(cycle, "meeting-agenda"), {"gor": "ta-upp", "question": "X", "why": "y"}).status_code == 422
    assert not meeting.agenda_points.exists()


def test_a_refused_point_keeps_its_reason(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    for why in ("Fråga från Solna", "Fråga från Ekerö"):
        answer = carin.post(at(cycle, "meeting-agenda"), {"gor": "ta-upp", "question": "E1", "why": why})
    assert answer.status_code == 422
    assert "står redan på dagordningen" in answer.content.decode()
    assert 'value="Fråga från Ekerö"' in answer.content.decode()


def test_an_agenda_changed_meanwhile_is_not_arranged(meeting: Meeting, cycle: Cycle, carin: Client) -> None:
    with pytest.raises(NotPossible, match="har ändrats sedan"):
        arrange_agenda(meeting=meeting, order=[1], left_out=[], by="carin@test.example", roles={FOU})


def test_the_meeting_is_held_when_it_is_known_who_came(meeting: Meeting, cycle: Cycle, carin: Client, now) -> None:
    there = meeting.participants.get(email="bo@test.example").pk
    early = carin.post(at(cycle, "meeting-presence"), {"present": [there], "gor": "hallet"})
    assert "Mötet har inte varit än" in early.content.decode()
    assert not meeting.participants.exclude(present=None).exists()
    now.move_to(STARTS + timedelta(hours=3))
    nobody = carin.post(at(cycle, "meeting-presence"), {"gor": "hallet"})
    assert "Kryssa i vilka som var med" in nobody.content.decode()
    carin.post(at(cycle, "meeting-presence"), {"present": [there], "gor": "hallet"})
    meeting.refresh_from_db()
    assert meeting.state == Meeting.State.HELD
    assert [one.name.split()[0] for one in meeting.participants.filter(present=True)] == ["Bo"]
    assert not meeting.participants.filter(present=None).exists()
    assert cycle.steps.get(code="quality_meeting").state == Step.State.DONE


def test_every_write_has_its_event(meeting: Meeting, cycle: Cycle, carin: Client, now) -> None:
    carin.post(at(cycle, "meeting-edit"), TIMES | {"ends": "17:00"})
    carin.post(at(cycle, "meeting-people"), {"suggested": "david@test.example"})
    carin.post(at(cycle, "meeting-people"), {"remove": meeting.participants.get(email="david@test.example").pk})
    carin.post(at(cycle, "meeting-agenda"), {"gor": "ta-upp", "question": "E1", "why": "y"})
    carin.post(at(cycle, "meeting-agenda"), {"leave_out": meeting.agenda_points.get().pk})
    carin.post(at(cycle, "meeting-invite"))
    now.move_to(STARTS)
    carin.post(at(cycle, "meeting-presence"), {"present": [meeting.participants.first().pk], "gor": "hallet"})
    told = set(Event.objects.filter(subject=meeting.subject).values_list("action", flat=True))
    expected = "plan change add_participant remove_participant add_point arrange invite attend hold"
    assert told == {f"meeting.{name}" for name in expected.split()}


POSTS = ["meeting-edit", "meeting-people", "meeting-agenda", "meeting-invite", "meeting-presence"]


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("person", ["anna", "david", "eva", "sara", "greta", "hugo"])
def test_only_fou_staff_of_the_network_prepare_it(
    cast: WorkflowCast, meeting: Meeting, cycle: Cycle, name: str, person: str
) -> None:
    assert cast.client(person).post(at(cycle, name), TIMES).status_code == 403


@pytest.mark.parametrize(("person", "status"), [("anna", 200), ("david", 200), ("greta", 403), ("hugo", 403)])
def test_who_sees_the_meeting(cast: WorkflowCast, meeting: Meeting, cycle: Cycle, person: str, status: int) -> None:
    client = cast.client(person)
    assert client.get(at(cycle, "meeting")).status_code == status
    assert client.get(at(cycle, "meeting-calendar")).status_code == status


def test_a_contact_sees_that_no_meeting_is_planned(cast: WorkflowCast, cycle: Cycle) -> None:
    assert "inte planerat" in cast.client("anna").get(at(cycle, "meeting")).content.decode()


def test_the_number_of_queries_is_fixed(meeting: Meeting, cycle: Cycle, carin: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        assert carin.get(at(cycle, "meeting")).status_code == 200
