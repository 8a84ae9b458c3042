"""Sending what waits in the outbox."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from municipalities.models import Mail

MOST_ATTEMPTS = 5


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
