"""The national fact sheet as a document: key messages, a table over the years for each quality area, and where it all
comes from, built from facts that `queries.read_national_facts` has read. Pure.

As Socialstyrelsen's of 2018, with the publisher of every figure beside it, and with what publishers print otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from documents.checks import finished, sections_of
from documents.pictures.dots import Dot, DotRow, Dots
from documents.tree import (
    Block,
    Bullets,
    Cell,
    Column,
    Data,
    DataColumn,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    Tone,
    Unit,
    Value,
    text,
)
from municipalities.swedish import MINUS, NBSP, listed, percent
from workflow.documents.national.facts import NationalFacts, NationalFigure, NationalIndicator
from workflow.documents.national.messages import key_messages, moved_shares, share_of

NOTHING = "–"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_IN_PICTURE = 8
SHEET = 31  # letters that a workbook's sheet may be called by
WORDS = {
    "uppgift saknas": "ingen utgivare som portalen känner har en siffra för det året.",
    "redovisas inte": "ej aktuellt och bortfall är tillsammans mer än 20 % av enheterna, eller så har ingen svarat.",
    "jämförs inte": "åren går inte att jämföra, eller så kommer siffrorna från olika utgivare.",
}


def national_sheet(facts: NationalFacts) -> Document:
    subject = f"{facts.area} {facts.year} i hela landet"
    return finished(
        Document(
            title=subject,
            subtitle=f"Nationellt faktablad, öppna jämförelser {_span(facts)}",
            kind="Faktablad",
            number=facts.issue.number,
            authors=facts.issue.authors,
            publisher=facts.publisher,
            day=facts.issue.day,
            subject=f"Öppna jämförelser: {subject[:1].lower()}{subject[1:]}",
            keywords=("öppna jämförelser", facts.area.lower(), "riket"),
            version=facts.issue.version,
            is_example=facts.is_example,
            sections=sections_of(*_blocks(facts)),
            words=tuple(WORDS.items()),
        )
    )


def _blocks(facts: NationalFacts) -> Iterator[Block]:
    yield Paragraph(text(_introduction(facts)), "lead")
    yield Heading(1, "I korthet")
    messages = key_messages(facts)
    yield Bullets(tuple(messages)) if messages else Paragraph(text(f"Inga andelar är kända för {facts.year}."))
    if (picture := _dots(facts)) is not None:
        yield picture.picture("jamforbara")
    tables = [table for code, name in facts.quality_areas.items() if (table := _table(facts, code, name))]
    for table in tables:
        yield Heading(1, table.caption.rsplit(",", 1)[0])
        yield table
    yield Heading(1, "Om uppgifterna")
    yield Facts(tuple(_about(facts)))
    if told := list(_disputed(facts)):
        yield Heading(2, "Utgivare som inte är överens")
        yield Bullets(tuple(text(one) for one in told))


def _span(facts: NationalFacts) -> str:
    return f"{facts.years[0]}–{facts.years[-1]}" if len(facts.years) > 1 else str(facts.year)


def _introduction(facts: NationalFacts) -> str:
    number = len(facts.indicators)
    what = f"{number} indikatorer" if number != 1 else "en indikator"
    return (
        f"Bladet samlar vad som är känt om hela landet för {what} inom {facts.area.lower()}, år för år {_span(facts)}. "
        f"En andel säger hur många av landets kommuner och stadsdelar som har det som indikatorn gäller."
    )


class _Notes:
    """Notes with letters, each text once."""

    def __init__(self) -> None:
        self.marks: dict[str, str] = {}

    def mark(self, note: str) -> tuple[str, ...]:
        return (self.marks.setdefault(note, LETTERS[len(self.marks) % len(LETTERS)]),) if note else ()

    def all(self) -> tuple[Note, ...]:
        return tuple(Note(text(note), mark) for note, mark in self.marks.items())


def _table(facts: NationalFacts, code: str, name: str) -> Table | None:
    inside, notes = list(facts.inside(code)), _Notes()
    if not inside:
        return None
    rows = tuple(Row(tuple(_cells(one, facts, notes))) for one in inside)
    change = (Column(f"Ändring sedan {facts.before}", "number"),) if facts.before else ()
    years = (Column(str(year), "number") for year in facts.years)
    general = "Andel av kommuner och stadsdelar; ändring i procentenheter."
    return Table(
        key=code,
        caption=f"{name}, {_span(facts)}",
        columns=(Column("Indikator", "name"), *years, *change, Column("Utgivare", "text")),
        rows=rows,
        notes=(*notes.all(), Note(text(general))),
        source=listed(_publishers(inside)),
        data=_data(facts, inside, name),
    )


def _publishers(inside: Iterable[NationalIndicator]) -> list[str]:
    return list(dict.fromkeys(figure.publisher for one in inside for figure in one.figures.values()))


def _cells(one: NationalIndicator, facts: NationalFacts, notes: _Notes) -> Iterator[Cell]:
    yield Cell(one.name)
    for year in facts.years:
        figure = one.figures.get(year)
        if figure is None:
            yield Cell(NOTHING)
        else:
            marks = (*notes.mark(_whose(one, year, facts)), *notes.mark(_otherwise(figure, year)))
            tone: Tone = "missing" if figure.figure is None else ""
            yield Cell(figure.text, tone=tone, notes=(*marks, *notes.mark(figure.withheld)))
    if facts.before:
        points = one.points(facts.before, facts.year)
        partly = " ".join(one.link.notes) if one.link.is_ == "partly" and points is not None else ""
        yield Cell(signed(points) if points is not None else NOTHING, notes=notes.mark(partly))
    yield Cell(_publisher(one, facts.year))


def _publisher(one: NationalIndicator, year: int) -> str:
    """Of the year's figure, else of the latest there is."""
    return one.figures[year if year in one.figures else max(one.figures)].publisher


def _whose(one: NationalIndicator, year: int, facts: NationalFacts) -> str:
    whose = one.figures[year].publisher
    return f"Uppgift från {whose}." if whose != _publisher(one, facts.year) else ""


def _otherwise(figure: NationalFigure, year: int) -> str:
    told = listed(f"{publisher} {printed}" for publisher, printed in figure.others)
    return f"För {year} uppger {told}." if figure.others else ""


def signed(points: Fraction) -> str:
    """
    >>> signed(Fraction(7)), signed(Fraction(-3, 2)), signed(Fraction(0))
    ('+7', '\\u22121,5', '±0')
    """
    size = percent(abs(points)).removesuffix(f"{NBSP}%")
    return f"{'±' if not points else '+' if points > 0 else MINUS}{size}"


def _data(facts: NationalFacts, inside: Sequence[NationalIndicator], name: str) -> Data:
    are_shares = all(one.is_share for one in inside)
    unit: Unit = "percent" if are_shares else "number"
    step: Unit = "points" if are_shares else "number"
    years = [
        column for year in facts.years for column in (DataColumn(f"{year}", unit, 1), DataColumn(f"{year}, utgivare"))
    ]
    change = [DataColumn(f"Ändring sedan {facts.before}", step, 1)] if facts.before else []
    rows = tuple(tuple(_values(one, facts)) for one in inside)
    return Data(name[:SHEET], (DataColumn("Indikator"), DataColumn("Kod"), *years, *change), rows)


def _values(one: NationalIndicator, facts: NationalFacts) -> Iterator[Value]:
    yield from (Value(one.name), Value(one.code))
    for year in facts.years:
        figure = one.figures.get(year)
        missing = "uppgift saknas" if figure is None else "redovisas inte"
        yield _number(figure.figure if figure else None, missing)
        yield Value(figure.publisher) if figure else Value(missing=missing)
    if facts.before:
        yield _number(one.points(facts.before, facts.year), "jämförs inte")


def _number(figure: Fraction | None, missing: str) -> Value:
    if figure is None:
        return Value(missing=missing)
    return Value(number=round(Decimal(figure.numerator) / Decimal(figure.denominator), 4))


def _dots(facts: NationalFacts) -> Dots | None:
    """The years on one line for each indicator that may be compared, the sheet's own first."""
    moved = moved_shares(facts)[:MOST_IN_PICTURE]
    if len(moved) < 2:
        return None
    years = facts.years[::-1]
    rows = (DotRow(one.name, tuple(Dot(share_of(one, year)) for year in years)) for one, _points in moved)
    up = sum(1 for _one, points in moved if points > 0)
    title = f"Andelen har ökat för {up} av {len(moved)} jämförbara indikatorer sedan {facts.before}"
    return Dots(title, tuple(map(str, years)), tuple(rows))


def _about(facts: NationalFacts) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "Datakälla", (Span("; ".join(facts.sources)),)
    yield "Svarsfrekvens", (Span(_answered(facts)),)
    yield (
        "Vems siffra",
        (
            Span(
                "Utgivaren står vid varje rad. Finns en uppgift hos flera används den som trycktes för hela landet "
                "före den som en rapport återger."
            ),
        ),
    )
    yield (
        "Jämförelser",
        (
            Span(
                "En ändring står bara mellan två år som går att jämföra och som har samma utgivare. Bara helt "
                "jämförbara år räknas i sammanfattningen."
            ),
        ),
    )


def _answered(facts: NationalFacts) -> str:
    told = [
        f"{year} svarade {handed_in} av {asked} kommuner och stadsdelar, {percent(Fraction(100 * handed_in, asked))}."
        for year, (handed_in, asked) in sorted(facts.answered.items())
        if asked
    ]
    printed = [f"{year} {_between(*rates)}" for year, rates in facts.rates.items() if year not in facts.answered]
    if printed:
        told.append(f"Enligt Socialstyrelsen svarade {listed(printed)} av enheterna, beroende på indikator.")
    unknown = [str(year) for year in facts.years if year not in {*facts.answered, *facts.rates}]
    if unknown:
        told.append(f"För {listed(unknown)} är den inte känd i portalen; den står i källan.")
    return " ".join(told)


def _between(low: Decimal, high: Decimal) -> str:
    return percent(low) if low == high else f"mellan {percent(low)} och {percent(high)}"


def _disputed(facts: NationalFacts) -> Iterator[str]:
    for one in facts.indicators:
        for year, figure in sorted(one.figures.items()):
            if figure.others:
                told = listed(f"{publisher} uppger {printed}" for publisher, printed in figure.others)
                yield f"{one.name}, {year}: {figure.publisher} uppger {figure.text}, {told}."
