"""Units and groups from the two lists of places, by the rules of Socialstyrelsen's guide; no code of the portal's."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "municipalities" / "data"
SIZES = {
    "1": "1–14 999 invånare",
    "2": "15 000–29 999 invånare",
    "3": "30 000–69 999 invånare",
    "4": "70 000–199 999 invånare",
    "5": "200 000 invånare eller fler",
}
SKR = {
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
class Group:
    name: str
    kind: str
    units: tuple[str, ...]


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


MUNICIPALITIES = read("kommuner")
DISTRICTS = [row for row in read("stadsdelar") if not row["fran_ar"] or int(row["fran_ar"]) <= 2017]
CITIES = {"0180": "stockholm", "1280": "malmo", "1480": "goteborg"}
NAMES = {row["kod"]: row["namn"] for row in MUNICIPALITIES}
UNITS = {code: name for code, name in NAMES.items() if code not in CITIES} | {
    row["kod"]: f"{row['namn']} ({NAMES[row['kommun_kod']]})" for row in DISTRICTS
}


def units_where(column: str, value: str) -> tuple[str, ...]:
    """A district belongs where its city belongs."""
    places = {row["kod"] for row in MUNICIPALITIES if row[column] == value}
    return tuple(code for code in UNITS if code in places or code[:4] in places)


def slug_of(county: str) -> str:
    return county.lower().translate(str.maketrans("åäö ", "aao-"))


GROUPS = {
    "fou-nordvast": Group("FoU Nordväst", "network", ("0114", "0123", "0125", "0139", "0163", "0183", "0184", "0191")),
    "riket": Group("Riket", "nation", tuple(UNITS)),
}
for code, slug in CITIES.items():
    GROUPS[slug] = Group(NAMES[code], "city", units_where("kod", code))
for county in {row["lan_namn"] for row in MUNICIPALITIES}:
    GROUPS[slug_of(county)] = Group(county, "county", units_where("lan_namn", county))
for number, name in SIZES.items():
    units = units_where("storleksgrupp_2017", number)
    GROUPS[f"storlek-2017-{number}"] = Group(f"Storleksgrupp {number}: {name}", "size", units)
for year in ("2017", "2023"):
    for letter, name in SKR.items():
        units = units_where(f"skr_grupp_{year}", letter)
        GROUPS[f"skr-{year}-{letter.lower()}"] = Group(f"SKR {year} {letter}: {name}", "skr", units)
