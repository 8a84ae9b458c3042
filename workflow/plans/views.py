"""Action plans: who has one, and one plan with its goals and activities."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from municipalities.permissions import allow
from municipalities.refusals import NotPossible
from municipalities.states import may
from workflow.areas.figures import read_network
from workflow.areas.presenters import indicator_names
from workflow.areas.queries import get_area
from workflow.areas.views import Refused, head_of, parse_day
from workflow.models import ActionPlan, Activity, Goal
from workflow.people import units_of
from workflow.permissions import get_cycle, has_a_part, refuse_readers
from workflow.plans import actions as plan_actions
from workflow.plans.actions import ActivityText, GoalText, PlanText
from workflow.plans.queries import get_plan, plan_grid, roles_in_plan
from workflow.plans.states import PLAN
from workflow.states import CHIEF, FOU

JOINT = "gemensam"
BLANK_ROWS = 2
WRITING = ("spara", "anta")


@allow(has_a_part)
def plan_list(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    grid = [
        (area, [(unit, plan, bool(roles_in_plan(part, unit))) for unit, plan in rows])
        for area, rows in plan_grid(cycle)
    ]
    return render(request, "workflow/plans/plan_list.html", head_of(cycle) | {"part": part, "grid": grid})


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
        return redirect("plan-list", pk=pk)
    return redirect("plan", pk=plan.pk)


@allow(has_a_part)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Read, or written and adopted by those who may. What two write at once is shown to the later one."""
    plan, part, roles = get_plan(request, pk)
    written, theirs, refused = None, None, ""
    if request.method == "POST":
        refuse_readers(roles)
        written = _plan_text(request) if request.POST.get("gor") in WRITING else None
        try:
            return _act(request, plan, part.by, roles, written)
        except plan_actions.WrittenMeanwhile as meanwhile:
            theirs = meanwhile.theirs
        except Refused as problem:
            refused = str(problem)
    cycle = plan.area.cycle
    known = indicator_names(read_network(cycle, request.user))
    names = {code: known.get(code, code) for code in plan.area.indicators}
    may_write = may(PLAN, plan.state, "write", roles)
    blank = [None] * BLANK_ROWS if may_write else []
    context = head_of(cycle) | {
        "part": part,
        "plan": plan,
        "area": plan.area,
        "names": names,
        "written": written or plan,
        "goals": [*(written.goals if written else labelled(plan, names)), *blank],
        "activities": [*(written.activities if written else plan.activities.all()), *blank],
        "theirs": theirs,
        "theirs_goals": labelled(theirs, names) if theirs else [],
        "seen": request.POST.get("seen", "") if refused and written else plan_actions.version_of(theirs or plan),
        "refused": refused,
        "states": Activity.State.choices,
        "may_write": may_write,
        "may_report": may(PLAN, plan.state, "report", roles),
        "may_adopt": _may_settle(plan, roles, "adopt"),
        "may_reopen": _may_settle(plan, roles, "reopen"),
    }
    return render(request, "workflow/plans/plan.html", context, status=409 if theirs else 422 if refused else 200)


def labelled(plan: ActionPlan, names: dict[str, str]) -> list[Goal]:
    """The plan's goals, each with `label`: the indicator's name or the own measure."""
    goals = list(plan.goals.all())
    for goal in goals:
        goal.label = names.get(goal.indicator, goal.indicator) if goal.indicator else goal.measure  # type: ignore[attr-defined]
    return goals


def _may_settle(plan: ActionPlan, roles: frozenset[str], action: str) -> bool:
    needed = {FOU} if plan.municipality_id is None else {CHIEF}
    return may(PLAN, plan.state, action, roles & needed)


def _act(request: HttpRequest, plan: ActionPlan, by: str, roles: frozenset[str], text: PlanText | None) -> HttpResponse:
    action = request.POST.get("gor", "")
    if action == "oppna":
        plan_actions.reopen_plan(plan=plan, because=request.POST.get("skal", ""), by=by, roles=roles)
        messages.success(request, "Planen kan ändras. Den gäller igen när den har antagits på nytt.")
    elif action == "aktivitet":
        _report(request, plan, by, roles)
    elif text is not None:
        _refuse_strange_days(request)
        with transaction.atomic():
            plan_actions.write_plan(plan=plan, text=text, by=by, roles=roles, seen=request.POST.get("seen"))
            if action == "anta":
                plan_actions.adopt_plan(plan=plan, by=by, roles=roles)
        messages.success(request, "Planen är sparad och antagen." if action == "anta" else "Planen är sparad.")
    return redirect("plan", pk=plan.pk)


def _refuse_strange_days(request: HttpRequest) -> None:
    for text in (request.POST.get("nas", ""), request.POST.get("uppfoljning", ""), *request.POST.getlist("akt-nar")):
        parse_day(text)


def _report(request: HttpRequest, plan: ActionPlan, by: str, roles: frozenset[str]) -> None:
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
        reach_by=_day(data.get("nas", "")),
        follow_up_on=_day(data.get("uppfoljning", "")),
        follow_up_how=data.get("hur", ""),
        goals=[
            GoalText(target, code, measure, start)
            for code, measure, start, target in goals
            if measure or start or target
        ],
        activities=[
            ActivityText(what, who, _day(when), state or Activity.State.PLANNED)
            for what, who, when, state in activities
            if what or who or when
        ],
    )


def _day(text: str) -> date | None:
    """None also for what is no day: the form is shown again as it was, and refused."""
    try:
        return parse_day(text)
    except NotPossible:
        return None


urlpatterns = [
    path("omgang/<int:pk>/planer/", plan_list, name="plan-list"),
    path("omgang/<int:pk>/planer/<int:area>/<str:kod>/", plan_open, name="plan-open"),
    path("plan/<int:pk>/", plan_page, name="plan"),
]
