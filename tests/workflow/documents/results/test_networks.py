"""Networks of every size, members that come and go, and years with little to tell."""

from __future__ import annotations

from typing import Any

import pytest

from documents.tree import Document, Heading, Paragraph, Table
from indicators.permissions import PUBLIC
from municipalities.models import Group, GroupMember, Municipality
from municipalities.refusals import NotPossible
from tests.workflow.documents.published_reports import ISSUE, NETWORK, facts_of
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.queries import read_results_report
from workflow.documents.results.report import build_results_report

pytestmark = pytest.mark.django_db
EKERO = "0125"


def network_of(*codes: str) -> Group:
    group = Group.objects.create(slug="eget-natverk", name="Eget nätverk", kind=Group.Kind.NETWORK)
    group.members.set(Municipality.objects.filter(code__in=codes))
    return group


def read(network: Group, year: int = 2017) -> ReportFacts:
    return read_results_report(network=network, area="ekonomiskt-bistand", year=year, sight=PUBLIC, issue=ISSUE)


def first_table(document: Document) -> Table:
    return next(one for one in document.tables if one.columns[0].heading == "Kommun" and one.key != "kommunerna")


def names(table: Table) -> list[str]:
    return [row.cells[0].text for row in table.rows]


def words(document: Document) -> str:
    paragraphs = (one for one in document.blocks if isinstance(one, Paragraph))
    return " ".join(getattr(span, "text", "") for one in paragraphs for span in one.text)


def test_a_network_of_one_municipality(published: None) -> None:
    document = build_results_report(read(network_of(EKERO)), {})
    assert names(first_table(document)) == ["Ekerö", "Antal ja", "Snitt", "Stockholm", "Riket"]
    assert "de en kommunerna" not in words(document)
    assert "den kommun som hörde till Eget nätverk 2017" in words(document)


def test_thirty_members_stand_in_the_alphabet_with_the_silent_ones(published: None) -> None:
    codes = list(Municipality.objects.filter(parent=None, code__gte="0114").values_list("code", flat=True)[:29])
    facts = read(network_of(*codes, "1962"))
    shown = [unit.name for unit in facts.units]
    assert len(shown) == 30
    assert shown.index("Ekerö") < shown.index("Åre" if "Åre" in shown else "Österåker")
    assert shown[-1] == "Österåker"
    table = first_table(build_results_report(facts, {}))
    botkyrka = next(row for row in table.rows if row.cells[0].text == "Botkyrka")
    assert {(cell.text, cell.tone) for cell in botkyrka.cells[1:]} == {("Redovisas inte", "missing")}


def test_who_has_left_is_no_row_but_counts_in_the_mean_of_then(published: None) -> None:
    sollentuna = Municipality.objects.get(code="0163")
    GroupMember.objects.filter(group__slug=NETWORK, municipality=sollentuna).update(to_year=2016)
    facts = facts_of(2017)
    table = first_table(build_results_report(facts, {}))
    assert "Sollentuna" not in names(table)
    assert (len(facts.units), facts.left) == (7, ("Sollentuna",))
    place = next(n for n, column in enumerate(table.columns) if "hushållsekonomisk" in column.heading)
    mean = next(row for row in table.rows if row.cells[0].text.startswith("Snitt")).cells[place]
    assert (mean.text, mean.before, mean.change) == ("57,1\u00a0%", "87,5\u00a0%", "−30,4")  # 4 of 7 from 7 of 8
    assert "Sollentuna hörde dit 2016" in words(build_results_report(facts, {}))


def test_who_has_joined_shows_last_years_own_result_and_is_told_of(published: None) -> None:
    solna = Municipality.objects.get(code="0184")
    GroupMember.objects.filter(group__slug=NETWORK, municipality=solna).update(from_year=2017)
    facts = facts_of(2017)
    document = build_results_report(facts, {})
    assert facts.joined == ("Solna",)
    assert next(row for row in first_table(document).rows if row.cells[0].text == "Solna").cells[1].before == "Ja"
    assert "Solna hörde inte dit 2016" in words(document)


def test_the_first_year_has_no_parentheses_and_does_not_speak_of_them(published: None) -> None:
    document = build_results_report(facts_of(2015), {})
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert not any(cell.before or cell.change for cell in cells)
    assert "parentes" not in words(document)


def test_without_a_cycle_there_are_no_areas_and_no_protocol(published: None) -> None:
    facts = facts_of(2017)
    headings = [one.text for one in build_results_report(facts, {}).blocks if isinstance(one, Heading)]
    assert (facts.areas, facts.minutes, facts.agreed, facts.answering) == ((), None, (), None)
    assert not any("Utvecklingsområden" in one or "Protokoll" in one for one in headings)


def test_a_year_without_figures_is_refused_in_words(published: None) -> None:
    with pytest.raises(NotPossible, match="Publicera årets resultat först"):
        read(network_of("2584"))


def test_a_report_of_eight_costs_no_more_queries_than_of_one(
    published: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(75):
        facts_of(2017)
