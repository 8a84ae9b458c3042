"""What a national fact sheet is built from, read once by `queries`. Frozen; no Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.comparing.comparisons import Link
from indicators.prose.phrases import Predicate
from workflow.documents.results.facts import Issue

COMPUTED = "öjportal"  # who says what is counted here


@dataclass(frozen=True)
class NationalFigure:
    """Percent, or the indicator's own unit; None with why in `withheld`. `others`: what other publishers print
    instead, as publisher and figure. `is_national`: printed for the whole nation, or counted here, not quoted in a
    network's report."""

    figure: Fraction | None
    text: str
    publisher: str
    others: tuple[tuple[str, str], ...] = ()
    withheld: str = ""
    is_national: bool = True


@dataclass(frozen=True)
class NationalIndicator:
    """`link`: how far the sheet's year may be compared with the one before among its years."""

    code: str
    name: str
    predicate: Predicate
    quality_area: str
    is_share: bool
    figures: Mapping[int, NationalFigure]
    link: Link

    def points(self, before: int | None, year: int) -> Fraction | None:
        """The change, where both years are of one publisher and may be compared."""
        now, then = self.figures.get(year), self.figures.get(before or 0)
        if now is None or then is None or now.figure is None or then.figure is None or not self.link.holds:
            return None
        return now.figure - then.figure if now.publisher == then.publisher else None


@dataclass(frozen=True)
class NationalFacts:
    area: str  # the service area's name
    year: int
    years: tuple[int, ...]  # that have any figure, oldest first, the sheet's own last
    publisher: str  # of the sheet
    issue: Issue
    quality_areas: Mapping[str, str]
    indicators: tuple[NationalIndicator, ...]
    answered: Mapping[int, tuple[int, int]]  # how many of how many, where they answered here
    sources: tuple[str, ...]
    rates: Mapping[
        int, tuple[Decimal, Decimal]
    ]  # lowest and highest of the year's indicators, as its guide prints them
    is_example: bool = False

    @property
    def before(self) -> int | None:
        """The year that changes are counted from."""
        return self.years[-2] if len(self.years) > 1 else None

    def inside(self, quality_area: str) -> Iterator[NationalIndicator]:
        return (one for one in self.indicators if one.quality_area == quality_area)
