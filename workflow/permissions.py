"""Who has a part in a cycle, and getters that fetch or refuse.

A person's part in a network: FoU staff of the network, head of social services or contact in one of its
municipalities. Administrators have none: they look after the system, not the work.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from municipalities.models import Group, Membership, Municipality
from municipalities.permissions import Person, roles_of
from workflow.models import Cycle, Meeting, Protocol
from workflow.states import CHIEF, CONTACT, FOU, WORKING


@dataclass(frozen=True)
class Part:
    """What one person is in the network of a cycle. `names` are the roles as the state tables name them."""

    by: str  # mail address, as events name the person
    name: str
    names: frozenset[str]
    chief_of: tuple[Municipality, ...] = ()
    contact_of: tuple[Municipality, ...] = ()

    @property
    def is_fou(self) -> bool:
        return FOU in self.names

    @property
    def is_chief(self) -> bool:
        return CHIEF in self.names

    @property
    def is_contact(self) -> bool:
        return CONTACT in self.names

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        return tuple(dict.fromkeys((*self.contact_of, *self.chief_of)))

    def is_contact_in(self, municipality: Municipality) -> bool:
        return municipality in self.contact_of

    def is_chief_in(self, municipality: Municipality) -> bool:
        return municipality in self.chief_of


def has_a_part(person: Person) -> bool:
    """FoU staff, heads and contacts, of any network; the getters below say whether of this one."""
    return any(role.role in WORKING for role in roles_of(person))


def is_fou(person: Person) -> bool:
    """FoU staff of any network; the getters below say whether of this one."""
    return any(role.role == Membership.Role.FOU for role in roles_of(person))


def is_chief(person: Person) -> bool:
    return any(role.role == Membership.Role.CHIEF for role in roles_of(person))


def part_in(person: Person, network: Group) -> Part:
    """At most two queries; without roles where the person has no part in the network."""
    roles = roles_of(person)
    members = set(network.members.values_list("pk", flat=True)) if any(one.municipality_id for one in roles) else set()
    held_in = [(one.role, one.municipality) for one in roles if one.municipality and one.municipality_id in members]
    chief_of = tuple(place for role, place in held_in if role == Membership.Role.CHIEF)
    contact_of = tuple(place for role, place in held_in if role == Membership.Role.CONTACT)
    names = {role for role, _place in held_in} | {one.role for one in roles if one.network_id == network.pk}
    return Part(getattr(person, "email", ""), getattr(person, "name", ""), frozenset(names), chief_of, contact_of)


def networks_of(person: Person) -> list[Group]:
    """Networks the person has a part in, in order. One query beside the roles."""
    roles = [one for one in roles_of(person) if one.role in WORKING]
    own = [one.network_id for one in roles if one.network_id]
    municipalities = [one.municipality_id for one in roles if one.municipality_id]
    networks = Group.objects.filter(kind=Group.Kind.NETWORK)
    found = networks.filter(pk__in=own) | networks.filter(members__in=municipalities)
    return list(found.distinct())


def _part_with_one_of(request: HttpRequest, network: Group, roles: tuple[str, ...]) -> Part:
    """PermissionDenied without a part in the network; or, where roles are named, without one of them."""
    part = part_in(request.user, network)
    if not part.names or (roles and not part.names & set(roles)):
        raise PermissionDenied
    return part


def get_cycle(request: HttpRequest, pk: int, *roles: str) -> tuple[Cycle, Part]:
    """The cycle and what the person is in it: get_cycle(request, pk) for everybody with a part in its network,
    get_cycle(request, pk, FOU) for FoU staff only. 404 where there is none, 403 for the wrong person."""
    cycle = get_object_or_404(Cycle.objects.select_related("network", "area", "survey__area"), pk=pk)
    return cycle, _part_with_one_of(request, cycle.network, roles)


def get_meeting(request: HttpRequest, pk: int, *roles: str) -> tuple[Meeting, Part]:
    """The meeting, its cycle within, by its own number."""
    meeting = get_object_or_404(_meetings(), pk=pk)
    return meeting, _part_with_one_of(request, meeting.cycle.network, roles)


def get_meeting_of(request: HttpRequest, cycle_pk: int, kind: str, *roles: str) -> tuple[Meeting, Part]:
    """The cycle's meeting of this kind."""
    meeting = get_object_or_404(_meetings(), cycle=cycle_pk, kind=kind)
    return meeting, _part_with_one_of(request, meeting.cycle.network, roles)


def get_protocol(request: HttpRequest, meeting_pk: int, *roles: str) -> tuple[Protocol, Part]:
    """The protocol of a meeting. A draft is for FoU staff: others get 403 until it has been sent out."""
    protocols = Protocol.objects.select_related(
        "meeting__cycle__network", "meeting__cycle__area", "meeting__cycle__survey__area"
    )
    protocol = get_object_or_404(protocols, meeting=meeting_pk)
    part = _part_with_one_of(request, protocol.meeting.cycle.network, roles)
    if protocol.state == Protocol.State.DRAFT and not part.is_fou and not protocol.versions.exists():
        raise PermissionDenied
    return protocol, part


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("cycle__network", "cycle__area", "cycle__survey__area")


def refuse_readers(roles: frozenset[str]) -> None:
    if not roles:
        raise PermissionDenied
