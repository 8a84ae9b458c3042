"""Avstämning: what the published figures contradict, for FoU staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from indicators.permissions import sight_of
from indicators.reconciling.page import Filters, choices, findings_csv, parts, severity_counts, summary, write_workbook
from indicators.reconciling.queries import reconcile
from municipalities.permissions import allow, is_fou_staff

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(is_fou_staff)
def reconciliation(request: HttpRequest) -> HttpResponse:
    filters = Filters.from_query(request.GET)
    done = reconcile(sight_of(request.user), is_example=filters.is_example)
    shown = parts(done, filters)
    context = {
        "filters": filters,
        "query": filters.query(),
        "done": done,
        "ours": shown[0],
        "printed": shown[1:],
        "shown": sum(part.found for part in shown),
        "summary": summary(done, filters),
        "severity_counts": severity_counts(done),
        **choices(done),
    }
    return render(request, "indicators/reconciling/reconciliation.html", context)


@allow(is_fou_staff)
def reconciliation_csv(request: HttpRequest) -> HttpResponse:
    filters = Filters.from_query(request.GET)
    content = findings_csv(reconcile(sight_of(request.user), is_example=filters.is_example), filters)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="avstamning.csv"'
    return response


@allow(is_fou_staff)
def reconciliation_xlsx(request: HttpRequest) -> HttpResponse:
    filters = Filters.from_query(request.GET)
    content = write_workbook(reconcile(sight_of(request.user), is_example=filters.is_example), filters)
    headers = {"Content-Disposition": 'attachment; filename="avstamning.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


urlpatterns = [
    path("avstamning/avstamning.xlsx", reconciliation_xlsx, name="reconciliation-xlsx"),
    path("avstamning/", reconciliation, name="reconciliation"),
    path("avstamning/csv", reconciliation_csv, name="reconciliation-csv"),
]
