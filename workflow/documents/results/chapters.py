"""The results themselves, quality area by quality area, FoU's comments, and the areas that the network has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from documents.tree import (
    Aside,
    Block,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Reference,
    Section,
    Span,
    Table,
    Text,
    text,
)
from municipalities.swedish import listed, plural
from workflow.documents.results.facts import Agreed, Area, Measured, Research
from workflow.documents.results.layout import Placed
from workflow.documents.results.opening import municipalities
from workflow.documents.results.pictures import picture_of
from workflow.documents.results.typed_blocks import blocks_of
from workflow.documents.results.wording import QUARTILES, WITHOUT_QUARTILES
from workflow.documents.results.words import COMMENTS, Told, text_key

SHORT = 400  # characters of what a municipality knows: the homework itself says the rest


def results(told: Told) -> Iterator[Section]:
    """Two chapters: what the survey tells, and what registers tell."""
    for is_register, heading in ((False, "Resultat"), (True, "Uppgifter ur register")):
        tables = [pair for pair in told.tables if pair[0].measured[0].is_register is is_register]
        if tables:
            yield from _chapter(told, heading, tables, is_register=is_register)


def _chapter(
    told: Told, heading: str, tables: Sequence[tuple[Placed, Table]], *, is_register: bool
) -> Iterator[Section]:
    opening: list[Block] = [Heading(1, heading)]
    if tables[0] is told.tables[0]:
        opening += municipalities(told.facts)
    if is_register:
        opening += legend([one for placed, _table in tables for one in placed.measured])
    first: dict[str, str] = {}  # question: the table that its interpretation stands under
    for number, (area, inside) in enumerate(groupby(tables, key=lambda pair: pair[0].quality_area)):
        name = told.facts.quality_areas.get(area, area)
        blocks: list[Block] = [Heading(2, name)]
        both = list(inside)
        measured = [one for placed, _table in both for one in placed.measured]
        if picture := picture_of(told.facts, f"bild-{area}", name, measured):
            blocks.append(picture)
        for placed, table in both:
            blocks += _table(told, placed, table, first)
        yield Section((*(opening if number == 0 else ()), *blocks), starts_page=number == 0)


def _table(told: Told, placed: Placed, table: Table, first: dict[str, str]) -> Iterator[Block]:
    yield table
    yield from told.paragraphs(text_key(placed))
    asked = {question for one in placed.measured for question in one.questions}
    before: dict[str, list[str]] = {}
    for one in told.facts.agreed:
        if one.question in asked:
            if one.question in first:
                before.setdefault(first[one.question], []).append(one.question)
            else:
                first[one.question] = table.key
                yield interpretation(one)
    for key, questions in before.items():
        yield Paragraph(text(f"Hur {_question(questions)} tolkas står under ", Reference(key), "."), "small")
    considered = dict.fromkeys(one for measured in placed.measured for one in measured.considered)
    if considered:
        yield Aside(
            "Beaktas i analysen", (Bullets(tuple(text(_without_heading(one)) for one in considered)),), "consider"
        )


def _question(codes: Sequence[str]) -> str:
    return f"{plural(len(codes), 'fråga', 'frågorna')} {listed(codes)}"


def _without_heading(considered: str) -> str:
    """ "Fråga 17 2015 (FoU Nordväst): …", under the heading that says what it is."""
    told = considered.removeprefix("Beaktas i analysen, ")
    return told[:1].upper() + told[1:]


def interpretation(one: Agreed) -> Aside:
    return Aside(f"Så tolkas fråga {one.question}", blocks_of(one.text), "interpretation")


def legend(measured: Iterable[Measured]) -> Iterator[Block]:
    """What the colours of register figures say, or why there are none."""
    coloured = [one for one in measured if any(one.colours)]
    has_signs = any(one.definition.desirable == "low" for one in coloured)
    if coloured:
        yield Paragraph(text("Färgerna visar var kommunens värde ligger bland alla kommuner i landet:"))
        yield Facts(
            tuple((f"{colour} {sign}" if has_signs else colour, text(told)) for colour, sign, told in QUARTILES)
        )
    else:
        yield Paragraph(text(WITHOUT_QUARTILES))


def comments(told: Told) -> Iterator[Section]:
    """Left out until somebody has written any."""
    if paragraphs := told.paragraphs(COMMENTS):
        yield Section((Heading(1, "Kommentarer"), *paragraphs), starts_page=True)


def areas(told: Told) -> Iterator[Section]:
    if told.facts.areas:
        blocks: list[Block] = [Heading(1, "Utvecklingsområden")]
        for one in told.facts.areas:
            blocks += _area(one)
        yield Section(tuple(blocks), starts_page=True)


def _area(area: Area) -> Iterator[Block]:
    yield Heading(2, area.title)
    rows: list[tuple[str, Text]] = [("Läge", text(area.state))]
    if area.need:
        rows.append(("Behov", text(" ".join(area.need.split()))))
    if area.indicators:
        rows.append(("Indikatorer", text("; ".join(area.indicators))))
    yield Facts(tuple(rows))
    if area.asked:
        number = len(area.homework)
        yield Paragraph(
            text(f"Hemuppgiften har {number} av {plural(area.asked, 'en kommun', '{n} kommuner')} lämnat in.")
        )
    if area.homework:
        yield Facts(tuple((one.unit, text(shortened(one.text))) for one in area.homework))
    if area.research:
        yield Heading(3, "Forskning")
        yield Bullets(tuple(_research(one) for one in area.research))


def _research(one: Research) -> Text:
    source = Span(one.citation, link=one.link) if one.link.startswith("https:") else Span(one.citation)
    return (source, Span(f". {one.summary}" if one.summary else ""))


def shortened(told: str) -> str:
    """Cut between words.

    >>> shortened("kort"), len(shortened("ord " * 200)) <= SHORT + 2
    ('kort', True)
    """
    return told if len(told) <= SHORT else f"{told[:SHORT].rsplit(' ', 1)[0]} …"
