"""A report that is handed over stands on its readers' Att göra for a month."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities.permissions import roles_of
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import NOW, WorkflowCast
from workflow.models import Report, ReportEdition
from workflow.to_do.new_reports import to_dos_of

DAY = timezone.localdate(NOW)
pytestmark = pytest.mark.usefixtures("survey")


def hand_over(
    cast: WorkflowCast, kind: str = "resultat", *, state: str = Report.State.ISSUED, now: datetime = NOW
) -> Report:
    told = {"kind": kind, "title": "Öppna jämförelser 2017", "year": 2017, "number": 1, "is_public": True}
    if state == Report.State.WITHDRAWN:
        told |= {"withdrawn_by": "c", "withdrawn_at": now, "withdrawn_because": "Fel."}
    made = Report.objects.create(
        network=cast.network,
        survey=get_survey("ekonomiskt-bistand/2017"),
        state=state,
        **told,
        created_by="c",
        created_at=now,
    )
    built = {"tree": "{}", "sha256": "0" * 64, "built_by": "c", "built_at": now}
    ReportEdition.objects.create(report=made, number=1, issued_by="c", issued_at=now, **built)
    return made


def titles(cast: WorkflowCast, person: str, today: date = DAY) -> list[str]:
    return [one.title for one in to_dos_of(getattr(cast, person), today)]


@pytest.mark.parametrize("person", ["anna", "david"])
def test_contacts_and_heads_are_told_of_a_report_that_is_handed_over(cast: WorkflowCast, person: str) -> None:
    report = hand_over(cast)
    (found,) = to_dos_of(getattr(cast, person), DAY)
    assert found.title == "Ny rapport: Öppna jämförelser 2017"
    assert found.text == "Rapport 2017:1, 20 februari 2017."
    assert (found.action, found.url) == ("Läs", reverse("report", args=[report.pk]))


@pytest.mark.parametrize("person", ["carin", "eva", "greta", "hugo", "sara"])
def test_others_are_not_told_though_they_may_read_it(cast: WorkflowCast, person: str) -> None:
    hand_over(cast)
    assert titles(cast, person) == []


def test_the_kind_is_named_in_its_own_word(cast: WorkflowCast) -> None:
    hand_over(cast, "faktablad")
    assert titles(cast, "anna") == ["Nytt faktablad: Öppna jämförelser 2017"]


def test_it_is_new_for_a_month(cast: WorkflowCast) -> None:
    hand_over(cast)
    assert titles(cast, "anna", DAY + timedelta(days=30)) != []
    assert titles(cast, "anna", DAY + timedelta(days=31)) == []


def test_one_that_is_withdrawn_is_not_new(cast: WorkflowCast) -> None:
    hand_over(cast, state=Report.State.WITHDRAWN)
    assert titles(cast, "anna") == []


def test_a_later_edition_is_no_new_report(cast: WorkflowCast) -> None:
    report, later = hand_over(cast), NOW + timedelta(days=90)
    built = {"tree": "{}", "sha256": "0" * 64, "built_by": "c", "built_at": later, "because": "Rättat"}
    ReportEdition.objects.create(report=report, number=2, issued_by="c", issued_at=later, **built)
    assert titles(cast, "anna", timezone.localdate(later)) == []


def test_the_front_page_shows_it(cast: WorkflowCast) -> None:
    hand_over(cast, now=timezone.now())
    assert "Ny rapport: Öppna jämförelser 2017" in cast.client("anna").get("/").content.decode()


def test_the_line_takes_two_queries_whatever_there_is(cast: WorkflowCast, django_assert_num_queries) -> None:
    hand_over(cast)
    hand_over(cast, "faktablad")
    anna = cast.anna
    roles_of(anna)
    with django_assert_num_queries(2):
        to_dos_of(anna, DAY)
