"""Municipalities are formed, end and change county: every page says so with what was true of its year."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from municipalities.models import Group, GroupMember, Municipality
from tests.indicators.comparing.conftest import World

COUNTY = {"county_code": "01", "county_name": "Stockholms län"}


def text_of(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def link(code: str, name: str) -> str:
    return f'<a href="/kommun/{code}/">{name}</a>'


@pytest.fixture
def merged(world: World) -> World:
    """Ekerö and Sollentuna become Storsolna in 2017."""
    old = [world.units[code] for code in ("0125", "0163")]
    formed = Municipality.objects.create(code="0199", name="Storsolna", from_year=2017, **COUNTY)
    formed.predecessors.set(old)
    for one in old:
        one.to_year = 2016
        one.save()
        GroupMember.objects.filter(municipality=one).update(to_year=2016)
    for slug in ("fou-nordvast", "stockholms-lan", "riket"):
        GroupMember.objects.create(group=world.groups[slug], municipality=formed, from_year=2017)
    world.units["0199"] = formed
    world.row(2016, "rutin", "ja", "nej", "ja")
    world.unit(2017, "rutin", "0199", "nej")
    world.unit(2017, "rutin", "0184", "ja")
    return world


@pytest.mark.parametrize("rest", ["", "prov/2017/"])
def test_a_formed_municipality_says_of_what_and_when(merged: World, rest: str) -> None:
    told = f"Bildades 2017 av {link('0125', 'Ekerö')} och {link('0163', 'Sollentuna')}."
    assert told in text_of(f"/kommun/0199/{rest}")


@pytest.mark.parametrize("rest", ["", "prov/2016/"])
def test_one_that_is_no_more_says_where_it_went(merged: World, rest: str) -> None:
    assert f"Ingår sedan 2017 i {link('0199', 'Storsolna')}." in text_of(f"/kommun/0125/{rest}")


def test_places_are_called_as_they_were_then(merged: World) -> None:
    Municipality.objects.filter(code="0199").update(
        name="Nya Solna", earlier=[{"to_year": 2018, "name": "Storsolna", **COUNTY}]
    )
    assert f"Ingår sedan 2017 i {link('0199', 'Storsolna')}." in text_of("/kommun/0125/")


def test_one_that_gave_a_part_and_stays_says_so(world: World) -> None:
    formed = Municipality.objects.create(code="0189", name="Väddö", from_year=2017, **COUNTY)
    formed.predecessors.set([world.units["0184"]])
    assert f"Bildades 2017 av {link('0184', 'Solna')}." in text_of("/kommun/0189/")
    page = text_of("/kommun/0184/")
    assert f"En del ingår sedan 2017 i {link('0189', 'Väddö')}." in page
    assert "Upphörde" not in page


def test_one_that_went_into_nothing_known_says_when_it_ended(world: World) -> None:
    Municipality.objects.filter(code="0184").update(to_year=2016)
    assert "Upphörde efter 2016." in text_of("/kommun/0184/")


def test_nothing_is_said_where_nothing_has_changed(world: World) -> None:
    page = text_of("/kommun/0184/")
    assert not re.search("Bildades|Ingår sedan|ingår sedan|Upphörde", page)


def test_a_trend_over_a_merger_says_who_was_formed_and_who_ended(merged: World) -> None:
    page = text_of("/indikator/prov/rutin/")
    assert "Storsolna bildades 2017 av Ekerö och Sollentuna." in page
    for name in ("Ekerö", "Sollentuna"):
        assert f"{name} upphörde efter 2016 och ingår i Storsolna." in page


@pytest.mark.parametrize(
    ("year", "county", "other"),
    [(2016, "Stockholms-lan", "Uppsala-lan"), (2017, "Uppsala-lan", "Stockholms-lan")],
)
def test_the_county_beside_is_that_of_the_year(world: World, year: int, county: str, other: str) -> None:
    """Ekerö lies in Uppsala-lan from 2017, where Knivsta always has."""
    ekero, code = world.units["0125"], {"county_code": "03", "county_name": "Uppsala-lan"}
    ekero.earlier = [{"to_year": 2016, "name": "Ekerö", **COUNTY}]
    ekero.county_code, ekero.county_name = code.values()
    ekero.save()
    world.groups["uppsala-lan"] = Group.objects.create(slug="uppsala-lan", name="Uppsala-lan", kind="county")
    world.groups["uppsala-lan"].members.add(Municipality.objects.create(code="0330", name="Knivsta", **code))
    world.groups["stockholms-lan"].member_years.filter(municipality=ekero).update(to_year=2016)
    GroupMember.objects.create(group=world.groups["uppsala-lan"], municipality=ekero, from_year=2017)
    Group.objects.create(slug="ensam", name="Ensam", kind="network").members.add(ekero)
    for at in (2016, 2017):
        world.unit(at, "rutin", "0125", "ja")
        for slug in ("stockholms-lan", "uppsala-lan"):
            world.group(at, "rutin", slug, "78")
    head = re.search(r"<thead>.*?</thead>", text_of(f"/jamforelser/prov/{year}/?grupp=ensam"))
    assert head
    assert county in head[0]
    assert other not in head[0]
