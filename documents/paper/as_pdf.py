"""A document as tagged PDF: PDF/UA-1 and PDF/A-2a, the same bytes for the same tree."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pikepdf

from documents.as_json import write_json
from documents.paper.long_words import UNSEEN, divisible, fitting
from documents.paper.table_tags import mend_tables
from documents.paper.typeface import in_typeface
from documents.paper.typst_process import LONGEST, run_typst
from documents.tree import Document

SOURCES = ("looks.typ", "tables.typ", "report.typ")
NO_DAY = "2000-01-01"  # a document without a day has the same bytes each time, too
# What may be narrow; in running text a soft hyphen would hide the word from those who search.
DIVISIBLE = "Cell."
UNTOUCHED = (".svg", ".alt", ".key", ".keywords", ".link", ".subject", ".is", "Picture.table")


def write_pdf(document: Document, timeout: float = LONGEST) -> bytes:
    """The file. `document` is finished; PaperFault says what in it could not be set, or that it took too long."""
    tree = json.dumps(_set_out(json.loads(in_typeface(write_json(document)))), ensure_ascii=False)
    day = document.day.isoformat() if document.day else NO_DAY
    (made,) = run_typst(sources=SOURCES, tree=tree, day=day, timeout=timeout)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        mend_tables(pdf)
        written = io.BytesIO()
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def contents_of(pdf: bytes) -> list[tuple[int, str, int]]:
    """The headings as (level, text, page), as the file's bookmarks have them; the cover is page 1."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        pages: dict[object, int] = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        return list(_walked(outline.root, pages, 1))


def _walked(items: list[pikepdf.OutlineItem], pages: dict[object, int], level: int) -> Iterator[tuple[int, str, int]]:
    for item in items:
        assert isinstance(item.destination, pikepdf.Array)
        yield level, item.title.replace(UNSEEN, ""), pages[item.destination[0].objgen]
        yield from _walked(item.children, pages, level + 1)


def _set_out(part: Any, place: str = "") -> Any:
    """With the places where long words may be divided; pictures, keys and addresses as they are."""
    if isinstance(part, list):
        return [_set_out(one, place) for one in part]
    if isinstance(part, dict):
        return {name: _set_out(value, f"{part.get('is')}.{name}") for name, value in part.items()}
    if not isinstance(part, str) or place.endswith(UNTOUCHED):
        return part
    return divisible(part) if place.startswith(DIVISIBLE) else fitting(part)
