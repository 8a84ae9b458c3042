"""All that a document says in each of its files, as one text, to look for sentences and figures in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from lxml import html

from documents.checks import finished
from documents.paper.as_pdf import write_pdf
from documents.tree import Document
from documents.web.as_html import write_html
from documents.word.as_docx import write_docx
from tests.documents.reading_docx import ReadDocx
from tests.documents.reading_pdf import read_pdf

HIDDEN = str.maketrans(dict.fromkeys("\u00ad\u200b✓◐✕▽○△•–-"))


def plain(told: str) -> str:
    """Without white space, signs and bullets, which each form sets in its own way."""
    return "".join(told.translate(HIDDEN).split())


def of_pdf(document: Document) -> str:
    return plain(read_pdf(write_pdf(finished(document))).root.text)


def of_docx(document: Document) -> str:
    return plain(" ".join(told for _style, told in ReadDocx(write_docx(finished(document))).paragraphs))


def of_html(document: Document) -> str:
    return plain(html.fromstring(write_html(finished(document))).text_content())


READERS = (of_pdf, of_docx, of_html)


def missing(said: list[str], told: str) -> list[str]:
    """What of this a file does not say. Lines are read one by one."""
    lines = [line for one in said for line in one.splitlines() if line.strip()]
    return [line for line in lines if plain(line) not in told]


def words_of(part: Any) -> str:
    """All the text of a tree, or of a part of one."""
    return " ".join(_words(part))


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        yield from (word for one in part for word in _words(one))
    elif is_dataclass(part) and not isinstance(part, type):
        yield from (word for one in fields(part) for word in _words(getattr(part, one.name)))
