"""The texts a new service area begins with: a small questionnaire and its definitions, with every key explained."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "new_area"


def first_texts(area: str, year: int, name: str) -> tuple[str, str]:
    """Questionnaire and definitions."""
    return _filled("enkat.yaml", area, year, name), _filled("definitioner.yaml", area, year, name)


def _filled(file: str, area: str, year: int, name: str) -> str:
    text = (FOLDER / file).read_text(encoding="utf-8")
    return text.replace("AREA", area).replace("YEAR", str(year)).replace("NAME", name)
