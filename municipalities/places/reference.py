"""Reference facts: municipalities, districts, population, size and SKR groups, and the groups made of them.

Sources: SCB (population, codes), SKR (kommungruppsindelning 2017 and 2023), Socialstyrelsen's guide 2017, Tabell 1
(size groups). The codes of the city districts are constructed here; no official list of them is known. Years are those
in which a place is there on 1 January. What the administrator has changed by hand is left as it stands.
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
from municipalities.models import Group, GroupMember, Municipality, MunicipalityYear
from municipalities.places.similar import SIZE_WORDS
from municipalities.places.spans import Span, itself

DATA = Path(__file__).resolve().parent.parent / "data"
NETWORK = (
    "fou-nordvast",
    "FoU Nordväst",
    ("0125", "0123", "0191", "0163", "0184", "0183", "0139", "0114"),
    "FoU Nordväst, rapport om öppna jämförelser 2015",
)
SCB = "SCB, kommuner och län"
GUIDE = "Socialstyrelsen, guide 2017, Tabell 1"
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
    members: tuple[Span, ...]
    source: str = ""


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
        years = {"from_year": _year(row["fran_ar"]), "to_year": _year(row["till_ar"]), "source": row["kalla"]}
        changed += _store_place(known, row["kod"], {"name": row["namn"], "parent_id": city.pk, **county, **years})
    for row in districts:
        before = [known[code].pk for code in row["foregangare"].split()]
        if before and not known[row["kod"]].by_hand:
            known[row["kod"]].predecessors.set(before)
    return changed


def _year(text: str) -> int | None:
    return int(text) if text else None


def _store_place(known: dict[str, Municipality], code: str, facts: Mapping[str, object]) -> int:
    place = known.setdefault(code, Municipality(code=code))
    if place.by_hand or (place.pk and all(getattr(place, name) == value for name, value in facts.items())):
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


def units_of_rows(rows: list[dict[str, str]], districts: list[dict[str, str]]) -> dict[str, tuple[Span, ...]]:
    """Code of a municipality -> the units that answer for it: its districts in their years, itself in all others."""
    parts: dict[str, list[Span]] = defaultdict(list)
    for row in districts:
        parts[row["kommun_kod"]].append(Span(row["kod"], _year(row["fran_ar"]), _year(row["till_ar"])))
    return {row["kod"]: (*parts.get(row["kod"], ()), *itself(row["kod"], parts.get(row["kod"], []))) for row in rows}


def planned_groups(rows: list[dict[str, str]], districts: list[dict[str, str]]) -> list[GroupPlan]:
    """The network, the three cities, the counties, the nation, size groups and SKR groups, in the order shown."""
    units_of = units_of_rows(rows, districts)
    cities = {row["kommun_kod"] for row in districts}

    def units(chosen: list[dict[str, str]]) -> tuple[Span, ...]:
        return tuple(unit for row in chosen for unit in units_of[row["kod"]])

    network = tuple(Span(code) for code in NETWORK[2])
    plans = [GroupPlan(NETWORK[0], NETWORK[1], Group.Kind.NETWORK, 0, network, NETWORK[3])]
    plans += [
        GroupPlan(slugify(row["namn"]), row["namn"], Group.Kind.CITY, 10, units([row]), SCB)
        for row in rows
        if row["kod"] in cities
    ]
    plans += _divided(rows, "lan_namn", units, Group.Kind.COUNTY, 20, "{key}", "{name}", {}, SCB)
    plans.append(GroupPlan("riket", "Riket", Group.Kind.NATION, 30, units(rows), SCB))
    sizes = {str(number): words for number, words in SIZE_WORDS.items()}
    size_name = "Storleksgrupp {key}: {name}"
    plans += _divided(
        rows, "storleksgrupp_2017", units, Group.Kind.SIZE, 40, "storlek-2017-{key}", size_name, sizes, GUIDE
    )
    for year in (2017, 2023):
        field, slug, name = f"skr_grupp_{year}", f"skr-{year}-{{key}}", f"SKR {year} {{key}}: {{name}}"
        source = f"SKR, kommungruppsindelning {year}"
        plans += _divided(rows, field, units, Group.Kind.SKR, 50, slug, name, SKR_NAMES, source)
    return plans


def _divided(
    rows: list[dict[str, str]],
    field: str,
    units: Callable[[list[dict[str, str]]], tuple[Span, ...]],
    kind: str,
    order: int,
    slug: str,
    name: str,
    names: Mapping[str, str],
    source: str,
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
            source,
        )
        for value in sorted(by_value)
    ]


def _load_groups(plans: list[GroupPlan]) -> int:
    """Groups made or changed."""
    ids = dict(Municipality.objects.values_list("code", "pk"))
    known = {group.slug: group for group in Group.objects.prefetch_related("member_years")}
    changed = 0
    for plan in plans:
        group = known.get(plan.slug) or Group(slug=plan.slug)
        facts = {"name": plan.name, "kind": plan.kind, "order": plan.order}
        same = group.pk and all(getattr(group, field) == value for field, value in facts.items())
        if not same:
            for field, value in facts.items():
                setattr(group, field, value)
            group.save()
        changed += _load_members(group, plan, ids) or not same
    return changed


def _load_members(group: Group, plan: GroupPlan, ids: Mapping[str, int]) -> bool:
    """Whether anything differed. Who has a row written by hand in the group is left alone, and so is who has been put
    there but stands in no source."""
    held = list(group.member_years.all())
    by_hand = {one.municipality_id for one in held if one.by_hand}
    wanted = {(ids[one.code], one.from_year, one.to_year, plan.source) for one in plan.members}
    wanted = {one for one in wanted if one[0] not in by_hand}
    planned = {one[0] for one in wanted}
    stored = {
        (one.municipality_id, one.from_year, one.to_year, one.source): one.pk
        for one in held
        if not one.by_hand and (one.source or one.municipality_id in planned)
    }
    gone, new = stored.keys() - wanted, wanted - stored.keys()
    GroupMember.objects.filter(pk__in=[stored[one] for one in gone]).delete()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, municipality_id=unit, from_year=since, to_year=until, source=source)
        for unit, since, until, source in sorted(new, key=lambda one: (one[0], one[1] or 0))
    )
    return bool(gone or new)
