"""A deck as a presentation: one finding a slide, its title the sentence, and under it what shows it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from pptx import util
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from documents.lines import EXAMPLE, LINKS, plain
from documents.paper.pngs import draw_pngs
from documents.slides import template
from documents.slides.tables import add_table
from documents.slides.template import Place, rgb
from documents.tree import Bullets, Deck, Footnote, Note, Paragraph, Picture, Slide, Span, Table, Text
from documents.word.packing import pack, unpack
from municipalities.swedish import day_in_words

DRAWN = 160  # millimetres: how wide pictures are drawn, as on paper, so that their text is as large beside them
PPI = 300
GAP = Inches(0.35)
TEXT_SHARE = 0.38  # of the width, where text stands beside a picture or a table
NOTES_HEIGHT = Inches(0.65)
SMALL = Pt(12)
TITLE_SIZES = ((100, 28), (130, 24), (190, 20))  # letters that two lines of a title hold, and at which size
EARLIEST = date(1980, 1, 1)


def write_pptx(deck: Deck) -> bytes:
    """The title slide, then the slides in order. Same deck, same bytes."""
    shown = template.empty_presentation()
    _properties(shown.core_properties, deck)
    pictures = [block for slide in deck.slides for block in slide.body if isinstance(block, Picture)]
    drawn = dict(zip(map(id, pictures), draw_pngs([one.svg for one in pictures], DRAWN, PPI), strict=True))
    _title_slide(shown.slides.add_slide(shown.slide_layouts[template.TITLE_SLIDE]), deck)
    for slide in deck.slides:
        has_text = any(isinstance(block, Bullets | Paragraph) for block in slide.body)
        layout = shown.slide_layouts[template.WITH_TEXT if has_text else template.TITLE_ONLY]
        _write_slide(shown.slides.add_slide(layout), slide, drawn, deck)
    out = io.BytesIO()
    shown.save(out)
    return pack(unpack(out.getvalue()))  # with one time for all its parts, in place of the clock's


def _properties(told: Any, deck: Deck) -> None:
    day = datetime.combine(deck.day or EARLIEST, time())
    told.title, told.author = deck.title, ", ".join(deck.authors) or deck.publisher
    told.subject, told.language, told.revision = deck.subtitle, "sv-SE", deck.version.edition
    told.last_modified_by, told.keywords, told.created, told.modified = told.author, "", day, day


def _title_slide(slide: Any, deck: Deck) -> None:
    version = deck.version
    _write_title(slide, deck.title, Pt(40))
    day = day_in_words(deck.day) if deck.day else ""
    by = " · ".join(filter(None, (deck.publisher, *deck.authors, day)))
    lines = [line for line in (deck.subtitle, by) if line]
    frame = slide.placeholders[1].text_frame
    _paragraphs(frame, [((Span(line),), "") for line in lines])
    told = [f"Utgåva {version.edition}"]
    told += [f"data {version.data}"] if version.data else []
    told += [f"öjportal {version.program}"] if version.program else []
    _foot(slide, " · ".join(told))
    _mark(slide, deck)


def _write_slide(shape: Any, slide: Slide, drawn: dict[int, bytes], deck: Deck) -> None:
    """In the order it is read: title, text, what shows it, source, number."""
    _write_title(shape, slide.title, title_size(slide.title))
    shown = [block for block in slide.body if isinstance(block, Picture | Table)]
    texts = list(_lines(slide))
    places = list(_places(len(shown), bool(texts)))
    if texts:
        frame = shape.placeholders[1]
        frame.left, frame.top, frame.width, frame.height = places.pop()
        _paragraphs(frame.text_frame, texts)
    for block, place in zip(shown, places, strict=True):
        _show(shape, block, place, drawn)
    if slide.source:
        _foot(shape, f"Källa: {slide.source}")
    number = template.add_from_layout(shape, 12)
    number.name = "Bildnummer"
    _mark(shape, deck)
    if slide.spoken:
        shape.notes_slide.notes_text_frame.text = slide.spoken


def _places(count: int, has_text: bool) -> Iterator[Place]:
    """Side by side from the left, each as wide as the others; last that of the text."""
    whole = template.INNER
    text = Emu(int(whole * (TEXT_SHARE if count else 1))) if has_text else Emu(0)
    left = whole - text
    wide = (left - GAP * (count - 1 + has_text)) // max(count, 1)
    for number in range(count):
        yield Emu(template.LEFT + number * (wide + GAP)), template.TOP, Emu(wide), template.BODY
    if has_text:
        yield Emu(template.LEFT + whole - text), template.TOP, text, template.BODY


def _show(slide: Any, block: Picture | Table, place: Place, drawn: dict[int, bytes]) -> None:
    left, top, width, height = place
    room = height - NOTES_HEIGHT if block.notes else height
    if isinstance(block, Table):
        below = top + add_table(slide, block, (left, top, width, Emu(room)))
    else:
        scale = min(width / block.width, room / block.height)
        size = Emu(int(block.width * scale)), Emu(int(block.height * scale))
        shape = slide.shapes.add_picture(io.BytesIO(drawn[id(block)]), left, top, *size)
        shape.name = block.caption
        shape._element._nvXxPr.cNvPr.set("descr", block.alt)
        below = top + size[1]
    if block.notes:
        box = slide.shapes.add_textbox(left, below, width, NOTES_HEIGHT)
        box.name = "Noter"
        box.text_frame.word_wrap, box.text_frame.margin_left = True, 0
        _paragraphs(box.text_frame, [(_note(note), "") for note in block.notes], SMALL)


def _note(note: Note) -> Text:
    return (Span(f"{note.mark} ", "strong"), *note.text) if note.mark else note.text


def _lines(slide: Slide) -> Iterator[tuple[Text, str]]:
    """Each paragraph of the slide's text, and which sign stands before it."""
    for block in slide.body:
        if isinstance(block, Paragraph):
            yield block.text, "a:buNone"
        elif isinstance(block, Bullets):
            yield from ((item, "a:buAutoNum" if block.is_numbered else "") for item in block.items)


def _paragraphs(frame: Any, lines: list[tuple[Text, str]], size: util.Length | None = None) -> None:
    for number, (text, bullet) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        _bullet(paragraph, bullet)
        for part in text:
            run = paragraph.add_run()
            run.text = plain((part,)) if isinstance(part, Footnote) else part.text
            run._r.get_or_add_rPr().set("lang", "sv-SE")
            if size is not None:
                run.font.size = size
            if isinstance(part, Span):
                _look(run, part)


def _bullet(paragraph: Any, kind: str) -> None:
    if kind:
        properties = paragraph._p.get_or_add_pPr()
        one = properties.makeelement(f"{{{template.A}}}{kind[2:]}", {"type": "arabicPeriod"} if "Auto" in kind else {})
        if kind == "a:buNone":
            properties.set("marL", "0")
            properties.set("indent", "0")
        properties.append(one)


def _look(run: Any, span: Span) -> None:
    if span.style:
        run.font.bold, run.font.italic = span.style == "strong" or None, span.style == "emphasis" or None
    if span.link.startswith(LINKS):
        run.hyperlink.address = span.link


def _write_title(slide: Any, title: str, size: util.Length) -> None:
    _paragraphs(slide.shapes.title.text_frame, [((Span(title),), "")], size)


def title_size(title: str) -> util.Length:
    return Pt(next((size for letters, size in TITLE_SIZES if len(title) <= letters), 16))


def _foot(slide: Any, text: str) -> None:
    foot = template.add_from_layout(slide, 11)
    foot.name = "Källa"
    foot.text_frame.clear()
    _paragraphs(foot.text_frame, [((Span(text),), "")])


def _mark(slide: Any, deck: Deck) -> None:
    """What is made up says so on every slide: one is easily taken out of its deck."""
    if deck.is_example:
        box = slide.shapes.add_textbox(Inches(8.73), Inches(0.16), Inches(4), Inches(0.32))
        box.name = "Exempeldata"
        _paragraphs(box.text_frame, [((Span(EXAMPLE, "strong"),), "")], SMALL)
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        box.text_frame.margin_right = 0
        box.text_frame.paragraphs[0].runs[0].font.color.rgb = rgb("614600")
