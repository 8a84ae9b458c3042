"""No page links to what its reader is refused: walked as every role, own and foreign, from every page it may open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tests.address_matrix import address_of, lines
from tests.workflow.test_two_areas import LINK
from tests.worlds.two_networks import COLUMNS, TwoNetworks

OF_A_KIND = 2  # links followed to each address by one role: the third cell's Varför is like the first
LEFT = ("/admin/", "/static/", "/logga-ut/")


def links_of(client: Client, address: str) -> Iterator[str]:
    """Where the page at the address leads; a page that is refused leads nowhere."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    elif answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        found = (urljoin(address, unescape(href)) for href in LINK.findall(answer.content.decode()))
        yield from (one for one in found if not urlsplit(one).netloc and not one.startswith(("mailto:", *LEFT)))
    elif answer.status_code == 302:
        yield urljoin(address, answer.headers["Location"])


def refused(client: Client, starts: list[str]) -> list[str]:
    """Links that led nowhere, each with a page it stands on. A page to log in at is no refusal."""
    waiting, seen, kinds = list(starts), set(starts), Counter()
    found = []
    while waiting:
        page = waiting.pop(0)
        for link in links_of(client, page):
            kind = resolve(urlsplit(link).path).url_name
            if link in seen or kinds[kind] >= OF_A_KIND:
                continue
            seen.add(link)
            kinds[kind] += 1
            answer = client.get(link)
            if answer.streaming:
                b"".join(answer.streaming_content)
            if answer.status_code not in (200, 302):
                found.append(f"{page} -> {link}: {answer.status_code}")
            elif answer.status_code == 200:
                waiting.append(link)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("column", COLUMNS)
def test_no_page_links_to_what_its_reader_is_refused(two_networks: TwoNetworks, column: str) -> None:
    client = two_networks.clients()[column]
    addresses = dict.fromkeys(address_of(line, two_networks) for line in lines() if line.method == "GET")
    starts = ["/", *(one for one in addresses if not one.startswith(LEFT))]
    assert refused(client, starts) == []
