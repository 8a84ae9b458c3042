"""Who is concerned: those who hold a role in a municipality or a network. For all who write mails, propose
participants or wait for somebody's word.

Two rules, said here alone: whoever has no active account is never among them; and the invented people of the
Exempeldata are concerned by what is invented (`is_example`), real people by what is real.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from municipalities.models import Group, Membership, Municipality, User


def _people(is_example: bool) -> QuerySet[User]:
    return User.objects.filter(is_active=True, is_example=is_example)


def _roles_held(is_example: bool) -> QuerySet[Membership]:
    """All roles that count today: when a role gets its days, this is where they are read."""
    return Membership.objects.filter(user__in=_people(is_example))


def roles_held(group: Group, *roles: str, units: QuerySet[Municipality], is_example: bool) -> QuerySet[Membership]:
    """These roles in the units, which are the group's of a year or of a cycle, and in the network itself; with person
    and place, in order of municipality and name, those of the network last. One query when read."""
    placed = Q(municipality__in=units.order_by().values("pk")) | Q(network=group)
    held = _roles_held(is_example).filter(placed, role__in=roles)
    in_order = (F("municipality__code").asc(nulls_last=True), "user__name")
    return held.select_related("user", "municipality__parent", "network").order_by(*in_order)


def people_with(group: Group, *roles: str, units: QuerySet[Municipality], is_example: bool) -> list[User]:
    """Each person once, however many of the roles they hold in the group; in order of name. One query."""
    held = roles_held(group, *roles, units=units, is_example=is_example).order_by()
    return list(User.objects.filter(pk__in=held.values("user")))


def people_by_municipality(
    group: Group, role: str, *, units: QuerySet[Municipality], is_example: bool
) -> dict[int, list[User]]:
    """Municipality id: who holds the role there; municipalities without anybody are left out. One query."""
    found: dict[int, list[User]] = {}
    for one in roles_held(group, role, units=units, is_example=is_example):
        if one.municipality_id is not None:
            found.setdefault(one.municipality_id, []).append(one.user)
    return found


def people_in(municipality: Municipality, role: str, *, is_example: bool) -> list[User]:
    """Who holds the role in the municipality, in order of name. One query."""
    held = _roles_held(is_example).filter(role=role, municipality=municipality)
    return list(User.objects.filter(pk__in=held.values("user")))


def reachable(addresses: Iterable[str], *, is_example: bool) -> set[str]:
    """Those of the mail addresses that may be written to: whoever has an account here must be concerned as above;
    whoever has none was invited by hand from outside, and is left to those who invited. One query."""
    given = {one.lower(): one for one in addresses}
    accounts = User.objects.annotate(address=Lower("email")).filter(address__in=given)
    barred = accounts.exclude(pk__in=_people(is_example)).values_list("address", flat=True)
    return set(given.values()) - {given[one] for one in barred}
