"""What is computed here and not published: hidden from those who may not see it, and in no issued report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.utils import timezone

from documents.tree import Document, Paragraph, Table
from indicators.computing.compute import compute_survey
from indicators.models import YearPublication
from indicators.permissions import EVERYTHING, Sight
from municipalities.models import Group, Municipality
from municipalities.refusals import NotPossible
from surveys.models import Response, Survey
from tests.workflow.documents.published_reports import ISSUE
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.queries import ISSUED, read_results_report
from workflow.documents.results.report import build_results_report

pytestmark = pytest.mark.django_db
Respond = Callable[..., Response]


@pytest.fixture
def network(small_units: list[Municipality], db: None) -> Group:
    return Group.objects.get(slug="natverk")


@pytest.fixture
def computed(everybody: None, small_survey: Survey, network: Group) -> Survey:
    compute_survey(small_survey)
    return small_survey


def read(network: Group, sight: Sight) -> ReportFacts:
    return read_results_report(network=network, area="prov", year=2017, sight=sight, issue=ISSUE)


def rows_of(document: Document) -> dict[str, list[str]]:
    table: Table = next(one for one in document.tables if one.columns[0].heading == "Kommun")
    return {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}


def words(document: Document) -> str:
    paragraphs = (one for one in document.blocks if isinstance(one, Paragraph))
    return " ".join(getattr(span, "text", "") for one in paragraphs for span in one.text)


def test_nothing_unpublished_is_issued(computed: Survey, network: Group) -> None:
    with pytest.raises(NotPossible, match="Publicera"):
        read(network, ISSUED)


def test_a_draft_for_fou_has_it_all_and_says_that_it_is_not_published(computed: Survey, network: Group) -> None:
    facts = read(network, Sight(networks=frozenset({network.pk})))
    document = build_results_report(facts, {})
    assert rows_of(document)["Kommun 1"] == ["Ja", "Ja", "11,0"]
    assert rows_of(document)["Snitt"] == ["100\u00a0%", "100\u00a0%", "12,5"]
    assert facts.is_unpublished
    assert "ännu inte är publicerade" in words(document)


def test_whoever_sees_one_municipality_gets_that_row_and_no_mean(
    computed: Survey, network: Group, small_units: list[Municipality]
) -> None:
    facts = read(network, Sight(own=frozenset({small_units[1].pk})))
    document = build_results_report(facts, {})
    rows = rows_of(document)
    assert rows["Kommun 1"] == ["Ja", "Ja", "11,0"]
    assert set(rows["Kommun 2"]) == set(rows["Snitt"]) == {"Redovisas inte"}
    assert set(rows["Antal ja" if "Antal ja" in rows else "Antal"]) == {"–"}
    assert "Lan" not in rows  # the county has the same members: its mean would tell
    shown = f"{document!r}"
    assert "12,5" not in shown  # nor does any other part
    assert facts.is_restricted


def test_what_is_published_is_issued_without_a_warning(computed: Survey, network: Group) -> None:
    by = {"published_by": "carin@test.example", "published_at": timezone.now()}
    YearPublication.objects.create(survey=computed, network=network, **by)
    facts = read(network, ISSUED)
    assert rows_of(build_results_report(facts, {}))["Kommun 1"] == ["Ja", "Ja", "11,0"]
    assert (facts.is_unpublished, facts.is_restricted) == (False, False)
    assert "ännu inte" not in words(build_results_report(facts, {}))


def test_who_has_not_handed_in_is_told_of_with_the_response_rate(
    respond: Respond, small_survey: Survey, network: Group
) -> None:
    for place in range(4):
        respond(place, {"R1": "ja", "R1a": "ja", "R2": "alla", "Q1": "10"})
    compute_survey(small_survey)
    facts = read(network, EVERYTHING)
    document = build_results_report(facts, {})
    assert facts.answering is not None
    assert facts.answering.silent == ("Kommun 4",)
    assert "Av 5 kommuner lämnade 4 in sina svar. Svar saknas från Kommun 4." in words(document)
    assert rows_of(document)["Kommun 4"][0] == "Bortfall"


def test_exempeldata_is_named_so_on_the_whole_document(respond: Respond, small_survey: Survey, network: Group) -> None:
    for place in range(5):
        respond(place, {"R1": "ja", "R1a": "ja", "R2": "alla"}, is_example=True)
    compute_survey(small_survey)
    facts = read(network, ISSUED)
    assert facts.is_example
    assert build_results_report(facts, {}).is_example
    assert not build_results_report(replace(facts, is_example=False), {}).is_example
    assert all("Exempeldata" in one.source for one in facts.measured)
