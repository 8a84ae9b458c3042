"""Who may answer, read and hand in a response: contacts, colleagues with a personal link, and FoU staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from municipalities.models import Group, Membership, Municipality
from municipalities.permissions import Person, get_municipality, logged_in, roles_of
from municipalities.states import may
from surveys.answering.actions import begin_response
from surveys.answering.queries import collections_so_far, digest_of_token, responses_at
from surveys.answering.states import COLLEAGUE, CONTACT, FOU, RESPONSE
from surveys.models import AnswerEvent, Collection, Response, SectionAssignment, Survey

SESSION_KEY = "section_assignments"
Through = AnswerEvent.Through


@dataclass(frozen=True)
class Scope:
    """What the person asking may do with one response. `sections` is None for the whole of it."""

    role: str  # contact | colleague | fou
    by: str  # mail address, as history and events name the person
    through: str
    is_open: bool
    sections: frozenset[str] | None = None
    assignments: tuple[SectionAssignment, ...] = field(default=(), compare=False)

    @property
    def may_write(self) -> bool:
        return self.is_open

    @property
    def on_behalf(self) -> bool:
        """FoU staff answering for the municipality."""
        return self.role == FOU

    def sees(self, section: str) -> bool:
        return self.sections is None or section in self.sections

    def may(self, action: str, response: Response) -> bool:
        """Whether the state table has the step for this person now; reopening needs no open survey."""
        return (self.is_open or action == "reopen") and may(RESPONSE, response.state, action, {self.role})


def allow_answering(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """@allow for pages that a colleague reaches without an account: strangers are sent to the log-in page.

    Which response the person may see is decided by the getters below.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or session_assignments(request):
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path())

    guarded.permission = logged_in  # type: ignore[attr-defined]  # read by the test that walks all addresses
    return guarded


def refuse_colleague(scope: Scope) -> None:
    """404: the whole questionnaire, and handing out parts of it, is for the contact and FoU."""
    if scope.sections is not None:
        raise Http404


def get_answerable_survey(area: str, year: int) -> Survey:
    """404 where there is no such survey or it has no questions."""
    surveys = Survey.objects.select_related("area").exclude(questionnaire_text="")
    return get_object_or_404(surveys, area__slug=area, year=year)


def get_response_to_answer(request: HttpRequest, area: str, year: int, kod: str) -> tuple[Response, Scope]:
    """The municipality's response and what the person may do with it. Three queries once it is made.

    A contact, or FoU staff, who opens the survey while it is open gets the response made. 403 for the wrong person,
    404 where there is nothing to answer. When the survey has closed the response comes back with a closed scope.
    """
    return _get_response(request, area, year, kod, make=True)


def get_response_to_read(request: HttpRequest, area: str, year: int, kod: str) -> tuple[Response, Scope]:
    """The same people, but nothing is made: 404 where the municipality has not begun."""
    return _get_response(request, area, year, kod, make=False)


def _get_response(request: HttpRequest, area: str, year: int, kod: str, *, make: bool) -> tuple[Response, Scope]:
    today = timezone.localdate()
    found = responses_at(area, year, kod, today)
    if found:
        survey, municipality = found[0].survey, found[0].municipality
    else:
        survey, municipality = get_answerable_survey(area, year), get_municipality(kod)
    role = _role(request.user, municipality, year)
    collections = collections_so_far(survey, municipality, today)
    response = _current(found, collections)
    if response is None and role and make:
        if collections and collections[0].closes >= today:
            by, is_example = getattr(request.user, "email", ""), collections[0].is_example
            begin_response(survey=survey, municipality=municipality, is_example=is_example, by=by)
        response = _current(responses_at(area, year, kod, today), collections)
    if response is None:
        raise Http404 if role else PermissionDenied
    return response, _scope(request, response, role, bool(response.takes_answers))  # type: ignore[attr-defined]  # added by the query


def _role(person: Person | AnonymousUser, municipality: Municipality, year: int) -> str:
    """contact, fou, or empty: of this municipality, or of a network it belonged to in the survey's year."""
    roles = roles_of(person)
    if any(role.role == Membership.Role.CONTACT and role.municipality_id == municipality.pk for role in roles):
        return CONTACT
    networks = [role.network_id for role in roles if role.role == Membership.Role.FOU and role.network_id]
    return FOU if networks and Group.objects.of(municipality, year).filter(pk__in=networks).exists() else ""


def _current(found: list[Response], collections: list[Collection]) -> Response | None:
    """The response of the collection that covers the municipality; without one, the real one before Exempeldata."""
    if collections:
        found = [one for one in found if one.is_example == collections[0].is_example]
    return next(iter(found), None)


def _scope(request: HttpRequest, response: Response, role: str, opened: bool) -> Scope:
    """PermissionDenied for whoever is neither contact, FoU staff nor a colleague with a part of this response."""
    if role:
        through = Through.FOU if role == FOU else Through.WEB
        return Scope(role, request.user.email, through.value, opened)  # type: ignore[union-attr]  # who has a role is logged in
    mine = tuple(one for one in session_assignments(request) if one.response_id == response.pk)
    if not mine:
        raise PermissionDenied
    person = mine[-1].email  # two colleagues at one computer: whoever followed a link last
    mine = tuple(one for one in mine if one.email == person)
    return Scope(COLLEAGUE, person, Through.WEB.value, opened, frozenset(one.section for one in mine), mine)


def assignment_of_token(token: str) -> SectionAssignment:
    """The standing assignment of a personal link; 404 where it is unknown or has been withdrawn."""
    standing = SectionAssignment.objects.filter(withdrawn_at=None)
    return get_object_or_404(
        standing.select_related("response__survey__area", "response__municipality__parent"),
        token_sha256=digest_of_token(token),
    )


def remember_assignment(request: HttpRequest, assignment: SectionAssignment) -> None:
    """Lets the browser that followed a personal link in to its part; the session gets a new key."""
    request.session.cycle_key()
    held = [pk for pk in request.session.get(SESSION_KEY, []) if pk != assignment.pk]
    request.session[SESSION_KEY] = [*held, assignment.pk]


def session_assignments(request: HttpRequest) -> list[SectionAssignment]:
    """Standing assignments whose links this browser has followed, the last followed last; read once per request."""
    if not hasattr(request, "_section_assignments"):
        held = request.session.get(SESSION_KEY, []) if hasattr(request, "session") else []
        found = SectionAssignment.objects.filter(pk__in=held, withdrawn_at=None) if held else []
        request._section_assignments = sorted(found, key=lambda one: held.index(one.pk))  # type: ignore[attr-defined]  # kept as long as the request
    assignments: list[SectionAssignment] = request._section_assignments  # type: ignore[attr-defined]  # kept as long as the request
    return assignments
