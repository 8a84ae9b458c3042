"""Computing is tried on the small country."""

from __future__ import annotations

from pathlib import Path

import pytest

from municipalities.models import Municipality
from surveys.models import Survey


@pytest.fixture
def folders(small_folders: tuple[Path, Path]) -> tuple[Path, Path]:
    return small_folders


@pytest.fixture
def survey(small_survey: Survey) -> Survey:
    return small_survey


@pytest.fixture
def units(small_units: list[Municipality]) -> list[Municipality]:
    return small_units
