"""Every figure that the reports of 2015, 2017 and 2018 print stands in ours, in its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from documents.tree import Cell, Document, Picture, Table
from tests.workflow.documents.published_reports import NETWORK, Committed, committed, facts_of, number_in, says
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.layout import place
from workflow.documents.results.report import build_results_report

pytestmark = pytest.mark.django_db
YEARS = (2015, 2017, 2018)
GROUPS = {NETWORK: "Snitt", "stockholm": "Stockholm", "stockholms-lan": "Stockholms län", "riket": "Riket"}


@pytest.fixture(params=YEARS)
def facts(published: None, request: pytest.FixtureRequest) -> ReportFacts:
    return facts_of(request.param)


def cells_of(document: Document, facts: ReportFacts) -> dict[tuple[str, str], Cell]:
    """(Name of the row, indicator code) -> cell."""
    tables = {one.key: one for one in document.tables}
    return {
        (row.cells[0].text, one.code): cell
        for placed in place(facts.measured, facts.groups)
        for row in tables[placed.key].rows
        for one, cell in zip(placed.measured, row.cells[1:], strict=True)
    }


def of_year(facts: ReportFacts, year: int) -> Iterator[tuple[str, Committed]]:
    names = {unit.code: unit.name for unit in facts.units} | GROUPS
    yield from ((names[one.row], one) for one in committed(facts.year) if one.year == year)


def test_every_printed_figure_stands_in_its_cell(facts: ReportFacts) -> None:
    cells = cells_of(build_results_report(facts, {}), facts)
    told = list(of_year(facts, facts.year))
    wrong = {(name, one.indicator) for name, one in told if not says(one, cells[name, one.indicator].text)}
    # Two means of 2015 do not follow from the cells printed above them.
    of_2015 = {(GROUPS[NETWORK], code) for code in ("mycket_langvarigt_bistand", "bistandsmottagare")}
    assert wrong == (of_2015 if facts.year == 2015 else set())
    assert len(told) == {2015: 572, 2017: 348, 2018: 385}[facts.year]


def test_every_figure_in_parentheses_stands_in_parentheses(published: None) -> None:
    facts = facts_of(2017)
    cells = cells_of(build_results_report(facts, {}), facts)
    told = list(of_year(facts, 2016))
    assert [(name, one) for name, one in told if not says(one, cells[name, one.indicator].before)] == []
    assert len(told) == 192


def test_changes_of_the_network_are_those_of_the_cells(published: None) -> None:
    """Seven are printed otherwise in 2017, and where the years are not comparable there is none."""
    facts = facts_of(2017)
    cells = cells_of(build_results_report(facts, {}), facts)
    own = [one for name, one in of_year(facts, 2017) if name == GROUPS[NETWORK] and one.change]
    ours = {one.indicator: cells[GROUPS[NETWORK], one.indicator] for one in own}
    none = {code for code, cell in ours.items() if not cell.change}
    assert none == {"vald_rutin", "sip"}
    for code, cell in ours.items():
        if code not in none:
            assert number_in(cell.text) - number_in(cell.before) == number_in_change(cell.change), code
    printed = {one.indicator: number_in(one.change) for one in own}
    misprinted = {code for code in printed.keys() - none if printed[code] != number_in_change(ours[code].change)}
    assert len(printed) == 23
    assert misprinted == {
        *("arbetsmarknad_18_24", "intern_socialpsykiatri", "intern_barn_och_unga", "extern_forsakringskassan"),
        *("extern_primarvarden", "kompetensplan", "uppfoljning_anvant"),
    }


def number_in_change(text: str) -> Decimal:
    return Decimal(text.replace(",", ".").replace("\u2212", "-").replace("±", ""))


def test_a_change_of_stockholm_is_the_printed_one_and_says_so(published: None) -> None:
    facts = facts_of(2017)
    document = build_results_report(facts, {})
    cell = cells_of(document, facts)["Stockholm", "socialjour"]
    assert (cell.text, cell.change, cell.notes[-1]) == ("100\u00a0%", "+38", "*")
    table = next(one for one in document.tables if "Socialjour" in one.columns[-1].heading)
    assert any(note.mark == "*" and "utgivaren" in note.text[0].text for note in table.notes)


def test_every_word_in_place_of_a_value_is_explained_in_the_workbook(facts: ReportFacts) -> None:
    document = build_results_report(facts, {})
    tables = [one.table if isinstance(one, Picture) else one for one in document.blocks]
    data = [one.data for one in tables if isinstance(one, Table) and one.data]
    used = {value.missing for one in data for row in one.rows for value in row if value.missing}
    assert used
    assert used <= {word.casefold() for word, _meaning in document.words}
