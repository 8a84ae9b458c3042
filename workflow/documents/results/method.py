"""How the report is made: where figures come from, how they are counted, on how many, and what is held back. Pure."""

from __future__ import annotations

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
    Note,
    Paragraph,
    Row,
    Table,
    Value,
    text,
)
from indicators.comparing.matrix import HIDDEN, WAITING
from indicators.prose.thresholds import stated
from indicators.rules.outcomes import BASE, CANNOT_ANSWER, NON_RESPONSE, NOT_APPLICABLE
from municipalities.swedish import percent
from workflow.documents.results.cells import withheld_text
from workflow.documents.results.facts import Measured, ReportFacts
from workflow.documents.results.wording import answering_text, members_text, readers_text
from workflow.documents.results.words import METHOD, Told

OUTSIDE = (
    ("Ej aktuellt", (NOT_APPLICABLE,)),
    ("Kan inte svara", (CANNOT_ANSWER,)),
    ("Bortfall", (NON_RESPONSE, WAITING, HIDDEN, "")),
)


def method_blocks(told: Told) -> Iterator[Block]:
    facts = told.facts
    yield Heading(2, "Var uppgifterna kommer ifrån")
    yield Bullets(tuple(text(one) for one in facts.sources))
    yield from (Paragraph(text(one)) for one in members_text(facts))
    yield Paragraph(text(answering_text(facts)))
    yield Heading(2, "Så är det räknat")
    yield from told.paragraphs(METHOD)
    if len(facts.units) > 1:
        yield Paragraph(text(stated(len(facts.units))))
    if held := list(_held_back(facts)):
        yield Heading(2, "Det som inte redovisas")
        yield Bullets(tuple(text(one) for one in held))
    yield Heading(2, "Vem rapporten är till för")
    yield Paragraph(text(readers_text(facts)))


def _held_back(facts: ReportFacts) -> Iterator[str]:
    """What is withheld and why, the same reason once."""
    reasons: dict[str, list[str]] = {}
    for one in facts.measured:
        if one.row.summary.withheld:
            reasons.setdefault(withheld_text(one.row.summary), []).append(one.row.name)
        for name, summary in zip(facts.side, one.row.side, strict=True):
            if summary.withheld:
                reasons.setdefault(withheld_text(summary), []).append(f"{one.row.name} ({name})")
    for reason, names in reasons.items():
        yield f"{reason} Det gäller {'; '.join(dict.fromkeys(names))}."
    if facts.without_figures:
        yield f"Årets indikatorer utan några uppgifter är utelämnade: {'; '.join(facts.without_figures)}."
    if facts.is_restricted:
        yield "Resultat som inte är publicerade för alla kommuner är utelämnade."


def base_table(facts: ReportFacts) -> Iterator[Table]:
    """On how many municipalities each mean stands."""
    measured = [one for one in facts.measured if one.row.has_unit_figures]
    if not measured or not facts.units:
        return
    rated = any(one.definition.response_rate is not None for one in measured)
    headings = ("I underlaget", *(heading for heading, _values in OUTSIDE), *(("Svarade i riket",) if rated else ()))
    counted = [(one, _counts(one)) for one in measured]
    yield Table(
        key="underlag",
        caption="Hur många kommuner varje snitt är räknat på",
        columns=(Column("Indikator", "name"), *(Column(heading, "number") for heading in headings)),
        rows=tuple(
            Row((Cell(one.row.name), *(Cell(str(number)) for number in numbers), *_rate(one, rated)))
            for one, numbers in counted
        ),
        notes=(
            Note(text(f"I underlaget: kommuner med Ja, Delvis eller Nej, eller med ett tal. Av {len(facts.units)}.")),
            *((Note(text("Svarade i riket: andel av landets enheter, enligt guiden.")),) if rated else ()),
        ),
        data=Data(
            "Underlag",
            (
                DataColumn("Indikator"),
                *(DataColumn(heading, "count") for heading in headings[:4]),
                *((DataColumn("Svarade i riket", "percent"),) if rated else ()),
            ),
            tuple(
                (
                    Value(f"{one.row.name} [{one.code}]"),
                    *(Value(number=Decimal(number)) for number in numbers),
                    *((_rate_value(one),) if rated else ()),
                )
                for one, numbers in counted
            ),
        ),
    )


def _counts(one: Measured) -> tuple[int, ...]:
    """In the base, and outside it in the order of OUTSIDE."""
    inside = sum(cell.number is not None or cell.value in BASE for cell in one.row.cells)
    others = (sum(cell.number is None and cell.value in values for cell in one.row.cells) for _h, values in OUTSIDE)
    return (inside, *others)


def _rate(one: Measured, rated: bool) -> tuple[Cell, ...]:
    rate = one.definition.response_rate
    return (Cell(percent(rate) if rate is not None else "–"),) if rated else ()


def _rate_value(one: Measured) -> Value:
    rate = one.definition.response_rate
    return Value(number=rate) if rate is not None else Value(missing="uppgift saknas")
