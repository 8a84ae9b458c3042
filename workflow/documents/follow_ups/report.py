"""A follow-up as a document: what it gave, area by area what moved, what was done and how it was judged, and all the
figures in an annex. Pure.

The content of a closed follow-up is what was frozen when it was closed, word for word and figure for figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from documents.checks import finished
from documents.tree import (
    Aside,
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
    Reference,
    Row,
    Section,
    Span,
    Table,
    Text,
    Value,
    Version,
    text,
)
from municipalities.swedish import NBSP, day_in_words, listed, plural
from workflow.documents.follow_ups.facts import FollowUpFacts, Told
from workflow.documents.follow_ups.pictures import cell_of, development_in
from workflow.documents.results.typed_blocks import blocks_of

NOT_JUDGED = "Inte bedömt än"
HIDDEN = "Siffrorna bygger på resultat som inte är publicerade. De står här när de är det, i en ny utgåva."
SHEET = 31  # letters that a workbook's sheet may be called by


def follow_up_report(facts: FollowUpFacts) -> Document:
    content = facts.content
    return finished(
        Document(
            title=content["title"],
            subtitle=_standing(facts),
            kind="Uppföljning",
            publisher=content["network"],
            subject=content["title"],
            keywords=("öppna jämförelser", "uppföljning", "utvecklingsområden"),
            version=Version(data=facts.data),
            is_example=content["is_example"],
            sections=tuple(_sections(facts)),
        )
    )


def findings_of(facts: FollowUpFacts) -> tuple[Text, ...]:
    """How many areas came out how, then a sentence an area: how it was judged, and what moved."""
    areas = facts.content["areas"]
    labels = [(one["outcome_label"] or NOT_JUDGED).lower() for one in areas]
    counted = listed(f"{labels.count(label)} {label}" for label in dict.fromkeys(labels))
    told = (f"{one['title']}: {label}. {one['moved']}" for one, label in zip(areas, labels, strict=True))
    first = plural(len(areas), "Ett utvecklingsområde", "{n} utvecklingsområden")
    return tuple(map(text, (f"{first}: {counted}", *told))) if areas else ()


def _standing(facts: FollowUpFacts) -> str:
    day = day_in_words(facts.on)
    return f"Slutdokument, fastställt den {day}" if facts.is_closed else f"Uppföljningen som den står den {day}"


def _sections(facts: FollowUpFacts) -> Iterator[Section]:
    yield Section(tuple(_opening(facts)))
    for number, area in enumerate(facts.content["areas"], 1):
        yield Section(tuple(_area(number, area, facts)))
    if annex := tuple(_annex(facts)):
        yield Section(annex, starts_page=True)


def _opening(facts: FollowUpFacts) -> Iterator[Block]:
    content = facts.content
    if content["summary"]:
        yield Heading(1, "Sammanfattning")
        yield from blocks_of(content["summary"])
    if content["areas"]:
        yield Heading(1, "Områdena i korthet")
        yield _overview(content)
    if content["goes_on"] or content["goes_on_areas"]:
        yield Heading(1, "Vad som går vidare till nästa omgång")
        if content["goes_on_areas"]:
            yield Bullets(tuple(text(one) for one in content["goes_on_areas"]))
        yield from blocks_of(content["goes_on"])
    if about := tuple(_about(content)):
        yield Heading(1, "Så gjordes uppföljningen")
        yield Facts(about)
    yield from _reservations(facts)


def _reservations(facts: FollowUpFacts) -> Iterator[Aside]:
    """What the reader must know of the content as a whole."""
    years = facts.content["unpublished"]
    if facts.hides_figures:
        yield Aside("Siffror som inte visas", (Paragraph(text(HIDDEN)),), "warning")
    elif years and not facts.is_closed:
        told = f"Resultaten för {listed(map(str, years))} är inte publicerade och står inte här."
        yield Aside("Siffror som inte visas", (Paragraph(text(told)),), "warning")
    if facts.is_closed:
        said = f"Fastställt den {day_in_words(facts.on)} av {facts.content['closed_by']}."
        check = f"Innehållet ändras inte efter det. Kontrollsumma (SHA-256): {facts.sha256}"
        yield Aside("Slutdokumentet", (Paragraph(text(said)), Paragraph(text(check), "small")))


def _overview(content: Told) -> Table:
    heads = ("Utvecklingsområde", "Bedömning", "Indikatorerna", "Går vidare")
    rows = [
        (one["title"], one["outcome_label"] or NOT_JUDGED, one["moved"] or "–", "Ja" if one["goes_on"] else "Nej")
        for one in content["areas"]
    ]
    return Table(
        key="omraden",
        caption="Hur områdena bedöms och vad som har rört sig",
        columns=(Column(heads[0], "name"), *(Column(one, "text") for one in heads[1:])),
        rows=tuple(Row(tuple(map(Cell, row))) for row in rows),
        data=Data("Områden", tuple(map(DataColumn, heads)), tuple(tuple(map(Value, row)) for row in rows)),
    )


def _about(content: Told) -> Iterator[tuple[str, Text]]:
    decision, meeting = content["decision"], content["meeting"]
    if decision:
        yield "Områdena beslutade", text(_line(f"{_day(decision['on'])}. {decision['motivation']}"))
    if content["scope"]:
        yield "Innehåll", text(_line(content["scope"]))
    if meeting:
        yield "Uppföljningsmöte", text(", ".join(filter(None, [_day(meeting["on"]), meeting["place"]])))
        if meeting["present"]:
            yield "Med på mötet", text("; ".join(meeting["present"]))


def _day(written: str) -> str:
    return day_in_words(date.fromisoformat(written))


def _line(typed: str) -> str:
    return " ".join(typed.split())


def _area(number: int, area: Told, facts: FollowUpFacts) -> Iterator[Block]:
    yield Heading(1, area["title"])
    yield from blocks_of(area["need"])
    if area["outcome_label"]:
        yield Heading(2, f"Bedömning: {area['outcome_label'].lower()}")
        yield from blocks_of(area["motivation"])
    if area["indicators"]:
        yield Heading(2, "Före, mellan och efter")
        yield Paragraph(text(area["moved"]))
        for place, one in enumerate(area["indicators"], 1):
            yield from _indicator(f"{number}-{place}", one, facts)
    if area["plans"]:
        yield Heading(2, "Vad som har gjorts")
        for one in area["plans"]:
            yield from _plan(one, facts)


def _indicator(key: str, one: Told, facts: FollowUpFacts) -> Iterator[Block]:
    yield Heading(3, one["label"])
    drawing = development_in(one, facts)
    if drawing:
        named = replace(drawing, title=f"{one['label']}, {drawing.title}")  # on a slide no heading stands above it
        yield named.picture(f"bild-{key}", f"siffror-{key}")
    wider = [f"{row['name']}: {row['change'].replace(' ', NBSP, 1)}" for row in facts.parted(one["rows"])[0]]
    if wider:
        yield Paragraph(text(f"{'. '.join(wider)}. Alla siffror står i ", Reference(f"siffror-{key}"), "."))
    if one["reservations"]:
        yield Aside("Beaktas i analysen", (Bullets(tuple(map(text, one["reservations"]))),), "consider")
    if one["reasons"]:
        yield Aside("Varför svaren har ändrats", (Bullets(tuple(map(text, one["reasons"]))),))
    if not wider:  # no table that they could stand below
        yield from (Paragraph(text(note), "small") for note in one["notes"])


def _plan(one: Told, facts: FollowUpFacts) -> Iterator[Block]:
    """What was handed in of it, under its holder's name."""
    yield Heading(3, one["whose"])
    if not one["done"]:
        yield Paragraph(text("Rapporten lämnades inte." if facts.is_closed else "Rapporten är inte lämnad än."))
    yield from blocks_of(one["done"])
    for label, typed in (("Egna uppgifter", one["own_data"]), ("Lärdomar", one["learned"])):
        first, *others = blocks_of(typed) or (None,)
        if isinstance(first, Paragraph):
            yield Paragraph((Span(f"{label}: ", "strong"), *first.text))
        elif first:
            yield from (Paragraph((Span(f"{label}:", "strong"),)), first)
        yield from (block for block in others if block)


def _annex(facts: FollowUpFacts) -> Iterator[Block]:
    tables = [
        _figures(f"siffror-{number}-{place}", one, facts)
        for number, area in enumerate(facts.content["areas"], 1)
        for place, one in enumerate(area["indicators"], 1)
        if one["rows"]
    ]
    if tables:
        yield Heading(1, "Bilaga: alla siffror")
        yield from tables


def _figures(key: str, one: Told, facts: FollowUpFacts) -> Table:
    """The municipalities, then the network and those around it below a rule."""
    headings = [f"{word} {year}" for word, year in one["headings"]]
    groups, units = facts.parted(one["rows"])
    rows = [*units, *groups]
    told = tuple(
        Row(
            (Cell(row["name"]), *map(cell_of, row["cells"]), Cell(row["change"])),
            "" if place < len(units) else "summary",
        )
        for place, row in enumerate(rows)
    )
    columns = ("Vem", *headings, "Förändring")
    values = tuple(tuple(map(Value, (row["name"], *row["cells"], row["change"]))) for row in rows)
    return Table(
        key=key,
        caption=one["label"],
        columns=(Column("Vem", "name"), *(Column(head) for head in headings), Column("Förändring", "text")),
        rows=told,
        notes=tuple(Note(text(note)) for note in one["notes"]),
        source=f"{facts.content['title']}, {facts.data}",
        data=Data(f"{key.removeprefix('siffror-')} {one['label']}"[:SHEET], tuple(map(DataColumn, columns)), values),
    )
