"""Which results answers would give before they are handed in: a municipality's, pulled into the survey's overview by
its address, and a whole network's, for its FoU staff alone."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.safestring import SafeString

from indicators.comparing.answer_preview import PreviewResult, preview, preview_network
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.matrix_presenters import MatrixWriter
from indicators.comparing.presenters import figure_text, outcome_word, status_html
from municipalities.permissions import allow, is_fou_staff
from surveys.answering.permissions import allow_answering, get_response_to_read
from surveys.collecting.board_queries import board_of
from surveys.collecting.permissions import get_collection, get_network_of
from surveys.collecting.presenters import SIGNS, state_words
from surveys.collecting.queries import NOT_STARTED, members_of


@allow_answering
def answer_preview(request: HttpRequest, area: str, year: int, kod: str) -> HttpResponse:
    response, scope = get_response_to_read(request, area, year, kod)
    if scope.sections is not None:
        raise Http404
    rows = [(one, _status(one)) for one in preview(response)]
    counts = Counter(outcome_word(one.outcome.value) for one, _ in rows if one.outcome.number is None)
    page = "indicators/comparing/_answer_preview.html" if request.htmx else "indicators/comparing/answer_preview.html"  # type: ignore[attr-defined]  # set by django-htmx
    shown = {"rows": rows, "counts": list(counts.items()), "response": response, "survey": response.survey}
    return render(request, page, shown)


@allow(is_fou_staff)
def network_preview(request: HttpRequest, area: str, year: int) -> HttpResponse:
    """Nobody but FoU staff of the network: the administrator has no sight of what is not handed in."""
    collection = get_collection(request.user, area, year, request.GET.get("insamling", ""))
    network = get_network_of(collection, request.user)
    page = preview_network(collection.survey, network, is_example=collection.is_example)
    rows = board_of(collection, members_of(network, year))
    shown = {
        "collection": collection,
        "survey": collection.survey,
        "network": network,
        "page": page,
        "begun": sum(row.state != NOT_STARTED for row in rows),
    }
    shown["units"] = [(row, state_words()[row.state], SIGNS[row.state]) for row in rows]
    if page is not None:
        shown |= _matrix(page, {row.municipality.code for row in rows if row.state != NOT_STARTED})
    return render(request, "indicators/comparing/network_preview.html", shown)


def _matrix(page: MatrixPage, begun: set[str]) -> dict[str, object]:
    """As the comparison writes it, with links to the preview of each municipality that has begun (codes) instead of
    stored results' whys."""
    writer = MatrixWriter(page)
    writer.has_why = False
    area, year = page.survey.area.slug, page.survey.year
    heads = [
        (unit.full_name, reverse("answer-preview", args=[area, year, unit.code]) if unit.code in begun else "")
        for unit in page.units
    ]
    return {"parts": writer.parts(), "heads": heads, "columns": 2 + len(page.units), "notes": writer.notes}


def _status(one: PreviewResult) -> SafeString:
    if one.outcome.number is not None:
        return SafeString(figure_text(one.outcome.number, one.definition))
    return status_html(one.outcome.value, outcome_word(one.outcome.value))


urlpatterns = [
    path("enkater/<slug:area>/<int:year>/forhandsvisning/", network_preview, name="network-preview"),
    path("enkat/<slug:area>/<int:year>/<str:kod>/resultat/", answer_preview, name="answer-preview"),
]
