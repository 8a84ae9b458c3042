"""Which collections a person runs or sees, and of which units. A network's collection is run by its FoU staff; the
nation's by the administrator, while FoU staff see in it what concerns the municipalities of their networks."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from municipalities.models import Group, GroupMember
from municipalities.owners import acts_for
from municipalities.permissions import Person, fou_networks_of, is_administrator
from surveys.models import Collection


def collections_for(person: Person) -> QuerySet[Collection]:
    """Those the person runs, and those of larger groups that ask a municipality of the person's networks."""
    own = [one.pk for one in fou_networks_of(person)]
    wider = ~Q(group__kind=Group.Kind.NETWORK)
    if not is_administrator(person):
        mine = GroupMember.objects.in_year(OuterRef(OuterRef("survey__year"))).filter(group__in=own)
        asked = GroupMember.objects.in_year(OuterRef("survey__year")).filter(group=OuterRef("group"))
        wider &= Q(Exists(asked.filter(municipality__in=mine.values("municipality"))))
    return Collection.objects.filter(Q(group__in=own) | wider).select_related("survey__area", "group")


def runs(person: Person, collection: Collection) -> bool:
    """Sets its days and mails to all."""
    is_networks = collection.group.kind == Group.Kind.NETWORK
    return acts_for(person, collection.group_id if is_networks else None)


def units_concerning(person: Person, collection: Collection) -> set[int] | None:
    """Ids of the units that the person sees in the collection; None means all."""
    return None if runs(person, collection) else units_seen_by(person, collection.survey.year)


def units_seen_by(person: Person, year: int) -> set[int]:
    """Units whose unsubmitted answers of a year the person may see as FoU staff: those of the networks then."""
    networks = [one.pk for one in fou_networks_of(person)]
    belonging = GroupMember.objects.in_year(year).filter(group__in=networks)
    return set(belonging.values_list("municipality_id", flat=True))
