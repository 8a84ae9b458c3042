"""A cycle's pages lead to the results only those who have something to see there, and say so to the others."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client

from indicators.computing.compute import compute_survey
from municipalities.models import Group, Municipality
from municipalities.places import actions
from surveys.models import Survey
from tests.workflow.conftest import NOW, WorkflowCast
from tests.worlds.answering import answer, hand_in_as_it_stands, make_response
from workflow.models import Cycle

CLOSED = "2017-03-22T12:00:00Z"
NOT_YET = "Resultaten är inte publicerade än"


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def answered(now, cycle: Cycle, collection, survey: Survey) -> Cycle:
    """Ekerö has handed in, the other municipalities have not, and the collection is open."""
    response = make_response(survey, "0125")
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    compute_survey(survey)
    return cycle


def lead_to(client: Client, address: str) -> set[str]:
    """The links of the page's own content, each of which opens."""
    content = client.get(address, follow=True).content.decode().partition("<main")[2].partition("</main>")[0]
    found = set(re.findall(r'href="(/[^"#]*)', content))
    refused = [one for one in found if client.get(one, follow=True).status_code != 200]
    assert not refused, refused
    return {one for one in found if one.startswith("/jamforelser/")}


@pytest.mark.parametrize(
    ("person", "while_open", "closed"),
    [
        ("anna", True, True),  # her own municipality's
        ("carin", True, True),
        ("bo", False, False),  # Solna has handed in nothing; bortfall afterwards, of the own municipality
        ("david", False, True),  # head: the network's when the answering is over
    ],
)
def test_who_is_led_to_the_results(answered: Cycle, cast: WorkflowCast, now, person, while_open, closed) -> None:
    for day, sees in ((NOW, while_open), (CLOSED, closed)):
        now.move_to(day)
        client = cast.client(person)
        for more in ("", "omraden/", "mote/analysis_1/", "planer/", "beslut/"):
            assert bool(lead_to(client, f"/omgang/{answered.pk}/{more}")) is sees, (day, more)
        assert bool(lead_to(client, "/omgang/")) is sees
        assert (NOT_YET in client.get(f"/omgang/{answered.pk}/").content.decode()) is not sees


def test_a_contact_whose_municipality_has_left_is_not_led_to_what_it_does_not_see(
    answered: Cycle, cast: WorkflowCast
) -> None:
    client = cast.client("anna")
    ekero = Municipality.objects.get(code="0125")
    actions.leave_group(
        group=Group.objects.get(slug="fou-nordvast"), municipality=ekero, to_year=2016, by="sara@test.example"
    )
    assert lead_to(client, f"/omgang/{answered.pk}/") == set()
    assert NOT_YET in client.get(f"/omgang/{answered.pk}/").content.decode()


def test_the_step_leads_to_the_cycle_s_own_network(answered: Cycle, cast: WorkflowCast) -> None:
    link = "/jamforelser/ekonomiskt-bistand/2017/?grupp=fou-nordvast"
    assert lead_to(cast.client("carin"), f"/omgang/{answered.pk}/steg/results/") == {link}
