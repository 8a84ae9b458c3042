"""Mails about one response: the receipt, a survey open again, and the link to a part of it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from municipalities.addresses import full_address
from municipalities.mail.outbox import Attachment, queue_mail
from municipalities.models import Mail, Membership
from municipalities.people.concerned import people_in
from surveys.answering.open_responses import subject_of
from surveys.answering.queries import (
    last_day,
    questions_of,
    receipt_file_name,
    what_counts,
)
from surveys.models import AnswerEvent, Receipt, Response, SectionAssignment
from surveys.questionnaires.answer_rules import section_progress
from surveys.questionnaires.questionnaire import Section

CHANGED = "changed"  # kind of mail


def mail_receipt(receipt: Receipt, response: Response, by: str, through: str, now: datetime) -> None:
    """To the one who handed in (the municipality's contacts where FoU did it for them) and to the registrar."""
    people = [by, *(_contacts(response) if through == AnswerEvent.Through.FOU else []), _registrar(response)]
    recipients = dict.fromkeys(one for one in people if one)
    progress = section_progress(questions_of(response), {item: value for item, value, _c in receipt.answers if value})
    body = (
        "Enkäten {survey} är inlämnad för {municipality}.\n\n"
        "Kvitto nummer {number}\nInlämnad {at} av {by}\n{answered} av {asked} frågor besvarade\n\n"
        "Alla svar finns i den bifogade PDF-filen. Dess kontrollsumma (SHA-256) är\n{sha256}\n\n"
        "Svaren kan ändras till och med sista svarsdagen. Det som ändras räknas först när enkäten lämnas in igen;"
        " då kommer ett nytt kvitto.\n"
    ).format(
        survey=response.survey.full_title,
        municipality=response.municipality.full_name,
        number=receipt.number,
        at=timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
        by=by,
        answered=sum(one.answered for one in progress),
        asked=sum(one.asked for one in progress),
        sha256=receipt.sha256,
    )
    subject = f"Kvitto {receipt.number}: {response.survey.full_title}, {response.municipality.full_name}"
    attachment = Attachment(receipt_file_name(receipt), "application/pdf", bytes(receipt.pdf))
    about, example = subject_of(response), response.is_example
    for one in recipients:
        queue_mail(
            to=one,
            subject=subject,
            body=body,
            kind="receipt",
            about=about,
            by=by,
            attachments=[attachment],
            is_example=example,
            now=now,
        )


def tell_changed(response: Response, by: str, now: datetime) -> None:
    """Tells the contacts, once for what was handed in, that it has been changed and waits to be handed in again."""
    about = subject_of(response)
    if Mail.objects.filter(kind=CHANGED, about=about, queued_at__gte=response.handed_in_at).exists():
        return
    survey, municipality, counts = response.survey, response.municipality, what_counts(response)
    link = full_address("answering-overview", survey.area.slug, survey.year, municipality.code)
    body = (
        f"{by} har ändrat i enkäten {survey.full_title} för {municipality.full_name} efter {counts}.\n\n"
        f"Det som räknas är fortfarande {counts}. Ändringen räknas inte förrän enkäten lämnas in igen.\n\n"
        f"Här ser du vad som är ändrat, och kan lämna in igen eller ta tillbaka ändringarna:\n{link}\n\n"
        f"Det här mejlet kommer en gång, också om mer ändras efter {counts}.\n"
    )
    for one in _contacts(response):
        queue_mail(
            to=one,
            subject=f"Ändrat efter {counts}, inte inlämnat: {survey.full_title}, {municipality.full_name}",
            body=body,
            kind=CHANGED,
            about=about,
            by=by,
            is_example=response.is_example,
            now=now,
        )


def mail_reopened(response: Response, by: str, now: datetime | None) -> None:
    """Tells the municipality's contacts."""
    survey, municipality = response.survey.full_title, response.municipality.full_name
    subject = f"Enkäten är öppen igen: {survey}, {municipality}"
    body = (
        f"Enkäten {survey} för {municipality} är öppen igen till och med {response.reopened_until}.\n\n"
        f"Skäl: {response.reopened_because}\n\n"
        "Logga in i öjportal, ändra det som behöver ändras och lämna in på nytt. Då kommer ett nytt kvitto.\n\n"
        f"Har du frågor, skriv till {by}.\n"
    )
    about, example = subject_of(response), response.is_example
    for one in _contacts(response):
        queue_mail(to=one, subject=subject, body=body, kind="reopened", about=about, by=by, is_example=example, now=now)


def mail_link(
    assignment: SectionAssignment, response: Response, section: Section, address: str, by: str, now: datetime
) -> None:
    closes = last_day(response, timezone.localdate(now))
    body = (
        "Hej {name}!\n\n"
        "{by} ber dig att besvara delen {section} i enkäten {survey} för {municipality}."
        " Sista dag att svara är {day}.\n\n"
        "Öppna din del här:\n{address}\n\n"
        "Länken är personlig och kräver ingen inloggning. Skicka den inte vidare."
        " Svaren sparas medan du skriver, så du kan göra uppehåll och fortsätta när du vill.\n"
    ).format(
        name=assignment.name,
        by=by,
        section=section.title,
        survey=response.survey.full_title,
        municipality=response.municipality.full_name,
        day=closes.isoformat() if closes else "inte bestämd",
        address=address,
    )
    subject = f"En del av enkäten {response.survey.full_title} att besvara"
    queue_mail(
        to=assignment.email,
        subject=subject,
        body=body,
        kind="assignment",
        about=subject_of(response),
        by=by,
        is_example=response.is_example,
        now=now,
    )


def _registrar(response: Response) -> str:
    """Empty where none is known. Made-up answers never reach a real registrar."""
    address = response.municipality.registrar_email
    return "" if response.is_example and not address.endswith(".example") else address


def _contacts(response: Response) -> list[str]:
    """Mail addresses of the municipality's contacts."""
    people = people_in(response.municipality, Membership.Role.CONTACT, is_example=response.is_example)
    return [one.email for one in people]
