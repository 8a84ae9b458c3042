"""How the interface counts: one and many, shares, and days in words. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

NBSP, MINUS = "\u00a0", "\u2212"
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november"),
    "december",
)


def plural(number: int, one: str, many: str) -> str:
    """`one` for exactly one, otherwise `many`, with the number for each {n}.

    >>> plural(1, "{n} fråga", "{n} frågor"), plural(0, "{n} fråga", "{n} frågor")
    ('1 fråga', '0 frågor')
    """
    return (one if number == 1 else many).replace("{n}", str(number))


def percent(value: Decimal | Fraction | int) -> str:
    """A share from 0 to 100, with one decimal only where it is not whole; halves are rounded up.

    >>> percent(50), percent(Fraction(125, 2)), percent(Fraction(200, 3))
    ('50\\xa0%', '62,5\\xa0%', '66,7\\xa0%')
    """
    share = Fraction(value)
    whole, tenths = divmod(math.floor(abs(share) * 10 + Fraction(1, 2)), 10)
    decimal = "" if share.denominator == 1 else f",{tenths}"
    return f"{MINUS if share < 0 else ''}{whole}{decimal}{NBSP}%"


def listed(names: Iterable[str]) -> str:
    """ "Stockholm, Stockholms län och Riket"."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} och {last}" if first else last


def alphabetical(name: str) -> str:
    """To sort names by: å, ä and ö come last and in that order, which their numbers do not say.

    >>> sorted(["Österåker", "Älmhult", "Åre", "Ekerö"], key=alphabetical)
    ['Ekerö', 'Åre', 'Älmhult', 'Österåker']
    """
    return name.casefold().translate({ord("å"): "{", ord("ä"): "|", ord("ö"): "}"})


def day_in_words(day: date) -> str:
    """
    >>> day_in_words(date(2018, 3, 1)), day_in_words(date(2017, 12, 31))
    ('1 mars 2018', '31 december 2017')
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
