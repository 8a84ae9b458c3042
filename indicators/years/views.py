"""A survey year's questions: shown, compared with the year before, copied to a new year, and edited as YAML."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from indicators.computing.year_files import YearFiles, is_kept_in_files
from indicators.years import actions as year_actions
from indicators.years import queries as year_queries
from indicators.years.area_texts import first_texts
from indicators.years.forms import CopyForm, YearForm
from indicators.years.left_dates import grouped, left_in, with_moved
from indicators.years.presenters import present_indicators, present_text
from municipalities.models import Group
from municipalities.owners import acts_for, owners_of, refuse_stranger
from municipalities.permissions import allow, is_fou_staff
from municipalities.refusals import Refused, status_of
from municipalities.typed_text import typed
from surveys.models import Survey
from surveys.questionnaires.permissions import get_survey_to_read
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.strict_yaml import FileError
from surveys.questionnaires.year_copies import compare_years


@allow(is_fou_staff)
def survey_year(request: HttpRequest, area: str, year: int) -> HttpResponse:
    survey = get_survey_to_read(request.user, area, year)
    questionnaire = questionnaire_of(survey)
    if questionnaire is None:
        raise Http404
    before = year_queries.earlier_year(survey)
    asked_before = questionnaire_of(before) if before else None
    shown = {
        "survey": survey,
        "questionnaire": questionnaire,
        "before": before,
        "differences": compare_years(asked_before, questionnaire) if asked_before else [],
        "is_kept_in_files": is_kept_in_files(survey.slug),
        "is_used": year_queries.is_used(survey),
        "may_edit": acts_for(request.user, survey.network_id),
        "collections": year_queries.collections_of(survey, request.user),
    }
    return render(request, "indicators/years/survey_year.html", shown)


@allow(is_fou_staff)
def survey_year_new(request: HttpRequest) -> HttpResponse:
    """Choose what to copy and to which year; then the editor, with nothing stored."""
    surveys = year_queries.years_to_copy(owners_of(request.user))
    form = CopyForm(surveys, request.GET if "ar" in request.GET else None, initial=_latest(request, surveys))
    if form.is_bound and form.is_valid():
        source = next(one for one in surveys if one.slug == form.cleaned_data["fran"])
        stored = year_queries.find_year(source.area.slug, form.cleaned_data["ar"])
        if stored is not None:
            form.add_error("ar", year_actions.whose_it_is(stored))
        else:
            only = form.cleaned_data["bara"] or not source.questionnaire_text
            name = "year-definitions-edit" if only else "survey-year-edit"
            address = reverse(name, args=[source.area.slug, form.cleaned_data["ar"]])
            return redirect(f"{address}?fran={source.year}")
    return render(request, "indicators/years/survey_year_new.html", {"form": form}, status=status_of(form))


def _latest(request: HttpRequest, surveys: list[Survey]) -> dict[str, object]:
    asked = next((one for one in surveys if one.slug == request.GET.get("fran")), None)
    source = asked or next((one for one in surveys if one.questionnaire_text), surveys[0] if surveys else None)
    return {"fran": source.slug, "ar": year_queries.next_year(source)} if source else {}


def _source(area: str, request: HttpRequest) -> Survey | None:
    """The year the text was copied from, as the address tells."""
    year = request.GET.get("fran", "")
    return get_survey_to_read(request.user, area, int(year)) if year.isascii() and year.isdigit() else None


def _new_area(area: str, request: HttpRequest) -> str:
    """The name of an area that is not there yet, as the address tells."""
    return "" if year_queries.area_called(area, "") else typed(request.GET, "namn")


def _first_texts(area: str, year: int, stored: Survey | None, source: Survey | None, name: str) -> tuple[str, str]:
    if stored:
        return year_queries.texts_of(stored)
    return year_actions.copied_texts(source, year) if source else first_texts(area, year, name)


@allow(is_fou_staff)
def survey_year_edit(request: HttpRequest, area: str, year: int) -> HttpResponse:
    """Checked with one button, stored with the other; while anything is wrong nothing is stored."""
    stored, source = year_queries.find_year(area, year), _source(area, request)
    name = "" if stored or source else _new_area(area, request)
    if is_kept_in_files(f"{area}/{year}") or not (stored or source or name):
        raise Http404
    if stored is not None:
        refuse_stranger(request.user, stored.network_id)
    texts = _first_texts(area, year, stored, source, name)
    owners = [stored.network] if stored else owners_of(request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = YearForm(owners, *sent)
    page = {"area": area, "year": year, "stored": stored, "source": source, "slug": f"{area}/{year}", "form": form}
    page |= {"name": name, "earlier": (earlier := year_queries.year_before(stored, source, year))}
    if request.method != "POST":
        return _editor(request, page, texts)
    texts = (str(request.POST.get("questionnaire", "")), str(request.POST.get("definitions", "")))
    try:
        texts = form.text_of("questionnaire"), form.text_of("definitions")
        if earlier:
            chosen = request.POST.getlist("flytta") if request.POST.get("gor") == "flytta" else ()
            texts = with_moved(texts, earlier, chosen, request.POST.get("flytta-alla", ""))
        files = year_actions.read_year(f"{area}/{year}", *texts)
        if request.POST.get("gor") == "spara":
            return _save(request, files, form.owner, request.POST.get("version"))
    except FileError as problem:
        return _editor(request, page | {"problem": problem}, texts, status=422)
    except Refused as problem:
        return _editor(request, page | {"refusal": problem}, texts, status=problem.status)
    if before := stored or source:
        compared = {"differences": compare_years(questionnaire_of(before), files.questionnaire), "before": before}
        return _editor(request, page | compared | {"files": files}, texts)
    return _editor(request, page | {"files": files, "indicators": present_indicators(files)}, texts)


def _editor(request: HttpRequest, page: dict, texts: tuple[str, str], status: int = 200) -> HttpResponse:
    problem, earlier = page.get("problem"), page["earlier"]
    left = left_in(texts, earlier) if earlier else {}
    shown = {
        "version": year_queries.version_of(page["stored"]),
        "left": grouped(left, sources=False),
        "left_sources": grouped(left, sources=True),
        "questionnaire": present_text("questionnaire", "Enkätens frågor", texts[0], problem),
        "definitions": present_text("definitions", "Indikatorernas definitioner", texts[1], problem),
    }
    return render(request, "indicators/years/survey_year_edit.html", page | shown, status=status)


def _save(request: HttpRequest, files: YearFiles, owner: Group | None, seen: str | None) -> HttpResponse:
    change = year_actions.store_year(files=files, by=request.user.email, network=owner, seen=seen)
    messages.success(request, f"{change.slug} är sparad.")
    return redirect("survey-year", area=files.area, year=files.year)


@allow(is_fou_staff)
@require_POST
def survey_year_remove(request: HttpRequest, area: str, year: int) -> HttpResponse:
    survey = get_survey_to_read(request.user, area, year)
    refuse_stranger(request.user, survey.network_id)
    title = survey.full_title
    year_actions.remove_year(survey=survey, by=request.user.email)
    messages.success(request, f"{title} är borttaget.")
    return redirect("collection-list")


urlpatterns = [
    path("enkater/nytt-ar/", survey_year_new, name="survey-year-new"),
    path("enkater/<slug:area>/<int:year>/enkat/", survey_year, name="survey-year"),
    path("enkater/<slug:area>/<int:year>/enkat/andra/", survey_year_edit, name="survey-year-edit"),
    path("enkater/<slug:area>/<int:year>/enkat/ta-bort/", survey_year_remove, name="survey-year-remove"),
]
