"""The portal with two more pages: one saves one row and does nothing else, one saves an answer and shows nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from municipalities.models import Event
from municipalities.permissions import allow, logged_in
from ojportal.urls import urlpatterns as portal
from surveys.answering.actions import Edit, save_answers
from surveys.answering.permissions import allow_answering, get_response_to_answer

AREA_AND_YEAR = ("ekonomiskt-bistand", 2017)


@allow(logged_in)
def save_one_row(request: HttpRequest) -> HttpResponse:
    Event.objects.create(actor=request.user.email, action="bench", subject="bench")  # type: ignore[union-attr]  # the bench is logged in
    return HttpResponse(status=204)


@allow_answering
def save_one_answer(request: HttpRequest, kod: str) -> HttpResponse:
    response, scope = get_response_to_answer(request, *AREA_AND_YEAR, kod)
    item, value, before = (request.POST[name] for name in ("item", "value", "before"))
    saved = save_answers(response=response, changes={item: Edit(value, seen_value=before)}, by=scope.by)
    return HttpResponse(status=204 if saved.saved == [item] else 409)


urlpatterns = [path("bench/en-rad/", save_one_row), path("bench/ett-svar/<str:kod>/", save_one_answer), *portal]
