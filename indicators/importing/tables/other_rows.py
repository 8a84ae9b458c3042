"""Rows of a table that are neither unit nor group: refused where they look like a municipality, else told of."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.importing.tables.layout import Table
from indicators.importing.tables.turning import row_name
from indicators.rules.loader import normalise_word
from surveys.files.fields import Unacceptable
from surveys.files.missing_signs import explained_signs
from surveys.files.units import CODE_LENGTHS
from surveys.files.workbooks import text_of

MOST_TOLD = 30
UNKNOWN = Unacceptable("raden har resultat men kommunen känns inte igen.", "Rätta koden eller namnet.")


def unknown_units(table: Table, results: frozenset[str]) -> list[int]:
    """Rows that have a code, or a result in words, which only a municipality has, or what explains a sign."""
    return [
        row
        for row, _ in table.others
        if _looks_like_a_unit(table, row, results) and not explained_signs([list(map(text_of, table.sheet.rows[row]))])
    ]


def told_of_others(table: Table, but: Iterable[int]) -> str:
    """What is not read, as a note; empty where there is nothing."""
    unread = [(row, text) for row, text in table.others if row not in set(but)]
    if not unread:
        return ""
    told = ", ".join(f"{row_name(table.sheet, row)} (”{text[:60]}”)" for row, text in unread[:MOST_TOLD])
    more = f" och {len(unread) - MOST_TOLD} till" if len(unread) > MOST_TOLD else ""
    return f"{table.name}, läses inte: {told}{more}."


def _looks_like_a_unit(table: Table, row: int, results: frozenset[str]) -> bool:
    code = text_of(table.cell(row, table.code_column)) if table.code_column is not None else ""
    if code.isdecimal() and len(code) in CODE_LENGTHS:
        return True
    asked = [column for column in table.columns if column.match.code != ""]
    return any(normalise_word(text_of(table.cell(row, column.number))) in results for column in asked)
