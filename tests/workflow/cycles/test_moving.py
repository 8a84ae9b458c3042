"""All days of a cycle that are still to come, moved together."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import why_no_work
from municipalities.models import Event, Mail
from tests.workflow.conftest import NOW, WorkflowCast
from workflow.cycles.actions import finish_step
from workflow.cycles.moving import moves_of
from workflow.meetings.actions import invite, plan_meeting
from workflow.models import Cycle, Meeting, Step
from workflow.states import FOU

BY = {"by": "carin@test.example", "roles": {FOU}}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def days(cycle: Cycle) -> dict[str, date]:
    return dict(cycle.steps.values_list("code", "planned_on"))


def planned(cycle: Cycle, kind: str, day: datetime) -> Meeting:
    times = {"starts_at": day, "ends_at": day + timedelta(hours=3)}
    return plan_meeting(cycle=cycle, kind=kind, **times, place="FoU", **BY)


def move(client: Client, cycle: Cycle, **typed: str):
    """Looks, and then moves what was shown."""
    address = reverse("cycle-move", args=[cycle.pk])
    page = client.get(address, {"veckor": "", "fran": "", **typed})
    return page, client.post(address, {"veckor": "", "fran": "", "seen": page.context["seen"], **typed})


@given(st.integers(-1000, 1000), st.lists(st.dates(date(2016, 1, 1), date(2030, 12, 31)), min_size=1, max_size=5))
def test_moved_days_are_working_days_in_the_same_order(by: int, before: list[date]) -> None:
    steps = [Step(code="homework", planned_on=day) for day in sorted(before)]
    moved, kept = moves_of(steps, {}, by)
    assert [one.before for one in moved] == sorted(before)
    after = [one.after for one in moved]
    assert after == sorted(after)
    assert not kept
    assert not any(map(why_no_work, after))
    assert all(0 <= (one.after - one.before).days - by <= 6 for one in moved)


def test_what_is_left_moves_and_what_is_done_stands(carin: Client, cycle: Cycle) -> None:
    finish_step(cycle=cycle, code="prepare", by="c")
    before = days(cycle)
    page, answer = move(carin, cycle, veckor="3")
    assert answer.status_code == 302
    html = page.content.decode()
    assert "mån 2 okt 2017" in html
    assert "mån 23 okt 2017" in html
    after = days(cycle)
    assert after["prepare"] == before["prepare"]
    assert after["results"] == date(2017, 10, 23)
    assert after["protocol"] == date(2017, 3, 28)
    told = Event.objects.get(action="cycle.move_days")
    assert (told.detail["days"], ["results", "2017-10-02", "2017-10-23"] in told.detail["moved"]) == (21, True)
    assert "Flyttade 12 planerade dagar 21 dagar framåt" in carin.get(f"/omgang/{cycle.pk}/").content.decode()


def test_the_first_can_be_put_on_a_day(carin: Client, cycle: Cycle) -> None:
    move(carin, cycle, fran="2017-02-07")
    assert days(cycle)["prepare"] == date(2017, 2, 7)
    assert days(cycle)["results"] == date(2017, 10, 16)


def test_a_meeting_moves_with_its_step_until_somebody_has_been_called(
    cast: WorkflowCast, carin: Client, cycle: Cycle
) -> None:
    _ = (cast.anna, cast.bo)
    called = planned(cycle, Meeting.Kind.QUALITY, datetime(2017, 2, 24, 12, tzinfo=UTC))
    invite(meeting=called, **BY)
    free = planned(cycle, Meeting.Kind.ANALYSIS_1, datetime(2017, 10, 12, 11, tzinfo=UTC))
    mails = Mail.objects.count()
    page, _answer = move(carin, cycle, veckor="4")
    assert "24 februari 2017: kallelsen är skickad." in page.content.decode()
    called.refresh_from_db()
    free.refresh_from_db()
    assert called.starts_at == datetime(2017, 2, 24, 12, tzinfo=UTC)
    assert (free.starts_at, free.ends_at) == (
        datetime(2017, 11, 9, 12, tzinfo=UTC),  # 13.00 in Sweden, in winter as in summer
        datetime(2017, 11, 9, 15, tzinfo=UTC),
    )
    after = days(cycle)
    assert (after["quality_meeting"], after["meeting_1"]) == (date(2017, 2, 24), date(2017, 11, 9))
    assert Mail.objects.count() == mails


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"veckor": "", "fran": ""}, "Skriv antingen ett antal veckor eller en dag."),
        ({"veckor": "2", "fran": "2017-03-01"}, "Skriv antingen ett antal veckor eller en dag."),
        ({"veckor": "", "fran": "0017-03-01"}, "kan inte stämma"),
        ({"veckor": "", "fran": "2099-03-01"}, "kan inte stämma. Skriv ett år mellan 2015 och 2027."),
        ({"veckor": "0", "fran": ""}, "Det finns inget att flytta."),
        ({"veckor": "2", "fran": "", "seen": "prepare=2017-01-01"}, "Någon har ändrat en dag"),
    ],
)
def test_what_cannot_be_moved_is_told_and_nothing_is(carin: Client, cycle: Cycle, typed: dict, told: str) -> None:
    before, address = days(cycle), reverse("cycle-move", args=[cycle.pk])
    shown = carin.get(address, {"veckor": "2"}).context["seen"]
    answer = carin.post(address, {"seen": shown, **typed})
    assert answer.status_code in (409, 422)
    assert told in answer.content.decode()
    assert days(cycle) == before


def test_what_would_lie_too_far_away_is_told_before(carin: Client, cycle: Cycle) -> None:
    answer = carin.get(reverse("cycle-move", args=[cycle.pk]), {"veckor": "", "fran": "2099-03-01"})
    assert (answer.status_code, "kan inte stämma" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("person", ["anna", "david"])
def test_only_fou_moves_the_days(cast: WorkflowCast, cycle: Cycle, person: str) -> None:
    assert cast.client(person).get(reverse("cycle-move", args=[cycle.pk])).status_code == 403
