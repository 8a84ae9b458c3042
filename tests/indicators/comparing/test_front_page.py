"""The front page: areas with their latest year, hits by kind, and how many more there are; and what an indicator is
called there and on the pages that a hit leads to: under its group's heading, everywhere else, and over the years."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import YearFiles
from indicators.models import DefinitionSet, Indicator, Result
from indicators.rules.loader import load_definitions
from municipalities.models import Municipality
from surveys.models import ServiceArea, Survey
from tests.indicators.comparing.conftest import DEFINITIONS, World, add_definitions, indicator_text
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


def called(year: int, name: str, code: str = "rutin") -> str:
    text = indicator_text(code, 2016).replace(
        f"Rutin {code}\n", f"{name} för enskilda i {year}\n    also_called: [{name}]\n"
    )
    return text.replace("En rutin finns.", f"Målet {year}.").replace("Fråga E1.", f"Räknat {year}.")


@pytest.fixture
def renamed(world: World) -> World:
    """Called LSS in 2016, among others of its group, and Vuxna in 2017."""
    DefinitionSet.objects.all().delete()
    add_definitions(world.surveys[2016], [called(2016, "LSS"), called(2016, "Annat", "delad")])
    add_definitions(world.surveys[2017], [called(2017, "Vuxna"), called(2017, "Annat", "delad")])
    for year in (2016, 2017):
        for code in ("rutin", "delad"):
            world.row(year, code, "ja", "nej", "ja")
    return world


def titles(page: str) -> tuple[str, str]:
    title, head = re.search(r"<title>(.*?)</title>", page, re.S), re.search(r"<h1>(.*?)</h1>", page, re.S)
    assert title
    assert head
    return title[1].split(" · ")[0].strip(), head[1].strip()


def test_an_indicator_s_page_is_called_and_says_what_the_newest_year_does(renamed: World) -> None:
    page = text_of("/indikator/prov/rutin/")
    assert titles(page) == ("Start: Vuxna", "Start: Vuxna")
    assert ("Målet 2017." in page, "Målet 2016." in page) == (True, False)
    assert "<dt>Namn i källan</dt><dd>Aktuell rutin rutin</dd>" in page


def test_how_it_is_counted_is_told_by_the_newest_year_that_counts_it(world: World) -> None:
    """2017 has a rule; 2018 only prints figures, under another name and in a quality area of its own."""
    later = Survey.objects.create(area=world.surveys[2017].area, year=2018, title="Prov 2018")
    world.surveys[2018] = later
    text = (DEFINITIONS + called(2018, "Ungdomar")).replace("YEAR", "2018").replace("tillganglighet", "nytt")
    DefinitionSet.objects.create(survey=later, text=text, sha256="2018")
    for year in (2017, 2018):
        world.row(year, "rutin", "ja", "nej", "ja")
    page = text_of("/indikator/prov/rutin/")
    assert titles(page)[1] == "Start: Ungdomar"
    assert "Målet 2018." in page
    assert "<h3>Så räknas den</h3><p>Fråga E1.</p>" in page


def heads(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)


def test_under_the_group_s_heading_the_short_name_stays_in_its_own_year(renamed: World) -> None:
    assert heads(text_of("/jamforelser/prov/2016/")) == ["LSS", "Annat"]
    assert heads(text_of("/kommun/0125/prov/2016/")) == ["LSS", "Annat"]


@pytest.mark.parametrize("order", ["ordning=namn", "skiljer=1", "ordning=andel"])
def test_without_the_group_s_heading_the_group_is_said(renamed: World, order: str) -> None:
    """Sorted, or alone in the group when others are filtered away."""
    Result.objects.filter(indicator__code="delad").update(value="ja")
    names = heads(text_of(f"/jamforelser/prov/2017/?{order}"))
    assert "Start: Vuxna" in names
    assert all(name.startswith("Start: ") for name in names)


def test_a_municipality_s_lists_and_why_carry_the_group(renamed: World) -> None:
    page = text_of("/kommun/0125/prov/2016/")
    assert "<span>Start: LSS</span>" in page
    assert titles(text_of("/varfor/prov/2016/rutin/0125/"))[0].startswith("Varför: Start: LSS, Ekerö")


def store(year: int, texts: str) -> None:
    text = DEFINITIONS.replace("YEAR", str(year)) + texts
    load_catalogue([YearFiles("prov", year, None, "", load_definitions("prov.yaml", None, text), text)], by="prov")


def test_the_stored_name_is_that_of_the_newest_year_that_defines_it(renamed: World) -> None:
    """2017 loaded again after a 2018 that knows nothing of the indicator."""
    later = Survey.objects.create(area=renamed.surveys[2017].area, year=2018, title="Prov 2018")
    add_definitions(later, [called(2018, "Annat", "delad")])
    for one in (2016, 2017):
        DefinitionSet.objects.filter(survey=renamed.surveys[one]).update(sha256="old")
    store(2017, called(2017, "Vuxna") + called(2017, "Annat", "delad"))
    store(2016, called(2016, "LSS") + called(2016, "Annat", "delad"))
    names = dict(Indicator.objects.values_list("code", "name"))
    assert names["rutin"] == "Vuxna för enskilda i 2017"
    assert names["delad"] != "Annat för enskilda i 2017"
