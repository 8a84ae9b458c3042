"""Which units answer for a city, in which years. Pure."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A unit from a year to a year, both included; None is open."""

    code: str
    from_year: int | None = None
    to_year: int | None = None


def itself(code: str, parts: list[Span]) -> list[Span]:
    """The years in which a city without districts answers for itself.

    >>> itself("1280", [Span("128001", 2014, 2018), Span("128002", 2014, 2018)])
    [Span(code='1280', from_year=None, to_year=2013), Span(code='1280', from_year=2019, to_year=None)]
    >>> itself("0180", [Span("018001", None, 2020), Span("018002", None, None)]), itself("0114", [])
    ([], [Span(code='0114', from_year=None, to_year=None)])
    """
    if not parts:
        return [Span(code)]
    begun = [one.from_year for one in parts]
    ended = [one.to_year for one in parts]
    before = [] if None in begun else [Span(code, None, min(year for year in begun if year) - 1)]
    after = [] if None in ended else [Span(code, max(year for year in ended if year) + 1, None)]
    return before + after
