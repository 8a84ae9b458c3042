"""A municipality's page names the keys of the year it shows, and who is alike in them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from municipalities.models import Municipality, MunicipalityYear
from surveys.models import Survey
from tests.indicators.comparing.conftest import World


def card(address: str, name: str) -> str:
    page = Client().get(address).content.decode()
    found = re.search(f'<section class="card" id="{name}">(.*?)</section>', page, re.S)
    return " ".join(re.sub("<[^>]*>", " ", found[1] if found else "").split())


@pytest.fixture
def country(world: World) -> World:
    """2017 has size and SKR group; of 2016 nothing is known but the population before it."""
    county = {"county_code": "01", "county_name": "Stockholms län"}
    for code, name, size, socioeconomic in (
        ("0114", "Upplands Väsby", 2, 3),
        ("0115", "Vallentuna", 3, 3),
        ("0117", "Österåker", 2, None),
    ):
        place = Municipality.objects.create(code=code, name=name, **county)
        MunicipalityYear.objects.create(
            municipality=place, year=2017, size_group=size, skr_group="A2", socioeconomic_key=socioeconomic
        )
        MunicipalityYear.objects.create(municipality=place, year=2015, population=20_000)
    MunicipalityYear.objects.filter(municipality=world.units["0125"]).update(socioeconomic_key=3)
    MunicipalityYear.objects.create(municipality=world.units["0125"], year=2015, population=15_000)
    world.row(2017, "rutin", "ja", "ja", "nej")
    return world


def test_all_keys_of_the_year_are_used_and_named(country: World) -> None:
    told = card("/kommun/0125/prov/2017/", "liknande")
    assert "Lika i storleksgrupp (2017), SKR-grupp (2017) och socioekonomisk nyckel (2017)." in told
    alike, _, perhaps = told.partition("Lika i det som är känt")
    assert "Upplands Väsby" in alike
    assert "Vallentuna" not in told
    assert "Österåker" in perhaps
    assert "Österåker" not in alike


def test_a_derived_group_and_a_key_that_is_missing_are_said(country: World) -> None:
    country.row(2016, "rutin", "ja", "ja", "nej")
    keys = card("/kommun/0125/prov/2016/", "sorteringsnycklar")
    assert "Storleksgrupp 2: 15 000–29 999 invånare Härledd här ur folkmängden 31 december 2015" in keys
    assert "SKR-grupp Används inte: ingen nyckel är känd för kommunen 2016 eller tidigare." in keys
    told = card("/kommun/0125/prov/2016/", "liknande")
    assert "Lika i storleksgrupp (2016)." in told
    assert all(name in told for name in ("Upplands Väsby", "Vallentuna", "Österåker"))


def test_an_earlier_years_key_says_its_year(country: World) -> None:
    later = Survey.objects.create(area=country.surveys[2017].area, year=2019, title="Prov 2019")
    country.surveys[2019] = later
    country.row(2019, "rutin", "ja", "ja", "nej")
    keys = card("/kommun/0125/prov/2019/", "sorteringsnycklar")
    assert "SKR-grupp A2: Pendlingskommun nära storstad Nyckeln för 2017; för 2019 finns ingen." in keys
    assert "Socioekonomisk nyckel 3 på en skala från 1 (låg risk) till 8 (hög risk) Nyckeln för 2017" in keys
