"""The reference facts, counted by hand in the sources."""

import pytest

from municipalities.models import Group, Municipality, MunicipalityYear
from municipalities.places.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference() -> None:
    load_reference(by="test")


def test_there_are_316_units_of_290_municipalities_and_29_districts() -> None:
    assert Municipality.objects.filter(parent=None).count() == 290
    assert Municipality.objects.exclude(parent=None).count() == 29
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
    assert Group.objects.get(slug=slug).members.count() == units


def test_counties_divide_the_nation() -> None:
    members = [group.members.count() for group in Group.objects.filter(kind=Group.Kind.COUNTY)]
    assert (len(members), sum(members)) == (21, 316)


def test_a_city_is_no_member_of_any_group() -> None:
    assert not Group.objects.filter(members__code__in=["0180", "1280", "1480"]).exists()


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
