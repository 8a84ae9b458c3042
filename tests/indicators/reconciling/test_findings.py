"""Every finding of the real publications and of a made-up one full of faults, to the letter: findings.csv.

Where a text is meant to change, `python -m tests.indicators.reconciling.test_findings` writes the file anew; read its
diff.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, fields, replace
from decimal import Decimal
from pathlib import Path

from indicators.reconciling.against_computed import Ours, check_computed
from indicators.reconciling.printed_figures import Checked, Finding, PrintedCell
from tests.indicators.reconciling.cells import MADE_UP_UNITS, MEMBERS, altered, cell, definitions, published, wholes
from tests.indicators.reconciling.test_made_up import VERY_LONG, checks, clean

FILE = Path(__file__).with_name("findings.csv")
HEAD = ["what", "tried", *(field.name for field in fields(Finding))]


def checked() -> Iterator[Checked]:
    every = checks(published(), members=MEMBERS, wholes=wholes(), definitions=definitions())
    yield from (one for name, one in every.items() if name != "computed")
    printed, ours = published_and_computed()
    yield check_computed(printed, [Ours(one) for one in ours])
    yield from checks(full_of_faults()).values()


def full_of_faults() -> list[PrintedCell]:
    """The clean publication with a heading's values under another, parts beyond their wholes, and things pasted in."""
    cells = altered(clean(), VERY_LONG, "9904", number=Decimal(41), printed="41 %")
    cells = altered(cells, VERY_LONG, "9905", number=Decimal("0.4"), printed="0.4 %")
    cells = altered(cells, VERY_LONG, "9906", number=Decimal("0.5"), printed="0.5 %")
    cells = altered(cells, "plan", "riket", printed="33", change_printed="-5%*")
    cells = altered(cells, "plan", "staden", number=Decimal(36), printed="36 %")
    cells = altered(cells, "jour", "staden", number=Decimal(71), printed="71 %", change_printed="")
    cells = altered(cells, "jour", "paren", number=Decimal(75), printed="75 %")
    cells += [
        cell("annat", 2017, "9905", number="0.4"),
        cell("jour", 2017, "9901", value="nej", publication="blad-2018", table="Tabell 2"),
        cell("plan", 2016, "riket", number="39", publication="blad-2018", table="Löptext"),
    ]
    others = dict(zip(MADE_UP_UNITS, "JJJJNNNN", strict=True))
    return [
        replace(one, value="ja" if others[one.row] == "J" else "nej")
        if (one.indicator, one.survey, one.is_unit, one.publication) == ("jour", "pahittat/2016", True, "paren-2017")
        else one
        for one in cells
    ]


def published_and_computed() -> tuple[list[PrintedCell], list[PrintedCell]]:
    """Two figures and two results, of which one each differs; and one figure that is not computed here."""
    printed = [
        cell("jour", 2017, "paren", number="87.5"),
        cell("plan", 2017, "paren", number="37.5"),
        cell("jour", 2017, "9901", value="ja"),
        cell("plan", 2017, "9901", value="ja"),
        cell("ny", 2017, "paren", number="1"),
        cell("tal", 2017, "9901", value="nej"),
    ]
    ours = [
        replace(printed[0], number=Decimal("87.5"), printed="(7 av 8)"),
        replace(printed[1], number=Decimal(50), printed="(4 av 8)"),
        printed[2],
        replace(printed[3], value="nej", printed="Nej"),
        cell("tal", 2017, "9901", number="3"),
    ]
    return printed, ours


def rows() -> list[list[str]]:
    """One row per finding; a check that finds nothing still tells what it tried."""
    found = [HEAD]
    for one in checked():
        told = [list(map(str, astuple(finding))) for finding in one.findings] or [[str(one.kind)]]
        found += [[one.what, str(one.tried), *texts] for texts in told]
    return found


def test_the_findings_stand_as_they_are_read() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        assert rows() == list(csv.reader(file))


if __name__ == "__main__":
    with FILE.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows())
