"""Every page, wide and narrow: no accessibility violation, nothing wider than the screen, no error in the console,
and the same headings without JavaScript."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import log_in, open_page

pytestmark = [pytest.mark.chromium, pytest.mark.only_looks]

OPEN_PAGES = [
    "/",
    "/logga-in/",
    "/jamforelser/",
    "/jamforelser/ekonomiskt-bistand/2015/",
    "/jamforelser/ekonomiskt-bistand/2016/",
    "/jamforelser/ekonomiskt-bistand/2017/",
    "/jamforelser/ekonomiskt-bistand/2017/?kalla=beraknat",
    "/jamforelser/ekonomiskt-bistand/2017/?grupp=riket",
    "/jamforelser/ekonomiskt-bistand/2018/",
    "/indikator/ekonomiskt-bistand/socialjour/",
    "/indikator/ekonomiskt-bistand/vrakning/",
    "/indikator/ekonomiskt-bistand/langvarigt_bistand/",
    "/kommun/",
    "/kommun/?q=solna",
    "/kommun/0125/",
    "/kommun/0125/ekonomiskt-bistand/2017/",
    "/kommun/018001/",
    "/jamforelser/exempelomrade/2017/",
    "/indikator/exempelomrade/sip/",
    "/kommun/0125/exempelomrade/2017/",
    "/varfor/exempelomrade/2017/sip/0125/",
    "/varfor/ekonomiskt-bistand/2017/intern_missbruk/0125/",
    "/rapporter/",
    "/det-har-finns-inte/",
]
STAFF_PAGES = [
    "/",
    "/avstamning/",
    "/import/",
    "/import/ny/answers/",
    "/import/ny/results/",
    "/import/ny/register/",
    "/enkater/",
    "/enkater/oppna/",
    "/rapporter/",
    "/rapporter/ny/",
    "/rapporter/mall/fou-nordvast/",
    "/grupper/",
    "/grupper/ny/?kommun=0125",
    "/enkater/nytt-ar/",
    "/enkater/nytt-omrade/",
    "/enkater/nytt/2030/enkat/andra/?namn=Nytt",
    "/enkater/exempelomrade/2017/enkat/",
    "/enkater/ekonomiskt-bistand/2019/",
    "/enkater/ekonomiskt-bistand/2019/fragor/",
    "/enkater/ekonomiskt-bistand/2019/tolkningar/",
    "/enkater/ekonomiskt-bistand/2019/tolkningar/E1/",
    "/enkater/ekonomiskt-bistand/2019/utskick/",
    "/enkater/ekonomiskt-bistand/2019/enkat/",
    "/enkater/ekonomiskt-bistand/2019/enkat/andra/",
]
EXPECTED_STATUS = {"/det-har-finns-inte/": 404}


WIDTHS = (1440, 360)


def faults_of(page: Page, address: str) -> list[str]:
    """Wide and narrow."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += faults_at(page, address, width)
    return found


def faults_at(page: Page, address: str, width: int) -> list[str]:
    found = [f"{address} at {width}: {item['id']} {item['help']}" for item in Axe().run(page).response["violations"]]
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{address} at {width}: {overflow} px wider than the screen"] if overflow > 1 else [])


def visit(page: Page, portal: str, addresses: list[str], scan: bool) -> list[str]:
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(f"{page.url}: {message.text}"))
    for address in addresses:
        answer = page.goto(portal + address)
        if answer is None or answer.status != EXPECTED_STATUS.get(address, 200):
            faults.append(f"{address}: status {answer.status if answer else 'none'}")
        elif page.locator("h1").count() != 1:
            faults.append(f"{address}: {page.locator('h1').count()} main headings")
        elif scan:
            faults += faults_of(page, address)
    return [fault for fault in faults if "404" not in fault]


def test_open_pages(portal: str, chromium: Browser) -> None:
    context, page = open_page(chromium)
    faults = visit(page, portal, OPEN_PAGES, scan=True)
    context.close()
    assert faults == []


def test_staff_pages(portal: str, chromium: Browser) -> None:
    context, page = open_page(chromium)
    log_in(page, portal, "carin.lund@fou.example")
    faults = visit(page, portal, STAFF_PAGES, scan=True)
    context.close()
    assert faults == []


def test_pages_without_javascript(portal: str, chromium: Browser) -> None:
    context, page = open_page(chromium, script=False)
    log_in(page, portal, "carin.lund@fou.example")
    faults = visit(page, portal, [*OPEN_PAGES, *STAFF_PAGES], scan=False)
    context.close()
    assert faults == []
