"""Running text: spans, links, footnotes, and references that follow what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE

from documents.tree import Footnote, Inline, Picture, Reference, Span, Table, Text
from documents.word.blank import Blank
from documents.word.elements import Element, bookmark, field, run, w

_LINK = re.compile("(?i)(https?://|mailto:)")  # all else is shown as text: nothing to run stands behind it


def runs(blank: Blank, text: Text) -> list[Element]:
    return [element for part in text for element in _written(blank, part)]


def _written(blank: Blank, part: Inline) -> Iterator[Element]:
    if isinstance(part, Footnote):
        yield blank.footnotes.add(part.text)
    elif isinstance(part, Reference):
        word, _, number = part.text.rpartition(" ")
        yield run(f"{word} ")
        yield from field(f"REF {name_of_number(word, int(number))} \\h", run(number))
    elif _LINK.match(part.link):
        key = blank.part.relate_to(part.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        yield w("hyperlink", run(part.text, w("rStyle", val=blank.styles["Hyperlink"]), *_looks(part)), r_id=key)
    else:
        yield run(part.text, *_looks(part))


def _looks(span: Span) -> list[Element]:
    return {"strong": [w("b")], "emphasis": [w("i")], "": []}[span.style]


def name_of_number(word: str, number: int) -> str:
    """The bookmark round the number of a caption: of the kind that Word hides."""
    return f"_Ref{word.capitalize()}{number}"


def caption(blank: Blank, block: Table | Picture) -> list[Element]:
    """ "Tabell 3. Tillgänglighet", its number counted by Word as by the tree."""
    word = "Tabell" if isinstance(block, Table) else "Bild"
    number = field(f"SEQ {word} \\* ARABIC", run(str(block.number)))
    marked = bookmark(blank.next_bookmark(), name_of_number(word, block.number), *number)
    return [run(f"{word} "), *marked, run(f". {block.caption}")]
