"""Whether 0.6 is 0.6 % or 60 %: what a file says of it, and what nobody may guess."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.importing.shares import (
    FRACTION,
    GROUPS,
    PERCENT,
    UNITS,
    Bounds,
    Written,
    answer_for,
    heading_decides,
    heading_named,
    in_percent,
    is_ambiguous,
    split_unit,
    unit_in_format,
    units_key,
)

NUMBERS = st.decimals(0, 100, places=4)


@pytest.mark.parametrize(
    ("number", "unit", "share"),
    [
        ("0.006", FRACTION, ("0.6", "format")),
        ("1", FRACTION, ("100", "format")),
        ("0.6", PERCENT, ("0.6", "text")),
        ("1.1", "", ("1.1", "above_one")),
        ("0", "", ("0", "zero")),
    ],
)
def test_what_the_cell_says_or_can_only_mean(number: str, unit: str, share: tuple[str, str]) -> None:
    assert in_percent(Written(Decimal(number), unit)) == (Decimal(share[0]), share[1])


@pytest.mark.parametrize("number", ["0.6", "1", "0.0001"])
def test_a_plain_figure_up_to_one_is_asked_about(number: str) -> None:
    written = Written(Decimal(number))
    assert is_ambiguous(written)
    assert in_percent(written) is None
    assert in_percent(written, answer=PERCENT) == (Decimal(number), "chosen")
    assert in_percent(written, answer=FRACTION) == (Decimal(number) * 100, "chosen")
    assert in_percent(written, is_headed=True) == (Decimal(number), "heading")
    assert in_percent(written, answer="annat") is None


@given(NUMBERS, st.sampled_from(["", PERCENT, FRACTION]))
def test_only_what_is_ambiguous_is_asked(number: Decimal, unit: str) -> None:
    written = Written(number, unit)
    assert (in_percent(written) is None) == is_ambiguous(written)


@given(NUMBERS, st.sampled_from([PERCENT, FRACTION]))
def test_an_answer_moves_no_figure_that_speaks_for_itself(number: Decimal, answer: str) -> None:
    written = Written(number)
    if not is_ambiguous(written):
        assert in_percent(written, answer=answer) == in_percent(written)


def test_a_heading_decides_only_beside_a_figure_above_one() -> None:
    small, large = Written(Decimal("0.6")), Written(Decimal("1.1"))
    assert heading_decides("Vuxna, procent", UNITS, [small, large])
    assert not heading_decides("Vuxna, procent", UNITS, [small, Written(Decimal(1))])
    assert not heading_decides("Vuxna, procent", UNITS, [small, Written(Decimal(5), PERCENT)])
    assert not heading_decides("Vuxna", UNITS, [small, large])
    assert not heading_decides("Vuxna, procent", GROUPS, [small, large])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("75%", ("75", PERCENT)),
        ("75 Procent.", ("75", PERCENT)),
        ("8 200 kr", ("8 200", "kronor")),
        ("8 tkr", ("8", "tkr")),
        ("30 timmar ", ("30", "timmar")),
        ("skr", ("skr", "")),
        ("75", ("75", "")),
    ],
)
def test_a_unit_at_the_end_is_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_unit(text) == parts


def test_a_format_s_words_are_its_unit() -> None:
    formats = ('0.0" %"', r"0\%", '#,##0" kr"', "#,##0 [$kr-41D]", '0" tkr"', "0.00", "[Red]0.0", "")
    assert [unit_in_format(one) for one in formats] == [PERCENT, PERCENT, "kronor", "kronor", "tkr", "", "", ""]


def test_the_nearest_answer_is_the_one_that_counts() -> None:
    own, table = units_key("Blad", "C", UNITS), units_key("Blad", "*", UNITS)
    asked = ("Blad", "C", UNITS, "Vuxna (1)")
    assert answer_for({}, *asked) == ""
    assert answer_for({heading_named("*"): FRACTION}, *asked) == FRACTION
    assert answer_for({heading_named("*"): FRACTION, table: PERCENT}, *asked) == PERCENT
    assert answer_for({table: PERCENT, heading_named("vuxna 1"): FRACTION}, *asked) == FRACTION
    assert answer_for({heading_named("vuxna 1"): FRACTION, own: PERCENT}, *asked) == PERCENT
    assert answer_for({units_key("Blad", "C", GROUPS): PERCENT, own: "annat"}, *asked) == ""


def test_bounds_hold_within_three_times_as_little_and_as_much() -> None:
    bounds = Bounds(2014, Decimal("0.3"), Decimal("4.5"))
    inside, outside = ("0.1", "13.5", "2"), ("0.09", "13.6", "60", "0")
    assert [bounds.holds(Decimal(one)) for one in inside] == [True] * 3
    assert [bounds.holds(Decimal(one)) for one in outside] == [False] * 4
