"""A live server that holds everything `make run` holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from indicators.computing.compute import compute_survey
from surveys.questionnaires.queries import get_survey
from tests.worlds.second_area import AREA, load_second_area


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Address of a portal with all real content, the Exempeldata, and a second service area with its own. It stands for
    a whole module, whose tests only look; the database is emptied after it."""
    with django_db_blocker.unblock():
        call_command("bootstrap", verbosity=0)
        load_second_area()
        call_command("load_example", area=AREA, verbosity=0)
        compute_survey(get_survey(f"{AREA}/2017"))
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
