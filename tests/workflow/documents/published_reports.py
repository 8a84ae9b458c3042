"""The three reports' figures as they are committed, and the report built of them."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from documents.tree import Version
from indicators.permissions import PUBLIC, Sight
from indicators.rules.outcomes import LABELS
from municipalities.models import Group
from workflow.documents.results.facts import Issue, ReportFacts
from workflow.documents.results.queries import read_results_report

FOLDER = Path(__file__).resolve().parents[3] / "indicators" / "published" / "ekonomiskt-bistand"
NETWORK = "fou-nordvast"
ISSUE = Issue("Rapport 2018:1", ("Carin Exempel",), date(2018, 3, 1), Version(1, "2018-02-28", "0.1"))


class Committed(NamedTuple):
    """One printed figure: `row` is a municipality's code or a group's slug."""

    year: int
    table: str
    row: str
    indicator: str
    printed: str
    value: str
    number: Decimal | None
    change: str


@cache
def committed(year: int) -> tuple[Committed, ...]:
    """Every figure of the report on the year, those of the year before among them."""
    with (FOLDER / f"fou-nordvast-{year}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Committed(
                *(int(row["survey"][-4:]), row["table"], row["row"], row["indicator"], row["printed"], row["value"]),
                *(Decimal(row["number"]) if row["number"] else None, row["change_printed"]),
            )
            for row in csv.DictReader(file)
            if row["table"].startswith("Tabell ")
        )


def facts_of(year: int, sight: Sight = PUBLIC, source: str = "publicerat") -> ReportFacts:
    network = Group.objects.get(slug=NETWORK)
    return read_results_report(
        network=network, area="ekonomiskt-bistand", year=year, sight=sight, issue=ISSUE, source=source
    )


def number_in(text: str) -> Decimal:
    return Decimal(
        text.replace("\u00a0", "")
        .replace(" ", "")
        .replace("%", "")
        .replace(",", ".")
        .replace("\u2212", "-")
        .strip("±+")
    )


def says(one: Committed, shown: str) -> bool:
    """The cell shows the printed word, or the printed figure as far as it was printed."""
    if one.number is not None:
        return shown not in ("", "–") and number_in(shown) == one.number
    usual = LABELS[one.value].casefold()
    return shown.casefold() in (usual, " ".join(one.printed.split()).casefold())
