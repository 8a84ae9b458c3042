"""The protocol: out for comments, approved and frozen, changed only by a new version; its interpretations."""

from __future__ import annotations

import json
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from municipalities.models import Event, Mail
from municipalities.refusals import Closed, WrittenMeanwhile
from surveys.models import Interpretation, Survey
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import AFTER_THE_MEETING, WorkflowCast, write_point
from workflow.meetings.protocol_actions import digest_of
from workflow.models import Meeting, Protocol, ProtocolPoint, ProtocolVersion, Step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(AFTER_THE_MEETING, tick=False):
        yield


@pytest.fixture
def protocol(held_meeting: Meeting) -> Protocol:
    """Three questions talked about, written in no order; one of them obvious to all."""
    write_point(held_meeting.protocol, "G9", "Bara metoder som används", raised_by="Solna")
    write_point(
        held_meeting.protocol, "E1", "Från första kontakten", consider_in_analysis=True, consider_because="Olika vägar"
    )
    write_point(held_meeting.protocol, "G1", "Klart som det är", obvious=True)
    return held_meeting.protocol


def at(protocol: Protocol, name: str, *args: object) -> str:
    return reverse(name, args=[protocol.meeting_id, *args])


def send(client: Client, protocol: Protocol, until: str = "2017-03-01"):
    return client.post(at(protocol, "protocol-send"), {"until": until})


@pytest.fixture
def approved(protocol: Protocol, carin: Client) -> Protocol:
    send(carin, protocol)
    carin.post(at(protocol, "protocol-approve"))
    protocol.refresh_from_db()
    assert protocol.state == Protocol.State.APPROVED
    return protocol


def test_points_come_in_question_order_and_the_obvious_is_left_out(protocol: Protocol, carin: Client) -> None:
    html = carin.get(at(protocol, "protocol")).content.decode()
    assert html.index('id="fraga-E1"') < html.index('id="fraga-G9"')
    assert "Klart som det är" not in html
    assert "Sam Social" in html
    assert "Bo Exempel" not in html  # was not there


def test_a_draft_is_for_fou_alone(cast: WorkflowCast, protocol: Protocol) -> None:
    assert cast.client("anna").get(at(protocol, "protocol")).status_code == 403
    there = reverse("protocol-of-cycle", args=[protocol.meeting.cycle_id])
    assert cast.client("anna").get(there).headers["Location"].endswith("/mote/quality/")


def test_everybody_invited_is_asked_for_comments(protocol: Protocol, carin: Client) -> None:
    send(carin, protocol)
    mails = Mail.objects.filter(subject__startswith="Protokoll för synpunkter")
    assert mails.count() == 4
    assert at(protocol, "protocol") in mails.first().body
    assert "1 mars 2017" in mails.first().body


def test_it_is_not_sent_before_the_meeting_is_held(quality_meeting: Meeting, carin: Client) -> None:
    write_point(quality_meeting.protocol, "E1", "text")
    answer = send(carin, quality_meeting.protocol)
    assert answer.status_code == 422
    assert "när mötet är hållet" in answer.content.decode()


@pytest.mark.parametrize("until", ["2017-02-19", ""])
def test_the_last_day_is_still_to_come(protocol: Protocol, carin: Client, until: str) -> None:
    assert send(carin, protocol, until).status_code == 422


def test_contacts_and_heads_comment(cast: WorkflowCast, protocol: Protocol, carin: Client) -> None:
    send(carin, protocol)
    for person in ("anna", "david"):
        cast.client(person).post(at(protocol, "protocol-comment"), {"text": f"Synpunkt från {person}"})
    html = carin.get(at(protocol, "protocol")).content.decode()
    assert "Synpunkt från anna" in html
    assert "Synpunkt från david" in html


def test_a_comment_when_nothing_is_out_is_refused(cast: WorkflowCast, protocol: Protocol, approved: Protocol) -> None:
    answer = cast.client("anna").post(at(protocol, "protocol-comment"), {"text": "för sent"})
    assert answer.status_code == 422
    assert "för sent</textarea>" in answer.content.decode()
    assert not protocol.comments.exists()


def test_approving_freezes_a_numbered_version(approved: Protocol) -> None:
    version = approved.versions.get()
    assert (version.number, version.approved_by, version.why_new) == (1, "carin@test.example", "")
    assert [point["question"] for point in version.content["points"]] == ["E1", "G9"]
    assert version.sha256 == digest_of(json.loads(json.dumps(version.content)))
    assert approved.meeting.cycle.steps.get(code="protocol").state == Step.State.DONE
    assert Mail.objects.filter(subject__startswith="Godkänt protokoll").count() == 4


def test_interpretations_stand_beside_their_questions(approved: Protocol) -> None:
    found = {one.question: one for one in Interpretation.objects.filter(state="agreed")}
    assert set(found) == {"E1", "G9"}
    assert (found["E1"].text, found["E1"].consider_because) == ("Från första kontakten", "Olika vägar")
    assert found["G9"].raised_by == "Solna"
    assert found["E1"].source == "Protokoll från mötet 2017-02-24, version 1"


def test_an_approved_protocol_is_not_written_in(approved: Protocol, carin: Client) -> None:
    with pytest.raises(Closed):
        write_point(approved, "E1", "Något annat", seen=1)
    wanted = {"text": "Något annat", "seen_version": 1}
    for there, typed in (
        (reverse("meeting-question", args=[approved.meeting_id, "E1"]), wanted),
        (at(approved, "protocol-purpose"), {"text": "Ett annat syfte"}),
    ):
        answer = carin.post(there, typed)
        assert answer.status_code == 422
        assert f"{typed['text']}</textarea>" in answer.content.decode()
    assert carin.post(at(approved, "protocol-approve")).status_code == 422
    assert approved.versions.count() == 1
    assert ProtocolPoint.objects.get(question="E1").text == "Från första kontakten"
    approved.refresh_from_db()
    assert approved.purpose != "Ett annat syfte"


def test_a_change_makes_a_new_version_with_its_reason(approved: Protocol, carin: Client) -> None:
    before = approved.versions.get()
    assert carin.post(at(approved, "protocol-new-version")).status_code == 422
    carin.post(at(approved, "protocol-new-version"), {"text": "Socialstyrelsen har förtydligat"})
    write_point(approved, "E1", "Från första dokumenterade kontakten", seen=1)
    write_point(approved, "G9", "", seen=1)
    assert Interpretation.objects.get(question="E1").text == "Från första kontakten"  # holds until the new one does
    send(carin, approved)
    carin.post(at(approved, "protocol-approve"))
    second = approved.versions.get(number=2)
    assert second.why_new == "Socialstyrelsen har förtydligat"
    assert second.content["points"][0]["text"] == "Från första dokumenterade kontakten"
    assert ProtocolVersion.objects.get(number=1).content == before.content
    assert Interpretation.objects.get(question="E1").text == "Från första dokumenterade kontakten"
    assert Interpretation.objects.get(question="G9").state == "retired"


def test_the_reason_for_a_new_version_stays_where_another_was_first(approved: Protocol, carin: Client) -> None:
    carin.post(at(approved, "protocol-new-version"), {"text": "Den enes skäl"})
    answer = carin.post(at(approved, "protocol-new-version"), {"text": "Den andres skäl"})
    assert answer.status_code == 422
    assert "Den andres skäl</textarea>" in answer.content.decode()
    approved.refresh_from_db()
    assert approved.why_new == "Den enes skäl"


def test_readers_keep_the_approved_version_while_a_new_one_is_written(
    cast: WorkflowCast, approved: Protocol, carin: Client
) -> None:
    carin.post(at(approved, "protocol-new-version"), {"text": "Fel"})
    write_point(approved, "E1", "Halvfärdigt", seen=1)
    html = cast.client("anna").get(at(approved, "protocol"), follow=True).content.decode()
    assert "Från första kontakten" in html
    assert "Halvfärdigt" not in html
    assert approved.meeting.cycle.steps.get(code="protocol").state == Step.State.PLANNED


def test_an_old_version_says_that_it_is_replaced(approved: Protocol, carin: Client) -> None:
    carin.post(at(approved, "protocol-new-version"), {"text": "Fel"})
    send(carin, approved)
    carin.post(at(approved, "protocol-approve"))
    assert "ersatt av version 2" in carin.get(at(approved, "protocol-version", 1)).content.decode()
    assert carin.get(at(approved, "protocol-version", 3)).status_code == 404


@pytest.fixture
def last_year(cast: WorkflowCast, survey: Survey) -> Interpretation:
    """What the network agreed on in 2015 for a question that is asked again."""
    told = {"question": "E1", "text": "Gamla läsningen", "by": "c", "at": AFTER_THE_MEETING}
    return Interpretation.objects.create(survey=get_survey("ekonomiskt-bistand/2015"), network=cast.network, **told)


def test_last_years_interpretation_is_proposed_and_retired(
    last_year: Interpretation, held_meeting: Meeting, carin: Client
) -> None:
    point = held_meeting.agenda_points.get(question="E1")
    assert "Tolkningen från 2015 ska bekräftas, ändras eller tas bort." in point.why
    html = carin.get(reverse("meeting-question", args=[held_meeting.pk, "E1"])).content.decode()
    assert "Gamla läsningen" in html
    write_point(held_meeting.protocol, "E1", "Frågan är omskriven", earlier="retired")
    send(carin, held_meeting.protocol)
    carin.post(at(held_meeting.protocol, "protocol-approve"))
    last_year.refresh_from_db()
    assert (last_year.state, last_year.let_go_in) == ("retired", 2017)
    assert not Interpretation.objects.filter(state="agreed").exists()


def test_last_years_interpretation_is_confirmed(
    last_year: Interpretation, held_meeting: Meeting, carin: Client
) -> None:
    write_point(held_meeting.protocol, "E1", "Gamla läsningen", earlier="confirmed")
    send(carin, held_meeting.protocol)
    carin.post(at(held_meeting.protocol, "protocol-approve"))
    assert Interpretation.objects.filter(state="agreed", text="Gamla läsningen").count() == 2
    assert (
        "Förra tolkningen gäller fortfarande"
        in carin.get(at(held_meeting.protocol, "protocol"), follow=True).content.decode()
    )


def test_every_write_has_its_event(cast: WorkflowCast, protocol: Protocol, carin: Client) -> None:
    carin.post(at(protocol, "protocol-purpose"), {"text": "Ett syfte"})
    send(carin, protocol)
    cast.client("anna").post(at(protocol, "protocol-comment"), {"text": "bra"})
    carin.post(at(protocol, "protocol-approve"))
    carin.post(at(protocol, "protocol-new-version"), {"text": "fel"})
    told = set(Event.objects.filter(subject=protocol.subject).values_list("action", flat=True))
    assert told == {f"protocol.{name}" for name in ["write", "purpose", "send", "comment", "approve", "new_version"]}


def test_saving_unseen_is_a_conflict_whoever_was_first(protocol: Protocol) -> None:
    with pytest.raises(WrittenMeanwhile) as both:
        write_point(protocol, "E1", "Blint", seen=0)
    assert (both.value.mine.text, both.value.theirs.text) == ("Blint", "Från första kontakten")
    assert isinstance(write_point(protocol, "G16", "Ny", seen=0), ProtocolPoint)


@pytest.mark.parametrize(
    ("model", "half"),
    [
        (Protocol, {"state": "sent"}),
        (Protocol, {"state": "approved"}),
        (Protocol, {"state": "sent", "comments_until": date(2017, 3, 1), "purpose": ""}),
        (ProtocolPoint, {"consider_in_analysis": True, "consider_because": ""}),
        (ProtocolPoint, {"consider_in_analysis": False, "consider_because": "y"}),
        (Meeting, {"place": "", "link": ""}),
    ],
)
def test_half_made_things_cannot_be_stored(protocol: Protocol, model: type, half: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**half)


@pytest.mark.parametrize("half", [{"sha256": ""}, {"approved_by": ""}, {"why_new": "skäl"}, {"number": 2}])
def test_a_half_made_version_cannot_be_stored(approved: Protocol, half: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ProtocolVersion.objects.update(**half)


WRITES = ["protocol-purpose", "protocol-send", "protocol-approve", "protocol-new-version", "protocol-remove-point"]


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("person", ["anna", "david", "sara", "eva", "greta", "hugo"])
def test_only_fou_staff_of_the_network_decide(cast: WorkflowCast, approved: Protocol, name: str, person: str) -> None:
    assert cast.client(person).post(at(approved, name), {"text": "x"}).status_code == 403


@pytest.mark.parametrize("person", ["sara", "eva", "greta", "hugo"])
def test_people_outside_neither_read_nor_comment(cast: WorkflowCast, approved: Protocol, person: str) -> None:
    client = cast.client(person)
    assert client.get(at(approved, "protocol-version", 1)).status_code == 403
    assert client.post(at(approved, "protocol-comment"), {"text": "x"}).status_code == 403


def test_the_number_of_queries_is_fixed(approved: Protocol, carin: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(11):
        carin.get(at(approved, "protocol-version", 1))
    carin.post(at(approved, "protocol-new-version"), {"text": "fel"})
    with django_assert_max_num_queries(13):
        carin.get(at(approved, "protocol"))


def test_the_indicators_page_tells_how_its_question_is_read(approved: Protocol, client: Client) -> None:
    page = client.get("/indikator/ekonomiskt-bistand/vantetid/").content.decode()
    assert "Tolkningar från kvalitetssäkringsmötet" in page
    assert "Från första kontakten" in page
    assert "FoU Nordväst · Protokoll från mötet 2017-02-24, version 1" in page
    assert "Bara metoder som används" not in page  # another indicator's question
