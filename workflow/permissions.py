"""Who has a part in a cycle, and getters that fetch or refuse.

A person's part in a cycle: FoU staff of its network, head of social services or contact in one of the municipalities
that take part in it, also when it has left the network since. Administrators have none: they look after the system,
not the work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from municipalities.models import Group, Membership, Municipality
from municipalities.permissions import Person, roles_of
from workflow.models import Cycle, Meeting, Protocol
from workflow.open_cycles import refuse_closed
from workflow.states import CHIEF, CONTACT, FOU, WORKING

READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Part:
    """What one person is in a cycle. `held` are the roles, `names` those to write with, as the state
    tables name them: none in a closed cycle."""

    by: str  # mail address, as events name the person
    name: str
    held: frozenset[str]
    chief_of: tuple[Municipality, ...] = ()
    contact_of: tuple[Municipality, ...] = ()
    is_closed: bool = False

    @property
    def names(self) -> frozenset[str]:
        return frozenset() if self.is_closed else self.held

    @property
    def may_run(self) -> bool:
        """FoU staff of a cycle that is open."""
        return FOU in self.names

    @property
    def is_fou(self) -> bool:
        return FOU in self.held

    @property
    def is_chief(self) -> bool:
        return CHIEF in self.held

    @property
    def is_contact(self) -> bool:
        return CONTACT in self.held

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


def part_in(person: Person, cycle: Cycle) -> Part:
    """At most two queries; without roles where the person has no part in the cycle."""
    is_placed = any(one.municipality_id for one in roles_of(person))
    return _part(
        person, cycle.network, set(cycle.units.values_list("pk", flat=True)) if is_placed else set(), cycle.year
    )


def part_in_network(person: Person, network: Group, year: int) -> Part:
    """What the person is in the network: in one of its municipalities that year, or of any of its cycles."""
    units = set(network.members_in(year).values_list("pk", flat=True))
    return _part(person, network, units | set(network.cycles.values_list("units", flat=True)), year)


def _part(person: Person, network: Group, units: set[int], year: int) -> Part:
    roles = roles_of(person)
    placed = [(one.role, one.municipality) for one in roles if one.municipality]
    held_in = [(role, place.in_year(year)) for role, place in placed if place.pk in units]
    chief_of = tuple(place for role, place in held_in if role == Membership.Role.CHIEF)
    contact_of = tuple(place for role, place in held_in if role == Membership.Role.CONTACT)
    names = {role for role, _place in held_in} | {one.role for one in roles if one.network_id == network.pk}
    return Part(getattr(person, "email", ""), getattr(person, "name", ""), frozenset(names), chief_of, contact_of)


def cycles_of(person: Person) -> QuerySet[Cycle]:
    """Cycles the person has a part in. No query beside the roles before it is read."""
    roles = [one for one in roles_of(person) if one.role in WORKING]
    own = [one.network_id for one in roles if one.network_id]
    municipalities = [one.municipality_id for one in roles if one.municipality_id]
    taking_part = Cycle.units.through.objects.filter(municipality__in=municipalities)
    return Cycle.objects.filter(Q(network__in=own) | Q(pk__in=taking_part.values("cycle")))


def _part_in_cycle(request: HttpRequest, cycle: Cycle, roles: tuple[str, ...]) -> Part:
    """PermissionDenied without a part in the cycle; or, where roles are named, without one of them. In a closed
    cycle the part is one to read with, and Closed answers what is sent to write."""
    part = part_in(request.user, cycle)
    if not part.held or (roles and not part.held & set(roles)):
        raise PermissionDenied
    if cycle.state == Cycle.State.CLOSED:
        if request.method not in READING:
            refuse_closed(cycle)
        part = replace(part, is_closed=True)
    return part


def get_cycle(request: HttpRequest, pk: int, *roles: str) -> tuple[Cycle, Part]:
    """The cycle and what the person is in it: get_cycle(request, pk) for everybody with a part in it,
    get_cycle(request, pk, FOU) for FoU staff only. 404 where there is none, 403 for the wrong person."""
    cycle = get_object_or_404(Cycle.objects.select_related("network", "area", "survey__area"), pk=pk)
    return cycle, _part_in_cycle(request, cycle, roles)


def get_cycle_to_change(request: HttpRequest, pk: int, *roles: str) -> tuple[Cycle, Part]:
    """As get_cycle, for a page that is nothing but a form: in a closed cycle it is refused before it is filled in."""
    cycle, part = get_cycle(request, pk, *roles)
    refuse_closed(cycle)
    return cycle, part


def get_closed_cycle(request: HttpRequest, pk: int) -> tuple[Cycle, Part]:
    """For FoU staff, to open it again. Nothing else writes to a closed cycle."""
    cycle = get_object_or_404(Cycle.objects.select_related("network", "area", "survey__area"), pk=pk)
    part = part_in(request.user, cycle)
    if not part.is_fou:
        raise PermissionDenied
    return cycle, part


def get_meeting(request: HttpRequest, pk: int, *roles: str) -> tuple[Meeting, Part]:
    """The meeting, its cycle within, by its own number."""
    meeting = get_object_or_404(_meetings(), pk=pk)
    return meeting, _part_in_cycle(request, meeting.cycle, roles)


def get_meeting_of(request: HttpRequest, cycle_pk: int, kind: str, *roles: str) -> tuple[Meeting, Part]:
    """The cycle's meeting of this kind."""
    meeting = get_object_or_404(_meetings(), cycle=cycle_pk, kind=kind)
    return meeting, _part_in_cycle(request, meeting.cycle, roles)


def get_protocol(request: HttpRequest, meeting_pk: int, *roles: str) -> tuple[Protocol, Part]:
    """The protocol of a meeting. A draft is for FoU staff: others get 403 until it has been sent out."""
    protocols = Protocol.objects.select_related(
        "meeting__cycle__network", "meeting__cycle__area", "meeting__cycle__survey__area"
    )
    protocol = get_object_or_404(protocols, meeting=meeting_pk)
    part = _part_in_cycle(request, protocol.meeting.cycle, roles)
    if protocol.state == Protocol.State.DRAFT and not part.is_fou and not protocol.versions.exists():
        raise PermissionDenied
    return protocol, part


def _meetings() -> QuerySet[Meeting]:
    return Meeting.objects.select_related("cycle__network", "cycle__area", "cycle__survey__area")


def refuse_readers(roles: frozenset[str]) -> None:
    if not roles:
        raise PermissionDenied
