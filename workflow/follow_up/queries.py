"""Reads of follow-ups: plans with their reports, areas with their verdicts, and who is to be told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from municipalities.models import Membership, User
from municipalities.people.concerned import people_by_municipality, people_with
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, FollowUp, Meeting, PlanReport, Verdict
from workflow.open_cycles import refuse_closed
from workflow.permissions import Part, get_cycle
from workflow.states import CONTACT, FOU
from workflow.units import called_then


@dataclass(frozen=True)
class PlanRow:
    plan: ActionPlan
    report: PlanReport | None

    @property
    def is_submitted(self) -> bool:
        return self.report is not None and self.report.submitted_at is not None

    @property
    def whose(self) -> str:
        return str(self.plan.municipality) if self.plan.municipality else ""


@dataclass(frozen=True)
class AreaRow:
    """A decided area with what has been said about it."""

    area: DevelopmentArea
    verdict: Verdict | None
    plans: list[PlanRow] = field(default_factory=list)


def decided_of(cycle: Cycle) -> Decision | None:
    """The decision that holds: the latest decided version. One query."""
    return cycle.decisions.filter(state=Decision.State.DECIDED).order_by("-number").first()


def follow_up_of(cycle: Cycle) -> FollowUp | None:
    """One query."""
    return FollowUp.objects.filter(cycle=cycle).first()


def get_follow_up(request: HttpRequest, cycle_pk: int, *roles: str) -> tuple[FollowUp, Part]:
    """The follow-up of a cycle, the cycle within. 404 where none is planned, 403 for the wrong person."""
    cycle, part = get_cycle(request, cycle_pk, *roles)
    follow_up = get_object_or_404(FollowUp, cycle=cycle)
    follow_up.cycle = cycle
    return follow_up, part


def get_open_follow_up(request: HttpRequest, cycle_pk: int) -> tuple[FollowUp, Part]:
    """For FoU staff, on a page that is nothing but a form; Closed where the cycle is closed."""
    follow_up, part = get_follow_up(request, cycle_pk, FOU)
    refuse_closed(follow_up.cycle)
    return follow_up, part


def get_plan_to_report(request: HttpRequest, cycle_pk: int, plan_pk: int) -> tuple[FollowUp, PlanRow, frozenset[str]]:
    """An adopted plan, its report and as what the person may write it; empty for those who may only read. A report that
    is not handed in is there for its municipality and FoU only."""
    follow_up, part = get_follow_up(request, cycle_pk)
    plans = ActionPlan.objects.select_related("area", "municipality__parent").prefetch_related("goals", "activities")
    plan = get_object_or_404(plans, pk=plan_pk, area__cycle=cycle_pk, state=ActionPlan.State.ADOPTED)
    called_then([plan], follow_up.cycle)
    row = PlanRow(plan, report_of(follow_up, plan))
    if not row.is_submitted and not _reads_draft(part, plan):
        row = PlanRow(plan, None)
    return follow_up, row, roles_for_plan(part, plan)


def _reads_draft(part: Part, plan: ActionPlan) -> bool:
    """A joint plan is everybody's."""
    return part.is_fou or plan.municipality is None or plan.municipality in part.municipalities


def get_area_to_judge(request: HttpRequest, cycle_pk: int, area_pk: int) -> tuple[FollowUp, DevelopmentArea, Part]:
    """A decided area, for FoU staff."""
    follow_up, part = get_open_follow_up(request, cycle_pk)
    area = get_object_or_404(decided_areas(follow_up.cycle), pk=area_pk)
    return follow_up, area, part


def roles_for_plan(part: Part, plan: ActionPlan) -> frozenset[str]:
    """A municipality's plan is for its own contacts, a joint one for every contact; FoU staff write for all."""
    as_contact = part.is_contact if plan.municipality is None else part.is_contact_in(plan.municipality)
    return frozenset(name for name, has in ((FOU, part.is_fou), (CONTACT, as_contact)) if has) & part.names


def refuse_readers(roles: frozenset[str]) -> None:
    if not roles:
        raise PermissionDenied


def report_of(follow_up: FollowUp, plan: ActionPlan) -> PlanReport | None:
    return PlanReport.objects.filter(follow_up=follow_up, plan=plan).first()


def decided_areas(cycle: Cycle) -> QuerySet[DevelopmentArea]:
    """One query when read."""
    return DevelopmentArea.objects.filter(cycle=cycle, state=DevelopmentArea.State.DECIDED)


def area_rows(cycle: Cycle, follow_up: FollowUp | None) -> list[AreaRow]:
    """Decided areas in order, each with its verdict and its adopted plans and reports. Four queries at most, and two
    for the goals and activities of the plans."""
    areas = list(decided_areas(cycle))
    for area in areas:
        area.cycle = cycle
    plans = (
        ActionPlan.objects.filter(area__in=areas, state=ActionPlan.State.ADOPTED)
        .select_related("municipality__parent")
        .prefetch_related("goals", "activities")
    )
    verdicts = {one.area_id: one for one in follow_up.verdicts.all()} if follow_up else {}
    reports = {one.plan_id: one for one in follow_up.reports.all()} if follow_up else {}
    by_area: dict[int, list[PlanRow]] = defaultdict(list)
    by_id = {area.pk: area for area in areas}
    for plan in called_then(plans, cycle):
        plan.area = by_id[plan.area_id]
        by_area[plan.area_id].append(PlanRow(plan, reports.get(plan.pk)))
    return [AreaRow(area, verdicts.get(area.pk), by_area[area.pk]) for area in areas]


def codes_of(areas: list[AreaRow]) -> list[str]:
    """The chosen indicators, each once."""
    return list(dict.fromkeys(code for row in areas for code in row.area.indicators))


def meeting_of(cycle: Cycle) -> Meeting | None:
    """The follow-up meeting. One query."""
    return cycle.meetings.filter(kind=Meeting.Kind.FOLLOW_UP).first()


def contacts_to_remind(areas: list[AreaRow]) -> list[tuple[User, list[PlanRow]]]:
    """Contacts of the municipalities whose plans lack a report, with those plans. One query."""
    waiting: dict[int, list[PlanRow]] = defaultdict(list)
    for row in areas:
        for one in row.plans:
            if not one.is_submitted and one.plan.municipality_id:
                waiting[one.plan.municipality_id].append(one)
    return _contacts(waiting)


def contacts_with_plans(areas: list[AreaRow]) -> list[tuple[User, list[PlanRow]]]:
    """Contacts of the municipalities that have adopted plans, with those plans. One query."""
    plans: dict[int, list[PlanRow]] = defaultdict(list)
    for row in areas:
        for one in row.plans:
            if one.plan.municipality_id:
                plans[one.plan.municipality_id].append(one)
    return _contacts(plans)


def _contacts(plans: dict[int, list[PlanRow]]) -> list[tuple[User, list[PlanRow]]]:
    if not plans:
        return []
    cycle = next(iter(plans.values()))[0].plan.area.cycle
    found: dict[User, list[PlanRow]] = defaultdict(list)
    contacts = people_by_municipality(
        cycle.network, Membership.Role.CONTACT, units=cycle.units.all(), is_example=cycle.is_example
    )
    for municipality, people in contacts.items():
        for person in people:
            found[person] += plans.get(municipality, [])
    return sorted(((person, own) for person, own in found.items() if own), key=lambda one: one[0].email)


def people_of(cycle: Cycle) -> list[User]:
    """Everybody with a part in the cycle: FoU staff, heads and contacts. One query."""
    roles = (Membership.Role.CONTACT, Membership.Role.CHIEF, Membership.Role.FOU)
    return people_with(cycle.network, *roles, units=cycle.units.all(), is_example=cycle.is_example)


def due_cycles(today: date) -> list[Decision]:
    """Decisions that hold, in open cycles. One query."""
    decided = Decision.objects.filter(state=Decision.State.DECIDED, cycle__state=Cycle.State.OPEN)
    latest: dict[int, Decision] = {}
    for one in decided.select_related("cycle__network", "cycle__area").order_by("number"):
        latest[one.cycle_id] = one
    return list(latest.values())


def closed_or_404(follow_up: FollowUp) -> FollowUp:
    if follow_up.state != FollowUp.State.CLOSED:
        raise Http404
    return follow_up
