"""Whole addresses of the portal's pages, as mails and calendar files need them."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def full_address(name: str, *args: object) -> str:
    """The page's address with the site before it: https://oj.example/omgang/3/. The site is SITE_URL."""
    site: str = settings.SITE_URL
    return site.rstrip("/") + reverse(name, args=args)
