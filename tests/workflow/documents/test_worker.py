"""A worker that is killed while it builds loses nothing: another builds the same document."""

from __future__ import annotations

import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.scenario import load_reference
from tests.worlds.workers import wait_until
from workflow.models import EditionFile, Report, ReportBuild, ReportEdition

pytestmark = pytest.mark.django_db(transaction=True)
State = ReportBuild.State


@pytest.fixture
def reference() -> None:
    load_reference()


@pytest.fixture
def published(reference: None) -> None:
    call_command("load_published", verbosity=0)


def is_(state: str) -> bool:
    return ReportBuild.objects.get().state == state


def test_another_worker_takes_over_from_one_that_is_killed(begun: Report, start_worker) -> None:
    worker = start_worker()
    wait_until(lambda: is_(State.RUNNING))
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert ReportEdition.objects.get().tree == ""
    assert not EditionFile.objects.exists()
    ReportBuild.objects.update(heartbeat=timezone.now() - timedelta(minutes=2))  # what two minutes' silence does
    start_worker()
    wait_until(lambda: is_(State.DONE))
    assert ReportBuild.objects.get().attempt == 2
    assert ReportEdition.objects.get().tree
