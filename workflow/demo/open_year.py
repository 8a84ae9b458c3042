"""An open cycle on the open survey year of the Exempeldata, standing at its quality-assurance meeting, so that each
role has something on its list. Its days are counted from the day it is loaded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from municipalities.days import working_day, working_day_before
from municipalities.models import Group, Membership
from surveys.models import Survey
from workflow.cycles import actions as cycle_actions
from workflow.cycles.steps import usual_dates
from workflow.demo.people import FOU, GUESTS, people_by_place
from workflow.demo.stage_1 import AS_FOU, PLACE
from workflow.meetings import actions as meeting_actions
from workflow.models import Cycle, Meeting, Step

DAYS_TO_MEETING = 4
LED_BY = "0184"  # the head who opens the meeting


def run_open_year(network: Group, survey: Survey, now: datetime) -> Cycle:
    cycle = cycle_actions.open_cycle(
        network=network,
        area=survey.area,
        year=survey.year,
        survey=survey,
        by=FOU,
        now=now - timedelta(days=20),
        is_example=True,
    )
    _plan_from_today(cycle, survey, now)
    prepared = working_day_before(timezone.localdate(now - timedelta(days=10)))
    cycle_actions.finish_step(cycle=cycle, code=Step.Code.PREPARE, on=prepared, by=FOU, now=now - timedelta(days=10))
    _call_meeting(cycle, now)
    return cycle


def _plan_from_today(cycle: Cycle, survey: Survey, now: datetime) -> None:
    """The usual distances between the steps, from the days the collection is open."""
    today = timezone.localdate(now)
    collection = survey.collections.filter(group=cycle.network).first()
    opens, closes = (collection.opens, collection.closes) if collection else (today, today + timedelta(days=20))
    for code, on in usual_dates(opens.year, opens, closes).items():
        cycle_actions.plan_step(cycle=cycle, code=code, on=on, by=FOU)


def _call_meeting(cycle: Cycle, now: datetime) -> None:
    """One of the heads opens it, so that a head too has been called."""
    day = working_day(timezone.localdate(now) + timedelta(days=DAYS_TO_MEETING))
    starts = timezone.make_aware(datetime.combine(day, time(13)))
    meeting = meeting_actions.plan_meeting(
        cycle=cycle,
        kind=Meeting.Kind.QUALITY,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        place=PLACE,
        agenda="Socialchefen i Solna hälsar välkommen. Sedan fråga för fråga.",
        **AS_FOU,
    )
    chief = people_by_place(Membership.Role.CHIEF)[LED_BY]
    places = {one.code: one for one in cycle.units.all()}
    meeting_actions.add_participant(
        meeting=meeting,
        name=chief.name,
        email=chief.email,
        organisation=places[LED_BY].name,
        municipality=places[LED_BY],
        **AS_FOU,
    )
    for name, email in GUESTS:
        meeting_actions.add_participant(
            meeting=meeting, name=name, email=email, organisation="Socialstyrelsen", **AS_FOU
        )
    meeting_actions.invite(meeting=meeting, **AS_FOU, now=now - timedelta(days=6))
