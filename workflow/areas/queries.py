"""Reads of stage 2, and getters that fetch or refuse."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from municipalities.models import Municipality
from municipalities.permissions import Person
from workflow.areas.candidates import Candidate, propose
from workflow.areas.figures import figures_for_candidates
from workflow.models import (
    ActionPlan,
    Cycle,
    Decision,
    DevelopmentArea,
    Homework,
    HomeworkFile,
    IndicatorVote,
    Reference,
)
from workflow.people import units_of
from workflow.permissions import Part, get_cycle
from workflow.plans.actions import roles_in_plan
from workflow.states import CONTACT, FOU


def areas_of(cycle: Cycle) -> QuerySet[DevelopmentArea]:
    """In order, with the votes counted and what the municipalities have handed in."""
    counted = {
        "for_it": Count("votes", filter=Q(votes__in_favour=True), distinct=True),
        "against_it": Count("votes", filter=Q(votes__in_favour=False), distinct=True),
        "handed_in": Count("homework", filter=Q(homework__submitted_at__isnull=False), distinct=True),
        "asked": Count("homework", distinct=True),
        "research": Count("references", distinct=True),
    }
    return cycle.development_areas.annotate(**counted).select_related("analysis")


def own_votes(cycle: Cycle, by: str) -> dict[int, bool]:
    """Area id: how the person voted."""
    areas = cycle.development_areas.filter(votes__voter=by)
    return dict(areas.values_list("pk", "votes__in_favour").filter(votes__voter=by))


def open_candidates(cycle: Cycle, person: Person, areas: list[DevelopmentArea]) -> list[Candidate]:
    """What the results propose and nobody has taken up: candidates without an indicator that an area has."""
    taken = {code for area in areas for code in area.indicators}
    return [one for one in propose(figures_for_candidates(cycle, person)) if not taken & set(one.indicators)]


def get_area(request: HttpRequest, cycle_pk: int, pk: int, *roles: str) -> tuple[DevelopmentArea, Part]:
    """The area with its cycle; 404 where the cycle has none of the number, 403 for the wrong person."""
    cycle, part = get_cycle(request, cycle_pk, *roles)
    area = get_object_or_404(areas_of(cycle), pk=pk)
    area.cycle = cycle
    return area, part


def get_homework(request: HttpRequest, cycle_pk: int, area_pk: int, code: str) -> tuple[Homework, Part, frozenset[str]]:
    """The homework, and as what the person may write it: the municipality's contact, or FoU. Everybody with a part in
    the network may read it."""
    area, part = get_area(request, cycle_pk, area_pk)
    found = area.homework.select_related("municipality__parent")
    homework = get_object_or_404(found, municipality__code=code)
    homework.area = area
    return homework, part, roles_in_homework(part, homework.municipality)


def roles_in_homework(part: Part, municipality: Municipality) -> frozenset[str]:
    held = ((CONTACT, part.is_contact_in(municipality)), (FOU, part.is_fou))
    return frozenset(name for name, has in held if has)


def refuse_readers(roles: frozenset[str]) -> None:
    if not roles:
        raise PermissionDenied


def get_homework_file(homework: Homework, pk: int) -> HomeworkFile:
    found = get_object_or_404(HomeworkFile, homework=homework, pk=pk)
    found.homework = homework
    return found


def get_reference(area: DevelopmentArea, pk: int) -> Reference:
    found = get_object_or_404(Reference, area=area, pk=pk)
    found.area = area
    return found


def homework_rows(area: DevelopmentArea) -> list[Homework]:
    """One per municipality, with its files; no file contents. Two queries."""
    files = HomeworkFile.objects.defer("content")
    found = area.homework.select_related("municipality__parent")
    return list(found.prefetch_related(Prefetch("files", queryset=files)))


@dataclass(frozen=True)
class IndicatorOpinion:
    code: str
    name: str
    useful: int
    not_useful: int
    mine: bool | None
    comments: list[tuple[str, str]]


def opinions_of(cycle: Cycle, names: dict[str, str], by: str) -> list[IndicatorOpinion]:
    """What people think of each indicator, in the order of `names` (code: name). One query."""
    cast: dict[str, list[IndicatorVote]] = {}
    for one in cycle.indicator_votes.all():
        cast.setdefault(one.indicator, []).append(one)
    return [
        IndicatorOpinion(
            code,
            name,
            sum(one.useful for one in cast.get(code, [])),
            sum(not one.useful for one in cast.get(code, [])),
            next((one.useful for one in cast.get(code, []) if one.voter == by), None),
            [(one.voter, one.comment) for one in cast.get(code, []) if one.comment],
        )
        for code, name in names.items()
    ]


def get_decision(request: HttpRequest, cycle_pk: int, *roles: str) -> tuple[Decision, Part]:
    """The latest version; 404 before there is one."""
    cycle, part = get_cycle(request, cycle_pk, *roles)
    decision = cycle.decisions.order_by("-number").first()
    if decision is None:
        raise Http404
    decision.cycle = cycle
    return decision, part


def get_plan(request: HttpRequest, pk: int) -> tuple[ActionPlan, Part, frozenset[str]]:
    """The plan, and as what the person may write it. Everybody with a part in the network may read it."""
    plans = ActionPlan.objects.select_related("area__cycle__network", "area__cycle__area", "municipality__parent")
    plan = get_object_or_404(plans, pk=pk)
    cycle, part = get_cycle(request, plan.area.cycle_id)
    plan.area.cycle = cycle
    return plan, part, roles_in_plan(part, plan.municipality)


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


def decisions_to_take(networks: list) -> QuerySet[Decision]:  # type: ignore[type-arg]
    """Every cycle's decisions of these networks, newest first; drafts are FoU's own."""
    found = Decision.objects.filter(cycle__network__in=networks).exclude(state=Decision.State.DRAFT)
    return found.select_related("cycle__network", "cycle__area").order_by("-proposed_at")
