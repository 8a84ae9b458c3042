"""Which collection an address means to whom, and whose responses in it may be read."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from municipalities.models import Group
from surveys.collecting.permissions import (
    get_collection,
    get_collection_to_run,
    get_network_of,
    get_response_of,
)
from surveys.models import Collection, Survey
from tests.worlds.answering import CLOSES, EKERO, OPENS, make_response

ADDRESS = ("ekonomiskt-bistand", 2017)


def collect(survey: Survey, group: Group) -> Collection:
    return Collection.objects.create(survey=survey, group=group, opens=OPENS, closes=CLOSES, opened_by="x@test.example")


@pytest.fixture
def nation(survey: Survey) -> Collection:
    """Made before that of the network: an address without a group means it to nobody of the network."""
    return collect(survey, Group.objects.get(kind=Group.Kind.NATION))


@pytest.fixture
def own(nation: Collection, survey: Survey, cast) -> Collection:
    return collect(survey, cast.network)


def test_without_a_group_the_collection_of_the_own_network_is_meant(cast, own, nation) -> None:
    assert get_collection(cast.carin, *ADDRESS) == own
    assert get_collection(cast.sara, *ADDRESS) == nation
    assert get_collection(cast.carin, *ADDRESS, nation.group.slug) == nation


def test_of_collections_of_others_the_first_is_meant(cast, nation, survey) -> None:
    county = collect(survey, Group.objects.get(slug="stockholms-lan"))
    assert get_collection(cast.carin, *ADDRESS) == min(nation, county, key=lambda one: one.pk)


def test_the_year_and_the_area_are_those_of_the_address(cast, own) -> None:
    for address in (("ekonomiskt-bistand", 2016), ("okant", 2017)):
        with pytest.raises(Http404):
            get_collection(cast.carin, *address)


def test_who_sees_a_collection_does_not_always_run_it(cast, own, nation) -> None:
    assert get_collection_to_run(cast.carin, *ADDRESS) == own
    assert get_collection_to_run(cast.sara, *ADDRESS, nation.group.slug) == nation
    with pytest.raises(PermissionDenied):
        get_collection_to_run(cast.carin, *ADDRESS, nation.group.slug)


def test_the_collection_of_another_network_is_refused(cast, survey) -> None:
    collect(survey, cast.network)
    with pytest.raises(PermissionDenied):
        get_collection(cast.gun, *ADDRESS)


def test_a_response_is_of_the_collections_survey_and_kind(cast, own, django_assert_num_queries) -> None:
    mine = make_response(own.survey, EKERO)
    make_response(own.survey, EKERO, is_example=True)
    make_response(Survey.objects.get(area=own.survey.area, year=2016), EKERO)
    found = get_response_of(own, cast.carin, EKERO)
    with django_assert_num_queries(0):
        assert (found, found.survey.area.slug, found.municipality.parent) == (mine, ADDRESS[0], None)


def test_the_response_of_another_networks_municipality_is_refused(cast, nation) -> None:
    mine, other = make_response(nation.survey, EKERO), make_response(nation.survey, "0127")
    assert (get_response_of(nation, cast.carin, EKERO), get_response_of(nation, cast.gun, "0127")) == (mine, other)
    with pytest.raises(PermissionDenied):
        get_response_of(nation, cast.carin, "0127")
    with pytest.raises(Http404):
        get_response_of(nation, cast.carin, "0180")


def test_who_previews_does_so_for_the_own_network(cast, own, nation) -> None:
    assert get_network_of(own, cast.carin) == get_network_of(nation, cast.carin) == cast.network
    assert get_network_of(nation, cast.gun) != cast.network
    for collection, person in ((own, cast.gun), (own, cast.sara), (own, cast.anna)):
        with pytest.raises(PermissionDenied):
            get_network_of(collection, person)


def test_a_network_whose_members_have_left_still_previews_its_own_collection(cast, own, nation) -> None:
    cast.network.member_years.update(to_year=2016)
    assert get_network_of(own, cast.carin) == cast.network
    with pytest.raises(PermissionDenied):
        get_network_of(nation, cast.carin)
