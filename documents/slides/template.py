"""The empty presentation that slides are put in: wide, white, with a rule of the house's colour, in Swedish."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, TypeAlias

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import _nsmap as nsmap
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Deckfile
from pptx.util import Inches, Length

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
TOP, BODY = Inches(1.75), Inches(4.95)  # where the body begins, and how high it is
FOOT, FOOT_HEIGHT = Inches(6.9), Inches(0.4)
INK, ACCENT, MUTED = "16242E", "0A5566", "56646D"
# Of the library's layouts those that are used, by their numbers there; afterwards they are 0, 1 and 2.
LAYOUTS = {0: "Rubrikbild", 1: "Rubrik och text", 5: "Endast rubrik"}
TITLE_SLIDE, WITH_TEXT, TITLE_ONLY = range(3)
# The blue and the typeface of the library's own template; Arial is on every machine, and is as wide on each.
REPLACED = {b"4F81BD": ACCENT.encode(), b"1F497D": INK.encode(), b'typeface="Calibri"': b'typeface="Arial"'}
A, P = nsmap["a"], nsmap["p"]
RULE = (
    f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Linje"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{WIDTH}" cy="{Inches(0.12)}"/></a:xfrm><a:prstGeom prst="rect"/>'
    f'<a:solidFill><a:srgbClr val="{ACCENT}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)
Place: TypeAlias = tuple[Length, Length, Length, Length]  # left, top, width, height
# Placeholders by their number.
PLACES: dict[int, Place] = {
    0: (LEFT, Inches(0.5), INNER, Inches(1.05)),
    1: (LEFT, TOP, INNER, BODY),
    11: (LEFT, FOOT, Inches(10.5), FOOT_HEIGHT),
    12: (Inches(11.73), FOOT, Inches(1), FOOT_HEIGHT),
}
NUMBERS = {"TITLE": 0, "CENTER_TITLE": 0, "BODY": 1, "OBJECT": 1, "SUBTITLE": 1, "FOOTER": 11, "SLIDE_NUMBER": 12}
TITLE_PLACES: dict[int, Place] = {
    0: (LEFT, Inches(1.9), INNER, Inches(1.7)),
    1: (LEFT, Inches(3.75), INNER, Inches(2)),
    11: PLACES[11],
}


def empty_presentation() -> Deckfile:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    kept = [deck.slide_layouts[number] for number in LAYOUTS]
    for layout in [one for one in deck.slide_layouts if one not in kept]:
        deck.slide_layouts.remove(layout)
    _look(deck)
    _place(deck.slide_master, PLACES)
    for layout, name in zip(kept, LAYOUTS.values(), strict=True):
        layout._element.cSld.set("name", name)
        _place(layout, TITLE_PLACES if layout is kept[0] else PLACES)
    _speak_swedish(deck)
    package = deck.part.package
    for key, relation in list(package._rels.items()):  # the template's own small picture shows another deck
        if relation.reltype == RT.THUMBNAIL:
            package._rels.pop(key)
    return deck


def _look(deck: Deckfile) -> None:
    master = deck.slide_master
    theme: Any = master.part.part_related_by(RT.THEME)
    for old, new in REPLACED.items():
        theme._blob = theme.blob.replace(old, new)
    master.shapes._spTree.insert(2, parse_xml(RULE))
    for style, size in (("titleStyle", 2800), ("bodyStyle", 2000)):
        for number, level in enumerate(master._element.find(f".//{{{P}}}{style}")):
            level.set("algn", "l")
            run = level.find(f"{{{A}}}defRPr")
            run.set("sz", str(max(size - 200 * number, 1400)))
            run.set("b", "1" if style == "titleStyle" else "0")
    for shape in (*master.placeholders, *deck.slide_layouts[TITLE_SLIDE].placeholders):
        if "TITLE" in shape.placeholder_format.type.name and "SUB" not in shape.placeholder_format.type.name:
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM


def _place(slide: Any, places: dict[int, Place]) -> None:
    """Moves the placeholders that are kept and takes the others away: the day stands on the title slide."""
    for shape in list(slide.placeholders):
        number = NUMBERS.get(shape.placeholder_format.type.name)
        if number not in places:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = places[number]
        shape.text_frame.margin_left = shape.text_frame.margin_right = 0  # text begins where tables and pictures do
        for level in shape._element.iter(f"{{{A}}}lvl1pPr"):
            level.set("algn", "r" if number == NUMBERS["SLIDE_NUMBER"] else "l")
            _inked(level.find(f"{{{A}}}defRPr"), MUTED)


def _inked(run: Any, colour: str) -> None:
    """In place of the template's pale grey, which few can read on a wall."""
    for fill in run.findall(f"{{{A}}}solidFill"):
        run.remove(fill)
    run.insert(0, parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{colour}"/></a:solidFill>'))


def _speak_swedish(deck: Deckfile) -> None:
    roots = [deck._element, deck.slide_master._element, *(one._element for one in deck.slide_layouts)]
    for root in roots:
        for one in root.iter():
            if one.get("lang"):
                one.set("lang", "sv-SE")


def add_from_layout(slide: Any, number: int) -> Any:
    """The footer or the slide's number, which python-pptx leaves in the layout."""
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.idx == number:
            copy = deepcopy(shape._element)
            slide.shapes._spTree.append(copy)
            return next(one for one in slide.placeholders if one._element is copy)
    raise LookupError(f"the layout has no placeholder {number}")


def rgb(code: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(code))  # type: ignore[no-untyped-call]  # the library has no types for it
