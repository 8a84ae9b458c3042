"""Pages of the real Chromium (fixture `chromium`) against a live server."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page


def open_page(chromium: Browser, width: int = 1440, script: bool = True) -> tuple[BrowserContext, Page]:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=script, reduced_motion="reduce"
    )
    return context, context.new_page()


def log_in(page: Page, portal: str, email: str) -> None:
    page.goto(f"{portal}/logga-in/")
    page.fill("input[name=username]", email)
    page.fill("input[name=password]", "exempel-oj-2017")
    with page.expect_navigation():
        page.click("main form button")
