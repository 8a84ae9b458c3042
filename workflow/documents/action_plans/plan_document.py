"""An adopted action plan as a document: what is to be developed, goals, who does what and when, and who adopted it.
Pure."""

from __future__ import annotations

from collections.abc import Iterator

from documents.checks import finished, sections_of
from documents.tree import (
    Block,
    Cell,
    Column,
    Data,
    DataColumn,
    Document,
    Facts,
    Heading,
    Note,
    Row,
    Signatures,
    Table,
    Text,
    Value,
    text,
)
from municipalities.swedish import day_in_words
from workflow.documents.action_plans.facts import PlanFacts
from workflow.documents.results.typed_blocks import blocks_of

NOTHING = "–"


def plan_document(facts: PlanFacts) -> Document:
    return finished(
        Document(
            title=f"{facts.holder}: {facts.area}",
            subtitle=f"Handlingsplan, {facts.cycle}",
            kind="Handlingsplan",
            publisher=facts.network,
            subject=f"Handlingsplan för {facts.area}",
            keywords=("öppna jämförelser", "handlingsplan", facts.holder),
            is_example=facts.is_example,
            sections=sections_of(*_blocks(facts)),
        )
    )


def _blocks(facts: PlanFacts) -> Iterator[Block]:
    yield Facts(tuple(_in_short(facts)))
    if facts.need:
        yield Heading(1, "Behovet")
        yield from blocks_of(facts.need)
    yield Heading(1, "Vad som ska utvecklas")
    yield from blocks_of(facts.what)
    if facts.goals:
        yield Heading(1, "Mål")
        yield _goals(facts)
    if facts.activities:
        yield Heading(1, "Aktiviteter")
        yield _activities(facts)
    yield Signatures(((facts.adopted_by, f"För {facts.network if facts.is_joint else facts.holder}"),))


def _in_short(facts: PlanFacts) -> Iterator[tuple[str, Text]]:
    yield "Gäller", text(f"Kommunerna i {facts.network} gemensamt" if facts.is_joint else facts.holder)
    if facts.decided_on:
        yield "Området beslutat", text(day_in_words(facts.decided_on))
    yield "Planen antagen", text(f"{day_in_words(facts.adopted_on)} av {facts.adopted_by}")
    yield "Målen ska vara nådda", text(day_in_words(facts.reach_by))
    how = " ".join(facts.follow_up_how.split())
    yield (
        "Planen följs upp",
        text(f"{day_in_words(facts.follow_up_on)}. {how}" if how else day_in_words(facts.follow_up_on)),
    )
    if facts.cost_change:
        yield "Förväntad kostnad", text(" ".join(facts.cost_change.split()))


def _goals(facts: PlanFacts) -> Table:
    considered = dict.fromkeys(told for one in facts.goals for told in one.considered)
    marks = {told: chr(ord("a") + number) for number, told in enumerate(considered)}
    rows = (
        Row(
            (
                Cell(one.measure, notes=tuple(marks[told] for told in one.considered)),
                Cell(one.start or NOTHING),
                Cell(one.target),
            )
        )
        for one in facts.goals
    )
    return Table(
        key="mal",
        caption="Vad som ska nås, från läget när planen börjar",
        columns=(Column("Mått", "name"), Column("Nuläge", "text"), Column("Mål", "text")),
        rows=tuple(rows),
        notes=tuple(Note(text("Beaktas när måttet läses: ", told), mark) for told, mark in marks.items()),
        data=Data(
            "Mål",
            (DataColumn("Mått"), DataColumn("Nuläge"), DataColumn("Mål")),
            tuple((Value(one.measure), Value(one.start or NOTHING), Value(one.target)) for one in facts.goals),
        ),
    )


def _activities(facts: PlanFacts) -> Table:
    told = [(one.what, one.who, day_in_words(one.when), one.state) for one in facts.activities]
    return Table(
        key="aktiviteter",
        caption="Vem som gör vad, och när",
        columns=(Column("Aktivitet", "name"), Column("Vem", "text"), Column("När", "text"), Column("Läge", "text")),
        rows=tuple(Row(tuple(map(Cell, one))) for one in told),
        data=Data(
            "Aktiviteter",
            tuple(DataColumn(one) for one in ("Aktivitet", "Vem", "När", "Läge")),
            tuple(tuple(map(Value, one)) for one in told),
        ),
    )
