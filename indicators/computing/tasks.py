"""Background work. A task carries an id and calls one function; the Computation row says what is true."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from indicators.computing.actions import nudge, request_computation
from indicators.computing.compute import compute_survey, stale_units
from indicators.models import Computation
from municipalities.events import write_event
from municipalities.models import Event, Group, GroupMember
from surveys.models import Survey

SILENCE = timedelta(seconds=30)  # a running job without a heartbeat for this long has lost its worker
MOST_ATTEMPTS = 3


class Superseded(Exception):
    """Another worker has taken the job over; whatever this one was about to write is rolled back."""


@shared_task
def run_computation(job_id: int) -> None:
    """Computes the job if no living worker holds it; safe to run any number of times."""
    job = claim(job_id)
    if job is None:
        return
    try:
        done = compute_survey(job.survey, lambda done, total: beat(job, done, total))
    except Superseded:
        return
    except Exception as error:
        fail(job, f"{type(error).__name__}: {error}")
        raise
    finish(job, done.written + done.group_results_written)


def claim(job_id: int) -> Computation | None:
    """Takes a waiting job, or a running one whose worker has fallen silent. None where there is nothing to take."""
    now = timezone.now()
    free = Q(state=Computation.State.WAITING) | Q(state=Computation.State.RUNNING, heartbeat__lt=now - SILENCE)
    try:
        with transaction.atomic():
            taken = Computation.objects.filter(free, pk=job_id).update(
                state=Computation.State.RUNNING,
                attempt=F("attempt") + 1,
                worker=f"{socket.gethostname()}:{os.getpid()}",
                heartbeat=now,
                started_at=now,
            )
    except IntegrityError:  # another job of the same survey is running; the sweep comes back to this one
        return None
    return Computation.objects.select_related("survey__area").get(pk=job_id) if taken else None


def beat(job: Computation, done: int, total: int) -> None:
    """Stores progress; Superseded when the attempt is no longer ours."""
    held = Computation.objects.filter(pk=job.pk, attempt=job.attempt, state=Computation.State.RUNNING)
    if not held.update(heartbeat=timezone.now(), done=done, total=total):
        raise Superseded


def finish(job: Computation, written: int) -> None:
    held = Computation.objects.filter(pk=job.pk, attempt=job.attempt)
    held.update(state=Computation.State.DONE, written=written, finished_at=timezone.now(), message="")
    waiting = Computation.objects.filter(survey=job.survey_id, state=Computation.State.WAITING).first()
    if waiting is not None:
        nudge(waiting.pk)


def fail(job: Computation, message: str) -> None:
    """Back in the queue, or given up after three attempts; the answers stay stale and can be asked for again."""
    gave_up = job.attempt >= MOST_ATTEMPTS
    state = Computation.State.FAILED if gave_up else Computation.State.WAITING
    finished = timezone.now() if gave_up else None
    held = Computation.objects.filter(pk=job.pk, attempt=job.attempt)
    try:
        with transaction.atomic():
            held.update(state=state, message=message[:2000], finished_at=finished)
    except IntegrityError:  # a newer wish is already waiting
        held.update(state=Computation.State.FAILED, message=message[:2000], finished_at=timezone.now())
    if gave_up:
        write_event(by=job.worker, action="computation_failed", subject=job.survey.slug, message=message[:500])


@shared_task
def sweep_computations() -> None:
    """Hands out what no living worker holds, and makes a job for every survey with answers newer than its results."""
    silent = timezone.now() - SILENCE
    give_up_silent(silent)
    open_jobs = Computation.objects.filter(
        Q(state=Computation.State.WAITING) | Q(state=Computation.State.RUNNING, heartbeat__lt=silent)
    )
    for pk in open_jobs.values_list("pk", flat=True):
        nudge(pk)
    for survey in surveys_without_open_job():
        if (stale := stale_units(survey)) and not gave_up_on(survey):
            whose = network_of({one.unit for one in stale.units} | set(stale.gone), survey.year)
            request_computation(survey=survey, by="sweep", reason="nya svar hade kommit", network=whose)
        elif has_other_members(survey):
            request_computation(survey=survey, by="sweep", reason="grupperna hade fått andra medlemmar")


def network_of(units: set[int], year: int) -> Group | None:
    """The one network that all the units belong to that year; None where there is none, or several. One query."""
    belonging = GroupMember.objects.in_year(year).filter(municipality__in=units)
    shares = belonging.values("group").annotate(n=Count("municipality", distinct=True)).filter(n=len(units))
    found = list(Group.objects.filter(kind=Group.Kind.NETWORK, pk__in=shares.values("group"))[:2])
    return found[0] if len(found) == 1 else None


def give_up_silent(before: datetime) -> None:
    """A job whose worker died every time it was tried, e.g. for want of memory, is not tried for ever."""
    lost = Computation.objects.filter(state=Computation.State.RUNNING, heartbeat__lt=before, attempt__gte=MOST_ATTEMPTS)
    for job in lost.select_related("survey__area"):
        fail(job, "arbetaren försvann vid varje försök")


def surveys_without_open_job() -> list[Survey]:
    busy = [Computation.State.WAITING, Computation.State.RUNNING]
    surveys = Survey.objects.select_related("area", "definition_set").exclude(questionnaire_text="")
    return list(surveys.exclude(computations__state__in=busy).filter(definition_set__isnull=False))


def gave_up_on(survey: Survey) -> bool:
    """The latest job failed: asking again in vain every ten seconds helps nobody."""
    latest = Computation.objects.filter(survey=survey).first()
    return latest is not None and latest.state == Computation.State.FAILED


def has_other_members(survey: Survey) -> bool:
    """Somebody has written who belongs to a group since its results were counted."""
    changed = Event.objects.filter(action="group.member").order_by("-at").values_list("at", flat=True).first()
    latest = Computation.objects.filter(survey=survey).first()
    finished = latest.finished_at if latest else None
    return changed is not None and finished is not None and finished < changed


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    sweep_computations.delay()
