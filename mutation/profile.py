"""pytest under mutation: quick to start, the same examples each time, what is cheap before what is dear."""

from __future__ import annotations

import gc

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import Phase, is_hypothesis_test, settings

# No search for the smallest example that fails: that one fails is enough.
settings.register_profile("mutation", derandomize=True, deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("mutation")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("mutation.database")  # after pytest-django, so that it goes before it


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--with-database", action="store_true", help="run tests that need a database as well")


def needs_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return "db" in fixtures or "transactional_db" in fixtures or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--with-database"):
        left_out = [item for item in items if needs_database(item)]
        items[:] = [item for item in items if not needs_database(item)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: is_hypothesis_test(getattr(item, "obj", None)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool:
    """As pytest does it, but what tests share is set up by each: else only the first would be known to run it."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    runtestprotocol(item, nextitem=None)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_sessionfinish() -> None:
    gc.freeze()  # each mutant is a fork of this process; what is loaded by now need not be looked through again
