"""Figures that are printed more than once: corrected by their publisher, or disputed between two."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.trends import read_indicator
from indicators.permissions import EVERYTHING
from indicators.reconciling.printed_figures import Kind
from indicators.reconciling.queries import reconcile
from municipalities.models import Group
from tests.indicators.comparing.conftest import World

NBSP = "\u00a0"


def text_of(address: str) -> str:
    """A page's text without markup, spaces folded."""
    response = Client().get(address)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()).replace(" ,", ",")


def matrix(world: World, group: str = "fou-nordvast") -> MatrixPage:
    return read_page("prov", 2017, Choice(grupp=group), EVERYTHING)


@pytest.fixture
def corrected(world: World) -> World:
    """Socialstyrelsen prints Ekerö Nej in its file, and Ja in a later one."""
    world.publish("fil", "Socialstyrelsen")
    world.publish("rättad", "Socialstyrelsen", year=2018)
    world.row(2017, "rutin", "nej", "ja", "nej", **world.printed("fil"))
    world.unit(2017, "rutin", "0125", "ja", **world.printed("rättad"))
    return world


@pytest.fixture
def disputed(world: World) -> World:
    """FoU Nordväst prints 78 percent of the nation, Socialstyrelsen 55."""
    world.row(2017, "rutin", "nej", "ja", "nej")
    world.group(2017, "rutin", "riket", "78", printed="78%")
    world.group(2017, "rutin", "riket", "55", printed="55", **world.printed("faktablad"))
    return world


def test_a_later_correction_holds_and_says_what_stood_before(corrected: World) -> None:
    page = matrix(corrected)
    (row,) = page.rows
    assert [cell.value for cell in row.cells] == ["ja", "ja", "nej"]
    assert (row.summary.yes, row.summary.base) == (2, 3)
    assert page.corrections_on(row) == ["Rättade uppgifter. Ekerö: tidigare Nej, nu Ja. Enligt Rättad."]
    assert page.disputes_on(row) == []


@pytest.mark.parametrize("address", ["/jamforelser/prov/2017/", "/kommun/0125/prov/2017/"])
def test_the_corrected_cell_is_marked_and_its_note_leads_to_all_that_is_printed(corrected: World, address: str) -> None:
    page = Client().get(address).content.decode()
    assert page.count('<span class="figure-mark">rättad<a') == 1
    assert "Ekerö: tidigare Nej, nu Ja." in page
    assert '<a href="/indikator/prov/rutin/' in page
    assert '#uppgifter">Alla uppgifter' in page


def test_another_municipalitys_page_says_nothing_of_it(corrected: World) -> None:
    assert "figure-mark" not in Client().get("/kommun/0184/prov/2017/").content.decode()


def test_when_the_correction_goes_the_earlier_figure_is_back(corrected: World) -> None:
    corrected.publications["rättad"].delete()
    assert matrix(corrected).rows[0].cells[0].value == "nej"
    assert "rättad" not in text_of("/jamforelser/prov/2017/")


def test_a_large_groups_corrections_stand_in_one_note(corrected: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.comparing.matrix_page.FLIP_ABOVE", 2)
    for code in ("0163", "0184"):
        corrected.unit(2017, "rutin", code, "delvis", **corrected.printed("rättad"))
    page = text_of("/jamforelser/prov/2017/")
    assert page.count("rättad not 1") == 3
    assert page.count("Rättade uppgifter.") == 1


def test_what_publishers_differ_on_is_told_with_the_one_used_and_why(disputed: World) -> None:
    page = matrix(disputed)
    (row,) = page.rows
    assert row.side[-1].figure == 78
    assert page.disputes_on(row) == [
        f"Motstridiga uppgifter. Riket: FoU Nordväst 78{NBSP}%, Socialstyrelsen 55{NBSP}%. "
        "Här används FoU Nordväst: rapport går före faktablad."
    ]


@pytest.mark.parametrize("address", ["/jamforelser/prov/2017/", "/kommun/0125/prov/2017/"])
def test_the_disputed_figure_is_marked(disputed: World, address: str) -> None:
    page = text_of(address)
    assert "78 % motstridig not 1" in page
    assert "Riket: FoU Nordväst 78 %, Socialstyrelsen 55 %." in page


def test_a_unit_that_two_publishers_differ_on_is_marked(world: World) -> None:
    world.row(2017, "rutin", "nej", "ja", "nej")
    world.unit(2017, "rutin", "0184", "ja", **world.printed("faktablad"))
    page = text_of("/jamforelser/prov/2017/")
    assert "Nej motstridig not 1" in page
    assert "Solna: FoU Nordväst Nej, Socialstyrelsen Ja. Här används FoU Nordväst: rapport går före faktablad." in page


def test_rounding_is_no_dispute(world: World) -> None:
    world.group(2017, "rutin", "riket", "33", printed="33")
    world.group(2017, "rutin", "riket", "33.3", printed="33,3", **world.printed("faktablad"))
    assert "motstridig" not in text_of("/jamforelser/prov/2017/")


def test_a_networks_correction_holds_on_its_own_pages_alone(corrected: World) -> None:
    other = Group.objects.create(slug="fou-soder", name="FoU Söder", kind="network")
    other.members.set([corrected.units["0125"]])
    corrected.publish("söder", "Socialstyrelsen", network=other, year=2019)
    corrected.unit(2017, "rutin", "0125", "delvis", **corrected.printed("söder"))
    ours, theirs = matrix(corrected), matrix(corrected, "fou-soder")
    assert (ours.rows[0].cells[0].value, theirs.rows[0].cells[0].value) == ("ja", "delvis")
    assert (
        "Ekerö: Socialstyrelsen Ja, Socialstyrelsen, inläst för FoU Söder Delvis." in ours.disputes_on(ours.rows[0])[0]
    )
    assert "det andra är inläst för ett nätverk" in ours.disputes_on(ours.rows[0])[0]
    assert "Ekerö: tidigare Ja, nu Delvis." in theirs.corrections_on(theirs.rows[0])[0]


def test_what_a_network_alone_has_brought_in_is_everybodys(world: World) -> None:
    other = Group.objects.create(slug="fou-soder", name="FoU Söder", kind="network")
    world.publish("söder", "Socialstyrelsen", network=other)
    world.row(2017, "rutin", "ja", **world.printed("söder"))
    assert matrix(world).rows[0].cells[0].value == "ja"


def test_an_indicators_page_tells_all_that_is_printed_with_its_source(disputed: World) -> None:
    page = text_of("/indikator/prov/rutin/")
    assert "78 % motstridig" in page
    section = page[page.index("Rättade och motstridiga uppgifter") :]
    assert "Riket 2017 78 % gäller FoU Nordväst, Rapport" in section
    assert "55 % annan utgivare Socialstyrelsen, Faktablad" in section


def test_an_indicators_page_has_no_such_part_where_nothing_is_printed_twice(world: World) -> None:
    world.row(2017, "rutin", "nej", "ja", "nej")
    assert "motstridiga" not in text_of("/indikator/prov/rutin/")


def test_why_tells_what_stood_before(corrected: World) -> None:
    page = text_of("/varfor/prov/2017/rutin/0125/")
    assert "Ekerö 2017 ✓ Ja gäller Socialstyrelsen, Rättad ✕ Nej rättad av Socialstyrelsen Socialstyrelsen, Fil" in page


def test_a_publishers_figures_are_one_line_whatever_it_printed_them_in(world: World) -> None:
    world.row(2017, "rutin", "ja")
    world.publish("fil", "Socialstyrelsen")
    world.group(2016, "rutin", "riket", "40", **world.printed("faktablad"))
    world.group(2017, "rutin", "riket", "50", **world.printed("fil"))
    world.group(2017, "rutin", "riket", "70")
    page = read_indicator("prov", "rutin", Choice(), EVERYTHING)
    told = {(one.name, one.origin): [point.year for point in one.points] for one in page.series}
    assert told["Riket", "Socialstyrelsen, faktablad, resultatfil"] == [2016, 2017]
    assert told["Riket", "FoU Nordväst, rapport"] == [2017]
    assert len(told) == 3


@pytest.mark.parametrize("address", ["/jamforelser/prov/2017/jamforelse.csv", "/indikator/prov/rutin/indikator.csv"])
def test_a_file_tells_of_disputes_and_corrections(corrected: World, address: str) -> None:
    corrected.group(2017, "rutin", "riket", "78")
    corrected.group(2017, "rutin", "riket", "55", **corrected.printed("faktablad"))
    text = Client().get(address).content.decode("utf-8-sig")
    assert "Rättat och motstridigt" in text.splitlines()[0]
    assert "Ekerö: tidigare Nej, nu Ja." in text
    assert f"Riket: FoU Nordväst 78{NBSP}%, Socialstyrelsen 55{NBSP}%." in text


def test_the_workbook_has_them_among_its_notes(disputed: World) -> None:
    for address in ("/jamforelser/prov/2017/jamforelse.xlsx", "/indikator/prov/rutin/indikator.xlsx"):
        book = load_workbook(io.BytesIO(Client().get(address).content))
        told = [row for row in book["Noter och källor"].values if row[0] == "Rättat och motstridigt"]
        assert len(told) == 1, address
        assert "Socialstyrelsen 55" in str(told[0][1])


def test_the_reconciliation_is_of_what_holds(world: World) -> None:
    """Two that differ are listed where two publishers print them, not where one has corrected the other."""
    world.publish("rapport-2", "FoU Nordväst", "report", year=2019)
    for code, slug in (("0125", "rapport-2"), ("0184", "faktablad")):
        world.unit(2017, "rutin", code, "nej")
        world.unit(2017, "rutin", code, "ja", **world.printed(slug))
    found = [(one.row, one.kind) for one in reconcile(EVERYTHING).findings if one.kind == Kind.PUBLISHERS]
    assert found == [("0184", Kind.PUBLISHERS)]
