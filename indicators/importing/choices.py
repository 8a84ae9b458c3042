"""What a person has said of a file that does not say it itself, as ImportRun.mapping keeps it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.importing.shares import ANSWERS, ROWS, WHOLE_TABLE

TABLE = "tabell:"  # begins the key of a table in `headings`
LONGEST_LETTERS = 3  # of a column


@dataclass(frozen=True)
class Choices:
    """`headings` is heading key: indicator code, empty for a column that is not read. `units` is as of
    shares.units_key: percent or fraction. `far_off` are the keys of columns whose unlikely figures are so.
    `confirmed_year`: the figures are of the survey's year although the file names another; `read_hidden`: what is
    hidden in the file is read too."""

    headings: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    far_off: tuple[str, ...] = ()
    confirmed_year: bool = False
    read_hidden: bool = False

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> Choices:
        """What an earlier version kept lacks some."""
        return cls(
            mapping.get("headings", {}),
            mapping.get("units", {}),
            tuple(mapping.get("far_off", ())),
            mapping.get("confirmed_year") is True,
            mapping.get("read_hidden") is True,
        )

    def then(self, later: Choices) -> Choices:
        """What holds when more has been said. What is confirmed is said anew each time."""
        headings, units = {**self.headings, **later.headings}, {**self.units, **later.units}
        return Choices(headings, units, later.far_off, later.confirmed_year, later.read_hidden)

    def in_words(self, before: Choices) -> list[str]:
        """What these say that `before` did not, for the history of the file."""
        headings = [
            f"{_named(key)} {_read_as(key, code)}"
            for key, code in self.headings.items()
            if before.headings.get(key) != code
        ]
        units = [
            f"{_named(key)} är i {ANSWERS[unit]}" for key, unit in self.units.items() if before.units.get(key) != unit
        ]
        far_off = [f"talen i {_named(key)} stämmer" for key in self.far_off if key not in before.far_off]
        taken_back = [f"talen i {_named(key)} stämmer inte" for key in before.far_off if key not in self.far_off]
        return [*headings, *units, *far_off, *taken_back, *self._ticked(before)]

    def _ticked(self, before: Choices) -> list[str]:
        told = []
        if self.confirmed_year != before.confirmed_year:
            told.append(f"uppgifterna är {'' if self.confirmed_year else 'inte '}för enkätens år")
        if self.read_hidden != before.read_hidden:
            told.append(f"det dolda läses{'' if self.read_hidden else ' inte'}")
        return told

    def as_mapping(self) -> dict[str, Any]:
        return {
            "headings": dict(self.headings),
            "units": dict(self.units),
            "far_off": list(self.far_off),
            "confirmed_year": self.confirmed_year,
            "read_hidden": self.read_hidden,
        }


def _named(key: str) -> str:
    """A key of what is said, in words: Svar, kolumn C (kommunernas rader)."""
    if key.startswith(TABLE):
        return key.removeprefix(TABLE)
    table, bar, place = key.partition("|")
    if not bar:
        return f"rubriken {key}"
    if table == WHOLE_TABLE:
        return "alla kolumner" if place == WHOLE_TABLE else f"rubriken {place}"
    column, _, rows = place.partition("|")
    where = f"{table}, kolumn {column}" if len(column) <= LONGEST_LETTERS else f"{table}, rubriken {column}"
    return f"{where} ({ROWS[rows]})" if rows else where


def _read_as(key: str, code: str) -> str:
    if key.startswith(TABLE):
        return "läses" if code else "läses inte"
    return f"läses som {code}" if code else "läses inte"
