"""What is known around a response: open or closed, last year, interpretations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from municipalities.models import Group
from surveys.answering.queries import (
    collection_of,
    interpretations_for,
    last_day,
    last_saved,
    last_year_of,
    takes_answers,
)
from surveys.models import Collection, Interpretation, Response
from tests.worlds.answering import CLOSES, NOW, OPENS, answer, make_last_year

DAY = timedelta(days=1)


def is_open(day: date) -> bool:
    """Whether the only response there is takes answers on the day."""
    return Response.objects.filter(takes_answers(day)).exists()


@pytest.mark.parametrize(
    ("day", "expected"), [(OPENS - DAY, False), (OPENS, True), (CLOSES, True), (CLOSES + DAY, False)]
)
def test_open_from_the_first_day_to_the_last(response, day, expected):
    assert is_open(day) is expected


def test_reopened_until_a_day(reopened):
    assert is_open(reopened.reopened_until)
    assert not is_open(reopened.reopened_until + DAY)
    assert last_day(reopened, CLOSES) == CLOSES + 3 * DAY


def test_exempeldata_does_not_open_a_real_response(response, collection):
    collection.is_example = True
    collection.save()
    assert not is_open(CLOSES)


def test_the_collection_that_closes_last_covers_the_municipality(response, collection):
    nation = Collection.objects.create(
        survey=collection.survey,
        group=Group.objects.get(slug="riket"),
        opens=OPENS,
        closes=CLOSES + DAY,
        opened_by="carin@test.example",
    )
    assert collection_of(response.survey, response.municipality, CLOSES) == nation
    assert collection_of(response.survey, response.municipality, OPENS - DAY) is None


def test_last_year_is_the_latest_earlier_survey(response):
    make_last_year(response, E4="ja", G1="nej")
    last = last_year_of(response)
    assert (last.survey.year, last.values, last.comments["E4"]) == (2016, {"E4": "ja", "G1": "nej"}, "om E4")


def test_an_answer_that_was_not_asked_last_year_is_not_last_years_answer(response):
    make_last_year(response, **{"G2.lss": "nej", "G2a.lss": "ja"})
    assert last_year_of(response).values == {"G2.lss": "nej"}


def test_an_answer_that_can_no_longer_be_given_is_left_out(response):
    make_last_year(response, E4="ja", E1="inom_2_dagar")
    assert last_year_of(response).values == {"E4": "ja"}


def test_an_empty_response_is_no_last_year(response):
    make_last_year(response)
    assert last_year_of(response) is None


def test_made_up_answers_are_never_shown_as_last_years(response):
    before = make_last_year(response, E4="ja")
    before.is_example = True
    before.save()
    assert last_year_of(response) is None


def test_interpretations_of_the_own_network(response, cast):
    written = {"survey": response.survey, "network": cast.network, "by": "carin@test.example", "at": NOW}
    Interpretation.objects.create(question="G2", text="Beslutet får vara delegerat.", **written)
    Interpretation.objects.create(question="E4", text="Gammalt.", state="retired", **written)
    found = interpretations_for(response.survey, response.municipality)
    assert {code: one.text for code, one in found.items()} == {"G2": "Beslutet får vara delegerat."}


def test_nothing_saved_yet(response):
    assert last_saved(response) is None
    answer(response, E4="ja")
    assert last_saved(response) == NOW
