"""Reports: the list, a new one, one report, its editions and files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import mark_safe

from documents.web.as_html import body_html
from municipalities.owners import owner_name, owners_of
from municipalities.people.queries import names_of_people
from municipalities.permissions import Person, allow, anyone, is_fou_staff
from municipalities.refusals import refuse_form, status_of
from workflow.documents import actions as report_actions
from workflow.documents.formats import FORMATS
from workflow.documents.forms import HeadForm, IssueForm, ReasonForm, SubjectForm
from workflow.documents.kinds import Kind, kind_of, number_text
from workflow.documents.orders import Order
from workflow.documents.permissions import Standing, get_edition, get_file, get_report, keeping, reports_of
from workflow.documents.presenters import by_kind, file_links, file_name, listed, name_of, signers_of, subject_text
from workflow.documents.queries import (
    changed_drafts,
    document_of,
    edition_under_way,
    issued_editions,
    kinds_for,
    latest_build,
    next_number,
    orders_for,
    whole_edition,
)
from workflow.models import Report, ReportBuild, ReportEdition


@allow(anyone)
def report_list(request: HttpRequest) -> HttpResponse:
    reports = list(reports_of(request.user))
    names = names_of_people(signers_of(reports))
    context: dict[str, object] = {one.value: listed(reports, one, names) for one in Report.State}
    owners = owners_of(request.user)
    context |= {"keeps": bool(owners), "networks": [one for one in owners if one]}
    return render(request, "workflow/documents/report_list.html", context)


def _choices(person: Person) -> dict[str, tuple[Kind, Order]]:
    """What the person can make a document of, by the value of its choice: "resultat-12-fou-nordvast"."""
    found = {}
    for network in owners_of(person):
        for kind in kinds_for(keeping(person, network.pk if network else None).roles):
            for order in orders_for(network, kind):
                pk = next(iter(order.about.values())).pk
                found[f"{kind.key}-{pk}-{network.slug if network else ''}"] = (kind, order)
    return found


@allow(is_fou_staff)
def report_new(request: HttpRequest) -> HttpResponse:
    """First what it is to be about, then title and authors."""
    choices = _choices(request.user)
    told = request.POST.get("om") or request.GET.get("om", "")
    chosen = choices.get(told)
    labels = by_kind((key, kind, order) for key, (kind, order) in choices.items())
    context: dict[str, object] = {"choices": labels, "subject_form": SubjectForm(labels, initial={"om": told})}
    form = None
    if chosen is not None:
        kind, order = chosen
        proposed = {"titel": kind.title(order), "forfattare": getattr(request.user, "name", "")}
        form = HeadForm(request.POST or None, initial=proposed)
        if request.method == "POST" and form.is_valid():
            standing = keeping(request.user, order.network.pk if order.network else None)
            with refuse_form(form):
                made = report_actions.create_report(kind=kind.key, order=order, **form.wanted(), **standing.actor)
                return redirect("report", pk=made.pk)
        number = next_number(order.network, kind.key, timezone.localdate().year)
        context |= {"form": form, "om": told, "subject": subject_text(order), "owner": owner_name(order.network)}
        context |= {"number": f"{kind.label} {timezone.localdate().year}:{number}"}
    return render(request, "workflow/documents/report_new.html", context, status=status_of(form))


@allow(anyone)
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is under way for its keepers, else what is issued. While it is built, script asks again for the progress."""
    report, standing = get_report(request, pk)
    building = latest_build(report) if standing.keeps else None
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        if building is None or building.finished_at:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "workflow/documents/_progress.html", {"report": report, "building": building})
    return show_report(request, report, standing)


def show_report(request: HttpRequest, report: Report, standing: Standing, **forms: object) -> HttpResponse:
    """The page; a refused form stands in it as it was typed."""
    context: dict[str, object] = {"report": report, "standing": standing, "name": name_of(report)}
    context |= {"kind": kind_of(report)}
    context |= {"owner": owner_name(report.network)} | _editions(report)
    draft = edition_under_way(report) if standing.keeps else None
    latest = next(iter(issued_editions(report)), None)
    shown = draft or (whole_edition(latest) if latest and _may_read(report, standing) else None)
    context |= {"edition": shown, "draft": draft} | _content(report, shown)
    if standing.keeps:
        context |= _to_keep(report, draft)
    refused = [one for one in forms.values() if one is not None]
    return render(request, "workflow/documents/report.html", context | forms, status=status_of(*refused))  # type: ignore[arg-type]  # forms


def _editions(report: Report) -> dict[str, object]:
    editions = issued_editions(report)
    names = names_of_people(one.issued_by for one in editions)
    return {"editions": editions, "signed": [(one, names[one.issued_by]) for one in editions]}


def _may_read(report: Report, standing: Standing) -> bool:
    return standing.keeps or report.state == Report.State.ISSUED


def _content(report: Report, edition: ReportEdition | None) -> dict[str, object]:
    document = document_of(edition) if edition else None
    if edition is None or document is None:
        return {"body": ""}
    return {"body": mark_safe(body_html(document, has_title=False)), "files": file_links(report, edition)}  # noqa: S308  # escaped there


def _to_keep(report: Report, draft: ReportEdition | None) -> dict[str, object]:
    building = latest_build(report)
    year = timezone.localdate().year
    proposed = report.number or next_number(report.network, report.kind, year)
    return {
        "building": building,
        "is_building": building is not None and not building.finished_at,
        "has_failed": building is not None and building.state == ReportBuild.State.FAILED and draft is not None,
        "changed": changed_drafts(report, draft) if draft else [],
        "head_form": HeadForm(initial={"titel": report.title, "forfattare": report.authors}),
        "issue_form": IssueForm(initial={"nummer": proposed, "seen": draft.sha256 if draft else ""}),
        "held_back": kind_of(report).held_back,
        "number_prefix": f"{kind_of(report).label} {report.year or year}:",
        "edition_form": ReasonForm("Varför en ny utgåva?", auto_id="ny-%s"),
        "withdraw_form": ReasonForm(f"Varför återkallas {kind_of(report).definite}?", auto_id="aterkalla-%s"),
    }


@allow(anyone)
def report_edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An issued edition as it stands, earlier ones too."""
    report, edition, standing = get_edition(request, pk, number)
    context = {"report": report, "edition": edition, "standing": standing, "name": number_text(report)}
    context |= {"kind": kind_of(report)} | _editions(report) | _content(report, edition)
    return render(request, "workflow/documents/report_edition.html", context)


@allow(anyone)
def report_file(request: HttpRequest, pk: int, number: int, slug: str) -> HttpResponse:
    report, found = get_file(request, pk, number, slug)
    name = file_name(report, number, slug)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type=FORMATS[slug].content_type, headers=headers)


urlpatterns = [
    path("rapporter/", report_list, name="report-list"),
    path("rapporter/ny/", report_new, name="report-new"),
    path("rapporter/<int:pk>/", report_page, name="report"),
    path("rapporter/<int:pk>/utgava/<int:number>/", report_edition, name="report-edition"),
    path("rapporter/<int:pk>/utgava/<int:number>/<slug:slug>/", report_file, name="report-file"),
]
