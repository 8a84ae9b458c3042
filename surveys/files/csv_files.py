"""Tables as CSV for a Swedish Excel. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

Value = str | float | int | None
# A figure with its sign, and after a comma perhaps where it is printed: nothing that a spreadsheet would reckon with.
FIGURE = re.compile(r"[+-]{1,2}\d[\d\u00a0 .,]*(%|pe)?(, [^|!(=]*)?")


def write_csv(rows: Iterable[Iterable[Value]]) -> bytes:
    """Semicolons, decimal comma and a byte order mark, so that a Swedish Excel opens it right. No text is run as a
    formula, whoever has written it."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([_cell(one) for one in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> Value:
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return without_formula(value) if isinstance(value, str) else value


def without_formula(text: str) -> str:
    """An apostrophe before what a spreadsheet would run; figures with their sign stay as they are.

    >>> without_formula("=1+1"), without_formula("+12,5 pe"), without_formula("-1+2")
    ("'=1+1", '+12,5 pe', "'-1+2")
    """
    begins_formula = text[:1] in ("=", "@", "\t", "\r") or (text[:1] in ("+", "-") and not FIGURE.fullmatch(text))
    return f"'{text}" if begins_formula else text
