"""Action plans: written by those who carry them out, adopted by the head, changed only by a new adoption."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.models import Event
from municipalities.refusals import Closed, NotPossible
from tests.workflow.analysis_scene import BY, DECIDED, PLAN, decided, plan_of, propose
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, municipality
from workflow.models import ActionPlan, Cycle, DevelopmentArea, Step
from workflow.permissions import part_in
from workflow.plans import actions
from workflow.plans.actions import ActivityText, GoalText
from workflow.plans.queries import roles_in_plan
from workflow.states import CHIEF, CONTACT, FOU


@pytest.fixture
def area(cast: WorkflowCast, cycle: Cycle) -> DevelopmentArea:
    decided(cast, cycle)
    return cycle.development_areas.first()


@pytest.fixture
def plan(area: DevelopmentArea) -> ActionPlan:
    return plan_of(area, SOLNA)


def adopt(plan: ActionPlan, *roles: str) -> ActionPlan:
    return actions.adopt_plan(plan=plan, by="david@test.example", roles=set(roles or (CHIEF,)), now=DECIDED)


def test_plans_come_after_the_decision(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    with pytest.raises(Closed):
        plan_of(cycle.development_areas.first(), SOLNA)


def test_a_municipality_has_its_own_plan_once(area: DevelopmentArea) -> None:
    assert plan_of(area, SOLNA) == plan_of(area, SOLNA)
    assert plan_of(area, EKERO).pk != plan_of(area, SOLNA).pk


def test_joint_work_has_one_plan_and_municipal_work_none(area: DevelopmentArea) -> None:
    with pytest.raises(NotPossible):
        plan_of(area, "")
    DevelopmentArea.objects.filter(pk=area.pk).update(reach="joint")
    with pytest.raises(NotPossible):
        plan_of(area, SOLNA)
    assert plan_of(area, "").municipality is None


def test_a_plan_keeps_its_goals_and_activities(plan: ActionPlan) -> None:
    goal, activity = plan.goals.get(), plan.activities.get()
    assert (goal.indicator, goal.start, goal.target) == ("rattsfall", "Nej", "Ja")
    assert (activity.what, activity.who, activity.state) == ("Skriva", "Enhetschefen", "planned")


@pytest.mark.parametrize(
    "wrong",
    [
        {"goals": [GoalText(target="Ja")]},
        {"goals": [GoalText(target=" ", indicator="rattsfall")]},
        {"activities": [ActivityText(" ", "Chefen", DECIDED.date())]},
        {"activities": [ActivityText("Skriva", "", DECIDED.date())]},
        {"activities": [ActivityText("Skriva", "Chefen", DECIDED.date(), "kanske")]},
    ],
)
def test_half_a_goal_or_activity_is_refused_and_nothing_is_lost(plan: ActionPlan, wrong: dict) -> None:
    with pytest.raises(NotPossible):
        actions.write_plan(plan=plan, text=replace(PLAN, what="Nytt", **wrong), by=BY, roles={CONTACT})
    plan.refresh_from_db()
    assert (plan.what, plan.goals.count(), plan.activities.count()) == ("Skriva en rutin", 1, 1)


@pytest.mark.parametrize(
    ("lacking", "word"),
    [
        ({"what": ""}, "vad som ska utvecklas"),
        ({"reach_by": None}, "när målen ska vara nådda"),
        ({"follow_up_on": None}, "när planen följs upp"),
        ({"goals": []}, "minst ett mål"),
        ({"activities": []}, "minst en aktivitet"),
    ],
)
def test_a_plan_that_lacks_something_is_not_adopted(area: DevelopmentArea, lacking: dict, word: str) -> None:
    unfinished = plan_of(area, SOLNA, replace(PLAN, **lacking))
    with pytest.raises(NotPossible) as refused:
        adopt(unfinished)
    assert word in str(refused.value)


@pytest.mark.parametrize("role", [FOU, CONTACT])
def test_a_municipality_s_plan_is_adopted_by_its_head(plan: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        adopt(plan, role)
    assert adopt(plan).state == "adopted"


def test_a_joint_plan_is_adopted_by_fou(area: DevelopmentArea) -> None:
    DevelopmentArea.objects.filter(pk=area.pk).update(reach="joint")
    joint = plan_of(area, "")
    with pytest.raises(PermissionDenied):
        adopt(joint, CHIEF)
    assert adopt(joint, FOU).state == "adopted"


@pytest.mark.parametrize(
    ("person", "own", "other", "joint"),
    [
        ("anna", {CONTACT}, set(), set()),
        ("frida", {CHIEF}, set(), set()),
        ("bo", set(), {CONTACT}, set()),
        ("carin", {FOU}, {FOU}, {FOU}),
        ("eva", set(), set(), set()),
        ("hugo", set(), set(), set()),
        ("greta", set(), set(), set()),
    ],
)
def test_what_a_person_is_to_a_plan(cast: WorkflowCast, cycle: Cycle, person, own, other, joint) -> None:
    part = part_in(getattr(cast, person), cycle)
    told = [roles_in_plan(part, unit) for unit in (municipality(EKERO), municipality(SOLNA), None)]
    assert told == [own, other, joint]


def test_an_adopted_plan_is_changed_only_by_a_new_adoption(plan: ActionPlan) -> None:
    adopt(plan)
    with pytest.raises(Closed):
        actions.write_plan(plan=plan, text=PLAN, by=BY, roles={CHIEF, CONTACT, FOU})
    with pytest.raises(Closed):
        adopt(plan)
    with pytest.raises(NotPossible):
        actions.reopen_plan(plan=plan, because=" ", by="david@test.example", roles={CHIEF})
    with pytest.raises(PermissionDenied):
        actions.reopen_plan(plan=plan, because="Ny chef", by="bo@test.example", roles={CONTACT})
    actions.reopen_plan(plan=plan, because="Målet var för lågt", by="david@test.example", roles={CHIEF})
    kept = Event.objects.get(action="plan.reopen").detail
    assert kept["because"] == "Målet var för lågt"
    assert kept["before"]["goals"] == [["rattsfall", "Nej", "Ja"]]
    actions.write_plan(plan=plan, text=replace(PLAN, what="Mer"), by=BY, roles={CONTACT})
    assert adopt(plan).what == "Mer"


def test_how_an_activity_goes_is_told_without_touching_the_rest(plan: ActionPlan) -> None:
    activity = plan.activities.get()
    with pytest.raises(Closed):
        actions.report_activity(activity=activity, state="done", by="bo@test.example", roles={CONTACT})
    adopt(plan)
    with pytest.raises(NotPossible):
        actions.report_activity(activity=activity, state="kanske", by="bo@test.example", roles={CONTACT})
    actions.report_activity(activity=activity, state="done", by="bo@test.example", roles={CONTACT})
    plan.refresh_from_db()
    assert (plan.state, plan.activities.get().state) == ("adopted", "done")


def test_the_step_is_done_when_every_area_has_its_plans(area: DevelopmentArea, cycle: Cycle) -> None:
    step = cycle.steps.get(code=Step.Code.PLANS)
    joint = cycle.development_areas.exclude(pk=area.pk)
    joint.update(reach="joint")
    for one in joint:
        adopt(plan_of(one, ""), FOU)
    for unit in cycle.network.members.all():
        step.refresh_from_db()
        assert step.state == "planned"
        adopt(plan_of(area, unit.code))
    step.refresh_from_db()
    assert step.state == "done"


def test_every_step_has_its_event(plan: ActionPlan, cycle: Cycle) -> None:
    adopt(plan)
    actions.report_activity(activity=plan.activities.get(), state="done", by="bo", roles={CONTACT})
    actions.reopen_plan(plan=plan, because="Mer", by="david", roles={CHIEF})
    events = Event.objects.filter(subject=cycle.subject, action__startswith="plan.").order_by("id")
    assert list(events.values_list("action", flat=True)) == [
        *("plan.open", "plan.write", "plan.adopt", "plan.activity", "plan.reopen")
    ]
