"""What all three kinds of import show before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from surveys.files.refusals import Refusal, cell_name
from surveys.files.workbooks import CSV_SHEET


@dataclass
class Counts:
    """Of answers or results."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0

    def add(self, new: int, changed: int, unchanged: int) -> None:
        self.new += new
        self.changed += changed
        self.unchanged += unchanged

    def as_dict(self) -> dict[str, int]:
        return {"new": self.new, "changed": self.changed, "unchanged": self.unchanged, "refused": self.refused}

    @property
    def writes(self) -> int:
        return self.new + self.changed


@dataclass(frozen=True)
class PlannedChange:
    """One line of the preview, in words."""

    place: str
    unit: str
    what: str
    before: str
    after: str


class Plan(Protocol):
    counts: Counts
    refusals: list[Refusal]
    notes: list[str]

    @property
    def fingerprint(self) -> str: ...

    def shown(self, most: int) -> list[PlannedChange]: ...


def place_of(sheet: str, row: int, column: int) -> str:
    """Blad Resultat, cell C7; in a CSV file only the cell, as a spreadsheet would name it."""
    cell = cell_name(row, column)
    return f"Cell {cell}" if sheet == CSV_SHEET else f"Blad {sheet}, cell {cell}"
