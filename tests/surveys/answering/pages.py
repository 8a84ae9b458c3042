"""The contact's pages as a browser fills them in: fields are read from the page, changed, and sent back."""

from __future__ import annotations

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

BASE = "/enkat/ekonomiskt-bistand/2017/0125/"
FIRST, SECOND = "tillganglighet", "samordning_och_samverkan"


class Fields(HTMLParser):
    """The successful controls of the section's form, as a browser without script would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._textarea = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if found.get("form") != "avsnittet" or not name or "disabled" in found or tag == "button":
            return
        if tag == "textarea":
            self._textarea = name
            self.values.setdefault(name, []).append("")
        elif found.get("type") not in ("radio", "checkbox") or "checked" in found:
            self.values.setdefault(name, []).append(found.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""


def section_url(section: str = FIRST) -> str:
    return f"{BASE}avsnitt/{section}/"


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def open_section(client: Client, section: str = FIRST) -> dict[str, list[str]]:
    """The fields of the page with what stands in them."""
    answer = client.get(section_url(section))
    assert answer.status_code == 200, answer.status_code
    return Fields(text_of(answer)).values


def send_section(
    client: Client, fields: dict[str, list[str]], section: str = FIRST, onward: str = "", **written: str
) -> HttpResponse:
    """The whole form, as the buttons of the section send it."""
    data = fields | {name: [text] for name, text in written.items()}
    return client.post(section_url(section), {**data, "avsnitt": section, "gor": onward or section})


def save(client: Client, item: str, value: str, *, seen: str = "", section: str = FIRST, **more: str) -> HttpResponse:
    """One answer, as the script sends it."""
    data = {f"svar-{item}": value, f"sett-{item}": seen, "andrat": item, "avsnitt": section}
    return client.post(f"{BASE}spara/", data | more)
