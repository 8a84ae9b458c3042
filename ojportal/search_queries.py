"""What a search on the front page finds: groups, municipalities and indicators, a few of each until all are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse

from indicators.comparing.queries import municipalities_matching
from indicators.comparing.service_areas import AreaYears
from indicators.computing.definitions import definitions_of
from indicators.rules.spec import IndicatorDefinition
from municipalities.characters import folded
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
    """By kind, those without a hit left out. `all_of` names the kind shown whole. Two queries."""
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
    found = [one for one in groups_seen_by(person) if folded(text) in folded(one.name)]
    return [Hit(one.name, one.get_kind_display(), f"{address}?grupp={one.slug}") for one in found]


def _places(text: str) -> list[Hit]:
    return [
        Hit(one.full_name, f"{one.county_name}, {one.code}", reverse("municipality", args=[one.code]))
        for one in municipalities_matching(text)
    ]


def _indicators(text: str, areas: Sequence[AreaYears]) -> list[Hit]:
    """Each with its area, since a code or a name may stand for something else in another, as it is called in the
    newest year and in the order of it. Found by any name it has or has had."""
    return [
        Hit(one.full_name, area.area.name, reverse("indicator", args=[area.area.slug, code]))
        for area in areas
        for code, (one, names) in _named(area).items()
        if folded(text) in folded(" ".join(names))
    ]


def _named(area: AreaYears) -> dict[str, tuple[IndicatorDefinition, list[str]]]:
    """Code -> the definition of the newest year, and all that the indicator is called."""
    found: dict[str, tuple[IndicatorDefinition, list[str]]] = {}
    for known in filter(None, map(definitions_of, area.surveys)):
        for code, one in known.indicators.items():
            _, names = found.setdefault(code, (one, [code]))
            names += [one.full_name, one.name, one.short_name, *one.also_called]
    return found
