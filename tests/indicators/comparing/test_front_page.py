"""The front page: areas with their latest year, hits by kind, and how many more there are."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from indicators.models import DefinitionSet
from municipalities.models import Municipality
from surveys.models import ServiceArea, Survey
from tests.indicators.comparing.conftest import World, add_definitions, indicator_text
from tests.indicators.comparing.test_views import person, text_of


def cards(page: str) -> list[str]:
    """The comparisons' cards, in text."""
    found = page.split("<h2>Jämförelser</h2>")[1].split("<h2>Vad är")[0].split('<li class="card">')[1:]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", card)).strip() for card in found]


def test_each_area_is_one_card_with_its_latest_year_and_the_rest_folded(two_areas: World) -> None:
    first, second = cards(text_of("/"))
    assert first.startswith("Exempelområde 2017 publicerade resultat")
    assert second == "Prov 2017 publicerade resultat Andra år Prov 2016 publicerade resultat"
    assert text_of("/").count("<details>") == 1


def test_eight_areas_in_ten_years_are_eight_cards(two_areas: World) -> None:
    for number in range(6):
        area = ServiceArea.objects.create(slug=f"omrade-{number}", name=f"Område {number}")
        for year in range(2010, 2020):
            two_areas.surveys[year] = Survey.objects.create(area=area, year=year, title=f"Område {number} {year}")
            two_areas.unit(year, "rutin", "0125", "ja")
    assert len(cards(text_of("/"))) == 8


def test_a_title_that_does_not_name_its_area_is_shown_with_it(two_areas: World) -> None:
    Survey.objects.filter(area__slug="prov", year=2017).update(title="Enkäten 2017")
    assert cards(text_of("/"))[1].startswith("Prov: Enkäten 2017")


def test_an_indicator_is_found_with_its_area(two_areas: World) -> None:
    page = text_of("/?q=rutin")
    assert (
        'exempelrutin/">Exempelgrupp stöd: Rutin i Exempelområdet</a> <span class="meta">Exempelområde</span>' in page
    )
    assert 'rutin/">Start: Rutin rutin</a> <span class="meta">Prov</span>' in page


def test_a_group_leads_to_the_choice_of_area_where_there_are_two(two_areas: World) -> None:
    assert 'href="/jamforelser/?grupp=fou-nordvast"' in text_of("/?q=nordv")
    page = text_of("/jamforelser/?grupp=fou-nordvast")
    assert 'href="/jamforelser/exempelomrade/2017/?grupp=fou-nordvast"' in page
    assert "Du tittar på Fou-nordvast" in page


def test_a_group_leads_to_the_comparison_where_there_is_one_area(world: World) -> None:
    world.row(2017, "rutin", "ja")
    assert 'href="/jamforelser/prov/2017/?grupp=fou-nordvast"' in text_of("/?q=nordv")


@pytest.fixture
def many(two_areas: World) -> None:
    county = {"county_code": "07", "county_name": "Kronobergs län"}
    for number in range(52):
        Municipality.objects.create(code=f"07{number:02}", name=f"Småort {number:02}", **county)
    for survey in two_areas.surveys.values():
        DefinitionSet.objects.filter(survey=survey).delete()
    texts = [indicator_text(f"sm{n}", 2016).replace("Rutin sm", "Småsak sm") for n in range(12)]
    add_definitions(two_areas.surveys[2017], texts)


def test_a_search_says_how_many_more_there_are_and_leads_to_them(many: None) -> None:
    page = text_of("/?q=små")
    assert 'Kommuner och stadsdelar <span class="meta">52</span>' in page
    assert ("Småort 09" in page, "Småort 10" in page) == (True, False)
    assert '<a href="?q=sm%C3%A5&amp;alla=kommuner#traffar">Visa 42 till</a>' in page
    assert '<a href="?q=sm%C3%A5&amp;alla=indikatorer#traffar">Visa 2 till</a>' in page


def test_all_of_one_kind_are_shown_when_asked_for(many: None) -> None:
    page = text_of("/?q=små&alla=kommuner")
    assert all(f"Småort {number:02}" in page for number in range(52))
    assert "alla=kommuner" not in page
    assert "alla=indikatorer" in page


def test_a_head_chooses_area_where_there_are_two(two_areas: World) -> None:
    page = text_of("/", person("chief", two_areas.units["0184"]))
    assert "Jämförelser: Exempelområde och Prov" in page
    assert "Jämför nätverket" not in page


def test_an_area_with_nothing_to_see_has_no_card_and_no_hits(world: World) -> None:
    world.row(2017, "rutin", "ja")
    hidden = ServiceArea.objects.create(slug="annat", name="Annat")
    survey = Survey.objects.create(area=hidden, year=2017, title="Annat 2017")
    add_definitions(survey, [indicator_text("dold", 2016)])
    assert len(cards(text_of("/"))) == 1
    assert "dold" not in text_of("/?q=rutin")


def test_the_list_folds_all_but_three_years(two_areas: World) -> None:
    area = ServiceArea.objects.get(slug="prov")
    for year in range(2010, 2016):
        Survey.objects.create(area=area, year=year, title=f"Prov {year}")
    shown, folded = Client().get("/jamforelser/").content.decode().split("<summary>Fler år</summary>")
    assert "2016" in shown
    assert (">2014<" in shown, ">2014<" in folded) == (False, True)


def test_an_indicator_is_found_by_what_it_is_and_was_called_and_shown_as_in_the_newest_year(world: World) -> None:
    older = indicator_text("rutin", 2016).replace("Rutin rutin", "Gammalt ord")
    newer = indicator_text("rutin", 2016).replace("Rutin rutin\n", "Rutin rutin\n    also_called: [Kort]\n")
    DefinitionSet.objects.all().delete()
    for year, text in ((2016, older), (2017, newer)):
        add_definitions(world.surveys[year], [text])
        world.row(year, "rutin", "ja")
    for word in ("gammalt", "KORT", "aktuell rutin", "rutin rutin", "start"):
        page = text_of(f"/?q={word}")
        assert '<a href="/indikator/prov/rutin/">Start: Kort</a> <span class="meta">Prov</span>' in page
        assert page.count("/indikator/prov/rutin/") == 1
    assert "/indikator/" not in text_of("/?q=finnsinte")
