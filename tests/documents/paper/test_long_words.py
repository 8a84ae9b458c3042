"""Long words in narrow columns: divided where a Swede would divide them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.paper.long_words import SOFT, UNSEEN, divisible, fitting


@pytest.mark.parametrize(
    "divided",
    [
        "Arbets-marknads-insats",
        "social-sekreterare",
        "kompetens-utveckling",
        "stadsdels-förvaltning",
        "verksamhets-utveckling",
        "patienterna",
        "sociala",
        "Upplands Väsby",
        "barnen",
    ],
)
def test_compounds_are_divided_between_their_parts(divided: str) -> None:
    assert divisible(divided.replace("-", "")).replace(SOFT, "-") == divided


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("75 %", "75\u00a0%"),
        ("6 av 8 kommuner", "6\u00a0av\u00a08 kommuner"),
        ("12 345 kr", "12\u00a0345 kr"),
        ("2017 2018", "2017 2018"),
        ("år 2017", "år 2017"),
    ],
)
def test_figures_stay_with_what_they_count(written: str, held: str) -> None:
    assert divisible(written) == held


@given(st.text(alphabet="aåö -\n", max_size=200))
def test_nothing_is_lost_and_no_piece_is_too_long(written: str) -> None:
    assert fitting(written).replace(UNSEEN, "") == written
    assert all(len(piece) <= 30 for word in fitting(written).split() for piece in word.split(UNSEEN))
