"""The job row is the truth: who may take a job, who has lost it, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.computing import tasks
from indicators.computing.actions import request_computation
from indicators.models import Computation, GroupResult, Result
from municipalities.models import Group, GroupMember
from municipalities.places.actions import leave_group

State = Computation.State


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    """Ids of the jobs a worker was nudged about."""
    found: list[int] = []
    for module in ("actions", "tasks"):
        monkeypatch.setattr(f"indicators.computing.{module}.nudge", found.append)
    return found


@pytest.fixture
def job(survey) -> Computation:
    return request_computation(survey=survey, by="test", reason="prov")


def test_asking_twice_makes_one_waiting_job(survey, job) -> None:
    assert request_computation(survey=survey, by="test", reason="igen") == job
    assert Computation.objects.count() == 1


def test_a_job_is_nudged_only_once_the_transaction_is_committed(survey, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = request_computation(survey=survey, by="test", reason="prov")
        assert sent == []
    assert sent == [job.pk]


def test_a_run_job_is_done_with_its_counts(job, everybody) -> None:
    tasks.run_computation(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.done, job.total, job.message) == (State.DONE, 1, 5, 5, "")
    assert job.written > Result.objects.count()
    assert job.finished_at


def test_a_job_taken_by_a_living_worker_is_left_alone(job) -> None:
    assert tasks.claim(job.pk)
    assert tasks.claim(job.pk) is None


def test_a_silent_worker_loses_its_job_and_writes_nothing_more(job) -> None:
    slow = tasks.claim(job.pk)
    Computation.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=1))
    assert tasks.claim(job.pk).attempt == 2
    with pytest.raises(tasks.Superseded):
        tasks.beat(slow, 1, 2)
    tasks.finish(slow, 7)
    tasks.fail(slow, "för sent")
    job.refresh_from_db()
    assert (job.state, job.written, job.message) == (State.RUNNING, 0, "")


def test_a_job_waits_while_another_of_its_survey_runs(survey, job) -> None:
    tasks.claim(job.pk)
    second = request_computation(survey=survey, by="test", reason="nya svar")
    assert second != job
    assert tasks.claim(second.pk) is None


def test_a_job_is_given_up_after_three_attempts(job, everybody, monkeypatch, sent) -> None:
    def break_down(*args: object) -> None:
        raise ZeroDivisionError("något gick sönder")

    monkeypatch.setattr(tasks, "compute_survey", break_down)
    states = []
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            tasks.run_computation(job.pk)
        job.refresh_from_db()
        states.append(job.state)
    assert states == [State.WAITING, State.WAITING, State.FAILED]
    assert job.message == "ZeroDivisionError: något gick sönder"
    tasks.sweep_computations()
    assert sent == []


def test_the_sweep_sends_waiting_and_silent_jobs_again(survey, job, sent) -> None:
    tasks.sweep_computations()
    tasks.claim(job.pk)
    tasks.sweep_computations()
    Computation.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - timedelta(minutes=1))
    tasks.sweep_computations()
    assert sent == [job.pk, job.pk]


def test_a_job_whose_worker_dies_every_time_is_given_up(job, sent) -> None:
    long_ago = timezone.now() - timedelta(minutes=1)
    Computation.objects.filter(pk=job.pk).update(state=State.RUNNING, attempt=3, heartbeat=long_ago)
    tasks.sweep_computations()
    job.refresh_from_db()
    assert (job.state, sent) == (State.FAILED, [])


def test_the_sweep_makes_a_job_where_answers_are_newer_than_results(survey, everybody, sent) -> None:
    tasks.sweep_computations()
    job = Computation.objects.get()
    tasks.run_computation(job.pk)
    tasks.sweep_computations()
    assert list(Computation.objects.values_list("state", flat=True)) == [State.DONE]


def test_the_sweep_counts_groups_again_when_their_members_have_changed(survey, job, everybody, sent, units) -> None:
    tasks.run_computation(job.pk)
    tasks.sweep_computations()
    assert Computation.objects.count() == 1
    half = Group.objects.get(slug="halva")
    leave_group(group=half, municipality=units[1], to_year=survey.year - 1, by="sara@test.example")
    tasks.sweep_computations()
    again = Computation.objects.get(state=State.WAITING)
    tasks.run_computation(again.pk)
    assert set(GroupResult.objects.filter(group=half).values_list("units", flat=True)) == {1}
    tasks.sweep_computations()
    assert Computation.objects.count() == 2


def test_a_job_of_the_sweep_is_the_networks_whose_answers_are_new(survey, everybody, sent) -> None:
    tasks.sweep_computations()
    assert Computation.objects.get().network == Group.objects.get(slug="natverk")


def test_a_job_of_the_sweep_is_the_portals_where_several_have_answered(survey, everybody, sent) -> None:
    GroupMember.objects.filter(group__slug="natverk", municipality__code="0104").delete()
    tasks.sweep_computations()
    assert Computation.objects.get().network is None
