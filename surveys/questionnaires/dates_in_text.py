"""Years and dates in Swedish text: found where they stand, and moved by whole years. Pure."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass

_YEAR = "(?:19|20)[0-9]{2}"
_MONTH = (
    "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec)"
)
_PERIOD = r"(?:vår(?:en|terminen)|sommar(?:en)?|höst(?:en|terminen)|vinter(?:n)?|läsåret|budgetåret|år|vt|ht)"
_SPAN = rf"{_YEAR}[/–-](?:{_YEAR}|[0-9]{{2}})(?![0-9])"
_WRITTEN = "|".join(
    (
        rf"[0-3]?[0-9](?::?e)?\s+{_MONTH}\.?\s+{_YEAR}",  # 1 april 2015
        rf"[0-3]?[0-9]/[01]?[0-9](?:\s+|-){_YEAR}",  # 1/4 2015
        rf"[0-3]?[0-9]\.[01]?[0-9]\.{_YEAR}",  # 1.4.2015
        rf"{_YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?(?![0-9])",  # 2015-04-01, 2015-04
        rf"(?:{_MONTH}\.?|{_PERIOD})\s+(?:{_SPAN}|{_YEAR})",  # april 2015, våren 2014, läsåret 2014/15
        rf"{_SPAN}",  # 2014/2015, 2014–15
        rf"{_YEAR}(?:\s+års)?(?![/–-][0-9])",  # 2015, 2015 års
    )
)
# A number of a law (2001:453), a decade (2010-talet) and what is part of a word or a longer number are no dates.
_MENTION = re.compile(rf"(?<![\w:])(?<![0-9][.,])(?:{_WRITTEN})(?![\w])(?!:[0-9])(?!-tal)", re.IGNORECASE)
_ONE_YEAR = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")
_SHORT_SPAN = re.compile(rf"({_YEAR})([/–-])([0-9]{{2}})$")
_LEAP_DAY = re.compile(r"29(?=(?::?e)?\s+feb)|29(?=/0?2\D)|29(?=\.0?2\.)|(?<=-02-)29", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A year or date as it stands in a text, from `start` to `end`."""

    start: int
    end: int
    text: str


def find_mentions(text: str) -> list[Mention]:
    """
    >>> [one.text for one in find_mentions("Läget den 1 april 2015, efter våren 2014 och 2014/2015 (lag 2001:453).")]
    ['1 april 2015', 'våren 2014', '2014/2015']
    """
    return [Mention(*found.span(), found[0]) for found in _MENTION.finditer(text)]


def years_named(text: str) -> set[int]:
    """The years that stand by themselves, as in a heading; dates and spans are left out.

    >>> sorted(years_named("Svar 2016, uppdaterad 2017-03-01 (lag 2001:453)"))
    [2016]
    """
    return {
        int(one.text[:4])
        for one in find_mentions(text)
        if _ONE_YEAR.fullmatch(one.text[:4]) and not re.search(r"[/–-]", one.text)
    }


def moved(mention: str, years: int) -> str:
    """
    >>> moved("1 april 2015", 3), moved("2014/15", 1), moved("29 februari 2016", 1)
    ('1 april 2018', '2015/16', '28 februari 2017')
    """
    if (span := _SHORT_SPAN.search(mention)) and not _is_year_and_month(mention):
        later = f"{int(span[1]) + years}{span[2]}{(int(span[3]) + years) % 100:02}"
        return mention[: span.start()] + later
    later = _ONE_YEAR.sub(lambda year: str(int(year[0]) + years), mention)
    last = _ONE_YEAR.findall(later)[-1]
    return later if isleap(int(last)) else _LEAP_DAY.sub("28", later)


def _is_year_and_month(mention: str) -> bool:
    """2015-04, which a reader takes for April; 2015-16 is two years."""
    return bool(re.fullmatch(rf"{_YEAR}-(?:0[1-9]|1[0-2])", mention))
