"""Mails of a collection: the invitation to answer, reminders, and what lies unsent when it has closed."""

from __future__ import annotations

from datetime import datetime

from municipalities.addresses import full_address
from municipalities.mail.outbox import queue_mail
from municipalities.models import Group, User
from municipalities.swedish import plural
from surveys.collecting.board_queries import LeftUnsent, UnitStatus
from surveys.collecting.queries import Recipient
from surveys.models import Collection, Mailing

Kind = Mailing.Kind


def mail_to(recipient: Recipient, collection: Collection, kind: str, *, by: str, now: datetime) -> None:
    """Puts the mail of this kind in the outbox, invitation or reminder."""
    queue_mail(
        to=recipient.email,
        subject=_mail_subject(collection, kind, recipient),
        body=_mail_body(collection, kind, recipient),
        kind=kind,
        about=f"response {collection.survey.slug} {recipient.municipality.code}",
        by=by,
        is_example=collection.is_example,
        now=now,
    )


def _mail_subject(collection: Collection, kind: str, recipient: Recipient) -> str:
    title = collection.survey.full_title
    if kind == Kind.INVITATION:
        return f"{title}: enkäten är öppen till och med {collection.closes}"
    if recipient.changed_after:
        return f"Påminnelse: {title} är ändrad efter {recipient.changed_after} men inte inlämnad igen"
    return f"Påminnelse: {title}, svara senast {collection.closes}"


def _mail_body(collection: Collection, kind: str, recipient: Recipient) -> str:
    survey, place = collection.survey, recipient.municipality
    page = "answering-overview" if recipient.changed_after else "answering"
    link = full_address(page, survey.area.slug, survey.year, place.code)
    example = "\n\nExempeldata: enkäten och mottagaren är påhittade." if collection.is_example else ""
    return (
        f"Hej {recipient.name}!\n\n{_opening(collection, kind, recipient)} Sista dag är {collection.closes}.\n\n"
        f"{_what_to_do(recipient, link)}\n\nHälsningar\nöjportal{example}"
    )


def _opening(collection: Collection, kind: str, recipient: Recipient) -> str:
    place, title = recipient.municipality.full_name, collection.survey.full_title
    if kind == Kind.INVITATION:
        return f"Nu kan {place} svara på {title}."
    if recipient.changed_after:
        return (
            f"{place} har lämnat in {title} men ändrat i svaren efter {recipient.changed_after}."
            " Ändringarna räknas inte förrän enkäten lämnas in igen."
        )
    return f"{place} har inte lämnat in {title} ännu."


def _what_to_do(recipient: Recipient, link: str) -> str:
    if recipient.changed_after:
        return f"Här ser du vad som är ändrat, och kan lämna in igen eller ta tillbaka:\n{link}"
    return (
        f"Här svarar du:\n{link}\n\nSvaren sparas medan du skriver. Du kan lämna över avsnitt till kollegor, och ser"
        " förra årets svar bredvid varje fråga."
    )


def mail_unsent(person: User, collection: Collection, left: LeftUnsent, *, by: str, now: datetime) -> None:
    """Tells FoU staff what lay unsent when the last day had passed."""
    survey = collection.survey
    parts = [
        ("Började men lämnade aldrig in, och räknas som bortfall:", [_draft(row) for row in left.drafts]),
        ("Ändrade efter inlämningen och lämnade inte in igen:", [_changed(row) for row in left.changed]),
        ("Svarade inte alls, och räknas som bortfall:", [_silent(row) for row in left.silent]),
    ]
    told = "\n\n".join("\n".join([heading, *(f"- {line}" for line in lines)]) for heading, lines in parts if lines)
    address = full_address("collection-board", survey.area.slug, survey.year)
    queue_mail(
        to=person.email,
        subject=f"{survey.full_title}: sista dagen har passerat, och det här är inte inlämnat",
        body=(
            f"Hej {person.name}!\n\n{survey.full_title} stängde {collection.closes}.\n\n{told}\n\n"
            f"{_ways_on(collection, left)} Läget:\n{address}?insamling={collection.group.slug}\n\nHälsningar\nöjportal"
        ),
        kind="unsent",
        about=f"insamling {survey.slug} {collection.group.slug}",
        by=by,
        is_example=collection.is_example,
        now=now,
    )


def _ways_on(collection: Collection, left: LeftUnsent) -> str:
    """Only a response that was begun can be opened again; the nation's days are the administrator's to move."""
    ways = []
    if left.drafts or left.changed:
        ways.append("Vill du att någon ska kunna lämna in ändå, öppna enkäten igen för kommunen på lägessidan.")
    if left.silent and collection.group.kind == Group.Kind.NETWORK:
        ways.append("Ska den som inte har påbörjat kunna svara flyttar du sista dagen under Dagar och utskick.")
    elif left.silent:
        ways.append("Ska den som inte har påbörjat kunna svara behöver systemförvaltaren flytta sista dagen.")
    return " ".join(ways)


def _draft(row: UnitStatus) -> str:
    return f"{row.municipality.full_name}: {row.answered} av {row.asked} besvarade"


def _silent(row: UnitStatus) -> str:
    return f"{row.municipality.full_name}: inte påbörjat"


def _changed(row: UnitStatus) -> str:
    changed = plural(len(row.unsent), "{n} ändrat svar", "{n} ändrade svar")
    return f"{row.municipality.full_name}: {row.counts} räknas, {changed}"
