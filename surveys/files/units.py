"""Which unit a code in a file means."""

from __future__ import annotations

from dataclasses import dataclass

from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.workbooks import Cell, text_of

CODE_LENGTHS = (4, 6)


@dataclass(frozen=True)
class Units:
    """`cities` answer through their districts and are no units themselves. Where the file is one network's, `only` are
    the ids of its municipalities that year."""

    by_code: dict[str, Municipality]
    cities: frozenset[int]
    only: frozenset[int] | None = None
    network: str = ""

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
        if found.pk in self.cities:
            raise Unacceptable(
                f"{found.name} svarar genom sina stadsdelar.", "Ange stadsdelarnas sexsiffriga koder i stället."
            )
        if self.only is not None and found.pk not in self.only:
            raise Unacceptable(
                f"{found.full_name} hör inte till {self.network}.",
                "Ta bort raden. En fil med hela landets svar läses in av systemförvaltaren.",
            )
        return found, padded


def read_units(year: int, network: Group | None = None) -> Units:
    """The municipalities and districts of a year, of which those of the network may be told of. Two queries at
    most."""
    everyone = list(Municipality.objects.existing(year).select_related("parent"))
    cities = frozenset(one.parent_id for one in everyone if one.parent_id is not None)
    by_code = {one.code: one for one in everyone}
    if network is None:
        return Units(by_code, cities)
    only = frozenset(network.members_in(year).values_list("pk", flat=True))
    return Units(by_code, cities, only, f"{network.name} {year}")
