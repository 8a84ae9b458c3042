"""The picture of a quality area: what is drawn, what its title says, and the table behind it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.tree import Picture, Table
from tests.workflow.documents.published_reports import facts_of
from workflow.documents.results.report import build_results_report

pytestmark = pytest.mark.django_db


def pictures(year: int) -> dict[str, Picture]:
    return {one.key: one for one in build_results_report(facts_of(year), {}).pictures}


def table_of(picture: Picture) -> Table:
    assert isinstance(picture.table, Table)
    return picture.table


def test_the_title_says_how_the_network_stands_to_each_group(published: None) -> None:
    title = pictures(2018)["bild-sjalvbestammande_och_integritet"].caption
    assert title == (
        "Självbestämmande och integritet: snittet är bättre än i Stockholm för 3 av 3 indikatorer"
        " och bättre än i riket för 3 av 3"
    )


def test_the_six_furthest_from_the_others_are_drawn_and_all_stand_in_the_table(published: None) -> None:
    picture = pictures(2018)["bild-helhetssyn_och_samordning"]
    assert "de sex indikatorer där avståndet är störst" in picture.notes[0].text[0].text
    assert len(table_of(picture).rows) == 11
    assert "Försäkringskassan" in picture.alt  # 87.5 to 43 and 30
    assert "Barn och unga" not in picture.alt  # 62.5 to 64 and 61


def test_counts_and_shares_are_numbers_in_the_workbook(published: None) -> None:
    data = table_of(pictures(2018)["bild-sjalvbestammande_och_integritet"]).data
    assert data is not None
    assert [value.number for value in data.rows[0][1:]] == [5, 8, Decimal("62.5"), 21, 32]


def test_figures_that_are_no_shares_have_no_picture(published: None) -> None:
    assert "bild-omfattning" not in pictures(2015)
