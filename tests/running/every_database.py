"""Which tests no database can change. The run on PostgreSQL leaves them out and says how many they were.

`-m "not same_on_every_database"` leaves out every test that neither asks for the database nor starts processes, and
those that only look at pages in a browser, which other tests ask of both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
_left_out = pytest.StashKey[int]()


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses by the markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not may_differ(item):
            item.add_marker("same_on_every_database")


def may_differ(item: pytest.Item) -> bool:
    """Asks for the database, or starts processes that read DATABASE_URL or REDIS_URL; and does more than look."""
    if item.get_closest_marker("only_looks"):
        return False
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("starts_processes")
    return marked is not None or not DATABASE.isdisjoint(item.fixturenames)  # type: ignore[attr-defined]  # pytest's functions have it


# Each of pytest-xdist's workers collects all tests; what one of them left out is told to the run as a whole.


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    if items:
        config = items[0].config
        config.stash[_left_out] = config.stash.get(_left_out, 0) + len(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_left_out, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[_left_out] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if count := config.stash.get(_left_out, 0):
        terminalreporter.write_line(f"{count} tests left out, as asked for with -m or -k")
