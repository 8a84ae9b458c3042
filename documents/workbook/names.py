"""What Excel takes as names of sheets, of tables and of columns: never two alike, and nothing it refuses. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_SHEET = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def sheet_names(wished: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Each as wished where Excel takes it, with a number after it where another is called so.

    >>> sheet_names(["Väntetid", "väntetid", "Ja/Nej?", "", "'Noter'"], ["Noter"])
    ['Väntetid', 'väntetid (2)', 'Ja Nej', 'Tabell', 'Noter (2)']
    """
    # "History" is Excel's own.
    return unlike(
        (_REFUSED.sub(" ", one).strip(" '") or "Tabell" for one in wished), [*taken, "History"], LONGEST_SHEET
    )


def unlike(wished: Iterable[str], taken: Iterable[str] = (), longest: int = 255) -> list[str]:
    """Names that differ by more than case.

    >>> unlike(["Andel", "andel", "Andel"], longest=7)
    ['Andel', 'and (2)', 'And (3)']
    """
    seen, found = {one.casefold() for one in taken}, []
    for one in wished:
        name, number = one[:longest].strip(" '"), 1
        while name.casefold() in seen:
            number += 1
            ending = f" ({number})"
            name = one[: longest - len(ending)].strip() + ending
        seen.add(name.casefold())
        found.append(name)
    return found


def table_name(number: int, name: str) -> str:
    """What formulas call the table: letters, digits and underscores.

    >>> table_name(3, "Väntetid: högst 14 dagar")
    'Tabell_3_Vantetid_hogst_14_dagar'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "_".join([f"Tabell_{number}", *re.findall(r"[A-Za-z0-9]+", plain)])[:100]
