"""Reads of municipalities and their sorting keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from municipalities.characters import folded
from municipalities.models import Group, Municipality, MunicipalityYear
from municipalities.places.history import changes_of
from municipalities.places.similar import Facts, Likeness, find_similar, has_key


def known_keys(municipality: Municipality, year: int) -> dict[int, dict[int, Facts]]:
    """Municipality id -> year -> what is stored of it up to the year, for all of that year that it may be held against:
    a district against districts, which have the keys of their city (guide 2017, Tabell 1: "inklusive stadsdelar"), a
    municipality against municipalities. Two queries."""
    is_district = municipality.parent_id is not None
    stored: dict[int, dict[int, Facts]] = defaultdict(dict)
    fields = ("municipality_id", "year", "population", "size_group", "skr_group", "socioeconomic_key")
    for pk, at, *facts in MunicipalityYear.objects.filter(year__lte=year).values_list(*fields):
        stored[pk][at] = Facts(*facts)
    there = Q(pk__in=Municipality.objects.existing(year)) | Q(pk=municipality.pk)
    places = Municipality.objects.filter(there, parent__isnull=not is_district).values_list("pk", "parent_id")
    return {pk: _laid_over(stored.get(pk, {}), stored.get(parent or pk, {})) for pk, parent in places}


def keys_of_units(units: Iterable[int], year: int) -> dict[int, dict[int, Facts]]:
    """Municipality id -> year -> what is stored of it up to the year; a district has its city's where it has none of
    its own. Two queries."""
    parents = dict(Municipality.objects.filter(pk__in=list(units)).values_list("pk", "parent_id"))
    stored: dict[int, dict[int, Facts]] = defaultdict(dict)
    wanted = {*parents, *filter(None, parents.values())}
    fields = ("municipality_id", "year", "population", "size_group", "skr_group", "socioeconomic_key")
    for pk, at, *facts in MunicipalityYear.objects.filter(municipality__in=wanted, year__lte=year).values_list(*fields):
        stored[pk][at] = Facts(*facts)
    return {pk: _laid_over(stored.get(pk, {}), stored.get(parent or pk, {})) for pk, parent in parents.items()}


def _laid_over(own: Mapping[int, Facts], of_city: Mapping[int, Facts]) -> dict[int, Facts]:
    """Its own facts where it has any, else its city's."""
    return {year: own.get(year, Facts()).or_else(of_city.get(year, Facts())) for year in own.keys() | of_city.keys()}


def _named(ids: Iterable[int], year: int) -> list[Municipality]:
    """As they were called that year, with their cities, in order of name. One query."""
    found = Municipality.objects.filter(pk__in=list(ids)).select_related("parent")
    return sorted((one.in_year(year) for one in found), key=lambda one: one.full_name)


@dataclass(frozen=True)
class SimilarUnits:
    year: int
    likeness: Likeness
    population: tuple[int, int] | None  # the latest known by the year, and of which 31 December
    alike: list[Municipality]
    perhaps: list[Municipality]  # alike in what is known of them
    is_district: bool
    known_for: dict[str, int]  # by the name of a key used: how many have it
    total: int  # that there are to be alike, itself among them


def read_similar(municipality: Municipality, year: int) -> SimilarUnits:
    """By the keys of the survey year. Three queries."""
    known = known_keys(municipality, year)
    likeness = find_similar(municipality.pk, known, year)
    counted = {at: facts.population for at, facts in known[municipality.pk].items()}
    latest = max((at for at, number in counted.items() if number), default=None)
    population = (counted[latest] or 0, latest) if latest else None
    named = _named([*likeness.alike, *likeness.perhaps], year)
    known_for = {key.name: sum(has_key(years, key) for years in known.values()) for key in likeness.keys}
    alike = [one for one in named if one.pk in likeness.alike]
    perhaps = [one for one in named if one.pk in likeness.perhaps]
    return SimilarUnits(
        year, likeness, population, alike, perhaps, municipality.parent_id is not None, known_for, len(known)
    )


def once_called(text: str) -> list[int]:
    """Ids of those that had a name with the text in earlier years. One query."""
    wanted = folded(text)
    renamed = Municipality.objects.exclude(earlier=[]).values_list("pk", "earlier")
    return [pk for pk, earlier in renamed if any(wanted in folded(one["name"]) for one in earlier)]


def changes_in(group: Group, years: Sequence[int]) -> list[str]:
    """What has become of the group's units between the first of the years and the last, in words. One query, and those
    of history.changes_of for each that was formed or ended."""
    first, last = min(years), max(years)
    changed = ~Q(earlier=[]) | Q(from_year__gt=first, from_year__lte=last) | Q(to_year__gte=first, to_year__lt=last)
    found = Municipality.objects.filter(changed, pk__in=group.member_years.values("municipality"))
    return [text for one in found.select_related("parent") for text in changes_of(one, first, last)]
