"""The national fact sheet as a report of the portal: who makes one, and that it is built and issued like others."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, BY, NOW, issue_draft, run_all
from tests.workflow.documents.test_views import text_of
from workflow.documents.actions import create_report
from workflow.documents.kinds import KINDS, number_text
from workflow.documents.orders import Order
from workflow.documents.queries import document_of, edition_under_way, kinds_for
from workflow.models import Report
from workflow.states import FOU

SURVEY = "ekonomiskt-bistand/2018"


def made(cast: WorkflowCast, *, of_the_nation: bool) -> Report:
    order = Order(None if of_the_nation else cast.network, survey=get_survey(SURVEY))
    told = {"title": KINDS["faktablad"].title(order), "authors": "Carin Exempel"}
    as_whom = {"by": BY, "roles": {"admin"}} if of_the_nation else AS_FOU
    report = create_report(kind="faktablad", order=order, **told, **as_whom, now=NOW)
    run_all(report)
    return report


def test_both_fou_and_the_administrator_make_one() -> None:
    keys = [[one.key for one in kinds_for(frozenset({role}))] for role in (FOU, "admin")]
    assert ["faktablad" in one for one in keys] == [True, True]


@pytest.mark.parametrize("of_the_nation", [True, False])
def test_it_is_built_under_its_owner_s_name(cast: WorkflowCast, of_the_nation: bool) -> None:
    edition = edition_under_way(made(cast, of_the_nation=of_the_nation))
    assert edition is not None
    document = document_of(edition)
    assert document is not None
    assert document.title == "Ekonomiskt bistånd 2018 i hela landet"
    assert (document.kind, document.publisher) == ("Faktablad", "Riket" if of_the_nation else "FoU Nordväst")
    assert sorted(edition.files.values_list("format", flat=True)) == ["docx", "html", "pdf", "xlsx"]


def test_it_is_issued_with_a_number_of_its_own(cast: WorkflowCast) -> None:
    report = made(cast, of_the_nation=False)
    issue_draft(report)
    report.refresh_from_db()
    assert number_text(report) == "Faktablad 2026:1"


def test_who_makes_a_new_one_is_offered_it(cast: WorkflowCast) -> None:
    page = cast.client("carin").get("/rapporter/ny/").content.decode()
    assert re.search(r'value="faktablad-[^>]*>Ekonomiskt bistånd 2018<', page)


@pytest.fixture
def sheet(cast: WorkflowCast) -> Report:
    """Of 2017, issued by Sara."""
    sara = cast.client("sara")
    page = sara.get("/rapporter/ny/").content.decode()
    value = re.search(r'value="(faktablad-\d+-)"[^>]*>[^<]*2017', page)[1]
    assert "Rapport:" not in page
    sara.post("/rapporter/ny/", {"om": value, "titel": "Riket 2017", "forfattare": "Sara"})
    report = Report.objects.get()
    run_all(report)
    seen = report.editions.get().sha256
    sara.post(f"/rapporter/{report.pk}/ge-ut/", {"seen": seen})
    run_all(report)
    return report


def test_the_administrator_issues_the_nations(sheet: Report) -> None:
    sheet.refresh_from_db()
    assert (sheet.state, sheet.network, sheet.number) == ("issued", None, 1)
    assert sheet.editions.get().issued_by == "sara@test.example"


@pytest.mark.parametrize("name", ["carin", "anna", "eva", ""])
def test_it_is_nobody_elses_until_it_is_shown_to_all(sheet: Report, cast: WorkflowCast, name: str) -> None:
    client = cast.client(name) if name else Client()
    assert client.get(f"/rapporter/{sheet.pk}/").status_code == 403
    cast.client("sara").post(f"/rapporter/{sheet.pk}/vem-som-ser/", {"gor": "visa"})
    page = client.get(f"/rapporter/{sheet.pk}/")
    assert (page.status_code, "Riket 2017" in text_of(page)) == (200, True)


def test_fou_may_make_one_of_its_own(cast: WorkflowCast) -> None:
    page = cast.client("carin").get("/rapporter/ny/").content.decode()
    assert re.search(r'value="faktablad-\d+-fou-nordvast"', page)
    assert 'value="faktablad-1-"' not in page
