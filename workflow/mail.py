"""A mail about a cycle to several people. Who is concerned: municipalities.people.concerned."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from municipalities.mail.outbox import queue_mail
from municipalities.models import User
from workflow.models import Cycle


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
