"""Working days, days nobody can mean, and times that no clock shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import NoSuchTime, moment, strangeness, why_no_work, working_day, working_day_before

SWEDEN = ZoneInfo("Europe/Stockholm")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
# As the almanac of 2017 and of 2026 has them; whole days off that fall from Monday to Friday.
OFF = {
    2017: "01-06 04-14 04-17 05-01 05-25 06-06 06-23 12-25 12-26",
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31",
}


@pytest.mark.parametrize("year", OFF)
def test_the_days_off_are_those_of_the_almanac(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    found = [f"{day:%m-%d}" for day in days if day.weekday() < 5 and why_no_work(day)]
    assert found == OFF[year].split()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 12, 31), "Nyårsafton"),
        (date(2026, 11, 28), "lördag"),
        (date(2026, 11, 26), ""),
    ],
)
def test_why_nobody_works(day: date, why: str) -> None:
    assert why_no_work(day) == why


@given(DAYS)
def test_a_working_day_is_the_nearest_one_on_its_side(day: date) -> None:
    later, earlier = working_day(day), working_day_before(day)
    assert not why_no_work(later)
    assert not why_no_work(earlier)
    between = [earlier + timedelta(days=n) for n in range(1, (later - earlier).days)]
    assert earlier == later == day if not why_no_work(day) else all(map(why_no_work, between))


@given(st.dates())
def test_a_day_is_strange_outside_a_hundred_years(day: date) -> None:
    assert bool(strangeness(day)) == (not 2000 <= day.year <= 2100)


@given(DAYS, st.integers(2015, 2030), DAYS)
def test_a_day_near_the_survey_or_near_today_can_be_meant(day: date, year: int, today: date) -> None:
    allowed = any(day.year in range(near, near + 11) for near in (year, today.year))
    assert not (allowed and strangeness(day, year=year, today=today))


@pytest.mark.parametrize(("year", "can_be_meant"), [(2014, False), (2015, True), (2027, True), (2028, False)])
def test_a_day_is_meant_from_two_years_before_to_ten_after_the_survey(year: int, can_be_meant: bool) -> None:
    assert bool(strangeness(date(year, 6, 1), year=2017)) != can_be_meant


@given(DAYS, st.times())
def test_a_moment_is_shown_by_the_clock_once(day: date, clock: time) -> None:
    """Every minute that the clock shows exactly once is a moment; no other is."""
    clock = clock.replace(second=0, microsecond=0)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    hours = [(midnight + timedelta(hours=n, minutes=clock.minute)).astimezone(SWEDEN) for n in range(30)]
    shown = [one for one in hours if (one.date(), one.time()) == (day, clock)]
    try:
        assert moment(day, clock, SWEDEN) == shown[0]
        assert len(shown) == 1
    except NoSuchTime:
        assert len(shown) != 1


@pytest.mark.parametrize(("day", "why"), [(date(2017, 3, 26), "finns inte"), (date(2017, 10, 29), "två gånger")])
def test_the_hour_that_is_skipped_or_doubled_is_told_from_others(day: date, why: str) -> None:
    with pytest.raises(NoSuchTime, match=why):
        moment(day, time(2, 30), SWEDEN)
    assert moment(day, time(3, 0), SWEDEN).hour == 3
