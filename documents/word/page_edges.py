"""The edges of each page: "Exempeldata" above, edition and page below, in our headers and footers or a unit's own."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from documents.tree import Document
from documents.word.blank import Blank
from documents.word.elements import Element, field, paragraph, put, run, w

HEADER = (RELATIONSHIP_TYPE.HEADER, CONTENT_TYPE.WML_HEADER, "header", "hdr")
FOOTER = (RELATIONSHIP_TYPE.FOOTER, CONTENT_TYPE.WML_FOOTER, "footer", "ftr")
EXAMPLE = "Exempeldata"


class PageEdges:
    """Makes the sections' properties. A footer made here has its tab where the page's text ends, so upright and
    lying pages have one each; one of the template's is the same on both."""

    def __init__(self, blank: Blank, document: Document) -> None:
        self.blank, self.document = blank, document
        self._made: dict[tuple[str, str, bool], str] = {}
        self._is_first = True
        self._dressed: set[str] = set()

    def section(self, is_landscape: bool, starts_page: bool = True) -> Element:
        page = self.blank.section()
        if is_landscape:
            _lay_down(page)
        if not self._is_first:  # the first page of all is the only first page
            for tag in ("titlePg", "pgNumType"):
                for one in page.findall(qn(f"w:{tag}")):
                    page.remove(one)
            put(page, w("type", val="nextPage"))
        for kind in self._kinds(page):
            self._edge(page, kind, is_landscape, HEADER)
            self._edge(page, kind, is_landscape, FOOTER)
        self._is_first = False
        return page

    def _kinds(self, page: Element) -> Iterator[str]:
        yield "default"
        if page.find(qn("w:titlePg")) is not None:
            yield "first"
        if self.blank.has_even_pages:
            yield "even"

    def _edge(self, page: Element, kind: str, is_landscape: bool, edge: tuple[str, str, str, str]) -> None:
        is_header = edge is HEADER
        found = next((one for one in page.findall(qn(f"w:{edge[2]}Reference")) if one.get(qn("w:type")) == kind), None)
        if found is not None:
            key = found.get(qn("r:id"))
            if key not in self._dressed:
                self._dressed.add(key)
                self._dress(self.blank.part.related_parts[key].element, kind, is_landscape, is_header, is_own=False)
            return
        if is_header and not self.document.is_example:
            return
        known = (edge[2], kind, is_landscape)
        if known not in self._made:
            root = w(edge[3])
            self._dress(root, kind, is_landscape, is_header, is_own=True)
            part = XmlPart(
                PackURI(f"/word/{edge[2]}{100 + len(self._made)}.xml"), edge[1], root, self.blank.part.package
            )
            self._made[known] = self.blank.part.relate_to(part, edge[0])
        reference = w(f"{edge[2]}Reference", type=kind, r_id=self._made[known])
        put(page, reference)

    def _dress(self, root: Element, kind: str, is_landscape: bool, is_header: bool, is_own: bool) -> None:
        if is_header:
            if self.document.is_example:
                root.append(paragraph(self.blank.styles["Exempeldata"], run(EXAMPLE)))
            return
        has_number = is_own or not _has_field(root, "PAGE")
        if kind == "first" and self.document.has_cover:
            has_number = False
        root.append(self._footer(is_landscape, has_number))

    def _footer(self, is_landscape: bool, has_number: bool) -> Element:
        tabs = w("tabs", w("tab", val="right", pos=self.blank.width_of_text(is_landscape)))
        said = [run(standing_on(self.document))]
        if has_number:
            said += [run("\tSida "), *field("PAGE", run("1")), run(" av "), *field("NUMPAGES", run("1"))]
        return paragraph(self.blank.styles["Footer"], *said, tabs=tabs)


def standing_on(document: Document) -> str:
    """Title and what the document stands on, in one line."""
    version = document.version
    parts = (
        document.number or document.kind,
        f"utgåva {version.edition}",
        f"data {version.data}" if version.data else "",
        f"ojportal {version.program}" if version.program else "",
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
