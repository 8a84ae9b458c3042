"""The heads' decision: one page with the proposal, its evidence, each head's standpoint and the group's decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow
from municipalities.states import may
from workflow.areas.figures import read_network
from workflow.areas.presenters import figures_table
from workflow.areas.views import Refused, head_of, parse_day
from workflow.decisions import actions as decision_actions
from workflow.decisions.presenters import frozen_areas, lead_of, source_text
from workflow.decisions.queries import areas_of_decision, decisions_to_read, decisions_to_take, get_decision
from workflow.decisions.states import DECISION
from workflow.models import Decision, Standpoint, Step
from workflow.permissions import Part, get_cycle, has_a_part, is_chief, is_fou, networks_of
from workflow.states import CHIEF, FOU

STEP_LABELS = {str(code): Step.Code(code).label for code in decision_actions.GOES_BACK_TO}


@allow(has_a_part)
def decision_list(request: HttpRequest) -> HttpResponse:
    found = decisions_to_take(networks_of(request.user))
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
    context = head_of(cycle) | {"part": part, "decision": decision}
    if decision is not None:
        decision.cycle = cycle
        context |= _shown(request, decision, part) | {"versions": readable.exclude(pk=decision.pk)}
    return render(request, "workflow/decisions/decision.html", context)


def _shown(request: HttpRequest, decision: Decision, part: Part) -> dict[str, object]:
    """What is decided is shown as it was frozen; before that, the areas with today's figures."""
    stands = list(decision.standpoints.select_related("municipality__parent"))
    for stand in stands:
        stand.step_label = STEP_LABELS.get(stand.back_to, "")  # type: ignore[attr-defined]
    waiting = decision_actions.waiting_for(decision) if decision.state == Decision.State.PROPOSED else []
    own = [(unit, next((one for one in stands if one.municipality_id == unit.pk), None)) for unit in part.chief_of]
    allowed = {
        name: may(DECISION, decision.state, name, part.names)
        for name in ("write", "propose", "stand", "send_back", "decide", "new_version")
    }
    areas = [] if decision.frozen else areas_of_decision(decision)
    awaits_you = allowed["stand"] and any(stand is None for _unit, stand in own)
    page = None if decision.frozen else read_network(decision.cycle, request.user)
    return {
        "lead": lead_of(
            decision,
            len(decision.frozen["areas"] if decision.frozen else areas),
            len(stands),
            len(stands) + len(waiting),
            awaits_you=awaits_you,
        ),
        "areas": [(one, figures_table(page, one.indicators)) for one in areas],
        "frozen": frozen_areas(decision),
        "source": source_text(decision),
        "notices": decision.notices.all(),
        "stands": stands,
        "waiting": waiting,
        "own": own,
        "stances": Standpoint.Stance.choices,
        "lacking": decision_actions.lacking(areas) if allowed["write"] else [],
        "steps": list(STEP_LABELS.items()),
        "may": allowed,
        "sent_back_by": next((one for one in stands if one.stance == Standpoint.Stance.SEND_BACK), None),
        "today": timezone.localdate(),
    }


@allow(is_fou)
@require_POST
def decision_write(request: HttpRequest, pk: int) -> HttpResponse:
    """FoU: open a draft, write it, and put it before the heads."""
    cycle, part = get_cycle(request, pk, FOU)
    data = request.POST
    try:
        if data.get("gor") == "ny":
            decision_actions.open_draft(cycle=cycle, by=part.by, because=data.get("skal", ""), roles=part.names)
            return redirect("decision", pk=pk)
        decision, part = get_decision(request, pk, FOU)
        decision = decision_actions.write_draft(
            decision=decision,
            proposal=data.get("forslag", ""),
            time_plan=data.get("tidsplan", ""),
            responsibility=data.get("ansvar", ""),
            follow_up_on=parse_day(data.get("uppfoljning", "")),
            by=part.by,
            roles=part.names,
        )
        messages.success(request, "Förslaget är sparat.")
        if data.get("gor") == "foresla":
            decision_actions.propose_decision(decision=decision, by=part.by, roles=part.names)
            messages.success(request, "Förslaget ligger hos socialcheferna.")
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("decision", pk=pk)


@allow(is_chief)
@require_POST
def decision_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """A head's standpoint, for the municipality whose head the person is."""
    decision, part = get_decision(request, pk, CHIEF)
    unit = next((one for one in part.chief_of if one.code == request.POST.get("kommun", "")), None)
    if unit is None:
        messages.error(request, "Välj den kommun du är socialchef i.")
        return redirect("decision", pk=pk)
    try:
        decision_actions.take_stand(
            decision=decision,
            municipality=unit,
            stance=request.POST.get("stallning", ""),
            comment=request.POST.get("kommentar", ""),
            back_to=request.POST.get("steg", "") or Step.Code.MEETING_2,
            name=part.name,
            by=part.by,
            roles=part.names,
        )
        messages.success(
            request, "Tack, ditt ställningstagande är sparat. Du kan ändra det tills gruppen har beslutat."
        )
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("decision", pk=pk)


@allow(is_fou)
@require_POST
def decision_close(request: HttpRequest, pk: int) -> HttpResponse:
    """FoU records what the group came to: decided, or sent back."""
    decision, part = get_decision(request, pk, FOU)
    data, who = request.POST, {"by": part.by, "roles": part.names}
    try:
        if data.get("gor") == "tillbaka":
            told = {"step": data.get("steg", ""), "because": data.get("skal", "")}
            decision_actions.send_back(decision=decision, **told, **who)
            messages.success(request, "Förslaget har gått tillbaka och ett nytt utkast är öppnat.")
        else:
            decision_actions.decide(
                decision=decision,
                on=parse_day(data.get("dag", "")) or timezone.localdate(),
                motivation=data.get("motivering", ""),
                follow_up_on=parse_day(data.get("uppfoljning", "")),
                without_all=data.get("utan", ""),
                **who,
            )
            messages.success(request, "Beslutet är fattat och låst med sina siffror.")
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("decision", pk=pk)


urlpatterns = [
    path("beslut/", decision_list, name="decision-list"),
    path("omgang/<int:pk>/beslut/", decision_page, name="decision"),
    path("omgang/<int:pk>/beslut/skriv/", decision_write, name="decision-write"),
    path("omgang/<int:pk>/beslut/stallning/", decision_stand, name="decision-stand"),
    path("omgang/<int:pk>/beslut/avgor/", decision_close, name="decision-close"),
]
