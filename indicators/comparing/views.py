"""The public pages: comparisons, one indicator, one municipality, and why a result is what it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import slugify

from indicators.comparing import matrix_files, queries
from indicators.comparing.file_presenters import indicator_table, municipality_matrix, table_csv, write_xlsx
from indicators.comparing.indicator_presenters import present_indicator
from indicators.comparing.interpretations import interpretations_of
from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.matrix_presenters import present_matrix
from indicators.comparing.municipality_page import (
    MunicipalityPage,
    areas_of,
    present_municipality,
    present_surroundings,
    read_municipality,
    read_surroundings,
    summaries_of,
)
from indicators.comparing.service_areas import area_of, area_with_year, by_area, chosen_elsewhere
from indicators.comparing.trends import IndicatorPage, read_indicator
from indicators.comparing.why import read_why
from indicators.permissions import sight_of
from municipalities.owners import owners_of
from municipalities.permissions import allow, anyone, get_municipality, groups_seen_by
from municipalities.swedish import listed
from municipalities.typed_text import typed

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(anyone)
def comparison_list(request: HttpRequest) -> HttpResponse:
    areas = by_area(queries.surveys_with_sources(sight=sight_of(request.user)))
    slug = request.GET.get("grupp", "")
    group = queries.group_of(groups_seen_by(request.user, slug), slug) if slug else None
    return render(request, "indicators/comparing/comparison_list.html", {"areas": areas, "group": group})


@allow(anyone)
def comparison(request: HttpRequest, area: str, year: int) -> HttpResponse:
    choice = Choice.from_query(request.GET)
    sight = sight_of(request.user)
    areas = by_area(queries.surveys_with_sources(sight=sight))
    if chosen := chosen_elsewhere(areas, area, year, request.GET):
        address = reverse("comparison", args=chosen)
        return redirect(f"{address}?{choice.moved(area=chosen[0] != area)}".rstrip("?"))
    page = read_page(area, year, choice, sight, groups_seen_by(request.user, choice.grupp))
    others = listed(group.name for group in page.side_groups if group.pk != page.group.pk)
    told = {"others": others, "members": len(page.units) + page.silent_units, "areas": areas}
    return render(request, "indicators/comparing/comparison.html", present_matrix(page) | told)


def _file(page: MatrixPage, content: bytes, kind: str, ending: str) -> HttpResponse:
    """The slug of an own group is the key to it, and stays out of the file's name."""
    group = slugify(page.group.name) if page.group.owner_id else page.group.slug
    return _attached(f"{page.survey.area.slug}-{page.survey.year}-{group}.{ending}", content, kind)


def _attached(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _matrix(request: HttpRequest, area: str, year: int) -> MatrixPage:
    choice = Choice.from_query(request.GET)
    return read_page(area, year, choice, sight_of(request.user), groups_seen_by(request.user, choice.grupp))


@allow(anyone)
def comparison_xlsx(request: HttpRequest, area: str, year: int) -> HttpResponse:
    page = _matrix(request, area, year)
    return _file(page, matrix_files.write_xlsx(page), XLSX, "xlsx")


@allow(anyone)
def comparison_csv(request: HttpRequest, area: str, year: int) -> HttpResponse:
    page = _matrix(request, area, year)
    return _file(page, matrix_files.matrix_csv(page), CSV, "csv")


def _indicator_page(request: HttpRequest, area: str, code: str) -> IndicatorPage:
    choice = Choice.from_query(request.GET)
    return read_indicator(area, code, choice, sight_of(request.user), groups_seen_by(request.user, choice.grupp))


@allow(anyone)
def indicator(request: HttpRequest, area: str, code: str) -> HttpResponse:
    page = _indicator_page(request, area, code)
    shown = present_indicator(page, owners_of(request.user))
    shown["interpretations"] = interpretations_of(page.survey.area, code, page.definitions)
    return render(request, "indicators/comparing/indicator.html", shown | _taken_along(request))


def _taken_along(request: HttpRequest) -> dict[str, str]:
    """The choice made, for the links to files."""
    query = request.GET.urlencode()
    return {"query": f"?{query}" if query else ""}


@allow(anyone)
def indicator_file(request: HttpRequest, area: str, code: str, ending: str) -> HttpResponse:
    table = indicator_table(_indicator_page(request, area, code))
    if ending == "csv":
        return _attached(f"{area}-{code}.csv", table_csv(table), CSV)
    return _attached(f"{area}-{code}.xlsx", write_xlsx(table), XLSX)


@allow(anyone)
def municipality_list(request: HttpRequest) -> HttpResponse:
    text = typed(request.GET, "q")
    found = queries.municipalities_matching(text)
    return render(request, "indicators/comparing/municipality_list.html", {"q": text, "municipalities": found})


@allow(anyone)
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """All areas at a glance. Earlier addresses named a year here, and no area."""
    place, sight = get_municipality(code), sight_of(request.user)
    areas = areas_of(place, sight)
    if "ar" in request.GET and (found := area_with_year(areas, request.GET["ar"])):
        return _redirect("municipality-year", code, found.area.slug, int(request.GET["ar"]), request=request)
    year = max((one.surveys[0].year for one in areas), default=timezone.localdate().year)
    around = read_surroundings(place, year)
    summaries = summaries_of(place, areas, next(iter(around.groups), None))
    return render(
        request, "indicators/comparing/municipality.html", present_surroundings(around) | {"summaries": summaries}
    )


def _redirect(name: str, *args: object, request: HttpRequest) -> HttpResponse:
    """To the same choice at another address."""
    query = Choice.from_query(request.GET).moved(area=True)
    return redirect(f"{reverse(name, args=args)}{f'?{query}' if query else ''}")


@allow(anyone)
def municipality_area(request: HttpRequest, code: str, area: str) -> HttpResponse:
    """The year the area's pages open with."""
    found = area_of(areas_of(get_municipality(code), sight_of(request.user)), area)
    if found is None:
        raise Http404
    return _redirect("municipality-year", code, area, found.surveys[0].year, request=request)


def _municipality_page(request: HttpRequest, code: str, area: str, year: int) -> MunicipalityPage:
    choice, place = Choice.from_query(request.GET), get_municipality(code)
    groups = groups_seen_by(request.user, choice.grupp)
    return read_municipality(place, area, year, choice, sight_of(request.user), groups)


@allow(anyone)
def municipality_year(request: HttpRequest, code: str, area: str, year: int) -> HttpResponse:
    page = _municipality_page(request, code, area, year)
    if chosen := chosen_elsewhere(page.areas, area, year, request.GET):
        return _redirect("municipality-year", code, *chosen, request=request)
    source = matrix_files.source_text(page.matrix) if page.matrix else ""
    shown = present_municipality(page) | _taken_along(request) | {"source_text": source}
    return render(request, "indicators/comparing/municipality_year.html", shown)


@allow(anyone)
def municipality_file(request: HttpRequest, code: str, area: str, year: int, ending: str) -> HttpResponse:
    matrix = municipality_matrix(_municipality_page(request, code, area, year))
    if matrix is None:
        raise Http404
    name = f"{matrix.survey.area.slug}-{matrix.survey.year}-{code}.{ending}"
    if ending == "csv":
        return _attached(name, matrix_files.matrix_csv(matrix), CSV)
    return _attached(name, matrix_files.write_xlsx(matrix), XLSX)


@allow(anyone)
def why(request: HttpRequest, area: str, year: int, indicator: str, code: str) -> HttpResponse:
    page = read_why(area, year, indicator, get_municipality(code), request.user)
    return render(request, "indicators/comparing/why.html", {"page": page})


_YEAR = "kommun/<str:code>/<slug:area>/<int:year>/"
urlpatterns = [
    path("jamforelser/", comparison_list, name="comparison-list"),
    path("jamforelser/<slug:area>/<int:year>/", comparison, name="comparison"),
    path("jamforelser/<slug:area>/<int:year>/jamforelse.xlsx", comparison_xlsx, name="comparison-xlsx"),
    path("jamforelser/<slug:area>/<int:year>/jamforelse.csv", comparison_csv, name="comparison-csv"),
    path("indikator/<slug:area>/<str:code>/", indicator, name="indicator"),
    path("indikator/<slug:area>/<str:code>/indikator.xlsx", indicator_file, {"ending": "xlsx"}, name="indicator-xlsx"),
    path("indikator/<slug:area>/<str:code>/indikator.csv", indicator_file, {"ending": "csv"}, name="indicator-csv"),
    path("kommun/", municipality_list, name="municipality-list"),
    path("kommun/<str:code>/", municipality, name="municipality"),
    path("kommun/<str:code>/<slug:area>/", municipality_area, name="municipality-area"),
    path(_YEAR, municipality_year, name="municipality-year"),
    path(f"{_YEAR}kommun.xlsx", municipality_file, {"ending": "xlsx"}, name="municipality-xlsx"),
    path(f"{_YEAR}kommun.csv", municipality_file, {"ending": "csv"}, name="municipality-csv"),
    path("varfor/<slug:area>/<int:year>/<str:indicator>/<str:code>/", why, name="why"),
]
