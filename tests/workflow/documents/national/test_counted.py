"""The national fact sheet of a small country whose answers are counted here."""

from __future__ import annotations

import pytest

from documents.lines import plain
from documents.tree import Cell, Facts
from indicators.computing.compute import compute_survey
from indicators.permissions import EVERYTHING, PUBLIC
from municipalities.models import Group
from municipalities.refusals import NotPossible
from workflow.documents.national.facts import NationalFacts
from workflow.documents.national.queries import read_national_facts
from workflow.documents.national.sheet import national_sheet
from workflow.documents.results.facts import Issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(small_survey, small_units, everybody):
    Group.objects.create(slug="riket", name="Riket", kind="nation").members.set(small_units)
    return small_survey


def read(sight=EVERYTHING) -> NationalFacts:
    return read_national_facts(area="prov", year=2017, sight=sight, issue=Issue(), publisher="FoU")


def routine(facts: NationalFacts) -> tuple[Cell, ...]:
    (row,) = (row for table in national_sheet(facts).tables for row in table.rows if row.cells[0].text == "Rutin")
    return row.cells


def test_what_is_counted_here_is_told_with_how_many_answered(survey, respond) -> None:
    respond(4, {"R1a": "nej"})
    compute_survey(survey)
    facts = read()
    assert [cell.text for cell in routine(facts)] == ["Rutin", "80\u00a0%", "öjportal"]
    (about,) = (block for block in national_sheet(facts).blocks if isinstance(block, Facts))
    told = {term: plain(said) for term, said in about.rows}
    assert told["Svarsfrekvens"] == "2017 svarade 5 av 5 kommuner och stadsdelar, 100\u00a0%."
    assert told["Datakälla"] == "Kommunernas enkätsvar i öjportal, uträknat där"


def test_what_is_withheld_is_said_to_be_so_and_why(survey, respond) -> None:
    for place in range(2):
        respond(place, {"R1": "ej_aktuellt"})
    compute_survey(survey)
    facts = read()
    cell = routine(facts)[1]
    notes = {note.mark: plain(note.text) for table in national_sheet(facts).tables for note in table.notes}
    assert cell.text == "Redovisas inte"
    assert "mer än 20 %" in notes[cell.notes[0]]


def test_what_is_not_published_is_not_told_to_everybody(survey) -> None:
    compute_survey(survey)
    assert read().indicators
    with pytest.raises(NotPossible, match="riket 2017"):
        read(PUBLIC)


def test_a_figure_that_is_no_share_has_its_own_unit(survey) -> None:
    compute_survey(survey)
    (table,) = national_sheet(read()).tables
    assert next(row.cells[1].text for row in table.rows if row.cells[0].text == "Timmar") == "12,5"
    assert table.data
    assert {column.unit for column in table.data.columns[2:3]} == {"number"}
