"""Printed figures that look wrong are said to, at the figure and in the annex, and no conclusion is drawn from them."""

from __future__ import annotations

import pytest

from documents.tree import Bullets, Document, Heading, Span, Table
from indicators.prose.facts import Side, TableFacts
from tests.workflow.documents.published_reports import facts_of
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.report import build_results_report
from workflow.documents.results.sentences import table_facts

pytestmark = pytest.mark.django_db

WAITING, OVER_24 = "vantetid", "arbetsmarknad_over_24"


@pytest.fixture
def facts(published: None) -> ReportFacts:
    return facts_of(2018)


@pytest.fixture
def document(facts: ReportFacts) -> Document:
    return build_results_report(facts, {})


def notes_at(document: Document, row: str, heading: str) -> list[str]:
    """What is noted at one figure."""
    tables = [one for one in document.tables if any(heading in column.heading for column in one.columns)]
    table = tables[0]
    place = next(n for n, column in enumerate(table.columns) if heading in column.heading)
    cell = next(one for one in table.rows if one.cells[0].text == row).cells[place]
    return [told for mark, told in _notes(table).items() if mark in cell.notes]


def _notes(table: Table) -> dict[str, str]:
    return {note.mark: "".join(one.text for one in note.text if isinstance(one, Span)) for note in table.notes}


def annex(document: Document) -> list[str]:
    blocks = list(document.blocks)
    at = blocks.index(next(one for one in blocks if isinstance(one, Heading) and one.text == "Misstänkta uppgifter"))
    listed = next(one for one in blocks[at:] if isinstance(one, Bullets))
    return ["".join(span.text for span in item if isinstance(span, Span)) for item in listed.items]


@pytest.mark.parametrize(
    ("row", "heading"),
    [("Riket", "väntetid"), ("Stockholm", "väntetid"), ("Riket", "över 24"), ("Stockholm", "över 24")],
)
def test_a_group_figure_that_looks_wrong_is_noted_in_the_table(document: Document, row: str, heading: str) -> None:
    assert any("för 2018 kan vara fel" in told for told in notes_at(document, row, heading))


def test_a_result_that_the_indicator_cannot_have_is_noted_at_the_municipality(document: Document) -> None:
    assert any("kan vara fel" in told for told in notes_at(document, "Upplands Väsby", "väntetid"))
    assert not notes_at(document, "Solna", "väntetid")


def test_the_networks_own_mean_is_counted_from_its_cells_and_not_suspected(document: Document) -> None:
    assert not notes_at(document, "Snitt", "väntetid")


def test_the_annex_says_what_where_and_why_as_the_reconciliation_does(document: Document) -> None:
    told = [one for one in annex(document) if "väntetid" in one and "Riket. " in one]
    assert any("Tryckt: 33\u00a0%" in one.replace("33 %", "33\u00a0%") and "Tabell 1, rad Riket" in one for one in told)
    assert any("2017 var det 90%" in one and "−57 procentenheter" in one for one in told)


def test_no_mean_is_held_against_a_figure_that_looks_wrong(facts: ReportFacts) -> None:
    told = table_facts(facts, "", facts.measured)
    assert [side.figure for side in _found(told, WAITING)] == [None, None]
    assert [side.figure for side in _found(told, OVER_24)] == [None, None]
    assert all(side.figure is not None for side in _found(told, "intern_missbruk"))


def _found(told: TableFacts, code: str) -> list[Side]:
    found = told.indicator(code)
    assert found is not None
    return [one for one in found.sides if one.name in ("Stockholm", "Riket")]
