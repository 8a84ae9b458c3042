"""One page with all cycles of a network over the years."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from municipalities.permissions import allow
from workflow.permissions import has_a_part
from workflow.to_do.overview_queries import get_network, read_overview


@allow(has_a_part)
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    network, part = get_network(request, slug)
    cycles = read_overview(network, request.user, timezone.localdate())
    return render(request, "workflow/to_do/overview.html", {"network": network, "part": part, "cycles": cycles})


urlpatterns = [path("omgang/oversikt/<slug:slug>/", overview, name="overview")]
