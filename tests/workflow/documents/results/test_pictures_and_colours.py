"""The picture of a quality area, and the colours of register figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from documents.tree import Document, Facts, Heading, Paragraph, Picture, Table
from indicators.models import Indicator, Origin, Publication, Result
from municipalities.models import Municipality
from surveys.models import Survey
from tests.workflow.documents.published_reports import NETWORK, facts_of
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


def register_of_the_nation(code: str) -> None:
    """The nation's units outside the network have 1, 2, 3, …: the eight lie where their printed figures put them."""
    survey = Survey.objects.get(area__slug="ekonomiskt-bistand", year=2015)
    facts = {"title": "Register 2015", "publisher": "Socialstyrelsen", "year": 2015, "kind": "register_file"}
    publication = Publication.objects.create(slug="register-2015", **facts)
    told = {
        "survey": survey,
        "indicator": Indicator.objects.get(code=code, area=survey.area),
        "publication": publication,
    }
    units = Municipality.objects.units(2015).exclude(groups__slug=NETWORK)
    rows = [
        Result(municipality=unit, origin=Origin.PUBLISHED, number=1 + n / 50, **told) for n, unit in enumerate(units)
    ]
    Result.objects.bulk_create(rows)


def chapter(document: Document) -> list[object]:
    blocks = list(document.blocks)
    start = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Uppgifter ur register")
    return blocks[start + 1 :]


def test_without_the_nations_figures_it_is_said_why_there_is_no_colour(published: None) -> None:
    first = chapter(build_results_report(facts_of(2015), {}))[0]
    assert isinstance(first, Paragraph)
    assert first.text[0].text.startswith("Värdena är inte färgade.")


def test_figures_are_coloured_by_their_quartile_with_a_legend(published: None) -> None:
    register_of_the_nation("bistandsmottagare")  # from 1 to 7 per cent: low is desirable
    document = build_results_report(facts_of(2015), {})
    legend = next(one for one in chapter(document) if isinstance(one, Facts))
    assert [colour for colour, _meaning in legend.rows] == ["Grönt ▼", "Gult ■", "Rött ▲"]
    table = next(one for one in document.tables if any("Biståndsmottagare" in column.heading for column in one.columns))
    place = next(n for n, column in enumerate(table.columns) if "Biståndsmottagare" in column.heading)
    tones = {row.cells[0].text: row.cells[place].tone for row in table.rows if not row.kind}
    assert (tones["Solna"], tones["Sundbyberg"]) == ("low", "middle")  # 1,1 and 4,2 per cent
    assert tones["Upplands Väsby"] == "missing"
