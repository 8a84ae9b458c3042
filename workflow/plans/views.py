"""Action plans: who has one, and one plan with its goals and activities."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from indicators.comparing.matrix_page import MatrixPage
from indicators.permissions import sight_of
from municipalities.permissions import allow
from municipalities.refusals import refuse_form, status_of
from municipalities.states import may
from municipalities.typed_days import remark_on_days_off
from workflow.areas.figures import read_network
from workflow.areas.presenters import indicator_names, reservations_on
from workflow.areas.queries import get_area
from workflow.areas.views import head_of
from workflow.models import ActionPlan, Activity, Goal
from workflow.permissions import Part, get_cycle, has_a_part, refuse_readers
from workflow.plans import actions as plan_actions
from workflow.plans.actions import version_of
from workflow.plans.forms import PlanForm, ReopenForm
from workflow.plans.queries import get_plan, plan_grid, roles_in_plan
from workflow.plans.states import PLAN
from workflow.states import CHIEF, FOU
from workflow.units import units_of

JOINT = "gemensam"


@allow(has_a_part)
def plan_list(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    grid = [
        (area, [(unit, plan, bool(roles_in_plan(part, unit))) for unit, plan in rows])
        for area, rows in plan_grid(cycle)
    ]
    return render(request, "workflow/plans/plan_list.html", head_of(cycle, request.user) | {"part": part, "grid": grid})


@allow(has_a_part)
@require_POST
def plan_open(request: HttpRequest, pk: int, area: int, kod: str) -> HttpResponse:
    found, part = get_area(request, pk, area)
    unit = next((one for one in units_of(found.cycle) if one.code == kod), None)
    if unit is None and kod != JOINT:
        raise Http404
    roles = roles_in_plan(part, unit)
    refuse_readers(roles)
    plan = plan_actions.open_plan(area=found, municipality=unit, by=part.by, roles=roles)
    return redirect("plan", pk=plan.pk)


@allow(has_a_part)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or written and adopted by those who may. What two write at once is shown to the later one."""
    plan, part, roles = get_plan(request, pk)
    if request.method != "POST":
        return _show(request, plan, part, roles)
    refuse_readers(roles)
    match request.POST.get("gor", ""):
        case "spara" | "anta":
            return _write(request, plan, part, roles)
        case "oppna":
            return _reopen(request, plan, part, roles)
        case "aktivitet":
            _report(request, plan, part.by, roles)
    return redirect("plan", pk=plan.pk)


def _show(
    request: HttpRequest, plan: ActionPlan, part: Part, roles: frozenset[str], **refused: forms.Form
) -> HttpResponse:
    """The page; a refused form stands in it as it was typed, in place of the one with what is stored."""
    page = read_network(plan.area.cycle, sight_of(request.user))
    names = _names(page, plan)
    shown = {"plan_form": PlanForm(plan, names, version_of(plan)), "reopen_form": ReopenForm()} | refused
    theirs = getattr(shown["plan_form"], "theirs", None)
    context = head_of(plan.area.cycle, request.user) | {
        "part": part,
        "plan": plan,
        "area": plan.area,
        "goals": labelled(plan, names, page),
        "reservations": reservations_on(page, plan.area.indicators),
        "activities": plan.activities.all(),
        "theirs": theirs,
        "theirs_goals": labelled(theirs, names, page) if theirs else [],
        "seen": version_of(theirs) if theirs else shown["plan_form"]["seen"].value(),
        "states": Activity.State.choices,
        "may_write": may(PLAN, plan.state, "write", roles),
        "may_report": may(PLAN, plan.state, "report", roles),
        "may_adopt": _may_settle(plan, roles, "adopt"),
        "may_reopen": _may_settle(plan, roles, "reopen"),
    }
    return render(request, "workflow/plans/plan.html", context | shown, status=status_of(*refused.values()))


def _names(page: MatrixPage | None, plan: ActionPlan) -> dict[str, str]:
    """Code: name, of the area's indicators."""
    known = indicator_names(page)
    return {code: known.get(code, code) for code in plan.area.indicators}


def labelled(plan: ActionPlan, names: dict[str, str], page: MatrixPage | None) -> list[Goal]:
    """The plan's goals, each with `label`: the indicator's name or the own measure, and what is to be considered."""
    goals = list(plan.goals.all())
    for goal in goals:
        goal.reservations = reservations_on(page, [goal.indicator])  # type: ignore[attr-defined]  # shown in the template
        goal.label = names.get(goal.indicator, goal.indicator) if goal.indicator else goal.measure  # type: ignore[attr-defined]  # shown in the template
    return goals


def _may_settle(plan: ActionPlan, roles: frozenset[str], action: str) -> bool:
    needed = {FOU} if plan.municipality_id is None else {CHIEF}
    return may(PLAN, plan.state, action, roles & needed)


def _write(request: HttpRequest, plan: ActionPlan, part: Part, roles: frozenset[str]) -> HttpResponse:
    """Saves and, with that button, adopts: both, or none."""
    page = read_network(plan.area.cycle, sight_of(request.user))
    form = PlanForm(plan, _names(page, plan), version_of(plan), request.POST)
    who, adopts = {"by": part.by, "roles": roles}, request.POST["gor"] == "anta"
    if form.is_valid():
        with refuse_form(form), transaction.atomic():
            plan_actions.write_plan(plan=plan, text=form.wanted(), seen=form.cleaned_data["seen"], **who)
            if adopts:
                plan_actions.adopt_plan(plan=plan, **who)
    if form.errors:
        return _show(request, plan, part, roles, plan_form=form)
    messages.success(request, "Planen är sparad och antagen." if adopts else "Planen är sparad.")
    for one in (form, *form.activities):
        remark_on_days_off(request, one)
    return redirect("plan", pk=plan.pk)


def _reopen(request: HttpRequest, plan: ActionPlan, part: Part, roles: frozenset[str]) -> HttpResponse:
    form = ReopenForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            plan_actions.reopen_plan(plan=plan, because=form.cleaned_data["skal"], by=part.by, roles=roles)
    if form.errors:
        return _show(request, plan, part, roles, reopen_form=form)
    messages.success(request, "Planen kan ändras. Den gäller igen när den har antagits på nytt.")
    return redirect("plan", pk=plan.pk)


def _report(request: HttpRequest, plan: ActionPlan, by: str, roles: frozenset[str]) -> None:
    activity = next((one for one in plan.activities.all() if str(one.pk) == request.POST.get("aktivitet")), None)
    if activity is None:
        raise Http404
    activity.plan = plan
    plan_actions.report_activity(activity=activity, state=request.POST.get("lage", ""), by=by, roles=roles)


urlpatterns = [
    path("omgang/<int:pk>/planer/", plan_list, name="plan-list"),
    path("omgang/<int:pk>/planer/<int:area>/<str:kod>/", plan_open, name="plan-open"),
    path("plan/<int:pk>/", plan_page, name="plan"),
]
