"""The modules that take longest come first, so that no worker is left with one of them when the others are done.

Each module goes to one worker whole (`--dist loadfile`), so that what stands for a module is loaded once. A module that
has come to take more than ten seconds by itself belongs in the list; `--durations=30` tells.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
LONGEST = [
    TESTS / name
    for name in (
        "workflow/test_two_areas.py",
        "workflow/test_the_past_stays.py",
        "journeys/test_every_page.py",
        "journeys/test_cycle.py",
        "workflow/test_links.py",
        "test_address_matrix.py",
        "journeys/test_answering.py",
        "test_run_command.py",
        "journeys/test_report.py",
        "journeys/test_follow_up_pages.py",
        "indicators/years/test_definitions.py",
        "workflow/cycles/test_links_to_results.py",
        "workflow/meetings/test_live.py",
        "workflow/demo/test_load.py",
        "workflow/areas/test_views.py",
        "workflow/test_migrations.py",
    )
]


@pytest.hookimpl(trylast=True)  # after pytest-django, which puts tests that commit behind the others
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {path: number for number, path in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))
