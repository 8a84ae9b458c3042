"""Who may do what. Every view states its permission with @allow(...); a test walks all addresses and checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from municipalities.models import Group, GroupMember, Membership, Municipality, User

Person = User | AnonymousUser
Predicate = Callable[[Person], bool]


def anyone(person: Person) -> bool:
    """Published comparisons are open to all."""
    return True


def logged_in(person: Person) -> bool:
    return person.is_authenticated


def roles_of(person: Person) -> list[Membership]:
    """All memberships of a person, read once per person and request."""
    if not isinstance(person, User):
        return []
    if not hasattr(person, "_roles"):
        person._roles = list(person.memberships.select_related("municipality__parent", "network"))  # type: ignore[attr-defined]  # kept on the person as long as the request
    roles: list[Membership] = person._roles  # type: ignore[attr-defined]  # kept on the person as long as the request
    return roles


def is_administrator(person: Person) -> bool:
    return any(role.role == Membership.Role.ADMIN for role in roles_of(person))


def is_fou_staff(person: Person) -> bool:
    """FoU staff of any network; administrators look after the same pages."""
    return is_administrator(person) or any(role.role == Membership.Role.FOU for role in roles_of(person))


def fou_networks_of(person: Person) -> list[Group]:
    """Networks whose FoU staff the person belongs to. No query beside the roles."""
    return [one.network for one in roles_of(person) if one.role == Membership.Role.FOU and one.network]


def networks_around(person: Person) -> QuerySet[Group]:
    """Networks the person belongs to today: as FoU staff, or by a municipality that is a member."""
    year, roles = timezone.localdate().year, roles_of(person)
    units = [one.municipality_id for one in roles if one.municipality_id]
    by_unit = GroupMember.objects.in_year(year).filter(municipality__in=units).values("group")
    mine = Q(pk__in=by_unit) | Q(pk__in=[one.pk for one in fou_networks_of(person)])
    return Group.objects.filter(mine, kind=Group.Kind.NETWORK)


def groups_seen_by(person: Person, slug: str = "") -> list[Group]:
    """Those everybody sees, the person's own, those shared with the person's network, and the one shared by link whose
    slug is given: the link holds it, and nobody guesses it. One query, and the roles."""
    seen = Q(owner=None) | Q(shared_by_link=True, slug=slug)
    if isinstance(person, User):
        seen |= Q(owner=person) | Q(shared_with__in=networks_around(person))
    return list(Group.objects.filter(seen))


def can_see_answers(person: Person, municipality: Municipality, year: int) -> bool:
    """Answers of a year are for their own municipality and for the FoU staff of the networks it belonged to then."""
    roles = roles_of(person)
    if any(role.municipality_id == municipality.pk and role.role == Membership.Role.CONTACT for role in roles):
        return True
    networks = [one.pk for one in fou_networks_of(person)]
    return bool(networks) and Group.objects.of(municipality, year).filter(pk__in=networks).exists()


def allow(predicate: Predicate) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """States and enforces a view's permission: log-in page for strangers, 403 for the wrong person."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if predicate(request.user):
                return view(request, *args, **kwargs)
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied

        guarded.permission = predicate  # type: ignore[attr-defined]  # read by the test that walks all addresses
        return guarded

    return decorate


def get_municipality(code: str) -> Municipality:
    """The municipality of a code, or 404."""
    return get_object_or_404(Municipality.objects.select_related("parent"), code=code)
