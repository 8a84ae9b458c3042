"""What is computed while the survey is being answered opens no page to anybody else than FoU and those it is about."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from indicators.computing.compute import compute_survey
from indicators.computing.tasks import sweep_computations
from indicators.models import Computation, Result, YearPublication
from surveys.models import Survey
from tests.worlds.answering import answer, hand_in_as_it_stands

COMPARISON = "/jamforelser/ekonomiskt-bistand/2017/"


@pytest.fixture
def computed(response, now) -> Survey:
    """Nothing else is published of it in this little world."""
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    compute_survey(response.survey)
    return response.survey


def years_at(client: Client, address: str) -> list[int]:
    return [one.year for area in client.get(address).context["areas"] for one in area.surveys]


def test_the_sweep_computes_it_all_the_same(response, now) -> None:
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    sweep_computations()
    assert Computation.objects.get().survey == response.survey


@pytest.mark.parametrize("name", ["bo", "david", "eva", "sara", None])
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


def test_the_municipality_sees_its_own(computed, cast) -> None:
    page = cast.client("anna").get("/kommun/0125/ekonomiskt-bistand/2017/")
    assert page.context["page"].matrix is not None
    assert "<strong>Inte publicerat.</strong>" in page.content.decode()


def test_everybody_sees_it_once_it_is_published(computed, now, cast) -> None:
    now.move_to("2017-03-22T12:00:00Z")
    assert years_at(Client(), "/") == []
    YearPublication.objects.create(
        survey=computed, network=cast.network, published_by="test", published_at=timezone.now()
    )
    assert Client().get(COMPARISON).status_code == 200
    assert years_at(Client(), "/") == [2017]


def test_a_made_up_year_never_opens_a_page(computed, now, response) -> None:
    now.move_to("2017-03-22T12:00:00Z")
    YearPublication.objects.create(survey=computed, published_by="test", published_at=timezone.now())
    made_up = Survey.objects.create(area=computed.area, year=2031, title="Påhittat", is_example=True)
    Result.objects.filter(pk__in=Result.objects.values("pk")[:1]).update(survey=made_up, is_example=True)
    years = years_at(Client(), "/")
    assert years == [2017, 2031]
