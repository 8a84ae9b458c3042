"""Reads of action plans, and a getter that fetches or refuses."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from municipalities.models import Municipality
from workflow.models import (
    ActionPlan,
    Cycle,
    DevelopmentArea,
)
from workflow.permissions import Part, get_cycle
from workflow.states import CHIEF, CONTACT, FOU
from workflow.units import called_then, units_of


def roles_in_plan(part: Part, municipality: Municipality | None) -> frozenset[str]:
    """What the person may be to a plan: a municipality's own contact and head, and FoU; a joint plan is FoU's to adopt
    and everybody's to read."""
    if municipality is None:
        return part.names & {FOU}
    held = ((CONTACT, part.is_contact_in(municipality)), (CHIEF, part.is_chief_in(municipality)), (FOU, part.is_fou))
    return frozenset(name for name, has in held if has) & part.names


def get_plan(request: HttpRequest, pk: int) -> tuple[ActionPlan, Part, frozenset[str]]:
    """The plan, and as what the person may write it. Everybody with a part in the cycle may read it when it is adopted;
    a municipality's draft is for itself and FoU, 403 for others."""
    plans = ActionPlan.objects.select_related("area__cycle__network", "area__cycle__area", "municipality__parent")
    plan = get_object_or_404(plans, pk=pk)
    cycle, part = get_cycle(request, plan.area.cycle_id)
    plan.area.cycle = cycle
    called_then([plan], cycle)
    roles = roles_in_plan(part, plan.municipality)
    if plan.state == ActionPlan.State.DRAFT and plan.municipality is not None and not roles:
        raise PermissionDenied
    return plan, part, roles


def plan_grid(cycle: Cycle) -> list[tuple[DevelopmentArea, list[tuple[Municipality | None, ActionPlan | None]]]]:
    """Each decided area with its municipalities, or the joint plan, and the plan where there is one. Three queries."""
    units = units_of(cycle)
    areas = list(cycle.development_areas.filter(state=DevelopmentArea.State.DECIDED))
    plans = {
        (one.area_id, one.municipality_id): one
        for one in ActionPlan.objects.filter(area__in=areas).prefetch_related("goals", "activities")
    }
    grid = []
    for area in areas:
        holders: list[Municipality | None] = [None] if area.reach == DevelopmentArea.Reach.JOINT else list(units)
        grid.append((area, [(unit, plans.get((area.pk, unit.pk if unit else None))) for unit in holders]))
    return grid
