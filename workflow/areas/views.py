"""Stage 2 before the decision: choosing areas, one page per area, and what people think of the indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow
from municipalities.refusals import Closed, NotPossible
from municipalities.states import may
from workflow.areas import actions as area_actions
from workflow.areas.actions import Conflict
from workflow.areas.figures import read_network
from workflow.areas.presenters import figures_table, indicator_names, sentences
from workflow.areas.queries import (
    areas_of,
    get_area,
    get_reference,
    homework_rows,
    open_candidates,
    opinions_of,
    own_votes,
)
from workflow.areas.states import AREA
from workflow.cycles.presenters import present_cycle
from workflow.cycles.queries import steps_of
from workflow.models import Cycle, DevelopmentArea
from workflow.permissions import Part, get_cycle, has_a_part, is_fou
from workflow.states import FOU

Refused = (NotPossible, Closed)


def head_of(cycle: Cycle) -> dict[str, object]:
    return present_cycle(cycle, steps_of(cycle), timezone.localdate())


def parse_day(text: str) -> date | None:
    """None where nothing is written; NotPossible for what is no day."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotPossible(f"”{text[:20]}” är ingen dag. Skriv år-månad-dag, till exempel 2017-09-24.") from None


@dataclass(frozen=True)
class AreaOnTable:
    """One area of the list, with what the person may do with it."""

    area: DevelopmentArea
    own_vote: bool | None
    may_vote: bool
    may_choose: bool
    may_take_up: bool


@allow(has_a_part)
def area_list(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    areas = sorted(areas_of(cycle), key=lambda one: one.state == DevelopmentArea.State.DROPPED)
    votes = own_votes(cycle, part.by)
    chosen = [one for one in areas if one.state == DevelopmentArea.State.CHOSEN]
    is_choosing = not any(one.state in (DevelopmentArea.State.PROPOSED, DevelopmentArea.State.DECIDED) for one in areas)
    page = read_network(cycle, request.user) if is_choosing else None
    context = head_of(cycle) | {
        "part": part,
        "areas": [_on_table(one, votes.get(one.pk), part) for one in areas],
        "chosen": chosen,
        "least": area_actions.LEAST_CHOSEN,
        "may_finish": part.is_fou and any(one.asked == 0 for one in chosen),  # type: ignore[attr-defined]
        "is_choosing": is_choosing,
        "candidates": open_candidates(cycle, request.user, areas) if page else [],
        "names": indicator_names(page),
        "has_results": page is not None,
    }
    return render(request, "workflow/areas/area_list.html", context)


def _on_table(area: DevelopmentArea, own_vote: bool | None, part: Part) -> AreaOnTable:
    allowed = {action: may(AREA, area.state, action, part.names) for action in ("vote", "choose", "take_up")}
    return AreaOnTable(area, own_vote, allowed["vote"], allowed["choose"], allowed["take_up"])


@allow(is_fou)
@require_POST
def area_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """From a candidate of the results, by its indicators; or an own choice of indicators."""
    cycle, part = get_cycle(request, pk, FOU)
    page = read_network(cycle, request.user)
    known = indicator_names(page)
    codes = [code for code in request.POST.getlist("indikator") if code in known]
    areas = list(cycle.development_areas.all())
    candidate = next(
        (one for one in open_candidates(cycle, request.user, areas) if set(one.indicators) == set(codes)), None
    )
    evidence = list(candidate.reasons) if candidate else sentences(page, codes)
    try:
        area_actions.suggest_area(
            cycle=cycle,
            title=request.POST.get("namn", "") or (candidate.title if candidate else ""),
            indicators=codes,
            evidence=evidence,
            by=part.by,
        )
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('area-list', args=[pk])}#valda")


@allow(has_a_part)
@require_POST
def area_act(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """The buttons of an area: vote, choose, change, drop, take up again."""
    found, part = get_area(request, pk, area)
    data, who = request.POST, {"by": part.by, "roles": part.names}
    try:
        match data.get("gor", ""):
            case "for" | "mot" as said:
                unit = part.municipalities[0] if part.municipalities else None
                area_actions.vote(area=found, in_favour=said == "for", municipality=unit, **who)
            case "valj":
                area_actions.choose_area(area=found, need=data.get("behov", ""), **who)
            case "andra":
                told = {
                    "title": data.get("namn", ""),
                    "need": data.get("behov", ""),
                    "reach": data.get("gemensamt", ""),
                }
                area_actions.change_area(area=found, **told, **who)
            case "stryk":
                area_actions.drop_area(area=found, because=data.get("skal", ""), **who)
            case "ta-upp":
                area_actions.take_up_area(area=found, **who)
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect(
        data.get("till") if data.get("till", "").startswith(f"/omgang/{pk}/") else reverse("area-list", args=[pk])
    )


@allow(is_fou)
@require_POST
def areas_chosen(request: HttpRequest, pk: int) -> HttpResponse:
    """Meeting 1 is over: the homework goes out."""
    cycle, part = get_cycle(request, pk, FOU)
    try:
        due = parse_day(request.POST.get("senast", ""))
        if due is None:
            raise NotPossible("Välj sista dag för hemuppgiften.")
        made = area_actions.finish_meeting_1(
            cycle=cycle, homework_due=due, because=request.POST.get("skal", ""), by=part.by
        )
        messages.success(request, f"Valet är klart och {len(made)} hemuppgifter är utskickade.")
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect("area-list", pk=pk)


@allow(has_a_part)
def area_page(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Everything about one area; FoU writes the analysis here, and nobody's text is lost when two do."""
    found, part = get_area(request, pk, area)
    conflict, texts, refused = None, None, ""
    if request.method == "POST":
        texts = {name: request.POST.get(name, "") for name in area_actions.ANALYSIS_TEXTS}
        try:
            outcome = area_actions.write_analysis(
                area=found,
                texts=texts,
                seen_version=_number(request.POST.get("version", "")),
                by=part.by,
                roles=part.names,
            )
            if not isinstance(outcome, Conflict):
                messages.success(request, "Analysen är sparad.")
                return redirect("area", pk=pk, area=area)
            conflict = outcome.theirs
        except Refused as problem:
            refused = str(problem)
    page = read_network(found.cycle, request.user)
    analysis = getattr(found, "analysis", None)
    context = head_of(found.cycle) | {
        "part": part,
        "area": found,
        "tables": figures_table(page, found.indicators),
        "homework": homework_rows(found),
        "references": found.references.all(),
        "analysis": analysis,
        "seen_version": request.POST.get("version") or (analysis.version if analysis else 0),
        "texts": texts,
        "conflict": conflict,
        "refused": refused,
        "may_write": may(AREA, found.state, "analyse", part.names),
        "may_change": may(AREA, found.state, "change", part.names),
        "may_drop": may(AREA, found.state, "drop", part.names),
    }
    return render(request, "workflow/areas/area.html", context, status=409 if conflict else 422 if refused else 200)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


@allow(is_fou)
@require_POST
def area_reference(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    found, part = get_area(request, pk, area, FOU)
    data, who = request.POST, {"by": part.by, "roles": part.names}
    try:
        if number := _number(data.get("ta-bort", "")):
            area_actions.remove_reference(reference=get_reference(found, number), **who)
        else:
            told = {
                "citation": data.get("kalla", ""),
                "summary": data.get("innehall", ""),
                "link": data.get("lank", ""),
            }
            area_actions.add_reference(area=found, **told, **who)
    except Refused as problem:
        messages.error(request, str(problem))
    return redirect(f"{reverse('area', args=[pk, area])}#forskning")


@allow(has_a_part)
def indicator_opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Which indicators are of use, voted by the people who work with them."""
    cycle, part = get_cycle(request, pk)
    names = indicator_names(read_network(cycle, request.user))
    if request.method == "POST":
        code = request.POST.get("indikator", "")
        if code in names and request.POST.get("nytta") in ("ja", "nej"):
            comment = request.POST.get("kommentar", "")
            useful = request.POST["nytta"] == "ja"
            area_actions.vote_on_indicator(cycle=cycle, indicator=code, useful=useful, comment=comment, by=part.by)
        return redirect(f"{request.path}#i-{code}")
    context = head_of(cycle) | {"part": part, "opinions": opinions_of(cycle, names, part.by)}
    return render(request, "workflow/areas/indicator_opinions.html", context)


urlpatterns = [
    path("omgang/<int:pk>/omraden/", area_list, name="area-list"),
    path("omgang/<int:pk>/omraden/ta-upp/", area_suggest, name="area-suggest"),
    path("omgang/<int:pk>/omraden/klart/", areas_chosen, name="areas-chosen"),
    path("omgang/<int:pk>/omraden/<int:area>/", area_page, name="area"),
    path("omgang/<int:pk>/omraden/<int:area>/gor/", area_act, name="area-act"),
    path("omgang/<int:pk>/omraden/<int:area>/forskning/", area_reference, name="area-reference"),
    path("omgang/<int:pk>/indikatorer/", indicator_opinions, name="indicator-opinions"),
]
