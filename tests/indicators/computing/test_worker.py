"""A real Celery worker: it does what is asked, and a killed one loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from indicators.computing.actions import request_computation
from indicators.models import Computation, Result

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    return f"postgres://{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "ojportal.settings",
        "OJPORTAL_VAR": str(settings.VAR_DIR),
    }
    command = [sys.executable, "-m", "celery", "--app", "ojportal", "worker", "--pool", "solo", "--beat"]

    def start() -> subprocess.Popen[bytes]:
        options = ["--without-gossip", "--without-mingle", "--schedule", str(tmp_path / "beat")]
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(
                subprocess.Popen(
                    [*command, *options],
                    cwd=settings.BASE_DIR,
                    env=environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            )
        return started[-1]

    yield start
    for worker in started:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_until(is_so: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.2)


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
