"""What was printed otherwise: misprints against the cells, corrected figures, and figures that publishers give
differently, and those that look wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from documents.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Data,
    DataColumn,
    Heading,
    Paragraph,
    Row,
    Span,
    Table,
    Value,
    text,
)
from workflow.documents.results.facts import Measured, ReportFacts, Suspicion

CHANGE = re.compile(r"[+-]\d+(\.\d+)?|0")


DIFFERING = "Uppgifter där utgivarna skiljer sig åt"


def misprint_blocks(facts: ReportFacts) -> Iterator[Block]:
    """Nothing where nothing was printed otherwise."""
    if facts.misprints:
        yield Heading(2, "Tryckta siffror som inte följer av sina egna celler")
        yield Paragraph(
            text(
                "Tabellerna i rapporten har det räknade värdet. Här står vad som trycktes, så att den som har den"
                " tidigare rapporten känner igen skillnaden."
            )
        )
        yield _misprints(facts)
    for heading, texts in (
        ("Rättade uppgifter", [(one, one.corrected) for one in facts.measured]),
        (DIFFERING, [(one, one.disputed) for one in facts.measured]),
        (f"{DIFFERING} om {facts.compared}", [(one, one.disputed_before) for one in facts.measured]),
    ):
        if items := [_item(one, told) for one, all_told in texts for told in all_told]:
            yield Heading(2, heading)
            yield Bullets(tuple(items))
    yield from _suspected(facts)


def _suspected(facts: ReportFacts) -> Iterator[Block]:
    suspected = [(one, found) for one in facts.measured for found in one.suspected]
    if suspected:
        yield Heading(2, "Misstänkta uppgifter")
        yield Paragraph(
            text(
                "De här uppgifterna ser ut att vara fel, men inget är bevisat. De står i tabellerna som de trycktes,"
                " och texten jämför inte kommunerna med dem."
            )
        )
        yield Bullets(tuple(_suspicion(one, found) for one, found in suspected))


def _suspicion(one: Measured, found: Suspicion) -> tuple[Span, ...]:
    who = f", {found.who}" if found.who else ""
    told = f"Tryckt: {found.printed}. {found.explanation} ({found.place}.)"
    return Span(f"{one.row.name}{who}. ", "strong"), Span(told)


def _item(one: Measured, told: str) -> tuple[Span, Span]:
    rest = told.removeprefix("Motstridiga uppgifter. ").removeprefix("Rättade uppgifter. ")
    return Span(f"{one.row.name}. ", "strong"), Span(rest)


def _misprints(facts: ReportFacts) -> Table:
    headings = ("Plats", "Tryckt", "Här", "Förklaring")
    rows = [(one.place, one.printed, one.ours, one.explanation) for one in facts.misprints]
    return Table(
        key="feltryck",
        caption="Tryckt och räknat",
        columns=(
            Column("Plats", "name"),
            *(Column(heading, "number") for heading in headings[1:3]),
            Column(headings[3], "text"),
        ),
        rows=tuple(Row(tuple(Cell(one) for one in row)) for row in rows),
        data=Data(
            "Tryckt och räknat",
            (*map(DataColumn, headings[:2]), DataColumn(headings[2], "points", 1), DataColumn(headings[3])),
            tuple((*map(_said, row[:2]), _counted(row[2]), _said(row[3])) for row in rows),
        ),
    )


def _said(told: str) -> Value:
    return Value(told) if told else Value(missing="uppgift saknas")


def _counted(told: str) -> Value:
    """A change as a number; what was printed stays as it was printed."""
    digits = told.replace("−", "-").replace(",", ".").removeprefix("±")
    return Value(number=Decimal(digits)) if CHANGE.fullmatch(digits) else _said(told)
