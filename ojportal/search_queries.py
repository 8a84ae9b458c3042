"""What a search on the front page finds: groups, municipalities and indicators, a few of each until all are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse

from indicators.comparing.queries import municipalities_matching
from indicators.comparing.service_areas import AreaYears
from indicators.models import Indicator
from municipalities.permissions import Person, groups_seen_by

FIRST = 10  # of each kind


class Hit(NamedTuple):
    name: str
    told: str  # what it is, and where
    url: str


class Hits(NamedTuple):
    """Those of one kind: `shown` are the first few, or all where they were asked for."""

    kind: str  # also its name in the address
    heading: str
    total: int
    shown: list[Hit]

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def find_hits(text: str, areas: Sequence[AreaYears], person: Person, all_of: str = "") -> list[Hits]:
    """By kind, those without a hit left out. `all_of` names the kind shown whole. Three queries."""
    found = (
        ("grupper", "Grupper", _groups(text, areas, person)),
        ("kommuner", "Kommuner och stadsdelar", _places(text)),
        ("indikatorer", "Indikatorer", _indicators(text, areas)),
    )
    return [
        Hits(kind, heading, len(hits), hits if kind == all_of else hits[:FIRST])
        for kind, heading, hits in found
        if hits
    ]


def _groups(text: str, areas: Sequence[AreaYears], person: Person) -> list[Hit]:
    """To the comparison where there is one area, else to the choice of area with the group kept."""
    if not areas:
        return []
    address = reverse("comparison-list")
    if len(areas) == 1:
        address = reverse("comparison", args=[areas[0].area.slug, areas[0].surveys[0].year])
    found = [one for one in groups_seen_by(person) if text.casefold() in one.name.casefold()]
    return [Hit(one.name, one.get_kind_display(), f"{address}?grupp={one.slug}") for one in found]


def _places(text: str) -> list[Hit]:
    return [
        Hit(one.full_name, f"{one.county_name}, {one.code}", reverse("municipality", args=[one.code]))
        for one in municipalities_matching(text)
    ]


def _indicators(text: str, areas: Sequence[AreaYears]) -> list[Hit]:
    """Each with its area, since a code or a name may stand for something else in another."""
    wanted = Q(name__icontains=text) | Q(code__icontains=text)
    found = Indicator.objects.filter(wanted, area__in=[one.area for one in areas]).select_related("area")
    return [Hit(one.name, one.area.name, reverse("indicator", args=[one.area.slug, one.code])) for one in found]
