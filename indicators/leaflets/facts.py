"""What a municipality's leaflet is built from. Frozen; no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from documents.pictures.profiles import Profile
from indicators.rules.outcomes import BASE, NO, PARTLY, YES


@dataclass(frozen=True)
class Line:
    """One indicator of the municipality. `text` is its result in words or its number, `before` that of the year
    compared with where it has moved. `beside`: the figures of the groups, in their order. `share`: of the first of
    them, percent."""

    name: str
    quality_area: str
    value: str  # empty where it is a number
    text: str
    beside: tuple[str, ...]
    share: Fraction | None = None
    before: str = ""
    moved: int = 0


@dataclass(frozen=True)
class LeafletFacts:
    municipality: str
    area: str
    year: int
    compared: int | None  # the year before, where it is known
    groups: tuple[str, ...]  # whose figures stand beside, the nearest first
    quality_areas: Mapping[str, str]
    lines: tuple[Line, ...]  # of which anything is known, in the catalogue's order
    profile: Profile | None
    source: str
    considered: tuple[str, ...]  # what is to be considered when its results are read
    day: date
    address: str  # of the page it is made of
    is_example: bool = False
    is_unpublished: bool = False

    def having(self, *values: str) -> list[Line]:
        return [one for one in self.lines if one.value in values]

    @property
    def green(self) -> list[Line]:
        return self.having(YES)

    @property
    def to_develop(self) -> list[Line]:
        """What most of the others have comes first."""
        return sorted(self.having(NO, PARTLY), key=lambda one: -(one.share if one.share is not None else Fraction(-1)))

    @property
    def others(self) -> list[Line]:
        """Those outside the base: ej aktuellt, kan inte svara, bortfall."""
        return [one for one in self.lines if one.value and one.value not in BASE]

    @property
    def numbers(self) -> list[Line]:
        return [one for one in self.lines if not one.value]

    @property
    def changed(self) -> list[Line]:
        """For the better first."""
        return sorted((one for one in self.lines if one.moved), key=lambda one: -one.moved)
