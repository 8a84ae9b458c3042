"""A municipality's leaflet as a document of two pages: first how it stands and what it has, then what to develop, what
has changed and its numbers beside those of others. Pure.

What there is no room for is counted, and stands on the municipality's page; nothing is left out without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from documents.checks import finished
from documents.tree import (
    Aside,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Text,
    Tone,
    text,
)
from indicators.leaflets.facts import LeafletFacts, Line
from indicators.rules.outcomes import NO, PARTLY, YES
from municipalities.swedish import listed, plural

TONES: dict[str, Tone] = {YES: "yes", PARTLY: "partly", NO: "no"}
LINE = 42  # letters of an indicator's name that stand on one line of a table
ROOM, HEADING = 48, 8  # lines of the second page above "Om bladet", and what a heading and its table's head take
KEPT_FOR_CHANGED, KEPT_FOR_NUMBERS = 6, 4  # lines of what comes later, which a long list does not take
LONGEST = 1700  # letters of what it has, on the first page
MOST_CONSIDERED = 300  # letters


def leaflet(facts: LeafletFacts) -> Document:
    return finished(
        Document(
            title=f"{facts.municipality}: {facts.area.lower()} {facts.year}",
            subtitle="Kommunens öppna jämförelser på två sidor",
            subject=f"Öppna jämförelser för {facts.municipality} {facts.year}",
            keywords=("öppna jämförelser", facts.municipality, facts.area.lower()),
            day=facts.day,
            is_example=facts.is_example,
            sections=(Section(tuple(_first(facts))), Section(tuple(_second(facts)), starts_page=True)),
        )
    )


def _first(facts: LeafletFacts) -> Iterator[Block]:
    if facts.is_unpublished:
        yield Aside("Inte publicerat", (Paragraph(text("Resultaten visas än så länge inte för alla.")),), "warning")
    yield Paragraph(text(_in_short(facts)), "lead")
    if facts.profile is not None:
        yield facts.profile.picture("profil")
    if facts.green:
        yield Heading(1, "Det här finns")
        yield from _held(facts)


def _in_short(facts: LeafletFacts) -> str:
    counted = [(word, len(facts.having(value))) for word, value in (("Ja", YES), ("Delvis", PARTLY), ("Nej", NO))]
    base = sum(number for _word, number in counted)
    if not base:
        return f"{facts.municipality} har inga resultat i Ja, Delvis eller Nej {facts.year}."
    told = listed(f"{word} i {number}" for word, number in counted if number)
    said = f"Av {plural(base, '{n} indikator', '{n} indikatorer')} har {facts.municipality} {told}."
    better, worse = (sum(1 for one in facts.changed if one.moved * way > 0) for way in (1, -1))
    if facts.compared is None:
        return said
    if not better + worse:
        return f"{said} Inget av det som går att jämföra har ändrats sedan {facts.compared}."
    ways = listed(f"{number} {word}" for number, word in ((better, "åt rätt håll"), (worse, "åt fel håll")) if number)
    changed = plural(better + worse, "{n} indikator", "{n} indikatorer")
    return f"{said} Sedan {facts.compared} har {changed} ändrats: {ways}."


def _held(facts: LeafletFacts) -> Iterator[Paragraph]:
    """By quality area, as running text; an area that there is no room left for is counted alone."""
    room = LONGEST
    for code, name in facts.quality_areas.items():
        names = "; ".join(one.name for one in facts.green if one.quality_area == code)
        base = sum(1 for one in facts.having(YES, PARTLY, NO) if one.quality_area == code)
        if names:
            is_told = len(names) <= room
            room -= len(names) if is_told else 0
            counted = f"{names.count('; ') + 1} av {base}"
            said = f": {names}." if is_told else ", som står på kommunens sida i öjportal."
            yield Paragraph((Span(f"{name}, {counted}", "strong"), Span(said)))


def _second(facts: LeafletFacts) -> Iterator[Block]:
    to_develop, changed, numbers = _shared(facts)
    if facts.to_develop:
        yield Heading(1, "Att utveckla")
        yield _table("utveckla", "Nej och Delvis; det som flest andra har står först", to_develop, facts)
        yield from _left_out(to_develop, facts.to_develop)
    if facts.changed:
        yield Heading(1, f"Ändrat sedan {facts.compared}")
        yield Bullets(tuple(_moved(one) for one in changed))
        yield from _left_out(changed, facts.changed)
    if facts.numbers:
        yield Heading(1, "I siffror")
        yield _table("siffror", f"Mått för {facts.municipality}", numbers, facts)
        yield from _left_out(numbers, facts.numbers)
    yield Heading(1, "Om bladet")
    yield Facts(tuple(_about(facts)))


def _shared(facts: LeafletFacts) -> list[list[Line]]:
    """What there is room for of each list on the second page; what one does not need goes to the next."""
    lists = [(facts.to_develop, 0), (facts.changed, KEPT_FOR_CHANGED), (facts.numbers, KEPT_FOR_NUMBERS)]
    room = ROOM - HEADING * sum(1 for lines, _kept in lists if lines)
    found = []
    for place, (lines, _own) in enumerate(lists):
        kept = sum(own for later, own in lists[place + 1 :] if later)
        shown = _fitting(lines, room - kept)
        room -= sum(map(_height, shown))
        found.append(shown)
    return found


def _height(one: Line) -> int:
    return -(-len(one.name) // LINE)


def _fitting(lines: Sequence[Line], room: int) -> list[Line]:
    """As many from the first as there is room for."""
    feet = accumulate(map(_height, lines))
    return [one for one, foot in zip(lines, feet, strict=True) if foot <= room]


def _left_out(shown: Sequence[Line], lines: Sequence[Line]) -> Iterator[Paragraph]:
    if more := len(lines) - len(shown):
        yield Paragraph(text(f"{more} till står på kommunens sida i öjportal."), "small")


def _moved(one: Line) -> Text:
    sign = "▲" if one.moved > 0 else "▼"
    return (Span(f"{sign}\u00a0{one.name}: ", "strong"), Span(f"från {one.before} till {one.text}"))


def _table(key: str, caption: str, lines: Sequence[Line], facts: LeafletFacts) -> Table:
    columns = (Column("Indikator", "name"), Column(facts.municipality), *(Column(one) for one in facts.groups))
    rows = (
        Row((Cell(one.name), Cell(one.text, tone=TONES.get(one.value, "")), *map(Cell, one.beside))) for one in lines
    )
    return Table(key=key, caption=caption, columns=columns, rows=tuple(rows))


def _about(facts: LeafletFacts) -> Iterator[tuple[str, Text]]:
    yield "Källa", text(facts.source)
    if facts.others:
        yield (
            "Räknas inte",
            text(f"{len(facts.others)} utan Ja, Delvis eller Nej: ej aktuellt, kan inte svara eller bortfall."),
        )
    if considered := " ".join(facts.considered):
        is_short = len(considered) <= MOST_CONSIDERED
        yield (
            "Beaktas",
            text(considered if is_short else "Vad som beaktas när resultaten läses står på kommunens sida."),
        )
    yield "Alla indikatorer", (Span(facts.address, link=facts.address),)
