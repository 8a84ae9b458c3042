"""The edges of each page: title and "Exempeldata" above, edition and page below, or a unit's own header and footer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from documents.tree import Document
from documents.word.blank import Blank
from documents.word.elements import Element, field, paragraph, put, run, w


class Edge(NamedTuple):
    name: str
    tag: str
    relation: str
    content_type: str


HEADER = Edge("header", "hdr", RELATIONSHIP_TYPE.HEADER, CONTENT_TYPE.WML_HEADER)
FOOTER = Edge("footer", "ftr", RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER)
EXAMPLE = "Exempeldata"
LONGEST_TITLE = 90  # signs


class PageEdges:
    """Makes the sections' properties. A footer made here has its tab where the page's text ends, so upright and
    lying pages have one each; one of the template's is the same on both."""

    def __init__(self, blank: Blank, document: Document) -> None:
        self.blank, self.document = blank, document
        self._made: dict[tuple[str, str, bool], str] = {}
        self._is_first = True

    def section(self, is_landscape: bool) -> Element:
        page = self.blank.section()
        if is_landscape:
            _lay_down(page)
        if not self._is_first:  # the first page of all is the only first page
            for tag in ("titlePg", "pgNumType"):
                for one in page.findall(qn(f"w:{tag}")):
                    page.remove(one)
            put(page, w("type", val="nextPage"))
        self._is_first = False
        for kind in self._kinds(page):
            for edge in (HEADER, FOOTER):
                self._edge(page, edge, kind, is_landscape)
        return page

    def _kinds(self, page: Element) -> Iterator[str]:
        yield "default"
        if page.find(qn("w:titlePg")) is not None:
            yield "first"
        if self.blank.has_even_pages:
            yield "even"

    def _kept(self, page: Element, edge: Edge, kind: str) -> Element | None:
        """The template's own."""
        references = page.findall(qn(f"w:{edge.name}Reference"))
        key = next((one.get(qn("r:id")) for one in references if one.get(qn("w:type")) == kind), None)
        return None if key is None else self.blank.part.related_parts[key].element

    def _edge(self, page: Element, edge: Edge, kind: str, is_landscape: bool) -> None:
        root = self._kept(page, edge, kind)
        if root is not None:
            self._dress(root, edge, kind, is_landscape)
            return
        known = (edge.name, kind, is_landscape)
        if known not in self._made:
            root = w(edge.tag)
            self._dress(root, edge, kind, is_landscape)
            package = self.blank.part.package
            part = XmlPart(package.next_partname(f"/word/{edge.name}%d.xml"), edge.content_type, root, package)
            self._made[known] = self.blank.part.relate_to(part, edge.relation)
        put(page, w(f"{edge.name}Reference", type=kind, r_id=self._made[known]))

    def _dress(self, root: Element, edge: Edge, kind: str, is_landscape: bool) -> None:
        """With our line last, instead of one that is there: a report that the portal wrote may be a template."""
        ours = {self.blank.styles["Exempeldata"], self.blank.styles["Dokumentrad"]}
        for old in list(root.iterchildren(qn("w:p"))):
            style = old.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            if style is not None and style.get(qn("w:val")) in ours:
                root.remove(old)
        if edge is FOOTER:
            is_cover = kind == "first" and self.document.has_cover
            root.append(self._footer(is_landscape, has_number=not is_cover and not _has_field(root, "PAGE")))
            return
        if not len(root):
            title = short_title(self.document) if kind != "first" else ""
            root.append(paragraph(self.blank.styles["Dokumentrad"], run(title)))
        if self.document.is_example:
            root.append(paragraph(self.blank.styles["Exempeldata"], run(EXAMPLE)))

    def _footer(self, is_landscape: bool, has_number: bool) -> Element:
        tabs = w("tabs", w("tab", val="right", pos=self.blank.room(is_landscape)[0]))
        said = [run(standing_on(self.document))]
        if has_number:
            said += [run("\tSida "), *field("PAGE", run("1")), run(" av "), *field("NUMPAGES", run("1"))]
        return paragraph(self.blank.styles["Dokumentrad"], *said, tabs=tabs)


def short_title(document: Document) -> str:
    """On one line, as at the top of a page."""
    title = " ".join(document.title.split())
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 2].rstrip()} …"


def standing_on(document: Document) -> str:
    """Title and what the document stands on, in one line."""
    version = document.version
    parts = (
        document.number or document.kind,
        f"utgåva {version.edition}",
        f"data {version.data}" if version.data else "",
        f"öjportal {version.program}" if version.program else "",
    )
    told = " · ".join(part for part in parts if part)
    return told[:1].upper() + told[1:]


def _lay_down(page: Element) -> None:
    size = page.find(qn("w:pgSz"))
    put(page, w("pgSz", w=size.get(qn("w:h")), h=size.get(qn("w:w")), orient="landscape"))


def _has_field(root: Element, name: str) -> bool:
    codes = [one.text or "" for one in root.iter(qn("w:instrText"))]
    codes += [one.get(qn("w:instr"), "") for one in root.iter(qn("w:fldSimple"))]
    return any(code.split()[:1] == [name] for code in codes)
