"""No page links to what its reader is refused: walked as every role, own and foreign, from every page it may open."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from tests.address_matrix import address_of, lines
from tests.workflow.test_two_areas import LINK
from tests.worlds.two_networks import COLUMNS, TwoNetworks

OF_A_KIND = 2  # links followed to each address by one role: the third cell's Varför is like the first
LEFT = ("/admin/", "/static/", "/logga-ut/")


def links_of(address: str, answer: HttpResponse) -> list[str]:
    """Where the page at the address leads; a page that is refused leads nowhere."""
    if answer.status_code == 302:
        return [urljoin(address, answer.headers["Location"])]
    if answer.streaming or answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return []
    found = (urljoin(address, unescape(href)) for href in LINK.findall(answer.content.decode()))
    return [one for one in found if not urlsplit(one).netloc and not one.startswith(("mailto:", *LEFT))]


def refused(client: Client, starts: list[str]) -> list[str]:
    """Links that led nowhere, each with a page it stands on. A page to log in at is no refusal."""
    waiting, pages_linking = list(dict.fromkeys(starts)), defaultdict(list)
    known, kinds = set(waiting), Counter()
    statuses: dict[str, int] = {}
    for address in waiting:  # grows as links are found: each address is asked for once
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        statuses[address] = answer.status_code
        for link in links_of(address, answer):
            pages_linking[link].append(address)
            kind = resolve(urlsplit(link).path).url_name
            if link not in known and kinds[kind] < OF_A_KIND:
                kinds[kind] += 1
                known.add(link)
                waiting.append(link)
    bad = {link: status for link, status in statuses.items() if status not in (200, 302)}
    return [f"{pages_linking[link][0]} -> {link}: {status}" for link, status in bad.items() if pages_linking[link]]


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_links_to_what_its_reader_is_refused(two_networks: TwoNetworks, column: str) -> None:
    client = two_networks.clients()[column]
    addresses = dict.fromkeys(address_of(line, two_networks) for line in lines() if line.method == "GET")
    starts = ["/", *(one for one in addresses if not one.startswith(LEFT))]
    assert refused(client, starts) == []
