"""A document as HTML: part of a portal's page, or a file of its own that needs nothing from the net. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from documents.lines import EXAMPLE, LINKS
from documents.tree import (
    Aside,
    Block,
    Bullets,
    Document,
    Facts,
    Footnote,
    Heading,
    Inline,
    Paragraph,
    Picture,
    Reference,
    Section,
    Signatures,
    Span,
    Table,
    Text,
)
from documents.web.markup import Markup, element, joined
from documents.web.pictures import told_svg
from documents.web.tables import TableWriter, notes_below
from municipalities.swedish import day_in_words

SHEETS = (Path(__file__).with_name("standalone.css"), Path(__file__).resolve().parents[2] / "static" / "document.css")
# What a file may do when it is opened: look as its own sheet says, and nothing else.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
CONTENTS_LEVEL = 2


def write_html(document: Document) -> bytes:
    """A whole file: its style sheet is inside it, and it asks for nothing else."""
    named = {"author": ", ".join(document.authors), "description": document.subject}
    head = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        *(element("meta", name=name, content=content) for name, content in named.items() if content),
        element("title", document.title),
        element("style", Markup("\n".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS))),
    ]
    body = element("body", element("main", body_html(document)))
    page = element("html", element("head", *head), body, lang="sv")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def body_html(document: Document, top: int = 1, *, has_title: bool = True) -> Markup:
    """For a page that carries static/document.css. `top` is the level of the document's title among its headings; a
    page that has the title already leaves it out here."""
    return _Writer(document, top, has_title).write()


class _Writer:
    """Knows where it is in the document: which footnotes there have been, which headings and keys lead where."""

    def __init__(self, document: Document, top: int, has_title: bool) -> None:
        self.document, self.top, self.has_title = document, top, has_title
        self.footnotes: list[str] = []
        self.places = {table.key: f"tabell-{table.number}" for table in document.tables}
        self.places |= {picture.key: f"bild-{picture.number}" for picture in document.pictures}
        self.headings = [block for block in document.blocks if isinstance(block, Heading)]
        self.written = 0

    def write(self) -> Markup:
        sections = [self._section(section) for section in self.document.sections]
        text = element("div", *sections, self._footnotes(), class_="document-text")
        kind = "document document-with-contents" if self.document.has_cover else "document"
        return element("article", self._head(), self._contents(), text, class_=kind, lang="sv")

    def _head(self) -> Markup:
        document = self.document
        kind = document.number or document.kind
        parts = (
            ("p", EXAMPLE if document.is_example else "", "document-example"),
            ("p", kind, "document-kind"),
            (f"h{self.top}", document.title if self.has_title else "", "document-title"),
            ("p", document.subtitle, "document-subtitle"),
            (
                "p",
                _apart(document.publisher, *document.authors, day_in_words(document.day) if document.day else ""),
                "document-by",
            ),
            ("p", _apart(*_versions(document)), "document-version"),
        )
        return element("header", *(element(name, text, class_=look) for name, text, look in parts if text))

    def _contents(self) -> Markup:
        """Chapters, and what stands under each."""
        if not self.document.has_cover or not self.headings:
            return Markup()
        chapters: list[tuple[Markup, list[Markup]]] = []
        for number, heading in enumerate(self.headings, 1):
            link = element("a", heading.text, href=f"#avsnitt-{number}")
            if heading.level == 1 or not chapters:
                chapters.append((link, []))
            elif heading.level <= CONTENTS_LEVEL:
                chapters[-1][1].append(element("li", link))
        listed = (element("li", link, element("ol", *under) if under else "") for link, under in chapters)
        name = element("p", "Innehåll", class_="document-contents-name", id="innehallsforteckning")
        return element(
            "nav", name, element("ol", *listed), class_="document-contents", aria_labelledby="innehallsforteckning"
        )

    def _section(self, section: Section) -> Markup:
        looks = ["document-section"]
        looks += ["document-starts-page"] if section.starts_page else []
        looks += ["document-landscape"] if section.is_landscape else []
        return element("div", *(self._block(block) for block in section.blocks), class_=" ".join(looks))

    def _block(self, block: Block) -> Markup:
        match block:
            case Heading():
                self.written += 1
                look = f"document-heading-{block.level}"  # as large as the document says, wherever the page puts it
                name = f"h{min(self.top + block.level, 6)}"
                return element(name, block.text, id=f"avsnitt-{self.written}", class_=look)
            case Paragraph():
                return self._paragraph(block)
            case Bullets():
                return element(
                    "ol" if block.is_numbered else "ul", *(element("li", self._text(one)) for one in block.items)
                )
            case Facts():
                rows = (
                    element("div", element("dt", term), element("dd", self._text(said))) for term, said in block.rows
                )
                return element("dl", *rows, class_="document-facts")
            case Table():
                return TableWriter(block, self.places[block.key], self._text).write()
            case Picture():
                return self._picture(block)
            case Aside():
                inside = (self._block(one) for one in block.blocks)
                title = element("p", block.title, class_="document-aside-title")
                kind = f"document-aside document-aside-{block.kind}"
                return element("div", title, *inside, class_=kind, role="note", aria_label=block.title)
            case Signatures():
                lines = (self._signature(name, role) for name, role in block.people)
                return element("ul", *lines, class_="document-signatures")

    def _paragraph(self, block: Paragraph) -> Markup:
        look = f"document-{block.style}" if block.style else None
        warning = element("p", block.warning, class_="document-warning") if block.warning else ""
        return joined(element("p", self._text(block.text), class_=look), warning)

    def _signature(self, name: str, role: str) -> Markup:
        return element("li", element("span", name), element("span", role, class_="document-role"))

    def _picture(self, block: Picture) -> Markup:
        key = self.places[block.key]
        wide = element("div", told_svg(block.svg, key, block.caption, block.alt), class_="document-drawing")
        if block.narrow:
            narrow = told_svg(block.narrow, f"{key}-smal", block.caption, block.alt)
            wide = joined(wide, element("div", narrow, class_="document-drawing document-drawing-narrow"))
        number = element("span", f"Bild {block.number}.", class_="document-number")
        caption = element("figcaption", number, " ", block.caption)
        notes = notes_below(block.notes, self._text)
        return element("figure", wide, caption, notes, self._behind(block, key), class_="document-picture", id=key)

    def _behind(self, block: Picture, key: str) -> Markup:
        if isinstance(block.table, Table):
            table = TableWriter(block.table, f"{key}-tabell", self._text).write()
            return element("details", element("summary", "Visa siffrorna i en tabell"), table)
        place = self.places[block.table]
        link = element("a", place.replace("-", " "), href=f"#{place}")
        return element("p", "Siffrorna står i ", link, ".", class_="document-source")

    def _text(self, text: Text) -> Markup:
        return joined(*(self._inline(part) for part in text))

    def _inline(self, part: Inline) -> Markup:
        match part:
            case Footnote():
                self.footnotes.append(part.text)
                number = len(self.footnotes)
                link = element(
                    "a", str(number), href=f"#fotnot-{number}", id=f"fotnot-{number}-har", aria_label=f"fotnot {number}"
                )
                return element("sup", link, class_="document-mark")
            case Reference():
                return element("a", part.text, href=f"#{self.places[part.key]}")
            case Span():
                said = (
                    element({"strong": "strong", "emphasis": "em"}[part.style], part.text) if part.style else part.text
                )
                return element("a", said, href=part.link) if part.link.startswith(LINKS) else joined(said)

    def _footnotes(self) -> Markup:
        if not self.footnotes:
            return Markup()
        heading = element(f"h{self.top + 1}", "Fotnoter", id="fotnoter", class_="document-heading-3")
        return element(
            "section", heading, element("ol", *self._listed()), class_="document-footnotes", aria_labelledby="fotnoter"
        )

    def _listed(self) -> Iterator[Markup]:
        for number, text in enumerate(self.footnotes, 1):
            back = element("a", "↩", href=f"#fotnot-{number}-har", aria_label=f"Tillbaka till fotnot {number} i texten")
            yield element("li", text, " ", back, id=f"fotnot-{number}")


def _apart(*told: str) -> Markup:
    """One after another, none of them broken over two lines."""
    parts = [element("span", one, class_="document-whole") for one in told if one]
    return Markup(" · ".join(parts))


def _versions(document: Document) -> Iterator[str]:
    """What the document stands on, in words."""
    version = document.version
    yield f"Utgåva {version.edition}"
    if version.data:
        yield f"data {version.data}"
    if version.program:
        yield f"öjportal {version.program}"
