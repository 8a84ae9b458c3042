"""The notes of all sheets on one: numbered through, each with what it concerns, and the words of what is missing. Pure.

In a sheet for machines no mark stands in a cell: a note says which rows and columns it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from documents.lines import plain
from documents.tree import Data, Document, Note, Picture, Table

WHOLE = "hela tabellen"
UNEXPLAINED = "uppgiften saknas; källan säger inte varför."


@dataclass(frozen=True)
class SheetOfTable:
    """One table that has a sheet: its name there, what it is called in the document, and its notes."""

    name: str
    title: str
    data: Data
    table: Table
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class NumberedNote:
    name: str  # "not 1"
    sheet: str
    about: str
    text: str


def tables_with_data(document: Document) -> Iterator[tuple[str, Table, Data, tuple[Note, ...]]]:
    """In the order they stand, those behind pictures among them: title, table, its data, its notes."""
    for block in document.blocks:
        if isinstance(block, Table) and block.data:
            yield f"Tabell {block.number}. {block.caption}", block, block.data, block.notes
        elif isinstance(block, Picture) and isinstance(block.table, Table) and block.table.data:
            own = block.table
            yield f"Bild {block.number}. {block.caption}", own, block.table.data, (*own.notes, *block.notes)


def numbered(sheets: Iterable[SheetOfTable]) -> list[NumberedNote]:
    pairs = [(sheet, note) for sheet in sheets for note in sheet.notes]
    return [
        NumberedNote(f"not {number}", sheet.name, about(sheet.table, note), plain(note.text))
        for number, (sheet, note) in enumerate(pairs, 1)
    ]


def about(table: Table, note: Note) -> str:
    """The columns, and the cells as row and column, that a note's mark stands at."""
    headings = [column.heading for column in table.columns]
    columns = [heading for heading, marks in zip(headings, table.column_notes, strict=False) if note.mark in marks]
    cells = [
        f"{row.cells[0].text}, {heading}"
        for row in table.rows
        for heading, cell in zip(headings, row.cells, strict=True)
        if note.mark in cell.notes
    ]
    return "; ".join([*columns, *cells]) or WHOLE


def missing_words(sheets: Iterable[SheetOfTable], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words that stand instead of a value somewhere, in order of the alphabet, and what they mean."""
    means = {word.casefold(): meaning for word, meaning in known}
    used = {value.missing for sheet in sheets for row in sheet.data.rows for value in row if value.missing}
    return [(word, means.get(word.casefold(), UNEXPLAINED)) for word in sorted(used, key=str.casefold)]
