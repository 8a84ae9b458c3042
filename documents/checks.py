"""What a tree must hold before it is written: clean text, numbers, headings in order, pictures told in words. Pure.

`finished` is the only way from a builder to a writer. What a builder did wrong is a DocumentFault, with its place; text
that people typed is never at fault: it is cleaned of what no font and no file can carry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from documents.tree import Block, Deck, Document, Heading, Picture, Reference, Section, Table
from municipalities.characters import plain_text
from municipalities.swedish import NBSP

T = TypeVar("T")
# Everything below a space but tab and line break, half of a surrogate pair, and what is no character at all.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class DocumentFault(Exception):
    """A builder's mistake: which part of which document, and what is wrong with it."""


def finished(document: Document) -> Document:
    """The document as it may be written: cleaned, captions and references numbered once for all writers, checked."""
    document = _numbered(cleaned(document))
    faults = list(_faults(document))
    if faults:
        raise DocumentFault(f"{document.title}: " + "; ".join(faults))
    return document


def cleaned(part: T) -> T:
    """The same part with every text in it free of control characters and unseen ones. A space that does not break
    stays: builders set it between a figure and its unit.

    >>> from documents.tree import Span
    >>> cleaned(Span("a\\x00b\\u200b")).text, cleaned("75\\u00a0%")
    ('ab', '75\\xa0%')
    """
    found: Any = part
    if isinstance(found, str):
        found = NBSP.join(_CONTROL.sub("", plain_text(one)) for one in found.split(NBSP))
    elif isinstance(found, tuple):
        found = tuple(cleaned(one) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        given = {one.name: getattr(found, one.name) for one in fields(found)}
        changed = {
            name: new
            for name, old in given.items()
            if name not in ("svg", "narrow") and (new := cleaned(old)) is not old
        }
        found = replace(found, **changed) if changed else found
    return found  # type: ignore[no-any-return]  # the same type as came in, which the branches cannot say


def _numbered(document: Document) -> Document:
    words = {table.key: f"tabell {number}" for number, table in enumerate(document.tables, 1)}
    words |= {picture.key: f"bild {number}" for number, picture in enumerate(document.pictures, 1)}
    sections = tuple(
        replace(section, blocks=tuple(_told(block, words) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=sections)


def _told(part: Any, words: dict[str, str]) -> Any:
    """With the numbers of captions and the texts of references filled in."""
    if isinstance(part, Reference):
        if part.key not in words:
            raise DocumentFault(f"hänvisning till {part.key}, som inte finns")
        return replace(part, text=words[part.key])
    if isinstance(part, tuple):
        return tuple(_told(one, words) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        part = replace(part, **{one.name: _told(getattr(part, one.name), words) for one in fields(part)})
        if isinstance(part, Table | Picture) and part.key in words:
            part = replace(part, number=int(words[part.key].split()[1]))
    return part


def _faults(document: Document) -> Iterable[str]:
    if not document.title.strip():
        yield "titel saknas"
    yield from _faults_of_headings(document)
    yield from _faults_of_keys(document)
    for table in _all_tables(document):
        yield from _faults_of_table(table)
    for picture in document.pictures:
        if not picture.alt.strip() or not picture.caption.strip():
            yield f"bilden {picture.key} saknar text"
        if isinstance(picture.table, str) and picture.table not in {table.key for table in document.tables}:
            yield f"bilden {picture.key} har ingen tabell bakom sig"


def _faults_of_headings(document: Document) -> Iterable[str]:
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= min(level + 1, 4):
                yield f"rubriken {block.text!r} har nivå {block.level} efter {level}"
            if not block.text.strip():
                yield "en rubrik är tom"
            level = block.level


def _faults_of_keys(document: Document) -> Iterable[str]:
    keys = [key for block in document.blocks if (key := getattr(block, "key", ""))]
    yield from (f"nyckeln {key} står två gånger" for key in sorted({one for one in keys if keys.count(one) > 1}))
    names = [table.data.name for table in _all_tables(document) if table.data]
    yield from (f"bladet {name} står två gånger" for name in sorted({one for one in names if names.count(one) > 1}))


def _faults_of_table(table: Table) -> Iterable[str]:
    if not table.key or not table.caption.strip():
        yield f"tabellen {table.key or table.caption!r} saknar nyckel eller rubrik"
    if any(not column.heading.strip() for column in table.columns):
        yield f"tabellen {table.key} har en kolumn utan rubrik"
    yield from (
        f"tabellen {table.key}: raden {row.cells[0].text if row.cells else '?'} har {len(row.cells)} celler"
        for row in table.rows
        if len(row.cells) != len(table.columns)
    )
    marks = {note.mark for note in table.notes}
    used = {mark for row in table.rows for cell in row.cells for mark in cell.notes}
    used |= {mark for marks_of_one in table.column_notes for mark in marks_of_one}
    yield from (f"tabellen {table.key} saknar noten {mark}" for mark in sorted(used - marks))
    if table.data is not None:
        headings = [column.heading for column in table.data.columns]
        if len(set(headings)) < len(headings):
            yield f"bladet {table.data.name} har två kolumner med samma rubrik"
        if any(len(row) != len(headings) for row in table.data.rows):
            yield f"bladet {table.data.name} har en rad med annat antal celler än rubriker"


def _all_tables(document: Document) -> Iterable[Table]:
    yield from document.tables
    yield from (picture.table for picture in document.pictures if isinstance(picture.table, Table))


def finished_deck(deck: Deck) -> Deck:
    """The same for slides, which have no numbers to refer to."""
    deck = cleaned(deck)
    if not deck.title.strip() or any(not slide.title.strip() for slide in deck.slides):
        raise DocumentFault(f"{deck.title}: en bild saknar rubrik")
    return deck


def sections_of(*blocks: Block) -> tuple[Section, ...]:
    """A short document's blocks as its only section."""
    return (Section(tuple(blocks)),)
