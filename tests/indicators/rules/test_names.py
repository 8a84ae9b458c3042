"""What an indicator is called outside its group's heading: its group's title is said where the name needs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.names import said_before, with_group_titles
from tests.indicators.comparing.test_matrix_rows import indicator

INTERN = "Intern samordning i enskilda ärenden"


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize(
    "label", ["Missbruk", "LSS", "Barn- och unga", "För akut hemlösa", "Vid akut hemlöshet hos vuxna"]
)
def test_a_name_of_a_word_or_two_says_too_little(label: str, is_alone: bool) -> None:
    assert said_before(label, INTERN, is_alone=is_alone) == INTERN


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Väntetid för nybesök", "Väntetid för personligt besök"),
        ("Genomförandeplan följs upp", "Upprättade genomförandeplaner"),
        ("IT-system som stödjer verksamhetsuppföljning", "Systematisk uppföljning"),
        ("Juridiskt stöd", "Juridisk kompetens"),
        ("RÅDGIVNING", "Rådgivning"),
    ],
)
@pytest.mark.parametrize("is_alone", [True, False])
def test_a_name_that_has_the_title_s_word_is_not_doubled(label: str, title: str, is_alone: bool) -> None:
    assert said_before(label, title, is_alone=is_alone) == ""


@pytest.mark.parametrize(("is_alone", "title"), [(True, ""), (False, INTERN)])
def test_a_whole_name_is_told_from_others_in_its_group_only(is_alone: bool, title: str) -> None:
    assert said_before("Rutin för att förhindra avhysning", INTERN, is_alone=is_alone) == title


@pytest.mark.parametrize(("label", "is_whole"), [("Rutin för avhysning", False), ("Rutin vid akut avhysning", True)])
def test_four_words_are_a_whole_name(label: str, is_whole: bool) -> None:
    assert (said_before(label, INTERN, is_alone=True) == "") is is_whole


@pytest.mark.parametrize(
    ("label", "title", "is_said"),
    [
        ("Arbetsförmedlingen", "Arbetsmarknadsinsatser", True),  # six letters of eighteen in common
        ("Samordnad", "Samordning", False),  # seven of nine
        ("Plan", "Planer", True),  # four letters say little
        ("Planer", "Planen", False),
    ],
)
def test_words_are_the_same_from_three_quarters(label: str, title: str, is_said: bool) -> None:
    assert bool(said_before(label, title, is_alone=False)) is is_said


@given(st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_nothing_but_the_group_s_title_is_ever_said(label: str, title: str, is_alone: bool) -> None:
    assert said_before(label, title, is_alone=is_alone) in ("", title)


def test_the_full_name_is_the_group_and_the_shortest_heading() -> None:
    one = indicator("a", short_name="Rutin mellan Missbruk och bistånd", also_called=("Missbruk",), group="g")
    two = indicator("b", short_name="Väntetid till samordning", group="g")
    named = with_group_titles({"a": one, "b": two}, {"g": INTERN})
    assert (named["a"].label, named["a"].full_name) == ("Missbruk", f"{INTERN}: Missbruk")
    assert named["b"].full_name == "Väntetid till samordning"


def test_without_a_group_the_name_stands_by_itself() -> None:
    one = indicator("a", short_name="LSS")
    assert with_group_titles({"a": one}, {})["a"].full_name == "LSS"
