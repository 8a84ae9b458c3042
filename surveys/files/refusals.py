"""Why a file, or a cell of it, is not taken in: what stands where, why that does not do, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from municipalities.refusals import NotPossible

MOST_TOLD = 20  # lines of the message; all are in `refusals`


@dataclass(frozen=True)
class Refusal:
    """`sheet` and `cell` are empty where the whole file is meant."""

    sheet: str
    cell: str
    value: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        place = f"Blad {self.sheet}, cell {self.cell}" if self.cell else self.sheet and f"Blad {self.sheet}"
        value = f" ”{self.value}”" if self.value else ""
        return f"{place}{value}: {self.reason} {self.remedy}" if place else f"{self.reason} {self.remedy}"


class FileRefused(NotPossible):
    """The file is not taken in; nothing of it has been kept or written. The message tells the first of `refusals`."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = list(refusals)
        more = len(self.refusals) - MOST_TOLD
        lines = [*map(str, self.refusals[:MOST_TOLD]), *([f"… och {more} till."] if more > 0 else [])]
        super().__init__("\n".join(lines))


def refuse_file(reason: str, remedy: str, *, sheet: str = "") -> FileRefused:
    """For `raise`: the file as a whole (or one sheet of it) cannot be read."""
    return FileRefused([Refusal(sheet, "", "", reason, remedy)])


def only_hidden(missing: str) -> Refusal:
    """What a file should have is not among what is seen of it, and some of it is hidden."""
    return Refusal("", "", "", missing, "Läs även det som är dolt, eller visa det i Excel.")


def column_letters(column: int) -> str:
    """0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """As a spreadsheet names it, from zero-based row and column: (6, 2) is C7."""
    return f"{column_letters(column)}{row + 1}"
