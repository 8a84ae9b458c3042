"""Which networks, collections and units a person looks after as FoU staff."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from municipalities.models import Group, GroupMember, Membership
from municipalities.permissions import Person, is_administrator, roles_of
from surveys.models import Collection


def networks_of(person: Person) -> QuerySet[Group]:
    """Networks the person works for as FoU staff; an administrator looks after all of them."""
    networks = Group.objects.filter(kind=Group.Kind.NETWORK)
    return networks if is_administrator(person) else networks.filter(pk__in=own_networks(person))


def networks_with_answers_for(person: Person) -> list[Group]:
    """Networks whose unsubmitted answers the person may see: only those he or she works for."""
    return list(Group.objects.filter(kind=Group.Kind.NETWORK, pk__in=own_networks(person)))


def own_networks(person: Person) -> list[int]:
    return [one.network_id for one in roles_of(person) if one.role == Membership.Role.FOU and one.network_id]


def collections_for(person: Person) -> QuerySet[Collection]:
    """Collections of the person's networks and of groups that are nobody's: the nation, a county."""
    mine = Q(group__in=networks_of(person)) | ~Q(group__kind=Group.Kind.NETWORK)
    return Collection.objects.filter(mine).select_related("survey__area", "group")


def units_seen_by(person: Person, year: int) -> set[int]:
    """Units whose unsubmitted answers of a year the person may see as FoU staff: those of the networks then."""
    belonging = GroupMember.objects.in_year(year).filter(group__in=networks_with_answers_for(person))
    return set(belonging.values_list("municipality_id", flat=True))
