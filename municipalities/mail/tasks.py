"""Background work: sending the outbox."""

from __future__ import annotations

from celery import shared_task

from municipalities.mail.sending import send_waiting


@shared_task
def send_mails() -> None:
    """Safe to run any number of times; also run by the timer, so that a lost nudge loses no mail."""
    send_waiting()
