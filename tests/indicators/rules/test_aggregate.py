"""Figures of groups, checked against sums one can do by hand and against the twin."""

from dataclasses import astuple
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules.aggregate import aggregate, aggregate_all, numeric_mean, round_half_up
from indicators.rules.outcomes import OUTCOMES
from tests.indicators.rules import twin

KINDS = ("network", "city", "county", "nation", "size", "skr", "custom")


def figure(words, kind, members=None):
    codes = np.array([OUTCOMES.index(word) for word in words], dtype=np.int8)
    members = np.ones(len(words), dtype=bool) if members is None else np.array(members)
    return aggregate_all(codes[:, None], members[None, :], [kind]).figure(0, 0)


def test_share_is_ja_of_base():
    found = figure(["ja"] * 5 + ["delvis", "nej", "nej"], "network")
    assert (found.share, found.yes, found.base) == (Fraction(125, 2), 5, 8)


def test_ej_aktuellt_and_kan_inte_svara_leave_the_base():
    found = figure(["ja", "nej", "ej_aktuellt", "kan_inte_svara", "bortfall"], "network")
    assert (found.share, found.base, found.left_out, found.non_response) == (50, 2, 2, 1)


@pytest.mark.parametrize("kind", ["city", "county", "nation"])
def test_exactly_a_fifth_is_shown(kind):
    assert figure(["ja"] * 8 + ["ej_aktuellt", "bortfall"], kind).share == 100


@pytest.mark.parametrize("kind", ["city", "county", "nation"])
def test_just_above_a_fifth_is_withheld(kind):
    found = figure(["ja"] * 252 + ["ej_aktuellt"] * 60 + ["bortfall"] * 4, kind)  # 64 of 316 is 20.25 %
    assert (found.share, found.withheld, found.yes, found.base) == (None, "over_20", 252, 252)


@pytest.mark.parametrize("kind", ["network", "size", "skr", "custom"])
def test_other_groups_are_never_withheld_for_non_response(kind):
    assert figure(["ja", "bortfall", "bortfall"], kind).share == 100


def test_kan_inte_svara_is_no_part_of_the_fifth():
    assert figure(["ja"] + ["kan_inte_svara"] * 9, "nation").share == 100


def test_an_empty_base_gives_no_share():
    found = figure(["kan_inte_svara", "kan_inte_svara"], "network")
    assert (found.share, found.withheld, found.base) == (None, "empty_base", 0)


def test_only_members_count():
    assert figure(["ja", "nej"], "network", [True, False]).share == 100


def test_aggregate_takes_one_indicator(definitions):
    codes, members = np.array([0, 2, 0], np.int8), np.array([True, True, False])
    assert aggregate(codes, members, definitions.indicators["rutin"], "county").share == 50


def test_aggregate_refuses_a_number(definitions):
    with pytest.raises(ValueError, match="numeric_mean"):
        aggregate(np.array([0], np.int8), np.array([True]), definitions.indicators["andel"], "county")


@given(
    st.lists(st.tuples(st.sampled_from(OUTCOMES), st.booleans()), max_size=25),
    st.sampled_from(KINDS),
)
def test_groups_agree_with_the_twin(units, kind):
    found = figure([word for word, _ in units], kind, [member for _, member in units] or np.zeros(0, bool))
    assert astuple(found) == twin.group([word for word, member in units if member], kind)


def test_all_groups_and_indicators_at_once():
    outcomes = np.array([[0, 2], [1, 5], [2, 3]], np.int8)
    membership = np.array([[True, True, False], [True, True, True]])
    found = aggregate_all(outcomes, membership, ["network", "nation"])
    assert found.figure(0, 0).share == 50
    assert found.figure(1, 0).share == Fraction(100, 3)
    assert found.figure(1, 1).withheld == "over_20"


def test_mean_of_those_that_gave_a_figure():
    assert numeric_mean([Decimal("37.5"), None, 50.0, float("nan")]) == Fraction(175, 4)
    assert numeric_mean([None]) is None


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Fraction(1225, 100), 1, "12.3"),
        (Decimal("0.05"), 1, "0.1"),
        (12.25, 1, "12.3"),
        (Fraction(100, 3), 1, "33.3"),
        (Decimal("-12.25"), 1, "-12.3"),
        (Decimal("-0.04"), 1, "0.0"),
        (Fraction(125, 2), 0, "63"),
        (50, 1, "50.0"),
    ],
)
def test_halves_are_rounded_up(value, decimals, expected):
    assert str(round_half_up(value, decimals)) == expected
