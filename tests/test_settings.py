"""What the environment says is what the portal uses."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings


@pytest.mark.parametrize("key", ["$1b#=made-at-random", "made=at#random$1b"])
def test_a_secret_key_is_used_to_the_letter_also_when_it_begins_with_a_dollar(key: str, tmp_path) -> None:
    """One in fifty of Django's own keys does. With another key in one process than in the next, sessions are lost."""
    environment = os.environ | {"SECRET_KEY": key, "OJPORTAL_VAR": str(tmp_path)}
    told = [sys.executable, "-c", "from ojportal.settings import SECRET_KEY; print(SECRET_KEY)"]
    found = subprocess.run(told, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == key
