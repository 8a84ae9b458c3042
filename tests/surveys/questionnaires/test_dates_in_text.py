"""Years and dates in Swedish text: every way of writing them, what is none, and moving there and back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from surveys.questionnaires.dates_in_text import find_mentions, moved

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))
WAYS = {
    "1 april 2015": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "1:e apr. 2015": lambda day: f"{day.day}:e {MONTHS[day.month - 1][:3]}. {day.year}",
    "2015-04-01": date.isoformat,
    "1/4 2015": lambda day: f"{day.day}/{day.month} {day.year}",
    "1.4.2015": lambda day: f"{day.day}.{day.month}.{day.year}",
    "april 2015": lambda day: f"{MONTHS[day.month - 1]} {day.year}",
    "våren 2015": lambda day: f"våren {day.year}",
    "läsåret 2014/15": lambda day: f"läsåret {day.year}/{(day.year + 1) % 100:02}",
    "2014/2015": lambda day: f"{day.year}/{day.year + 1}",
    "2014–2015": lambda day: f"{day.year}–{day.year + 1}",
    "2015 års": lambda day: f"{day.year} års",
    "år 2015": lambda day: f"år {day.year}",
    "2015": lambda day: str(day.year),
}


@given(st.sampled_from(sorted(WAYS)), DAYS, st.integers(-10, 10))
def test_a_date_is_found_where_it_stands_however_it_is_written(way: str, day: date, years: int) -> None:
    written = WAYS[way](day)
    text = f"Läget den {written}, i hela kommunen ({written})."
    found = find_mentions(text)
    assert [one.text for one in found] == [written, written]
    assert all(text[one.start : one.end] == one.text for one in found)


@given(st.sampled_from(sorted(WAYS)), DAYS, st.integers(-10, 10))
def test_what_is_moved_is_the_same_date_of_another_year_and_moves_back(way: str, day: date, years: int) -> None:
    assume((day.month, day.day) != (2, 29))
    later = day.replace(year=day.year + years)
    assert moved(WAYS[way](day), years) == WAYS[way](later)
    assert moved(moved(WAYS[way](day), years), -years) == WAYS[way](day)


@pytest.mark.parametrize(
    ("leap", "next_year"),
    [
        ("29 februari 2016", "28 februari 2017"), ("2016-02-29", "2017-02-28"), ("29/2 2016", "28/2 2017"),
        ("29.02.2016", "28.02.2017"), ("29 mars 2016", "29 mars 2017"), ("29/12 2016", "29/12 2017"),
        ("1 april\n  2015", "1 april\n  2016"), ("2015-04", "2016-04"), ("1999/00", "2000/01"),
    ],
)  # fmt: skip
def test_a_day_that_the_new_year_lacks_is_the_one_before(leap: str, next_year: str) -> None:
    assert [one.text for one in find_mentions(f"från {leap} till nu")] == [leap]
    assert moved(leap, 1) == next_year
    assert moved("29 februari 2016", 4) == "29 februari 2020"


@pytest.mark.parametrize(
    "text",
    ["lag (2001:453)", "SOSFS 2014:5", "prop. 2012/13:10", "på 2010-talet", "2 015 kronor", "120150 personer",
     "K2015 och 2015b", "1,2015", "18–24 år", "1 april", "inom 12 månader", ""],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_mentions(text) == []


@given(st.text(alphabet="abcåäö 0129/-–:.,()\n", max_size=60))
def test_mentions_stand_in_order_beside_one_another_and_hold_a_year(text: str) -> None:
    found = find_mentions(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(moved(one.text, 1) != one.text for one in found)
