"""A survey year's definitions: read, and written as YAML beside the year's questions, where they are held. Checked
against the questions and the year before, tried on a municipality's answers, and stored when all fits."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from indicators.computing.definitions import definitions_of
from indicators.computing.year_files import YearFiles, is_kept_in_files
from indicators.rules.spec import Definitions
from indicators.years import actions, queries
from indicators.years.area_texts import first_texts
from indicators.years.definition_changes import compare_definitions, without_rules
from indicators.years.forms import YearForm
from indicators.years.left_dates import YearBefore, grouped, left_in, with_moved
from indicators.years.presenters import present_defined, present_text, present_tried
from indicators.years.trying import try_on
from municipalities.models import Group
from municipalities.owners import acts_for, owners_of, refuse_stranger
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import Refused
from surveys.models import Response, Survey
from surveys.questionnaires.permissions import get_survey_to_read
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.strict_yaml import FileError
from surveys.questionnaires.year_copies import Difference


@allow(is_fou_staff)
def year_definitions(request: HttpRequest, area: str, year: int) -> HttpResponse:
    survey = get_survey_to_read(request.user, area, year)
    known, before = definitions_of(survey), queries.defined_before(survey)
    shown = {
        "survey": survey,
        "questionnaire": questionnaire_of(survey),
        "indicators": present_defined(known, questionnaire_of(survey)) if known else [],
        "before": before,
        "differences": _changes(before, known, survey) if known else [],
        "is_kept_in_files": is_kept_in_files(survey.slug),
        "may_edit": acts_for(request.user, survey.network_id),
    }
    return render(request, "indicators/years/year_definitions.html", shown)


def _changes(before: Survey | None, known: Definitions, survey: Survey | None) -> list[Difference]:
    earlier = definitions_of(before) if before else None
    if before is None or earlier is None:
        return []
    return compare_definitions(earlier, known, questionnaire_of(before), questionnaire_of(survey) if survey else None)


@allow(is_fou_staff)
def year_definitions_edit(request: HttpRequest, area: str, year: int) -> HttpResponse:
    """A year that is there, or a new one copied from another (`fran`) without its questions. Whoever may not store
    checks and tries."""
    stored = queries.find_year(area, year)
    survey = get_survey_to_read(request.user, area, year) if stored else None
    source = None if survey else _source(request, area)
    if survey is None and source is None:
        raise Http404
    form = YearForm(
        [survey.network] if survey else owners_of(request.user),
        *((request.POST, request.FILES) if request.method == "POST" else ()),
    )
    may_save = not is_kept_in_files(f"{area}/{year}") and (survey is None or acts_for(request.user, survey.network_id))
    before = queries.defined_before(survey) if survey else source
    page = {"area": area, "year": year, "slug": f"{area}/{year}", "survey": survey, "source": source, "form": form}
    page |= {"may_save": may_save, "is_kept_in_files": is_kept_in_files(f"{area}/{year}"), "before": before}
    page |= {"responses": _to_try(request, survey), "wanted": request.POST.get("svar", "")}
    if request.method != "POST":
        return _editor(request, page, _first_text(survey, source, area, year))
    return _checked(request, page, form, survey)


def _checked(request: HttpRequest, page: dict, form: YearForm, survey: Survey | None) -> HttpResponse:
    text = str(request.POST.get("definitions", ""))
    before = page["before"]
    try:
        text = form.text_of("definitions")
        if before and (request.POST.get("gor") == "flytta" or "flytta-alla" in request.POST):
            text = _moved(request, text, before, page["year"])
        files = _read(page["slug"], text, survey)
        if request.POST.get("gor") == "spara":
            refuse_stranger(request.user, survey.network_id if survey else (form.owner.pk if form.owner else None))
            return _save(request, files, form.owner)
    except FileError as problem:
        return _editor(request, page | {"problem": problem}, text, status=422)
    except Refused as problem:
        return _editor(request, page | {"refusal": problem}, text, status=problem.status)
    found = page | {"files": files, "differences": _changes(before, files.definitions, survey)}
    if survey and (stored := definitions_of(survey)):
        asked = files.questionnaire
        found["against_stored"] = compare_definitions(stored, files.definitions, asked, asked)
    if chosen := page["responses"].get(page["wanted"]):
        results, unknown = try_on(files, queries.counted_answers(chosen))
        found |= {"chosen": chosen, "tried": present_tried(results), "unknown": unknown}
    return _editor(request, found, text)


def _to_try(request: HttpRequest, survey: Survey | None) -> dict[str, Response]:
    """Year and municipality, as the choice is sent, and the answers."""
    found = queries.answers_to_try(request.user, [survey, queries.earlier_year(survey)]) if survey else []
    return {f"{one.survey.year}-{one.municipality.code}": one for one in found}


def _read(slug: str, text: str, survey: Survey | None) -> YearFiles:
    if not text.strip():
        raise FileError(actions.DEFINITION_PATH, 1, "texten är tom: skriv definitionerna eller läs in en fil")
    asked = questionnaire_of(survey) if survey else None
    return actions.read_definitions(slug, text, asked, survey.questionnaire_text if survey else "")


def _source(request: HttpRequest, area: str) -> Survey | None:
    year = request.GET.get("fran", "")
    return get_survey_to_read(request.user, area, int(year)) if year.isascii() and year.isdigit() else None


def _first_text(survey: Survey | None, source: Survey | None, area: str, year: int) -> str:
    if survey and (text := queries.texts_of(survey)[1]):
        return text
    copied = source or (queries.defined_before(survey) if survey else None)
    text = actions.copied_texts(copied, year)[1] if copied else first_texts(area, year, area)[1]
    return text if survey and survey.questionnaire_text else without_rules(text)


def _year_before(before: Survey, year: int) -> YearBefore:
    return YearBefore(before.full_title, ("", queries.texts_of(before)[1]), year - before.year)


def _moved(request: HttpRequest, text: str, before: Survey, year: int) -> str:
    chosen = request.POST.getlist("flytta") if request.POST.get("gor") == "flytta" else ()
    return with_moved(("", text), _year_before(before, year), chosen, request.POST.get("flytta-alla", ""))[1]


def _editor(request: HttpRequest, page: dict, text: str, status: int = 200) -> HttpResponse:
    before = page["before"]
    left = left_in(("", text), _year_before(before, page["year"])) if before else {}
    shown = {
        "definitions": present_text("definitions", "Indikatorernas definitioner", text, page.get("problem")),
        "earlier": _year_before(before, page["year"]) if before else None,
        "left": grouped(left, sources=False),
        "left_sources": grouped(left, sources=True),
        "version": queries.version_of(page["survey"]),
    }
    return render(request, "indicators/years/year_definitions_edit.html", page | shown, status=status)


def _save(request: HttpRequest, files: YearFiles, owner: Group | None) -> HttpResponse:
    seen = request.POST.get("version", "")
    change = actions.store_year(files=files, by=request.user.email, network=owner, seen=seen)
    messages.success(request, f"Definitionerna för {change.slug} är sparade.")
    return redirect("year-definitions", area=files.area, year=files.year)


urlpatterns = [
    path("enkater/<slug:area>/<int:year>/definitioner/", year_definitions, name="year-definitions"),
    path("enkater/<slug:area>/<int:year>/definitioner/andra/", year_definitions_edit, name="year-definitions-edit"),
]
