"""Who is concerned in a cycle's network, and the mails they get."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from municipalities.mail.outbox import queue_mail
from municipalities.models import Membership, Municipality, User
from workflow.models import Cycle


def units_of(cycle: Cycle) -> list[Municipality]:
    """The network's municipalities in order of name. One query."""
    return list(cycle.network.members.select_related("parent").order_by("name"))


def people_with(cycle: Cycle, *roles: str) -> list[User]:
    """People with one of the roles (contact, chief, fou) in the network. A real cycle never writes to invented people.
    One query."""
    held = Membership.objects.filter(
        Q(municipality__groups=cycle.network) | Q(network=cycle.network), role__in=roles
    ).values("user")
    people = User.objects.filter(pk__in=held, is_active=True)
    return list(people if cycle.is_example else people.filter(is_example=False))


def contacts_of(cycle: Cycle, municipality: Municipality) -> list[User]:
    """The contacts of one municipality. A real cycle never writes to invented people. One query."""
    held = Membership.objects.filter(role=Membership.Role.CONTACT, municipality=municipality).values("user")
    people = User.objects.filter(pk__in=held, is_active=True)
    return list(people if cycle.is_example else people.filter(is_example=False))


def chiefs_by_municipality(cycle: Cycle) -> dict[int, list[User]]:
    """Municipality id: its heads of social services."""
    held = Membership.objects.filter(role=Membership.Role.CHIEF, municipality__groups=cycle.network)
    found: dict[int, list[User]] = {}
    for one in held.select_related("user"):
        found.setdefault(one.municipality_id, []).append(one.user)  # type: ignore[arg-type]
    return found


def tell(
    people: Iterable[User],
    cycle: Cycle,
    *,
    kind: str,
    subject: str,
    body: str,
    link: str,
    by: str,
    now: datetime | None = None,
) -> list[str]:
    """Queues the same mail to each, with the page's address last; returns the addresses."""
    addresses = sorted({one.email for one in people})
    for address in addresses:
        queue_mail(
            to=address,
            subject=subject,
            body=f"{body}\n\n{link}\n",
            kind=kind,
            about=cycle.subject,
            by=by,
            is_example=cycle.is_example,
            now=now,
        )
    return addresses
