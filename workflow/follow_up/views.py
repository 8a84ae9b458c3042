"""Follow-up: what moved, what the municipalities report, the verdicts, and the closing document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import Person, allow
from municipalities.refusals import WrittenMeanwhile, refuse_form, status_of
from municipalities.typed_days import DayField, remark_on_days_off
from municipalities.typed_text import TextField
from workflow.cycles.presenters import present_cycle
from workflow.cycles.queries import steps_of
from workflow.follow_up import actions
from workflow.follow_up.actions import version_of
from workflow.follow_up.documents import sha256_of
from workflow.follow_up.page import document_for, present_area, present_follow_up, present_goals
from workflow.follow_up.queries import (
    closed_or_404,
    get_area_to_judge,
    get_follow_up,
    get_open_follow_up,
    get_plan_to_report,
)
from workflow.models import Cycle, FollowUp, Verdict
from workflow.permissions import get_cycle, has_a_part, is_fou, refuse_readers
from workflow.states import FOU


def _long(label: str, help_text: str = "", *, rows: int = 5, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=help_text, required=required, max_length=10_000, widget=widget)


class ScopeForm(forms.Form):
    scope = _long(
        "Innehåll och omfattning",
        "Vad ska följas upp, vilka uppgifter behövs från kommunerna och vad räknas som uppnått?",
        rows=8,
    )
    reports_due = DayField("Kommunernas rapporter senast", required=False)


class ReportForm(forms.Form):
    done = _long("Vad har ni gjort?", "Jämfört med planen: gjort, ändrat eller struket.")
    own_data = _long("Egna uppgifter", "Statistik och mått som ni själva har följt.")
    learned = _long("Vad har ni lärt er?", "Sådant som är bra för andra att veta.")


class VerdictForm(forms.Form):
    outcome = forms.ChoiceField(label="Bedömning", choices=Verdict.Outcome.choices, widget=forms.RadioSelect)
    motivation = _long(
        "Motivering",
        "Vad bedömningen bygger på: siffrorna, kommunernas rapporter, mötet.",
        required=True,
    )
    goes_on = forms.BooleanField(label="Området går vidare till nästa omgång", required=False)


class ClosingForm(forms.Form):
    summary = _long("Sammanfattning", "Vad har omgången gett?", rows=8)
    goes_on = _long("Vad går vidare till nästa omgång?")


def _frame(cycle: Cycle, person: Person) -> dict[str, object]:
    return present_cycle(cycle, steps_of(cycle), timezone.localdate(), person)


@allow(has_a_part)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    shown = _frame(cycle, request.user) | present_follow_up(cycle, part, request.user, timezone.localdate())
    return render(request, "workflow/follow_up/follow_up.html", shown)


@allow(is_fou)
@require_POST
def follow_up_open(request: HttpRequest, pk: int) -> HttpResponse:
    found, part = get_follow_up(request, pk, FOU)
    actions.open_follow_up(follow_up=found, by=part.by, roles=part.names)
    messages.success(request, "Uppföljningen är öppnad och kommunerna har fått mejl.")
    return redirect("follow-up", pk=pk)


@allow(is_fou)
@require_POST
def follow_up_remind(request: HttpRequest, pk: int) -> HttpResponse:
    found, part = get_follow_up(request, pk, FOU)
    sent = actions.remind(follow_up=found, by=part.by, roles=part.names)
    messages.success(request, f"Påminnelser skickade: {sent}.")
    return redirect("follow-up", pk=pk)


@allow(is_fou)
def follow_up_scope(request: HttpRequest, pk: int) -> HttpResponse:
    found, part = get_open_follow_up(request, pk)
    start = {"scope": found.scope, "reports_due": found.reports_due}
    form = ScopeForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            actions.describe_scope(follow_up=found, **form.cleaned_data, by=part.by, roles=part.names)
            messages.success(request, "Innehåll och omfattning är sparat.")
            remark_on_days_off(request, form)
            return redirect("follow-up", pk=pk)
    shown = _frame(found.cycle, request.user) | {"form": form, "follow_up": found}
    return render(request, "workflow/follow_up/follow_up_scope.html", shown, status=status_of(form))


@allow(has_a_part)
def plan_report(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    """The report on one plan: written and handed in by its municipality, read by all with a part."""
    found, row, roles = get_plan_to_report(request, pk, plan)
    start = {name: getattr(row.report, name, "") for name in ReportForm.base_fields}
    form, theirs = ReportForm(request.POST or None, initial=start), None
    if request.method == "POST":
        refuse_readers(roles)
        who = {"follow_up": found, "plan": row.plan, "by": request.user.email, "roles": roles}
        if request.POST.get("gor") == "ta-tillbaka":
            return _take_back(request, who)
        if form.is_valid():
            with refuse_form(form):
                try:
                    return _take_report(request, who, form.cleaned_data)
                except WrittenMeanwhile as both:
                    theirs = both.theirs
                    raise
    shown = _frame(found.cycle, request.user) | {"row": row, "follow_up": found, "form": form, "theirs": theirs}
    shown |= {"seen": version_of(theirs) if theirs else request.POST.get("seen", version_of(row.report))}
    shown |= {"may_write": bool(roles) and found.state == FollowUp.State.OPEN}
    shown["goals"] = present_goals(found, row.plan, request.user, timezone.localdate())
    return render(request, "workflow/follow_up/plan_report.html", shown, status=status_of(form))


def _take_report(request: HttpRequest, who: dict[str, Any], texts: dict[str, str]) -> HttpResponse:
    """Saves; hands in where that was the button."""
    cycle, plan, seen = who["follow_up"].cycle_id, who["plan"].pk, request.POST.get("seen", "")
    if request.POST.get("gor") == "lamna":
        actions.hand_in_report(**who, **texts, seen=seen)
        messages.success(request, "Rapporten är lämnad till FoU. Tack!")
        return redirect("follow-up", pk=cycle)
    actions.save_report(**who, **texts, seen=seen)
    messages.success(request, "Utkastet är sparat.")
    return redirect("plan-report", pk=cycle, plan=plan)


def _take_back(request: HttpRequest, who: dict[str, Any]) -> HttpResponse:
    actions.take_back_report(**who)
    messages.success(request, "Rapporten går att ändra igen.")
    return redirect("plan-report", pk=who["follow_up"].cycle_id, plan=who["plan"].pk)


@allow(is_fou)
def follow_up_verdict(request: HttpRequest, pk: int, area: int) -> HttpResponse:
    found, judged, part = get_area_to_judge(request, pk, area)
    shown = present_area(found, judged, request.user, timezone.localdate())
    verdict = shown["row"].verdict  # type: ignore[attr-defined]  # the page of one area has its row
    start = {name: getattr(verdict, name, None) for name in VerdictForm.base_fields}
    form = VerdictForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            actions.judge_area(follow_up=found, area=judged, **form.cleaned_data, by=part.by, roles=part.names)
            messages.success(request, f"Bedömningen av {judged} är sparad.")
            return redirect("follow-up", pk=pk)
    shown |= _frame(found.cycle, request.user) | {"form": form}
    return render(request, "workflow/follow_up/follow_up_verdict.html", shown, status=status_of(form))


@allow(is_fou)
def follow_up_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Summary and what goes on; the second button closes for good."""
    found, part = get_open_follow_up(request, pk)
    form = ClosingForm(request.POST or None, initial={"summary": found.summary, "goes_on": found.goes_on})
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            texts = {**form.cleaned_data, "by": part.by, "roles": part.names}
            if request.POST.get("gor") != "faststall":
                actions.conclude(follow_up=found, **texts)
                messages.success(request, "Sammanfattningen är sparad.")
                return redirect("follow-up", pk=pk)
            actions.close_follow_up(follow_up=found, person=request.user, **texts)
            messages.success(request, "Uppföljningen är avslutad och slutdokumentet är fastställt.")
            return redirect("follow-up-document", pk=pk)
    shown = _frame(found.cycle, request.user) | present_follow_up(found.cycle, part, request.user, timezone.localdate())
    return render(request, "workflow/follow_up/follow_up_closing.html", shown | {"form": form}, status=status_of(form))


@allow(has_a_part)
def follow_up_document(request: HttpRequest, pk: int) -> HttpResponse:
    found, part = get_follow_up(request, pk)
    document = closed_or_404(found).document
    shown = _frame(found.cycle, request.user) | {
        "follow_up": found,
        "document": document_for(request.user, found),
        "part": part,
    }
    shown |= {"is_intact": sha256_of(document) == found.sha256}
    return render(request, "workflow/follow_up/follow_up_document.html", shown)


urlpatterns = [
    path("omgang/<int:pk>/uppfoljning/", follow_up, name="follow-up"),
    path("omgang/<int:pk>/uppfoljning/oppna/", follow_up_open, name="follow-up-open"),
    path("omgang/<int:pk>/uppfoljning/paminn/", follow_up_remind, name="follow-up-remind"),
    path("omgang/<int:pk>/uppfoljning/innehall/", follow_up_scope, name="follow-up-scope"),
    path("omgang/<int:pk>/uppfoljning/plan/<int:plan>/", plan_report, name="plan-report"),
    path("omgang/<int:pk>/uppfoljning/omrade/<int:area>/", follow_up_verdict, name="follow-up-verdict"),
    path("omgang/<int:pk>/uppfoljning/avsluta/", follow_up_closing, name="follow-up-closing"),
    path("omgang/<int:pk>/uppfoljning/slutdokument/", follow_up_document, name="follow-up-document"),
]
