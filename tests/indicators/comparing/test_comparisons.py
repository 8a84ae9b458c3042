"""Comparing figures: exact, in percentage points, and silent where the years may not be compared."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparing import comparisons
from indicators.comparing.comparisons import Link
from indicators.rules.outcomes import OUTCOMES
from indicators.rules.spec import Comparability

YES = Link("yes")
RESULTS = st.sampled_from([*OUTCOMES, ""])
FIGURES = st.lists(st.decimals(min_value=0, max_value=1000, places=1), min_size=1, max_size=60)


def test_change_is_in_percentage_points() -> None:
    assert comparisons.change(Fraction(175, 2), Fraction(75), YES).points == Fraction(-25, 2)


def test_published_and_counted_figures_subtract_exactly() -> None:
    assert comparisons.change(Decimal("33.3"), Fraction(100, 3), YES).points == Fraction(1, 30)


@pytest.mark.parametrize(("link", "why"), [(Link("no", ("ny fråga",)), "break"), (Link("unknown"), "unknown")])
def test_no_change_is_stated_over_a_break(link: Link, why: str) -> None:
    found = comparisons.change(50, 75, link)
    assert (found.points, found.why_not, found.notes) == (None, why, link.notes)


def test_a_new_indicator_says_so() -> None:
    assert comparisons.change(None, 75, Link("unknown"), existed=False).why_not == "new"


def test_change_needs_both_years() -> None:
    assert comparisons.change(None, 75, YES).why_not == "missing"


def test_partly_comparable_keeps_its_note() -> None:
    assert comparisons.change(50, 75, Link("partly", ("frågan ändrad",))).notes == ("frågan ändrad",)


STEPS = {
    2016: {2015: Comparability("partly", "insamlingen ändrad")},
    2017: {2016: Comparability("yes", "")},
    2018: {2017: Comparability("no", "ny fråga"), 2016: Comparability("yes", "")},
}


def test_chain_goes_through_the_year_between_and_the_worst_step_wins() -> None:
    assert comparisons.chain(STEPS, 2015, 2017) == Link("partly", ("insamlingen ändrad",))


def test_a_direct_statement_beats_the_chain() -> None:
    assert comparisons.chain(STEPS, 2016, 2018) == Link("yes")


def test_a_break_on_the_way_breaks_the_chain() -> None:
    assert comparisons.chain({**STEPS, 2019: {2018: Comparability("yes", "")}}, 2017, 2019).is_ == "no"


def test_nothing_stated_is_unknown() -> None:
    assert comparisons.chain(STEPS, 2014, 2017).is_ == "unknown"


def test_a_year_holds_with_itself_and_a_statement_with_an_earlier_year_only() -> None:
    assert comparisons.chain({}, 2017, 2017) == Link("yes")
    odd = {2017: {2017: Comparability("yes", ""), 2014: Comparability("yes", "")}}
    assert comparisons.chain(odd, 2015, 2017) == Link("unknown")


def test_both_figures_are_needed_and_nothing_is_not_zero() -> None:
    assert comparisons.change(75, None, YES) == comparisons.change(None, None, YES)
    assert comparisons.change(75, None, YES).points is None
    assert comparisons.change(0, 0, YES).points == 0


@pytest.mark.parametrize(
    ("before", "now", "step"),
    [("nej", "ja", 1), ("nej", "delvis", 1), ("ja", "delvis", -1), ("ja", "ja", 0), ("bortfall", "ja", 0)],
)
def test_movement_of_one_unit(before: str, now: str, step: int) -> None:
    assert comparisons.movement(before, now, YES) == step
    assert comparisons.movement(before, now, Link("no")) == 0


def test_tally_counts_the_base_without_what_is_left_out() -> None:
    counted = comparisons.tally(["ja"] * 5 + ["nej", "delvis", "ej_aktuellt"])
    assert (counted.yes, counted.base, counted.left_out, counted.percent) == (5, 7, 1, Fraction(500, 7))


def test_each_result_is_counted_as_what_it_is() -> None:
    values = ["ja"] * 7 + ["delvis"] * 6 + ["nej"] * 5 + ["ej_aktuellt"] * 4 + ["kan_inte_svara"] * 3 + ["bortfall"] * 2
    assert comparisons.tally([*values, ""]) == comparisons.Tally(
        yes=7, base=18, left_out=7, non_response=2, silent=6, units=28
    )


@given(st.lists(RESULTS, max_size=40))
def test_tally_loses_nobody(values: list[str]) -> None:
    counted = comparisons.tally(values)
    told = counted.base + counted.left_out + counted.non_response
    assert told + values.count("") == counted.units == len(values)
    assert (counted.percent is None) == (counted.base == 0)
    assert counted.percent is None or 0 <= counted.percent <= 100


@given(FIGURES)
def test_mean_lies_between_the_figures(figures: list[Decimal]) -> None:
    found, count = comparisons.mean([*figures, None])
    assert found is not None
    assert min(figures) <= found <= max(figures)
    assert count == len(figures)


def test_there_is_no_mean_of_nothing_and_it_is_exact() -> None:
    assert comparisons.mean([None]) == (None, 0)
    assert comparisons.mean([Decimal("0.1"), 0, None]) == (Fraction(1, 20), 2)


def test_absence_is_no_difference() -> None:
    assert not comparisons.differs(["ja", "", None, "ja"])
    assert comparisons.differs(["ja", "nej"])


def test_quartiles_where_low_is_good() -> None:
    colours = [comparisons.quartile_colour(n, range(1, 9), low_is_good=True) for n in range(1, 9)]
    assert colours == ["green"] * 2 + ["yellow"] * 4 + ["red"] * 2


@given(FIGURES, st.booleans())
def test_quartile_colours_mirror_each_other(figures: list[Decimal], low_is_good: bool) -> None:
    mirror = {"green": "red", "red": "green", "yellow": "yellow"}
    for figure in figures:
        colour = comparisons.quartile_colour(figure, figures, low_is_good)
        assert comparisons.quartile_colour(figure, figures, not low_is_good) == mirror[colour]


@given(st.integers(min_value=4, max_value=40).map(lambda n: 4 * (n // 4)))
def test_a_quarter_is_green_when_all_differ(units: int) -> None:
    colours = [comparisons.quartile_colour(n, range(units), low_is_good=True) for n in range(units)]
    assert (colours.count("green"), colours.count("red")) == (units // 4, units // 4)


def test_quartiles_need_nearly_all_units() -> None:
    assert comparisons.enough_for_quartiles(285, 316)
    assert not comparisons.enough_for_quartiles(284, 316)
    assert comparisons.enough_for_quartiles(9, 10)
    assert comparisons.enough_for_quartiles(1, 1)
    assert not comparisons.enough_for_quartiles(0, 0)
