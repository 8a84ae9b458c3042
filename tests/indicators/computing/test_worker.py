"""A real Celery worker: it does what is asked, and a killed one loses nothing."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.computing.actions import request_computation
from indicators.models import Computation, Result
from tests.worlds.workers import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def is_done(pk: int) -> bool:
    return Computation.objects.get(pk=pk).state == Computation.State.DONE


def test_a_worker_computes_what_was_asked(survey, respond, start_worker) -> None:
    respond(0, {"R1": "nej"})
    job = request_computation(survey=survey, by="test", reason="prov")
    start_worker()
    wait_until(lambda: is_done(job.pk))
    assert Result.objects.get(indicator__code="rutin").value == "nej"


def test_a_killed_worker_loses_nothing(survey, respond, start_worker) -> None:
    """The job was taken by a worker that is gone: its heartbeat is old and no message about it is left."""
    respond(0, {"R1": "nej"})
    worker = start_worker()
    wait_until(lambda: Computation.objects.filter(state=Computation.State.DONE).exists())
    os.killpg(worker.pid, signal.SIGKILL)
    respond(1, {"R1": "ja", "R1a": "ja"})
    job = Computation.objects.create(
        survey=survey,
        state=Computation.State.RUNNING,
        attempt=1,
        worker="gone",
        heartbeat=timezone.now() - timedelta(minutes=1),
    )
    start_worker()
    wait_until(lambda: is_done(job.pk))
    assert Result.objects.filter(indicator__code="rutin").count() == 2
    assert Computation.objects.get(pk=job.pk).attempt == 2
