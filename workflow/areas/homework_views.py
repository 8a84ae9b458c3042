"""The homework between the analysis meetings: one page for each area and municipality."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from indicators.permissions import sight_of
from municipalities.permissions import allow
from municipalities.refusals import NotPossible, refuse_form, status_of
from municipalities.states import may
from workflow.areas import homework_actions
from workflow.areas.forms import HomeworkForm
from workflow.areas.queries import (
    files_for,
    get_homework,
    get_homework_file,
    hide_evidence,
    reads_draft,
    texts_for,
)
from workflow.areas.states import AREA
from workflow.areas.views import head_of
from workflow.models import Homework
from workflow.permissions import has_a_part, refuse_readers


@allow(has_a_part)
def homework_page(request: HttpRequest, pk: int, area: int, kod: str) -> HttpResponse:
    """A municipality's homework: written by its contacts and FoU, read by the network once it is handed in. What two
    write at once is shown to the later one beside the own text."""
    homework, part, roles = get_homework(request, pk, area, kod)
    start = HomeworkForm.initial_of(homework) | {"seen": homework_actions.version_of(homework)}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HomeworkForm(*sent, initial=start)
    if request.method == "POST":
        refuse_readers(roles)
        submit = request.POST.get("gor") == "lamna-in"
        if form.is_valid():
            with refuse_form(form), transaction.atomic():
                _save_homework(form, homework, {"by": part.by, "roles": roles}, submit=submit)
        if not form.errors:
            messages.success(request, "Hemuppgiften är inlämnad. Tack!" if submit else "Sparat.")
            return redirect(request.path)
    hide_evidence(homework.area.cycle, sight_of(request.user), [homework.area])
    context = head_of(homework.area.cycle, request.user) | {
        "part": part,
        "area": homework.area,
        "homework": homework,
        "form": form,
        "seen": homework_actions.version_of(form.theirs) if form.theirs else form["seen"].value(),
        "texts": texts_for(part, homework),
        "files": files_for(part, homework).defer("content"),
        "sees_draft": reads_draft(part, homework.municipality),
        "may_write": may(AREA, homework.area.state, "homework", roles),
    }
    return render(request, "workflow/areas/homework.html", context, status=status_of(form))


def _save_homework(form: HomeworkForm, homework: Homework, who: dict, *, submit: bool) -> None:  # type: ignore[type-arg]  # keyword arguments of the actions
    """Files and texts, in this order: what is handed in is all there is."""
    for sent in form.cleaned_data["fil"]:
        if (sent.size or 0) > homework_actions.MOST_BYTES:
            raise NotPossible(f"{sent.name} är större än 10 MB. Dela upp den eller länka till den.")
        homework_actions.add_homework_file(homework=homework, name=sent.name or "", content=sent.read(), **who)
    seen = form.cleaned_data["seen"]
    homework_actions.save_homework(homework=homework, **form.texts(), **who, submit=submit, seen=seen)


@allow(has_a_part)
def homework_file(request: HttpRequest, pk: int, area: int, kod: str, file: int) -> HttpResponse:
    """Downloads the file; a POST takes it away."""
    homework, part, roles = get_homework(request, pk, area, kod)
    found = get_homework_file(part, homework, file)
    if request.method == "POST":
        refuse_readers(roles)
        homework_actions.remove_homework_file(file=found, by=part.by, roles=roles)
        return redirect("homework", pk=pk, area=area, kod=kod)
    name = found.name.replace('"', "")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type=found.content_type, headers=headers)


urlpatterns = [
    path("omgang/<int:pk>/omraden/<int:area>/hemuppgift/<str:kod>/", homework_page, name="homework"),
    path(
        "omgang/<int:pk>/omraden/<int:area>/hemuppgift/<str:kod>/fil/<int:file>/", homework_file, name="homework-file"
    ),
]
