"""The committed figures are the printed ones: compared cell by cell with a second, independent typing."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from indicators.models import GroupResult, Result
from tests.indicators.reconciling import transcription as typed
from tests.scenario import load_reference

FOLDER = Path(__file__).resolve().parents[3] / "indicators" / "published" / "ekonomiskt-bistand"
WORDS = {
    "J": ("ja", "ja"),
    "N": ("nej", "nej"),
    "D": ("delvis", "delvis"),
    "I": ("integrerat", "ja"),
    "Y": ("ny rutin", "ja"),
    "V": ("ja med vissa", "ja"),
    "W": ("ja, med vissa", "ja"),
    "S": ("ja, med samtliga", "ja"),
    "A": ("inom 7 dagar", "ja"),
    "B": ("inom 8-14 dagar", "ja"),
    "C": ("15 dagar eller mer", "nej"),
    "K": ("vet ej", "kan_inte_svara"),
    "-": ("ingen uppgift", "bortfall"),
}
Key = tuple[str, str, str, str]  # year, table, indicator, row
Print = tuple[str, str]  # printed in lower case and without spaces, what it counts as


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def word(letter: str) -> Print:
    printed, value = WORDS[letter]
    return squeezed(printed), value


def committed(slug: str) -> dict[Key, Print]:
    with (FOLDER / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["table"].startswith("Tabell ")]
    found = {}
    for row in rows:
        key = (row["survey"][-4:], row["table"].removeprefix("Tabell "), row["indicator"], row["row"])
        assert key not in found
        change = f"({row['change_printed']})" if row["change_printed"] else ""
        found[key] = squeezed(row["printed"] + change), row["value"] or row["number"]
    return found


def group_cells(year: str, table: str, indicator: str, groups: list[str], cells: list[str]) -> dict[Key, Print]:
    return {
        (year, table, indicator, group): (squeezed(cell), cell.split("(")[0].replace("%", "").strip())
        for group, cell in zip(groups, cells, strict=False)
    }


def column(year: str, table: str, indicator: str, units: list[str], letters: str) -> dict[Key, Print]:
    pairs = zip(units, letters, strict=True)
    return {(year, table, indicator, unit): word(letter) for unit, letter in pairs}


def typed_2015() -> dict[Key, Print]:
    groups, found = ["fou-nordvast", "riket", "stockholms-lan"], {}
    for line in typed.TABLES_2015.strip().splitlines():
        table, indicator, letters, rest = line.split(maxsplit=3)
        found |= column("2015", table, indicator, typed.UNITS_2015, letters)
        found |= group_cells("2015", table, indicator, groups, rest.split("|"))
    for line in typed.NUMBERS_2015.strip().splitlines():
        table, indicator, unit, *cells = line.split()
        for row, cell in zip(typed.UNITS_2015 + groups, cells, strict=True):
            sign = unit.replace(".", "")
            found["2015", table, indicator, row] = word(cell) if cell in WORDS else (cell + sign, cell)
    return found


def typed_2017() -> dict[Key, Print]:
    groups, found = ["fou-nordvast", "stockholm", "riket"], {}
    for line in typed.TABLES_2017.strip().splitlines():
        table, indicator, now, before, rest = line.split(maxsplit=4)
        found |= column("2017", table, indicator, typed.UNITS_2017, now)
        if before != ".":
            found |= column("2016", table, indicator, typed.UNITS_2017, before)
        found |= group_cells("2017", table, indicator, groups, rest.split("|"))
    return found


def typed_2018() -> dict[Key, Print]:
    groups, found = ["fou-nordvast", "stockholm", "riket"], {}
    for line in typed.TABLES_2018.strip().splitlines():
        table, indicator, letters, rest = line.split(maxsplit=3)
        found |= column("2018", table, indicator, typed.UNITS_2017, letters)
        found |= group_cells("2018", table, indicator, groups, rest.split("|"))
    return found


def test_report_of_2015_is_committed_as_printed() -> None:
    assert committed("fou-nordvast-2015") == typed_2015()


def test_report_on_2017_and_its_parentheses_are_committed_as_printed() -> None:
    assert committed("fou-nordvast-2017") == typed_2017()


def test_report_on_2018_is_committed_as_printed() -> None:
    assert len(typed_2018()) == 35 * 11
    assert committed("fou-nordvast-2018") == typed_2018()


def test_tables_of_the_fact_sheet_are_committed_as_printed() -> None:
    expected = {}
    for line in typed.FACT_SHEET_2018.strip().splitlines():
        table, indicator, *figures = line.split()
        for year, figure in zip(("2016", "2017", "2018"), figures, strict=True):
            expected[year, table, indicator, "riket"] = figure, figure.replace("-", "")
    assert committed("socialstyrelsen-faktablad-2018") == expected


def test_places_name_table_row_and_column() -> None:
    for slug in ("fou-nordvast-2015", "fou-nordvast-2017", "fou-nordvast-2018"):
        with (FOLDER / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert f"{row['table']}, rad " in row["place"]
                assert f"kolumn {row['column']}" in row["place"]


@pytest.mark.django_db
def test_every_cell_of_2018_is_loaded_and_no_other() -> None:
    load_reference()
    call_command("load_published", verbosity=0)
    of_report = {"publication__slug": "fou-nordvast-2018"}
    cells = Result.objects.filter(**of_report).values_list("indicator__code", "municipality__code", "printed", "value")
    shares = GroupResult.objects.filter(**of_report).values_list("indicator__code", "group__slug", "printed", "number")
    loaded = {("2018", code, row, squeezed(printed), value) for code, row, printed, value in cells}
    loaded |= {("2018", code, row, squeezed(printed), float(number)) for code, row, printed, number in shares}
    typed_cells = {
        (year, code, row, printed, value if value.isalpha() else float(value))
        for (year, _table, code, row), (printed, value) in typed_2018().items()
    }
    assert loaded == typed_cells
