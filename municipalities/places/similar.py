"""Which municipalities are like one, by the sorting keys (sorteringsnycklar) of a survey year. Pure.

Method: Socialstyrelsen's guide 2017, "Indelning och sortering": compare with municipalities of the same size, and of
the same kind by SKR. The socio-economic key is that of the report of 2015. A key that is not known of the year is that
of the latest earlier year; one that was never known is not used. A size group that nobody has published is derived by
the guide's Tabell 1 from the population on the last day of the year before: the groups of 2017 fit all 290 so.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass

SMALLEST = (1, 15_000, 30_000, 70_000, 200_000)  # inhabitants of size groups 1-5
SIZE_WORDS = {
    1: "1–14 999 invånare",
    2: "15 000–29 999 invånare",
    3: "30 000–69 999 invånare",
    4: "70 000–199 999 invånare",
    5: "200 000 invånare eller fler",
}
SIZE, SKR, SOCIOECONOMIC = "size", "skr", "socioeconomic"


@dataclass(frozen=True)
class Facts:
    """What is stored of one municipality in one year; None or empty where it is not known."""

    population: int | None = None  # on 31 December
    size_group: int | None = None
    skr_group: str = ""
    socioeconomic_key: int | None = None

    def or_else(self, other: Facts) -> Facts:
        """With the other's facts where it has none of its own."""
        return Facts(
            self.population or other.population,
            self.size_group or other.size_group,
            self.skr_group or other.skr_group,
            self.socioeconomic_key or other.socioeconomic_key,
        )


Years = Mapping[int, Facts]  # of one municipality


@dataclass(frozen=True)
class Key:
    """One key of one municipality, and the year it is of. `derived_from`: the population behind a size group that is
    published nowhere."""

    name: str
    value: int | str
    year: int
    derived_from: int | None = None


@dataclass(frozen=True)
class Likeness:
    """The keys used, the names of those never known, and who is alike in all of them; `perhaps` those alike in what is
    known of them, but not all of it is."""

    keys: list[Key]
    lacking: list[str]
    alike: list[int]  # ids
    perhaps: list[int]


def size_group_of(population: int) -> int:
    """The guide's Tabell 1.

    >>> [size_group_of(number) for number in (14_999, 15_000, 29_999, 30_000, 70_000, 199_999, 200_000)]
    [1, 2, 2, 3, 4, 4, 5]
    """
    return bisect(SMALLEST, population)


def _size_in(years: Years, year: int) -> Key | None:
    if (published := years.get(year, Facts()).size_group) is not None:
        return Key(SIZE, published, year)
    population = years.get(year - 1, Facts()).population
    return Key(SIZE, size_group_of(population), year, population) if population else None


def _skr_in(years: Years, year: int) -> Key | None:
    found = years.get(year, Facts()).skr_group
    return Key(SKR, found, year) if found else None


def _socioeconomic_in(years: Years, year: int) -> Key | None:
    found = years.get(year, Facts()).socioeconomic_key
    return None if found is None else Key(SOCIOECONOMIC, found, year)


IN_A_YEAR: dict[str, Callable[[Years, int], Key | None]] = {
    SIZE: _size_in,
    SKR: _skr_in,
    SOCIOECONOMIC: _socioeconomic_in,
}


def latest_key(name: str, years: Years, year: int) -> Key | None:
    """The key of the year, else of the latest earlier year that has it.

    >>> latest_key(SKR, {2017: Facts(skr_group="A2"), 2023: Facts(skr_group="A1")}, 2022)
    Key(name='skr', value='A2', year=2017, derived_from=None)
    """
    candidates = sorted({known + step for known in years for step in (0, 1) if known + step <= year}, reverse=True)
    return next((key for one in candidates if (key := IN_A_YEAR[name](years, one))), None)


def has_key(years: Years, key: Key) -> bool:
    """Whether the key is known of a municipality in the year that the key is of."""
    return IN_A_YEAR[key.name](years, key.year) is not None


def find_similar(own: int, known: Mapping[int, Years], year: int) -> Likeness:
    """Among the municipalities of `known` (id -> its years), by the keys of `own` in the survey year; another's key is
    read in the same year as its own."""
    found = {name: latest_key(name, known.get(own, {}), year) for name in IN_A_YEAR}
    keys = [key for key in found.values() if key]
    alike: list[int] = []
    perhaps: list[int] = []
    for other, years in known.items():
        others = [IN_A_YEAR[key.name](years, key.year) for key in keys]
        same = [theirs is None or theirs.value == key.value for key, theirs in zip(keys, others, strict=True)]
        if other != own and any(others) and all(same):
            (alike if all(others) else perhaps).append(other)
    return Likeness(keys, [name for name, key in found.items() if key is None], alike, perhaps)
