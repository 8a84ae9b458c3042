"""Att göra: what stage 1 asks of each person, from the cycles of their networks."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.workflow.conftest import NOW, WorkflowCast, write_point
from workflow.cycles.actions import finish_step, leave_out_step
from workflow.meetings.actions import invite
from workflow.meetings.protocol_actions import send_for_comments
from workflow.models import Cycle, Meeting
from workflow.states import FOU
from workflow.to_do.items import ToDo
from workflow.to_do.to_do import to_dos_of

pytestmark = pytest.mark.django_db
BY = {"by": "carin@test.example", "roles": {FOU}}
TODAY = date(2017, 2, 20)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def titles(to_dos: list[ToDo]) -> list[str]:
    return [one.title for one in to_dos]


def test_fou_is_told_the_next_step(cast: WorkflowCast, cycle: Cycle) -> None:
    to_do = to_dos_of(cast.carin, TODAY)[0]
    assert to_do.title == "Ekonomiskt bistånd 2017: Förbereda enkäten"
    assert "Skulle ha varit klart 24 jan 2017" in to_do.text
    assert to_do.is_urgent
    assert to_dos_of(cast.greta, TODAY) == []


def test_fou_is_told_what_was_passed_over(cast: WorkflowCast, cycle: Cycle) -> None:
    finish_step(cycle=cycle, code="quality_meeting", by="c")
    told = [one for one in to_dos_of(cast.carin, TODAY) if one.text.startswith("Förbigånget")]
    assert "Förbereda enkäten" in told[0].text
    leave_out_step(cycle=cycle, code="prepare", because="gjort förra året", by="c", roles={FOU})
    assert not [one for one in to_dos_of(cast.carin, TODAY) if one.text.startswith("Förbigånget")]


def test_the_invited_are_told_of_the_meeting_until_it_has_been(cast: WorkflowCast, quality_meeting: Meeting) -> None:
    assert titles(to_dos_of(cast.anna, TODAY)) == []
    invite(meeting=quality_meeting, **BY)
    assert "Fredag 24 februari kl. 13.00, FoU." in [one.text for one in to_dos_of(cast.anna, TODAY)]
    assert titles(to_dos_of(cast.anna, date(2017, 2, 25))) == []
    assert not [one for one in to_dos_of(cast.david, TODAY) if "kvalitetssäkring" in one.title]  # not invited


def test_the_protocol_awaits_comments(cast: WorkflowCast, held_meeting: Meeting) -> None:
    write_point(held_meeting.protocol, "E1", "text")
    send_for_comments(protocol=held_meeting.protocol, until=date(2017, 3, 1), **BY)
    to_do = next(one for one in to_dos_of(cast.bo, TODAY) if one.title.startswith("Protokoll"))
    assert to_do.url == reverse("protocol", args=[held_meeting.pk])
    assert "senast 1 mars" in to_do.text
    assert not [one for one in to_dos_of(cast.bo, date(2017, 3, 2)) if one.title.startswith("Protokoll")]


def test_the_front_page_shows_them(cast: WorkflowCast, quality_meeting: Meeting) -> None:
    invite(meeting=quality_meeting, **BY)
    assert "Se dagordningen" in cast.client("anna").get("/").content.decode()
    assert "Öppna omgången" in cast.client("carin").get("/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_cycles(
    cast: WorkflowCast, cycle: Cycle, django_assert_max_num_queries
) -> None:
    person = cast.carin
    with django_assert_max_num_queries(20) as few:
        to_dos_of(person, TODAY)
    for year in (2011, 2012, 2013):
        Cycle.objects.create(network=cycle.network, area=cycle.area, year=year, opened_by="c", opened_at=NOW)
    with django_assert_max_num_queries(len(few) + 1):
        to_dos_of(person, TODAY)
