"""All that a document's files say, so that a test can ask whether a text stands in each of them."""

from __future__ import annotations

import re

from lxml import html

from documents.paper.as_pdf import write_pdf
from documents.tree import Document
from documents.web.as_html import write_html
from documents.word.as_docx import write_docx
from tests.documents.reading_docx import ReadDocx
from tests.documents.reading_pdf import read_pdf

_SIGNS = re.compile("[\\s\u00ad\u200b✓◐✕▼■▲=↕≠]+")


def squeezed(text: str) -> str:
    """Without spaces, soft hyphens and signs, which each format sets in its own way."""
    return _SIGNS.sub("", text)


def said_in_files(document: Document) -> dict[str, str]:
    """Format -> all its words, squeezed."""
    page = html.fromstring(write_html(document).decode())
    for unseen in page.xpath("//style | //svg"):
        unseen.drop_tree()
    return {
        "pdf": squeezed(read_pdf(write_pdf(document)).root.text),
        "docx": squeezed(" ".join(text for _style, text in ReadDocx(write_docx(document)).paragraphs)),
        "html": squeezed(page.text_content()),
    }


def not_said(document: Document, texts: list[str]) -> list[tuple[str, str]]:
    """The texts that stand in some file not at all, each with its format."""
    files = said_in_files(document)
    return [(form, text) for form, said in files.items() for text in texts if squeezed(text) not in said]
