"""Before, between, after: properties that hold whatever the figures are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparing.comparisons import Link
from indicators.rules.outcomes import BASE
from workflow.follow_up.movement import (
    BETTER,
    BREAK,
    CHANGED,
    MISSING,
    SAME,
    WORSE,
    Movement,
    YearReading,
    breaks,
    follow,
    tally_of,
)

FIRST = 2015
YES = Link("yes")
OPPOSITE = {BETTER: WORSE, WORSE: BETTER, SAME: SAME}
shares = st.fractions(min_value=0, max_value=100, max_denominator=16)
links = st.sampled_from(["yes", "partly", "no", "unknown"]).map(Link)
series = st.dictionaries(st.integers(FIRST - 2, FIRST + 5), shares, max_size=6)
directions = st.sampled_from(["ja", "high", "low", "none"])


def readings(found: dict[int, Fraction]) -> list[YearReading]:
    return [YearReading(year, figure=figure) for year, figure in found.items()]


def followed(found: dict[int, Fraction], link: Link = YES, desirable: str = "ja") -> Movement:
    return follow(readings(found), FIRST, lambda earlier, later: link, desirable)


@given(series)
def test_each_reading_has_one_place(found: dict[int, Fraction]) -> None:
    moved = followed(found)
    later = sorted(year for year in found if year > FIRST)
    assert (moved.before.year if moved.before else None) == (FIRST if FIRST in found else None)
    assert [one.year for one in moved.between] == later[:-1]
    assert (moved.after.year if moved.after else None) == (later[-1] if later else None)


@given(series, links, directions)
def test_a_change_is_stated_only_between_years_that_may_be_compared(
    found: dict[int, Fraction], link: Link, desirable: str
) -> None:
    moved = followed(found, link, desirable)
    if moved.before is None or moved.after is None:
        assert (moved.direction, moved.points) == (MISSING, None)
    elif link.is_ in ("no", "unknown"):
        assert (moved.direction, moved.points) == (BREAK, None)
    else:
        assert moved.points == moved.after.figure - moved.before.figure


@given(shares, shares)
def test_turning_time_round_turns_the_direction_round(one: Fraction, other: Fraction) -> None:
    forth = followed({FIRST: one, FIRST + 2: other})
    back = followed({FIRST: other, FIRST + 2: one})
    assert back.direction == OPPOSITE[forth.direction]
    assert back.points == -forth.points


@given(shares, shares)
def test_what_is_better_depends_on_what_is_desirable(one: Fraction, other: Fraction) -> None:
    found = {FIRST: one, FIRST + 2: other}
    high, low, none = (followed(found, desirable=which).direction for which in ("high", "low", "none"))
    assert low == OPPOSITE[high]
    assert none == (SAME if one == other else CHANGED)


@pytest.mark.parametrize(
    ("desirable", "risen", "fallen"),
    [("ja", BETTER, WORSE), ("high", BETTER, WORSE), ("low", WORSE, BETTER), ("none", CHANGED, CHANGED)],
)
def test_a_rise_is_better_unless_low_is_good(desirable: str, risen: str, fallen: str) -> None:
    low, high = Fraction(40), Fraction(60)
    assert followed({FIRST: low, FIRST + 2: high}, desirable=desirable).direction == risen
    assert followed({FIRST: high, FIRST + 2: low}, desirable=desirable).direction == fallen


@given(shares, shares, shares)
def test_what_lies_between_does_not_change_the_outcome(one: Fraction, middle: Fraction, other: Fraction) -> None:
    ends = {FIRST: one, FIRST + 3: other}
    plain, with_middle = followed(ends), followed(ends | {FIRST + 1: middle})
    assert (plain.direction, plain.points) == (with_middle.direction, with_middle.points)


@given(st.sampled_from(BASE), st.sampled_from(BASE))
def test_a_units_words_are_ranked_from_nej_to_ja(before: str, after: str) -> None:
    moved = follow([YearReading(FIRST, before), YearReading(FIRST + 2, after)], FIRST, lambda *_: YES, "ja")
    steps = BASE.index(after) - BASE.index(before)
    assert moved.direction == (SAME if not steps else BETTER if steps > 0 else WORSE)


def test_words_that_are_no_result_cannot_be_followed() -> None:
    moved = follow([YearReading(FIRST, "ja"), YearReading(FIRST + 2, "ej_aktuellt")], FIRST, lambda *_: YES, "ja")
    assert (moved.direction, moved.after.value) == (MISSING, "ej_aktuellt")


def test_breaks_are_told_between_neighbouring_years() -> None:
    partly = Link("partly", ("Ny lydelse.",))
    links = {(2015, 2016): YES, (2016, 2017): partly}
    assert breaks([2017, 2015, 2016], lambda *years: links[years]) == [(2016, 2017, partly)]


@given(st.lists(series))
def test_the_tally_counts_each_once(many: list[dict[int, Fraction]]) -> None:
    counted = tally_of([followed(one) for one in many])
    assert sum(counted.values()) == len(many)
    assert 0 not in counted.values()
