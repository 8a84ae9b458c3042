"""When does a printed figure agree with a recomputed one?"""

from __future__ import annotations

from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.editions.printed_amounts import Amount, half_unit, parse_amount
from indicators.reconciling.printed_figures import (
    agrees,
    amount_of,
    mean_of,
    shown,
    signed,
)
from indicators.reconciling.reconciliation import check_changes, check_means
from tests.indicators.reconciling.cells import MADE_UP_MEMBERS, MADE_UP_UNITS, cell, made_up

COUNTS = st.integers(1, 400).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("37.5 %", "37.5", 1),
        ("100 %", "100", 0),
        ("1 095", "1095", 0),
        ("1\u00a0095", "1095", 0),
        ("12,50", "12.50", 2),
        ("+-0", "0", 0),
        ("(+-0%)", "0", 0),
        ("±0", "0", 0),
        ("+12.5%", "12.5", 1),
        ("-12.5%", "-12.5", 1),
        ("−2%", "-2", 0),
        ("–2%", "-2", 0),
        ("(-5%)*", "-5", 0),
    ],
)
def test_figures_are_read_as_printed(text: str, value: str, decimals: int) -> None:
    assert parse_amount(text) == Amount(Decimal(value), half_unit(decimals))


def test_no_figure_is_none() -> None:
    assert parse_amount("Ingen uppgift") is None


def test_a_number_printed_otherwise_has_its_own_precision() -> None:
    as_fraction = cell("x", 2017, "riket", number="33.0000000000")
    assert amount_of(as_fraction) == Amount(Decimal(33), half_unit(10))
    without_print = Amount(Decimal("33.3"), half_unit(1))
    bare = cell("x", 2017, "riket", number="33.3")
    assert amount_of(bare) == without_print


@given(COUNTS, st.integers(0, 3))
def test_a_share_rounded_either_way_agrees(count: tuple[int, int], decimals: int) -> None:
    exact = Decimal(100) * count[0] / count[1]
    for rounding in (ROUND_HALF_UP, ROUND_HALF_DOWN):
        printed = exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
        assert agrees(Amount(printed, half_unit(decimals)), exact)


@given(COUNTS, st.integers(0, 3), st.sampled_from([-1, 1]))
def test_a_share_more_than_one_unit_off_does_not_agree(count: tuple[int, int], decimals: int, sign: int) -> None:
    exact = Decimal(100) * count[0] / count[1]
    unit = Decimal(1).scaleb(-decimals)
    printed = exact.quantize(unit, rounding=ROUND_HALF_UP) + sign * unit * 2
    assert not agrees(Amount(printed, half_unit(decimals)), exact)


@given(st.lists(st.decimals(0, 2000, places=3), min_size=8, max_size=8))
def test_a_mean_of_unrounded_figures_is_never_more_than_a_suspicion(figures: list[Decimal]) -> None:
    """The publisher rounds eight figures and their mean, each for itself."""
    one = Decimal("0.1")
    cells = [cell("x", 2017, unit, number=str(f.quantize(one))) for unit, f in zip(MADE_UP_UNITS, figures, strict=True)]
    mean = (sum(figures) / 8).quantize(one, rounding=ROUND_HALF_UP)
    found = check_means([*cells, cell("x", 2017, "paren", number=str(mean))], MADE_UP_MEMBERS)
    assert found.tried == 1
    assert [finding.severity for finding in found.findings] in ([], ["misstanke"])


@given(st.text("JND", min_size=8, max_size=8), st.text("JND", min_size=8, max_size=8))
def test_a_change_printed_right_is_never_found(now: str, before: str) -> None:
    mean, change = (Decimal(now.count("J")) - Decimal(before.count("J"))) * Decimal("12.5"), now.count("J") * 12.5
    cells = [*made_up("x", 2016, before), *made_up("x", 2017, now, str(change), f"{mean:+}%")]
    assert check_changes(cells, MADE_UP_MEMBERS).findings == ()
    assert check_changes(cells, MADE_UP_MEMBERS).tried == 1


def test_who_is_left_out_of_the_base() -> None:
    mean = mean_of(made_up("x", 2017, "JJJND-EE"))
    assert mean is not None
    assert (mean.value, mean.text) == (Decimal(60), "3 av 5 Ja")


@pytest.mark.parametrize(("value", "text"), [("87.5", "87,5"), ("75.00", "75"), ("8.35", "8,4"), ("1095", "1095")])
def test_figures_are_shown_in_swedish(value: str, text: str) -> None:
    assert shown(Decimal(value)) == text


@pytest.mark.parametrize(("value", "text"), [("12.5", "+12,5"), ("-37.5", "−37,5"), ("0", "0"), ("-0.01", "0")])
def test_changes_are_signed(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text
