"""Mails of the homework: what is asked for, and what is missing."""

from __future__ import annotations

from datetime import date, datetime

from municipalities.addresses import full_address
from municipalities.models import Membership, User
from municipalities.people.concerned import people_in, people_with
from workflow.mail import tell
from workflow.models import (
    Cycle,
    DevelopmentArea,
    Homework,
)


def tell_of_homework(cycle: Cycle, areas: list[DevelopmentArea], due: date, *, by: str, now: datetime | None) -> None:
    titles = "\n".join(f"- {area.title}" for area in areas)
    body = (
        f"Hej!\n\nAnalysmötet för {cycle} har valt det här att arbeta vidare med:\n\n{titles}\n\n"
        f"Skriv senast {due} vad ni vet om områdena i er kommun, vilken statistik ni har och vad ni har analyserat"
        " förut."
    )
    subject = f"Hemuppgift: {cycle}, senast {due}"
    people = people_with(cycle.network, Membership.Role.CONTACT, units=cycle.units.all(), is_example=cycle.is_example)
    link = full_address("area-list", cycle.pk)
    tell(people, cycle, kind="homework", subject=subject, body=body, link=link, by=by, now=now)


def remind_of_homework(homework: Homework, *, by: str, now: datetime | None) -> list[User]:
    """To the municipality's contacts, whom it returns."""
    cycle, due = homework.area.cycle, homework.due
    people = people_in(homework.municipality, Membership.Role.CONTACT, is_example=cycle.is_example)
    subject = f"Påminnelse: hemuppgiften om {homework.area.title}"
    body = (
        f"Hej!\n\nHemuppgiften om {homework.area.title} för {homework.municipality.full_name} är inte inlämnad."
        f" Sista dag är {due}."
    )
    link = full_address("homework", cycle.pk, homework.area_id, homework.municipality.code)
    tell(people, cycle, kind="homework_reminder", subject=subject, body=body, link=link, by=by, now=now)
    return people
