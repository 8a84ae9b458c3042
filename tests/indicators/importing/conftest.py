"""Files go into the survey that imports are tried on."""

from __future__ import annotations

import pytest

from surveys.models import Survey


@pytest.fixture
def survey(import_survey: Survey) -> Survey:
    return import_survey
