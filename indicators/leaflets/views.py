"""A municipality's leaflet as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.text import slugify

from documents.paper.as_pdf import write_pdf
from indicators.comparing.matrix_page import Choice
from indicators.comparing.municipality_page import read_municipality
from indicators.leaflets.leaflet import leaflet
from indicators.leaflets.presenters import leaflet_facts
from indicators.permissions import sight_of
from municipalities.addresses import full_address
from municipalities.permissions import allow, get_municipality, groups_seen_by, logged_in


@allow(logged_in)
def municipality_leaflet(request: HttpRequest, code: str, area: str, year: int) -> HttpResponse:
    """Of what the reader may see, made for each who asks and kept by nobody. For those alone who are logged in: to set
    a page on paper takes a processor for half a second, which nobody unknown may ask for any number of times."""
    choice = Choice.from_query(request.GET)
    groups = groups_seen_by(request.user, choice.grupp)
    page = read_municipality(get_municipality(code), area, year, choice, sight_of(request.user), groups)
    address = full_address("municipality-year", code, area, year)
    content = write_pdf(leaflet(leaflet_facts(page, timezone.localdate(), address)))
    name = f"{slugify(page.municipality.full_name)}-{area}-{year}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


urlpatterns = [
    path("kommun/<str:code>/<slug:area>/<int:year>/blad.pdf", municipality_leaflet, name="municipality-leaflet"),
]
