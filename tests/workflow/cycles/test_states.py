"""The whole (state x action x role) matrix of the tables of stage 1, and the writes that go through them."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import why_no_work
from municipalities.models import Event
from municipalities.refusals import Closed, NotPossible
from municipalities.states import may, move
from tests.workflow.conftest import NOW, WorkflowCast
from workflow.cycles.actions import (
    close_cycle,
    finish_step,
    leave_out_step,
    open_cycle,
    plan_step,
    reopen_step,
    reorder_steps,
)
from workflow.cycles.states import CYCLE, STEP
from workflow.cycles.steps import DEFAULT_ORDER, usual_dates
from workflow.meetings.states import MEETING, PROTOCOL
from workflow.models import Cycle, Meeting, Protocol, Step
from workflow.states import CHIEF, CONTACT, FOU, PORTAL, ROLES

# What is allowed, written out once more by hand: "state action: role role", with
# "-> state" where it moves. All else must be refused.
ALLOWED = {
    "cycle": (
        CYCLE,
        Cycle.State,
        ["open change: fou portal", "open close -> closed: fou portal", "closed reopen -> open: fou"],
    ),
    "step": (
        STEP,
        Step.State,
        [
            "planned plan: fou portal",
            "planned finish -> done: fou portal",
            "planned leave_out -> left_out: fou",
            "planned reopen: portal",
            "done finish: portal",
            "done reopen -> planned: fou portal",
            "left_out finish -> done: portal",
            "left_out reopen -> planned: fou portal",
        ],
    ),
    "meeting": (
        MEETING,
        Meeting.State,
        [
            "planned change: fou",
            "planned invite -> invited: fou",
            "planned hold -> held: fou",
            "planned attend: fou",
            "planned adjust: fou",
            "invited adjust: fou",
            "invited change: fou",
            "invited invite: fou",
            "invited hold -> held: fou",
            "invited attend: fou",
            "held attend: fou",
        ],
    ),
    "protocol": (
        PROTOCOL,
        Protocol.State,
        [
            "draft write: fou",
            "draft send -> sent: fou",
            "sent write: fou",
            "sent send: fou",
            "sent comment: fou chief contact",
            "sent approve -> approved: fou",
            "approved new_version -> draft: fou",
        ],
    ),
}


def cells() -> list[tuple[str, str, str, str]]:
    found = []
    for name, (table, states, allowed) in ALLOWED.items():
        told = {line.split(":")[0].split()[1] for line in allowed}
        actions = sorted({action for _state, action in table} | told)
        found += [(name, *cell) for cell in itertools.product(states.values, actions, sorted(ROLES))]
    return found


def allowed_step(allowed: list[str], state: str, action: str) -> tuple[str, list[str]]:
    """The new state and who may; nobody where the step is not there."""
    for line in allowed:
        step, roles = line.split(": ")
        if step.split(" -> ")[0] == f"{state} {action}":
            return step.partition(" -> ")[2] or state, roles.split()
    return "", []


@pytest.mark.parametrize(("name", "state", "action", "role"), cells())
def test_every_state_action_and_role(name: str, state: str, action: str, role: str) -> None:
    table, _states, allowed = ALLOWED[name]
    to, roles = allowed_step(allowed, state, action)
    assert may(table, state, action, {role}) == (role in roles)
    if not roles:
        with pytest.raises(Closed):
            move(table, state, action, {role})
    elif role not in roles:
        with pytest.raises(PermissionDenied):
            move(table, state, action, {role})
    else:
        assert move(table, state, action, {role}) == to


def test_nobody_without_a_role_may_do_anything() -> None:
    for table, _states, _allowed in ALLOWED.values():
        for state, action in table:
            with pytest.raises(PermissionDenied):
                move(table, state, action, frozenset())


WRITES = {
    "finish": lambda cycle, roles: finish_step(cycle=cycle, code="homework", by="x", roles=roles),
    "reopen": lambda cycle, roles: reopen_step(cycle=cycle, code="homework", because="y", by="x", roles=roles),
    "leave_out": lambda cycle, roles: leave_out_step(cycle=cycle, code="homework", because="y", by="x", roles=roles),
    "plan": lambda cycle, roles: plan_step(cycle=cycle, code="homework", on=date(2017, 5, 5), by="x", roles=roles),
}


@pytest.mark.parametrize("role", [FOU, CHIEF, CONTACT, PORTAL])
@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("state", Step.State.values)
def test_writes_go_by_the_table(cycle: Cycle, state: str, action: str, role: str) -> None:
    told = {} if state == "planned" else {"done_by": "x", "done_at": NOW}
    told |= {"left_out_because": "z"} if state == "left_out" else {}
    told |= {"happened_on": NOW.date()} if state == "done" else {}
    cycle.steps.filter(code="homework").update(state=state, **told)
    try:
        expected = move(STEP, state, action, {role})
    except (Closed, PermissionDenied) as problem:
        with pytest.raises(type(problem)):
            WRITES[action](cycle, {role})
        assert cycle.steps.get(code="homework").state == state
        return
    assert WRITES[action](cycle, {role}).state == expected
    assert cycle.steps.get(code="homework").state == expected


def test_every_write_has_its_event(cast: WorkflowCast, cycle: Cycle) -> None:
    plan_step(cycle=cycle, code="homework", on=date(2017, 5, 5), by="c")
    leave_out_step(cycle=cycle, code="homework", because="skäl", by="c", roles={FOU})
    reopen_step(cycle=cycle, code="homework", because="ändrat", by="c")
    finish_step(cycle=cycle, code="homework", by="c")
    reorder_steps(cycle=cycle, codes=DEFAULT_ORDER[::-1], by="c", roles={FOU})
    for code in DEFAULT_ORDER:
        finish_step(cycle=cycle, code=code, by="c")
    close_cycle(cycle=cycle, by="c")
    told = set(Event.objects.filter(subject=cycle.subject).values_list("action", flat=True))
    steps = {"step.plan", "step.leave_out", "step.reopen", "step.finish", "step.reorder"}
    assert told == steps | {"cycle.open", "cycle.close"}
    assert Event.objects.filter(action="step.finish").count() == len(DEFAULT_ORDER)


def test_done_twice_is_told_once(cycle: Cycle) -> None:
    finish_step(cycle=cycle, code="prepare", by="first")
    assert finish_step(cycle=cycle, code="prepare", by="second").done_by == "first"
    assert Event.objects.filter(action="step.finish").count() == 1


def test_a_closed_cycle_stands(cycle: Cycle) -> None:
    for code in DEFAULT_ORDER:
        finish_step(cycle=cycle, code=code, by="c")
    close_cycle(cycle=cycle, by="c")
    for write in WRITES.values():
        with pytest.raises(Closed):
            write(cycle, {FOU})
    with pytest.raises(Closed):
        reorder_steps(cycle=cycle, codes=DEFAULT_ORDER, by="c", roles={FOU})


def test_an_order_names_every_step_once(cycle: Cycle) -> None:
    for codes in (DEFAULT_ORDER[:-1], (*DEFAULT_ORDER[:-1], "prepare")):
        with pytest.raises(NotPossible):
            reorder_steps(cycle=cycle, codes=codes, by="c", roles={FOU})


def test_one_cycle_per_network_area_and_year(cycle: Cycle) -> None:
    with pytest.raises(NotPossible):
        open_cycle(network=cycle.network, area=cycle.area, year=2017, survey=cycle.survey, by="c")


@pytest.mark.parametrize(
    "half",
    [
        {"state": "done"},
        {"state": "done", "done_by": "x"},
        {"state": "left_out", "done_by": "x", "done_at": NOW},
        {"state": "planned", "done_by": "x", "done_at": NOW},
        {"state": "done", "done_by": "x", "done_at": NOW, "left_out_because": "z"},
    ],
)
def test_a_half_made_step_cannot_be_stored(cycle: Cycle, half: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.steps.filter(code="homework").update(**half)


def test_a_half_closed_cycle_cannot_be_stored(cycle: Cycle) -> None:
    for half in ({"state": "closed"}, {"closed_by": "x"}, {"closed_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(**half)


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(0, 200))
def test_usual_dates_come_in_the_usual_order(opens: date, length: int) -> None:
    closes = opens.fromordinal(opens.toordinal() + length)
    days = usual_dates(opens.year, opens, closes)
    assert list(days) == list(DEFAULT_ORDER)
    assert list(days.values()) == sorted(days.values())
    assert 722 <= (days["reports"] - days["decision"]).days <= 740  # two years, each on a working day
    assert not any(map(why_no_work, days.values()))
