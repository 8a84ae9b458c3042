"""Which municipality, district or group a row of a result file is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.importing.headings import heading_key
from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.units import Units, read_units
from surveys.files.workbooks import Cell, text_of

_NATION_NAMES = ("Riket", "Hela riket", "Hela landet", "Samtliga kommuner")
_NETWORK_NAMES = ("Snitt", "Snitt i Nordväst", "Snitt Nordväst", "Nordväst", "FoU-Nordväst")


@dataclass
class RowNames:
    """Names of units and groups as files write them; keys as of headings."""

    units: Units
    unit_names: dict[str, Municipality] = field(default_factory=dict)
    group_names: dict[str, Group] = field(default_factory=dict)
    cities: dict[int, Group] = field(default_factory=dict)  # municipality id of a city: its group

    def find(self, code: Cell, name: str, district: str = "") -> Municipality | Group | None:
        """The unit or group; the code decides where it is known. None where neither tells."""
        unit = self._unit_of_code(code)
        if unit is not None and unit.pk not in self.units.cities:
            return unit
        if district and (found := self.find_name(f"{name} {district}") or self.find_name(district)):
            return found
        return self.cities.get(unit.pk) if unit is not None else self.find_name(name)

    def _unit_of_code(self, code: Cell) -> Municipality | None:
        """A city too, although it answers through its districts."""
        if found := self.units.by_code.get(text_of(code)):
            return found
        try:
            return self.units.of_code(code)[0] if text_of(code) else None
        except Unacceptable:
            return None

    def find_name(self, name: str) -> Municipality | Group | None:
        key = heading_key(name)
        if group := self.group_names.get(key):
            return group
        unit = self.unit_names.get(key)
        return self.cities.get(unit.pk, unit) if unit else None


def read_row_names(year: int) -> RowNames:
    """Two queries. SKR groups are those of the division in force that year."""
    names = RowNames(read_units(year))
    for unit in names.units.by_code.values():
        for written in (*_written_names(unit.in_year(year)), *_written_names(unit)):
            names.unit_names.setdefault(heading_key(written), unit)
    _add_lone_district_names(names)
    division = "skr-2023-" if year >= 2023 else "skr-2017-"
    themselves = {one.name for one in names.units.by_code.values() if one.pk not in names.units.cities}
    for group in Group.objects.standing():
        if group.kind == Group.Kind.SKR and not group.slug.startswith(division):
            continue
        if group.kind == Group.Kind.CITY and group.name in themselves:  # a city that has no districts that year
            continue
        for written in _group_names(group):
            names.group_names.setdefault(heading_key(written), group)
    by_slug = {group.name: group for group in names.group_names.values() if group.kind == Group.Kind.CITY}
    for unit in names.units.by_code.values():
        if unit.pk in names.units.cities and unit.name in by_slug:
            names.cities[unit.pk] = by_slug[unit.name]
    return names


def _written_names(unit: Municipality) -> Iterable[str]:
    if unit.parent:
        return (f"{unit.parent.name} {unit.name}", unit.full_name)
    stem = unit.name if unit.name.endswith("s") else f"{unit.name}s"
    return [unit.name, *(f"{name} {kind}" for name in (unit.name, stem) for kind in ("kommun", "stad"))]


def _add_lone_district_names(names: RowNames) -> None:
    """A district may stand without its city where no other unit has its name."""
    districts: dict[str, list[Municipality]] = {}
    for unit in names.units.by_code.values():
        if unit.parent:
            districts.setdefault(heading_key(unit.name), []).append(unit)
    for key, found in districts.items():
        if len(found) == 1:
            names.unit_names.setdefault(key, found[0])


def _group_names(group: Group) -> Iterable[str]:
    names = [group.name, group.slug]
    if group.kind == Group.Kind.NATION:
        names += _NATION_NAMES
    if group.kind == Group.Kind.NETWORK:
        names += _NETWORK_NAMES if group.slug == "fou-nordvast" else [f"Snitt {group.name}"]
    if group.kind in (Group.Kind.SIZE, Group.Kind.SKR):
        first, _, second = group.name.partition(": ")
        names += [first, second] if group.kind == Group.Kind.SIZE else [second, f"{first.split()[-1]} {second}"]
    return names
