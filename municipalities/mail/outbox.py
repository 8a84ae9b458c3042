"""The outbox. A mail is a row written with the change it tells of; sending it is background work that looks here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from municipalities.mail.tasks import send_mails
from municipalities.models import Mail, MailAttachment


class Attachment(NamedTuple):
    name: str
    content_type: str
    content: bytes


def queue_mail(
    *,
    to: str,
    subject: str,
    body: str,
    kind: str,
    about: str,
    by: str,
    attachments: Sequence[Attachment] = (),
    is_example: bool = False,
    now: datetime | None = None,
) -> Mail:
    """Puts a mail in the outbox, inside the caller's transaction; it is sent after commit.

    `about` is the subject as the audit trail names it, so that a page can list the mails of its thing.
    """
    mail = Mail.objects.create(
        to=to,
        subject=subject,
        body=body,
        kind=kind,
        about=about,
        by=by,
        queued_at=now or timezone.now(),
        is_example=is_example,
    )
    MailAttachment.objects.bulk_create(MailAttachment(mail=mail, **one._asdict()) for one in attachments)
    transaction.on_commit(nudge_outbox)
    return mail


def nudge_outbox() -> None:
    """Asks the worker to look; where no broker answers, the timer finds the mail later."""
    try:
        send_mails.delay()
    except send_mails.OperationalError:
        return
