"""The day a step happened: asked for, never to come, never before what it rests on; and shown."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from municipalities.refusals import NotPossible
from tests.workflow.conftest import WorkflowCast
from workflow.cycles.actions import finish_step, leave_out_step
from workflow.cycles.step_days import beneath, earliest_after, latest_before, proposed_day
from workflow.cycles.steps import DEFAULT_ORDER, RESTS_ON
from workflow.meetings.actions import hold_meeting, plan_meeting
from workflow.models import Cycle, Meeting, Step
from workflow.states import FOU

DAY = date(2017, 11, 20)
NOW = datetime(2017, 11, 20, 9, tzinfo=UTC)
BY = {"by": "carin@test.example", "roles": {FOU}}
DAYS = st.dictionaries(st.sampled_from(DEFAULT_ORDER), st.dates(date(2017, 1, 1), DAY))


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def happened(cycle: Cycle, code: str, on: date) -> None:
    finish_step(cycle=cycle, code=code, on=on, **BY)


def step_of(cycle: Cycle, code: str) -> Step:
    return cycle.steps.get(code=code)


def send(client: Client, cycle: Cycle, code: str, **typed: str):
    return client.post(reverse("cycle-step", args=[cycle.pk, code]), {"gor": "klart", **typed})


# What each step rests on, written out once more by hand: the nearest one, and so on down.
@pytest.mark.parametrize(
    ("code", "on"),
    [
        ("protocol", "quality_meeting"),
        ("meeting_1", "results answering prepare"),
        ("homework", "meeting_1 results answering prepare"),
        ("meeting_2", "meeting_1 results answering prepare"),
        ("decision", "meeting_2 meeting_1 results answering prepare"),
        ("plans", "decision meeting_2 meeting_1 results answering prepare"),
        ("follow_up_meeting", "decision meeting_2 meeting_1 results answering prepare"),
    ],
)
def test_what_each_step_rests_on(code: str, on: str) -> None:
    assert list(beneath(code, RESTS_ON)) == on.split()


@given(DAYS, st.sampled_from(DEFAULT_ORDER), st.one_of(st.none(), st.dates(date(2017, 1, 1), date(2018, 12, 31))))
def test_what_is_proposed_would_be_taken(days: dict[str, date], code: str, planned: date | None) -> None:
    proposed = proposed_day(code, days, RESTS_ON, planned, DAY)
    last = latest_before(code, days, RESTS_ON)
    assert proposed <= DAY
    assert last is None or days[last] <= proposed
    assert proposed == planned or planned is None or planned > DAY or (last is not None and planned < days[last])


@given(DAYS, st.sampled_from(DEFAULT_ORDER), st.sampled_from(DEFAULT_ORDER))
def test_before_and_after_are_each_others_mirror(days: dict[str, date], one: str, other: str) -> None:
    if one in beneath(other, RESTS_ON) and {one, other} <= set(days):
        last, first = latest_before(other, days, RESTS_ON), earliest_after(one, days, RESTS_ON)
        assert last is not None
        assert days[last] >= days[one]
        assert first is not None
        assert days[first] <= days[other]


def test_a_step_carries_the_day_it_happened_and_the_day_that_was_recorded(carin: Client, cycle: Cycle) -> None:
    html = carin.get(reverse("cycle-step", args=[cycle.pk, "results"])).content.decode()
    assert 'value="2017-10-02"' in html  # the planned day, proposed
    assert send(carin, cycle, "results", happened_on="2017-10-04").status_code == 302
    step = step_of(cycle, "results")
    assert (step.happened_on, step.done_at) == (date(2017, 10, 4), NOW)
    html = carin.get(reverse("cycle", args=[cycle.pk])).content.decode()
    assert "4 okt 2017" in html
    assert "antecknat 20 nov 2017" in html
    page = carin.get(reverse("cycle-step", args=[cycle.pk, "results"])).content.decode()
    assert "Klart 4 oktober 2017" in " ".join(page.split())
    assert "Antecknat 20 november 2017 av carin@test.example." in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Skriv vilken dag det hände."),
        ("2017-11-21", "21 november 2017 har inte varit än."),
        ("2017-10-11", "kan inte ha varit före ”Analysmöte 1: välja områden”, som var 12 oktober 2017."),
        ("0017-11-20", "kan inte stämma"),
        ("igår", "är ingen dag"),
    ],
)
def test_a_day_it_cannot_have_happened_is_refused(carin: Client, cycle: Cycle, typed: str, told: str) -> None:
    happened(cycle, "meeting_1", date(2017, 10, 12))
    answer = send(carin, cycle, "meeting_2", happened_on=typed)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert step_of(cycle, "meeting_2").state == "planned"


def test_an_earlier_step_is_not_dated_after_what_rests_on_it(cycle: Cycle) -> None:
    happened(cycle, "decision", date(2017, 11, 10))
    with pytest.raises(NotPossible, match="kan inte ha varit efter ”Socialchefernas beslut”, som var 10 november 2017"):
        happened(cycle, "meeting_1", date(2017, 11, 11))


def test_a_step_left_out_is_looked_through(cycle: Cycle) -> None:
    happened(cycle, "meeting_1", date(2017, 10, 12))
    leave_out_step(cycle=cycle, code="meeting_2", because="Skriftligt", **BY)
    with pytest.raises(NotPossible, match="Analysmöte 1"):
        happened(cycle, "decision", date(2017, 10, 11))
    happened(cycle, "decision", date(2017, 10, 12))
    assert step_of(cycle, "meeting_2").happened_on is None


def test_the_second_analysis_meeting_is_done_on_the_day_it_was_held(cast: WorkflowCast, cycle: Cycle) -> None:
    assert cast.carin
    times = {"starts_at": datetime(2017, 11, 15, 12, tzinfo=UTC), "ends_at": datetime(2017, 11, 15, 15, tzinfo=UTC)}
    meeting = plan_meeting(cycle=cycle, kind=Meeting.Kind.ANALYSIS_2, **times, place="FoU", **BY)
    hold_meeting(meeting=meeting, present=list(meeting.participants.values_list("pk", flat=True)), **BY)
    step = step_of(cycle, "meeting_2")
    assert (step.state, step.happened_on, step.done_at) == ("done", date(2017, 11, 15), NOW)
