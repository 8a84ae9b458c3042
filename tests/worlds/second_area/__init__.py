"""A second service area, made up: five questions and four indicators in two years. E1 and sip are codes of ekonomiskt
bistånd too, with another meaning, so that what is keyed by code alone is noticed. Every name in it says Exempel."""

from __future__ import annotations

from pathlib import Path

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import read_years

FOLDER = Path(__file__).parent
AREA, NAME = "exempelomrade", "Exempelområde"


def load_second_area() -> None:
    load_catalogue(read_years(FOLDER / "catalogue", FOLDER / "definitions"), by="test")
