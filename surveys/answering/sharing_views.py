"""Parts handed to colleagues and reached by a personal link, and the questionnaire as an Excel form."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow, anyone
from municipalities.refusals import Refused, refuse_form, status_of
from surveys.answering import actions as answer_actions
from surveys.answering.excel_form import FormPlan, read_form, write_form
from surveys.answering.forms import AssignForm
from surveys.answering.permissions import (
    Scope,
    allow_answering,
    assignment_of_token,
    refuse_colleague,
    remember_assignment,
)
from surveys.answering.presenters import present_form_plan
from surveys.answering.section_state import SectionState, get_assignment
from surveys.answering.views import address, frame_of, open_state, start_page
from surveys.files.refusals import refuse_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 2 * 1024 * 1024  # a filled-in form is some 30 KB


@allow_answering
@require_POST
def answering_assign(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    form = AssignForm(state, request.POST)
    if form.is_valid():
        with refuse_form(form):
            assignment = answer_actions.assign_section(
                response=state.response,
                section=form.cleaned_data["avsnitt"],
                name=form.cleaned_data["namn"],
                email=form.cleaned_data["epost"],
                by=scope.by,
            )
            messages.success(request, f"Länken är skickad till {assignment.name}.")
            return redirect(f"{address('answering', state.response)}#dela")
    return render(request, "surveys/answering/answering.html", start_page(state, scope, form), status=status_of(form))


@allow_answering
@require_POST
def answering_withdraw(request: HttpRequest, area: str, year: int, kod: str, pk: int) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    assignment = get_assignment(state.response, pk)
    answer_actions.withdraw_assignment(assignment=assignment, by=scope.by)
    messages.success(request, f"{assignment.name} kommer inte längre åt delen.")
    return redirect(f"{address('answering', state.response)}#dela")


@allow(anyone)
def answering_enter(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link: whoever has it gets in to the part, and to nothing else."""
    assignment = assignment_of_token(token)
    remember_assignment(request, assignment)
    return redirect(address("answering-section", assignment.response, assignment.section))


@allow_answering
@require_POST
def answering_done(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    """The colleague says that the part is done."""
    state, scope = open_state(request, area, year, kod)
    section = request.POST.get("avsnitt", "")
    mine = [one for one in scope.assignments if one.section == section]
    if not mine:
        raise Http404
    for one in mine:
        answer_actions.finish_assignment(assignment=one, by=scope.by)
    messages.success(request, "Tack! Kontaktpersonen ser att din del är klar. Du kan fortfarande ändra.")
    return redirect(address("answering-section", state.response, section))


@allow_answering
def answering_form(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    """The Excel form with what is filled in."""
    state, scope = open_state(request, area, year, kod)
    content = write_form(state.response, at=timezone.now(), sections=scope.sections)
    name = f"{area}-{year}-{kod}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@allow_answering
def answering_upload(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    """Choose the file, see what it would change, choose among conflicts, save."""
    state, scope = open_state(request, area, year, kod)
    context = frame_of(state, scope)
    if request.method != "POST":
        return render(request, "surveys/answering/answering_upload.html", context)
    is_save = request.POST.get("gor") == "spara"
    try:
        content, name = _uploaded(request)
        plan = read_form(content, state.response, file_name=name, sections=scope.sections)
        if is_save and request.POST.get("fingeravtryck") == plan.fingerprint:
            return _save_form(request, state, scope, plan)
    except Refused as problem:
        refusals = getattr(problem, "refusals", [])
        shown = {"refusals": refusals, "total": len(refusals), "problem": "" if refusals else str(problem)}
        return render(request, "surveys/answering/answering_upload.html", context | shown, status=problem.status)
    shown = present_form_plan(plan) | {"chosen": _chosen(request, plan), "file_name": name, "outdated": is_save}
    shown |= {"content": base64.b64encode(content).decode()}
    return render(request, "surveys/answering/answering_upload.html", context | shown, status=409 if is_save else 200)


def _uploaded(request: HttpRequest) -> tuple[bytes, str]:
    """The file as chosen, or as it came back with the preview: nothing is kept on the server meanwhile."""
    sent = request.FILES.get("fil")
    if sent is not None:
        if (sent.size or 0) > MOST_BYTES:
            raise refuse_file(
                "Filen är för stor för ett svarsformulär (högst 2 MB).", "Läs in formuläret som det hämtades här."
            )
        return sent.read(), sent.name or "svar.xlsx"
    try:
        return base64.b64decode(request.POST.get("innehall", ""), validate=True), request.POST.get("filnamn", "")
    except ValueError:
        return b"", ""


def _chosen(request: HttpRequest, plan: FormPlan) -> set[str]:
    """The items in conflict of which the file's answer is to stand."""
    return {code for code in plan.conflicts if request.POST.get(f"val-{code}") == "fil"}


def _save_form(request: HttpRequest, state: SectionState, scope: Scope, plan: FormPlan) -> HttpResponse:
    saved = answer_actions.save_answers(
        response=state.response,
        changes=plan.edits(_chosen(request, plan)),
        by=scope.by,
        through="fou" if scope.on_behalf else "file",
        sections=scope.sections,
    )
    messages.success(request, f"{len(saved.saved)} svar är sparade från filen.")
    if not saved.is_complete:
        messages.warning(
            request, "Några svar ändrades av någon annan under tiden och sparades inte. Läs in filen igen."
        )
    return redirect(address("answering", state.response))


urlpatterns = [
    path("enkat/del/<str:token>/", answering_enter, name="answering-enter"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/dela/", answering_assign, name="answering-assign"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/dela/<int:pk>/aterta/", answering_withdraw, name="answering-withdraw"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/klar/", answering_done, name="answering-done"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/formular.xlsx", answering_form, name="answering-form"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/formular/", answering_upload, name="answering-upload"),
]
