"""Stage 2 before the decision: choosing areas, one page per area, and what people think of the indicators."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.permissions import sight_of
from municipalities.permissions import Person, allow
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.states import may
from municipalities.typed_days import remark_on_days_off
from workflow.areas import actions as area_actions
from workflow.areas.figures import read_network
from workflow.areas.forms import (
    AnalysisForm,
    ChangeForm,
    ChooseForm,
    DropForm,
    FinishForm,
    OpinionForm,
    ReferenceForm,
    SuggestForm,
)
from workflow.areas.presenters import figures_table, indicator_names, reservations_on, sentences
from workflow.areas.queries import (
    areas_of,
    get_area,
    get_reference,
    hide_evidence,
    homework_rows,
    open_candidates,
    opinions_of,
    own_votes,
)
from workflow.areas.states import AREA
from workflow.cycles.presenters import present_cycle
from workflow.cycles.queries import probable_day, steps_of
from workflow.cycles.steps import homework_day
from workflow.models import Cycle, DevelopmentArea, Step
from workflow.permissions import Part, get_cycle, has_a_part, is_fou
from workflow.states import FOU


def head_of(cycle: Cycle, person: Person) -> dict[str, object]:
    return present_cycle(cycle, steps_of(cycle), timezone.localdate(), person)


@dataclass(frozen=True)
class AreaOnTable:
    """One area of the list, with what the person may do with it."""

    area: DevelopmentArea
    own_vote: bool | None
    may_vote: bool
    may_choose: bool
    may_take_up: bool
    choose_form: forms.Form
    drop_form: forms.Form


@allow(has_a_part)
def area_list(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_list(request, *get_cycle(request, pk))


def _show_list(
    request: HttpRequest, cycle: Cycle, part: Part, of: DevelopmentArea | None = None, **refused: forms.Form
) -> HttpResponse:
    """The list; a refused form stands in it as it was typed. `of`: the area on the table that the form is about."""
    areas = sorted(areas_of(cycle), key=lambda one: one.state == DevelopmentArea.State.DROPPED)
    hide_evidence(cycle, sight_of(request.user), areas)
    votes = own_votes(cycle, part.by)
    chosen = [one for one in areas if one.state == DevelopmentArea.State.CHOSEN]
    is_choosing = not any(one.state in (DevelopmentArea.State.PROPOSED, DevelopmentArea.State.DECIDED) for one in areas)
    page = read_network(cycle, sight_of(request.user)) if is_choosing else None
    names = indicator_names(page)
    context = head_of(cycle, request.user) | {
        "part": part,
        "areas": [_on_table(one, votes.get(one.pk), part, refused if one == of else {}) for one in areas],
        "chosen": chosen,
        "least": area_actions.LEAST_CHOSEN,
        "may_finish": part.may_run and any(one.asked == 0 for one in chosen),  # type: ignore[attr-defined]  # added by the query
        "is_choosing": is_choosing,
        "candidates": open_candidates(cycle, sight_of(request.user), areas) if page else [],
        "names": names,
        "has_results": page is not None,
        "is_restricted": page is not None and page.is_restricted,
        "finish_form": FinishForm(initial=_days_to_propose(cycle)),
        "suggest_form": SuggestForm(names),
    }
    return render(request, "workflow/areas/area_list.html", context | refused, status=status_of(*refused.values()))


def _days_to_propose(cycle: Cycle) -> dict[str, object]:
    """When meeting 1 probably was, and a last day for the homework after it."""
    today = timezone.localdate()
    met = probable_day(cycle, Step.Code.MEETING_1, today)
    return {"hallet": met, "senast": homework_day(met, today)}


def _on_table(area: DevelopmentArea, own_vote: bool | None, part: Part, refused: dict[str, forms.Form]) -> AreaOnTable:
    allowed = {action: may(AREA, area.state, action, part.names) for action in ("vote", "choose", "take_up")}
    fresh = {"choose_form": ChooseForm(auto_id=f"%s-{area.pk}"), "drop_form": DropForm(auto_id=f"%s-{area.pk}")}
    shown = {name: refused.get(name, form) for name, form in fresh.items()}
    return AreaOnTable(area, own_vote, allowed["vote"], allowed["choose"], allowed["take_up"], **shown)


@allow(is_fou)
@require_POST
def area_suggest(request: HttpRequest, pk: int) -> HttpResponse:
    """From a candidate of the results, by its indicators; or an own choice of indicators."""
    cycle, part = get_cycle(request, pk, FOU)
    page = read_network(cycle, sight_of(request.user))
    form = SuggestForm(indicator_names(page), request.POST)
    if form.is_valid():
        codes = form.cleaned_data["indikator"]
        open_ones = open_candidates(cycle, sight_of(request.user), list(cycle.development_areas.all()))
        candidate = next((one for one in open_ones if set(one.indicators) == set(codes)), None)
        title = form.cleaned_data["namn"] or (candidate.title if candidate else "")
        evidence = [*candidate.reasons, *candidate.disputes] if candidate else sentences(page, codes)
        with refuse_form(form):
            told = {"evidence": evidence, "is_unpublished": page is not None and page.is_unpublished}
            area_actions.suggest_area(cycle=cycle, title=title, indicators=codes, **told, by=part.by)
    if form.errors:
        return _show_list(request, cycle, part, suggest_form=form)
    return redirect(f"{reverse('area-list', args=[pk])}#valda")


FORMS = {
    "valj": ("choose_form", ChooseForm, area_actions.choose_area),
    "andra": ("change_form", ChangeForm, area_actions.change_area),
    "stryk": ("drop_form", DropForm, area_actions.drop_area),
}


@allow(has_a_part)
@require_POST
def area_act(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """The buttons of an area: vote, choose, change, drop, take up again."""
    found, part = get_area(request, pk, area)
    who = {"by": part.by, "roles": part.names}
    match request.POST.get("gor", ""):
        case "for" | "mot" as said:
            unit = part.municipalities[0] if part.municipalities else None
            area_actions.vote(area=found, in_favour=said == "for", municipality=unit, **who)
        case "ta-upp":
            area_actions.take_up_area(area=found, **who)
        case button if button in FORMS:
            return _take_form(request, found, part, *FORMS[button])
    return redirect("area-list", pk=pk)


def _take_form(request: HttpRequest, area: DevelopmentArea, part: Part, name: str, kind, act) -> HttpResponse:  # type: ignore[no-untyped-def]  # any form of an area and its action
    """Back to the page the form stood on, refused or not: the list, or the area's own."""
    here = reverse("area", args=[area.cycle_id, area.pk])
    is_here = request.POST.get("till") == here
    form = kind(request.POST, auto_id="%s" if is_here else f"%s-{area.pk}")
    if form.is_valid():
        with refuse_form(form):
            act(area=area, **form.wanted(), by=part.by, roles=part.names)
    if not form.errors:
        return redirect(here if is_here else reverse("area-list", args=[area.cycle_id]))
    if is_here:
        return _show_area(request, area, part, **{name: form})
    return _show_list(request, area.cycle, part, area, **{name: form})


@allow(is_fou)
@require_POST
def areas_chosen(request: HttpRequest, pk: int) -> HttpResponse:
    """Meeting 1 is over: the homework goes out."""
    cycle, part = get_cycle(request, pk, FOU)
    form = FinishForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            made = area_actions.finish_meeting_1(cycle=cycle, **form.wanted(), by=part.by)
            messages.success(request, f"Valet är klart och {len(made)} hemuppgifter är utskickade.")
            remark_on_days_off(request, form)
    if form.errors:
        return _show_list(request, cycle, part, finish_form=form)
    return redirect("area-list", pk=pk)


@allow(has_a_part)
def area_page(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    """Everything about one area; FoU writes the analysis here, and nobody's text is lost when two do."""
    if request.method != "POST":
        return _show_area(request, *get_area(request, pk, area))
    found, part = get_area(request, pk, area, FOU)
    form = AnalysisForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            area_actions.write_analysis(area=found, **form.wanted(), by=part.by, roles=part.names)
    if form.errors:
        return _show_area(request, found, part, analysis_form=form)
    messages.success(request, "Analysen är sparad.")
    return redirect("area", pk=pk, area=area)


def _show_area(request: HttpRequest, area: DevelopmentArea, part: Part, **refused: forms.Form) -> HttpResponse:
    """The page; a refused form stands in it as it was typed, in place of the one with what is stored."""
    page = read_network(area.cycle, sight_of(request.user))
    hide_evidence(area.cycle, sight_of(request.user), [area])
    analysis = getattr(area, "analysis", None)
    context = head_of(area.cycle, request.user) | {
        "part": part,
        "area": area,
        "tables": figures_table(page, area.indicators),
        "reservations": reservations_on(page, area.indicators),
        "homework": homework_rows(area, part),
        "references": area.references.all(),
        "analysis": analysis,
        "analysis_form": AnalysisForm(stored=analysis),
        "reference_form": ReferenceForm(),
        "change_form": ChangeForm(initial=ChangeForm.initial_of(area)),
        "drop_form": DropForm(),
        "may_write": may(AREA, area.state, "analyse", part.names),
        "may_change": may(AREA, area.state, "change", part.names),
        "may_drop": may(AREA, area.state, "drop", part.names),
    }
    return render(request, "workflow/areas/area.html", context | refused, status=status_of(*refused.values()))


@allow(is_fou)
@require_POST
def area_reference(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    found, part = get_area(request, pk, area, FOU)
    who = {"by": part.by, "roles": part.names}
    if request.POST.get("gor") == "ta-bort":
        area_actions.remove_reference(reference=get_reference(found, request.POST.get("hanvisning", "")), **who)
        return redirect(f"{reverse('area', args=[pk, area])}#forskning")
    form = ReferenceForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            area_actions.add_reference(area=found, **form.wanted(), **who)
    if form.errors:
        return _show_area(request, found, part, reference_form=form)
    return redirect(f"{reverse('area', args=[pk, area])}#forskning")


@allow(has_a_part)
def indicator_opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """Which indicators are of use, voted by the people who work with them."""
    cycle, part = get_cycle(request, pk)
    names = indicator_names(read_network(cycle, sight_of(request.user)))
    if request.method == "POST":
        form = OpinionForm(names, request.POST)
        if not form.is_valid():
            raise NotPossible("Välj om indikatorn är till nytta. En kommentar kan ha högst 500 tecken.")
        area_actions.vote_on_indicator(cycle=cycle, **form.wanted(), by=part.by)
        return redirect(f"{request.path}#i-{form.cleaned_data['indikator']}")
    context = head_of(cycle, request.user) | {"part": part, "opinions": opinions_of(cycle, names, part.by)}
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
