"""What stands before the results: summary, introduction with work model and reading guide, and the municipalities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from documents.tree import (
    Aside,
    Block,
    Bullets,
    Cell,
    Column,
    Data,
    DataColumn,
    Facts,
    Heading,
    Note,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Value,
    text,
)
from municipalities.places.similar import SIZE_WORDS
from workflow.documents.results.by_area import areas_table
from workflow.documents.results.facts import Keys, ReportFacts
from workflow.documents.results.wording import STAGES, readers_text, reading_guide, words_used
from workflow.documents.results.words import INTRODUCTION, SUMMARY, Told

SKR_SINCE = 2019  # when SKL took the name SKR
NUMBERS = ("Invånare", "Storleksgrupp", "Socioekonomisk nyckel")


def opening(told: Told) -> Iterator[Section]:
    yield Section(tuple(_summary(told)), starts_page=True)
    yield Section(tuple(_introduction(told)))


def _summary(told: Told) -> Iterator[Block]:
    yield Heading(1, "Sammanfattning")
    if told.facts.is_unpublished:
        yield Aside("Utkast", (Paragraph(text(readers_text(told.facts))),), "warning")
    yield from told.paragraphs(SUMMARY, is_lead=True)
    if table := areas_table(told.facts):
        yield table


def _introduction(told: Told) -> Iterator[Block]:
    facts = told.facts
    yield Heading(1, "Inledning")
    yield from told.paragraphs(INTRODUCTION)
    yield Heading(2, "Så arbetar kommunerna med resultaten")
    yield Paragraph(text(f"Arbetet i {facts.network} går i tre steg:"))
    yield Bullets(tuple(text(Span(name, "strong"), rest) for name, rest in STAGES), is_numbered=True)
    yield Heading(2, "Så läser du tabellerna")
    yield Bullets(tuple(text(one) for one in reading_guide(facts)))
    if words := words_used(facts):
        yield Facts(tuple((word, text(meaning)) for word, meaning in words))


def municipalities(facts: ReportFacts) -> Iterator[Block]:
    """Where nothing is known of them, nothing."""
    if facts.keys:
        yield Heading(2, "Kommunerna")
        yield keys_table(facts)


def keys_table(facts: ReportFacts) -> Table:
    """Sorting keys, without those that are known of none."""
    group = "SKR" if facts.year >= SKR_SINCE else "SKL"
    columns: list[tuple[str, Callable[[Keys], str], str]] = [
        ("Kommunkod", lambda one: one.code, ""),
        ("Invånare", lambda one: one.population, f"Invånare den 31 december {facts.year - 1}, eller senast kända år."),
        ("Storleksgrupp", lambda one: one.size, _size_text()),
        (f"Kommungrupp enligt {group}", lambda one: one.skr, ""),
        (
            "Socioekonomisk nyckel",
            lambda one: one.socioeconomic,
            "Socioekonomisk nyckel: 1 är lägst och 8 högst risk för behov av ekonomiskt bistånd.",
        ),
    ]
    used = [column for column in columns if any(column[1](one) for one in facts.keys)]
    rows = tuple((one.unit, *(read(one) for _heading, read, _note in used)) for one in facts.keys)
    return Table(
        key="kommunerna",
        caption=f"Kommunernas storlek och slag {facts.year}",
        columns=(Column("Kommun", "name"), *(Column(heading, "text") for heading, _read, _note in used)),
        rows=tuple(Row(tuple(Cell(one or "–") for one in row)) for row in rows),
        notes=(
            Note(text("Det kommunerna brukar delas in efter: de som liknar varandra är lättast att jämföra.")),
            *(Note(text(note)) for _heading, _read, note in used if note),
        ),
        data=_keys_data(["Kommun", *(heading for heading, _read, _note in used)], rows),
    )


def _keys_data(headings: list[str], rows: tuple[tuple[str, ...], ...]) -> Data:
    """A key that is of one year for all has it in its heading, so that a number stands alone in its cell."""
    columns, values = [], []
    for heading, told in zip(headings, zip(*rows, strict=True), strict=True):
        years = {one.partition(" ")[2] for one in told if one} if heading in NUMBERS else set()
        year = years.pop() if len(years) == 1 else ""
        columns.append(DataColumn(f"{heading} {year}".strip(), "count" if heading == "Invånare" else ""))
        values.append([_key_value(one.removesuffix(f" {year}"), heading in NUMBERS) for one in told])
    return Data("Kommunerna", tuple(columns), tuple(zip(*values, strict=True)))


def _key_value(told: str, is_number: bool) -> Value:
    digits = told.replace("\u00a0", "")
    if is_number and digits.isdecimal():
        return Value(number=Decimal(digits))
    return Value(told) if told else Value(missing="uppgift saknas")


def _size_text() -> str:
    words = ", ".join(f"{size}: {told.removesuffix(' invånare')}" for size, told in SIZE_WORDS.items())
    return f"Storleksgrupp efter antal invånare. {words}."
