"""Who is concerned: whoever holds a role in a place, with an active account, real or invented as the work is."""

from __future__ import annotations

import pytest

from municipalities.models import Group, Membership, Municipality, User
from municipalities.people.concerned import people_by_municipality, people_in, people_with, reachable, roles_held
from tests.scenario import Cast

CONTACT, CHIEF, FOU = Membership.Role.CONTACT, Membership.Role.CHIEF, Membership.Role.FOU
pytestmark = pytest.mark.usefixtures("cast")


@pytest.fixture
def cast(reference: None, db: None) -> Cast:
    """Beside Anna, Bo, Carin and David: Bo is head in Ekerö too, Ivar has left, Inga is invented."""
    cast = Cast()
    for person in (cast.anna, cast.carin, cast.david):
        assert person
    Membership.objects.create(user=cast.bo, role=CHIEF, municipality=place("0125"))
    for name, fields in (("Ivar", {"is_active": False}), ("Inga", {"is_example": True})):
        user = cast._person(name, CONTACT, "0125")
        User.objects.filter(pk=user.pk).update(**fields)
    return cast


def place(code: str) -> Municipality:
    return Municipality.objects.get(code=code)


def names(people: list[User]) -> list[str]:
    return [one.name.split()[0] for one in people]


@pytest.mark.parametrize(
    ("roles", "expected"),
    [([CONTACT], ["Anna", "Bo"]), ([CHIEF, CONTACT], ["Anna", "Bo", "David"]), ([FOU], ["Carin"])],
)
def test_people_of_the_roles_in_the_network_each_once(cast: Cast, roles, expected, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert (
            names(people_with(cast.network, *roles, units=cast.network.members_in(2017), is_example=False)) == expected
        )


def test_another_network_has_its_own(cast: Cast) -> None:
    other = Group.objects.create(slug="annat", name="Annat", kind=Group.Kind.NETWORK)
    other.members.add(place("0125"))
    assert names(people_with(other, CONTACT, FOU, units=other.members_in(2017), is_example=False)) == ["Anna"]


def test_people_in_a_municipality(django_assert_num_queries) -> None:
    ekero = place("0125")
    with django_assert_num_queries(1):
        assert names(people_in(ekero, CONTACT, is_example=False)) == ["Anna"]
    assert names(people_in(ekero, CONTACT, is_example=True)) == ["Inga"]


def test_municipalities_with_somebody_in_the_role(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        found = people_by_municipality(cast.network, CHIEF, units=cast.network.members_in(2017), is_example=False)
    codes = dict(Municipality.objects.values_list("pk", "code"))
    assert {codes[pk]: names(people) for pk, people in found.items()} == {"0125": ["Bo"], "0184": ["David"]}


def test_roles_come_by_municipality_and_those_of_the_network_last(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        held = roles_held(cast.network, FOU, CHIEF, CONTACT, units=cast.network.members_in(2017), is_example=False)
        told = [(one.user.name.split()[0], one.municipality.full_name if one.municipality else "") for one in held]
    assert told == [("Anna", "Ekerö"), ("Bo", "Ekerö"), ("Bo", "Solna"), ("David", "Solna"), ("Carin", "")]


@pytest.mark.parametrize(
    ("address", "real", "example"),
    [
        ("anna@test.example", True, False),
        ("Anna@Test.example", True, False),
        ("inga@test.example", False, True),
        ("ivar@test.example", False, False),
        ("nobody@socialstyrelsen.example", True, True),
    ],
)
def test_which_addresses_may_be_written_to(address: str, real: bool, example: bool, django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        found = [reachable([address], is_example=one) == {address} for one in (False, True)]
    assert found == [real, example]
