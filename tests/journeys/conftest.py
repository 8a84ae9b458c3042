"""A live server that holds everything `make run` holds."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from indicators.computing.compute import compute_survey
from surveys.questionnaires.queries import get_survey
from tests.worlds.second_area import AREA, load_second_area


@pytest.fixture
def portal(live_server) -> str:
    """Address of a portal with all real content, the Exempeldata, and a second service area with its own."""
    call_command("bootstrap", verbosity=0)
    load_second_area()
    call_command("load_example", area=AREA, verbosity=0)
    compute_survey(get_survey(f"{AREA}/2017"))
    return live_server.url
