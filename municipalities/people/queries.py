"""Reads across people and places."""

from __future__ import annotations

from collections.abc import Iterable

from municipalities.models import User


def demo_people() -> list[tuple[str, str, str]]:
    """Name, mail address and roles of the invented people, in order of name; empty without Exempeldata."""
    people = User.objects.filter(is_example=True).prefetch_related("memberships__municipality", "memberships__network")
    return [
        (person.name, person.email, "; ".join(str(role) for role in person.memberships.all()) or "utan uppdrag")
        for person in people
    ]


def name_of_person(email: str) -> str:
    """By the mail address that events name the person with; the address itself where nobody has it any longer."""
    found = User.objects.filter(email=email).values_list("name", flat=True).first()
    return found or email


def names_of_people(emails: Iterable[str]) -> dict[str, str]:
    """As name_of_person, of several at once. One query."""
    wanted = set(emails)
    found = User.objects.filter(email__in=wanted).values_list("email", "name")
    return {one: one for one in wanted} | {email: name for email, name in found if name}
