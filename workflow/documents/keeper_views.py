"""What a report's keepers do with it: write, build, issue, show and withdraw."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from documents.web.as_html import body_html
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.typed_text import typed
from workflow.documents import actions as report_actions
from workflow.documents.actions import Wording
from workflow.documents.forms import HeadForm, IssueForm, ReasonForm, WordingForm
from workflow.documents.kinds import kind_of
from workflow.documents.permissions import Standing, get_report_to_keep
from workflow.documents.presenters import name_of, text_views
from workflow.documents.queries import document_of, drafts_of, edition_under_way, latest_build
from workflow.documents.views import show_report
from workflow.models import Report


@allow(is_fou_staff)
@require_POST
def report_head(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    form = HeadForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            report_actions.write_head(report=report, **form.wanted(), **standing.actor)
            messages.success(request, "Titel och författare är sparade.")
            return redirect("report", pk=pk)
    return show_report(request, report, standing, head_form=form)


@allow(is_fou_staff)
def report_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every text with what was computed; the one that is chosen has its form. Beside them the whole document."""
    report, standing = get_report_to_keep(request, pk)
    if request.method != "POST":
        return _show_texts(request, report, typed(request.GET, "stycke"), None)
    key = typed(request.POST, "nyckel")
    if request.POST.get("gor") == "utraknat":
        report_actions.drop_text(report=report, key=key, **standing.actor)
        messages.success(request, "Det uträknade står igen.")
    elif request.POST.get("gor") == "star-kvar":
        report_actions.keep_text(report=report, key=key, **standing.actor)
        messages.success(request, "Texten står kvar.")
    else:
        return _save(request, report, standing, key)
    return redirect("report-texts", pk=pk)


def _save(request: HttpRequest, report: Report, standing: Standing, key: str) -> HttpResponse:
    form = WordingForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        wanted = Wording(key, told["text"], told["basis"])
        with refuse_form(form):
            report_actions.save_text(report=report, wanted=wanted, seen=told["seen"], **standing.actor)
            messages.success(request, "Texten är sparad. Utkastet byggs om med den.")
            return redirect("report-texts", pk=report.pk)
    return _show_texts(request, report, key, form)


def _show_texts(request: HttpRequest, report: Report, key: str, form: WordingForm | None) -> HttpResponse:
    edition = edition_under_way(report)
    document = document_of(edition) if edition else None
    if edition is None or document is None:
        raise NotPossible("Det finns inget utkast att skriva i än. Vänta tills det är byggt, eller börja en ny utgåva.")
    drafts, stored = drafts_of(edition), list(report.texts.all())
    building = latest_build(report)
    context = {
        "report": report,
        "name": name_of(report),
        "kind": kind_of(report),
        "texts": text_views(drafts, stored, form, key),
        "orphans": [one for one in stored if one.key not in {draft.key for draft in drafts}],
        "form": form,
        "is_building": building is not None and not building.finished_at,
        "body": mark_safe(body_html(document, 2)),  # noqa: S308  # escaped there
    }
    return render(request, "workflow/documents/report_texts.html", context, status=status_of(form))


@allow(is_fou_staff)
@require_POST
def report_build(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    report_actions.rebuild(report=report, **standing.actor)
    return redirect("report", pk=pk)


@allow(is_fou_staff)
@require_POST
def report_issue(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    form = IssueForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        with refuse_form(form):
            report_actions.issue(report=report, number=told["nummer"], seen=told["seen"], **standing.actor)
            return redirect("report", pk=pk)
    return show_report(request, report, standing, issue_form=form)


@allow(is_fou_staff)
@require_POST
def report_new_edition(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    form = ReasonForm("Varför en ny utgåva?", request.POST, auto_id="ny-%s")
    if form.is_valid():
        with refuse_form(form):
            report_actions.begin_edition(report=report, because=form.cleaned_data["skal"], **standing.actor)
            return redirect("report", pk=pk)
    return show_report(request, report, standing, edition_form=form)


@allow(is_fou_staff)
@require_POST
def report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    kind = kind_of(report)
    form = ReasonForm(f"Varför återkallas {kind.definite}?", request.POST, auto_id="aterkalla-%s")
    if form.is_valid():
        with refuse_form(form):
            report_actions.withdraw(report=report, because=form.cleaned_data["skal"], **standing.actor)
            messages.success(request, f"{kind.definite.capitalize()} är {kind.withdrawn}. Skälet står här.")
            return redirect("report", pk=pk)
    return show_report(request, report, standing, withdraw_form=form)


@allow(is_fou_staff)
@require_POST
def report_share(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    for_all = request.POST.get("gor") == "visa"
    report_actions.share(report=report, is_public=for_all, **standing.actor)
    word = kind_of(report).definite
    told = f"Nu kan alla läsa {word}." if for_all else f"Nu är {word} bara för nätverket."
    messages.success(request, told)
    return redirect("report", pk=pk)


@allow(is_fou_staff)
@require_POST
def report_discard(request: HttpRequest, pk: int) -> HttpResponse:
    report, standing = get_report_to_keep(request, pk)
    is_gone = report_actions.discard(report=report, **standing.actor)
    messages.success(request, "Utkastet är borttaget.")
    return redirect("report-list") if is_gone else redirect("report", pk=pk)


urlpatterns = [
    path("rapporter/<int:pk>/titel/", report_head, name="report-head"),
    path("rapporter/<int:pk>/texter/", report_texts, name="report-texts"),
    path("rapporter/<int:pk>/bygg/", report_build, name="report-build"),
    path("rapporter/<int:pk>/ge-ut/", report_issue, name="report-issue"),
    path("rapporter/<int:pk>/ny-utgava/", report_new_edition, name="report-new-edition"),
    path("rapporter/<int:pk>/aterkalla/", report_withdraw, name="report-withdraw"),
    path("rapporter/<int:pk>/vem-som-ser/", report_share, name="report-share"),
    path("rapporter/<int:pk>/ta-bort/", report_discard, name="report-discard"),
]
