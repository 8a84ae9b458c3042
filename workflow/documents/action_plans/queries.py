"""Reads an adopted action plan, for plan_document.plan_document."""

from __future__ import annotations

from django.utils import timezone

from indicators.permissions import PUBLIC
from municipalities.models import User
from municipalities.refusals import NotPossible
from workflow.areas.figures import read_network
from workflow.areas.presenters import indicator_names, reservations_on
from workflow.documents.action_plans.facts import ActivityFacts, GoalFacts, PlanFacts
from workflow.follow_up.queries import decided_of
from workflow.models import ActionPlan
from workflow.units import called_then

NOT_ADOPTED = "Planen är inte antagen. Den blir ett dokument när den är det."
JOINT = "Gemensam plan"


def plan_holder(plan: ActionPlan) -> str:
    """Whose it is, as the municipality was called in the cycle's year."""
    called_then([plan], plan.area.cycle)
    return plan.municipality.full_name if plan.municipality else JOINT


def read_plan(plan: ActionPlan) -> PlanFacts:
    """NotPossible unless it is adopted: one that has been opened again is its municipality's own until then."""
    if plan.state != ActionPlan.State.ADOPTED:
        raise NotPossible(NOT_ADOPTED)
    assert plan.adopted_at is not None, "by constraint"
    assert plan.reach_by is not None, "by constraint"
    assert plan.follow_up_on is not None, "by constraint"
    cycle, decision = plan.area.cycle, decided_of(plan.area.cycle)
    activities = [
        ActivityFacts(one.what, one.who, one.when, str(one.get_state_display())) for one in plan.activities.all()
    ]
    return PlanFacts(
        area=plan.area.title,
        need=plan.area.need,
        cycle=str(cycle),
        holder=plan_holder(plan),
        is_joint=plan.municipality is None,
        network=cycle.network.name,
        what=plan.what,
        cost_change=plan.cost_change,
        reach_by=plan.reach_by,
        follow_up_on=plan.follow_up_on,
        follow_up_how=plan.follow_up_how,
        goals=_goals(plan),
        activities=tuple(activities),
        adopted_by=_person_called(plan.adopted_by),
        adopted_on=timezone.localdate(plan.adopted_at),
        decided_on=decision.decided_on if decision else None,
        is_example=cycle.is_example,
    )


def _goals(plan: ActionPlan) -> tuple[GoalFacts, ...]:
    """Named as the indicators are in the cycle's year. What anybody may see of it is enough for names."""
    page = read_network(plan.area.cycle, PUBLIC)
    names = indicator_names(page)
    return tuple(
        GoalFacts(
            names.get(one.indicator, one.indicator) if one.indicator else one.measure,
            one.start,
            one.target,
            tuple(reservations_on(page, [one.indicator])),
        )
        for one in plan.goals.all()
    )


def _person_called(email: str) -> str:
    """The address itself where the person is gone."""
    found = User.objects.filter(email=email).first()
    return found.name if found and found.name else email
