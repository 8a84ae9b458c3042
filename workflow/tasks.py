"""Background work of the work model: what a day brings, once an hour and only once, and the building of documents."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.utils import timezone

from workflow.areas.homework_actions import remind_homework
from workflow.decisions.correction_actions import watch_decisions
from workflow.documents.build_actions import run_build, sweep_builds
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


@shared_task
def build_report(job_id: int) -> None:
    """Safe to run any number of times: the job row says whether there is anything to do."""
    run_build(job_id)


@shared_task
def sweep_reports() -> None:
    """Hands out buildings that no living worker holds."""
    sweep_builds()


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    sweep_reports.delay()
