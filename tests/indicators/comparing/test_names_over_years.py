"""What an indicator is called: under its group's heading, everywhere else, and over the years."""

from __future__ import annotations

import re

import pytest

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import YearFiles
from indicators.models import DefinitionSet, Indicator, Result
from indicators.rules.loader import load_definitions
from surveys.models import Survey
from tests.indicators.comparing.conftest import DEFINITIONS, World, add_definitions, indicator_text
from tests.indicators.comparing.test_views import text_of


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
