"""Background work: the mailings of collections on their day."""

from __future__ import annotations

from celery import shared_task

from surveys.collecting import actions as collection_actions


@shared_task
def send_due_mailings() -> None:
    """Safe to run any number of times: a mailing that is sent is not sent again."""
    collection_actions.send_due_mailings(by="send_due_mailings")
