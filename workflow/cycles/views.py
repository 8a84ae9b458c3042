"""Cycles: the list, one cycle with its line, and its steps."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.models import Group
from municipalities.permissions import allow
from municipalities.refusals import Closed, NotPossible
from municipalities.states import may
from surveys.models import Survey
from workflow.cycles import actions as cycle_actions
from workflow.cycles.presenters import present_cycle, present_events, present_line
from workflow.cycles.queries import cycles_in, events_of, meetings_of, steps_of, surveys_without_cycle
from workflow.cycles.states import STEP
from workflow.permissions import fou_networks_of, get_cycle, has_a_part, is_fou, networks_of
from workflow.states import FOU


class CycleForm(forms.Form):
    """One choice: which network and which survey year, as "network/survey"."""

    start = forms.ChoiceField(label="Enkät och år")

    def __init__(self, choices: dict[str, tuple[Group, Survey]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.choices = choices
        several = len({network.pk for network, _survey in choices.values()}) > 1
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            (key, f"{survey.title}, {network.name}" if several else survey.title)
            for key, (network, survey) in choices.items()
        ]


class StepForm(forms.Form):
    planned_on = forms.DateField(
        label="Planerad dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    because = forms.CharField(label="Skäl", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


@allow(has_a_part)
def cycle_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    cycles = [(one, present_line(one, steps_of(one), today)) for one in cycles_in(networks_of(request.user))]
    return render(request, "workflow/cycles/cycle_list.html", {"cycles": cycles, "may_open": is_fou(request.user)})


@allow(is_fou)
def cycle_new(request: HttpRequest) -> HttpResponse:
    choices = {
        f"{network.pk}/{survey.pk}": (network, survey)
        for network in fou_networks_of(request.user)
        for survey in surveys_without_cycle(network)
    }
    form = CycleForm(choices, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "workflow/cycles/cycle_new.html", {"form": form}, status=400 if form.errors else 200)
    network, survey = choices[form.cleaned_data["start"]]
    opened = cycle_actions.open_cycle(
        network=network, area=survey.area, year=survey.year, survey=survey, by=request.user.email
    )
    messages.success(request, "Omgången är öppnad. Se över datumen.")
    return redirect("cycle", pk=opened.pk)


@allow(has_a_part)
def cycle_page(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate())
    shown |= {"part": part, "meetings": meetings_of(cycle), "events": []}
    if part.is_fou:
        shown["events"] = present_events(events_of(cycle.subject))
    return render(request, "workflow/cycles/cycle.html", shown)


@allow(is_fou)
def cycle_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Each step has two buttons; pressing one is a new order."""
    cycle, part = get_cycle(request, pk, FOU)
    steps = steps_of(cycle)
    if request.method == "POST":
        codes = _moved([step.code for step in steps], request.POST.get("up", ""), request.POST.get("down", ""))
        try:
            cycle_actions.reorder_steps(cycle=cycle, codes=codes, by=part.by, roles=part.names)
        except (NotPossible, Closed) as problem:
            messages.error(request, str(problem))
        return redirect("cycle-order", pk=pk)
    return render(request, "workflow/cycles/cycle_order.html", present_cycle(cycle, steps, timezone.localdate()))


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
    form = StepForm(request.POST or None, initial={"planned_on": step.planned_on})
    if request.method == "POST" and form.is_valid():
        try:
            _take_step(request.POST.get("do", ""), cycle, code, form.cleaned_data, part)
            messages.success(request, f"{step.get_code_display()} är ändrat.")
            return redirect("cycle", pk=pk)
        except NotPossible as problem:
            form.add_error("because", str(problem))
        except Closed as problem:
            form.add_error(None, str(problem))
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate())
    can = {action: may(STEP, step.state, action, part.names) for action in ("plan", "finish", "leave_out", "reopen")}
    shown |= {"step": step, "form": form, "can": can}
    return render(request, "workflow/cycles/cycle_step.html", shown, status=400 if form.errors else 200)


def _take_step(action, cycle, code, data, part) -> None:  # type: ignore[no-untyped-def]
    who = {"cycle": cycle, "code": code, "by": part.by, "roles": part.names}
    if action == "finish":
        cycle_actions.finish_step(**who)
    elif action == "leave_out":
        cycle_actions.leave_out_step(**who, because=data["because"])
    elif action == "reopen":
        cycle_actions.reopen_step(**who, because=data["because"])
    else:
        cycle_actions.plan_step(**who, on=data["planned_on"])


@allow(is_fou)
@require_POST
def cycle_close(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk, FOU)
    try:
        cycle_actions.close_cycle(cycle=cycle, by=part.by, roles=part.names)
        messages.success(request, "Omgången är avslutad.")
    except (NotPossible, Closed) as problem:
        messages.error(request, str(problem))
    return redirect("cycle", pk=pk)


urlpatterns = [
    path("omgang/", cycle_list, name="cycle-list"),
    path("omgang/ny/", cycle_new, name="cycle-new"),
    path("omgang/<int:pk>/", cycle_page, name="cycle"),
    path("omgang/<int:pk>/ordning/", cycle_order, name="cycle-order"),
    path("omgang/<int:pk>/steg/<slug:code>/", cycle_step, name="cycle-step"),
    path("omgang/<int:pk>/avsluta/", cycle_close, name="cycle-close"),
]
