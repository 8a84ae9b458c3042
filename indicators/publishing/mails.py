"""Mails of a year's results: they are out, or have been withdrawn."""

from __future__ import annotations

from datetime import datetime

from indicators.models import YearPublication
from indicators.publishing.queries import Year, group_of
from municipalities.addresses import full_address
from municipalities.mail.outbox import queue_mail
from municipalities.models import Membership
from municipalities.people.concerned import people_with

CONTACT, CHIEF = Membership.Role.CONTACT, Membership.Role.CHIEF


def tell_published(year: Year, *, by: str, now: datetime) -> int:
    """To contacts and heads of the units; gives how many."""
    body = (
        f"Hej!\n\nResultaten av {year.survey.full_title} är publicerade för {year.name}. "
        "Nu ser alla dem, också den som inte är inloggad."
    )
    return _tell(year, "year_published", f"Resultaten är publicerade: {year.survey.full_title}", body, by, now)


def tell_withdrawn(year: Year, publication: YearPublication, *, by: str, now: datetime) -> int:
    body = (
        f"Hej!\n\nResultaten av {year.survey.full_title} för {year.name} är inte längre publicerade.\n\nSkälet: "
        f"{publication.withdrawn_because}\n\nDen som redan har sett eller laddat ner dem har kvar dem. Du ser dem som "
        "före publiceringen."
    )
    return _tell(year, "year_withdrawn", f"Resultaten är tillbakadragna: {year.survey.full_title}", body, by, now)


def _tell(year: Year, kind: str, subject: str, body: str, by: str, now: datetime) -> int:
    group = group_of(year)
    people = people_with(group, CONTACT, CHIEF, units=year.units, is_example=False)
    link = full_address("comparison", year.survey.area.slug, year.survey.year)
    for one in people:
        text = f"{body}\n\nHär är jämförelsen:\n{link}?grupp={group.slug}\n\nHälsningar\nöjportal"
        queue_mail(to=one.email, subject=subject, body=text, kind=kind, about=year.subject, by=by, now=now)
    return len(people)
