"""The decision of the heads of social services as a document: as it was frozen, with what has been corrected since.
Pure."""

from __future__ import annotations

from collections.abc import Iterator

from documents.tree import Block, Bullets, Document, Heading, Paragraph, Section, Span, text
from workflow.documents.deciding.analysis import evidence_of
from workflow.documents.deciding.basis import HIDDEN
from workflow.documents.deciding.facts import Area, DecisionFacts
from workflow.documents.deciding.tables import asides, corrections_table, frozen_table, stands_table
from workflow.documents.meetings.parts import facts_of, lines_of, under


def build_decision(facts: DecisionFacts) -> Document:
    areas = (block for number, one in enumerate(facts.areas, 1) for block in _area(one, number, facts))
    blocks = (
        *_head(facts),
        *under("Det som beslutades", lines_of(facts.proposal)),
        *under("Motivering", _motivation(facts)),
        *under("Utvecklingsområden", areas),
        *under("Tidsplan och ansvar", _plan(facts)),
        *under("Ställningstaganden", stands_table(facts.stands)),
        *under("Reservationer och kommentarer", _reservations(facts)),
        *under("Rättat efter beslutet", corrections_table(facts.corrections)),
        *under("Låsta uppgifter", _frozen(facts)),
    )
    return Document(
        title=f"Beslut om utvecklingsområden: {facts.cycle.lower()}",
        sections=(Section(blocks),),
        subtitle=f"Socialcheferna i {facts.network}",
        kind="Beslut",
        subject=facts.cycle,
        is_example=facts.is_example,
    )


def _head(facts: DecisionFacts) -> Iterator[Block]:
    yield from facts_of(
        (
            ("Beslutat", facts.decided_on),
            ("Av", f"Socialcheferna i {facts.network}, som grupp"),
            ("Framlagt av", facts.proposed),
            ("Antecknat av", facts.recorded),
            ("Version", str(facts.number)),
            ("Ersatt av", facts.replaced_by),
            ("Följs upp", facts.follow_up),
        )
    )


def _motivation(facts: DecisionFacts) -> Iterator[Block]:
    yield from lines_of(facts.motivation)
    if facts.without_homework:
        yield Paragraph(text(f"Lades fram utan alla hemuppgifter: {facts.without_homework}"))
    if facts.without_all:
        yield Paragraph(text(f"Beslutat utan alla svar: {facts.without_all}"))


def _area(area: Area, number: int, facts: DecisionFacts) -> Iterator[Block]:
    yield Heading(2, area.title)
    yield from lines_of(area.need)
    yield from facts_of(
        (
            ("Beslutat", area.proposal),
            ("Motivering", area.motivation),
            ("Genomförs", area.reach),
            ("Tidsplan", facts.own_time_plan(area)),
            ("Ansvar", area.responsibility),
        )
    )
    if not area.is_hidden:
        yield from under("Skäl ur resultaten", evidence_of(area), 3)
    frozen = [one for one in facts.frozen if one.code in area.indicators]
    yield from frozen_table(frozen, f"omrade-{number}", area.title, facts.year)
    considered = [f"{one.name}: {told}" for one in frozen for told in one.reservations]
    yield from asides(considered, [f"{one.name}: {told}" for one in frozen for told in one.disputes])


def _plan(facts: DecisionFacts) -> Iterator[Block]:
    for term, said in (("Tidsplan", facts.time_plan), ("Ansvar", facts.responsibility)):
        if said.strip():
            yield Paragraph(text(Span(term, "strong")))
            yield from lines_of(said)


def _reservations(facts: DecisionFacts) -> Iterator[Block]:
    if facts.reservations:
        yield Bullets(
            tuple(text(f"{one.unit}, {one.name}, {one.stance.lower()}: {one.comment}") for one in facts.reservations)
        )


def _frozen(facts: DecisionFacts) -> Iterator[Block]:
    told = HIDDEN if facts.hides_figures else facts.source
    if told:
        yield Paragraph(text(told))
    yield Paragraph(
        text(
            "Det som beslutades låstes när beslutet antecknades: områdenas texter, ställningstagandena och siffrorna. "
            "Kontrollsumman ändras om något av det ändras."
        )
    )
    yield from facts_of([("Kontrollsumma (SHA-256)", facts.sha256)])
