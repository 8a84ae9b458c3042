"""Municipalities like one, in a survey year: by which keys, and who."""

from __future__ import annotations

from dataclasses import dataclass

from municipalities.models import Municipality
from municipalities.places.queries import known_keys, municipalities_named
from municipalities.places.similar import Likeness, find_similar


@dataclass(frozen=True)
class SimilarUnits:
    year: int
    likeness: Likeness
    population: tuple[int, int] | None  # the latest known by the year, and of which 31 December
    alike: list[Municipality]
    perhaps: list[Municipality]  # alike in what is known of them
    is_district: bool


def read_similar(municipality: Municipality, year: int) -> SimilarUnits:
    """By the keys of the survey year. Three queries."""
    known = known_keys(municipality, year)
    likeness = find_similar(municipality.pk, known, year)
    counted = {at: facts.population for at, facts in known[municipality.pk].items()}
    latest = max((at for at, number in counted.items() if number), default=None)
    population = (counted[latest] or 0, latest) if latest else None
    named = municipalities_named([*likeness.alike, *likeness.perhaps])
    alike = [one for one in named if one.pk in likeness.alike]
    perhaps = [one for one in named if one.pk in likeness.perhaps]
    return SimilarUnits(year, likeness, population, alike, perhaps, municipality.parent_id is not None)
