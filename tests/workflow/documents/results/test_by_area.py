"""The summary's table counts what its first sentences count, and a text is marked by what its own words stand on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.tree import Table
from tests.workflow.documents.published_reports import facts_of
from workflow.documents.results.by_area import areas_table
from workflow.documents.results.report import drafts

pytestmark = pytest.mark.django_db


def areas(year: int) -> Table:
    found = areas_table(facts_of(year))
    assert found is not None
    return found


def test_the_areas_sum_up_to_what_the_summary_says(published: None) -> None:
    rows = [[cell.text for cell in row.cells] for row in areas(2017).rows]
    sums = [sum(int(row[place]) for row in rows[:-1]) for place in range(1, 7)]
    assert [int(one) for one in rows[-1][1:]] == sums
    assert f"bättre än i riket för {sums[0]} av {sum(sums[:3])} indikatorer" in drafts(facts_of(2017))[0].text
    assert f"ökat för {sums[3]}, minskat för {sums[5]}" in drafts(facts_of(2017))[0].text


def test_nothing_to_stand_against_is_no_table(published: None) -> None:
    facts = facts_of(2017)
    alone = [replace(one, row=replace(one.row, side=())) for one in facts.measured]
    assert areas_table(replace(facts, side=(), measured=tuple(alone))) is None


def test_a_text_is_marked_by_no_other_table_s_figures(published: None) -> None:
    facts = facts_of(2017)
    first = facts.measured[0]
    moved = replace(first, row=replace(first.row, cells=tuple(one._replace(value="nej") for one in first.row.cells)))
    before = {one.key: one.basis for one in drafts(facts)}
    after = {one.key: one.basis for one in drafts(replace(facts, measured=(moved, *facts.measured[1:])))}
    under = [key for key in before if key.startswith("text-")]
    assert [key for key in under if before[key] != after[key]] == under[:1]
