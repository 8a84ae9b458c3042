"""Unpublished results: a municipality sees its own, FoU staff those of their network, the administrator none."""

from __future__ import annotations

import pytest

from indicators.computing.compute import compute_survey
from municipalities.models import Municipality
from surveys.models import Collection, Survey
from tests.worlds.answering import CLOSES, EKERO, OPENS, answer, hand_in_as_it_stands, make_response

BOTKYRKA = "0127"
PAGE = "/varfor/ekonomiskt-bistand/2017/vantetid/"


@pytest.fixture
def computed(response, cast, now) -> Survey:
    """Ekerö and, in the other network, Botkyrka have handed in; nobody has published it."""
    days = {"opens": OPENS, "closes": CLOSES, "opened_by": "gun@test.example"}
    Collection.objects.create(survey=response.survey, group=cast.other_network, **days)
    for one in (response, make_response(response.survey, BOTKYRKA)):
        answer(one, E1="inom_3_dagar")
        hand_in_as_it_stands(one)
    compute_survey(response.survey)
    return response.survey


def seen(client) -> list[str]:
    """Names of the two whose computed result the person is shown."""
    return [code for code in (EKERO, BOTKYRKA) if client.get(f"{PAGE}{code}/").context["page"].computed]


@pytest.mark.parametrize(
    ("name", "while_open", "closed"),
    [
        ("carin", [EKERO], [EKERO]),
        ("gun", [BOTKYRKA], [BOTKYRKA]),
        ("anna", [EKERO], [EKERO]),
        ("hans", [BOTKYRKA], [BOTKYRKA]),
        ("david", [], [EKERO]),  # head in Solna: the rest of the network when the answering is over
        ("sara", [], []),
        ("eva", [], []),
    ],
)
def test_each_sees_those_they_work_for(computed, cast, now, name, while_open, closed) -> None:
    assert seen(cast.client(name)) == while_open
    now.move_to("2017-03-22T12:00:00Z")
    assert seen(cast.client(name)) == closed


def test_fou_staff_see_the_mean_of_their_own_network_and_not_of_another(computed, cast, now) -> None:
    now.move_to("2017-03-22T12:00:00Z")
    for group, has_mean in (("fou-nordvast", True), ("fou-soder", False)):
        page = cast.client("carin").get(f"/indikator/ekonomiskt-bistand/vantetid/?grupp={group}").context["page"]
        assert bool(page.series) is has_mean, group


def test_the_administrator_is_no_way_to_results_that_are_not_public(computed, cast) -> None:
    assert cast.client("sara").get("/jamforelser/ekonomiskt-bistand/2017/").status_code == 404
    assert Municipality.objects.get(code=EKERO).name not in cast.client("sara").get("/").content.decode()
