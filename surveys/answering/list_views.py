"""The surveys of a contact's own municipality on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from municipalities.models import Membership
from municipalities.permissions import Person, allow, roles_of
from surveys.answering.open_surveys import earlier_responses_of, open_surveys_of
from surveys.answering.presenters import days_left_text


def is_contact(person: Person) -> bool:
    return bool(contact_roles(person))


def contact_roles(person: Person) -> list[Membership]:
    return [role for role in roles_of(person) if role.role == Membership.Role.CONTACT]


@allow(is_contact)
def answering_list(request: HttpRequest) -> HttpResponse:
    """The surveys of one's own municipality: those that wait, and what was answered before."""
    today = timezone.localdate()
    shown = []
    for role in contact_roles(request.user):
        waiting = open_surveys_of(role.municipality, today)
        told = [(one, days_left_text(one.closes, today)) for one in waiting]
        shown.append((role.municipality, told, earlier_responses_of(role.municipality, waiting)))
    return render(request, "surveys/answering/answering_list.html", {"municipalities": shown})


urlpatterns = [path("enkat/", answering_list, name="answering-list")]
