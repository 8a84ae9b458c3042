"""Whole addresses: the site first, then the page."""

from __future__ import annotations

import pytest

from municipalities.addresses import full_address


@pytest.mark.parametrize("site", ["https://oj.example", "https://oj.example/"])
def test_an_address_is_the_site_and_the_page(settings, site: str) -> None:
    settings.SITE_URL = site
    assert full_address("meeting", 3, "quality") == "https://oj.example/omgang/3/mote/quality/"
