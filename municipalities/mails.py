"""The outbox. A mail is a row written with the change it tells of; sending it is background work that looks here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from municipalities.models import Mail, MailAttachment

MOST_ATTEMPTS = 5


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
    from municipalities.tasks import send_mails

    try:
        send_mails.delay()
    except send_mails.OperationalError:
        return


def send_waiting() -> int:
    """Sends what waits, oldest first; returns how many went out. A mail that fails is tried again, five times.

    A mail is claimed by raising its attempts before sending, so that two workers do not send it twice; a worker that
    dies in between costs one attempt, not the mail.
    """
    sent = 0
    waiting = Mail.objects.filter(sent_at=None, attempts__lt=MOST_ATTEMPTS).order_by("queued_at", "id")
    for mail in waiting.prefetch_related("attachments"):
        claimed = Mail.objects.filter(pk=mail.pk, sent_at=None, attempts=mail.attempts)
        if claimed.update(attempts=F("attempts") + 1):
            sent += _send(mail)
    return sent


def _send(mail: Mail) -> bool:
    message = EmailMessage(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to])
    for one in mail.attachments.all():
        message.attach(one.name, bytes(one.content), one.content_type)
    row = Mail.objects.filter(pk=mail.pk)
    try:
        message.send()
    except OSError as problem:  # the mail server does not answer or refuses: told in the log of mails, tried again
        row.update(error=f"{type(problem).__name__}: {problem}"[:500])
        return False
    row.update(sent_at=timezone.now(), error="")
    return True
