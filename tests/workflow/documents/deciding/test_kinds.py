"""Analysis, basis and decision as reports of the portal: when they can be made and issued, who reads, the way there."""

from __future__ import annotations

import pytest
from django.test import Client

from municipalities.refusals import NotPossible
from tests.workflow.analysis_scene import decided, draft, load_results, propose
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, NOW, issue_draft, run_all
from workflow.documents.actions import create_report
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.documents.presenters import file_name, subject_text
from workflow.documents.queries import drafts_of, edition_under_way, orders_for
from workflow.models import Cycle, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(reference: None, db: None) -> WorkflowCast:
    return WorkflowCast()


def made(kind: str, order: Order) -> Report:
    report = create_report(kind=kind, order=order, title=KINDS[kind].title(order), authors="Carin", **AS_FOU, now=NOW)
    run_all(report)
    report.refresh_from_db()
    return report


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_only_what_is_decided_can_be_made_a_decision_of(cast: WorkflowCast, cycle: Cycle) -> None:
    proposal = draft(cycle)
    assert [len(orders_for(cast.network, KINDS[kind])) for kind in ("underlag", "beslut")] == [1, 0]
    assert subject_text(Order(cast.network, decision=proposal)) == "Ekonomiskt bistånd 2017, version 1"


def test_a_basis_of_what_the_heads_have_not_been_asked_cannot_be_issued(cast: WorkflowCast, cycle: Cycle) -> None:
    report = made("underlag", Order(cast.network, decision=draft(cycle)))
    with pytest.raises(NotPossible, match="inte framlagt"):
        issue_draft(report)


def test_once_proposed_it_is_issued_and_says_what_it_was_proposed_without(cast: WorkflowCast, cycle: Cycle) -> None:
    report = made("underlag", Order(cast.network, decision=propose(cycle)))
    issue_draft(report)
    _ = (cast.anna, cast.greta)
    page = page_of(cast.client("anna"), f"/rapporter/{report.pk}/")
    assert "Förslaget lades fram utan alla hemuppgifter: Vi vet nog." in page
    assert cast.client("greta").get(f"/rapporter/{report.pk}/").status_code == 403


def test_a_decision_is_issued_with_its_sum_and_has_no_texts_to_edit(cast: WorkflowCast, cycle: Cycle) -> None:
    load_results()
    decision = decided(cast, cycle)
    report = made("beslut", Order(cast.network, decision=decision))
    assert drafts_of(edition_under_way(report)) == []
    issue_draft(report)
    page = page_of(cast.client("david"), f"/rapporter/{report.pk}/")
    assert decision.sha256 in page
    assert "Behovet är gemensamt." in page


def test_the_analysis_of_a_cycle_without_results_says_so_and_its_file_has_a_plain_name(
    cast: WorkflowCast, cycle: Cycle
) -> None:
    draft(cycle)
    report = made("analys", Order(cast.network, cycle=cycle))
    assert "Det finns inga publicerade resultat att visa" in page_of(cast.client("carin"), f"/rapporter/{report.pk}/")
    assert file_name(report, 1, "pdf") == f"fordjupad-analys-utkast-{report.pk}-utgava-1.pdf"
    assert cast.client("carin").get(f"/rapporter/{report.pk}/utgava/1/docx/").status_code == 200


def test_fou_is_led_there_from_the_cycle_and_the_decision_and_nobody_else_is(cast: WorkflowCast, cycle: Cycle) -> None:
    decision = decided(cast, cycle)
    ways = {
        f"/omgang/{cycle.pk}/": (f"analys-{cycle.pk}",),
        f"/omgang/{cycle.pk}/beslut/": (f"underlag-{decision.pk}", f"beslut-{decision.pk}"),
    }
    for address, wanted in ways.items():
        for one in wanted:
            way = f"/rapporter/ny/?om={one}-fou-nordvast"
            assert f'href="{way}"' in page_of(cast.client("carin"), address)
            assert 'name="titel"' in page_of(cast.client("carin"), way)
            assert "/rapporter/ny/" not in page_of(cast.client("david"), address)
