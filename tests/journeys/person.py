"""Somebody who answers at a browser of their own, and looks at every page for what stands in the way."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from surveys.models import Receipt
from tests.browser import log_in, open_page

NOT_THE_FIRST = {"svar-G1": "nej"}  # a no opens the follow-ups here; elsewhere a yes, the first answer, does
# The fields that want an answer: radio groups without a choice, empty text fields and numbers.
EMPTY = """() => {
  const fields = [...document.querySelectorAll('.questions [form=avsnittet][name^=svar-]')];
  const holds = field => ['radio', 'checkbox'].includes(field.type) ? field.checked : field.value;
  const filled = new Set(fields.filter(holds).map(field => field.name));
  return [...new Set(fields.map(field => field.name))].filter(name => !filled.has(name));
}"""
SAVED = """() => /^Sparat/.test(document.getElementById('sparat').textContent)
  && !Object.keys(localStorage).some(key => key.startsWith('ojportal:'))"""


class Person:
    """`faults` gathers what stands in the way on the pages looked at."""

    def __init__(self, chromium: Browser, portal: str, script: bool = True, width: int = 1440) -> None:
        self.context, self.page = open_page(chromium, width, script)
        self.context.set_default_timeout(15_000)
        self.portal, self.faults, self.seen = portal, [], set()
        self.page.on("dialog", lambda dialog: dialog.accept())

    def log_in(self, email: str) -> None:
        log_in(self.page, self.portal, email)

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.portal + path)
        return self.page

    def look(self, name: str) -> None:
        """Each kind of page once."""
        if name in self.seen:
            return
        self.seen.add(name)
        found = Axe().run(self.page).response["violations"]
        self.faults += [f"{name}: {one['id']} {[node['html'][:120] for node in one['nodes']][:2]}" for one in found]
        size = self.page.viewport_size
        for width in (360, size["width"]):
            self.page.set_viewport_size({"width": width, "height": size["height"]})
            over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            self.faults += [f"{name} at {width}: {over} px too wide"] if over > 1 else []

    def choose(self, name: str, value: str = "") -> None:
        field = f'[form=avsnittet][name="{name}"]' + (f'[value="{value}"]' if value else "")
        place = self.page.locator(field).first
        if place.get_attribute("type") == "radio":
            place.check()
        else:
            place.fill("kl 17–22, måndag till fredag")

    def wait_saved(self) -> None:
        self.page.wait_for_function(SAVED)

    def answer_all(self, saves: bool = True) -> None:
        """Everything in the section, follow-ups too as they open."""
        while names := self.page.evaluate(EMPTY):
            for name in names:
                self.choose(name, NOT_THE_FIRST.get(name, ""))
            if not saves:
                return
            self.wait_saved()

    def hand_in(self) -> Receipt:
        self.page.get_by_role("button", name="Lämna in enkäten").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Kvitto")
        return Receipt.objects.latest("number")
