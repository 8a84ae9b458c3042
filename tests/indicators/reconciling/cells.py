"""Cells for the tests: the committed published figures, and a small made-up publication."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from indicators.computing.year_files import read_all_years
from indicators.reconciling.claim_facts import Facts
from indicators.reconciling.printed_figures import Members, PrintedCell
from indicators.rules.spec import Definitions, IndicatorDefinition
from tests.indicators.reconciling.transcription import UNITS_2015

FOLDER = Path(__file__).resolve().parents[3] / "indicators" / "published" / "ekonomiskt-bistand"
CLAIMS = FOLDER / "pastaenden.yaml"
SLUGS = ("fou-nordvast-2015", "fou-nordvast-2017", "fou-nordvast-2018", "socialstyrelsen-faktablad-2018")
STOCKHOLM = [f"0180{district:02}" for district in range(14)]
MEMBERS = Members.always({"fou-nordvast": UNITS_2015, "stockholm": STOCKHOLM})
NAMES = {"stockholm": "Stockholm", "riket": "Riket", "0184": "Solna"}

MADE_UP_UNITS = [f"99{number:02}" for number in range(1, 9)]
MADE_UP_MEMBERS = Members.always({"paren": MADE_UP_UNITS})
NATION = Members.always({"riket": [str(number) for number in range(316)]})


@cache
def published() -> tuple[PrintedCell, ...]:
    return tuple(cell for slug in SLUGS for cell in _read(FOLDER / f"{slug}.csv"))


@cache
def definitions() -> dict[str, Definitions]:
    years = read_all_years(area="ekonomiskt-bistand")
    return {one.slug: one.definitions for one in years if one.definitions}


@cache
def wholes() -> dict[tuple[str, str], str]:
    """As the definitions say which is a part of which."""
    return Facts((), definitions=definitions()).wholes


def _read(path: Path) -> Iterable[PrintedCell]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            fields = {name: row[name] for name in row if name not in ("number", "note")}
            number = Decimal(row["number"]) if row["number"] else None
            yield PrintedCell(**fields, number=number, row_name=NAMES.get(row["row"], row["row"]))


def made_up(
    indicator: str, year: int, letters: str, mean: str = "", change: str = "", **groups: str
) -> list[PrintedCell]:
    """A column of eight units (J, N, D, - for bortfall) with its mean and other groups' figures; "50 +10" is a
    figure with its change."""
    values = {"J": "ja", "N": "nej", "D": "delvis", "-": "bortfall", "E": "ej_aktuellt"}
    pairs = zip(MADE_UP_UNITS, letters, strict=True)
    cells = [cell(indicator, year, unit, value=values[letter]) for unit, letter in pairs]
    figures = {"paren": f"{mean} {change}".strip(), **groups} if mean else groups
    for group, text in figures.items():
        number, _space, moved = text.partition(" ")
        cells.append(cell(indicator, year, group, number=number, change=moved))
    return cells


def cell(
    indicator: str,
    year: int,
    row: str,
    *,
    value: str = "",
    number: str = "",
    change: str = "",
    publication: str = "paren-2017",
    table: str = "Tabell 1",
) -> PrintedCell:
    return PrintedCell(
        survey=f"pahittat/{year}",
        publication=publication,
        row_kind="municipality" if row.isdecimal() else "group",
        row=row,
        indicator=indicator,
        column=indicator.capitalize(),
        value=value,
        number=Decimal(number) if number else None,
        printed=f"{number} %" if number else value,
        change_printed=change,
        place=f"{publication}, {table}, rad {row}, kolumn {indicator.capitalize()}",
        table=table,
        row_name=row,
    )


def two_years(row: str, before: str, now: str, indicator: str = "jour") -> list[PrintedCell]:
    """A group's figure of 2016 and of 2017; "50 +10" is a figure with its change."""
    return [
        cell(indicator, year, row, number=text.split()[0], change=text.partition(" ")[2])
        for year, text in ((2016, before), (2017, now))
        if text
    ]


def defined(code: str, **facts: object) -> IndicatorDefinition:
    """A choice of Ja, Delvis or Nej unless it is said otherwise."""
    empty = {
        field.name: "" if field.type == "str" else {} if field.type.startswith("dict") else ()
        for field in fields(IndicatorDefinition)
    }
    given = {"kind": "choice", "results": ("ja", "delvis", "nej"), "short_name": code.capitalize()}
    return IndicatorDefinition(**{**empty, "rule": None, "response_rate": None, "code": code, **given, **facts})


def definitions_of(*indicators: IndicatorDefinition, year: int = 2017) -> dict[str, Definitions]:
    survey = f"pahittat/{year}"
    known = {one.code: one for one in indicators}
    return {survey: Definitions(survey, "pahittat", year, "", "", {}, {}, {}, known)}


def altered(
    cells: Iterable[PrintedCell], indicator: str, row: str, year: int = 2017, **changes: object
) -> list[PrintedCell]:
    """The same cells with one of the report's changed; fails when there is no such cell."""
    key = (indicator, row, f"pahittat/{year}", "paren-2017")
    found = [
        replace(one, **changes) if (one.indicator, one.row, one.survey, one.publication) == key else one
        for one in cells
    ]
    assert found != list(cells)
    return found
