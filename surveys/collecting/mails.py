"""Mails of a collection: the invitation to answer, and reminders."""

from __future__ import annotations

from datetime import datetime

from municipalities.addresses import full_address
from municipalities.mail.outbox import queue_mail
from surveys.collecting.queries import Recipient
from surveys.models import Collection, Mailing

Kind = Mailing.Kind


def mail_to(recipient: Recipient, collection: Collection, kind: str, *, by: str, now: datetime) -> None:
    """Puts the mail of this kind in the outbox, invitation or reminder."""
    queue_mail(
        to=recipient.email,
        subject=_mail_subject(collection, kind),
        body=_mail_body(collection, kind, recipient),
        kind=kind,
        about=f"response {collection.survey.slug} {recipient.municipality.code}",
        by=by,
        is_example=collection.is_example,
        now=now,
    )


def _mail_subject(collection: Collection, kind: str) -> str:
    if kind == Kind.INVITATION:
        return f"{collection.survey.full_title}: enkäten är öppen till och med {collection.closes}"
    return f"Påminnelse: {collection.survey.full_title}, svara senast {collection.closes}"


def _mail_body(collection: Collection, kind: str, recipient: Recipient) -> str:
    survey, place = collection.survey, recipient.municipality
    opening = (
        f"Nu kan {place.full_name} svara på {survey.full_title}."
        if kind == Kind.INVITATION
        else f"{place.full_name} har inte lämnat in {survey.full_title} ännu."
    )
    link = full_address("answering", survey.area.slug, survey.year, place.code)
    example = "\n\nExempeldata: enkäten och mottagaren är påhittade." if collection.is_example else ""
    return (
        f"Hej {recipient.name}!\n\n{opening} Sista dag är {collection.closes}.\n\nHär svarar du:\n{link}\n\n"
        "Svaren sparas medan du skriver. Du kan lämna över avsnitt till kollegor, och ser förra årets svar bredvid"
        f" varje fråga.\n\nHälsningar\nöjportal{example}"
    )
