"""Names of indicators that say too little by themselves, found on a page outside their group's heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html.parser import HTMLParser

from indicators.computing.definitions import definitions_of
from surveys.models import Survey

HEADINGS = ("h1", "h2", "h3", "h4", "summary")
VOID = ("meta", "link", "input", "br", "img", "hr", "rect", "path", "line", "circle", "use", "col")


def short_names() -> dict[str, set[str]]:
    """Name that says too little -> titles of the groups it is said with, of all years and areas. A name that is said
    alone in any of the years is none, nor is one that is a group's title too."""
    found: dict[str, set[str]] = {}
    enough: set[str] = set()
    for survey in Survey.objects.select_related("definition_set"):
        known = definitions_of(survey)
        enough |= set(known.groups.values()) if known else set()
        for one in known.indicators.values() if known else ():
            if one.group_title:
                found.setdefault(one.label, set()).add(one.group_title)
            else:
                enough.add(one.label)
    return {name: titles for name, titles in found.items() if name not in enough}


class Reader(HTMLParser):
    """Gathers in `alone` each text that is such a name, or begins with one and a colon, where the heading above it is
    not its group's and no question's code stands beside it."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        super().__init__()
        self.names, self.alone = names, []
        self.open: list[str] = []
        self.heading, self.is_heading = "", False
        self.is_beside_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        told = dict(attrs)
        self.open.append(tag)
        if tag in HEADINGS or told.get("scope") == "rowgroup":
            self.heading, self.is_heading = "", True
        if tag in ("tr", "li", "p"):
            self.is_beside_code = False
        self.is_beside_code |= told.get("class") == "tag"

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass
        if tag in HEADINGS or tag == "th":
            self.is_heading = False

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if self.is_heading:
            self.heading += f" {text}"
        for name, titles in self.names.items():
            is_it = text == name or text.startswith(f"{name}: ")
            is_head = self.open[-1:] == ["title"] and f"{name}," in text and not any(one in text for one in titles)
            if is_head or (is_it and not self.is_beside_code and not any(one in self.heading for one in titles)):
                self.alone.append(text)


def alone_in(page: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    reader = Reader(names)
    reader.feed(page)
    return reader.alone
