"""What has become of a municipality over the years, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from municipalities.models import Municipality
from municipalities.swedish import listed


@dataclass(frozen=True)
class Kin:
    """One sentence of what a municipality was formed of or went into: "Bildades 2020 av", and them as called then."""

    told: str
    places: list[Municipality]


def kin_of(place: Municipality) -> list[Kin]:
    """Whatever the year, oldest first. Two queries at most."""
    found: dict[int, Kin] = {}
    if place.from_year:
        before = formed_of(place)
        found[place.from_year] = Kin(f"Bildades {place.from_year}{' av' if before else ''}", before)
    after = went_into(place)
    for year in sorted(after):
        words = "Ingår" if place.to_year and year == place.to_year + 1 else "En del ingår"
        found[year] = Kin(f"{words} sedan {year} i", after[year])
    if place.to_year:
        found.setdefault(place.to_year + 1, Kin(f"Upphörde efter {place.to_year}", []))
    return [found[year] for year in sorted(found)]


def formed_of(place: Municipality) -> list[Municipality]:
    """As they were called the year before. One query."""
    return [one.in_year(place.from_year - 1) if place.from_year else one for one in place.predecessors.all()]


def went_into(place: Municipality) -> dict[int, list[Municipality]]:
    """Year -> those formed of it or of a part of it that year, as they were called then. One query."""
    found: dict[int, list[Municipality]] = {}
    for one in place.successors.all():
        if one.from_year:
            found.setdefault(one.from_year, []).append(one.in_year(one.from_year))
    return found


def changes_of(place: Municipality, first: int, last: int) -> list[str]:
    """What changed from the first year to the last, which both are shown; reads predecessors and successors where it
    was formed or ended between them."""
    then = place.in_year(last)
    told = [
        f"{then.name} hette {one['name']} till och med {one['to_year']}."
        for one in place.earlier
        if first <= one["to_year"] < last and one["name"] != then.name
    ]
    told += [
        f"{then.name} låg i {one['county_name']} till och med {one['to_year']}."
        for one in place.earlier
        if first <= one["to_year"] < last and one["county_name"] != then.county_name
    ]
    if place.from_year and first < place.from_year <= last:
        told.append(f"{then.full_name} bildades {place.from_year}{_of(formed_of(place), ' av ')}.")
    if place.to_year and first <= place.to_year < last:
        after = went_into(place).get(place.to_year + 1, [])
        told.append(f"{then.full_name} upphörde efter {place.to_year}{_of(after, ' och ingår i ')}.")
    return told


def _of(places: Iterable[Municipality], before: str) -> str:
    names = [one.name for one in places]
    return f"{before}{listed(names)}" if names else ""
