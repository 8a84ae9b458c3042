"""The whole (state x action x role) matrix of stage 2, written out once more by hand, and what cannot be stored."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from municipalities.refusals import Closed
from municipalities.states import may, move
from tests.workflow.conftest import EKERO, NOW, municipality
from workflow.areas.states import AREA
from workflow.decisions.states import DECISION
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, Goal, Homework, Standpoint
from workflow.plans.states import PLAN
from workflow.states import ROLES

# "state action: role role", with "-> state" where it moves; all else must be refused.
ALLOWED = {
    "area": (
        AREA,
        DevelopmentArea.State,
        [
            "suggested change: fou",
            "suggested vote: fou chief contact",
            "suggested choose -> chosen: fou",
            "suggested drop -> dropped: fou",
            "chosen change: fou",
            "chosen vote: fou chief contact",
            "chosen homework: fou contact",
            "chosen analyse: fou",
            "chosen drop -> dropped: fou",
            "chosen propose -> proposed: portal",
            "proposed send_back -> chosen: portal",
            "proposed decide -> decided: portal",
            "decided plan: fou contact",
            "decided propose: portal",
            "decided decide: portal",
            "decided send_back: portal",
            "dropped take_up -> suggested: fou",
        ],
    ),
    "decision": (
        DECISION,
        Decision.State,
        [
            "draft write: fou",
            "draft propose -> proposed: fou",
            "proposed stand: chief",
            "proposed send_back -> sent_back: fou",
            "proposed decide -> decided: fou",
            "sent_back new_version: fou portal",
            "decided new_version: fou",
        ],
    ),
    "plan": (
        PLAN,
        ActionPlan.State,
        [
            "draft write: fou chief contact",
            "draft adopt -> adopted: fou chief",
            "adopted report: fou chief contact",
            "adopted reopen -> draft: fou chief",
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


@pytest.mark.parametrize("name", ALLOWED)
def test_nobody_without_a_role_may_do_anything(name: str) -> None:
    for state, action in ALLOWED[name][0]:
        with pytest.raises(PermissionDenied):
            move(ALLOWED[name][0], state, action, frozenset())


def test_nothing_decided_is_written_or_dropped() -> None:
    assert not [action for state, action in DECISION if state == "decided" and action != "new_version"]
    assert not [
        action for state, action in AREA if state == "decided" and action in ("change", "analyse", "homework", "drop")
    ]
    assert ("adopted", "write") not in PLAN


def refuses(model, **fields: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)


@pytest.fixture
def area(cycle: Cycle) -> DevelopmentArea:
    return DevelopmentArea.objects.create(cycle=cycle, title="Ett område", by="x", at=NOW)


PROPOSED = {"state": "proposed", "proposal": "Ett område", "proposed_by": "x", "proposed_at": NOW}
DECIDED = {
    **PROPOSED,
    "state": "decided",
    "motivation": "Därför",
    "decided_on": NOW.date(),
    "decided_by": "x",
    "decided_at": NOW,
    "follow_up_on": NOW.date(),
    "sha256": "0" * 64,
}


def test_a_whole_decision_can_be_stored(cycle: Cycle) -> None:
    Decision.objects.create(cycle=cycle, number=1, **DECIDED)
    Decision.objects.create(cycle=cycle, number=2, **PROPOSED)
    back = {**PROPOSED, "state": "sent_back", "sent_back_to": "homework", "sent_back_because": "Tunt"}
    Decision.objects.create(cycle=cycle, number=3, **back)
    Decision.objects.create(cycle=cycle, number=4)


@pytest.mark.parametrize("lacking", [name for name in DECIDED if name != "state"])
def test_a_half_made_decision_cannot_be_stored(cycle: Cycle, lacking: str) -> None:
    empty = None if lacking in ("decided_on", "decided_at", "follow_up_on", "proposed_at") else ""
    refuses(Decision, cycle=cycle, number=1, **{**DECIDED, lacking: empty})


@pytest.mark.parametrize("half", ["decided_on", "decided_at", "decided_by", "motivation", "sha256"])
def test_nothing_of_a_decision_is_stored_before_it_is_made(cycle: Cycle, half: str) -> None:
    refuses(Decision, cycle=cycle, number=1, **{**PROPOSED, half: DECIDED[half]})


@pytest.mark.parametrize(
    "half",
    [
        {**PROPOSED, "state": "sent_back"},
        {**PROPOSED, "state": "sent_back", "sent_back_to": "homework"},
        {**PROPOSED, "state": "sent_back", "sent_back_because": "Tunt"},
        {**PROPOSED, "sent_back_to": "homework", "sent_back_because": "Tunt"},
        {**PROPOSED, "proposal": ""},
        {**PROPOSED, "proposed_at": None},
    ],
)
def test_a_decision_is_never_half_proposed_or_half_sent_back(cycle: Cycle, half: dict) -> None:
    refuses(Decision, cycle=cycle, number=1, **half)


def test_one_decision_per_version(cycle: Cycle) -> None:
    Decision.objects.create(cycle=cycle, number=1)
    refuses(Decision, cycle=cycle, number=1)


@pytest.mark.parametrize("half", [{"state": "chosen"}, {"state": "decided"}, {"state": "dropped"}])
def test_an_area_says_its_need_or_why_it_was_dropped(area: DevelopmentArea, half: dict) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DevelopmentArea.objects.filter(pk=area.pk).update(**half)


@pytest.mark.parametrize("stance", ["comment", "send_back"])
def test_a_standpoint_with_comment_has_one(cycle: Cycle, stance: str) -> None:
    decision = Decision.objects.create(cycle=cycle, number=1, **PROPOSED)
    told = {"decision": decision, "municipality": municipality(EKERO), "name": "F", "by": "x", "at": NOW}
    refuses(Standpoint, **told, stance=stance)
    Standpoint.objects.create(**told, stance="approve")
    refuses(Standpoint, **told, stance="approve")


@pytest.mark.parametrize("half", [{"submitted_by": "x"}, {"submitted_at": NOW}])
def test_homework_handed_in_says_who_and_when(area: DevelopmentArea, half: dict) -> None:
    refuses(Homework, area=area, municipality=municipality(EKERO), due=NOW.date(), **half)


ADOPTED = {"state": "adopted", "what": "Rutin", "reach_by": NOW.date(), "follow_up_on": NOW.date()}
ADOPTED |= {"adopted_by": "x", "adopted_at": NOW}


@pytest.mark.parametrize("lacking", [name for name in ADOPTED if name != "state"])
def test_a_half_adopted_plan_cannot_be_stored(area: DevelopmentArea, lacking: str) -> None:
    empty = "" if lacking in ("what", "adopted_by") else None
    refuses(ActionPlan, area=area, edited_by="x", edited_at=NOW, **{**ADOPTED, lacking: empty})


def test_one_plan_per_area_and_municipality_and_one_joint(area: DevelopmentArea) -> None:
    for unit in (municipality(EKERO), None):
        told = {"area": area, "municipality": unit, "edited_by": "x", "edited_at": NOW}
        plan = ActionPlan.objects.create(**told)
        refuses(ActionPlan, **told)
        refuses(Goal, plan=plan, target="Ja")
