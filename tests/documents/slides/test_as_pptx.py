"""The presentation read back: what each slide says, in which order it is read, and what is told of its pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.slide import Slide as Shown

from documents.slides.as_pptx import title_size, write_pptx
from documents.tree import (
    Bullets,
    Deck,
    Footnote,
    Note,
    Paragraph,
    Picture,
    Slide,
    Span,
    Version,
    text,
)
from tests.documents.sample import HOSTILE, SVG, TABLE

PICTURE = Picture("bild", "Sex av åtta", "Prickar: sex av åtta kommuner.", SVG, 160, 40, notes=(Note(text("En not.")),))
DECK = Deck(
    "Ekonomiskt bistånd 2017",
    (
        Slide("Sex av åtta har socialjour", (PICTURE, Bullets((text("Ekerö"), text("Solna")))), "Säg det.", "FoU 2017"),
        Slide("Så svarar kommunerna", (TABLE,)),
        Slide("Vad händer nu", (Paragraph(text("Tre steg:")), Bullets((text("Ett"), text("Två")), is_numbered=True))),
    ),
    subtitle="Nordväst",
    authors=("Carin Lund",),
    publisher="FoU Nordväst",
    day=date(2018, 3, 1),
    version=Version(2, "2018-02-28 14:03", "0.1"),
    is_example=True,
)


@cache
def written(deck: Deck = DECK) -> bytes:
    return write_pptx(deck)


def slides(deck: Deck = DECK) -> list[Shown]:
    return list(Presentation(io.BytesIO(written(deck))).slides)


def of(*body: Any, title: str = "Titel") -> Shown:
    return slides(Deck("Titel", (Slide(title, body),)))[1]


def order(slide: Shown) -> list[str]:
    """What a screen reader says, shape by shape."""
    return [shape.text_frame.text if shape.has_text_frame else f"<{shape.name}>" for shape in slide.shapes]


def shape(slide: Shown, name: str) -> Any:
    return next(one for one in slide.shapes if one.name == name)


def told(found: Any) -> str:
    return found._element._nvXxPr.cNvPr.get("descr")


def test_the_title_slide_says_what_who_and_when() -> None:
    assert order(slides()[0]) == [
        "Ekonomiskt bistånd 2017",
        "Nordväst\nFoU Nordväst · Carin Lund · 1 mars 2018",
        "Utgåva 2 · data 2018-02-28 14:03 · öjportal 0.1",
        "Exempeldata: innehållet är påhittat.",
    ]


def test_a_slide_is_read_from_its_title_over_text_and_picture_to_its_source() -> None:
    assert order(slides()[1]) == [
        "Sex av åtta har socialjour",
        "Ekerö\nSolna",
        "<Sex av åtta>",
        "En not.",
        "Källa: FoU 2017",
        "‹#›",
        "Exempeldata: innehållet är påhittat.",
    ]


def test_every_slide_has_its_sentence_as_title() -> None:
    assert [slide.shapes.title.text for slide in slides()] == [DECK.title, *(slide.title for slide in DECK.slides)]


def test_what_is_spoken_stands_among_the_speaker_s_notes() -> None:
    found = slides()
    assert found[1].notes_slide.notes_text_frame.text == "Säg det."
    assert not found[2].has_notes_slide


def test_a_picture_is_told_in_words_and_keeps_its_shape() -> None:
    found = shape(slides()[1], "Sex av åtta")
    assert told(found) == "Prickar: sex av åtta kommuner."
    assert found.width / found.height == pytest.approx(4, rel=0.01)
    drawn = Image.open(io.BytesIO(found.image.blob))
    assert drawn.format == "PNG"
    assert drawn.width > 1500


def test_every_cell_of_a_table_is_there_and_its_headings_are_marked() -> None:
    found = shape(slides()[2], "Tillgänglighet")
    assert [[cell.text for cell in row.cells] for row in found.table.rows] == [
        ["Kommun", "Socialjour", "Väntetid a"],
        ["Ekerö", "✕ NEJ (NEJ)", "✓ JA (JA) a"],
        ["Solna", "◐ DELVIS (JA)", "bortfall"],
        ["Snitt", "6 av 8 · 75 % ±0", "100 % +12,5"],
    ]
    assert (found.table.first_row, found.table.first_col, found.table.horz_banding) == (True, True, False)
    assert told(found) == "Tabell: Tillgänglighet"
    assert "a Efter påminnelse." in order(slides()[2])[2]


def test_headings_that_would_be_alike_are_told_apart_by_what_stands_over_them() -> None:
    columns = (TABLE.columns[0], replace(TABLE.columns[1], over="2016"), replace(TABLE.columns[1], over="2017"))
    found = shape(of(replace(TABLE, columns=columns)), "Tillgänglighet")
    assert [cell.text for cell in found.table.rows[0].cells] == ["Kommun", "2016: Socialjour", "2017: Socialjour a"]


def test_steps_are_numbered_and_a_paragraph_has_no_bullet() -> None:
    frame = slides()[3].placeholders[1].text_frame
    assert [[one.tag.rsplit("}")[-1] for one in line._p.pPr] for line in frame.paragraphs] == [
        ["buNone"],
        ["buAutoNum"],
        ["buAutoNum"],
    ]


def test_every_slide_but_the_first_has_its_number() -> None:
    counted = [[one.placeholder_format.type.name for one in slide.placeholders] for slide in slides()]
    assert ["SLIDE_NUMBER" in one for one in counted] == [False, True, True, True]


def test_nothing_lies_outside_the_slide_or_upon_another() -> None:
    shown = Presentation(io.BytesIO(written()))
    for slide in shown.slides:
        boxes = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in slide.shapes]
        for number, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0
            assert top >= 0
            assert right <= shown.slide_width
            assert bottom <= shown.slide_height
            for other in boxes[number + 1 :]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_column_of_names_is_as_wide_as_they_ask_for() -> None:
    rows = tuple(
        replace(row, cells=(replace(row.cells[0], text="Upplands Väsby"), *row.cells[1:])) for row in TABLE.rows
    )
    short, long = (
        shape(of(one), "Tillgänglighet").table.columns[0].width for one in (TABLE, replace(TABLE, rows=rows))
    )
    assert short < long


def test_a_big_table_is_set_smaller_until_it_fits() -> None:
    small = shape(of(TABLE), "Tillgänglighet")
    big = shape(of(replace(TABLE, rows=TABLE.rows * 5, notes=TABLE.notes)), "Tillgänglighet")
    assert size_of(big) < size_of(small)
    assert big.top + big.height < shape(of(TABLE), "Bildnummer").top


def size_of(found: Any) -> float:
    return found.table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt


def test_a_long_title_is_set_smaller() -> None:
    assert [title_size("a" * length).pt for length in (100, 101, 130, 131, 190, 191)] == [28, 24, 24, 20, 20, 16]


def test_hostile_text_stays_text() -> None:
    table = replace(TABLE, caption=HOSTILE, rows=TABLE.rows[:1])
    picture = replace(PICTURE, alt=HOSTILE, caption=HOSTILE)
    deck = Deck(HOSTILE, (Slide(HOSTILE, (picture, table, Bullets((text(HOSTILE),))), HOSTILE, HOSTILE),))
    slide = slides(deck)[1]
    assert order(slide)[:2] == [HOSTILE, HOSTILE]
    assert slide.notes_slide.notes_text_frame.text == HOSTILE
    assert told(slide.shapes[2]) == HOSTILE


def test_words_keep_their_looks_links_and_footnotes() -> None:
    line = text("a", Span("b", "strong"), Span("c", link="https://www.scb.se/"), Span("d", link="javascript:e"))
    runs = of(Paragraph((*line, Footnote("not")))).placeholders[1].text_frame.paragraphs[0].runs
    assert [run.font.bold for run in runs[:2]] == [None, True]
    assert [run.hyperlink.address for run in runs] == [None, None, "https://www.scb.se/", None, None]
    assert runs[4].text == " (not)"


def test_it_is_wide_and_in_swedish_throughout() -> None:
    shown = Presentation(io.BytesIO(written()))
    assert round(shown.slide_width / shown.slide_height, 2) == 1.78
    assert shown.core_properties.language == "sv-SE"
    with zipfile.ZipFile(io.BytesIO(written())) as parts:
        for name in parts.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/slideL", "ppt/slideMaster")):
                assert b'lang="en' not in parts.read(name)


def test_only_layouts_that_are_used_are_left() -> None:
    shown = Presentation(io.BytesIO(written()))
    assert [one.name for one in shown.slide_layouts] == ["Rubrikbild", "Rubrik och text", "Endast rubrik"]


def test_the_same_deck_gives_the_same_bytes() -> None:
    assert write_pptx(DECK) == written()


def test_what_is_real_bears_no_mark() -> None:
    assert "Exempeldata" not in str([order(slide) for slide in slides(replace(DECK, is_example=False))])


def test_two_pictures_share_the_width() -> None:
    other = replace(PICTURE, caption="Två av åtta")
    slide = of(PICTURE, other)
    assert shape(slide, "Två av åtta").left > shape(slide, "Sex av åtta").left + shape(slide, "Sex av åtta").width
