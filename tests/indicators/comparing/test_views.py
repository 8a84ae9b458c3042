"""Indicator, municipality, why, list, search and log-in: each says what it knows and no more."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from openpyxl import load_workbook

from municipalities.models import Group, Membership, Municipality, User
from surveys.models import Answer, Response
from tests.indicators.comparing.conftest import World
from tests.worlds.answering import handed_in


def text_of(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return re.sub(r"[ \n]+", " ", response.content.decode())


def person(role: str = "", municipality: Municipality | None = None, network: Group | None = None) -> Client:
    user = User.objects.create_user(f"{role or 'ingen'}@prov.example", name="Prov Exempel")
    if role:
        Membership.objects.create(user=user, role=role, municipality=municipality, network=network)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def answered(world: World) -> World:
    """Solna has answered for real, and the result is computed."""
    response = Response.objects.create(survey=world.surveys[2017], municipality=world.units["0184"], **handed_in())
    Answer.objects.create(response=response, item="E1", value="nej")
    world.unit(2017, "rutin", "0184", "nej", origin="computed")
    world.unit(2017, "rutin", "0125", "ja", origin="computed")
    world.group(2017, "rutin", "riket", None, origin="computed", yes=7, base=9)
    return world


def test_real_results_are_closed_to_strangers(answered: World) -> None:
    page = text_of("/jamforelser/prov/2017/")
    assert "Resultaten för Fou-nordvast 2017 är inte publicerade än." in page
    assert "<table" not in page


def test_a_contact_sees_the_own_municipality(answered: World) -> None:
    page = text_of("/jamforelser/prov/2017/", person("contact", answered.units["0184"])).split("<table")[1]
    assert "status-nej" in page
    assert "status-ja" not in page.split("</table")[0]
    assert "7 av 9" not in page


def test_fou_staff_see_their_network_and_not_what_the_nation_has_come_to(answered: World) -> None:
    page = text_of("/jamforelser/prov/2017/", person("fou", network=answered.groups["fou-nordvast"]))
    assert "1 av 2" in page
    assert "7 av 9" not in page


WHY = "/varfor/prov/2017/rutin/0184/"


def test_why_hides_the_answers_from_strangers(answered: World) -> None:
    page = text_of(WHY)
    assert "visas bara för kommunen själv" in page
    assert "Svaren som lästes" not in page
    assert "det finns inget resultat som du kan se" in page


def test_why_shows_rule_answers_and_reading_to_the_municipality(answered: World) -> None:
    page = text_of(WHY, person("contact", answered.units["0184"]))
    assert "Svaren som lästes" in page
    assert "Finns en rutin?" in page
    assert "Muntlig rutin räknas inte." in page


def test_another_municipality_does_not_see_the_answers(answered: World) -> None:
    assert "Svaren som lästes" not in text_of(WHY, person("contact", answered.units["0125"]))


def test_why_is_open_for_example_data(world: World) -> None:
    response = Response.objects.create(
        survey=world.surveys[2017], municipality=world.units["0184"], is_example=True, **handed_in()
    )
    Answer.objects.create(response=response, item="E1", value="ja")
    page = text_of(WHY)
    assert "Svaren som lästes" in page
    assert "Exempeldata." in page


def test_why_of_an_indicator_without_rule_says_so(world: World) -> None:
    world.unit(2017, "ny", "0184", "ja", place="Tabell 1")
    page = text_of("/varfor/prov/2017/ny/0184/")
    assert "räknas inte fram här" in page
    assert "Tabell 1" in page


def test_an_indicator_keeps_publishers_apart_and_breaks_the_series(world: World) -> None:
    for year, number in ((2016, "23"), (2017, "24")):
        world.group(year, "bruten", "riket", number)
        world.group(year, "bruten", "riket", "55", publication=world.publications["faktablad"], origin="published")
    page = text_of("/indikator/prov/bruten/")
    assert "FoU Nordväst, rapport" in page
    assert "Socialstyrelsen, faktablad" in page
    assert "ej jämförbar" in page
    assert page[: page.index("</svg>")].count('<line class="series-') == 0


def test_an_indicator_has_a_chart_with_its_numbers_in_words(world: World) -> None:
    world.row(2016, "rutin", "ja", "nej", "nej")
    world.row(2017, "rutin", "ja", "ja", "nej")
    page = text_of("/indikator/prov/rutin/")
    assert "<desc" in page
    assert "2016 33,3\u00a0%, 2017 66,7\u00a0%" in page
    assert page[: page.index("</svg>")].count('<line class="series-1"') == 1
    assert "2 av 3 · 66,7\u00a0%" in page
    assert "Muntlig rutin räknas inte." in page


def test_an_unknown_indicator(world: World) -> None:
    assert Client().get("/indikator/prov/finns-inte/").status_code == 404


def test_a_municipality_sums_up_what_is_green_and_what_changed(world: World) -> None:
    world.row(2016, "rutin", "nej", "ja", "ja")
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.row(2017, "delad", "nej", "ja", "nej")
    page = text_of("/kommun/0125/prov/2017/")
    assert "1 av 2" in page
    assert "Ändrat sedan 2016" in page
    assert "2 av 3" in page
    assert "81\u00a0200" in page
    assert "/kommun/0184/" in page


def test_a_district_has_a_constructed_code(world: World) -> None:
    assert "konstruerad kod" in text_of("/kommun/018001/")


def test_a_city_answers_through_its_districts(world: World) -> None:
    page = text_of("/kommun/0180/")
    assert "Staden svarar genom sina stadsdelar" in page
    assert "Rinkeby-Kista" in page


def test_search_among_municipalities(world: World) -> None:
    page = text_of("/kommun/?q=sol")
    assert "Solna" in page
    assert "Ekerö" not in page
    assert "konstruerad kod" in text_of("/kommun/?q=rinkeby")


def test_the_list_says_what_there_is(world: World) -> None:
    world.row(2017, "rutin", "ja")
    page = text_of("/jamforelser/")
    assert "Publicerade resultat" in page
    assert "Inga resultat" in page


def test_the_front_page_finds_municipality_group_and_indicator(world: World) -> None:
    world.row(2017, "rutin", "ja")
    assert "/kommun/0125/" in text_of("/?q=eker")
    assert "grupp=fou-nordvast" in text_of("/?q=nordv")
    assert "/indikator/prov/delad/" in text_of("/?q=delad")
    assert "Ingenting med det namnet" in text_of("/?q=zzz")


def test_each_role_has_its_own_to_do(world: World) -> None:
    world.row(2017, "rutin", "ja")
    assert "Öppna avstämningen" in text_of("/", person("fou", network=world.groups["fou-nordvast"]))
    assert "/kommun/0125/" in text_of("/", person("contact", world.units["0125"]))
    assert "Jämför nätverket" in text_of("/", person("chief", world.units["0184"]))
    assert "Att göra" not in text_of("/", person())


def test_log_in_page_tells_what_went_wrong(world: World) -> None:
    assert "Det gick inte att logga in" not in text_of("/logga-in/")
    response = Client().post("/logga-in/", {"username": "a@b.example", "password": "fel"})
    assert "Det gick inte att logga in" in response.content.decode()


def test_the_person_and_role_stand_in_the_header(world: World) -> None:
    page = text_of("/", person("contact", world.units["0125"]))
    assert "Prov Exempel" in page
    assert "Logga ut" in page


def test_pages_stand_on_their_own_without_script(world: World) -> None:
    world.row(2017, "rutin", "ja")
    page = text_of("/jamforelser/prov/2017/?utskrift=1")
    assert "Ctrl+P" in page
    assert 'method="get"' in text_of("/jamforelser/prov/2017/")


def test_figures_of_an_indicator_are_not_shown_as_missing(world: World) -> None:
    """A figure in the grey of what is missing would be read as missing."""
    world.unit(2017, "tal", "0184", "12.5")
    table = text_of("/indikator/prov/tal/").split('id="per-kommun"')[1]
    assert "status-number" in table
    assert table.count("status-missing") == table.count("Redovisas inte")


def test_a_group_is_not_compared_with_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.comparing.matrix_page.FLIP_ABOVE", 2)
    world.unit(2017, "rutin", "0184", "ja")
    world.group(2017, "rutin", "riket", 60)
    lead = text_of("/jamforelser/prov/2017/?grupp=riket").split('class="lead"')[1].split("</p>")[0]
    assert "jämfört med" not in lead
    assert "1 av 4 kommuner och stadsdelar finns i källan" in " ".join(lead.split())


def test_a_source_without_units_has_no_mean_to_explain(world: World) -> None:
    world.group(2017, "rutin", "riket", 60)
    page = text_of("/jamforelser/prov/2017/")
    assert "Snittet är" not in page
    assert "saknas i källan och visas inte" not in page


def test_sentences_end_once(world: World) -> None:
    world.unit(2017, "rutin", "0184", "ja", origin="computed", is_example=True)
    assert ".. " not in text_of("/jamforelser/prov/2017/?kalla=beraknat")


def rows_of(address: str) -> list[dict[str, str]]:
    text = Client().get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_an_indicator_can_be_taken_along(world: World) -> None:
    world.row(2016, "rutin", "nej", "ja", "ja")
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.group(2017, "rutin", "riket", 60)
    rows = {row["Kommun eller grupp"]: row for row in rows_of("/indikator/prov/rutin/indikator.csv")}
    assert (rows["Ekerö"]["2016"], rows["Ekerö"]["2017"], rows["Ekerö"]["Kod"]) == ("Nej", "Ja", "0125")
    assert rows["Snitt Fou-nordvast"]["2017"] == "66,6667"
    assert (rows["Snitt Fou-nordvast"]["2017, antal"], rows["Riket"]["2017, antal"]) == ("2 av 3", "")
    assert rows["Riket"]["2017"] == "60"


def test_a_municipality_can_be_taken_along(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    (row,) = rows_of("/kommun/0184/prov/2017/kommun.csv")
    assert (row["Kod"], row["Solna"], row["Snitt Fou-nordvast, bas"]) == ("rutin", "Nej", "3")
    assert "Ekerö" not in row
    assert Client().get("/kommun/0180/prov/2017/kommun.csv").status_code == 404


@pytest.mark.parametrize(
    ("address", "sheet"),
    [("/indikator/prov/rutin/indikator.xlsx", "Indikator"), ("/kommun/0184/prov/2017/kommun.xlsx", "Jämförelse")],
)
def test_excel_files_mark_example_data(world: World, address: str, sheet: str) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej", origin="computed", is_example=True)
    book = load_workbook(io.BytesIO(Client().get(address).content))
    assert str(book[sheet]["A1"].value).startswith("Exempeldata")


@pytest.mark.parametrize(
    "address",
    [
        "/indikator/prov/rutin/indikator.csv",
        "/kommun/0184/prov/2017/kommun.csv",
        "/jamforelser/prov/2017/jamforelse.csv",
    ],
)
def test_no_name_is_run_as_a_formula(world: World, address: str) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    Municipality.objects.filter(code="0184").update(name="=1+1")
    text = Client().get(address).content.decode("utf-8-sig")
    assert "'=1+1" in text
    assert text.count("=1+1") == text.count("'=1+1")


def test_files_hide_what_the_page_hides(answered: World) -> None:
    rows = rows_of("/indikator/prov/rutin/indikator.csv")
    assert not {"Ja", "Nej"} & {value for row in rows for value in row.values()}
    assert Client().get("/kommun/0184/prov/2017/kommun.csv").status_code == 404


@pytest.mark.parametrize("address", ["/indikator/prov/rutin/", "/kommun/0184/prov/2017/"])
def test_pages_offer_their_files_with_the_choice_made(world: World, address: str) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    page = text_of(f"{address}?grupp=fou-nordvast&kalla=publicerat")
    for ending in ("xlsx", "csv"):
        assert f".{ending}?grupp=fou-nordvast&amp;kalla=publicerat" in page
    assert "data-print" in page


def test_a_municipality_says_where_its_figures_come_from(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    assert "FoU Nordväst, Rapport" in text_of("/kommun/0184/prov/2017/")
