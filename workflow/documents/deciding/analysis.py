"""The deepened analysis of a cycle as a document. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.tree import Block, Bullets, Document, Facts, Heading, Paragraph, Section, Span, Table, Text, text
from municipalities.swedish import listed, plural
from workflow.documents.deciding.facts import AnalysisFacts, Area, HandedIn
from workflow.documents.deciding.tables import tables_of_today
from workflow.documents.edited import Draft, EditedText, basis_of, paragraphs_of
from workflow.documents.meetings.parts import facts_of, lines_of, under
from workflow.documents.results.facts import Research
from workflow.documents.results.tables import named_apart

NOT_PUBLISHED = "Skälen bygger på resultat som inte är publicerade än."
NO_FIGURES = "Det finns inga publicerade resultat att visa för områdets indikatorer."
FIRST_TERM = "Vad kommunen vet"
Texts = Mapping[str, EditedText]


def build_analysis(facts: AnalysisFacts, texts: Texts) -> Document:
    opening, closing = drafts_of_analysis(facts)
    areas = [Section(tuple(_area(one, number, facts))) for number, one in enumerate(facts.areas, 1)]
    last = (
        *under("Sammanfattande analys", paragraphs_of(closing, texts)),
        *under("Områden som inte går vidare", (block for one in facts.dropped for block in _dropped(one))),
    )
    sections = (
        Section(under("Inledning", paragraphs_of(opening, texts, is_lead=True)), starts_page=True),
        *areas,
        Section(last),
    )
    return Document(
        title=f"Fördjupad analys: {facts.cycle.lower()}",
        sections=tuple(_named_apart([one for one in sections if one.blocks])),
        subtitle="Utvecklingsområden ur resultaten",
        kind="Fördjupad analys",
        subject=facts.cycle,
        has_cover=True,
        is_example=facts.is_example,
    )


def drafts_of_analysis(facts: AnalysisFacts) -> tuple[Draft, Draft]:
    titles = tuple(one.title for one in facts.areas)
    opening = _opening(facts, titles)
    return (
        Draft("inledning", "Inledning", opening, basis_of(titles)),
        Draft("sammanfattning", "Sammanfattande analys", (), basis_of(())),
    )


def _opening(facts: AnalysisFacts, titles: tuple[str, ...]) -> tuple[str, ...]:
    if not titles:
        return ()
    number = plural(len(titles), "ett utvecklingsområde", "{n} utvecklingsområden")
    return (
        f"Ur resultaten för {facts.year} har {facts.network} valt {number}: {listed(titles)}.",
        "För varje område står behovet och skälen ur resultaten, vad kommunerna själva vet, vad forskningen säger och "
        "vad analysen leder fram till.",
    )


def _named_apart(sections: list[Section]) -> Iterator[Section]:
    """No two sheets of the workbook are called alike."""
    tables = iter(named_apart([block for one in sections for block in one.blocks if isinstance(block, Table)]))
    for one in sections:
        blocks = tuple(next(tables) if isinstance(block, Table) else block for block in one.blocks)
        yield Section(blocks, one.starts_page, one.is_landscape)


def _area(area: Area, number: int, facts: AnalysisFacts) -> Iterator[Block]:
    yield Heading(1, area.title)
    yield from facts_of([("Genomförs", area.reach)])
    yield from under("Behovet", lines_of(area.need), 2)
    yield from under("Skäl ur resultaten", evidence_of(area), 2)
    yield from under("Resultaten", _figures(area, number, facts), 2)
    yield from under("Kommunernas hemuppgifter", _homework(area), 2)
    yield from under("Forskning", _research(area.research), 2)
    yield from under("Analys", lines_of(area.discussion), 2)
    yield from under("Förslag", _proposed(area), 2)


def evidence_of(area: Area) -> Iterator[Block]:
    if area.is_hidden:
        yield Paragraph(text(NOT_PUBLISHED))
    elif area.evidence:
        yield Bullets(tuple(text(one) for one in area.evidence))


def _figures(area: Area, number: int, facts: AnalysisFacts) -> Iterator[Block]:
    found = (
        list(tables_of_today(facts.results, area.indicators, f"omrade-{number}", area.title)) if facts.results else []
    )
    if not found and area.indicators:
        yield Paragraph(text(NO_FIGURES))
    yield from found


def _homework(area: Area) -> Iterator[Block]:
    told = tuple((one.unit, _of_unit(one)) for one in area.homework if one.texts)
    if told:
        yield Facts(told)
    if area.silent:
        yield Paragraph(text(f"Inte inlämnad: {', '.join(area.silent)}."), "small")


def _of_unit(one: HandedIn) -> Text:
    """What it knows first, without a term; the rest each with its own."""
    spans: list[Span] = []
    for term, said in one.texts:
        if term != FIRST_TERM:
            spans.append(Span(f"{' ' if spans else ''}{term}: ", "strong"))
        spans.append(Span(" ".join(said.split())))
    return tuple(spans)


def _research(research: tuple[Research, ...]) -> Iterator[Block]:
    if research:
        yield Bullets(tuple(_reference(one) for one in research))


def _reference(one: Research) -> Text:
    link = one.link if one.link.startswith(("https://", "http://")) else ""
    said = f" {one.summary}" if one.summary else ""
    return text(Span(one.citation, "", link), said)


def _proposed(area: Area) -> Iterator[Block]:
    yield from lines_of(area.proposal)
    rest = (("Motivering", area.motivation), ("Tidsplan", area.time_plan), ("Ansvar", area.responsibility))
    for heading, said in rest:
        if said.strip():
            yield Paragraph(text(Span(heading, "strong")))
            yield from lines_of(said)


def _dropped(area: Area) -> Iterator[Block]:
    yield Heading(2, area.title)
    yield from lines_of(area.dropped_because)
    yield from evidence_of(area)
