"""Reports of FoU Nordväst about 2017, built from the printed figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pytest_django import DjangoDbBlocker

from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import WorkflowCast
from tests.worlds.standing import standing
from workflow.documents.actions import create_report, issue
from workflow.documents.build_actions import run_build
from workflow.documents.orders import Order
from workflow.documents.queries import edition_under_way
from workflow.models import Report, ReportBuild
from workflow.states import FOU

BY = "carin@test.example"
AS_FOU = {"by": BY, "roles": {FOU}}
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def cast(published: None, db: None) -> WorkflowCast:
    return WorkflowCast()


def run_all(report: Report) -> None:
    """What the worker does."""
    while (job := report.builds.filter(state=ReportBuild.State.WAITING).first()) is not None:
        run_build(job.pk)


def begin(cast: WorkflowCast) -> Report:
    order = Order(cast.network, survey=get_survey("ekonomiskt-bistand/2017"))
    told = {"title": "Öppna jämförelser 2017", "authors": "Carin Exempel\nDisa Exempel"}
    return create_report(kind="resultat", order=order, **told, **AS_FOU, now=NOW)


@pytest.fixture
def begun(cast: WorkflowCast) -> Report:
    """Not built yet."""
    return begin(cast)


@pytest.fixture(scope="module")
def built(published: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A draft stands there for all tests of the module from the first that asks for it: building takes seconds."""
    with standing(django_db_blocker, lambda: run_all(begin(WorkflowCast()))):
        yield


@pytest.fixture
def draft(built: None, cast: WorkflowCast) -> Report:
    return Report.objects.get()


@pytest.fixture
def issued(draft: Report) -> Report:
    """Rapport 2026:1, utgåva 1."""
    issue_draft(draft)
    draft.refresh_from_db()
    return draft


def issue_draft(report: Report, number: int | None = None) -> None:
    edition = edition_under_way(report)
    assert edition is not None
    issue(report=report, number=number, seen=edition.sha256, **AS_FOU, now=NOW)
    run_all(report)
