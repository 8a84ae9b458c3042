"""A document in Word, on our template or a unit's own."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby, zip_longest

from docx.oxml.ns import qn

from documents.paper.pngs import draw_pngs
from documents.tree import Block, Document, Section
from documents.word.blank import Blank
from documents.word.blocks import BlockWriter, parted
from documents.word.default_template import default_template
from documents.word.elements import Element, properties, put, w
from documents.word.front import cover, title_block, write_contents
from documents.word.packing import pack, unpack
from documents.word.page_edges import PageEdges, standing_on

LONGEST_PROPERTY = 255  # letters that python-docx lets a file say of itself
PICTURE_WIDTH = 160  # mm: of the PNG, which is scaled to the picture's own width


def write_docx(
    document: Document,
    template: bytes | None = None,
    *,
    pngs: Sequence[bytes] | None = None,
    contents: Sequence[tuple[int, str, int]] = (),
) -> bytes:
    """Same tree, template and pictures, same bytes. `document` comes from `checks.finished`.

    `pngs` are of the document's pictures in their order, drawn here where they are not given. `contents` are the
    headings' pages as the same document's PDF has them: level, text, page. Without them, and on a template that is set
    otherwise than ours, where they would be wrong, the contents are links without numbers, which Word adds when asked.
    A template that cannot be used is a TemplateFault.
    """
    blank = Blank(default_template() if template is None else template)
    pictures = list(document.pictures)
    drawn = draw_pngs([picture.svg for picture in pictures], PICTURE_WIDTH) if pngs is None else pngs
    writer = BlockWriter(blank, {picture.key: png for picture, png in zip(pictures, drawn, strict=True)})
    spreads = _spreads(document, writer)
    front = list(cover(blank, document) if document.has_cover else title_block(blank, document))
    if document.has_cover:
        pages = contents if blank.is_set_as_ours else ()
        front += write_contents(blank, writer.headings, pages, blank.room()[0])
    _put_together(blank, document, front, spreads)
    _tell(blank, document)
    return _packed(blank)


def _spreads(document: Document, writer: BlockWriter) -> list[tuple[bool, list[Element]]]:
    """Sections that lie the same way, one after the other, are one of Word's: whether it lies, and what it holds."""
    found: list[tuple[bool, list[Element]]] = []
    for is_landscape, sections in groupby(document.sections, key=lambda section: section.is_landscape):
        elements: list[Element] = []
        for section in sections:
            written = _written(writer, section)
            follows_front = document.has_cover and not found and not is_landscape
            if (section.starts_page and elements) or (follows_front and not elements):
                _start_page(written)
            elements += written
        found.append((is_landscape, elements))
    return found


def _written(writer: BlockWriter, section: Section) -> list[Element]:
    elements: list[Element] = []
    blocks: list[Block | None] = [None, *section.blocks, None]
    for before, block, after in zip(blocks, section.blocks, blocks[2:], strict=False):
        made = writer.write(block, section.is_landscape)
        parted(before, block, after, made, crowded=not writer.blank.styles.has_space_above("Caption"))
        elements += made
    return elements


def _start_page(elements: list[Element]) -> None:
    if elements and _is_paragraph(elements[0]):
        put(properties(elements[0]), w("pageBreakBefore"))
        put(properties(elements[0]), w("spacing", before=0))
    else:
        elements.insert(0, _tiny(w("pageBreakBefore")))


def _put_together(
    blank: Blank, document: Document, front: list[Element], spreads: list[tuple[bool, list[Element]]]
) -> None:
    edges = PageEdges(blank, document)
    if spreads and not spreads[0][0]:
        spreads[0][1][:0] = front
    else:
        spreads.insert(0, (False, front))
    for number, (is_landscape, elements) in enumerate(spreads, 1):
        section = edges.section(is_landscape)
        elements = list(_apart(elements))
        if number < len(spreads):
            put(properties(elements[-1]), section)
        blank.add(*elements)
        if number == len(spreads):
            blank.add(section)


def _apart(elements: list[Element]) -> Iterator[Element]:
    """With a paragraph between two tables, which Word would make one, and after the last, where it wants text."""
    for element, following in zip_longest(elements, elements[1:]):
        yield element
        if not _is_paragraph(element) and (following is None or following.tag == element.tag):
            yield _tiny()
    if not elements:
        yield _tiny()


def _tiny(*looks: Element) -> Element:
    spacing = w("spacing", before=0, after=0, line=20, lineRule="exact")
    return w("p", w("pPr", *looks, spacing, w("rPr", w("sz", val=2))))


def _is_paragraph(element: Element) -> bool:
    return bool(element.tag == qn("w:p"))


def _tell(blank: Blank, document: Document) -> None:
    """What the file says of itself: from the document alone, so that the same document is the same file."""
    told = blank.docx.core_properties
    day = document.day
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)
    given = {
        "title": document.title,
        "subject": document.subject or document.subtitle,
        "author": ", ".join(document.authors) or document.publisher,
        "last_modified_by": document.publisher,
        "keywords": ", ".join(document.keywords),
        "category": document.kind,
        "identifier": document.number,
        "comments": standing_on(document),
        "content_status": "Exempeldata" if document.is_example else "",
        "version": str(document.version.edition),
    }
    for name, value in given.items():
        setattr(told, name, value[:LONGEST_PROPERTY])
    told.language, told.revision = "sv-SE", max(document.version.edition, 1)
    told.created = told.modified = moment


def _packed(blank: Blank) -> bytes:
    saved = io.BytesIO()
    blank.docx.save(saved)
    return pack(unpack(saved.getvalue()))
