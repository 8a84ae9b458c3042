"""Which municipality, district or group a row of a result file is about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indicators.importing.headings import heading_key
from municipalities.models import Group, GroupMember, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.units import Units, read_units
from surveys.files.workbooks import Cell, text_of

_NATION_NAMES = ["Riket", "Hela riket", "Hela landet", "Sverige"]
_NETWORK_NAMES = ["Nordväst", "FoU-Nordväst", "Nordvästkommunerna", "Kommunerna i Nordväst"]
_OF_A_GROUP = re.compile(  # "Snitt i Nordväst", "Nordväst (snitt)", "Riket, andel eller medel": the group is between
    r"^(?:(?:snittet|snitt|medelvärdet|medelvärde|medeltal|medel|genomsnittet|genomsnitt|andel(?: ja)?|totalt|total)"
    r"(?:\s+(?:i|för|av|inom)\b)?[\s:,–-]+)?(?P<name>.+?)"
    r"(?:[\s,:–-]+\(?(?:snitt|medelvärde|medel|genomsnitt|totalt|total|andel eller medel|andel(?: ja)?)\)?)?$",
    re.IGNORECASE,
)
MEAN, COUNTY, ALL = "mean", "county", "all"
_OF_WHAT = {  # rows whose group only the table's own municipalities can tell
    **dict.fromkeys(("snitt", "snittet", "medel", "medelvärde", "genomsnitt"), MEAN),
    **dict.fromkeys(("länet", "snittilänet", "länetsnitt", "medelilänet", "genomsnittilänet", "helalänet"), COUNTY),
    **dict.fromkeys(("totalt", "total", "samtliga", "alla", "allakommuner", "samtligakommuner"), ALL),
}


@dataclass
class RowNames:
    """Names of units and groups as files write them; keys as of headings."""

    units: Units
    unit_names: dict[str, Municipality] = field(default_factory=dict)
    group_names: dict[str, Group] = field(default_factory=dict)
    cities: dict[int, Group] = field(default_factory=dict)  # municipality id of a city: its group
    members: dict[int, frozenset[int]] = field(default_factory=dict)  # of networks and counties, that year
    county_of_code: dict[str, Group] = field(default_factory=dict)
    read: dict[str, Municipality | Group | None] = field(default_factory=dict)  # by name as written

    def disagreement(self, code: Cell, name: str, district: str = "") -> Unacceptable | None:
        """Where the code is of one unit and the name of another; a name nobody knows is no other's."""
        written = text_of(code)
        by_name = (district and self.find_name(f"{name} {district}")) or self.find_name(name)
        if not written.isdecimal() or not by_name:
            return None
        told = self._unit_of_code(code) or self.county_of_code.get(written.zfill(2))
        if told is None and isinstance(by_name, Group) and not written.strip("09"):  # 00 and 9999 stand for the nation
            return None
        if told is not None and by_name in self._all_called(told):
            return None
        means = f"koden är {_name(told)}" if told else "koden är ingen kommuns det året"
        return Unacceptable(f"{means}, men namnet är {_name(by_name)}.", "Rätta koden eller namnet.")

    def _all_called(self, told: Municipality | Group) -> list[Municipality | Group | None]:
        """What a name beside the code may be: a city's code may stand beside its districts, and the other way round."""
        if isinstance(told, Group):
            return [told]
        districts = [one for one in self.units.by_code.values() if one.parent_id == told.pk]
        return [told, self.cities.get(told.pk), self.cities.get(told.parent_id or 0), *districts]

    def find(self, code: Cell, name: str, district: str = "") -> Municipality | Group | None:
        """The unit or group; the code decides where it is known. None where neither tells."""
        unit = self._unit_of_code(code)
        if unit is not None and unit.pk not in self.units.cities:
            return unit
        if district and (found := self.find_name(f"{name} {district}") or self.find_name(district)):
            return found
        by_name = self.find_name(name)
        if unit is None or (isinstance(by_name, Municipality) and by_name.parent_id == unit.pk):
            return by_name
        return self.cities.get(unit.pk)

    def _unit_of_code(self, code: Cell) -> Municipality | None:
        """A city too, although it answers through its districts."""
        if found := self.units.by_code.get(text_of(code)):
            return found
        try:
            return self.units.of_code(code)[0] if text_of(code) else None
        except Unacceptable:
            return None

    def find_name(self, name: str) -> Municipality | Group | None:
        if name not in self.read:
            self.read[name] = self._find_name(name)
        return self.read[name]

    def _find_name(self, name: str) -> Municipality | Group | None:
        key = heading_key(name)
        if group := self.group_names.get(key):
            return group
        if unit := self.unit_names.get(key):
            return self.cities.get(unit.pk, unit)
        part = _OF_A_GROUP.fullmatch(name.strip())
        if part is None or part["name"] == name.strip():
            return None
        of_group = self._find_name(part["name"])
        return of_group if isinstance(of_group, Group) else None

    def depends_on_the_table(self, name: str) -> str:
        """MEAN, COUNTY or ALL where only the municipalities of the table tell which group is meant; else empty."""
        return _OF_WHAT.get(heading_key(name), "")

    def group_of_table(self, name: str, units: list[Municipality]) -> Group | None:
        """What "Snitt", "Länet" or "Alla kommuner" is of in a table of these units; None where it cannot be told."""
        means = self.depends_on_the_table(name)
        ids = {unit.pk for unit in units}
        groups = {group.pk: group for group in self.group_names.values()}
        around = [groups[pk] for pk, members in self.members.items() if ids and ids <= members]
        wanted = {MEAN: Group.Kind.NETWORK, COUNTY: Group.Kind.COUNTY}
        fitting = [group for group in around if group.kind == wanted.get(means)]
        if means == ALL and ids and not around:
            fitting = [group for group in groups.values() if group.kind == Group.Kind.NATION]
        return fitting[0] if len(fitting) == 1 else None


def read_row_names(year: int) -> RowNames:
    """Four queries. SKR groups are those of the division in force that year."""
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
    _add_members(names, year)
    return names


def _add_members(names: RowNames, year: int) -> None:
    kinds = (Group.Kind.NETWORK, Group.Kind.COUNTY)
    groups = {group.pk: group for group in names.group_names.values() if group.kind in kinds}
    belonging = GroupMember.objects.in_year(year).filter(group__in=groups)
    found: dict[int, set[int]] = {}
    for group, member, code in belonging.values_list("group", "municipality", "municipality__code"):
        found.setdefault(group, set()).add(member)
        if groups[group].kind == Group.Kind.COUNTY:
            names.county_of_code[code[:2]] = groups[group]
    names.members = {group: frozenset(members) for group, members in found.items()}


def _name(subject: Municipality | Group) -> str:
    return subject.full_name if isinstance(subject, Municipality) else subject.name


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
        names += _NETWORK_NAMES if group.slug == "fou-nordvast" else []
    if group.kind in (Group.Kind.SIZE, Group.Kind.SKR):
        first, _, second = group.name.partition(": ")
        names += [first, second] if group.kind == Group.Kind.SIZE else [second, f"{first.split()[-1]} {second}"]
    return names
