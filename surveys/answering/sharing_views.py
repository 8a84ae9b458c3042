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
from municipalities.refusals import NotPossible
from surveys.answering import actions as answer_actions
from surveys.answering.excel_form import FormPlan, read_form, write_form
from surveys.answering.permissions import (
    Scope,
    allow_answering,
    assignment_of_token,
    refuse_colleague,
    remember_assignment,
)
from surveys.answering.presenters import present_form_plan
from surveys.answering.section_state import SectionState, get_assignment
from surveys.answering.views import address, frame_of, open_state
from surveys.files.refusals import FileRefused, refuse_file
from surveys.questionnaires.answer_rules import AnswerRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 2 * 1024 * 1024  # a filled-in form is some 30 KB


@allow_answering
@require_POST
def answering_assign(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    try:
        assignment = answer_actions.assign_section(
            response=state.response,
            section=request.POST.get("avsnitt", ""),
            name=request.POST.get("namn", ""),
            email=request.POST.get("epost", ""),
            by=scope.by,
        )
        messages.success(request, f"Länken är skickad till {assignment.name}.")
    except (NotPossible, AnswerRefused) as problem:
        messages.error(request, str(problem))
    return redirect(f"{address('answering', state.response)}#dela")


@allow_answering
@require_POST
def answering_withdraw(request: HttpRequest, area: str, year: int, kod: str, pk: int) -> HttpResponse:
    state, scope = open_state(request, area, year, kod)
    refuse_colleague(scope)
    assignment = get_assignment(state.response, pk)
    try:
        answer_actions.withdraw_assignment(assignment=assignment, by=scope.by)
        messages.success(request, f"{assignment.name} kommer inte längre åt delen.")
    except NotPossible as problem:
        messages.error(request, str(problem))
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
    try:
        for one in mine:
            answer_actions.finish_assignment(assignment=one, by=scope.by)
        messages.success(request, "Tack! Kontaktpersonen ser att din del är klar. Du kan fortfarande ändra.")
    except NotPossible as problem:
        messages.error(request, str(problem))
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
    try:
        content, name = _uploaded(request)
        plan = read_form(content, state.response, file_name=name, sections=scope.sections)
        if "spara" in request.POST and request.POST.get("fingeravtryck") == plan.fingerprint:
            return _save_form(request, state, scope, plan)
    except (FileRefused, NotPossible) as problem:
        refusals = problem.refusals if isinstance(problem, FileRefused) else []
        shown = {"refusals": refusals, "total": len(refusals), "problem": "" if refusals else str(problem)}
        return render(request, "surveys/answering/answering_upload.html", context | shown, status=422)
    outdated = "spara" in request.POST
    shown = present_form_plan(plan) | {
        "content": base64.b64encode(content).decode(),
        "file_name": name,
        "outdated": outdated,
    }
    return render(request, "surveys/answering/answering_upload.html", context | shown, status=409 if outdated else 200)


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


def _save_form(request: HttpRequest, state: SectionState, scope: Scope, plan: FormPlan) -> HttpResponse:
    chosen = {code for code in plan.conflicts if request.POST.get(f"val-{code}") == "fil"}
    saved = answer_actions.save_answers(
        response=state.response,
        changes=plan.edits(chosen),
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
