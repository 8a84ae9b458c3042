"""Which of the things that are printed of a figure holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.editions.printed_amounts import Amount, amount_as_printed, may_be_one, parse_amount
from indicators.editions.statements import Settled, Statement, contradicts, says_the_same, settle


def told(figure: str, publisher: str = "SoS", at: int = 0, rank: int = 0, publication: int = 1) -> Statement:
    """A word is a result, anything else a number as printed."""
    amount = parse_amount(figure)
    number = amount.value if amount else None
    return Statement("" if amount else figure, number, figure, publication, publisher, (at, 2017, publication), (rank,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("75", "75,0", True),
        ("33", "33,3", True),
        ("33", "33,5", True),  # 33,46 lies behind both
        ("33", "33,6", False),
        ("61", "62", False),
        ("55", "78", False),
        ("12,5", "12,54", True),
        ("ja", "ja", True),
        ("ja", "nej", False),
        ("ja", "75", False),
    ],
)
def test_rounding_is_no_difference(one: str, other: str, same: bool) -> None:
    assert says_the_same(told(one), told(other)) is same
    assert says_the_same(told(other), told(one)) is same


@given(st.decimals(min_value=0, max_value=100, places=6), st.integers(0, 3), st.integers(0, 3))
def test_one_figure_rounded_twice_is_the_same_figure(exact: Decimal, first: int, second: int) -> None:
    one, other = (str(round(exact, places)).replace(".", ",") for places in (first, second))
    if first != second:  # to as many decimals it is the same text
        assert not contradicts(told(one), told(other))


@given(st.integers(0, 100), st.integers(0, 100))
def test_whole_figures_that_differ_contradict_each_other(one: int, other: int) -> None:
    assert contradicts(told(str(one)), told(str(other))) is (one != other)


@pytest.mark.parametrize("silent", ["bortfall", ""])
def test_who_reports_nothing_contradicts_nobody(silent: str) -> None:
    assert not contradicts(told(silent), told("ja"))
    assert not contradicts(told("78"), told(silent))


def test_the_precision_is_the_printed_one_where_the_print_shows_the_number() -> None:
    assert amount_as_printed(Decimal(75), "75,0 %") == Amount(Decimal("75.0"), Decimal("0.05"))
    assert amount_as_printed(Decimal("62.5"), "0.625") == Amount(Decimal("62.5"), Decimal("0.05"))
    assert amount_as_printed(Decimal("70.000"), "") == Amount(Decimal(70), Decimal("0.5"))
    assert not may_be_one(Amount(Decimal(61), Decimal("0.5")), Amount(Decimal(62), Decimal("0.5")))


def test_a_later_statement_of_the_same_publisher_is_a_correction() -> None:
    first, second = told("nej", at=1), told("ja", at=2, publication=2)
    assert settle([second, first]) == [Settled(second, (first,))]


def test_all_that_was_said_before_is_kept_oldest_first() -> None:
    said = [told("55", at=1), told("78", at=2), told("55", at=3)]
    assert settle(said) == [Settled(said[2], (said[0], said[1]))]


def test_what_says_the_same_later_corrects_nothing_and_the_more_exact_holds() -> None:
    rough, exact = told("33", at=1), told("33,3", at=2)
    assert settle([rough, exact]) == [Settled(exact)]
    assert settle([rough._replace(edition=(3, 2017, 1)), exact]) == [Settled(exact)]
    words = [told("ja", at=1), told("ja", at=2)]
    assert settle(words) == [Settled(words[0])]


def test_without_a_time_the_publication_of_the_later_year_is_the_later() -> None:
    early, late = told("ja")._replace(edition=(0, 2016, 9)), told("nej")._replace(edition=(0, 2018, 1))
    assert settle([late, early]) == [Settled(late, (early,))]


def test_two_publishers_that_differ_are_told_beside_each_other_and_the_preferred_holds() -> None:
    report, sheet = told("78", "FoU", at=1, rank=2), told("55", at=2, rank=3)
    assert settle([sheet, report]) == [Settled(report, (), (sheet,)), Settled(sheet, (), (report,))]


def test_what_is_corrected_no_longer_disputes() -> None:
    report, wrong, right = told("78", "FoU"), told("55", at=1, rank=1), told("78", at=2, rank=1)
    assert settle([report, wrong, right]) == [Settled(report), Settled(right, (wrong,))]
