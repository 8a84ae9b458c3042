"""FoU Nordväst's cycle of 2017: Carin runs it, Anna and Bo are contacts (Ekerö, Solna), David (Solna) and Frida
(Ekerö) are heads of social services. Greta works at another network's FoU unit and has no part in it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property

import pytest
from django.test import Client

from municipalities.models import Group, Membership, Municipality, User
from surveys.models import Answer, Response, Survey
from tests.scenario import Cast
from tests.worlds.answering import handed_in
from workflow.cycles.actions import open_cycle
from workflow.meetings.actions import add_participant, hold_meeting, plan_meeting
from workflow.meetings.protocol_actions import PointText, save_point
from workflow.models import Cycle, Meeting, Protocol
from workflow.states import FOU

NOW = datetime(2017, 2, 20, 9, 0, tzinfo=UTC)
AFTER_THE_MEETING = datetime(2017, 2, 24, 16, 0, tzinfo=UTC)
EKERO, SOLNA = "0125", "0184"


class WorkflowCast(Cast):
    @cached_property
    def frida(self) -> User:
        return self._person("Frida", Membership.Role.CHIEF, EKERO)

    @cached_property
    def greta(self) -> User:
        other = Group.objects.create(slug="annat-natverk", name="Annat nätverk", kind=Group.Kind.NETWORK)
        other.members.add(Municipality.objects.get(code="0380"))
        user = self._person("Greta")
        Membership.objects.create(user=user, role=Membership.Role.FOU, network=other)
        return user

    @cached_property
    def hugo(self) -> User:
        """Contact in a municipality outside the network."""
        return self._person("Hugo", Membership.Role.CONTACT, "0380")


@pytest.fixture
def cast(reference: None, db: None) -> WorkflowCast:
    return WorkflowCast()


@pytest.fixture
def cycle(cast: WorkflowCast, survey: Survey) -> Cycle:
    return open_cycle(
        network=cast.network, area=survey.area, year=survey.year, survey=survey, by=cast.carin.email, now=NOW
    )


@pytest.fixture
def carin(cast: WorkflowCast) -> Client:
    return cast.client("carin")


def municipality(code: str) -> Municipality:
    return Municipality.objects.get(code=code)


@pytest.fixture
def quality_meeting(cast: WorkflowCast, cycle: Cycle) -> Meeting:
    """Planned for 24 February 2017 with Anna, Bo, Carin and somebody from Socialstyrelsen."""
    _ = (cast.anna, cast.bo, cast.carin)
    times = {"starts_at": datetime(2017, 2, 24, 12, tzinfo=UTC), "ends_at": datetime(2017, 2, 24, 15, tzinfo=UTC)}
    meeting = plan_meeting(cycle=cycle, kind="quality", **times, place="FoU", by="carin@test.example", roles={FOU})
    told = {"name": "Sam Social", "email": "sam@socialstyrelsen.example", "organisation": "Socialstyrelsen"}
    add_participant(meeting=meeting, **told, by="carin@test.example", roles={FOU})
    return meeting


@pytest.fixture
def held_meeting(quality_meeting: Meeting) -> Meeting:
    there = {one.pk for one in quality_meeting.participants.exclude(email="bo@test.example")}
    who = {"by": "carin@test.example", "roles": {FOU}}
    hold_meeting(meeting=quality_meeting, present=there, **who, now=quality_meeting.ends_at)
    quality_meeting.refresh_from_db()
    return quality_meeting


def write_point(protocol: Protocol, question: str, text: str, seen: int = 0, **fields: object):
    """Carin writes a point of the protocol."""
    wanted = PointText(text=text, **fields)
    return save_point(
        protocol=protocol, question=question, wanted=wanted, seen_version=seen, by="carin@test.example", roles={FOU}
    )


def give_answers(survey: Survey, code: str, comments: dict[str, str] | None = None, **values: str) -> Response:
    """One municipality's answers to some items, and its comments, handed in."""
    response, _made = Response.objects.get_or_create(
        survey=survey, municipality=municipality(code), is_example=False, defaults=handed_in()
    )
    for item, value in values.items():
        Answer.objects.create(response=response, item=item, value=value, comment=(comments or {}).get(item, ""))
    return response
