"""The file in a real browser: it fits a phone, its wide table scrolls by itself, and it is open to everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from documents.tree import Cell, Column, Document, Picture, Row, Section, Table
from documents.web.as_html import write_html
from tests.documents.sample import DOCUMENT, SVG

pytestmark = pytest.mark.chromium
WIDE = Table(
    "bred",
    "Bred",
    (Column("Kommun", "name"), *(Column(f"Handläggningstid {number}") for number in range(12))),
    (Row((Cell("Upplands Väsby"), *(Cell("DELVIS", "JA", tone="partly") for _ in range(12)))),),
    number=1,
)


def opened(chromium: Browser, document: Document, width: int, scheme: str = "light") -> Page:
    # The file's own policy would keep the scan out.
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]  # a word of a parametrised test
        bypass_csp=True,
        offline=True,
    )
    page = context.new_page()
    page.set_content(write_html(document).decode())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_file_passes_the_scan_of_accessibility(chromium: Browser, scheme: str) -> None:
    page = opened(chromium, DOCUMENT, 1440, scheme)
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.context.close()


def test_on_a_phone_only_the_table_scrolls_and_its_names_stay(chromium: Browser) -> None:
    page = opened(chromium, replace(DOCUMENT, sections=(Section((WIDE,)),)), 360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.locator(".document-box")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.evaluate("box => { box.scrollLeft = 400 }")
    name = page.locator("tbody th").bounding_box()
    assert name
    assert 0 <= name["x"] < 40
    page.context.close()


@pytest.mark.parametrize(("width", "shown"), [(360, [False, True]), (1440, [True, False])])
def test_a_phone_shows_the_picture_that_is_drawn_for_it(chromium: Browser, width: int, shown: list[bool]) -> None:
    picture = Picture("bild", "Fynd", "Ord", SVG, table=replace(WIDE, key="egen"), narrow=SVG, number=1)
    page = opened(chromium, replace(DOCUMENT, sections=(Section((picture,)),)), width)
    drawings = page.locator(".document-drawing")
    assert [drawings.nth(number).is_visible() for number in range(2)] == shown
    page.context.close()


def test_the_box_that_scrolls_shows_that_it_has_focus(chromium: Browser) -> None:
    page = opened(chromium, replace(DOCUMENT, sections=(Section((WIDE,)),), has_cover=False), 360)
    page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.className, getComputedStyle(document.activeElement).outlineStyle]")
    assert focused == ["document-box", "solid"]
    page.context.close()
