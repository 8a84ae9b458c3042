"""Action plans: who has one, and one plan with its goals and activities."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from municipalities.permissions import allow
from workflow import plan_actions
from workflow.analysis_figures import read_network
from workflow.analysis_states import PLAN
from workflow.area_presenters import indicator_names
from workflow.area_queries import get_area, get_plan, plan_grid, refuse_readers
from workflow.cycle_actions import NotPossible
from workflow.models import Activity
from workflow.network_people import units_of
from workflow.permissions import get_cycle, has_a_part
from workflow.plan_actions import ActivityText, GoalText, PlanText, roles_in_plan
from workflow.states import may
from workflow.views.areas import Refused, head_of, parse_day

JOINT = "gemensam"
BLANK_ROWS = 2


@allow(has_a_part)
def plan_list(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    grid = [
        (area, [(unit, plan, bool(roles_in_plan(part, unit))) for unit, plan in rows])
        for area, rows in plan_grid(cycle)
    ]
    return render(request, "plans/list.html", head_of(cycle) | {"part": part, "grid": grid})


@allow(has_a_part)
@require_POST
def plan_open(request: HttpRequest, pk: int, area: int, kod: str) -> HttpResponse:
    found, part = get_area(request, pk, area)
    unit = next((one for one in units_of(found.cycle) if one.code == kod), None)
    if unit is None and kod != JOINT:
        raise Http404
    roles = roles_in_plan(part, unit)
    refuse_readers(roles)
    try:
        plan = plan_actions.open_plan(area=found, municipality=unit, by=part.by, roles=roles)
    except Refused as problem:
        messages.error(request, str(problem))
        return redirect("plans", pk=pk)
    return redirect("plan", pk=plan.pk)


@allow(has_a_part)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or written and adopted by those who may."""
    plan, part, roles = get_plan(request, pk)
    refused, written = "", None
    if request.method == "POST":
        refuse_readers(roles)
        try:
            written = _plan_text(request)
            return _act(request, plan, part.by, roles, written)
        except Refused as problem:
            refused = str(problem)
    cycle = plan.area.cycle
    names = indicator_names(read_network(cycle, request.user))
    context = head_of(cycle) | {
        "part": part,
        "plan": plan,
        "area": plan.area,
        "names": {code: names.get(code, code) for code in plan.area.indicators},
        "goals": [*(written.goals if written else plan.goals.all()), *[None] * BLANK_ROWS],
        "activities": [*(written.activities if written else plan.activities.all()), *[None] * BLANK_ROWS],
        "written": written or plan,
        "refused": refused,
        "states": Activity.State.choices,
        "may_write": may(PLAN, plan.state, "write", roles),
        "may_report": may(PLAN, plan.state, "report", roles),
        "may_adopt": _may_settle(plan, roles, "adopt"),
        "may_reopen": _may_settle(plan, roles, "reopen"),
    }
    return render(request, "plans/plan.html", context, status=422 if refused else 200)


def _may_settle(plan, roles: frozenset[str], action: str) -> bool:  # type: ignore[no-untyped-def]
    needed = {"fou"} if plan.municipality_id is None else {"chief"}
    return may(PLAN, plan.state, action, roles & needed)


def _act(request: HttpRequest, plan, by: str, roles: frozenset[str], text: PlanText) -> HttpResponse:  # type: ignore[no-untyped-def]
    action = request.POST.get("gor", "spara")
    if action == "oppna":
        plan_actions.reopen_plan(plan=plan, because=request.POST.get("skal", ""), by=by, roles=roles)
        messages.success(request, _("Planen kan ändras. Den gäller igen när den har antagits på nytt."))
    elif action == "aktivitet":
        _report(request, plan, by, roles)
    else:
        plan_actions.write_plan(plan=plan, text=text, by=by, roles=roles)
        messages.success(request, _("Planen är sparad."))
        if action == "anta":
            plan_actions.adopt_plan(plan=plan, by=by, roles=roles)
            messages.success(request, _("Planen är antagen."))
    return redirect("plan", pk=plan.pk)


def _report(request: HttpRequest, plan, by: str, roles: frozenset[str]) -> None:  # type: ignore[no-untyped-def]
    activity = next((one for one in plan.activities.all() if str(one.pk) == request.POST.get("aktivitet")), None)
    if activity is None:
        raise Http404
    activity.plan = plan
    plan_actions.report_activity(activity=activity, state=request.POST.get("lage", ""), by=by, roles=roles)


def _plan_text(request: HttpRequest) -> PlanText:
    """The form; rows without a word in them are no rows."""
    data = request.POST
    goals = zip(
        data.getlist("mal-indikator"),
        data.getlist("mal-matt"),
        data.getlist("mal-start"),
        data.getlist("mal-varde"),
        strict=False,
    )
    activities = zip(
        data.getlist("akt-vad"),
        data.getlist("akt-vem"),
        data.getlist("akt-nar"),
        data.getlist("akt-lage"),
        strict=False,
    )
    return PlanText(
        what=data.get("vad", ""),
        cost_change=data.get("kostnad", ""),
        reach_by=parse_day(data.get("nas", "")),
        follow_up_on=parse_day(data.get("uppfoljning", "")),
        follow_up_how=data.get("hur", ""),
        goals=[
            GoalText(target, code, measure, start)
            for code, measure, start, target in goals
            if measure or start or target
        ],
        activities=[
            ActivityText(what, who, _day(when, what), state or Activity.State.PLANNED)
            for what, who, when, state in activities
            if what or who or when
        ],
    )


def _day(text: str, what: str) -> date:
    day = parse_day(text)
    if day is None:
        raise NotPossible(_("Aktiviteten ”%(what)s” behöver en dag.") % {"what": what[:60]})
    return day


urlpatterns = [
    path("omgang/<int:pk>/planer/", plan_list, name="plans"),
    path("omgang/<int:pk>/planer/<int:area>/<str:kod>/", plan_open, name="plan-open"),
    path("plan/<int:pk>/", plan_page, name="plan"),
]
