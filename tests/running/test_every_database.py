"""The run on PostgreSQL leaves out those tests alone that no database can change."""

from __future__ import annotations

import pytest


def is_left_out(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("same_on_every_database") is not None


def test_without_the_database(request) -> None:
    assert is_left_out(request)


def test_through_a_fixture_of_a_fixture(request, survey) -> None:
    assert not is_left_out(request)


@pytest.mark.django_db
def test_by_its_mark(request) -> None:
    assert not is_left_out(request)


@pytest.mark.starts_processes
def test_starting_processes(request) -> None:
    assert not is_left_out(request)


@pytest.mark.django_db
@pytest.mark.only_looks
def test_looking_at_pages_that_others_ask_for(request) -> None:
    assert is_left_out(request)
