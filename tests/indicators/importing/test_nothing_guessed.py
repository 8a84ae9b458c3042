"""Whatever a sheet looks like: every planned figure has its unit from the cell, its heading or a person, and the file's
own way of writing a share makes no other figure."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import NamedTuple

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.importing.actions import Kind, make_plan
from indicators.importing.shares import FRACTION, PERCENT

WAYS = ("format", "format in words", "text", "plain per cent", "plain part")
HEADINGS = {
    "andel": "Andel med examen",
    "vantetid": "Väntetid för nybesök",
    "bistand": "Biståndsmottagare i befolkningen",
}
ROWS = ("Ekerö", "Solna", "Upplands-Bro", "Riket", "Stockholms län")
GROUPS = ("Riket", "Stockholms län")
SAID_BY = {"format", "text", "zero", "above_one", "heading"}


class Drawn(NamedTuple):
    """A share in per cent, and how the file writes it."""

    share: Decimal
    way: str


SHARES = st.decimals("0", "100", places=1)
CELLS = st.builds(Drawn, SHARES, st.sampled_from(WAYS))
TABLES = st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from(sorted(HEADINGS))), CELLS, min_size=1)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("BCD"), st.sampled_from(["units", "groups"])), st.sampled_from([PERCENT, FRACTION])
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(cell: Drawn) -> tuple[object, str]:
    """What stands in the cell, and its number format."""
    number = float(cell.share)
    part = float(cell.share / 100)
    return {
        "format": (part, "0.0%"),
        "format in words": (number, '0.0" %"'),
        "text": (f"{cell.share} %".replace(".", ","), "General"),
        "plain per cent": (number, "General"),
        "plain part": (part, "General"),
    }[cell.way]


def workbook(table: dict[tuple[str, str], Drawn]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad")
        sheet.write_row(0, 0, ["Kommun", *(HEADINGS[code] for code in sorted(HEADINGS))])
        for row, name in enumerate(ROWS, start=1):
            sheet.write(row, 0, name)
            for column, code in enumerate(sorted(HEADINGS), start=1):
                is_word = code == "vantetid" and name not in GROUPS
                if is_word:
                    sheet.write(row, column, "Ja")
                elif cell := table.get((name, code)):
                    value, number_format = written(cell)
                    sheet.write(row, column, value, book.add_format({"num_format": number_format}))
    return target.getvalue()


def planned(upload, table: dict[tuple[str, str], Drawn], answers: dict[tuple[str, str], str]):
    units = {f"Blad|{column}|{rows}": answer for (column, rows), answer in answers.items()}
    plan = make_plan(upload(workbook(table), "r.xlsx", Kind.RESULTS, units))
    found = {
        (one.subject.name, one.definition.code): one.reading for one in plan.figures if one.reading.number is not None
    }
    return plan, found


@pytest.mark.django_db
@quick
@given(table=TABLES, answers=ANSWERS)
def test_every_figure_s_unit_was_said(upload, table, answers) -> None:
    plan, found = planned(upload, table, answers)
    assert plan.refusals == []
    for (name, code), reading in found.items():
        rows = "groups" if name in GROUPS else "units"
        column = "BCD"[sorted(HEADINGS).index(code)]
        assert reading.unit_from in SAID_BY or (reading.unit_from == "chosen" and (column, rows) in answers)


@pytest.mark.django_db
@quick
@given(table=TABLES)
def test_a_figure_nobody_has_been_asked_about_is_the_one_that_was_meant(upload, table) -> None:
    """Without any answer: what says its unit is read so, what can be read in two ways is asked about, not planned."""
    plan, found = planned(upload, table, {})
    asked = sum(one.count for one in plan.units)
    unsaid = 0
    for (name, code), cell in table.items():
        if code == "vantetid" and name not in GROUPS:
            continue
        number = written(cell)[0]
        is_plain = cell.way.startswith("plain") and cell.share > 0
        if is_plain and float(number) <= 1:
            unsaid += 1
            assert (name, code) not in found
        elif cell.way != "plain part":
            assert found[name, code].number == cell.share
    assert asked == unsaid
    assert bool(plan.unanswered) == bool(unsaid)


@pytest.mark.django_db
@quick
@given(
    shares=st.dictionaries(st.sampled_from(ROWS[:3]), SHARES, min_size=1),
    ways=st.lists(st.sampled_from(WAYS[:3]), min_size=3),
)
def test_the_same_shares_written_in_any_way_are_the_same_figures(upload, shares, ways) -> None:
    table = {(name, "andel"): Drawn(share, way) for (name, share), way in zip(shares.items(), ways, strict=False)}
    _, found = planned(upload, table, {})
    assert {name: reading.number for (name, _), reading in found.items()} == {
        name: cell.share for (name, _), cell in table.items()
    }
