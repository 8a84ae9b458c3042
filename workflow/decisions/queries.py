"""Reads of decisions, and a getter that fetches or refuses."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from workflow.areas.queries import areas_of
from workflow.models import (
    Cycle,
    Decision,
    DevelopmentArea,
)
from workflow.permissions import Part, get_cycle


def get_decision(request: HttpRequest, cycle_pk: int, *roles: str) -> tuple[Decision, Part]:
    """The latest version; 404 before there is one."""
    cycle, part = get_cycle(request, cycle_pk, *roles)
    decision = cycle.decisions.order_by("-number").first()
    if decision is None:
        raise Http404
    decision.cycle = cycle
    return decision, part


def decisions_to_read(cycle: Cycle, part: Part) -> QuerySet[Decision]:
    """The versions the person may read, latest first; a draft is for FoU staff."""
    found = cycle.decisions.order_by("-number")
    return found if part.is_fou else found.exclude(state=Decision.State.DRAFT)


def areas_of_decision(decision: Decision) -> list[DevelopmentArea]:
    """What the heads are asked about, as it stands today; in a draft also what is chosen to be proposed."""
    wanted = [DevelopmentArea.State.PROPOSED, DevelopmentArea.State.DECIDED]
    if decision.state != Decision.State.PROPOSED:
        wanted.append(DevelopmentArea.State.CHOSEN)
    return list(areas_of(decision.cycle).filter(state__in=wanted))


def decisions_to_take(cycles: QuerySet[Cycle]) -> QuerySet[Decision]:
    """The cycles' decisions, newest first; drafts are FoU's own."""
    found = Decision.objects.filter(cycle__in=cycles).exclude(state=Decision.State.DRAFT)
    return found.select_related("cycle__network", "cycle__area").order_by("-proposed_at")
