"""The pictures of the comparison pages say what the pages' tables say."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from lxml import html

from indicators.comparing.matrix import HIDDEN, RESTRICTED, Cell
from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.pictures import dots_of, profile_of
from indicators.permissions import sight_of
from municipalities.permissions import groups_seen_by
from tests.indicators.comparing.conftest import World


def figure_of(address: str) -> html.HtmlElement | None:
    page = html.fromstring(Client().get(address).content.decode())
    found = page.find_class("picture")
    return found[0] if found else None


def finding(address: str) -> str:
    return figure_of(address).find("figcaption").text_content().replace("\u00a0", " ")


def table_of(address: str) -> list[list[str]]:
    rows = figure_of(address).find("details").findall(".//tr")
    return [[cell.text_content().replace("\u00a0", " ") for cell in row] for row in rows]


INDICATOR = "/indikator/prov/rutin/"
AREA = "/jamforelser/prov/2017/?omrade=tillganglighet"
UNIT = "/kommun/0125/prov/2017/"


def test_the_trend_says_from_where_to_where(world: World) -> None:
    world.row(2016, "rutin", "ja", "nej", "nej")
    world.row(2017, "rutin", "ja", "ja", "nej")
    assert finding(INDICATOR) == "Snitt Fou-nordvast gick från 33,3 % 2016 till 66,7 % 2017"


def test_the_trend_says_that_nothing_moved(world: World) -> None:
    for year in (2016, 2017):
        world.row(year, "rutin", "ja", "nej", "nej")
    assert finding(INDICATOR) == "Snitt Fou-nordvast var 33,3 % både 2016 och 2017"


def test_the_trend_states_no_movement_over_a_break(world: World) -> None:
    world.row(2016, "bruten", "ja", "nej", "nej")
    world.row(2017, "bruten", "ja", "ja", "nej")
    told = "Snitt Fou-nordvast var 33,3 % 2016 och 66,7 % 2017, men åren kan inte jämföras"
    assert finding("/indikator/prov/bruten/") == told


def test_a_trend_of_one_year_is_no_picture(world: World) -> None:
    world.row(2017, "rutin", "ja", "nej", "nej")
    assert figure_of(INDICATOR) is None


def test_the_page_draws_as_many_series_as_its_table_names(world: World) -> None:
    world.row(2016, "rutin", "ja", "nej", "ja")
    world.row(2017, "rutin", "ja", "ja", "ja")
    for slug in ("stockholm", "stockholms-lan", "riket"):
        for number, publication in (("40", "rapport"), ("60", "faktablad")):
            for year in (2016, 2017):
                world.group(year, "rutin", slug, number, **world.printed(publication))
    page = Client().get(INDICATOR).content.decode()
    wide = page[page.index("<svg") : page.index("</svg>")]
    assert wide.count('<g class="series">') == 7
    assert len(re.findall(r'<line class="series-\d"', wide)) == 7
    assert "Stockholm (FoU Nordväst, rapport)" in wide
    assert "Stockholm (Socialstyrelsen, faktablad)" in wide


def test_the_shares_of_an_area_are_dots_beside_those_of_the_nation(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.row(2017, "delad", "ja", "nej", "nej")
    world.group(2017, "rutin", "riket", "50", **world.printed("rapport"))
    world.group(2017, "delad", "riket", "70", **world.printed("rapport"))
    assert finding(AREA) == "Tillgänglighet: Snitt Fou-nordvast har högre andel än Riket i 1 av 2 indikatorer"
    head, *rows = table_of(AREA)
    assert [head[1], head[-1]] == ["Snitt Fou-nordvast", "Riket"]
    assert sorted((row[1], row[-1]) for row in rows) == [("1 av 3 · 33,3 %", "70 %"), ("2 av 3 · 66,7 %", "50 %")]


def test_a_share_that_is_not_known_is_said_to_be_missing(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.row(2017, "delad", "ja", "nej", "nej")
    world.group(2017, "delad", "riket", "70", **world.printed("rapport"))
    assert ["2 av 3 · 66,7 %", "uppgift saknas"] in [[row[1], row[-1]] for row in table_of(AREA)]


def test_all_areas_at_once_are_no_dots(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.group(2017, "rutin", "riket", "50", **world.printed("rapport"))
    assert figure_of("/jamforelser/prov/2017/") is None


def test_a_profile_counts_the_municipality_beside_its_group(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.row(2017, "delad", "delvis", "ja", "ej_aktuellt")
    assert finding(UNIT) == "Ekerö har Ja i 1 av 2 indikatorer"
    head, row = table_of(UNIT)
    assert head == ["Kvalitetsområde", "Ekerö", "Fou-nordvast, 3 kommuner"]
    assert row == ["Tillgänglighet", "1 Ja, 1 Delvis", "3 Ja, 1 Delvis, 1 Nej, 1 övrig"]


@pytest.mark.parametrize("address", [INDICATOR, AREA, UNIT])
def test_a_page_with_pictures_has_their_sheet(world: World, address: str) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    assert "pictures.css" in Client().get(address).content.decode()


def matrix_of(query: dict[str, str]) -> MatrixPage:
    sight = sight_of(AnonymousUser())
    return read_page("prov", 2017, Choice.from_query(query), sight, groups_seen_by(AnonymousUser()))


def with_hidden(page: MatrixPage) -> MatrixPage:
    """The first unit's figures of the first indicator may not be seen, so that no mean is told either."""
    row = page.rows[0]
    summary = replace(row.summary, figure=None, withheld=RESTRICTED)
    hidden = replace(row, cells=[Cell(HIDDEN), *row.cells[1:]], summary=summary)
    return replace(page, rows=[hidden, *page.rows[1:]])


def test_a_profile_is_not_drawn_where_a_result_of_the_group_is_hidden(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    page = matrix_of({})
    assert profile_of(page, 1, "Solna") is not None
    assert profile_of(with_hidden(page), 1, "Solna") is None


def test_a_mean_that_is_withheld_is_said_to_be(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    world.group(2017, "rutin", "riket", "50", **world.printed("rapport"))
    (row,) = dots_of(with_hidden(matrix_of({"omrade": "tillganglighet"}))).rows
    assert (row.dots[0].share, row.dots[0].why) == (None, "redovisas inte")
