"""A picture in Word: as SVG, with PNG for those that show none, told in words, its caption above."""

from __future__ import annotations

import io

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Length, Mm, Twips

from documents.tree import Picture
from documents.word.blank import Blank
from documents.word.elements import Element, paragraph, w
from documents.word.inline import caption
from documents.word.tables import notes_below

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
HIGHEST = 0.8  # of the page's text
_SVG_BESIDE = (
    f'<a:extLst {nsdecls("a", "r")}><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"/></a:ext></a:extLst>'
)


def write_picture(blank: Blank, picture: Picture, png: bytes, room: tuple[int, int]) -> list[Element]:
    """The caption says what is to be seen, and stands above. `room`: width and height, in twentieths of a point."""
    below = notes_below(blank, picture.notes)
    told = paragraph(blank.styles["Caption"], *caption(blank, picture), keepNext=True)
    drawn = paragraph("", w("r", _drawing(blank, picture, png, room)), keepNext=bool(below), jc=w("jc", val="left"))
    return [told, drawn, *below]


def _drawing(blank: Blank, picture: Picture, png: bytes, room: tuple[int, int]) -> Element:
    width, height = _size(picture, room)
    inline: Element = blank.part.new_pic_inline(io.BytesIO(png), width, height)
    for one in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        one.set("id", str(picture.number))
        one.set("name", f"Bild {picture.number}")
        one.set("descr", picture.alt)
    svg = blank.add_part(f"media/bild{picture.number}.svg", "image/svg+xml", IMAGE, picture.svg.encode())
    beside = parse_xml(_SVG_BESIDE)
    beside[0][0].set(qn("r:embed"), svg)
    inline.graphic.graphicData.pic.blipFill.blip.append(beside)
    return w("drawing", inline)


def _size(picture: Picture, room: tuple[int, int]) -> tuple[Length, Length]:
    """As asked for, or as wide and high as there is room for, with its caption."""
    shape = picture.height / picture.width
    width = min(Mm(picture.width), Twips(room[0]), round(Twips(room[1]) * HIGHEST / shape))
    return Length(width), Length(round(width * shape))
