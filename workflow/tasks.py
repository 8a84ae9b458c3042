"""Background work of the work model, once an hour: what a day brings is done on that day, and only once."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from workflow.areas.homework_actions import remind_homework
from workflow.decisions.correction_actions import watch_decisions
from workflow.follow_up.actions import look_after_follow_ups


@shared_task
def follow_ups() -> None:
    """Opens follow-ups whose day has come and reminds of missing reports; safe to run any number of times."""
    look_after_follow_ups(now=timezone.now())


@shared_task
def homework_reminders() -> None:
    """Safe to run any number of times: one reminder a day."""
    remind_homework(today=timezone.localdate(), by="homework_reminders")


@shared_task
def corrected_figures() -> None:
    """Tells of figures corrected after a decision; the same change is told once."""
    watch_decisions(by="corrected_figures")
