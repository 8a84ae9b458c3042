"""Figures as they are printed, and how exactly. Pure.

A printed figure stands for everything that rounds to it: 33 for what lies within half a unit of 33, 33,3 for what lies
within half a tenth of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"(?P<sign>[-+−–±\s]*)(?P<whole>\d+(?:[\s\u00a0]\d{3})*)(?:[.,](?P<decimals>\d+))?")


@dataclass(frozen=True)
class Amount:
    """A figure as printed; `slack` is half a unit of its last printed decimal."""

    value: Decimal
    slack: Decimal


def parse_amount(text: str) -> Amount | None:
    """The first figure of a printed cell: "37.5 %", "1 095", "(+-0%)", "−12,5%". None where there is none."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    decimals = match["decimals"] or ""
    whole = re.sub(r"\s", "", match["whole"])
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    sign = match["sign"].strip()[-1:]
    return Amount(-value if sign and sign in "-−–" else value, half_unit(len(decimals)))


def half_unit(decimals: int) -> Decimal:
    """
    >>> half_unit(0), half_unit(1)
    (Decimal('0.5'), Decimal('0.05'))
    """
    return Decimal(5).scaleb(-decimals - 1)


def amount_as_printed(number: Decimal, printed: str) -> Amount:
    """The number with its printed precision; with its own where the print does not show it, as where 0.625 is printed
    for 62.5 percent."""
    said = parse_amount(printed)
    if said is not None and said.value == number:
        return said
    exponent = number.normalize().as_tuple().exponent
    return Amount(number, half_unit(max(0, -exponent if isinstance(exponent, int) else 0)))


def may_be_one(one: Amount, other: Amount) -> bool:
    """One exact figure may lie behind both: 33 and 33,3. Not behind 61 and 62, though 61,5 may be rounded to either."""
    return abs(one.value - other.value) < one.slack + other.slack
