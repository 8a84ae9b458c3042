"""The paper a document is written on: a template emptied of its text, with its styles, numbers and page at hand."""

from __future__ import annotations

import io
from copy import deepcopy

import docx
from docx.document import Document as Docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.numbering import NumberingPart

from documents.word.default_template import read_part
from documents.word.elements import Element, is_on, put, w
from documents.word.footnotes import Footnotes
from documents.word.numbers import Numbers
from documents.word.packing import pack
from documents.word.styles import Styles
from documents.word.templates import opened

KEPT = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
}
# What asks a question when the file is opened, fetches something, or was about the template's own text.
_UNWANTED_SETTINGS = {
    *("attachedTemplate", "updateFields", "documentProtection", "writeProtection", "trackRevisions", "mailMerge"),
    *("revisionView", "docVars", "footnotePr", "endnotePr", "saveThroughXslt", "proofState"),
}
_AFTER_FOOTNOTES = {
    *("compat", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "shapeDefaults"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown"),
    *("smartTagType", "schemaLibrary", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator", "docId"),
    "chartTrackingRefBased",
}
MARGINS = ("left", "right", "gutter", "top", "bottom")


class Blank:
    """`add` writes at the end of the body; `section` is a copy of the template's page, to be changed."""

    def __init__(self, template: bytes) -> None:
        self.docx: Docx = docx.Document(io.BytesIO(pack(opened(template))))
        self.part = self.docx.part
        self.body = self.part.element.body
        self._page = self._emptied()
        self.styles = Styles(self.part.styles.element)
        self._forget()
        self._clean_settings()
        self.numbers = Numbers(self._numbering(), self.styles)
        self.footnotes = Footnotes(self.styles)
        self._relate("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, self.footnotes.root)
        self._bookmarks = 1000  # those in a template's headers are numbered from 0

    @property
    def is_set_as_ours(self) -> bool:
        """Whether text falls on the same pages as on our own template."""
        ours = Styles(parse_xml(read_part("word/styles.xml")))
        return self.styles.body == ours.body and _measures(self._page) == _measures(_our_page())

    def add(self, *blocks: Element) -> None:
        for block in blocks:
            self.body.append(block)

    def section(self) -> Element:
        return deepcopy(self._page)

    def next_bookmark(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def add_part(self, name: str, content_type: str, kind: str, content: bytes) -> str:
        """Its relation's id."""
        part = Part(PackURI(f"/word/{name}"), content_type, content, self.part.package)
        return self.part.relate_to(part, kind)

    @property
    def has_even_pages(self) -> bool:
        return is_on(self.part.settings.element.find(qn("w:evenAndOddHeaders")))

    def room(self, is_landscape: bool = False) -> tuple[int, int]:
        """Width and height of the text, in twentieths of a point."""
        size, margins = self._page.find(qn("w:pgSz")), self._page.find(qn("w:pgMar"))
        whole = [int(size.get(qn(f"w:{side}"))) for side in ("w", "h")]
        width, height = reversed(whole) if is_landscape else whole
        edges = {side: abs(int(margins.get(qn(f"w:{side}"), 0))) for side in MARGINS}
        return width - edges["left"] - edges["right"] - edges["gutter"], height - edges["top"] - edges["bottom"]

    def _emptied(self) -> Element:
        """The last section's page, upright; the body is left without anything."""
        found = self.body.find(qn("w:sectPr"))
        page = _our_page()
        if found is not None:
            ours, page = page, deepcopy(found)
            for tag in ("pgSz", "pgMar"):
                if page.find(qn(f"w:{tag}")) is None:
                    put(page, deepcopy(ours.find(qn(f"w:{tag}"))))
        for tag in ("type", "sectPrChange", "footnotePr", "endnotePr", "printerSettings", "cols"):
            for one in page.findall(qn(f"w:{tag}")):
                page.remove(one)
        if (first := page.find(qn("w:titlePg"))) is not None and not is_on(first):
            page.remove(first)
        size = page.find(qn("w:pgSz"))
        wide, high = sorted(int(size.get(qn(f"w:{side}"), 0)) for side in ("w", "h"))
        put(page, w("pgSz", w=wide, h=high))
        for child in list(self.body):
            self.body.remove(child)
        return page

    def _forget(self) -> None:
        """Leave behind the pictures, comments and links of the text that is gone, and what the file says of itself."""
        used = {one.get(qn("r:id")) for one in self._page if one.get(qn("r:id"))}
        for key, relation in list(self.part.rels.items()):
            if relation.reltype not in KEPT and key not in used:
                del self.part.rels[key]
        package = self.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
                del package.rels[key]

    def _clean_settings(self) -> None:
        settings = self.part.settings
        for key in list(self.part._settings_part.rels):
            del self.part._settings_part.rels[key]
        root = settings.element
        for child in list(root):
            name = child.tag.rpartition("}")[2]
            if name in _UNWANTED_SETTINGS or any(key.startswith(f"{{{child.nsmap.get('r')}}}") for key in child.attrib):
                root.remove(child)
        separators = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
        later = (child for child in root if child.tag.rpartition("}")[2] in _AFTER_FOOTNOTES)
        if (after := next(later, None)) is None:
            root.append(separators)
        else:
            after.addprevious(separators)

    def _numbering(self) -> Element:
        for relation in self.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                return relation.target_part.element
        root = w("numbering")
        self._relate("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, root, NumberingPart)
        return root

    def _relate(self, name: str, content_type: str, kind: str, root: Element, of: type[XmlPart] = XmlPart) -> None:
        self.part.relate_to(of(PackURI(f"/word/{name}.xml"), content_type, root, self.part.package), kind)


def _our_page() -> Element:
    return parse_xml(read_part("word/document.xml")).find(f"{qn('w:body')}/{qn('w:sectPr')}")


def _measures(page: Element) -> list[dict[str, str]]:
    return [dict(page.find(qn(tag)).attrib) for tag in ("w:pgSz", "w:pgMar")]
