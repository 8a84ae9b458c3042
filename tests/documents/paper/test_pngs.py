"""Pictures as PNG: all of a document's in one process, at a width in millimetres."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from documents.paper.pngs import draw_pngs
from documents.paper.typst_process import PaperFault
from tests.documents.sample import SVG

DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20"><rect width="10" height="20" fill="#ff0000"/></svg>'


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_pictures_come_in_order_as_wide_as_is_asked_for() -> None:
    wide, tall = (opened(one) for one in draw_pngs([SVG, DOT], 127, ppi=100))
    assert (wide.size, tall.size) == ((500, 125), (500, 1000))
    assert tall.getpixel((250, 500)) == (255, 0, 0)


def test_a_picture_lies_on_white_and_holds_its_text() -> None:
    picture = opened(draw_pngs([SVG], 160)[0])
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    text = picture.crop((picture.width // 4, 0, picture.width, picture.height))
    assert len(text.getcolors(10_000) or ()) > 2


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert draw_pngs([SVG], 160) == draw_pngs([SVG], 160)


def test_a_sign_that_the_typeface_lacks_is_drawn_as_its_number() -> None:
    emoji, number = (SVG.replace("Nordväst", one) for one in ("👍", "[U+1F44D]"))
    assert draw_pngs([emoji], 160) == draw_pngs([number], 160)


def test_no_pictures_need_no_process() -> None:
    assert draw_pngs([], 160) == []


@pytest.mark.parametrize(
    ("svg", "told"),
    [
        ("<svg", "failed to parse SVG"),
        (SVG.replace("<text", '<image href="/etc/hostname"/><text'), "/etc/hostname"),
        (SVG.replace("<text", f'<image href="{Path(__file__).name}"/><text'), "failed to load linked image"),
    ],
)
def test_a_picture_that_is_none_or_asks_for_a_file_is_refused(svg: str, told: str) -> None:
    with pytest.raises(PaperFault, match=told):
        draw_pngs([svg], 160)
