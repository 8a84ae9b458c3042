"""What the whole test run shares: which services are there, and a skip that is a failure where all must run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, sync_playwright

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
MISSING = {
    "postgresql": None
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    else "DATABASE_URL is not PostgreSQL",
    "redis": None if settings.REDIS_URL else "REDIS_URL is not set",
    "chromium": None if shutil.which("chromium") else "chromium is not installed",
}
_left_out: list[str] = []
# Fixtures of more than one room. A room's own conftest may put something of its own under the same name.
pytest_plugins = ["tests.worlds.standing", "tests.worlds.answering"]

# The browser's own loop runs in this thread; Django would otherwise refuse queries beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves out tests whose service is not there. With REQUIRE_ALL only the database's own kind may be left out,
    since the run is made once on SQLite and once on PostgreSQL + Redis."""
    for item in items:
        for name, reason in MISSING.items():
            if reason is None or item.get_closest_marker(name) is None:
                continue
            if REQUIRE_ALL and name == "chromium":
                item.add_marker(pytest.mark.usefixtures("everything_must_run"))
                continue
            item.add_marker(pytest.mark.skip(reason=reason))
            _left_out.append(f"{item.nodeid}: {reason}")


@pytest.fixture
def everything_must_run() -> None:
    pytest.fail("REQUIRE_ALL is set, but a service this test needs is not there")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real Chromium for the whole run: a second one could not be started beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter) -> None:
    for line in sorted(set(_left_out)):
        terminalreporter.write_line(f"not run here: {line}")
