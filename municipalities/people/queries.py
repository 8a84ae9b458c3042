"""Reads across people and places."""

from __future__ import annotations

from municipalities.models import User


def demo_people() -> list[tuple[str, str, str]]:
    """Name, mail address and roles of the invented people, in order of name; empty without Exempeldata."""
    people = User.objects.filter(is_example=True).prefetch_related("memberships__municipality", "memberships__network")
    return [
        (person.name, person.email, "; ".join(str(role) for role in person.memberships.all()) or "utan uppdrag")
        for person in people
    ]
