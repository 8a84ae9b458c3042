"""The day a step happened: not before what it rests on, not after what rests on it, never a day to come. Pure.

A step that is left out, or not done yet, is looked through: what it rests on counts instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

Rests = Mapping[str, tuple[str, ...]]  # code: the codes it rests on
Days = Mapping[str, date]  # code: the day it happened; only steps that are done


def beneath(code: str, rests: Rests) -> Iterator[str]:
    """Everything the step rests on, nearest first.

    >>> list(beneath("decision", {"decision": ("meeting_2",), "meeting_2": ("meeting_1",), "meeting_1": ()}))
    ['meeting_2', 'meeting_1']
    """
    for one in rests.get(code, ()):
        yield one
        yield from beneath(one, rests)


def latest_before(code: str, days: Days, rests: Rests) -> str | None:
    """Of the steps it rests on, the one that happened last; None where none has happened.

    >>> rests = {"decision": ("meeting_2",), "meeting_2": ("meeting_1",)}
    >>> latest_before("decision", {"meeting_1": date(2017, 10, 12)}, rests)
    'meeting_1'
    """
    done = [one for one in beneath(code, rests) if one in days]
    return max(done, key=days.__getitem__, default=None)


def earliest_after(code: str, days: Days, rests: Rests) -> str | None:
    """Of the steps that rest on it, the one that happened first; None where none has happened."""
    done = [one for one in rests if one in days and code in beneath(one, rests)]
    return min(done, key=days.__getitem__, default=None)


def proposed_day(code: str, days: Days, rests: Rests, planned: date | None, today: date) -> date:
    """The day to propose: the planned one, unless it is to come or lies before what the step rests on.

    >>> proposed_day("x", {}, {}, date(2017, 10, 12), date(2017, 10, 20))
    datetime.date(2017, 10, 12)
    >>> proposed_day("x", {}, {}, date(2017, 10, 27), date(2017, 10, 20))
    datetime.date(2017, 10, 20)
    """
    last = latest_before(code, days, rests)
    day = min(planned or today, today)
    return max(day, days[last]) if last else day
