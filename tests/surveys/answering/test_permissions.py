"""Who gets at which response, and how much of it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from municipalities.models import Event, Mail
from surveys.answering.actions import assign_section, withdraw_assignment
from surveys.answering.permissions import (
    SESSION_KEY,
    allow_answering,
    assignment_of_token,
    get_answerable_survey,
    get_response_to_answer,
    get_response_to_read,
    remember_assignment,
    session_assignments,
)
from surveys.models import Response
from tests.worlds.answering import CLOSES, NOW, handed_in

EKERO = ("ekonomiskt-bistand", 2017, "0125")
SOLNA = ("ekonomiskt-bistand", 2017, "0184")
pytestmark = pytest.mark.usefixtures("now")


def request_of(person=None, assignments: tuple[int, ...] = ()):
    request = RequestFactory().get("/enkat/")
    request.user = person or AnonymousUser()
    request.session = {SESSION_KEY: list(assignments)}
    return request


def assign(response: Response, section: str = "tillganglighet", email: str = "kim@ekero.example"):
    assignment = assign_section(
        response=response,
        section=section,
        name="Kim Exempel",
        email=email,
        by="anna@test.example",
        now=NOW,
    )
    return assignment, re.search(r"/enkat/del/(\S+)/", Mail.objects.latest("id").body)[1]


def test_a_contact_who_opens_the_survey_gets_the_response_made(collection, cast):
    response, scope = get_response_to_answer(request_of(cast.anna), *EKERO)
    assert (response.municipality.code, response.is_example) == ("0125", False)
    assert (scope.role, scope.by, scope.through, scope.sections) == ("contact", "anna@test.example", "web", None)
    assert scope.may_write
    assert get_response_to_answer(request_of(cast.anna), *EKERO)[0] == response
    begun = Event.objects.filter(action="response.begun")
    assert [(one.actor, one.subject) for one in begun] == [
        ("anna@test.example", "response ekonomiskt-bistand/2017 0125")
    ]


def test_the_response_of_an_example_collection_is_exempeldata(collection, cast):
    type(collection).objects.update(is_example=True)
    assert get_response_to_answer(request_of(cast.anna), *EKERO)[0].is_example


def test_fou_staff_write_on_behalf(collection, cast):
    scope = get_response_to_answer(request_of(cast.carin), *EKERO)[1]
    assert (scope.role, scope.through, scope.on_behalf) == ("fou", "fou", True)


@pytest.mark.parametrize("person", ["bo", "david", "eva", "sara"])
def test_everybody_else_is_refused(response, cast, person):
    with pytest.raises(PermissionDenied):
        get_response_to_answer(request_of(getattr(cast, person)), *EKERO)
    with pytest.raises(PermissionDenied):
        get_response_to_read(request_of(getattr(cast, person)), *EKERO)


def test_the_wrong_person_makes_no_response(collection, cast):
    with pytest.raises(PermissionDenied):
        get_response_to_answer(request_of(cast.bo), *EKERO)
    assert not Response.objects.exists()


def test_fou_of_another_network_is_refused(response, cast):
    cast.network.members.remove(response.municipality)
    with pytest.raises(PermissionDenied):
        get_response_to_read(request_of(cast.carin), *EKERO)


def test_reading_makes_nothing(collection, cast):
    with pytest.raises(Http404):
        get_response_to_read(request_of(cast.carin), *EKERO)


def test_after_the_last_day_one_reads_but_does_not_write(response, cast, now):
    now.move_to(CLOSES.replace(day=22))
    scope = get_response_to_answer(request_of(cast.anna), *EKERO)[1]
    assert not scope.may_write
    assert not scope.may("hand_in", response)


def test_fou_opens_again_after_the_last_day_what_was_handed_in(response, cast, now):
    Response.objects.update(**handed_in())
    response.refresh_from_db()
    now.move_to(CLOSES.replace(day=22))
    fou = get_response_to_answer(request_of(cast.carin), *EKERO)[1]
    assert fou.may("reopen", response)
    assert not fou.may("change", response)
    assert not get_response_to_answer(request_of(cast.anna), *EKERO)[1].may("reopen", response)


def test_the_own_contact_hands_in_while_the_survey_is_open(response, cast):
    assert get_response_to_answer(request_of(cast.anna), *EKERO)[1].may("hand_in", response)


def test_before_the_first_day_there_is_nothing(collection, cast, now):
    now.move_to(CLOSES.replace(month=1))
    with pytest.raises(Http404):
        get_response_to_answer(request_of(cast.anna), *EKERO)


@pytest.mark.parametrize(
    "address", [("ekonomiskt-bistand", 2016, "0125"), ("okand", 2017, "0125"), (*EKERO[:2], "9999")]
)
def test_what_does_not_exist_is_not_found(collection, cast, address):
    with pytest.raises(Http404):
        get_response_to_answer(request_of(cast.anna), *address)


def test_a_colleague_sees_the_own_part(response):
    assignment, _ = assign(response)
    found, scope = get_response_to_answer(request_of(assignments=(assignment.pk,)), *EKERO)
    assert (found, scope.role, scope.by) == (response, "colleague", "kim@ekero.example")
    assert scope.sections == {"tillganglighet"}
    assert not scope.may("hand_in", response)


def test_a_colleague_of_one_municipality_is_refused_in_another(response):
    assignment, _ = assign(response)
    with pytest.raises(PermissionDenied):
        get_response_to_answer(request_of(assignments=(assignment.pk,)), *SOLNA)


def test_two_colleagues_at_one_computer_do_not_write_in_each_others_name(response):
    kim, _ = assign(response)
    lo, _ = assign(response, "genomforandeplaner", "lo@ekero.example")
    scope = get_response_to_answer(request_of(assignments=(lo.pk, kim.pk)), *EKERO)[1]
    assert (scope.by, scope.sections) == ("kim@ekero.example", {"tillganglighet"})


def test_a_withdrawn_part_is_closed_at_once(response):
    assignment, token = assign(response)
    withdraw_assignment(assignment=assignment, by="anna@test.example", now=NOW)
    assert session_assignments(request_of(assignments=(assignment.pk,))) == []
    with pytest.raises(Http404):
        assignment_of_token(token)


def test_a_followed_link_stays_with_the_browser_the_last_one_last(response):
    (kim, _), (lo, _) = assign(response), assign(response, "genomforandeplaner", "lo@ekero.example")
    request = request_of()
    request.session = SessionStore()
    for one in (kim, lo, kim):
        remember_assignment(request, one)
    assert request.session[SESSION_KEY] == [lo.pk, kim.pk]
    assert session_assignments(request) == [lo, kim]


def test_a_browser_that_followed_no_link_has_no_part_and_asks_for_none(response, django_assert_num_queries):
    assign(response)
    stranger, followed = request_of(), request_of(assignments=(assign(response, "genomforandeplaner")[0].pk,))
    stranger.session = {}
    del (without := request_of()).session
    with django_assert_num_queries(0):
        assert session_assignments(stranger) == session_assignments(without) == []
    with django_assert_num_queries(1):
        assert len(session_assignments(followed)) == len(session_assignments(followed)) == 1


def test_what_a_link_leads_to_is_read_at_once(response, django_assert_num_queries):
    found = assignment_of_token(assign(response)[1])
    with django_assert_num_queries(0):
        assert (found.response.survey.area.slug, found.response.municipality.parent) == ("ekonomiskt-bistand", None)


def test_a_survey_is_answerable_where_it_has_questions(survey, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert get_answerable_survey(*EKERO[:2]).area.slug == "ekonomiskt-bistand"
    for area, year in (("ekonomiskt-bistand", 2016), ("okand", 2017)):
        with pytest.raises(Http404):
            get_answerable_survey(area, year)


def test_the_link_leads_to_its_part_and_a_guess_does_not(response):
    assignment, token = assign(response)
    assert assignment_of_token(token) == assignment
    with pytest.raises(Http404):
        assignment_of_token(assignment.token_sha256)


def test_strangers_are_asked_to_log_in(response, cast):
    view = allow_answering(lambda request: HttpResponse("ok"))
    assignment, _ = assign(response)
    assert view(request_of()).status_code == 302
    assert view(request_of(cast.anna)).content == view(request_of(assignments=(assignment.pk,))).content == b"ok"


def test_opening_costs_the_same_however_much_is_answered(response, cast, django_assert_num_queries):
    person = cast.anna
    with django_assert_num_queries(3):  # response, roles, collections
        get_response_to_answer(request_of(person), *EKERO)
