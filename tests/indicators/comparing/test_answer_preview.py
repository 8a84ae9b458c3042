"""Which results the answers would give, before handing in."""

from __future__ import annotations

from indicators.comparing.answer_preview import preview
from indicators.computing.compute import compute_survey
from indicators.models import Result
from tests.worlds.answering import answer, any_answers, hand_in_as_it_stands


def test_an_answer_decides_its_indicator_and_says_why(response):
    answer(response, E4="ja")
    found = {one.indicator: one for one in preview(response)}
    assert found["radgivning"].outcome.value == "ja"
    assert found["radgivning"].explanation.lines[0] == "Ja, eftersom E4 är besvarad med Ja."
    assert found["socialjour"].outcome.value == "bortfall"


def test_it_is_what_will_be_computed(response, questionnaire):
    answer(response, **any_answers(questionnaire))
    shown = {one.indicator: one.outcome.value for one in preview(response, with_reasons=False)}
    assert not Result.objects.exists()
    hand_in_as_it_stands(response)
    compute_survey(response.survey)
    stored = Result.objects.filter(municipality=response.municipality)
    assert dict(stored.values_list("indicator__code", "value")) == shown


def test_it_costs_two_queries(response, django_assert_num_queries):
    preview(response)
    with django_assert_num_queries(2):  # survey with definitions, answers
        found = preview(response, with_reasons=False)
    assert {one.explanation for one in found} == {None}


def test_a_year_without_definitions_has_nothing_to_show(response):
    response.survey.definition_set.delete()
    assert preview(response) == []
