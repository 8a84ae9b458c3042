"""Reads for the pages of own groups."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Count, Q, QuerySet

from municipalities.characters import folded
from municipalities.models import Group, GroupMember, Municipality
from surveys.models import Survey


def units_to_choose(this_year: int) -> list[Municipality]:
    """Answering units of today and of any survey year, by county, and in it by name. Two queries."""
    years = {this_year, *Survey.objects.values_list("year", flat=True)}
    there = Q()
    for year in years:
        there |= Q(pk__in=Municipality.objects.units(year).values("pk"))
    found = Municipality.objects.filter(there).select_related("parent")
    return sorted(found, key=lambda one: (one.county_code, one.parent.name if one.parent else one.name, one.name))


def matching(units: Iterable[Municipality], text: str) -> list[Municipality]:
    """Those whose name, city, county or code holds the text; all where there is none."""
    wanted = folded(text)
    return [one for one in units if wanted in folded(f"{one.full_name} {one.county_name} {one.code}")]


def by_county(units: Iterable[Municipality]) -> list[tuple[str, list[Municipality]]]:
    return [(name, list(found)) for name, found in groupby(units, key=lambda one: one.county_name)]


def own_groups_of(person_id: int) -> list[Group]:
    """With `count`, the number of municipalities."""
    found = Group.objects.filter(owner=person_id).select_related("shared_with")
    return list(found.annotate(count=Count("members", distinct=True)))


def shared_with(networks: QuerySet[Group], person_id: int) -> list[Group]:
    """What others have shared with any of the networks, each with `count`."""
    found = Group.objects.filter(shared_with__in=networks).exclude(owner=person_id).select_related("shared_with")
    return list(found.annotate(count=Count("members", distinct=True)))


def members_of(group: Group) -> list[GroupMember]:
    """With their municipalities, in order of name."""
    found = group.member_years.select_related("municipality__parent")
    return sorted(found, key=lambda one: one.municipality.full_name)


def codes_in(group: Group, year: int) -> set[str]:
    """Of those who belong to the group in the year."""
    return set(group.members_in(year).values_list("code", flat=True))
