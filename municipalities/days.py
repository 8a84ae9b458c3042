"""Days as people write them and as the portal proposes them: which can be meant, which are Swedish working days, and
which times the clock has. Pure; the holidays come from the package of that name, which asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
YEARS_BEFORE, YEARS_AFTER = 2, 10  # around the year of a survey or cycle, or today
WEEKEND = {5: "lördag", 6: "söndag"}
ONE_DAY = timedelta(days=1)


class NoSuchTime(ValueError):
    """The clock never shows it, or shows it twice; says so in Swedish, with what to do."""


def strangeness(day: date, *, year: int | None = None, today: date | None = None) -> str:
    """Why nobody can mean the day, in Swedish; empty where somebody can. With a `year`, that of a survey or cycle, the
    day is to lie near it or near `today`.

    >>> strangeness(date(26, 3, 15))
    '0026-03-15 kan inte stämma. Skriv ett år mellan 2000 och 2100.'
    >>> strangeness(date(2071, 3, 15), year=2017, today=date(2017, 2, 1))
    '2071-03-15 kan inte stämma. Skriv ett år mellan 2015 och 2027.'
    >>> strangeness(date(2017, 3, 15), year=2017, today=date(2026, 2, 1))
    ''
    """
    first, last = EARLIEST.year, LATEST.year
    if year is not None:
        near = {year, (today or date(year, 1, 1)).year}
        first, last = max(first, min(near) - YEARS_BEFORE), min(last, max(near) + YEARS_AFTER)
    if first <= day.year <= last:
        return ""
    return f"{day.isoformat()} kan inte stämma. Skriv ett år mellan {first} och {last}."


def why_no_work(day: date) -> str:
    """What kind of day off it is; empty for a working day.

    >>> why_no_work(date(2017, 6, 23)), why_no_work(date(2017, 9, 24)), why_no_work(date(2017, 9, 25))
    ('Midsommarafton', 'söndag', '')
    """
    return _days_off(day.year).get(day) or WEEKEND.get(day.weekday(), "")


@lru_cache
def _days_off(year: int) -> Mapping[date, str]:
    """Public holidays, and the three eves on which nobody works either."""
    found = country_holidays("SE", years=year, expand=False, language="sv", categories=("public", "de_facto"))
    return {day: name.replace("; ", " och ") for day, name in found.items()}


def working_day(day: date) -> date:
    """The day itself, or the next working day.

    >>> working_day(date(2017, 4, 14)), working_day(date(2017, 4, 18))
    (datetime.date(2017, 4, 18), datetime.date(2017, 4, 18))
    """
    while why_no_work(day):
        day += ONE_DAY
    return day


def working_day_before(day: date) -> date:
    """The day itself, or the last working day before it.

    >>> working_day_before(date(2017, 4, 17))
    datetime.date(2017, 4, 13)
    """
    while why_no_work(day):
        day -= ONE_DAY
    return day


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment when clocks of the zone show the time on the day. NoSuchTime in the hour that is skipped in spring and
    in the one that comes twice in autumn.

    >>> moment(date(2017, 3, 26), time(2, 30), ZoneInfo("Europe/Stockholm"))
    Traceback (most recent call last):
    municipalities.days.NoSuchTime: 2017-03-26 finns inte klockan 02.30: då ställs klockan fram. Välj en annan tid.
    """
    first = datetime.combine(day, clock, zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).time() == clock:
        told = f"{day} kommer klockan {clock:%H.%M} två gånger: då ställs klockan tillbaka. Välj en annan tid."
    else:
        told = f"{day} finns inte klockan {clock:%H.%M}: då ställs klockan fram. Välj en annan tid."
    raise NoSuchTime(told)
