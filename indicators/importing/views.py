"""Bringing files in: choose, look through, approve, undo; and the progress of the computing that follows."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from indicators.importing import actions as import_actions
from indicators.importing.actions import Kind, Upload, mapping_of
from indicators.importing.forms import ChoicesForm, UploadForm
from indicators.importing.permissions import get_computation, get_run
from indicators.importing.presenters import indicators_of, present_plan, present_progress, told_of_returning
from indicators.importing.queries import (
    examples_behind,
    examples_shown,
    publishers,
    surveys_for_import,
    units_that_answer,
)
from municipalities.owners import owners_of
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import status_of
from surveys.files.refusals import FileRefused
from surveys.files.runs import State, runs_of
from surveys.files.template import write_template
from surveys.files.workbooks import refuse_size
from surveys.questionnaires.permissions import get_survey_to_read
from surveys.questionnaires.queries import get_survey, questionnaire_of

PREVIEW = "indicators/importing/import_preview.html"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _read_upload(kind: str, form: UploadForm) -> Upload:
    """FileRefused where the file is too large to be read at all."""
    data = form.cleaned_data
    refuse_size(data["file"].size)
    survey = get_survey(data["survey"])
    told = {name: data.get(name, "") for name in ("slug", "title", "publisher")}
    mapping = mapping_of(kind, survey, **told)
    return Upload(kind, survey, data["file"].read(), data["file"].name, mapping, form.owner)


@allow(is_fou_staff)
def import_list(request: HttpRequest) -> HttpResponse:
    owners = owners_of(request.user)
    surveys = [survey for survey in surveys_for_import(owners) if survey.questionnaire_text]
    return render(
        request,
        "indicators/importing/import_list.html",
        {"runs": runs_of(request.user)[:100], "surveys": surveys, "kinds": Kind.choices, "several": len(owners) > 1},
    )


@allow(is_fou_staff)
def import_new(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    owners = owners_of(request.user)
    surveys = [one for one in surveys_for_import(owners) if kind != Kind.ANSWERS or one.questionnaire_text]
    form = UploadForm(kind, surveys, owners, request.POST or None, request.FILES or None, initial=request.GET.dict())
    context = {"form": form, "kind": kind, "kind_label": Kind(kind).label, "surveys": surveys}
    context["publishers"] = publishers()
    if request.method != "POST" or not form.is_valid():
        return render(request, "indicators/importing/import_new.html", context, status=status_of(form))
    try:
        outcome = import_actions.preview(_read_upload(kind, form), by=request.user.email)
    except FileRefused as problem:
        context |= {"refusals": problem.refusals}
        return render(request, "indicators/importing/import_new.html", context, status=problem.status)
    if outcome.run is not None:
        return redirect("import-preview", pk=outcome.run.pk)
    context |= {"outcome": outcome, "plan": outcome.plan, "refusals": outcome.plan.refusals}
    status = FileRefused.status if outcome.plan.refusals else 200
    return render(request, "indicators/importing/import_new.html", context, status=status)


@allow(is_fou_staff)
def import_preview(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_run(request.user, pk)
    if run.state != State.PREVIEWED:
        context = {"run": run, "returning": told_of_returning(examples_behind(run), run.survey)}
        return render(request, "indicators/importing/import_preview_done.html", context)
    try:
        plan = import_actions.plan_of(run)
    except FileRefused as problem:
        context = {"run": run, "problem": problem}
        return render(request, "indicators/importing/import_preview_done.html", context, status=problem.status)
    form = ChoicesForm(plan, indicators_of(run), request.POST or None)
    if form.is_valid():
        import_actions.choose(run, form.said(), by=request.user.email)
        messages.success(request, "Valen är sparade och filen är tolkad på nytt.")
        return redirect("import-preview", pk=pk)
    return render(request, PREVIEW, present_plan(run, plan, form), status=status_of(form))


@allow(is_fou_staff)
@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """What is chosen in the form is saved first; where that changes anything, it has to be looked through again."""
    run = get_run(request.user, pk)
    if request.POST.get("choices") and run.state == State.PREVIEWED:
        plan = import_actions.plan_of(run)
        form = ChoicesForm(plan, indicators_of(run), request.POST)
        if not form.is_valid():
            return render(request, PREVIEW, present_plan(run, plan, form), status=status_of(form))
        if import_actions.choose(run, form.said(), by=request.user.email):
            told = "Du har ändrat val. De är sparade och filen är tolkad på nytt: se igenom den och godkänn."
            messages.warning(request, told)
            return redirect("import-preview", pk=pk)
    done = import_actions.confirm(run, by=request.user.email, fingerprint=request.POST.get("fingerprint", ""))
    messages.success(request, f"Filen {run.file_name} är införd.")
    if done.computation is not None:
        return redirect("computation", pk=done.computation.pk)
    return redirect("import-preview", pk=pk)


@allow(is_fou_staff)
@require_POST
def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_run(request.user, pk)
    computation = import_actions.undo(run, by=request.user.email)
    returned = examples_shown(run)
    again = f" {returned} påhittade enkätsvar (Exempeldata) visas igen." if returned else ""
    messages.success(request, f"Importen av {run.file_name} är ångrad.{again}")
    if computation is not None:
        return redirect("computation", pk=computation.pk)
    return redirect("import-list")


@allow(is_fou_staff)
@require_POST
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    import_actions.discard(get_run(request.user, pk), by=request.user.email)
    messages.success(request, "Filen är borttagen. Inget har skrivits.")
    return redirect("import-list")


@allow(is_fou_staff)
def import_file(request: HttpRequest, pk: int) -> FileResponse:
    run = get_run(request.user, pk)
    try:
        return FileResponse(run.file.open("rb"), as_attachment=True, filename=run.file_name)
    except FileNotFoundError:
        raise Http404 from None


@allow(is_fou_staff)
def survey_template(request: HttpRequest, area: str, year: int) -> HttpResponse:
    survey = get_survey_to_read(request.user, area, year)
    questionnaire = questionnaire_of(survey)
    if questionnaire is None:
        raise Http404
    content = write_template(survey, questionnaire, units_that_answer(survey))
    headers = {"Content-Disposition": f'attachment; filename="{area}-{year}-svar.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@allow(is_fou_staff)
def computation(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_computation(request.user, pk)
    page = "indicators/importing/_progress.html" if request.htmx else "indicators/importing/computation.html"  # type: ignore[attr-defined]  # set by django-htmx
    return render(request, page, present_progress(job))


urlpatterns = [
    path("import/", import_list, name="import-list"),
    path("import/ny/<slug:kind>/", import_new, name="import-new"),
    path("import/<int:pk>/", import_preview, name="import-preview"),
    path("import/<int:pk>/godkann/", import_confirm, name="import-confirm"),
    path("import/<int:pk>/angra/", import_undo, name="import-undo"),
    path("import/<int:pk>/avbryt/", import_discard, name="import-discard"),
    path("import/<int:pk>/fil/", import_file, name="import-file"),
    path("enkat/<slug:area>/<int:year>/mall.xlsx", survey_template, name="survey-template"),
    path("berakning/<int:pk>/", computation, name="computation"),
]
