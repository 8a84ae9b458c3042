"""What is computed while the survey is being answered is for FoU staff only, and opens no page."""

from __future__ import annotations

import pytest
from django.test import Client

from indicators.computing.compute import compute_survey
from indicators.computing.tasks import sweep_computations
from indicators.models import Computation, Result
from surveys.models import Survey
from tests.worlds.answering import answer, hand_in_as_it_stands

COMPARISON = "/jamforelser/ekonomiskt-bistand/2017/"


@pytest.fixture
def computed(response, now) -> Survey:
    """Public otherwise, and nothing published of it in this little world."""
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    Survey.objects.filter(pk=response.survey_id).update(results_are_public=True)
    compute_survey(response.survey)
    return response.survey


def years_at(client: Client, address: str) -> list[int]:
    return [one.year for area in client.get(address).context["areas"] for one in area.surveys]


def test_the_sweep_computes_it_all_the_same(response, now) -> None:
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    sweep_computations()
    assert Computation.objects.get().survey == response.survey


@pytest.mark.parametrize("name", ["anna", "david", "eva", None])
def test_nobody_else_sees_it_while_it_is_open(computed, cast, name) -> None:
    client = cast.client(name) if name else Client()
    assert Result.objects.exists()
    assert client.get(COMPARISON).status_code == 404
    assert 2017 not in years_at(client, "/jamforelser/")
    assert client.get("/").context["areas"] == []
    assert client.get("/kommun/0125/").context["summaries"] == []
    why = client.get("/varfor/ekonomiskt-bistand/2017/vantetid/0125/")
    assert why.context["page"].computed == []


def test_fou_staff_see_it_last(computed, cast) -> None:
    client = cast.client("carin")
    assert client.get(COMPARISON).status_code == 200
    assert years_at(client, "/") == [2017]


def test_everybody_sees_it_once_it_has_closed(computed, now) -> None:
    now.move_to("2017-03-22T12:00:00Z")
    assert Client().get(COMPARISON).status_code == 200
    assert years_at(Client(), "/") == [2017]


def test_a_made_up_year_never_opens_a_page(computed, now, response) -> None:
    now.move_to("2017-03-22T12:00:00Z")
    made_up = Survey.objects.create(area=computed.area, year=2031, title="Påhittat", is_example=True)
    Result.objects.filter(pk__in=Result.objects.values("pk")[:1]).update(survey=made_up, is_example=True)
    years = years_at(Client(), "/")
    assert years == [2017, 2031]
