"""Reference facts: municipalities, districts, population, size and SKR groups, and the groups made of them.

Sources: SCB (population, codes), SKR (kommungruppsindelning 2017 and 2023), Socialstyrelsen's guide 2017, Tabell 1
(size groups). The codes of the city districts are constructed here; no official list of them is known.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from municipalities.events import write_event
from municipalities.models import Group, Municipality, MunicipalityYear
from municipalities.places.similar import SIZE_WORDS

DATA = Path(__file__).resolve().parent.parent / "data"
NETWORK = ("fou-nordvast", "FoU Nordväst", ("0125", "0123", "0191", "0163", "0184", "0183", "0139", "0114"))
SKR_NAMES = {
    "A1": "Storstäder",
    "A2": "Pendlingskommun nära storstad",
    "B3": "Större stad",
    "B4": "Pendlingskommun nära större stad",
    "B5": "Lågpendlingskommun nära större stad",
    "C6": "Mindre stad/tätort",
    "C7": "Pendlingskommun nära mindre stad/tätort",
    "C8": "Landsbygdskommun",
    "C9": "Landsbygdskommun med besöksnäring",
}


@dataclass(frozen=True)
class GroupPlan:
    slug: str
    name: str
    kind: str
    order: int
    codes: tuple[str, ...]  # of units


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_reference(*, by: str) -> dict[str, int]:
    """Loads all reference facts; safe to run again. Counts of rows made or changed, by kind."""
    rows, districts, population = (read_rows(f"{name}.csv") for name in ("kommuner", "stadsdelar", "folkmangd"))
    changed = {
        "kommuner": _load_places(rows, districts),
        "sorteringsnycklar": _load_years(rows, population),
        "grupper": _load_groups(planned_groups(rows, districts)),
    }
    if any(changed.values()):
        write_event(by=by, action="load_reference", subject="municipalities", **changed)
    return changed


def _load_places(rows: list[dict[str, str]], districts: list[dict[str, str]]) -> int:
    known = {place.code: place for place in Municipality.objects.all()}
    changed = 0
    for row in rows:
        county = {"county_code": row["lan_kod"], "county_name": row["lan_namn"]}
        changed += _store_place(known, row["kod"], {"name": row["namn"], "parent_id": None, **county})
    for row in districts:
        city = known[row["kommun_kod"]]
        county = {"county_code": city.county_code, "county_name": city.county_name}
        changed += _store_place(known, row["kod"], {"name": row["namn"], "parent_id": city.pk, **county})
    return changed


def _store_place(known: dict[str, Municipality], code: str, facts: Mapping[str, object]) -> int:
    place = known.setdefault(code, Municipality(code=code))
    if place.pk and all(getattr(place, name) == value for name, value in facts.items()):
        return 0
    for name, value in facts.items():
        setattr(place, name, value)
    place.save()
    return 1


def _load_years(rows: list[dict[str, str]], population: list[dict[str, str]]) -> int:
    """Population 2013-2019, size and SKR group 2017, SKR group 2023. Other facts of a year are left as they stand."""
    ids = dict(Municipality.objects.values_list("code", "pk"))
    facts: dict[tuple[int, int], dict[str, object]] = defaultdict(dict)
    for row in population:
        for year in range(2013, 2020):
            facts[ids[row["kod"]], year]["population"] = int(row[f"inv_{year}1231"])
    for row in rows:
        facts[ids[row["kod"]], 2017] |= {
            "size_group": int(row["storleksgrupp_2017"]),
            "skr_group": row["skr_grupp_2017"],
        }
        facts[ids[row["kod"]], 2023]["skr_group"] = row["skr_grupp_2023"]
    return store_years(facts)


def store_years(facts: dict[tuple[int, int], dict[str, object]]) -> int:
    """Stores facts by (municipality id, year); what is not named is left as it stands. Counts changed rows."""
    known = {(row.municipality_id, row.year): row for row in MunicipalityYear.objects.all()}
    new, changed = [], []
    for (place, year), values in facts.items():
        row = known.get((place, year))
        if row is None:
            new.append(MunicipalityYear(municipality_id=place, year=year, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    MunicipalityYear.objects.bulk_create(new, batch_size=500)
    fields = ["population", "size_group", "skr_group", "socioeconomic_key", "source"]
    MunicipalityYear.objects.bulk_update(changed, fields, batch_size=200)
    return len(new) + len(changed)


def planned_groups(rows: list[dict[str, str]], districts: list[dict[str, str]]) -> list[GroupPlan]:
    """The network, the three cities, the counties, the nation, size groups and SKR groups, in the order shown."""
    parts: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in districts:
        parts[row["kommun_kod"]] += (row["kod"],)

    def units(chosen: list[dict[str, str]]) -> tuple[str, ...]:
        return tuple(unit for row in chosen for unit in parts.get(row["kod"], (row["kod"],)))

    plans = [GroupPlan(NETWORK[0], NETWORK[1], Group.Kind.NETWORK, 0, NETWORK[2])]
    plans += [
        GroupPlan(slugify(row["namn"]), row["namn"], Group.Kind.CITY, 10, units([row]))
        for row in rows
        if row["kod"] in parts
    ]
    plans += _divided(rows, "lan_namn", units, Group.Kind.COUNTY, 20, "{key}", "{name}", {})
    plans.append(GroupPlan("riket", "Riket", Group.Kind.NATION, 30, units(rows)))
    size_names = {str(number): words for number, words in SIZE_WORDS.items()}
    size_name = "Storleksgrupp {key}: {name}"
    plans += _divided(
        rows, "storleksgrupp_2017", units, Group.Kind.SIZE, 40, "storlek-2017-{key}", size_name, size_names
    )
    for year in (2017, 2023):
        field, slug, name = f"skr_grupp_{year}", f"skr-{year}-{{key}}", f"SKR {year} {{key}}: {{name}}"
        plans += _divided(rows, field, units, Group.Kind.SKR, 50, slug, name, SKR_NAMES)
    return plans


def _divided(
    rows: list[dict[str, str]],
    field: str,
    units: Callable[[list[dict[str, str]]], tuple[str, ...]],
    kind: str,
    order: int,
    slug: str,
    name: str,
    names: Mapping[str, str],
) -> list[GroupPlan]:
    """One group per value of a column."""
    by_value: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_value[row[field]].append(row)
    return [
        GroupPlan(
            slugify(slug.format(key=value)),
            name.format(key=value, name=names.get(value, value)),
            kind,
            order,
            units(by_value[value]),
        )
        for value in sorted(by_value)
    ]


def _load_groups(plans: list[GroupPlan]) -> int:
    ids = dict(Municipality.objects.values_list("code", "pk"))
    known = {group.slug: group for group in Group.objects.prefetch_related("member_years")}
    changed = 0
    for plan in plans:
        group = known.get(plan.slug) or Group(slug=plan.slug)
        wanted = {ids[code] for code in plan.codes}
        facts = {"name": plan.name, "kind": plan.kind, "order": plan.order}
        same = group.pk and all(getattr(group, field) == value for field, value in facts.items())
        if same and {member.municipality_id for member in group.member_years.all()} == wanted:
            continue
        for field, value in facts.items():
            setattr(group, field, value)
        group.save()
        group.members.set(wanted)
        changed += 1
    return changed
