"""The job row is the truth: who may build, who has lost it, what is stored, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from municipalities.models import Event
from municipalities.refusals import NotPossible
from tests.workflow.documents.conftest import AS_FOU, run_all
from workflow.documents import actions, build_actions
from workflow.documents.actions import rebuild
from workflow.documents.queries import edition_under_way
from workflow.models import EditionFile, Report, ReportBuild
from workflow.tasks import build_report, sweep_reports

State = ReportBuild.State


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ids of the jobs a worker was nudged about."""
    found: list[int] = []
    for module in (actions, build_actions):
        monkeypatch.setattr(module, "nudge", found.append)
    return found


@pytest.fixture
def draft(begun: Report) -> Report:
    """The only one there is."""
    run_all(begun)
    return begun


@pytest.fixture
def job(begun: Report) -> ReportBuild:
    return begun.builds.get()


def long_ago(job: ReportBuild, **told: object) -> None:
    heartbeat = timezone.now() - timedelta(minutes=2)
    ReportBuild.objects.filter(pk=job.pk).update(state=State.RUNNING, heartbeat=heartbeat, **told)


def test_a_job_stores_the_document_and_says_how_far_it_came(job: ReportBuild) -> None:
    build_report(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.done) == (State.DONE, 1, job.total)
    assert edition_under_way(job.report).tree


def test_a_job_run_twice_does_nothing_the_second_time(job: ReportBuild) -> None:
    build_report(job.pk)
    before = list(EditionFile.objects.values())
    build_report(job.pk)
    assert (list(EditionFile.objects.values()), ReportBuild.objects.get().attempt) == (before, 1)


def test_asking_twice_makes_one_waiting_job(job: ReportBuild) -> None:
    rebuild(report=job.report, **AS_FOU)
    assert ReportBuild.objects.get() == job


def test_a_worker_is_nudged_only_once_the_transaction_is_committed(
    draft: Report, sent: list[int], django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        rebuild(report=draft, **AS_FOU)
        assert sent == []
    assert sent == [draft.builds.get(state=State.WAITING).pk]


def test_a_job_taken_by_a_living_worker_is_left_alone_and_a_silent_one_loses_it(job: ReportBuild) -> None:
    slow = build_actions.claim(job.pk)
    assert build_actions.claim(job.pk) is None
    long_ago(job)
    assert build_actions.claim(job.pk).attempt == 2
    with pytest.raises(build_actions.Superseded):
        build_actions.beat(slow, 1)
    build_actions.fail(slow, "för sent")
    job.refresh_from_db()
    assert (job.state, job.message) == (State.RUNNING, "")


def test_a_worker_that_comes_back_late_stores_nothing(job: ReportBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was taken over while it wrote its files."""

    def slow(*args: object) -> dict[str, bytes]:
        long_ago(job)
        build_actions.claim(job.pk)
        return {"pdf": b"gammal"}

    monkeypatch.setattr(build_actions, "write_files", slow)
    build_report(job.pk)
    assert edition_under_way(job.report).tree == ""
    assert not EditionFile.objects.exists()


def test_a_job_is_given_up_after_three_attempts(job: ReportBuild, monkeypatch: pytest.MonkeyPatch, sent) -> None:
    def break_down(*args: object) -> None:
        raise ZeroDivisionError("något gick sönder")

    monkeypatch.setattr(build_actions, "write_files", break_down)
    states = []
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            build_report(job.pk)
        job.refresh_from_db()
        states.append(job.state)
    assert states == [State.WAITING, State.WAITING, State.FAILED]
    assert job.message == "ZeroDivisionError: något gick sönder"
    assert Event.objects.filter(action="report.build_failed").count() == 1
    sweep_reports()
    assert sent == []


def test_what_cannot_be_built_is_said_at_once_in_words(job: ReportBuild, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise NotPossible("Det finns inga resultat.")

    monkeypatch.setattr(build_actions, "order_of", refuse)
    build_report(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.attempt) == (State.FAILED, "Det finns inga resultat.", 1)


def test_the_sweep_hands_out_what_waits_and_what_has_fallen_silent(job: ReportBuild, sent: list[int]) -> None:
    sweep_reports()
    build_actions.claim(job.pk)
    sweep_reports()
    long_ago(job)
    sweep_reports()
    assert sent == [job.pk, job.pk]


def test_a_job_whose_worker_dies_every_time_is_given_up(job: ReportBuild, sent: list[int]) -> None:
    long_ago(job, attempt=3)
    sweep_reports()
    job.refresh_from_db()
    assert (job.state, job.message, sent) == (State.FAILED, "arbetaren försvann vid varje försök", [])


def test_the_same_data_gives_the_same_bytes(draft: Report) -> None:
    before = dict(EditionFile.objects.values_list("format", "sha256"))
    rebuild(report=draft, **AS_FOU)
    run_all(draft)
    assert dict(EditionFile.objects.values_list("format", "sha256")) == before
