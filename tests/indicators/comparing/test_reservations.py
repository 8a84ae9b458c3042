"""What is to be considered in the analysis follows its question's indicators wherever their figures are read."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from municipalities.models import Group, Municipality
from surveys.models import Interpretation
from tests.indicators.comparing.conftest import World

BECAUSE = "Arbetssätten skiljer sig."
TEXT = f"Beaktas i analysen, fråga E1 2017 (Fou-nordvast): {BECAUSE}"


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def reserve(network: Group, world: World, **fields: object) -> Interpretation:
    told = {"consider_in_analysis": True, "consider_because": BECAUSE, "text": "Så här.", **fields}
    at = datetime(2017, 3, 1, tzinfo=UTC)
    return Interpretation.objects.create(
        survey=world.surveys[2017], network=network, question="E1", by="carin@test.example", at=at, **told
    )


@pytest.fixture
def reserved(world: World) -> World:
    """The network has agreed that E1, which decides "rutin", is to be considered."""
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.row(2017, "delad", "ja", "ja", "nej")
    reserve(world.groups["fou-nordvast"], world)
    return world


def rows_of(page: str) -> dict[str, str]:
    rows = re.findall(r"<tr[^>]*> ?<th scope=\"row\">(.*?)</tr>", page)
    return {code: row for row in rows for code in ("rutin", "delad") if f"/indikator/prov/{code}/" in row}


def test_the_matrix_marks_its_row_and_no_other(reserved: World) -> None:
    page = read("/jamforelser/prov/2017/")
    rows = rows_of(page)
    assert TEXT in rows["rutin"]
    assert TEXT not in rows["delad"]
    assert f">{TEXT}</li>" in page


def test_units_as_rows_mark_the_column(reserved: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.comparing.matrix_page.FLIP_ABOVE", 2)
    heads = re.findall(r'<th scope="col">(.*?)</th>', read("/jamforelser/prov/2017/"))
    assert [TEXT in head for head in heads if "/indikator/" in head] == [True, False]


@pytest.mark.parametrize(
    "address", ["/indikator/prov/rutin/", "/varfor/prov/2017/rutin/0184/", "/kommun/0184/prov/2017/"]
)
def test_the_pages_of_the_indicator_say_it(reserved: World, address: str) -> None:
    assert TEXT in read(address)


@pytest.mark.parametrize("address", ["/indikator/prov/delad/", "/varfor/prov/2017/delad/0184/"])
def test_the_pages_of_another_indicator_do_not(reserved: World, address: str) -> None:
    assert BECAUSE not in read(address)


def test_it_goes_along_in_the_files(reserved: World) -> None:
    told = list(
        csv.reader(
            io.StringIO(Client().get("/jamforelser/prov/2017/jamforelse.csv").content.decode("utf-8-sig")),
            delimiter=";",
        )
    )
    place = told[0].index("Beaktas i analysen")
    assert {line[2]: line[place] for line in told[1:]} == {"rutin": TEXT, "delad": ""}
    for address in (
        "/jamforelser/prov/2017/jamforelse.xlsx",
        "/kommun/0184/prov/2017/kommun.xlsx",
        "/indikator/prov/rutin/indikator.xlsx",
    ):
        book = load_workbook(io.BytesIO(Client().get(address).content))
        notes = [tuple(row) for row in book["Noter och källor"].iter_rows(values_only=True)]
        assert ("Beaktas i analysen", TEXT) in notes


def test_a_municipality_of_no_such_network_is_not_concerned(reserved: World) -> None:
    reserved.unit(2017, "rutin", "018001", "ja")
    assert BECAUSE not in read("/kommun/018001/prov/2017/")
    assert BECAUSE not in read("/jamforelser/prov/2017/?grupp=stockholm")
    assert BECAUSE not in read("/varfor/prov/2017/rutin/018001/")
    assert BECAUSE in read("/jamforelser/prov/2017/?grupp=riket")


@pytest.mark.parametrize("fields", [{"state": "retired"}, {"consider_in_analysis": False, "consider_because": ""}])
def test_only_what_holds_and_is_marked_counts(world: World, fields: dict[str, object]) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    reserve(world.groups["fou-nordvast"], world, **{"text": "Läs så.", **fields})
    assert "Beaktas i analysen" not in read("/jamforelser/prov/2017/")


def test_two_networks_are_told_apart(reserved: World) -> None:
    other = Group.objects.create(slug="annat", name="Annat nätverk", kind=Group.Kind.NETWORK)
    other.members.add(Municipality.objects.get(code="018001"))
    reserve(other, reserved, consider_because="Annan orsak.")
    page = read("/jamforelser/prov/2017/?grupp=riket")
    assert TEXT in page
    assert "Beaktas i analysen, fråga E1 2017 (Annat nätverk): Annan orsak." in page
    assert "Annan orsak." not in read("/jamforelser/prov/2017/")


def test_what_is_made_up_says_so(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    reserve(world.groups["fou-nordvast"], world, is_example=True)
    assert f"Exempeldata. {TEXT}" in read("/jamforelser/prov/2017/")


def test_what_a_later_meeting_let_go_holds_in_its_own_year(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    reserve(world.groups["fou-nordvast"], world, state="retired", let_go_in=2019)
    assert TEXT in read("/jamforelser/prov/2017/")
