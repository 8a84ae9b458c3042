"""Stage 1 of 2015 carried out: the meeting of 24 April and its protocol, through the same actions as people use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from municipalities.models import Group
from surveys.models import Interpretation, Survey
from workflow.cycles import actions as cycle_actions
from workflow.demo.meeting_2015 import DATE, POINTS, PURPOSE, Agreed
from workflow.demo.people import FOU, GUESTS
from workflow.meetings import actions as meeting_actions
from workflow.meetings import protocol_actions
from workflow.meetings.protocol_actions import PointText
from workflow.models import Cycle, Meeting, Protocol, Step
from workflow.states import FOU as FOU_ROLE
from workflow.states import Actor

AS_FOU: Actor = {"by": FOU, "roles": {FOU_ROLE}}
PLACE = "FoU-Nordväst"


def at(day: str, hour: int = 9) -> datetime:
    """That hour in Sweden."""
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time(hour)))


def run_stage_1(network: Group, survey: Survey) -> Cycle:
    cycle = cycle_actions.open_cycle(
        network=network,
        area=survey.area,
        year=survey.year,
        survey=survey,
        by=FOU,
        now=at("2015-03-02"),
        is_example=True,
    )
    cycle_actions.finish_step(cycle=cycle, code=Step.Code.PREPARE, by=FOU, now=at("2015-04-07"))
    meeting = hold_quality_meeting(cycle)
    write_protocol(meeting)
    cycle_actions.finish_step(cycle=cycle, code=Step.Code.ANSWERING, by=FOU, now=at("2015-04-28"))
    return cycle


def hold_quality_meeting(cycle: Cycle) -> Meeting:
    """The day is real; the hours, and everybody on the list, are made up."""
    meeting = meeting_actions.plan_meeting(
        cycle=cycle,
        kind=Meeting.Kind.QUALITY,
        starts_at=at(DATE, 9),
        ends_at=at(DATE, 12),
        place=PLACE,
        **AS_FOU,
    )
    for name, email in GUESTS:
        meeting_actions.add_participant(
            meeting=meeting, name=name, email=email, organisation="Socialstyrelsen", **AS_FOU
        )
    set_agenda(meeting, POINTS)
    meeting_actions.invite(meeting=meeting, **AS_FOU, now=at("2015-04-08"))
    hold(meeting)
    return meeting


def set_agenda(meeting: Meeting, points: Sequence[Agreed]) -> None:
    """The questions of the protocol, and none of those the portal proposes: there is no earlier year to differ from."""
    wanted = [one.question for one in points]
    known = set(meeting.agenda_points.values_list("question", flat=True))
    for question in wanted:
        if question not in known:
            why = "Frågan togs upp på mötet."
            meeting_actions.add_agenda_point(meeting=meeting, question=question, why=why, **AS_FOU)
    rows = {one.question: one.pk for one in meeting.agenda_points.all()}
    left_out = [pk for question, pk in rows.items() if question not in wanted]
    order = [*(rows[question] for question in wanted), *left_out]
    meeting_actions.arrange_agenda(meeting=meeting, order=order, left_out=left_out, **AS_FOU)


def hold(meeting: Meeting) -> None:
    """Everybody came."""
    present = list(meeting.participants.values_list("pk", flat=True))
    meeting_actions.hold_meeting(meeting=meeting, present=present, **AS_FOU, now=meeting.ends_at)


def write_protocol(meeting: Meeting) -> None:
    protocol = Protocol.objects.get(meeting=meeting)
    protocol_actions.write_purpose(protocol=protocol, purpose=PURPOSE, **AS_FOU)
    for one in POINTS:
        wanted = PointText(one.text, bool(one.consider_because), one.consider_because, one.raised_by)
        protocol_actions.save_point(
            protocol=protocol, question=one.question, wanted=wanted, seen_version=0, **AS_FOU, now=meeting.ends_at
        )
    sent = meeting.ends_at + timedelta(hours=2)
    protocol_actions.send_for_comments(protocol=protocol, until=date(2015, 4, 27), **AS_FOU, now=sent)
    protocol_actions.approve(protocol=protocol, **AS_FOU, now=at("2015-04-27"))
    # What was agreed on in 2015 is real, unlike the later stages of the cycle.
    cycle = meeting.cycle
    Interpretation.objects.filter(survey=cycle.survey, network=cycle.network).update(is_example=False)
