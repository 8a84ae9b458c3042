"""A stage for people in browsers, where time can be moved forward: each has a window and stays logged in."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import Message
from functools import cached_property
from typing import Any

import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from municipalities.mail.sending import send_waiting
from tests.scenario import Cast


class Stage:
    """`clock` is a running time_machine traveller; `faults` gathers what axe and the console find on the way."""

    def __init__(self, portal: str, chromium: Browser, cast: Cast, clock: time_machine.Traveller) -> None:
        self.portal, self.chromium, self.cast, self.clock = portal, chromium, cast, clock
        self.windows: dict[str, tuple[BrowserContext, Page]] = {}
        self.faults: list[str] = []
        self._scanned: set[str] = set()

    @cached_property
    def axe(self) -> Axe:
        return Axe()

    def move_to(self, day: str, hour: int = 10) -> None:
        """Sessions end as time passes, so everybody logs in anew."""
        self.clock.move_to(timezone.make_aware(datetime.fromisoformat(f"{day}T{hour:02}:00")))
        for context, _page in self.windows.values():
            context.close()
        self.windows.clear()
        mail.outbox.clear()

    def window(self, person: str) -> Page:
        if person not in self.windows:
            context = self.chromium.new_context(reduced_motion="reduce")
            session = self.cast.client(person).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.portal}])
            page = context.new_page()
            page.on("console", lambda told: told.type == "error" and self.faults.append(f"{page.url}: {told.text}"))
            self.windows[person] = (context, page)
        return self.windows[person][1]

    def go(self, person: str, path: str) -> Page:
        """Opens the page; the first time a page of its kind is seen, axe looks it over."""
        page = self.window(person)
        answer = page.goto(self.portal + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        self.look(page, path)
        return page

    def look(self, page: Page, path: str) -> None:
        kind = re.sub(r"\d+", "N", path)
        if kind in self._scanned:
            return
        self._scanned.add(kind)
        self.faults += [f"{path}: {one['id']} {one['help']}" for one in self.axe.run(page).response["violations"]]

    def click(self, page: Page, name: str) -> None:
        """The first button of that name, waiting for the page that follows."""
        with page.expect_navigation():
            page.get_by_role("button", name=name).first.click()

    def is_refused(self, person: str, path: str, **posted: Any) -> bool:
        client: Client = self.cast.client(person)
        answer = client.post(path, posted) if posted else client.get(path)
        return answer.status_code == 403

    def mails(self) -> dict[str, Message]:
        """What has just gone out: the latest message to each address."""
        send_waiting()
        return {one.to[0]: one for one in mail.outbox}
