"""Which collections, and whose answers, a person may see as FoU staff."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from municipalities.models import Group, Membership, Municipality
from municipalities.permissions import Person, is_administrator, roles_of
from surveys.models import Collection, Response


def networks_of(person: Person) -> QuerySet[Group]:
    """Networks the person works for as FoU staff; an administrator looks after all of them."""
    networks = Group.objects.filter(kind=Group.Kind.NETWORK)
    return networks if is_administrator(person) else networks.filter(pk__in=_own_networks(person))


def networks_with_answers_for(person: Person) -> list[Group]:
    """Networks whose unsubmitted answers the person may see: only those he or she works for."""
    return list(Group.objects.filter(kind=Group.Kind.NETWORK, pk__in=_own_networks(person)))


def _own_networks(person: Person) -> list[int]:
    return [one.network_id for one in roles_of(person) if one.role == Membership.Role.FOU and one.network_id]


def collections_for(person: Person) -> QuerySet[Collection]:
    """Collections of the person's networks and of groups that are nobody's: the nation, a county."""
    mine = Q(group__in=networks_of(person)) | ~Q(group__kind=Group.Kind.NETWORK)
    return Collection.objects.filter(mine).select_related("survey__area", "group")


def get_collection(person: Person, area: str, year: int, group: str = "") -> Collection:
    """The survey's collection of the group, without one that of the person's own network first; 404 without any."""
    found = list(collections_for(person).filter(survey__area__slug=area, survey__year=year))
    chosen = [one for one in found if one.group.slug == group] if group else found
    if not chosen:
        raise Http404
    own = _own_networks(person)
    return min(chosen, key=lambda one: (one.group_id not in own, one.pk))


def units_seen_by(person: Person) -> set[int]:
    """Units whose unsubmitted answers the person may see as FoU staff."""
    networks = networks_with_answers_for(person)
    return set(Municipality.objects.filter(groups__in=networks).values_list("pk", flat=True))


def get_response_of(collection: Collection, person: Person, code: str) -> Response:
    """The unit's response, for FoU staff of its network; 404 where there is none, 403 for other staff."""
    found = Response.objects.filter(survey=collection.survey_id, is_example=collection.is_example)
    of_group = found.filter(municipality__in=collection.group.members.values("pk"))
    response = get_object_or_404(
        of_group.select_related("survey__area", "municipality__parent"), municipality__code=code
    )
    if response.municipality_id not in units_seen_by(person):
        raise PermissionDenied
    return response
