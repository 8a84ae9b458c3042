"""Who gets the mails of a cycle: active people, real ones in a real cycle and invented ones in one of Exempeldata.

Ivar and Inga hold every role in Ekerö and the network, and stand on the lists of meetings. Just before the mail is
due Ivar's account is closed, and Inga turns out to be invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from municipalities.models import Mail, Membership, User
from tests.workflow import analysis_scene as analysis
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, municipality, write_point
from tests.workflow.follow_up_scene import LATER, OPENED, build_scene, leave_out_meeting
from workflow.areas import actions as area_actions
from workflow.areas.homework_actions import remind_homework
from workflow.decisions import actions as decision_actions
from workflow.decisions.correction_actions import watch_decisions
from workflow.follow_up import actions as follow_up_actions
from workflow.meetings import actions as meeting_actions
from workflow.meetings import protocol_actions
from workflow.meetings.adjusting_actions import who_can_agree
from workflow.meetings.queries import people_not_invited
from workflow.models import Cycle, Decision, FollowUp, Meeting, Standpoint, Verdict
from workflow.states import FOU

BY = "carin@test.example"
AS_FOU: dict[str, Any] = {"by": BY, "roles": {FOU}}
ANNA, BO, DAVID, FRIDA = (f"{name}@test.example" for name in ("anna", "bo", "david", "frida"))
IVAR, INGA, SAM = "ivar@test.example", "inga@test.example", "sam@socialstyrelsen.example"
CONTACTS, HEADS, INVITED = {ANNA, BO}, {DAVID, FRIDA}, {ANNA, BO, BY, SAM}
EVERYBODY = CONTACTS | HEADS | {BY}


@pytest.fixture
def cast(cast: WorkflowCast) -> WorkflowCast:
    analysis.everybody(cast)
    for name in ("Ivar", "Inga"):
        user = cast._person(name, Membership.Role.FOU, network=cast.network)
        for role in (Membership.Role.CONTACT, Membership.Role.CHIEF):
            Membership.objects.create(user=user, role=role, municipality=municipality(EKERO))
    return cast


def turn(*, example: bool = False) -> None:
    """What is found out about Ivar, Inga and the cycle."""
    User.objects.filter(email=IVAR).update(is_active=False)
    User.objects.filter(email=INGA).update(is_example=True)
    Cycle.objects.update(is_example=example)


def called(cycle: Cycle, kind: str = Meeting.Kind.QUALITY) -> Meeting:
    """With everybody who usually comes, and Sam, whom Carin has added by hand."""
    times = {"starts_at": datetime(2017, 2, 24, 12, tzinfo=OPENED.tzinfo), "place": "FoU"}
    times["ends_at"] = times["starts_at"] + timedelta(hours=3)
    meeting = meeting_actions.plan_meeting(cycle=cycle, kind=kind, **times, **AS_FOU)
    told = {"name": "Sam Social", "email": SAM, "organisation": "Socialstyrelsen"}
    meeting_actions.add_participant(meeting=meeting, **told, **AS_FOU)
    return meeting


def invitation(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    meeting = called(cycle)
    return lambda: meeting_actions.invite(meeting=meeting, **AS_FOU)


def withdrawal(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    meeting = called(cycle)
    meeting_actions.invite(meeting=meeting, **AS_FOU)
    people = list(meeting.participants.all())
    return lambda: [meeting_actions.remove_participant(participant=one, **AS_FOU) for one in people]


def held(cycle: Cycle) -> Meeting:
    meeting = called(cycle)
    there = list(meeting.participants.values_list("pk", flat=True))
    meeting_actions.hold_meeting(meeting=meeting, present=there, **AS_FOU, now=meeting.ends_at)
    write_point(meeting.protocol, "E1", "Räkna alla.")
    return meeting


def protocol(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    meeting = held(cycle)
    told = {"until": date(2017, 3, 1), "now": meeting.ends_at}
    return lambda: protocol_actions.send_for_comments(protocol=meeting.protocol, **told, **AS_FOU)


def approval(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    meeting = held(cycle)
    told = {"until": date(2017, 3, 1), "now": meeting.ends_at}
    protocol_actions.send_for_comments(protocol=meeting.protocol, **told, **AS_FOU)
    Mail.objects.all().delete()
    return lambda: protocol_actions.approve(protocol=meeting.protocol, **AS_FOU, now=meeting.ends_at)


def homework(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    analysis.choose(cycle)
    told = {"homework_due": analysis.DUE, "by": BY, "now": analysis.MEETING_1}
    return lambda: area_actions.finish_meeting_1(cycle=Cycle.objects.get(), **told)


def homework_reminder(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    analysis.send_homework(cycle)
    return lambda: remind_homework(today=analysis.DUE - timedelta(days=3), by="öjportal")


def proposal(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    draft = analysis.draft(cycle)
    analysis.meet_again(cycle)
    told = {"without_homework": "Vi vet nog.", "now": analysis.MEETING_2}
    return lambda: decision_actions.propose_decision(decision=draft, **AS_FOU, **told)


def sending_back(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    proposed = analysis.propose(cycle)
    analysis.stand(proposed, SOLNA, Standpoint.Stance.SEND_BACK, "Gör om")
    return lambda: decision_actions.send_back(decision=proposed, step="meeting_2", because="Gör om", **AS_FOU)


def decision(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    proposed = analysis.propose(cycle)
    for code in (EKERO, SOLNA):
        analysis.stand(proposed, code)
    return lambda: analysis.decide(proposed)


def correction(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    made = decision(cast, cycle)()
    told = {"code": "rattsfall", "name": "Rättsfall", "kind": "choice", "units": []}
    frozen = told | {"groups": [["fou-nordvast", "FoU Nordväst", 6, 8, "75"]]}
    Decision.objects.update(frozen=made.frozen | {"figures": made.frozen["figures"] | {"indicators": [frozen]}})
    return lambda: watch_decisions(by="öjportal")


def opened(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    build_scene(cast, opened=False)
    return lambda: follow_up_actions.open_follow_up(follow_up=FollowUp.objects.get(), by="öjportal", now=OPENED)


def report_reminder(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    build_scene(cast)
    return lambda: follow_up_actions.remind(follow_up=FollowUp.objects.get(), **AS_FOU, now=LATER)


def closing(cast: WorkflowCast, cycle: Cycle) -> Callable[[], object]:
    scene = build_scene(cast)
    leave_out_meeting(scene)
    told = {"outcome": Verdict.Outcome.REACHED, "motivation": "Alla har det.", "goes_on": False, "now": LATER}
    for area in (scene.laws, scene.safe):
        follow_up_actions.judge_area(follow_up=scene.follow_up, area=area, **told, **AS_FOU)
    told = {"summary": "Bra.", "goes_on": "", "person": cast.carin, "now": LATER}
    return lambda: follow_up_actions.close_follow_up(follow_up=FollowUp.objects.get(), **told, **AS_FOU)


MAILS = [
    ("invitation", invitation, INVITED),
    ("withdrawal", withdrawal, INVITED),
    ("protocol", protocol, INVITED),
    ("protocol", approval, INVITED),
    ("homework", homework, CONTACTS),
    ("homework_reminder", homework_reminder, CONTACTS),
    ("decision_proposed", proposal, HEADS),
    ("decision_sent_back", sending_back, CONTACTS | HEADS),
    ("decision_decided", decision, CONTACTS | HEADS),
    ("figures_corrected", correction, EVERYBODY),
    ("follow_up_opened", opened, CONTACTS),
    ("follow_up_reminder", report_reminder, CONTACTS),
    ("follow_up_closed", closing, EVERYBODY),
]


@pytest.mark.parametrize("example", [False, True], ids=["real", "example"])
@pytest.mark.parametrize(("kind", "scene", "expected"), MAILS, ids=[one[1].__name__ for one in MAILS])
def test_no_mail_to_the_inactive_nor_across_the_line_to_exempeldata(
    cast: WorkflowCast,
    cycle: Cycle,
    kind: str,
    scene: Callable[..., Callable[[], object]],
    expected: set,
    example: bool,
) -> None:
    send = scene(cast, cycle)
    turn(example=example)
    send()
    told = set(Mail.objects.filter(kind=kind).values_list("to", flat=True))
    assert told == ((expected & {SAM}) | {INGA} if example else expected)


@pytest.mark.parametrize("kind", [Meeting.Kind.QUALITY, Meeting.Kind.FOLLOW_UP])
def test_a_real_meeting_is_proposed_to_neither(cast: WorkflowCast, cycle: Cycle, kind: str) -> None:
    turn()
    meeting = called(cycle, kind)
    proposed = [*meeting.participants.all(), *people_not_invited(meeting)]
    assert {one.email for one in proposed} == EVERYBODY | {SAM}


def test_a_real_decision_waits_for_neither(cast: WorkflowCast, cycle: Cycle) -> None:
    proposed = analysis.propose(cycle)
    User.objects.filter(email=FRIDA).delete()
    assert [one.name for one in decision_actions.waiting_for(proposed)] == ["Ekerö", "Solna"]
    turn()
    assert [one.name for one in decision_actions.waiting_for(proposed)] == ["Solna"]


def test_neither_can_agree_to_a_changed_answer(cast: WorkflowCast, cycle: Cycle) -> None:
    meeting = called(cycle)
    place = municipality(EKERO)
    told = {"name": "Olle Utan Konto", "email": "olle@ekero.example", "organisation": "Ekerö", "municipality": place}
    meeting_actions.add_participant(meeting=meeting, **told, **AS_FOU)
    turn()
    assert set(who_can_agree(meeting, place)) == {ANNA, "olle@ekero.example"}


def test_whoever_gets_no_mail_is_not_told_to_have_been_called(cast: WorkflowCast, cycle: Cycle) -> None:
    meeting = called(cycle)
    turn()
    meeting_actions.invite(meeting=meeting, **AS_FOU)
    assert set(meeting.participants.filter(invited_at=None).values_list("email", flat=True)) == {IVAR, INGA}
    page = cast.client("carin").get(f"/omgang/{cycle.pk}/mote/quality/").content.decode()
    assert page.count("får inga mejl") == 2
    assert "Skicka kallelsen" not in page
