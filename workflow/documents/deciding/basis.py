"""The basis that heads of social services decide on, on two pages, as a document. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.tree import Block, Document, Heading, Paragraph, Section, text
from municipalities.swedish import plural
from workflow.documents.deciding.analysis import evidence_of
from workflow.documents.deciding.facts import Area, DecisionFacts
from workflow.documents.deciding.tables import chosen, frozen_in_short, table_in_short
from workflow.documents.edited import Draft, EditedText, basis_of, paragraphs_of
from workflow.documents.meetings.parts import facts_of, lines_of, under

HIDDEN = "Siffrorna bygger på resultat som inte är publicerade än och visas när de är publicerade."
Texts = Mapping[str, EditedText]


def build_basis(facts: DecisionFacts, texts: Texts) -> Document:
    (risks,) = drafts_of_basis(facts)
    blocks = (
        *_head(facts),
        *under("Föreslagna områden", (block for one in facts.areas for block in _area(one, facts))),
        *_figures(facts),
        *under("Tidsplan och ansvar", _plan(facts)),
        *under("Risker och förbehåll", paragraphs_of(risks, texts)),
        *under("Ställningstaganden", _stands(facts)),
    )
    return Document(
        title=f"Beslutsunderlag: {facts.cycle.lower()}",
        sections=(Section(blocks),),
        subtitle=f"Till socialcheferna i {facts.network}",
        kind="Beslutsunderlag",
        subject=facts.cycle,
        is_example=facts.is_example,
    )


def drafts_of_basis(facts: DecisionFacts) -> tuple[Draft]:
    told = tuple(_risks(facts))
    return (Draft("risker", "Risker och förbehåll", told, basis_of(told)),)


def _risks(facts: DecisionFacts) -> Iterator[str]:
    """What the heads should know of the ground they stand on: nothing is weighed here."""
    if facts.without_homework:
        yield f"Förslaget lades fram utan alla hemuppgifter: {facts.without_homework}"
    elif facts.missing_homework:
        yield facts.missing_homework
    for one in facts.areas:
        if not one.motivation and not one.proposal:
            yield f"Ingen fördjupad analys är skriven av {one.title}."
    codes = [code for one in facts.areas for code in one.indicators]
    measured = chosen(facts.results, dict.fromkeys(codes))
    told = [f"{one.row.name}: {said}" for one in measured for said in (*one.considered, *one.disputed)]
    told += [f"{one.name}: {said}" for one in facts.frozen for said in (*one.reservations, *one.disputes)]
    yield from dict.fromkeys(told)


def _head(facts: DecisionFacts) -> Iterator[Block]:
    """What they are asked stands above all headings."""
    put = f"framlagt av {facts.proposed}" if facts.proposed else ""
    version = f"version {facts.number}" if facts.number > 1 else ""
    told = ", ".join(one for one in (facts.state, put, version) if one)
    yield from facts_of((("Läge", told),))
    yield from lines_of(facts.proposal)


def _area(area: Area, facts: DecisionFacts) -> Iterator[Block]:
    yield Heading(2, f"{area.title} ({area.reach.lower()})" if area.reach else area.title)
    yield from lines_of(area.need)
    yield from evidence_of(area)
    yield from facts_of(
        (
            ("Förslag", area.proposal),
            ("Motivering", area.motivation),
            ("Tidsplan", facts.own_time_plan(area)),
            ("Ansvar", area.responsibility),
        )
    )


def _figures(facts: DecisionFacts) -> Iterator[Block]:
    codes = [code for one in facts.areas for code in one.indicators]
    if facts.hides_figures:
        yield Paragraph(text(HIDDEN))
    elif facts.frozen:
        yield from frozen_in_short(facts.frozen, facts.year)
    elif facts.results:
        yield from table_in_short(facts.results, codes)
    elif codes:
        yield Paragraph(text(HIDDEN))


def _plan(facts: DecisionFacts) -> Iterator[Block]:
    yield from facts_of(
        (
            ("Tidsplan", facts.time_plan),
            ("Ansvar", facts.responsibility),
            ("Följs upp", facts.follow_up),
            ("Underlag", _ground(facts)),
        )
    )


def _ground(facts: DecisionFacts) -> str:
    """What stands in the deepened analysis, in numbers."""
    handed_in = sum(len(one.homework) for one in facts.areas)
    asked = handed_in + sum(len(one.silent) for one in facts.areas)
    research = sum(len(one.research) for one in facts.areas)
    told = [f"{handed_in} av {asked} hemuppgifter"] if asked else []
    if research:
        told.append(plural(research, "{n} hänvisning till forskning", "{n} hänvisningar till forskning"))
    return f"{' och '.join(told)}, i den fördjupade analysen" if told else ""


def _stands(facts: DecisionFacts) -> Iterator[Block]:
    """Who has answered what, with the comments; names and days stand in the decision."""
    gathered: dict[str, list[str]] = {}
    for one in facts.stands:
        gathered.setdefault(one.stance, []).append(f"{one.unit} ({one.comment})" if one.comment else one.unit)
    waiting = ("Svar väntas från", ", ".join(facts.waiting))
    yield from facts_of([*((stance, ", ".join(told)) for stance, told in gathered.items()), waiting])
