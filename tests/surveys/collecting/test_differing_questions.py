"""Where the municipalities answer differently: what the quality-assurance meeting talks about."""

from __future__ import annotations

import pytest

from municipalities.models import Group
from surveys.collecting.differing_questions import DifferingQuestion
from surveys.collecting.queries import differing_questions_of
from surveys.models import Answer, ChangeReason


@pytest.fixture
def rows(small_survey, small_units):
    def read() -> dict[str, DifferingQuestion]:
        found = differing_questions_of(small_survey, Group.objects.get(slug="natverk"), is_example=False)
        return {row.question: row for row in found}

    return read


def test_all_questions_come_in_order_with_each_answer_as_it_was_seen(respond, rows, small_units) -> None:
    respond(0, {"R1": "ja", "R1a": "nej", "Q1": "37.5"})
    assert list(rows()) == ["R1", "R1a", "R2", "Q1"]
    assert rows()["R1"].answers == {small_units[0].pk: "Ja"}
    assert rows()["Q1"].answers == {small_units[0].pk: "37,5 timmar"}


def test_the_question_with_most_kinds_of_answer_weighs_most(respond, rows) -> None:
    for place, (routine, support) in enumerate([("ja", "alla"), ("ja", "vissa"), ("nej", "nej")]):
        respond(place, {"R1": routine, "R2": support})
    assert (rows()["R1"].different, rows()["R2"].different) == (2, 3)
    assert rows()["R2"].weight > rows()["R1"].weight
    assert rows()["R1"].is_worth_a_talk
    assert not rows()["Q1"].is_worth_a_talk


def test_an_answer_behind_a_closed_gate_is_not_read(respond, rows, small_units) -> None:
    respond(0, {"R1": "nej", "R1a": "ja"})
    assert rows()["R1a"].answers == {}
    assert rows()["R1a"].items[0].not_asked == {small_units[0].pk}


def test_numbers_are_no_different_answers(respond, rows) -> None:
    respond(0, {"Q1": "1"})
    respond(1, {"Q1": "2"})
    assert rows()["Q1"].different == 0


def test_exempeldata_is_not_mixed_in(respond, rows) -> None:
    respond(0, {"R1": "ja"}, is_example=True)
    assert rows()["R1"].answers == {}


def test_comments_and_reasons_are_there(respond, rows, small_units) -> None:
    response = respond(0, {"R1": "ja"})
    Answer.objects.filter(response=response).update(comment="Gäller hela kommunen.")
    ChangeReason.objects.create(
        response=response, question="R1", reason="reading", by="anna", at="2017-02-01T12:00:00Z"
    )
    assert rows()["R1"].comments == {small_units[0].pk: ("Gäller hela kommunen.",)}
    assert rows()["R1"].reasons == {small_units[0].pk: "Vi läser frågan annorlunda"}


def test_the_number_of_queries_does_not_grow(respond, rows, django_assert_num_queries) -> None:
    for place in range(5):
        respond(place, {"R1": "ja"})
    with django_assert_num_queries(5):  # the network, and four: there is no year before
        assert len(rows()["R1"].answers) == 5
