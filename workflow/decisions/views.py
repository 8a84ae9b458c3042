"""The heads' decision: one page with the proposal, its evidence, each head's standpoint and the group's decision."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.permissions import sight_of
from municipalities.models import Municipality
from municipalities.permissions import allow
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.states import may
from municipalities.typed_days import remark_on_days_off
from workflow.areas.figures import read_network, unseen_of
from workflow.areas.missing_homework import homework_waited_for, told_of_missing
from workflow.areas.presenters import figures_table
from workflow.areas.views import head_of
from workflow.decisions import actions as decision_actions
from workflow.decisions.forms import STEPS, DecideForm, DraftForm, NewVersionForm, SendBackForm, StandForm
from workflow.decisions.presenters import frozen_areas, is_unpublished, lead_of, source_text
from workflow.decisions.queries import areas_of_decision, decisions_to_read, decisions_to_take, get_decision
from workflow.decisions.states import DECISION
from workflow.models import Cycle, Decision, Standpoint
from workflow.permissions import Part, cycles_of, get_cycle, has_a_part, is_chief, is_fou
from workflow.states import CHIEF, FOU
from workflow.units import called_then

STEP_LABELS = dict(STEPS)


@allow(has_a_part)
def decision_list(request: HttpRequest) -> HttpResponse:
    found = decisions_to_take(cycles_of(request.user))
    return render(request, "workflow/decisions/decision_list.html", {"decisions": found})


@allow(has_a_part)
def decision_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest version, or an earlier one with ?version=. A draft is for FoU staff."""
    cycle, part = get_cycle(request, pk)
    wanted = request.GET.get("version", "")
    readable = decisions_to_read(cycle, part)
    decision = readable.filter(number=int(wanted)).first() if wanted.isdecimal() else readable.first()
    if wanted and decision is None:
        raise Http404
    return _show(request, cycle, part, decision)


def _show(
    request: HttpRequest, cycle: Cycle, part: Part, decision: Decision | None, **refused: forms.Form
) -> HttpResponse:
    """The page; a refused form stands in it as it was typed, in place of the one with what is stored."""
    context = head_of(cycle, request.user) | {"part": part, "decision": decision}
    if decision is not None:
        decision.cycle = cycle
        context |= _shown(request, decision, part, refused.get("stand_form"))
        context |= {"versions": decisions_to_read(cycle, part).exclude(pk=decision.pk)}
    return render(request, "workflow/decisions/decision.html", context | refused, status=status_of(*refused.values()))


def _shown(request: HttpRequest, decision: Decision, part: Part, refused: forms.Form | None) -> dict[str, object]:
    """What is decided is shown as it was frozen; before that, the areas with today's figures."""
    stands = called_then(decision.standpoints.select_related("municipality__parent"), decision.cycle)
    for stand in stands:
        stand.step_label = STEP_LABELS.get(stand.back_to, "")  # type: ignore[attr-defined]  # shown in the template
    waiting = decision_actions.waiting_for(decision) if decision.state == Decision.State.PROPOSED else []
    own = [(unit, next((one for one in stands if one.municipality_id == unit.pk), None)) for unit in part.chief_of]
    allowed = {
        name: may(DECISION, decision.state, name, part.names)
        for name in ("write", "propose", "stand", "send_back", "decide", "new_version")
    }
    areas = [] if decision.frozen else areas_of_decision(decision)
    awaits_you = allowed["stand"] and any(stand is None for _unit, stand in own)
    page = None if decision.frozen else read_network(decision.cycle, sight_of(request.user))
    unseen = unseen_of(decision.cycle, sight_of(request.user)) if is_unpublished(decision) else frozenset()
    sent_back_by = next((one for one in stands if one.stance == Standpoint.Stance.SEND_BACK), None)
    return {
        "lead": lead_of(
            decision,
            len(decision.frozen["areas"] if decision.frozen else areas),
            len(stands),
            len(stands) + len(waiting),
            awaits_you=awaits_you,
        ),
        "areas": [(one, figures_table(page, one.indicators)) for one in areas],
        "frozen": frozen_areas(decision, unseen),
        "hides_figures": bool(unseen),
        "source": source_text(decision),
        "notices": [] if unseen else decision.notices.all(),
        "stands": stands,
        "waiting": waiting,
        "own": [(unit, stand, _stand_form(unit, stand, refused)) for unit, stand in own],
        "lacking": decision_actions.lacking(areas) if allowed["write"] else [],
        "missing_homework": told_of_missing(homework_waited_for(decision.cycle)) if allowed["write"] else "",
        "awaits_meeting": allowed["write"] and decision_actions.awaits_meeting_2(decision.cycle),
        "may": allowed,
        "sent_back_by": sent_back_by,
        "draft_form": DraftForm(initial=DraftForm.initial_of(decision)),
        "version_form": NewVersionForm(),
        "decide_form": DecideForm(initial={"dag": timezone.localdate(), "uppfoljning": decision.follow_up_on}),
        "send_back_form": SendBackForm(
            initial={"steg": sent_back_by.back_to, "skal": sent_back_by.comment} if sent_back_by else {}
        ),
    }


def _stand_form(unit: Municipality, stand: Standpoint | None, refused: forms.Form | None) -> forms.Form:
    is_of_unit = refused is not None and refused.data.get("kommun") == unit.code
    return refused if refused is not None and is_of_unit else StandForm(unit.code, stand=stand)


@allow(is_fou)
@require_POST
def decision_write(request: HttpRequest, pk: int) -> HttpResponse:
    """FoU: open a draft, write it, and put it before the heads."""
    if request.POST.get("gor") == "ny":
        return _open_draft(request, pk)
    decision, part = get_decision(request, pk, FOU)
    who = {"by": part.by, "roles": part.names}
    form = DraftForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            decision = decision_actions.write_draft(decision=decision, **form.wanted(), **who)
            form.refused_as = "Utkastet är sparat men inte framlagt. Rätta det här:"
            if request.POST.get("gor") == "foresla":
                reason = form.cleaned_data["utan_hemuppgift"]
                decision = decision_actions.propose_decision(decision=decision, without_homework=reason, **who)
    if form.errors:
        return _show(request, decision.cycle, part, decision, draft_form=form)
    messages.success(request, "Förslaget är sparat.")
    remark_on_days_off(request, form)
    if request.POST.get("gor") == "foresla":
        messages.success(request, "Förslaget ligger hos socialcheferna.")
    return redirect("decision", pk=pk)


def _open_draft(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk, FOU)
    form = NewVersionForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            decision_actions.open_draft(cycle=cycle, because=form.cleaned_data["skal"], by=part.by, roles=part.names)
    if form.errors:
        return _show(request, cycle, part, decisions_to_read(cycle, part).first(), version_form=form)
    return redirect("decision", pk=pk)


@allow(is_chief)
@require_POST
def decision_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """A head's standpoint, for the municipality whose head the person is."""
    decision, part = get_decision(request, pk, CHIEF)
    unit = next((one for one in part.chief_of if one.code == request.POST.get("kommun", "")), None)
    if unit is None:
        raise NotPossible("Välj den kommun du är socialchef i.")
    form = StandForm(unit.code, request.POST)
    if form.is_valid():
        who = {"name": part.name, "by": part.by, "roles": part.names}
        with refuse_form(form):
            decision_actions.take_stand(decision=decision, municipality=unit, **form.wanted(), **who)
    if form.errors:
        return _show(request, decision.cycle, part, decision, stand_form=form)
    messages.success(request, "Tack, ditt ställningstagande är sparat. Du kan ändra det tills gruppen har beslutat.")
    return redirect("decision", pk=pk)


@allow(is_fou)
@require_POST
def decision_close(request: HttpRequest, pk: int) -> HttpResponse:
    """FoU records what the group came to: decided, or sent back."""
    decision, part = get_decision(request, pk, FOU)
    goes_back = request.POST.get("gor") == "tillbaka"
    form = SendBackForm(request.POST) if goes_back else DecideForm(request.POST)
    act = decision_actions.send_back if goes_back else decision_actions.decide
    if form.is_valid():
        with refuse_form(form):
            act(decision=decision, **form.wanted(), by=part.by, roles=part.names)
    if form.errors:
        name = "send_back_form" if goes_back else "decide_form"
        return _show(request, decision.cycle, part, decision, **{name: form})
    remark_on_days_off(request, form)
    messages.success(
        request,
        "Förslaget har gått tillbaka och ett nytt utkast är öppnat."
        if goes_back
        else "Beslutet är fattat och låst med sina siffror.",
    )
    return redirect("decision", pk=pk)


urlpatterns = [
    path("beslut/", decision_list, name="decision-list"),
    path("omgang/<int:pk>/beslut/", decision_page, name="decision"),
    path("omgang/<int:pk>/beslut/skriv/", decision_write, name="decision-write"),
    path("omgang/<int:pk>/beslut/stallning/", decision_stand, name="decision-stand"),
    path("omgang/<int:pk>/beslut/avgor/", decision_close, name="decision-close"),
]
