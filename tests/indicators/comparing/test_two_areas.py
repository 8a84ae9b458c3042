"""Two service areas side by side: each has its own address, its own figures and its own names."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.indicators.comparing.conftest import World
from tests.indicators.comparing.test_views import rows_of, text_of
from tests.worlds.second_area import AREA

OURS, SOLNA = "/kommun/0125/prov/2017/", "0184"


def test_a_municipality_without_area_shows_every_area_with_its_latest_year(two_areas: World) -> None:
    page = text_of("/kommun/0125/")
    assert [(one.area.slug, one.latest.year, one.counted.yes, one.counted.base) for one in _summaries("0125")] == [
        (AREA, 2017, 2, 3),
        ("prov", 2017, 1, 1),
    ]
    for address in ("/kommun/0125/exempelomrade/2017/", OURS, "/kommun/0125/prov/2016/"):
        assert f'href="{address}"' in page
    assert "81\u00a0200" in page


def _summaries(code: str) -> list:
    return Client().get(f"/kommun/{code}/").context["summaries"]


def test_an_area_without_results_of_the_municipality_is_not_shown(two_areas: World) -> None:
    assert [one.area.slug for one in _summaries(SOLNA)] == ["prov"]
    page = text_of(f"/kommun/{SOLNA}/exempelomrade/2017/")
    assert "Exempelområde 2017 har inga resultat för Solna" in page


def test_the_page_of_one_area_holds_nothing_of_the_other(two_areas: World) -> None:
    ours, other = text_of(OURS), text_of("/kommun/0125/exempelomrade/2017/")
    choice = re.compile(r"<option value=\"(prov|exempelomrade)\".*?</option>")
    assert "Exempel" not in choice.sub("", ours)
    assert "Prov" not in choice.sub("", other).replace("Provet", "")
    assert "2 av 3" in other


def test_the_files_of_an_area_are_its_own(two_areas: World) -> None:
    assert {row["Kod"] for row in rows_of(f"{OURS}kommun.csv")} >= {"rutin"}
    assert {row["Kod"] for row in rows_of("/kommun/0125/exempelomrade/2017/kommun.csv")} >= {"exempelrutin", "sip"}
    assert "exempelrutin" not in {row["Kod"] for row in rows_of(f"{OURS}kommun.csv")}


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/kommun/0125/?ar=2016", "/kommun/0125/prov/2016/"),
        ("/kommun/0125/?ar=2016&grupp=riket", "/kommun/0125/prov/2016/?grupp=riket"),
        ("/kommun/0125/prov/", OURS),
        ("/kommun/0125/prov/?grupp=riket", f"{OURS}?grupp=riket"),
        (f"{OURS}?ar=2016&verksamhet=prov", "/kommun/0125/prov/2016/"),
        (f"{OURS}?verksamhet=exempelomrade&ar=2017&grupp=riket", "/kommun/0125/exempelomrade/2017/?grupp=riket"),
        ("/kommun/0125/prov/2016/?verksamhet=exempelomrade&ar=2016", "/kommun/0125/exempelomrade/2017/"),
        (
            "/jamforelser/prov/2017/?verksamhet=exempelomrade&grupp=riket",
            "/jamforelser/exempelomrade/2017/?grupp=riket",
        ),
        ("/jamforelser/prov/2017/?verksamhet=exempelomrade&omrade=trygghet", "/jamforelser/exempelomrade/2017/"),
        ("/jamforelser/prov/2017/?verksamhet=prov&ar=2016&skiljer=1", "/jamforelser/prov/2016/?skiljer=1"),
    ],
)
def test_a_choice_leads_to_the_address_of_area_and_year(two_areas: World, asked: str, leads_to: str) -> None:
    answer = Client().get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, leads_to)


def test_an_earlier_address_of_a_year_that_both_areas_have_shows_both(two_areas: World) -> None:
    assert len(Client().get("/kommun/0125/?ar=2017").context["summaries"]) == 2


def test_an_area_or_year_that_is_not_there_is_told_so(two_areas: World) -> None:
    for address in ("/kommun/0125/annat/", "/kommun/0125/prov/2001/", f"/kommun/{SOLNA}/exempelomrade/"):
        assert Client().get(address).status_code == 404


def test_the_choice_of_area_is_offered_only_where_there_are_two(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej")
    assert 'name="verksamhet"' not in text_of("/jamforelser/prov/2017/")
    assert 'name="verksamhet"' not in text_of(OURS)


def test_matrix_and_municipality_offer_the_other_area(two_areas: World) -> None:
    for address in ("/jamforelser/prov/2017/", OURS):
        assert '<option value="exempelomrade">Exempelområde</option>' in text_of(address)


def test_those_alike_are_shown_in_the_same_area_and_year(two_areas: World) -> None:
    assert 'href="/kommun/0184/exempelomrade/2017/"' in text_of("/kommun/0125/exempelomrade/2017/")
    assert 'href="/kommun/0184/"' in text_of("/kommun/0125/")
