"""The homework between the analysis meetings: one page for each area and municipality."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from municipalities.permissions import allow
from municipalities.refusals import NotPossible
from municipalities.states import may
from workflow.areas import homework_actions
from workflow.areas.queries import get_homework, get_homework_file
from workflow.areas.states import AREA
from workflow.areas.views import Refused, head_of
from workflow.models import Homework
from workflow.permissions import Part, has_a_part, refuse_readers


@allow(has_a_part)
def homework_page(request: HttpRequest, pk: int, area: int, kod: str) -> HttpResponse:
    """A municipality's homework: read by everybody in the network, written by its contacts and FoU. What two write at
    once is shown to the later one beside the own text."""
    homework, part, roles = get_homework(request, pk, area, kod)
    texts, theirs, refused = None, None, ""
    if request.method == "POST":
        refuse_readers(roles)
        texts = {name: request.POST.get(name, "") for name in homework_actions.TEXTS}
        try:
            return _save_homework(request, homework, texts, part, roles)
        except homework_actions.WrittenMeanwhile as meanwhile:
            theirs = meanwhile.theirs
        except Refused as problem:
            refused = str(problem)
    context = head_of(homework.area.cycle) | {
        "part": part,
        "area": homework.area,
        "homework": homework,
        "written": texts or homework,
        "theirs": theirs,
        "seen": _seen(request, theirs or homework, is_new=texts is None or theirs is not None),
        "refused": refused,
        "files": homework.files.defer("content"),
        "may_write": may(AREA, homework.area.state, "homework", roles),
    }
    return render(request, "workflow/areas/homework.html", context, status=409 if theirs else 422 if refused else 200)


def _seen(request: HttpRequest, homework: Homework, *, is_new: bool) -> str:
    """The version the writer has seen: what is shown now, or what the form came with where it was refused."""
    return homework_actions.version_of(homework) if is_new else request.POST.get("seen", "")


def _save_homework(
    request: HttpRequest, homework: Homework, texts: dict[str, str], part: Part, roles: frozenset[str]
) -> HttpResponse:
    """Texts and files together: both are kept, or none."""
    submit = "lamna-in" in request.POST
    with transaction.atomic():
        homework_actions.save_homework(
            homework=homework, **texts, by=part.by, roles=roles, submit=submit, seen=request.POST.get("seen")
        )
        _add_files(request, homework, part.by, roles)
    messages.success(request, "Hemuppgiften är inlämnad. Tack!" if submit else "Sparat.")
    return redirect(request.path)


def _add_files(request: HttpRequest, homework: Homework, by: str, roles: frozenset[str]) -> None:
    for sent in request.FILES.getlist("fil"):
        if (sent.size or 0) > homework_actions.MOST_BYTES:
            raise NotPossible(f"{sent.name} är större än 10 MB. Dela upp den eller länka till den.")
        homework_actions.add_homework_file(
            homework=homework, name=sent.name or "", content=sent.read(), by=by, roles=roles
        )


@allow(has_a_part)
def homework_file(request: HttpRequest, pk: int, area: int, kod: str, file: int) -> HttpResponse:
    """Downloads the file; a POST takes it away."""
    homework, part, roles = get_homework(request, pk, area, kod)
    found = get_homework_file(homework, file)
    if request.method == "POST":
        refuse_readers(roles)
        try:
            homework_actions.remove_homework_file(file=found, by=part.by, roles=roles)
        except Refused as problem:
            messages.error(request, str(problem))
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
