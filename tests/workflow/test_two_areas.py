"""Every page of the portal with two service areas in it, reached by links from the start page: no link is dead, every
address that shows something is reached, and what belongs to one area shows nothing of the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from inspect import getsource, unwrap
from urllib.parse import urljoin, urlsplit

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from indicators.computing.definitions import definitions_of
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import WorkflowCast
from tests.workflow.names_alone import alone_in, short_names
from tests.workflow.two_areas_scene import FIRST, FOLLOWED, SECOND, build_both
from workflow.models import ActionPlan, Cycle, Meeting

PEOPLE = ("", "carin", "anna", "david", "sara")
OF_A_KIND = 2  # pages looked at of each address and area: the third cell's Varför is like the first
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]*)')
CHOICES = re.compile(r'<select[^>]*name="(?:verksamhet|survey|fran)".*?</select>', re.S)
NOT_REACHED = {  # addresses that show something and are not walked to here, and where they are tried
    "health": "for whoever watches over the portal: tests/test_addresses.py",
    "logout": "a button: tests/journeys",
    "answering-enter": "from a mail: tests/surveys/answering",
    "answering-upload": "while the survey is open: tests/surveys/answering",
    "follow-up-document": "once the follow-up is closed: tests/workflow/follow_up",
    "homework-file": "where a file was sent along: tests/workflow/areas",
    "import-preview": "where a file was read in: tests/indicators/importing",
    "import-file": "the same",
    "report": "once FoU has made one: tests/workflow/documents",
    "report-edition": "the same",
    "report-file": "the same",
    "report-texts": "the same",
    "document-template-file": "once one is sent in: tests/workflow/documents",
    "own-group": "of no area, where somebody has made one: tests/indicators/comparing",
    "own-group-edit": "the same",
    "shared-group": "the same",
}


@dataclass
class Walk:
    """Pages by address; `dead` are links that led nowhere."""

    pages: dict[str, str] = field(default_factory=dict)
    reached: set[tuple[str, str]] = field(default_factory=set)  # name of the address, area ("" for pages of none)
    dead: list[str] = field(default_factory=list)


def area_of(path: str) -> str:
    """The area that the page of an address is of; empty where it is of none."""
    found = resolve(path)
    first = path.strip("/").split("/")[0]
    if "area" in found.kwargs and isinstance(found.kwargs["area"], str):
        return found.kwargs["area"]
    pk = found.kwargs.get("pk")
    if first == "omgang" and pk:
        return Cycle.objects.get(pk=pk).area.slug
    if first == "mote":
        return Meeting.objects.get(pk=pk).cycle.area.slug
    return ActionPlan.objects.get(pk=pk).area.cycle.area.slug if first == "plan" else ""


def links_of(page: str, answer: HttpResponse) -> Iterator[str]:
    if answer.status_code == 302:
        yield urljoin(page, answer.headers["Location"])
    elif answer.headers["Content-Type"].startswith("text/html"):
        for href in LINK.findall(answer.content.decode()):
            yield urljoin(page, unescape(href))


def visit(client: Client, found: Walk, who: str, address: str) -> list[str]:
    """Opens one page; where its links lead."""
    answer = client.get(address)
    if answer.status_code not in (200, 302):
        found.dead.append(f"{who} {address}: {answer.status_code}")
        return []
    path = urlsplit(address).path
    found.reached.add((resolve(path).url_name or "", area_of(path)))
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith(("text/html", "text/csv")):
        found.pages[f"{who} {address}"] = answer.content.decode("utf-8-sig")
    return list(links_of(address, answer))


def walk(client: Client, found: Walk, who: str) -> None:
    """From the start page, link by link."""
    seen, waiting, kinds = {"/"}, ["/"], Counter()
    while waiting:
        address = waiting.pop(0)
        for link in visit(client, found, who, address):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link in seen or parts.path.startswith(("/admin/", "/static/")):
                continue
            kind = (resolve(parts.path).url_name, area_of(parts.path), bool(parts.query))
            if kinds[kind] < OF_A_KIND:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)


@pytest.fixture
def cycles(cast: WorkflowCast, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cycle]:
    return build_both(cast, monkeypatch)


@pytest.fixture
def walked(cast: WorkflowCast, cycles: dict[str, Cycle]) -> Walk:
    found = Walk()
    with time_machine.travel(FOLLOWED, tick=False):
        for who in PEOPLE:
            walk(cast.client(who) if who else Client(), found, who)
        for address in by_hand(cycles):
            visit(cast.client("carin"), found, "carin", address)
    return found


def by_hand(cycles: dict[str, Cycle]) -> Iterator[str]:
    """What a meeting is led by while it goes on, and what is reached by a mail."""
    yield "/beslut/"
    for cycle in cycles.values():
        meeting = cycle.meetings.get(kind="quality")
        for rest in ("fraga/E1/", "fraga/E1/svar/0125/", "fraga/?fraga=E1"):
            yield f"/mote/{meeting.pk}/{rest}"


def words_of(slug: str) -> set[str]:
    """What only pages of the area say."""
    survey = get_survey(slug)
    known = definitions_of(survey)
    assert known is not None
    names = {one.short_name for one in known.indicators.values()} | set(known.quality_areas.values())
    return {survey.area.name, survey.area.slug, *names}


def of_the_other(walked: Walk) -> list[str]:
    """Pages that say something of the area they are not of."""
    words = {get_survey(slug).area.slug: words_of(slug) for slug in (FIRST, SECOND)}
    shared = set.intersection(*words.values())
    found = []
    for page, text in walked.pages.items():
        area = area_of(urlsplit(page.partition(" ")[2]).path)
        for other in words.keys() - {area} if area else ():
            told = CHOICES.sub("", unescape(text))
            found += [f"{page}: {word}" for word in sorted(words[other] - shared) if word in told]
    return found


def test_every_page_is_reached_and_keeps_to_its_area(walked: Walk) -> None:
    """And an indicator whose name says too little carries its group's, outside the group's heading."""
    assert walked.dead == []
    assert {"Missbruk", "LSS", "Primärvården"} <= set(short_names())
    assert names_alone(walked) == []
    assert of_the_other(walked) == []
    walked.pages["x /jamforelser/exempelomrade/2017/"] = "Väntetid för nybesök"
    assert of_the_other(walked) == ["x /jamforelser/exempelomrade/2017/: Väntetid för nybesök"]  # it would be seen
    first, second = (
        {name for name, area in walked.reached if area == slug.partition("/")[0]} for slug in (FIRST, SECOND)
    )
    assert (first - second, second - first) == (set(), {"survey-year-edit"})  # the first is kept in files
    reached = {name for name, _area in walked.reached}
    assert "\n".join(sorted(unreached(reached) ^ set(NOT_REACHED))) == ""


QUESTIONS_OF = ("/enkat/", "/enkater/", "/mote/")  # pages of questions, whose parts are called the same


def names_alone(walked: Walk) -> list[str]:
    names = short_names()
    found = []
    for page, text in walked.pages.items():
        path = urlsplit(page.partition(" ")[2]).path
        is_of_results = "/forhandsvisning/" in path or "/resultat/" in path or not path.startswith(QUESTIONS_OF)
        if is_of_results and text.lstrip().startswith("<"):
            found += [f"{page}: {one}" for one in alone_in(text, names)]
    return found


def unreached(reached: set[str]) -> set[str]:
    """Names of the addresses that show something and were not reached; those that only take what is sent are left."""
    named = {one.name: one.callback for one in every_pattern(get_resolver()) if one.name}
    return {name for name, view in named.items() if "@require_POST" not in getsource(unwrap(view))} - reached


def every_pattern(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.namespace != "admin":
            yield from every_pattern(entry)
