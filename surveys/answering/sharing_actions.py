"""Parts of a response handed to colleagues, who reach just their part through a personal link."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from municipalities.addresses import full_address
from municipalities.characters import plain_text
from municipalities.events import write_event
from municipalities.refusals import Closed, NotPossible
from surveys.answering.mails import mail_link
from surveys.answering.open_responses import lock_open_response, lock_response, subject_of
from surveys.answering.queries import digest_of_token, questions_of
from surveys.models import Response, SectionAssignment
from surveys.questionnaires.questionnaire import Section


@transaction.atomic
def assign_section(
    *,
    response: Response,
    section: str,
    name: str,
    email: str,
    by: str,
    now: datetime | None = None,
) -> SectionAssignment:
    """Hands the section to a colleague and mails the personal link.

    Handing the same section to the same person again sends a new link; the old one then leads nowhere. Closed;
    NotPossible where name or address will not do.
    """
    lock_open_response(response, now)
    now = now or timezone.now()
    part = _section(response, section)
    name, email = _person(name, email)
    token = secrets.token_urlsafe(32)
    assignment, made = SectionAssignment.objects.update_or_create(
        response=response,
        section=section,
        email=email,
        withdrawn_at=None,
        defaults={"name": name, "token_sha256": digest_of_token(token), "done_at": None},
        create_defaults={
            "name": name,
            "token_sha256": digest_of_token(token),
            "assigned_by": by,
            "assigned_at": now,
        },
    )
    mail_link(assignment, response, part, full_address("answering-enter", token), by, now)
    action = "section.assigned" if made else "section.link_renewed"
    write_event(by=by, action=action, subject=subject_of(response), section=section, to=email)
    return assignment


def _section(response: Response, code: str) -> Section:
    for section in questions_of(response).sections:
        if section.code == code:
            return section
    raise NotPossible("Enkäten har ingen sådan del. Läs in sidan på nytt.")


def _person(name: str, email: str) -> tuple[str, str]:
    name, email = " ".join(plain_text(name).split()), plain_text(email).strip().lower()
    if not name or len(name) > 120:
        raise NotPossible("Skriv kollegans namn, högst 120 tecken.")
    try:
        validate_email(email)
    except ValidationError:
        raise NotPossible("Skriv kollegans e-postadress, till exempel namn@kommun.se.") from None
    return name, email


@transaction.atomic
def withdraw_assignment(*, assignment: SectionAssignment, by: str, now: datetime | None = None) -> None:
    """The link stops working at once; what has been answered stands. Closed where it is withdrawn already."""
    lock_response(assignment.response)
    standing = SectionAssignment.objects.filter(pk=assignment.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=now or timezone.now()):
        raise Closed("Delen är redan återtagen.")
    assignment.refresh_from_db(fields=["withdrawn_at"])
    _write_event(assignment, by, "section.withdrawn")


@transaction.atomic
def finish_assignment(*, assignment: SectionAssignment, by: str, now: datetime | None = None) -> None:
    """The colleague says the part is done. Safe to say twice; answering goes on as long as the survey is open."""
    lock_open_response(assignment.response, now)
    standing = SectionAssignment.objects.filter(pk=assignment.pk, withdrawn_at=None)
    if not standing.exists():
        raise Closed("Delen är återtagen.")
    if standing.filter(done_at=None).update(done_at=now or timezone.now()):
        _write_event(assignment, by, "section.finished")
    assignment.refresh_from_db(fields=["done_at"])


def _write_event(assignment: SectionAssignment, by: str, action: str) -> None:
    subject = subject_of(assignment.response)
    write_event(by=by, action=action, subject=subject, section=assignment.section, to=assignment.email)
