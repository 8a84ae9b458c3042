"""Which results a municipality's answers would give: pulled into the overview of the survey by its address."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString

from indicators.comparing.answer_preview import PreviewResult, preview
from indicators.comparing.presenters import figure_text, outcome_word, status_html
from surveys.answering.permissions import allow_answering, get_response_to_read


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


def _status(one: PreviewResult) -> SafeString:
    if one.outcome.number is not None:
        return SafeString(figure_text(one.outcome.number, one.definition))
    return status_html(one.outcome.value, outcome_word(one.outcome.value))


urlpatterns = [
    path("enkat/<slug:area>/<int:year>/<str:kod>/resultat/", answer_preview, name="answer-preview"),
]
