"""Elements of Word's XML, whose children stand in the order that its schema asks for (Word refuses others). Pure.

A text becomes XML in one place, `run`, as the text of an element: never as markup, never as the code of a field.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

# lxml comes without types: an element is Any to the checker.
Element = Any
ORDER = {
    "w:pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "pBdr", "shd"),
        *("tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr"),
    ),
    "w:rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "strike", "noProof", "webHidden", "color", "spacing"),
        *("kern", "sz", "szCs", "highlight", "u", "shd", "vertAlign", "lang"),
    ),
    "w:tblPr": (
        *("tblStyle", "tblpPr", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook"),
        *("tblCaption", "tblDescription"),
    ),
    "w:trPr": ("cantSplit", "tblHeader"),
    "w:tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"),
    "w:sectPr": (
        *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
        *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection"),
        *("bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange"),
    ),
}
# Of a child in its parent: the tags that may come after it.
LATER = {
    (qn(parent), qn(f"w:{child}")): frozenset(qn(f"w:{name}") for name in order[place + 1 :])
    for parent, order in ORDER.items()
    for place, child in enumerate(order)
}
_BROKEN = re.compile("([\t\n])")


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """`w("p")` is <w:p>; an attribute is of the same namespace, or of "r" as `r_id`; children that are None are left
    out, and those of a properties' element are put in order.

    >>> w("pPr", w("jc", val="right"), w("keepNext")).xml.splitlines()[1:3]
    ['  <w:keepNext/>', '  <w:jc w:val="right"/>']
    """
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":") if "_" in name else f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            put(made, child)
    return made


def put(parent: Element, child: Element) -> None:
    """At its place among the parent's children, instead of one that is there already where there can be but one."""
    later = LATER.get((parent.tag, child.tag))
    if later is None:
        parent.append(child)
        return
    for other in list(parent):
        if other.tag == child.tag and not name_of(child).endswith("Reference"):
            parent.remove(other)
    after = next((other for other in parent if other.tag in later), None)
    if after is None:
        parent.append(child)
    else:
        after.addprevious(child)


def name_of(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not turned off."""
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def properties(paragraph: Element) -> Element:
    """A paragraph's pPr, made where it has none."""
    found = paragraph.find(qn("w:pPr"))
    if found is None:
        found = w("pPr")
        paragraph.insert(0, found)
    return found


def paragraph(style: str, *content: Element | None, **flags: Element | bool) -> Element:
    """Of the style with this id; `flags` are elements of its pPr by name, True for those without attributes."""
    given = [w(name) if value is True else value for name, value in flags.items() if value is not False]
    return w("p", w("pPr", w("pStyle", val=style) if style else None, *given), *content)


def run(text: str, *looks: Element) -> Element:
    """Text as it is: a tab and a line break are those of Word, all else is letters.

    >>> run("<w:p>{=1}").text
    '<w:p>{=1}'
    """
    made = w("r", w("rPr", *looks) if looks else None)
    for piece in _BROKEN.split(text):
        if piece in ("\t", "\n"):
            made.append(w("tab" if piece == "\t" else "br"))
        elif piece:
            for number, part in enumerate(piece.split("\xad")):
                if number:
                    made.append(w("softHyphen"))
                made.append(_letters("t", part))
    return made


def _letters(tag: str, text: str) -> Element:
    made = w(tag)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def field(code: str, *result: Element) -> list[Element]:
    """A field and what it shows. `code` is ours alone: no text of anybody's may stand in it."""
    begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, w("r", _letters("instrText", f" {code} ")), separate, *result, end]


def bookmark(number: int, name: str, *content: Element) -> list[Element]:
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]
