"""A live server that holds everything `make run` holds."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.fixture
def portal(live_server) -> str:
    """Address of a portal with all real content and the Exempeldata."""
    call_command("bootstrap", verbosity=0)
    return live_server.url
