"""The comparison page: what it counts, what it says of change, and what the choices do."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from openpyxl import load_workbook

from indicators.comparing.matrix import Figures, Scope, Years, build_rows
from indicators.comparing.matrix_presenters import under_headings
from indicators.computing.definitions import definitions_of
from tests.indicators.comparing.conftest import World

ADDRESS = "/jamforelser/prov/2017/"
Ask = Callable[..., str]


@pytest.fixture
def ask(world: World) -> Ask:
    """The page's text without markup, spaces folded."""

    def get(query: str = "", address: str = ADDRESS) -> str:
        response = Client().get(address + query)
        assert response.status_code == 200
        html = re.sub(r"<(script|form|details).*?</\1>", " ", response.content.decode(), flags=re.S)
        return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",")

    return get


def test_the_mean_is_counted_from_the_cells_and_the_count_comes_first(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.group(2017, "rutin", "fou-nordvast", "99", change_printed="+99%")
    page = ask()
    assert "2 av 3 66,7 %" in page
    assert "99" not in page


def test_what_is_not_applicable_leaves_the_base(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ej_aktuellt", "bortfall")
    assert "1 av 1 100 %" in ask()


def test_change_is_in_percentage_points_and_arrows_show_who_moved(world: World, ask: Ask) -> None:
    world.row(2016, "rutin", "ja", "nej", "nej")
    world.row(2017, "rutin", "nej", "ja", "ja")
    page = ask()
    assert "2 av 3 66,7 % +33,3 pe" in page
    assert "✕ Nej ▼, ned sedan 2016" in page
    assert page.count("▲, upp sedan 2016") == 2


def test_partly_comparable_shows_the_change_with_its_note(world: World, ask: Ask) -> None:
    world.row(2016, "delad", "ja", "ja", "nej")
    world.row(2017, "delad", "ja", "ja", "ja")
    page = ask()
    assert "+33,3 pe not 1" in page
    assert "Frågan fick ett nytt svar." in page


def test_not_comparable_shows_neither_change_nor_arrows(world: World, ask: Ask) -> None:
    world.row(2016, "bruten", "ja", "ja", "ja")
    world.row(2017, "bruten", "nej", "nej", "nej")
    page = ask()
    assert "0 av 3 0 % ej jämförbar" in page
    assert "▼," not in page


def test_a_new_indicator_is_called_new(world: World, ask: Ask) -> None:
    world.row(2016, "rutin", "ja")
    world.row(2017, "ny", "ja", "ja", "ja")
    assert "3 av 3 100 % ny 2017" in ask()


def test_other_groups_show_the_published_figure_and_a_change_of_the_same_publisher_only(world: World, ask: Ask) -> None:
    world.row(2016, "rutin", "ja", "ja", "ja")
    world.row(2017, "rutin", "ja", "ja", "ja")
    world.group(2017, "rutin", "stockholms-lan", "78")
    world.group(2016, "rutin", "stockholms-lan", "70.5")
    world.group(2017, "rutin", "riket", "50", change_printed="+12%")
    world.group(2016, "rutin", "riket", "23", publication=world.publications["faktablad"], origin="published")
    page = ask()
    assert "78 % +7,5 pe" in page
    assert "50 % +" not in page


def test_figures_of_units_have_a_plain_mean_with_its_base(world: World, ask: Ask) -> None:
    world.row(2017, "tal", "10", "20.5")
    page = ask()
    assert "2 av 3 15,3 %" in page
    assert "kvartilsfärg visas först när hela landets värden är införda" in page


def test_quartile_colours_when_the_whole_nation_is_there(world: World) -> None:
    world.row(2017, "tal", "10", "20", "30")
    world.unit(2017, "tal", "018001", "40")
    html = Client().get(ADDRESS).content.decode()
    assert html.count("quartile-green") == 1
    assert "bästa fjärdedelen" in html


def test_only_what_differs(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ja", "ja")
    world.row(2017, "delad", "ja", "nej", "ja")
    page = ask("?skiljer=1")
    assert "Rutin delad" in page
    assert "Rutin rutin" not in page


def test_only_what_changed(world: World, ask: Ask) -> None:
    world.row(2016, "rutin", "ja")
    world.row(2017, "rutin", "nej")
    world.row(2016, "delad", "ja")
    world.row(2017, "delad", "ja")
    page = ask("?andrat=1")
    assert "Rutin rutin" in page
    assert "Rutin delad" not in page


def test_only_one_quality_area(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja")
    world.row(2017, "ny", "ja")
    page = ask("?omrade=trygghet")
    assert "Rutin ny" in page
    assert "Rutin rutin" not in page


def test_sorted_by_share(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "nej")
    world.row(2017, "delad", "ja")
    page = ask("?ordning=andel")
    assert page.index("Rutin delad") < page.index("Rutin rutin")


def test_no_comparison_when_none_is_asked_for(world: World, ask: Ask) -> None:
    world.row(2016, "rutin", "nej")
    world.row(2017, "rutin", "ja")
    assert " pe" not in ask("?jamfor=ingen")


def test_another_year_is_another_address_with_the_same_choices(world: World) -> None:
    response = Client().get(f"{ADDRESS}?ar=2016&grupp=riket&skiljer=1")
    assert response.status_code == 302
    assert response["Location"] == "/jamforelser/prov/2016/?grupp=riket&skiljer=1"


@pytest.mark.parametrize("address", [f"{ADDRESS}?grupp=finns-inte", "/jamforelser/prov/1999/", "/jamforelser/x/2017/"])
def test_unknown_group_year_or_area(world: World, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 404
    assert "Sidan finns inte" in response.content.decode()


def test_an_empty_group_says_so(world: World, ask: Ask) -> None:
    assert "Det finns inga resultat för Riket 2017" in ask("?grupp=riket")


def test_example_data_never_stands_beside_published_figures(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ja", "ja")
    world.row(2017, "rutin", "nej", "nej", "nej", origin="computed", is_example=True)
    published, computed = ask(), ask("?kalla=beraknat")
    assert "3 av 3" in published
    assert "Exempeldata." not in published
    assert "0 av 3" in computed
    assert "Exempeldata." in computed


def test_a_unit_without_response_is_non_response_where_results_are_computed(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ja", origin="computed", is_example=True)
    page = ask()
    assert "Bortfall" in page
    assert "2 av 2 100 %" in page


def test_computed_results_lead_to_why(world: World) -> None:
    world.row(2017, "rutin", "ja", origin="computed", is_example=True)
    assert 'href="/varfor/prov/2017/rutin/0125/"' in Client().get(ADDRESS).content.decode()


def test_the_nation_is_withheld_above_twenty_percent(world: World, ask: Ask) -> None:
    world.row(2017, "rutin", "ja", "ja", "ja", origin="computed", is_example=True)
    page = ask("?grupp=riket")
    assert "Redovisas inte not 1" in page
    assert "mer än 20 %" in page


def test_large_groups_have_units_as_rows(world: World, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.comparing.matrix_page.FLIP_ABOVE", 2)
    world.row(2017, "rutin", "nej", "ja", "ja", origin="computed", is_example=True)
    page = ask("?ordning=andel")
    assert "Kommun (3)" in page
    assert page.index("Solna Ja") < page.index("Ekerö Nej")
    assert "2 av 3 66,7 %" in page


def test_the_number_of_queries_does_not_grow_with_the_figures(world: World, django_assert_num_queries) -> None:
    world.row(2017, "rutin", "ja")
    world.row(2016, "rutin", "ja")
    with django_assert_num_queries(QUERIES):
        Client().get(ADDRESS)
    world.row(2017, "delad", "ja", "nej", "ja")
    world.row(2017, "ny", "ja", "nej", "ja")
    world.group(2017, "rutin", "riket", "50")
    with django_assert_num_queries(QUERIES):
        Client().get(ADDRESS)


QUERIES = 15  # fourteen of the matrix, one of the areas to choose among


def test_csv_holds_the_same_rows(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    text = Client().get("/jamforelser/prov/2017/jamforelse.csv").content.decode("utf-8-sig")
    head, line = csv.reader(io.StringIO(text), delimiter=";")
    row = dict(zip(head, line, strict=True))
    assert (row["Kod"], row["Ekerö"], row["Solna"]) == ("rutin", "Ja", "Nej")
    assert (row["Snitt Fou-nordvast, antal ja"], row["Snitt Fou-nordvast, bas"]) == ("2", "3")
    assert row["Snitt Fou-nordvast, andel eller medel"] == "66,6667"


def test_the_mean_is_called_the_same_in_page_and_file(world: World, ask: Ask, monkeypatch) -> None:
    monkeypatch.setattr("indicators.comparing.matrix_page.FLIP_ABOVE", 2)
    world.row(2017, "rutin", "ja", "ja")
    page = ask()
    text = Client().get("/jamforelser/prov/2017/jamforelse.csv").content.decode("utf-8-sig")
    assert "Snitt av 2 visade" in page
    assert "Snitt av 2 visade, antal ja" in text


def test_excel_marks_example_data_and_says_where_figures_come_from(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej", origin="computed", is_example=True)
    response = Client().get("/jamforelser/prov/2017/jamforelse.xlsx")
    book = load_workbook(io.BytesIO(response.content))
    assert str(book["Jämförelse"]["A1"].value).startswith("Exempeldata")
    assert book["Jämförelse"]["C4"].value == "rutin"
    notes = {row[0].value: row[1].value for row in book["Noter och källor"].iter_rows()}
    assert notes["Källa"].startswith("Exempeldata")


def test_groups_of_one_row_share_the_heading_of_their_quality_area(world: World) -> None:
    definitions = definitions_of(world.surveys[2017])
    rows = build_rows(Years(2017, None, {2017: definitions}), Figures(), Figures(), Scope([], "network", [], ""))
    kinds = {"rutin": "start", "delad": "slut", "bruten": "start"}
    rows = [
        replace(row, definition=replace(row.definition, group=kinds.get(row.definition.code, "start"))) for row in rows
    ]
    found = [(heading, [row.definition.code for row in part]) for heading, _, part in under_headings(rows, definitions)]
    assert found == [
        ("Tillgänglighet", ["delad"]),
        ("Tillgänglighet · Start", ["rutin", "bruten"]),
        ("Trygghet · Start", ["ny", "tal"]),
    ]
