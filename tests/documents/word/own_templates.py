"""Templates as units have them: made in a Swedish Word, with their own look, header and footer."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from documents.word.elements import field, run
from documents.word.packing import pack, unpack

SWEDISH_IDS = {
    "Heading1": "Rubrik1",
    "Heading2": "Rubrik2",
    "Heading3": "Rubrik3",
    "Title": "Rubrik",
    "Caption": "Beskrivning",
    "ListBullet": "Punktlista",
    "ListNumber": "Numreradlista",
}
LEFT_OUT = ("Heading 4", "Subtitle", "TOC Heading")
PURPLE = RGBColor(0x5B, 0x2A, 0x86)


def own_template(text: str = "Den gamla rapportens text", **without: Any) -> bytes:
    """With Georgia and purple headings, a name in its header and pages in its footer. `without` are names of styles to
    leave out, as `styles=("Heading 2",)`."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Normal"].font.size = Pt(10)
    for level in (1, 2, 3):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Georgia", PURPLE
        style.element.rPr.rFonts.attrib.pop(qn("w:asciiTheme"), None)
        style.element.rPr.rFonts.attrib.pop(qn("w:hAnsiTheme"), None)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.header.paragraphs[0].text = "Kommunernas utvecklingsenhet"
    foot = section.footer.paragraphs[0]._p
    for one in (run("Box 1, Exempelstad   "), *field("PAGE", run("9"))):
        foot.append(one)
    made.add_heading(text, 1)
    made.add_paragraph(text)
    made.add_picture(io.BytesIO(PIXEL))
    for name in (*LEFT_OUT, *without.get("styles", ())):
        made.styles[name].delete()
    for style in made.styles.element.iter(qn("w:style")):
        style.set(qn("w:styleId"), SWEDISH_IDS.get(style.get(qn("w:styleId")), style.get(qn("w:styleId"))))
        for tag in ("basedOn", "next", "link"):
            if (link := style.find(qn(f"w:{tag}"))) is not None:
                link.set(qn("w:val"), SWEDISH_IDS.get(link.get(qn("w:val")), link.get(qn("w:val"))))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def changed(content: bytes, **parts: Any) -> bytes:
    """The same file with parts added or exchanged, as `**{"word/vbaProject.bin": b"x"}`; None leaves one out."""
    return pack({name: part for name, part in (unpack(content) | parts).items() if part is not None})


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)
