"""Background work: the mailings of collections on their day, and word to FoU when the last day has passed."""

from __future__ import annotations

from celery import shared_task

from surveys.collecting import actions as collection_actions
from surveys.collecting import closing_actions


@shared_task
def send_due_mailings() -> None:
    """Safe to run any number of times: a mailing that is sent is not sent again."""
    collection_actions.send_due_mailings(by="send_due_mailings")


@shared_task
def tell_what_is_unsent() -> None:
    """Safe to run any number of times: what has been told is not told again."""
    closing_actions.tell_what_is_unsent(by="tell_what_is_unsent")
