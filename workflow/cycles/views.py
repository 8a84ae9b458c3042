"""Cycles: the list, one cycle with its line, and its steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow, fou_networks_of
from municipalities.refusals import refuse_form, status_of
from municipalities.states import may
from municipalities.swedish import plural
from municipalities.typed_days import refuse_strange, remark_on_days_off
from workflow.cycles import actions as cycle_actions
from workflow.cycles.forms import CycleForm, MoveForm, ReopenForm, StepForm
from workflow.cycles.moving import fingerprint, moves_of
from workflow.cycles.presenters import present_cycle, present_events, present_line
from workflow.cycles.queries import (
    events_of,
    in_order,
    meetings_of,
    probable_day,
    reopening_of,
    steps_of,
    surveys_without_cycle,
    with_results_to_see,
)
from workflow.cycles.states import STEP
from workflow.models import Cycle, Meeting, Step
from workflow.permissions import (
    Part,
    cycles_of,
    get_closed_cycle,
    get_cycle,
    get_cycle_to_change,
    has_a_part,
    is_fou,
)
from workflow.states import FOU


@allow(has_a_part)
def cycle_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    found = list(in_order(cycles_of(request.user)))
    seen = with_results_to_see(found, request.user)
    cycles = [(one, present_line(one, steps_of(one), today, sees_results=one.pk in seen)) for one in found]
    return render(request, "workflow/cycles/cycle_list.html", {"cycles": cycles, "may_open": is_fou(request.user)})


@allow(is_fou)
def cycle_new(request: HttpRequest) -> HttpResponse:
    choices = {
        f"{network.pk}/{survey.pk}": (network, survey)
        for network in fou_networks_of(request.user)
        for survey in surveys_without_cycle(network)
    }
    form = CycleForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        network, survey = choices[form.cleaned_data["start"]]
        wanted = {"network": network, "area": survey.area, "year": survey.year, "survey": survey}
        with refuse_form(form):
            opened = cycle_actions.open_cycle(**wanted, by=request.user.email)
            messages.success(request, "Omgången är öppnad. Se över datumen.")
            return redirect("cycle", pk=opened.pk)
    return render(request, "workflow/cycles/cycle_new.html", {"form": form}, status=status_of(form))


@allow(has_a_part)
def cycle_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, *get_cycle(request, pk), ReopenForm())


def _show(request: HttpRequest, cycle: Cycle, part: Part, form: ReopenForm) -> HttpResponse:
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user)
    shown |= {"part": part, "meetings": meetings_of(cycle), "reopened": reopening_of(cycle), "reopen_form": form}
    shown["events"] = present_events(events_of(cycle.subject)) if part.is_fou else []
    return render(request, "workflow/cycles/cycle.html", shown, status=status_of(form))


@allow(is_fou)
def cycle_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Each step has two buttons; pressing one is a new order."""
    cycle, part = get_cycle_to_change(request, pk, FOU)
    steps = steps_of(cycle)
    if request.method == "POST":
        codes = _moved([step.code for step in steps], request.POST.get("up", ""), request.POST.get("down", ""))
        cycle_actions.reorder_steps(cycle=cycle, codes=codes, by=part.by, roles=part.names)
        return redirect("cycle-order", pk=pk)
    shown = present_cycle(cycle, steps, timezone.localdate(), request.user)
    return render(request, "workflow/cycles/cycle_order.html", shown)


def _moved(codes: list[str], up: str, down: str) -> list[str]:
    """The codes with one of them a place earlier, or a place later; as they were where that is no place."""
    for code, step in ((up, -1), (down, 1)):
        if code in codes and 0 <= codes.index(code) + step < len(codes):
            place = codes.index(code)
            codes[place], codes[place + step] = codes[place + step], codes[place]
    return codes


@allow(is_fou)
def cycle_step(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One step: plan its day, mark it done, leave it out or open it again."""
    cycle, part = get_cycle(request, pk, FOU)
    step = next((one for one in steps_of(cycle) if one.code == code), None)
    if step is None:
        return redirect("cycle", pk=pk)
    today = timezone.localdate()
    proposed = {"planned_on": step.planned_on, "happened_on": probable_day(cycle, code, today)}
    form = StepForm(request.POST or None, initial=proposed)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            _take_step(request.POST.get("gor", ""), cycle, code, form.cleaned_data, part)
            messages.success(request, f"{step.get_code_display()} är ändrat.")
            remark_on_days_off(request, form)
            return redirect("cycle", pk=pk)
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user)
    can = {action: may(STEP, step.state, action, part.names) for action in ("plan", "finish", "leave_out", "reopen")}
    shown |= {"step": step, "form": form, "can": can}
    return render(request, "workflow/cycles/cycle_step.html", shown, status=status_of(form))


def _take_step(action, cycle, code, data, part) -> None:  # type: ignore[no-untyped-def]  # any of the step's actions
    who = {"cycle": cycle, "code": code, "by": part.by, "roles": part.names}
    if action == "klart":
        cycle_actions.finish_step(**who, on=data["happened_on"])
    elif action == "valj-bort":
        cycle_actions.leave_out_step(**who, because=data["because"])
    elif action == "oppna":
        cycle_actions.reopen_step(**who, because=data["because"])
    else:
        cycle_actions.plan_step(**who, on=data["planned_on"])


@allow(is_fou)
def cycle_move(request: HttpRequest, pk: int) -> HttpResponse:
    """All days to come moved together: chosen, shown before and after, and moved by the second button."""
    cycle, part = get_cycle_to_change(request, pk, FOU)
    steps, meetings = steps_of(cycle), meetings_of(cycle)
    form = MoveForm(request.POST or (request.GET if "veckor" in request.GET else None))
    shown = present_cycle(cycle, steps, timezone.localdate(), request.user) | {"form": form, "moves": [], "kept": []}
    if form.is_valid():
        days = form.days(steps, meetings)
        with refuse_form(form):
            shown |= _moves(cycle, steps, meetings, days)
        if request.method == "POST" and not form.errors:
            with refuse_form(form):
                seen = form.cleaned_data["seen"]
                moved = cycle_actions.move_days(cycle=cycle, days=days, seen=seen, by=part.by, roles=part.names)
                messages.success(request, plural(moved, "{n} dag är flyttad.", "{n} dagar är flyttade."))
                return redirect("cycle", pk=pk)
    return render(request, "workflow/cycles/cycle_move.html", shown, status=status_of(form))


def _moves(cycle: Cycle, steps: list[Step], meetings: dict[str, Meeting], days: int) -> dict[str, object]:
    """What would be moved and what not; NotPossible where a day would lie too far away."""
    moves, kept = moves_of(steps, meetings, days)
    refuse_strange(*(one.after for one in moves), year=cycle.year)
    return {"moves": moves, "kept": kept, "seen": fingerprint(moves)}


@allow(is_fou)
@require_POST
def cycle_close(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk, FOU)
    cycle_actions.close_cycle(cycle=cycle, by=part.by, roles=part.names)
    messages.success(request, "Omgången är avslutad.")
    return redirect("cycle", pk=pk)


@allow(is_fou)
@require_POST
def cycle_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed cycle can be written again, for a reason."""
    cycle, part = get_closed_cycle(request, pk)
    form = ReopenForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            because = form.cleaned_data["because"]
            cycle_actions.reopen_cycle(cycle=cycle, because=because, by=part.by, roles=part.held)
            messages.success(request, "Omgången är öppnad igen.")
            return redirect("cycle", pk=pk)
    return _show(request, cycle, part, form)


urlpatterns = [
    path("omgang/", cycle_list, name="cycle-list"),
    path("omgang/ny/", cycle_new, name="cycle-new"),
    path("omgang/<int:pk>/", cycle_page, name="cycle"),
    path("omgang/<int:pk>/ordning/", cycle_order, name="cycle-order"),
    path("omgang/<int:pk>/steg/<slug:code>/", cycle_step, name="cycle-step"),
    path("omgang/<int:pk>/flytta/", cycle_move, name="cycle-move"),
    path("omgang/<int:pk>/avsluta/", cycle_close, name="cycle-close"),
    path("omgang/<int:pk>/oppna-igen/", cycle_reopen, name="cycle-reopen"),
]
