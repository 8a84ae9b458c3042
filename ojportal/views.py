"""The front page and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from municipalities.permissions import allow, anyone
from municipalities.typed_text import typed
from ojportal import queries
from ojportal.search_queries import find_hits


@allow(anyone)
def home(request: HttpRequest) -> HttpResponse:
    text = typed(request.GET, "q")
    areas = queries.compared_areas(request.user)
    shown = {
        "q": text,
        "areas": areas,
        "hits": find_hits(text, areas, request.user, request.GET.get("alla", "")) if text else [],
        "to_dos": queries.to_dos_of(request.user, areas),
        "computations": queries.latest_computations(request.user),
    }
    return render(request, "home.html", shown)


@allow(anyone)
def health(request: HttpRequest) -> JsonResponse:
    """Says that the web process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})
