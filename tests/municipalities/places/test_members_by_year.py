"""Who belongs to a group, by year."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from municipalities.models import Group, GroupMember, Municipality

pytestmark = pytest.mark.django_db


def place(code: str, **more: object) -> Municipality:
    return Municipality.objects.create(code=code, name=code, county_code="01", county_name="Länet", **more)


def spans(*years: tuple[int | None, int | None]) -> tuple[Group, Municipality]:
    group, unit = Group.objects.create(slug="nord", name="Nord", kind="network"), place("0125")
    for since, until in years:
        GroupMember.objects.create(group=group, municipality=unit, from_year=since, to_year=until)
    return group, unit


@pytest.mark.parametrize(
    ("years", "belongs"),
    [
        ([(None, None)], [2016, 2017, 2018, 2019]),
        ([(None, 2017)], [2016, 2017]),
        ([(2018, None)], [2018, 2019]),
        ([(2017, 2018)], [2017, 2018]),
        ([(None, 2016), (2018, 2018)], [2016, 2018]),
    ],
)
def test_a_member_belongs_from_a_year_to_a_year_both_included(years, belongs) -> None:
    group, unit = spans(*years)
    asked = range(2016, 2020)
    assert [year for year in asked if unit in group.members_in(year)] == belongs
    assert [year for year in asked if group in Group.objects.of(unit, year)] == belongs


@pytest.mark.parametrize("years", [[(2018, 2017)], [(2017, None), (2017, None)], [(None, None), (None, 2017)]])
def test_years_that_contradict_each_other_are_not_stored(years) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        spans(*years)


def test_a_city_answers_itself_from_the_year_its_districts_have_ended() -> None:
    city = place("1480")
    district = place("148001", parent=city, to_year=2020)
    assert list(Municipality.objects.units(2020)) == [district]
    assert list(Municipality.objects.units(2021)) == [city]


def test_a_municipality_is_a_unit_only_while_it_exists() -> None:
    place("0330", from_year=1999)
    assert [Municipality.objects.units(year).count() for year in (1998, 1999)] == [0, 1]
