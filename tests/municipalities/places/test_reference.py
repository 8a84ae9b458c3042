"""The reference facts, counted by hand in the sources."""

import pytest

from municipalities.models import Group, GroupMember, Municipality, MunicipalityYear
from municipalities.places.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference() -> None:
    load_reference(by="test")


def test_there_are_316_units_of_290_municipalities_and_29_districts() -> None:
    assert Municipality.objects.filter(parent=None).count() == 290
    assert Municipality.objects.existing(2017).exclude(parent=None).count() == 29
    assert Municipality.objects.units(2017).count() == 316


def test_loading_again_changes_nothing() -> None:
    assert set(load_reference(by="test").values()) == {0}


@pytest.mark.parametrize(
    ("slug", "units"),
    [
        ("fou-nordvast", 8),
        ("riket", 316),
        ("stockholm", 14),
        ("goteborg", 10),
        ("malmo", 5),
        ("stockholms-lan", 25 + 14),
        ("gotlands-lan", 1),
        ("storlek-2017-1", 134),
        ("storlek-2017-5", 1 + 29),
        ("skr-2017-a1", 29),
        ("skr-2017-c9", 15),
        ("skr-2023-c9", 21),
    ],
)
def test_size_of_group(slug: str, units: int) -> None:
    assert Group.objects.get(slug=slug).members_in(2017).count() == units


def test_counties_divide_the_nation() -> None:
    members = [group.members_in(2017).count() for group in Group.objects.filter(kind=Group.Kind.COUNTY)]
    assert (len(members), sum(members)) == (21, 316)


def test_a_city_is_no_member_of_any_group_while_it_has_districts() -> None:
    for code in ("0180", "1280", "1480"):
        assert not Group.objects.of(Municipality.objects.get(code=code), 2017).exists()


@pytest.mark.parametrize(
    ("year", "units", "in_stockholm", "itself"),
    [
        (2017, 316, 14, []),
        (2018, 316, 14, []),
        (2019, 316 - 5 + 1, 14, ["1280"]),
        (2020, 316 - 5 + 1, 14, ["1280"]),
        (2021, 316 - 5 + 1 - 10 + 1 - 1, 13, ["1280", "1480"]),
    ],
)
def test_a_city_whose_districts_have_ended_answers_itself(year, units, in_stockholm, itself) -> None:
    assert Municipality.objects.units(year).count() == units
    assert Group.objects.get(slug="riket").members_in(year).count() == units
    assert Group.objects.get(slug="stockholm").members_in(year).count() == in_stockholm
    cities = Municipality.objects.units(year).filter(code__in=["0180", "1280", "1480"])
    assert [one.code for one in cities] == itself
    assert {one.slug for one in Group.objects.of(Municipality.objects.get(code="1280"), 2019)} >= {
        *("malmo", "skane-lan", "riket", "storlek-2017-5", "skr-2017-a1")
    }


def test_a_district_that_was_formed_of_two_says_so() -> None:
    formed = Municipality.objects.get(name="Hägersten-Älvsjö")
    assert {one.name for one in formed.predecessors.all()} == {"Älvsjö", "Hägersten-Liljeholmen"}
    assert "Socialstyrelsen" in formed.source


def test_what_was_loaded_before_there_were_years_gets_them() -> None:
    """As the migration carried it over: everyone always a member, the cities only through their districts."""
    GroupMember.objects.filter(municipality__code__in=["1280", "1480"]).delete()
    GroupMember.objects.filter(municipality__name="Hägersten-Älvsjö").delete()
    GroupMember.objects.update(from_year=None, to_year=None, source="")
    Municipality.objects.update(from_year=None, to_year=None, source="")
    load_reference(by="test")
    assert Group.objects.get(slug="riket").members_in(2021).count() == 302
    assert set(load_reference(by="test").values()) == {0}


def test_what_the_administrator_has_written_is_left_alone() -> None:
    network = Group.objects.get(slug="fou-nordvast")
    ekero, norrtalje = (Municipality.objects.get(code=code) for code in ("0125", "0188"))
    network.member_years.filter(municipality=ekero).update(to_year=2017, by_hand=True)
    GroupMember.objects.create(group=network, municipality=norrtalje, from_year=2018)
    Municipality.objects.filter(pk=norrtalje.pk).update(name="Nya Norrtälje", by_hand=True)
    assert set(load_reference(by="test").values()) == {0}
    assert [ekero in network.members_in(year) for year in (2017, 2018)] == [True, False]
    assert norrtalje in network.members_in(2018)
    assert Municipality.objects.get(code="0188").name == "Nya Norrtälje"


def test_codes_keep_their_zeros_and_districts_say_their_city() -> None:
    assert Municipality.objects.get(code="0114").name == "Upplands Väsby"
    district = Municipality.objects.get(code="148004")
    assert (district.full_name, district.has_constructed_code) == ("Centrum (Göteborg)", True)


def test_size_groups_fit_the_population_of_2016() -> None:
    limits = {1: (1, 14_999), 2: (15_000, 29_999), 3: (30_000, 69_999), 4: (70_000, 199_999), 5: (200_000, 2_000_000)}
    population = dict(MunicipalityYear.objects.filter(year=2016).values_list("municipality_id", "population"))
    groups = MunicipalityYear.objects.filter(year=2017).exclude(size_group=None)
    outside = [
        row.municipality_id
        for row in groups
        if not limits[row.size_group][0] <= population[row.municipality_id] <= limits[row.size_group][1]
    ]
    assert (groups.count(), outside) == (290, [])
