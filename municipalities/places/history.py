"""What has become of a municipality over the years, in words."""

from __future__ import annotations

from collections.abc import Iterable

from municipalities.models import Municipality
from municipalities.swedish import listed


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
        told.append(f"{then.full_name} bildades {place.from_year}{_of(place.predecessors.all(), ' av ')}.")
    if place.to_year and first <= place.to_year < last:
        after = [one for one in place.successors.all() if one.from_year == place.to_year + 1]
        told.append(f"{then.full_name} upphörde efter {place.to_year}{_of(after, ' och ingår i ')}.")
    return told


def _of(places: Iterable[Municipality], before: str) -> str:
    names = [one.name for one in places]
    return f"{before}{listed(names)}" if names else ""
