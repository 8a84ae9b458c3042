"""The formats a document is handed over in, in the order they are offered: one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from documents.paper.as_pdf import contents_of, write_pdf
from documents.slides.as_pptx import write_pptx
from documents.tree import Deck, Document
from documents.web.as_html import write_html
from documents.word.as_docx import write_docx
from documents.workbook.as_xlsx import write_xlsx


@dataclass(frozen=True)
class Manuscript:
    """All that a file is written from. `template`: the network's own, for Word."""

    document: Document
    deck: Deck | None = None
    template: bytes | None = None

    @cached_property
    def pdf(self) -> bytes:
        """Written once: Word has its page numbers from it."""
        return write_pdf(self.document)


@dataclass(frozen=True)
class Format:
    """`key` is the file's ending. `write` gives None where the document has nothing for the format."""

    key: str
    label: str
    content_type: str
    write: Callable[[Manuscript], bytes | None]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_ALL = (
    Format(
        *("docx", "Word", f"{_OFFICE}.wordprocessingml.document"),
        lambda one: write_docx(one.document, one.template, contents=contents_of(one.pdf)),
    ),
    Format("pdf", "PDF", "application/pdf", lambda one: one.pdf),
    Format("html", "Webbsida", "text/html; charset=utf-8", lambda one: write_html(one.document)),
    Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", lambda one: write_xlsx(one.document)),
    Format(
        *("pptx", "Presentation", f"{_OFFICE}.presentationml.presentation"),
        lambda one: write_pptx(one.deck) if one.deck else None,
    ),
)
FORMATS = {one.key: one for one in _ALL}


def write_files(manuscript: Manuscript, count: Callable[[int], None]) -> dict[str, bytes]:
    """Every format the document has, by its key; `count` is called with how many are done."""
    found = {}
    for done, one in enumerate(FORMATS.values(), 1):
        content = one.write(manuscript)
        if content is not None:
            found[one.key] = content
        count(done)
    return found
