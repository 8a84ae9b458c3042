"""Which unit a code or a name in a file means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from municipalities.characters import folded
from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.workbooks import Cell, text_of

CODE_LENGTHS = (4, 6)
_CODE_AND_NAME = re.compile(r"(\d{3,6})\s+(\D.*)", re.ASCII | re.DOTALL)  # 0125 Ekerö, as statistics write it


@dataclass(frozen=True)
class Units:
    """`cities` answer through their districts and are no units themselves. Where the file is one network's, `only` are
    the ids of its municipalities that year. `by_name` has every way to write a name, as name_key; two units may share
    one."""

    by_code: dict[str, Municipality]
    cities: frozenset[int]
    only: frozenset[int] | None = None
    network: str = ""
    by_name: Mapping[str, tuple[Municipality, ...]] = field(default_factory=dict)

    def of_code(self, cell: Cell) -> tuple[Municipality, bool]:
        """The unit, and whether its code had lost leading zeros. Unacceptable where it is none."""
        text = text_of(cell)
        found = self.by_code.get(text)
        padded = found is None
        if found is None and text.isascii() and text.isdecimal():
            fitting = {text.zfill(length) for length in CODE_LENGTHS} & self.by_code.keys()
            found = self.by_code[fitting.pop()] if len(fitting) == 1 else None
        if found is None:
            raise Unacceptable(
                "koden hör inte till någon kommun eller stadsdel det året.", "Rätta koden (fyra siffror, som 0114)."
            )
        return self._answering(found), padded

    def of_name(self, name: str) -> Municipality:
        """Unacceptable where no unit of the year is called so, or two are."""
        found = self.by_name.get(name_key(name), ())
        if not found:
            raise Unacceptable(
                "namnet hör inte till någon kommun eller stadsdel det året.",
                "Rätta namnet, eller lägg till en kolumn ”kod” med kommunernas koder.",
            )
        if len(found) > 1:
            both = " eller ".join(f"{one.full_name} ({one.code})" for one in found)
            raise Unacceptable(f"namnet kan betyda {both}.", "Lägg till en kolumn ”kod” med kommunernas koder.")
        return self._answering(found[0])

    def of_text(self, cell: Cell) -> tuple[Municipality, bool]:
        """A code, a name, or both in one cell (0125 Ekerö). As of_code."""
        text = text_of(cell)
        if text in self.by_code:
            return self._answering(self.by_code[text]), False
        if both := _CODE_AND_NAME.fullmatch(text):
            unit, padded = self.of_code(both[1])
            if self.is_anothers(unit, both[2]):
                raise other_name(unit, both[2])
            return unit, padded
        if name_key(text) in self.by_name:
            return self.of_name(text), False
        return self.of_code(cell) if any(map(str.isdigit, text)) else (self.of_name(text), False)

    def knows(self, cell: Cell) -> bool:
        """Whether the cell names a unit or a city, also one that this file may not tell of."""
        text = text_of(cell)
        both = _CODE_AND_NAME.fullmatch(text)
        code = both[1] if both else text
        return name_key(text) in self.by_name or (
            code.isdecimal() and any(code.zfill(length) in self.by_code for length in CODE_LENGTHS)
        )

    def is_its(self, unit: Municipality, name: str) -> bool:
        """A district may be called by its city."""
        if name.isdecimal():
            return unit.code == name.zfill(len(unit.code))
        return any(one.pk in (unit.pk, unit.parent_id) for one in self.by_name.get(name_key(name), ()))

    def is_anothers(self, unit: Municipality, name: str) -> bool:
        """Whether the name (or code) is known, and of another unit."""
        return self.knows(name) and not self.is_its(unit, name)

    def _answering(self, unit: Municipality) -> Municipality:
        if unit.pk in self.cities:
            raise Unacceptable(
                f"{unit.name} svarar genom sina stadsdelar.", "Ange stadsdelarnas sexsiffriga koder i stället."
            )
        if self.only is not None and unit.pk not in self.only:
            raise Unacceptable(
                f"{unit.full_name} hör inte till {self.network}.",
                "Ta bort raden. En fil med hela landets svar läses in av systemförvaltaren.",
            )
        return unit


def other_name(unit: Municipality, name: str) -> Unacceptable:
    """For `raise`: code and name are of two units, and nobody can know which was meant."""
    reason = f"koden {unit.code} hör till {unit.full_name}, men namnet är {name}."
    return Unacceptable(reason, "Rätta den av dem som är fel.")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """The same for the ways to write one name: Upplands-Väsby, Centrum (Göteborg) and Centrum, Göteborg.

    >>> name_key(" Upplands-Väsby "), name_key("Rinkeby\u2010Kista (Stockholm)")
    ('upplands väsby', 'rinkeby kista stockholm')
    """
    return " ".join(re.sub(r"[\W_]", " ", folded(name)).split())


def read_units(year: int, network: Group | None = None) -> Units:
    """The municipalities and districts of a year, of which those of the network may be told of. Two queries at
    most."""
    everyone = list(Municipality.objects.existing(year).select_related("parent"))
    cities = frozenset(one.parent_id for one in everyone if one.parent_id is not None)
    by_code = {one.code: one for one in everyone}
    by_name = _by_name(everyone, year)
    if network is None:
        return Units(by_code, cities, by_name=by_name)
    only = frozenset(network.members_in(year).values_list("pk", flat=True))
    return Units(by_code, cities, only, f"{network.name} {year}", by_name)


def _by_name(everyone: Iterable[Municipality], year: int) -> dict[str, tuple[Municipality, ...]]:
    """What it was called that year goes before what it is or was called in others."""
    then: dict[str, tuple[Municipality, ...]] = {}
    ever: dict[str, tuple[Municipality, ...]] = {}
    for unit in everyone:
        for found, names in ((then, _written(unit.in_year(year))), (ever, _written_ever(unit))):
            for key in {name_key(name) for name in names}:
                found[key] = (*found.get(key, ()), unit)
    return ever | then


def _written_ever(unit: Municipality) -> Iterator[str]:
    yield from _written(unit)
    for one in unit.earlier:
        yield from _written(unit.in_year(one["to_year"]))


def _written(unit: Municipality) -> Iterator[str]:
    name = unit.name
    if unit.parent:
        yield from (name, f"{name} {unit.parent.name}", f"{unit.parent.name} {name}")
        yield from (f"{unit.parent.name}s stad {name}", f"{name} {unit.parent.name}s stad")
        return
    stem = name if name.endswith(("s", "x", "z")) else f"{name}s"
    yield name
    yield from (f"{one} {kind}" for one in (name, stem) for kind in ("kommun", "stad"))
    yield from (f"{kind} {name}" for kind in ("region", "kommun", "kommunen"))
