"""Why a result is what it is, in words."""

import pytest

from indicators.rules.explain import explain


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
