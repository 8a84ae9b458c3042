"""A cycle keeps the municipalities it was opened with, and their people keep their part in it."""

from __future__ import annotations

import pytest

from municipalities.models import GroupMember
from tests.workflow.conftest import EKERO, WorkflowCast, municipality
from workflow.models import Cycle
from workflow.units import units_of


@pytest.fixture
def left(cast: WorkflowCast, cycle: Cycle) -> Cycle:
    """Ekerö leaves the network after 2017, and Norrtälje joins it in 2018."""
    GroupMember.objects.filter(group=cast.network, municipality__code=EKERO).update(to_year=2017)
    GroupMember.objects.create(group=cast.network, municipality=municipality("0188"), from_year=2018)
    return cycle


def test_a_cycle_keeps_its_units(left: Cycle) -> None:
    codes = [one.code for one in units_of(left)]
    assert len(codes) == 8
    assert EKERO in codes


@pytest.mark.parametrize("name", ["anna", "frida"])
def test_people_of_a_municipality_that_left_still_read_and_find_the_cycle(
    left: Cycle, cast: WorkflowCast, name: str
) -> None:
    client = cast.client(name)
    assert client.get(f"/omgang/{left.pk}/").status_code == 200
    assert f"/omgang/{left.pk}/" in client.get("/omgang/").content.decode()
    overview = client.get("/omgang/oversikt/fou-nordvast/")
    assert overview.status_code == 200
    assert f"/omgang/{left.pk}/" in overview.content.decode()


def test_people_of_a_municipality_that_joined_later_have_no_part_in_it(left: Cycle, cast: WorkflowCast) -> None:
    cast.nina = cast._person("Nina", "contact", "0188")
    client = cast.client("nina")
    assert client.get(f"/omgang/{left.pk}/").status_code == 403
    assert f"/omgang/{left.pk}/" not in client.get("/omgang/").content.decode()
