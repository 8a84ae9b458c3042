"""What the document of a follow-up is built from, read once by `queries`. Frozen; no Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from municipalities.swedish import day_in_words

Told: TypeAlias = Mapping[str, Any]  # a part of the content


@dataclass(frozen=True)
class FollowUpFacts:
    """`content`: as workflow/follow_up/documents.py builds it, in the closing document once that is fixed; nothing in
    it is counted again. `units`: how many municipalities take part; they are the last rows of its tables, whatever
    they are called. `sha256`: of the closing document, empty until there is one."""

    content: Told
    units: int
    on: date  # when it was closed, else the day it is read
    sha256: str = ""

    @property
    def is_closed(self) -> bool:
        return bool(self.sha256)

    def parted(self, rows: Sequence[Told]) -> tuple[Sequence[Told], Sequence[Told]]:
        """The rows of the network and those around it, and those of the municipalities."""
        at = max(len(rows) - self.units, 0)
        return rows[:at], rows[at:]

    @property
    def data(self) -> str:
        """Which figures it tells of."""
        return f"{'frysta' if self.is_closed else 'lästa'} {day_in_words(self.on)}"

    @property
    def hides_figures(self) -> bool:
        return bool(self.content.get("hides_figures"))
