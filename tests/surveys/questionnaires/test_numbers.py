"""Numbers as people write them: one meaning, or none; and the limits of the catalogue's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.answer_rules import AnswerRefused, parse_answer, shown_answer
from surveys.questionnaires.answer_values import exact_text, limits_text, nearest_answer, readings_of
from surveys.questionnaires.questionnaire import load_questionnaire
from tests.surveys.questionnaires.test_answer_rules import FORM


@given(whole=st.integers(0, 999_999), cents=st.integers(0, 99), spaced=st.booleans(), sign=st.sampled_from(",."))
def test_a_number_means_the_same_however_it_is_written(whole: int, cents: int, spaced: bool, sign: str) -> None:
    """And what is stored can be typed again; it is never taken for another number."""
    typed = f"{whole:,}".replace(",", " ") if spaced else str(whole)
    stored = parse_answer(FORM.items["Q8.3"], f"{typed}{sign}{cents:02}")
    assert Decimal(stored) == Decimal(whole) + Decimal(cents) / 100
    assert parse_answer(FORM.items["Q8.3"], stored) == stored
    assert parse_answer(FORM.items["Q8.3"], shown_answer(FORM.items["Q8.3"], stored)) == stored


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(",."))
def test_what_can_be_read_in_two_ways_is_never_taken(first: int, rest: int, sign: str) -> None:
    with pytest.raises(AnswerRefused, match=f"menar du {first}{rest:03} eller {first},{rest:03}"):
        parse_answer(FORM.items["Q8.3"], f"{first}{sign}{rest:03}")


@given(st.decimals(0, 10**9, places=6))
def test_a_number_of_a_cell_is_not_typed_and_has_one_reading(number: Decimal) -> None:
    assert readings_of(exact_text(number.normalize())) == [number]


@pytest.mark.parametrize("path", sorted(Path("surveys/catalogue").glob("*/*.yaml")), ids=str)
def test_every_number_of_the_catalogue_has_a_unit_and_limits(path: Path):
    numbers = [item for item in load_questionnaire(path).items.values() if item.is_number]
    assert [item.code for item in numbers if not item.unit or item.highest is None] == []


@given(st.integers(-50, 600))
def test_an_invented_number_is_within_the_limits(number: int) -> None:
    for code in ("Q4a", "Q8.1", "Q8.3"):
        item = FORM.items[code]
        assert parse_answer(item, nearest_answer(item, number)) == nearest_answer(item, number)
    assert nearest_answer(FORM.items["Q4a"], 400) == "400"
    assert nearest_answer(FORM.items["Q8.1"], 400) == "168"


def test_hours_a_week_and_persons_have_sane_limits():
    items = load_questionnaire("surveys/catalogue/ekonomiskt-bistand/2015.yaml").items
    with pytest.raises(AnswerRefused, match="Talet är för stort"):
        parse_answer(items["Q8.arbetsledare_1"], "99999999999")
    assert (limits_text(items["Q4"]), items["Q4"].is_whole) == ("0–5000 personer", True)


def test_the_real_checks_are_there():
    questionnaire = load_questionnaire("surveys/catalogue/ekonomiskt-bistand/2015.yaml")
    checked = {one.code: check.kind for one in questionnaire.questions for check in one.checks}
    assert [code for code, kind in checked.items() if kind == "at_most"] == ["Q4a", "Q4b", "Q29a"]
    assert [code for code, kind in checked.items() if kind == "like_last_year"] == ["Q8", "Q9"]
