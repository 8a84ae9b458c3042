"""Facts made of the comparison page itself, with the published figures in the database."""

from __future__ import annotations

import pytest

from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.permissions import PUBLIC
from indicators.prose.facts import TableFacts, facts_of
from indicators.prose.sentences import sentences_under
from indicators.prose.summary import summary_of
from indicators.prose.trying import holds
from tests.indicators.prose.reports import report_tables
from tests.indicators.prose.twin import is_true

pytestmark = pytest.mark.django_db


def facts_of_page(page: MatrixPage, quality_area: str = "") -> TableFacts:
    return facts_of(
        [row for row in page.rows if quality_area in ("", row.definition.quality_area)],
        title=quality_area,
        group=page.group.name,
        years=(page.survey.year, page.compared),
        units=page.units,
        sides=[one.name for one in page.side_groups],
        publishers={pk: one.publisher for pk, one in page.press.publications.items()},
    )


@pytest.fixture(params=[2015, 2017, 2018])
def page(published: None, request: pytest.FixtureRequest) -> MatrixPage:
    return read_page("ekonomiskt-bistand", request.param, Choice(grupp="fou-nordvast", kalla="publicerat"), PUBLIC)


def test_the_page_s_facts_are_what_the_report_prints(page: MatrixPage) -> None:
    facts = facts_of_page(page)
    printed = {one.code: one for table in report_tables(page.survey.year) for one in table.indicators}
    assert {one.code for one in facts.indicators} >= set(printed)
    for code, ours in printed.items():
        found = facts.indicator(code)
        assert found is not None
        assert {one.name: one.now for one in found.units} == {one.name: one.now for one in ours.units}, code
        assert (found.mean.now, found.mean.yes, found.mean.base) == (ours.mean.now, ours.mean.yes, ours.mean.base)
        assert {(one.name, one.figure) for one in ours.sides} <= {(one.name, one.figure) for one in found.sides}, code


def test_every_sentence_under_the_page_s_tables_is_true(page: MatrixPage) -> None:
    tables = [facts_of_page(page, area) for area in page.this_year.quality_areas]
    told = [(table, one) for table in tables for one in sentences_under(table)]
    assert told
    told += [(facts_of_page(page), one) for one in summary_of(tables)]
    for table, sentence in told:
        for statement in sentence.statements:
            verdict = holds(statement, table)
            assert verdict, (sentence.text, statement)
            assert verdict.holds, (sentence.text, statement)
            assert is_true(statement, table), (sentence.text, statement)
