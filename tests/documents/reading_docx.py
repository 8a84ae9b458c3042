"""A Word file read back as a reader meets it: tables cell by cell, headings, notes, pictures, pages. For all tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}
W = f"{{{NAMES['w']}}}"


@dataclass(frozen=True)
class ReadTable:
    """`head` and `rows` have one text a column: a heading over several stands in each of them. Signs and note marks are
    not in the texts; `marks` are [row][column], head rows first. `notes` are the paragraphs below, source and all."""

    caption: str
    head: list[list[str]]
    rows: list[list[str]]
    marks: list[list[str]]
    notes: list[str]
    element: Any


class ReadDocx:
    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.styles = self.xml("word/styles.xml")
        self.body = self.xml("word/document.xml").find("w:body", NAMES)

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def style_name(self, element: Any, path: str = "w:pPr/w:pStyle") -> str:
        found = element.find(path, NAMES)
        if found is None:
            return "Normal"
        style = self.styles.find(f"w:style[@w:styleId='{found.get(W + 'val')}']/w:name", NAMES)
        assert style is not None, f"formatmallen {found.get(W + 'val')} finns inte"
        return str(style.get(f"{W}val"))

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style's name and text of all that stand in the body, those in tables too."""
        return [(self.style_name(one), text_of(one)) for one in self.body.iter(f"{W}p")]

    def texts(self, *styles: str) -> list[str]:
        return [text for style, text in self.paragraphs if style in styles]

    @property
    def headings(self) -> list[tuple[int, str]]:
        return [(int(style[-1]), text) for style, text in self.paragraphs if style.startswith("heading ")]

    @property
    def contents(self) -> list[tuple[int, str, str]]:
        """Level, text, page."""
        lines = [(int(style[-1]), *text.partition("\t")) for style, text in self.paragraphs if style.startswith("toc ")]
        return [(level, text, page) for level, text, _, page in lines]

    @property
    def tables(self) -> list[ReadTable]:
        """Those with a caption, in order."""
        found = []
        children = list(self.body)
        for place, child in enumerate(children):
            if child.tag == f"{W}tbl" and place and self._style_of(children[place - 1]) == "caption":
                found.append(self._table(text_of(children[place - 1]), child, children[place + 1 :]))
        return found

    def table(self, caption: str) -> ReadTable:
        """By its caption, without "Tabell 3."."""
        return next(one for one in self.tables if one.caption.partition(". ")[2] == caption)

    @property
    def facts(self) -> list[list[list[str]]]:
        """Tables without a caption, as rows of texts."""
        captioned = [table.element for table in self.tables]
        bare = [one for one in self.body.findall("w:tbl", NAMES) if one not in captioned]
        return [[[self._cell(cell)[0] for cell in row.findall("w:tc", NAMES)] for row in _rows(one)] for one in bare]

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """Alternative text, width and height in millimetres, and the bytes of both forms."""
        targets = self.targets("word/_rels/document.xml.rels")
        found = []
        for inline in self.body.iter(f"{{{NAMES['wp']}}}inline"):
            extent, told = inline.find("wp:extent", NAMES), inline.find("wp:docPr", NAMES)
            png, svg = inline.find(".//a:blip", NAMES), inline.find(".//asvg:svgBlip", NAMES)
            found.append(
                {
                    "alt": told.get("descr"),
                    "size": (round(int(extent.get("cx")) / 36_000), round(int(extent.get("cy")) / 36_000)),
                    "png": self.parts[f"word/{targets[png.get(_r('embed'))]}"],
                    "svg": self.parts[f"word/{targets[svg.get(_r('embed'))]}"].decode(),
                }
            )
        return found

    @property
    def footnotes(self) -> list[str]:
        notes = self.xml("word/footnotes.xml").findall("w:footnote", NAMES)
        return [text_of(one).strip() for one in notes if one.get(f"{W}type") is None]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Of each: whether it lies, and the texts of its headers and footers by kind, as inherited."""
        targets = self.targets("word/_rels/document.xml.rels")
        found: list[dict[str, Any]] = []
        for page in self.body.iter(f"{W}sectPr"):
            edges = {}
            for one in page.findall("w:headerReference", NAMES) + page.findall("w:footerReference", NAMES):
                place = (etree.QName(one).localname.removesuffix("Reference"), one.get(f"{W}type"))
                edges[place] = text_of(self.xml(f"word/{targets[one.get(_r('id'))]}"))
            size = page.find("w:pgSz", NAMES)
            found.append(
                {
                    "is_landscape": size.get(f"{W}orient") == "landscape"
                    and int(size.get(f"{W}w")) > int(size.get(f"{W}h")),
                    "edges": edges,
                    "has_first": page.find("w:titlePg", NAMES) is not None,
                }
            )
        return found

    def targets(self, relations: str) -> dict[str, str]:
        return {one.get("Id"): one.get("Target") for one in self.xml(relations)}

    @property
    def field_codes(self) -> list[str]:
        """In the body and in every other part."""
        return [
            (one.text or "").strip()
            for name in sorted(self.parts)
            if name.startswith("word/") and name.endswith(".xml")
            for one in self.xml(name).iter(f"{W}instrText")
        ]

    def _style_of(self, element: Any) -> str:
        return self.style_name(element) if element.tag == f"{W}p" else ""

    def _table(self, caption: str, element: Any, after: list[Any]) -> ReadTable:
        head: list[list[str]] = []
        rows: list[list[str]] = []
        marks = []
        for row in _rows(element):
            texts, marked = self._row(row, head[-1] if head else [])
            marks.append(marked)
            (rows if row.find("w:trPr/w:tblHeader", NAMES) is None else head).append(texts)
        notes = []
        for one in after:
            if self._style_of(one) != "Tabellnot":
                break
            notes.append(text_of(one))
        return ReadTable(caption, head, rows, marks, notes, element)

    def _row(self, row: Any, above: list[str]) -> tuple[list[str], list[str]]:
        texts: list[str] = []
        marks: list[str] = []
        for cell in row.findall("w:tc", NAMES):
            span = cell.find("w:tcPr/w:gridSpan", NAMES)
            merged = cell.find("w:tcPr/w:vMerge", NAMES)
            is_continued = merged is not None and merged.get(f"{W}val") != "restart"
            text, mark = (above[len(texts)], "") if is_continued else self._cell(cell)
            times = 1 if span is None else int(span.get(f"{W}val"))
            texts += [text] * times
            marks += [mark] * times
        return texts, marks

    def _cell(self, cell: Any) -> tuple[str, str]:
        said, marks = "", ""
        for one in cell.iter(f"{W}r"):
            raised = one.find("w:rPr/w:vertAlign", NAMES)
            if raised is not None and raised.get(f"{W}val") == "superscript":
                marks += text_of(one)
            elif self.style_name(one, "w:rPr/w:rStyle") != "Tecken":
                said += text_of(one)
        return said, marks


def _rows(table: Any) -> list[Any]:
    return list(table.findall("w:tr", NAMES))


def _r(name: str) -> str:
    return f"{{{NAMES['r']}}}{name}"


def text_of(element: Any) -> str:
    """What is seen: letters, tabs, breaks; not the codes of fields. A space that does not break is a space."""
    return "".join(_seen(element)).replace("\xa0", " ")


def _seen(element: Any) -> Iterator[str]:
    for one in element.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.getparent().tag == f"{W}r":
            yield "\t" if one.tag == f"{W}tab" else "\n"
