"""One behaviour each: what is read, what is unknown, and what a number needs."""

import itertools
from decimal import Decimal

import numpy as np
import pytest

from indicators.rules.evaluate import Outcome
from indicators.rules.outcomes import OUTCOMES


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"G2.missbruk": "ja", "G2a.missbruk": "ja"}, "ja"),
        ({"G2.missbruk": "behovs_inte"}, "ja"),
        ({"G2.missbruk": "ja", "G2a.missbruk": "nej"}, "nej"),
        ({"G2.missbruk": "ej_aktuellt"}, "ej_aktuellt"),
    ],
)
def test_the_first_condition_that_holds_decides(result, answers, expected):
    assert result("rutin", answers) == expected


def test_nothing_behind_a_closed_gate_is_read(result):
    assert result("rutin", {"G2.missbruk": "nej", "G2a.missbruk": "ja"}) == "nej"


def test_a_missing_answer_that_matters_is_bortfall(result):
    assert result("rutin", {"G2.missbruk": "ja"}) == "bortfall"


def test_an_answer_behind_an_unanswered_gate_is_read_when_the_gate_would_open(result):
    assert result("rutin", {"G2a.missbruk": "nej"}) == "bortfall"


def test_missing_answers_that_cannot_change_the_result_do_not_count(result):
    assert result("omfattning", {"G2.missbruk": "ja", "E6.a": "nej", "E6.b": "nej"}) == "nej"


def test_what_holds_for_every_completion_holds_though_no_condition_does_by_itself(result):
    assert result("besvarad", {"G2.missbruk": "ja"}) == "ja"


def test_a_text_left_blank_by_somebody_who_was_asked_is_not_stated(result):
    assert result("beskriven", {"G2.missbruk": "ja", "G2a.missbruk": "ja", "G2b": "  "}) == "nej"


@pytest.mark.parametrize("text", ["", "muntligt"])
def test_a_text_behind_an_unanswered_gate_is_unknown(result, text):
    assert result("beskriven", {"G2.missbruk": "ja", "G2b": text}) == "bortfall"


def test_a_text_behind_two_gates_of_which_the_outer_is_unanswered(result):
    assert result("beskriven", {"G2a.missbruk": "ja", "G2b": ""}) == "bortfall"
    assert result("beskriven", {"G2a.missbruk": "nej", "G2b": "muntligt"}) == "nej"


def test_nothing_answered_is_bortfall(evaluator):
    assert {outcome.value for outcome in evaluator.evaluate([{}])[0].values()} == {"bortfall"}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"E6.a": "kanske"}, "E6.a: kanske är inget av svarsalternativen"),
        ({"Q4": "tre"}, "Q4: tre är inget tal"),
        ({"Q4": "1e3"}, "Q4: 1e3 är inget tal"),
        ({"G99": "ja"}, "okänd fråga: G99"),
    ],
)
def test_unknown_answers_are_refused(evaluator, answers, message):
    with pytest.raises(ValueError, match=message):
        evaluator.encode([answers])


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"Q4": "8", "Q4a": "3"}, Decimal("37.5")),
        ({"Q4": "1 000", "Q4a": "125"}, Decimal("12.5")),
        ({"Q4": "0", "Q4a": "0"}, "bortfall"),
        ({"Q4": "8"}, "bortfall"),
        ({"Q4": "vet_ej", "Q4a": "3"}, "kan_inte_svara"),
        ({"Q4a": "vet_ej"}, "kan_inte_svara"),
    ],
)
def test_share(result, answers, expected):
    assert result("andel", answers) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"G2.missbruk": "ja", "Q8.ett": "0,1", "Q8.tva": "0,2", "Q4": "1"}, Decimal("0.3")),
        ({"G2.missbruk": "ja", "Q8.ett": "5", "Q4": "2"}, Decimal("2.5")),
        ({"G2.missbruk": "nej", "Q8.ett": "5", "Q8.tva": "9", "Q4": "2"}, Decimal("2.5")),
        ({"Q8.ett": "5", "Q8.tva": "9", "Q4": "2"}, "bortfall"),
        ({"Q8.ett": "5", "Q4": "2"}, Decimal("2.5")),
        ({"Q4": "2"}, "bortfall"),
    ],
)
def test_sum_per(result, answers, expected):
    assert result("timmar", answers) == expected


def test_outcomes_are_answer_sets_by_indicators(evaluator):
    matrix = evaluator.encode([{"G2.missbruk": "nej"}, {"G2.missbruk": "behovs_inte"}])
    outcomes = evaluator.outcomes(matrix)
    assert evaluator.choice_indicators == ("rutin", "beskriven", "besvarad", "omfattning")
    assert [OUTCOMES[code] for code in outcomes[:, 0]] == ["nej", "ja"]
    assert outcomes.dtype == np.int8


def test_figures_stand_beside_outcomes(evaluator):
    found = evaluator.evaluate([{"Q4": "4", "Q4a": "1"}])[0]
    assert found["andel"] == Outcome("", Decimal("25.0"))
    assert found["rutin"] == Outcome("bortfall", None)


def test_no_answer_sets_give_no_results(evaluator):
    assert evaluator.evaluate([]) == []


def test_results_do_not_depend_on_how_the_work_is_divided(evaluator, monkeypatch):
    options = ("", "ja", "nej")
    units = [{"G2.missbruk": a, "E6.a": b, "E6.b": c, "E6.c": d} for a, b, c, d in itertools.product(options, repeat=4)]
    at_once = evaluator.evaluate(units)
    monkeypatch.setattr("indicators.rules.evaluate.MOST_COMPLETIONS", 5)
    assert evaluator.evaluate(units) == at_once
    assert [evaluator.evaluate([unit])[0] for unit in units] == at_once
