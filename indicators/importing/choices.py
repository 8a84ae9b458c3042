"""What a person has said of a file that does not say it itself, as ImportRun.mapping keeps it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choices:
    """`headings` is heading key: indicator code, empty for a column that is not read. `units` is as of
    shares.units_key: percent or fraction. `far_off` are the keys of columns whose unlikely figures are so."""

    headings: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    far_off: tuple[str, ...] = ()

    @classmethod
    def of(cls, mapping: Mapping[str, Any]) -> Choices:
        """What an earlier version kept lacks some."""
        return cls(mapping.get("headings", {}), mapping.get("units", {}), tuple(mapping.get("far_off", ())))

    def as_mapping(self) -> dict[str, Any]:
        return {"headings": dict(self.headings), "units": dict(self.units), "far_off": list(self.far_off)}
