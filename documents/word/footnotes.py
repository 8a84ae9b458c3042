"""Footnotes of Word's own, so that they move with the text: a part that python-docx does not know."""

from __future__ import annotations

from documents.word.elements import Element, paragraph, run, w
from documents.word.styles import Styles


class Footnotes:
    """`add` gives the mark to stand in the text."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.root = w("footnotes", *(self._rule(kind, number) for kind, number in RULES))
        self._count = 0

    def add(self, text: str) -> Element:
        self._count += 1
        look = w("rStyle", val=self.styles["FootnoteReference"])
        mark = w("r", w("rPr", look), w("footnoteRef"))
        told = paragraph(self.styles["FootnoteText"], mark, run(" " + text))
        self.root.append(w("footnote", told, id=self._count))
        look = w("rStyle", val=self.styles["FootnoteReference"])
        return w("r", w("rPr", look), w("footnoteReference", id=self._count))

    def _rule(self, kind: str, number: int) -> Element:
        spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
        return w("footnote", paragraph("", w("r", w(kind)), spacing=spacing), type=kind, id=number)


RULES = (("separator", -1), ("continuationSeparator", 0))  # the lines above the notes, which Word asks for
