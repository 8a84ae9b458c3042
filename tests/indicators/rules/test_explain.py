"""Why a result is what it is, in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.rules.evaluate import Outcome
from indicators.rules.explain import AnswerRead, Explanation, describe, explain
from indicators.rules.spec import All, Answered, Any, AtLeast, ChoiceRule, Stated, Value

SUPPORTS = ("E6.a", "E6.b", "E6.c")
NOT_NEEDED, FOLLOWED_UP = Answered("G2.missbruk", ("behovs_inte",)), Answered("G2a.missbruk", ("ja", "ej_aktuellt"))


@pytest.fixture
def told(definitions, questionnaire):
    def tell(indicator, **answers):
        named = {key.replace("_", ".", 1): value for key, value in answers.items()}
        return explain(definitions.indicators[indicator], questionnaire, named)

    return tell


def test_the_deciding_answer_comes_first(told):
    assert told("rutin", G2_missbruk="ja", G2a_missbruk="nej").lines == [
        "Nej, eftersom G2a Missbruk är besvarad med Nej.",
        "Nej gäller när inget annat utfall har sitt villkor uppfyllt.",
        "För Ja krävs att G2a Missbruk besvaras med Ja eller Ej aktuellt, eller att G2 Missbruk besvaras med "
        "”Nej, behövs inte”.",
    ]


def test_what_was_not_asked_is_told_with_its_gate(told):
    assert (
        "G2a Missbruk ställs inte, eftersom G2 Missbruk är besvarad med Nej." in told("rutin", G2_missbruk="nej").lines
    )


def test_an_item_behind_an_item_that_is_not_asked(told):
    lines = told("beskriven", G2_missbruk="nej").lines
    assert "G2b ställs inte, eftersom G2a Missbruk inte ställs." in lines


def test_the_condition_that_holds_is_told(told):
    assert told("rutin", G2_missbruk="ej_aktuellt").lines[:2] == [
        "Ej aktuellt, eftersom G2 Missbruk är besvarad med Ej aktuellt.",
        "Villkoret för Ej aktuellt är uppfyllt: G2 Missbruk är Ej aktuellt.",
    ]


def test_answers_are_read_in_the_questionnaire_s_order(told):
    read = told("rutin", G2_missbruk="nej", G2a_missbruk="ja").read
    assert [(one.item, one.answer_label, one.asked) for one in read] == [
        ("G2.missbruk", "Nej", True),
        ("G2a.missbruk", "Ja", False),
    ]


def test_bortfall_names_what_is_missing_and_what_it_may_become(told):
    assert told("rutin", G2_missbruk="ja").lines[:2] == [
        "Bortfall, eftersom svar saknas på G2a Missbruk.",
        "Beroende på vad som svaras kan resultatet bli Ja eller Nej.",
    ]


def test_a_ja_needs_nothing(told):
    assert told("rutin", G2_missbruk="behovs_inte").needed == []


def test_a_follow_up_that_opens_is_part_of_the_way(told):
    needed = told("rutin", G2_missbruk="nej").needed
    assert needed[0] == "G2 Missbruk besvaras med Ja och G2a Missbruk besvaras med Ja eller Ej aktuellt"


def test_answers_alike_are_told_together(told):
    lines = told("omfattning", G2_missbruk="nej", E6_a="nej", E6_b="nej", E6_c="ja").lines
    assert lines[0] == "Nej, eftersom E6 Arbete och E6 Bostad är besvarade med Nej."


def test_a_gate_is_told_where_its_answer_matters_beyond_opening(told):
    lines = told("omfattning", G2_missbruk="nej", E6_a="ja", E6_b="ja", E6_c="ja").lines
    assert lines[0] == (
        "Delvis, eftersom G2 Missbruk är besvarad med Nej och E6 Arbete och E6 Bostad är besvarade med Ja."
    )


def test_a_blank_text_decides(told):
    lines = told("beskriven", G2_missbruk="ja", G2a_missbruk="ja").lines
    assert lines[0] == "Nej, eftersom G2b inte är ifylld."
    assert lines[-1] == "För Ja krävs att G2b fylls i."


def test_a_number_is_told_with_its_parts(told):
    assert told("andel", Q4="8", Q4a="3").lines == [
        "Q4 Utbildade delat med Q4 Alla, i procent.",
        "Q4 Utbildade: 3",
        "Q4 Alla: 8",
    ]


def test_a_number_that_cannot_be_had(told):
    assert told("timmar", Q4="vet_ej").lines == [
        "Kan inte svara, eftersom talet inte går att räkna ut.",
        "Summan av svaren på Q8 delad med Q4 Alla.",
        "Q4 Alla: Vet ej",
    ]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (FOLLOWED_UP, "G2a Missbruk är Ja eller Ej aktuellt"),
        (NOT_NEEDED, "G2 Missbruk är ”Nej, behövs inte”"),
        (Answered("G2.missbruk", ("ja", "nej", "behovs_inte")), "G2 Missbruk är Ja, Nej eller ”Nej, behövs inte”"),
        (Stated("G2b"), "G2b är ifylld"),
        (AtLeast(2, SUPPORTS, ("ja",)), "minst 2 av E6 Arbete, E6 Bostad och E6 Hälsa är Ja"),
        (AtLeast(3, SUPPORTS, ("ja",)), "alla av E6 Arbete, E6 Bostad och E6 Hälsa är Ja"),
        (All((Stated("G2b"), FOLLOWED_UP)), "G2b är ifylld och G2a Missbruk är Ja eller Ej aktuellt"),
        (Any((Stated("G2b"), NOT_NEEDED)), "G2b är ifylld, eller G2 Missbruk är ”Nej, behövs inte”"),
        (Any((NOT_NEEDED, All((Stated("G2b"), FOLLOWED_UP)))),
         "G2 Missbruk är ”Nej, behövs inte”, eller (G2b är ifylld och G2a Missbruk är Ja eller Ej aktuellt)"),
        (All((Any((Stated("G2b"), NOT_NEEDED)), NOT_NEEDED)),
         "(G2b är ifylld, eller G2 Missbruk är ”Nej, behövs inte”) och G2 Missbruk är ”Nej, behövs inte”"),
    ],
)  # fmt: skip
def test_conditions_in_words(questionnaire, condition, words):
    assert describe(condition, questionnaire) == words


def test_without_a_rule_nothing_is_read(definitions, questionnaire):
    found = explain(replace(definitions.indicators["andel"], rule=None), questionnaire, {"Q4": "8"})
    assert found == Explanation(Outcome("", None), ["Indikatorn räknas inte fram ur enkätsvar här."], [], [])


def test_a_number_comes_with_what_was_read(told):
    assert told("andel", Q4="8", Q4a="3") == Explanation(
        Outcome("", Decimal("37.5")),
        ["Q4 Utbildade delat med Q4 Alla, i procent.", "Q4 Utbildade: 3", "Q4 Alla: 8"],
        [AnswerRead("Q4a", "Hur många?", "Utbildade", "3", True), AnswerRead("Q4", "Hur många?", "Alla", "8", True)],
        [],
    )


def test_a_number_taken_as_it_is(definitions, questionnaire):
    definition = replace(definitions.indicators["timmar"], rule=Value("Q8.ett"))
    assert explain(definition, questionnaire, {"Q8.ett": "2.5"}).lines == ["Svaret på Q8.", "Q8: 2,5"]


def test_what_is_not_answered_is_told_for_a_share_but_not_among_many_summed(told):
    assert told("andel", Q4="8").lines[-2:] == ["Q4 Utbildade: inget svar", "Q4 Alla: 8"]
    assert told("timmar", Q8_ett="4.5").lines[-2:] == ["Q8: 4,5", "Q4 Alla: inget svar"]


def test_the_outcome_comes_with_its_explanation(told):
    assert told("rutin", G2_missbruk="behovs_inte").outcome == Outcome("ja", None)


def test_when_no_answer_matters_all_of_them_give_it(definitions, questionnaire):
    always = Answered("G2.missbruk", ("ja", "nej", "behovs_inte", "ej_aktuellt"))
    definition = replace(definitions.indicators["rutin"], rule=ChoiceRule((("ja", always),), "nej"))
    assert explain(definition, questionnaire, {"G2.missbruk": "nej"}).lines[0] == "Ja, eftersom alla svar ger det."


def test_too_many_ways_to_try_are_told_as_the_condition(told, monkeypatch):
    answers = {"G2_missbruk": "ja", "G2a_missbruk": "nej"}  # one of 4 and one of 3: 12 ways
    monkeypatch.setattr("indicators.rules.explain.MOST_TRIED", 12)
    assert told("rutin", **answers).needed[0] == "G2a Missbruk besvaras med Ja eller Ej aktuellt"
    monkeypatch.setattr("indicators.rules.explain.MOST_TRIED", 11)
    assert told("rutin", **answers).needed == [
        "följande stämmer: G2 Missbruk är ”Nej, behövs inte”, eller (G2a Missbruk är Ja eller Ej aktuellt och "
        "G2 Missbruk är Ja)"
    ]


@pytest.fixture
def needed(definitions, questionnaire, monkeypatch):
    """Ways to a Ja, from answers that are all Nej, where more than two ways are many."""
    monkeypatch.setattr("indicators.rules.explain.MOST_WAYS", 2)

    def ways(*parts):
        definition = replace(definitions.indicators["rutin"], rule=ChoiceRule((("ja", All(parts)),), "nej"))
        answers = {"G2.missbruk": "ja", "G2a.missbruk": "nej"} | dict.fromkeys(SUPPORTS, "nej")
        return explain(definition, questionnaire, answers).needed

    return ways


def test_many_ways_alike_become_at_least(needed):
    followed_up = Answered("G2a.missbruk", ("ja",))
    assert needed(AtLeast(2, SUPPORTS, ("ja",)), followed_up) == [
        "G2a Missbruk besvaras med Ja och minst 2 av E6 Arbete, E6 Bostad och E6 Hälsa besvaras med Ja"
    ]


def test_as_many_ways_as_are_told_one_by_one(needed):
    assert needed(AtLeast(1, SUPPORTS[:2], ("ja",))) == ["E6 Arbete besvaras med Ja", "E6 Bostad besvaras med Ja"]


def test_of_many_ways_that_differ_the_first_are_told(needed):
    assert needed(AtLeast(2, SUPPORTS, ("ja",)), FOLLOWED_UP) == [
        f"G2a Missbruk besvaras med Ja eller Ej aktuellt och E6 Arbete besvaras med Ja och E6 {other} besvaras med Ja"
        for other in ("Bostad", "Hälsa")
    ]
