"""Lists as Word counts them: bullets, and numbers that begin at 1 in each list."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.word.default_template import read_part
from documents.word.elements import Element, w
from documents.word.styles import Styles


class Numbers:
    """`root` is the numbering part, to which kinds of lists and lists are added."""

    def __init__(self, root: Element, styles: Styles) -> None:
        self.root, self.styles = root, styles
        self._kinds: dict[bool, int] = {}

    def of_style(self, style: str) -> str | None:
        """The list that a style belongs to of itself."""
        for one in self.styles.chain(style):
            found = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if found is not None:
                return str(found.get(qn("w:val")))
        return None

    def add_list(self, is_numbered: bool) -> int:
        """A list of its own; numbered as the template's style is, where it has one."""
        if is_numbered not in self._kinds:
            of_style = self.of_style("ListNumber" if is_numbered else "ListBullet")
            kind = self._kind_of(of_style)
            self._kinds[is_numbered] = self._add_kind(is_numbered) if kind is None else kind
        number = self._highest("num", "numId") + 1
        restart = w("lvlOverride", w("startOverride", val=1), ilvl=0) if is_numbered else None
        self._add_after("num", w("num", w("abstractNumId", val=self._kinds[is_numbered]), restart, numId=number))
        return number

    def _kind_of(self, number: str | None) -> int | None:
        for one in self.root.iterchildren(qn("w:num")):
            if one.get(qn("w:numId")) == number:
                return int(one.find(qn("w:abstractNumId")).get(qn("w:val")))
        return None

    def _add_kind(self, is_numbered: bool) -> int:
        number = self._highest("abstractNum", "abstractNumId") + 1
        ours = parse_xml(read_part("word/numbering.xml")).findall(qn("w:abstractNum"))[int(is_numbered)]
        ours.set(qn("w:abstractNumId"), str(number))
        self._add_after("abstractNum", ours)
        return number

    def _add_after(self, tag: str, made: Element) -> None:
        """Kinds stand before lists, and both before what else there may be."""
        alike = self.root.findall(qn(f"w:{tag}"))
        pictures = self.root.findall(qn("w:numPicBullet"))
        before = alike or (self.root.findall(qn("w:abstractNum")) if tag == "num" else pictures)
        if before:
            before[-1].addnext(made)
        else:
            self.root.insert(0, made)

    def _highest(self, tag: str, key: str) -> int:
        return max((int(one.get(qn(f"w:{key}"))) for one in self.root.iterchildren(qn(f"w:{tag}"))), default=0)
