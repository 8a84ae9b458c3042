"""What the whole test run shares: one browser, and the fixtures of more than one room."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from django.middleware import csrf
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
CHROMIUM = shutil.which("chromium")
# Fixtures of more than one room. A room's own conftest may put something of its own under the same name.
pytest_plugins = [
    "tests.running.every_database",
    "tests.running.longest_first",
    "tests.worlds.standing",
    "tests.worlds.answering",
    "tests.worlds.small_country",
    "tests.worlds.imports",
    "tests.worlds.two_networks",
    "tests.worlds.demo_cycle",
    "tests.worlds.workers",
]

# A busy machine is no mistake of what is tested.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# The random key of a form must not hold by chance what a test says that a page does not.
csrf.CSRF_ALLOWED_CHARS = "qwxz"

# The browser's own loop runs in this thread; Django would otherwise refuse queries beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_finish() -> None:
    """What has been imported and collected stays to the end: looking through it again and again for what could be
    thrown away took a seventh of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One real Chromium for the whole run: a second one could not be started beside it. Without one the test is
    skipped; where REQUIRE_ALL is set, it fails. It is closed before the database goes: what it keeps open to a server
    keeps a connection of the database open too."""
    if "django_db_setup" in request.fixturenames or "live_server" in request.fixturenames:
        request.getfixturevalue("django_db_setup")
    if CHROMIUM is None:
        (pytest.fail if REQUIRE_ALL else pytest.skip)("chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
