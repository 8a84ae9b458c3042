"""What a person sees by the municipalities and networks he or she belongs to."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from municipalities.models import Group, Municipality
from municipalities.permissions import can_see_answers, groups_seen_by, networks_around
from tests.scenario import Cast

LINK = "nio-tecken"


@pytest.fixture
def cast(reference: None, db: None) -> Cast:
    return Cast()


@pytest.fixture
def ekero(cast: Cast) -> Municipality:
    return Municipality.objects.get(code="0125")


def sees_answers(cast: Cast, unit: Municipality, year: int = 2017) -> set[str]:
    names = ("anna", "bo", "carin", "gun", "hans", "sara", "david", "eva")
    return {name for name in names if can_see_answers(getattr(cast, name), unit, year)}


def test_answers_are_seen_by_the_own_contact_and_the_fou_of_the_network(cast: Cast, ekero: Municipality) -> None:
    assert sees_answers(cast, ekero) == {"anna", "carin"}
    assert not can_see_answers(AnonymousUser(), ekero, 2017)


def test_the_fou_of_a_network_sees_the_years_that_the_municipality_was_a_member(
    cast: Cast, ekero: Municipality
) -> None:
    cast.network.member_years.filter(municipality=ekero).update(to_year=2016)
    assert (sees_answers(cast, ekero, 2016), sees_answers(cast, ekero, 2017)) == ({"anna", "carin"}, {"anna"})


def test_a_network_is_around_its_fou_and_its_members(cast: Cast) -> None:
    assert list(networks_around(cast.carin)) == list(networks_around(cast.anna)) == [cast.network]
    assert cast.network not in networks_around(cast.hans)
    assert [list(networks_around(one)) for one in (cast.sara, AnonymousUser())] == [[], []]


def own_group(owner, slug: str, **fields: object) -> Group:
    return Group.objects.create(name=slug, slug=slug, kind=Group.Kind.CUSTOM, owner=owner, **fields)


def seen(person, slug: str = "") -> set[str]:
    return {one.slug for one in groups_seen_by(person, slug) if one.owner_id}


def test_an_own_group_is_seen_by_its_owner_alone(cast: Cast) -> None:
    own_group(cast.anna, "egen")
    assert (seen(cast.anna), seen(cast.carin), seen(AnonymousUser())) == ({"egen"}, set(), set())


def test_a_group_shared_with_a_network_is_seen_around_it(cast: Cast) -> None:
    own_group(cast.anna, "delad", shared_with=cast.network)
    assert (seen(cast.carin), seen(cast.bo), seen(cast.hans), seen(AnonymousUser())) == (
        {"delad"},
        {"delad"},
        set(),
        set(),
    )


def test_a_group_shared_by_link_is_seen_by_whoever_has_its_link(cast: Cast) -> None:
    own_group(cast.anna, LINK, shared_by_link=True)
    own_group(cast.anna, "inte-delad")
    assert (seen(cast.hans), seen(cast.hans, LINK), seen(AnonymousUser(), LINK)) == (set(), {LINK}, {LINK})
    assert (seen(cast.hans, "inte-delad"), seen(AnonymousUser(), "okand")) == (set(), set())


def test_everybody_sees_the_groups_that_nobody_owns(cast: Cast) -> None:
    assert cast.network in groups_seen_by(AnonymousUser())
