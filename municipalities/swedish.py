"""How the interface counts: one helper for one and many. Pure."""

from __future__ import annotations


def plural(number: int, one: str, many: str) -> str:
    """`one` for exactly one, otherwise `many`, with the number for each {n}.

    >>> plural(1, "{n} fråga", "{n} frågor"), plural(0, "{n} fråga", "{n} frågor")
    ('1 fråga', '0 frågor')
    """
    return (one if number == 1 else many).replace("{n}", str(number))
