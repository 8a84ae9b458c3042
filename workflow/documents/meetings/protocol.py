"""The protocol of a meeting as a document. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from documents.tree import (
    Aside,
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Paragraph,
    Section,
    Signatures,
    Span,
    text,
)
from workflow.documents.edited import Draft, EditedText, basis_of, paragraphs_of
from workflow.documents.meetings.facts import AreaAtMeeting, MeetingFacts, Point
from workflow.documents.meetings.parts import facts_of, lines_of, under

ROLES = ("Vid protokollet", "Justerare")
NOT_PUBLISHED = "Skälen bygger på resultat som inte är publicerade än."
Texts = Mapping[str, EditedText]


def build_protocol(facts: MeetingFacts, texts: Texts) -> Document:
    blocks = (
        *_head(facts),
        *_people(facts, texts),
        *under("Syfte", lines_of(facts.purpose)),
        *under("Mer om mötet", lines_of(facts.agenda)),
        *_points(facts, texts),
        *_areas(facts, texts),
        *_written("sagt", "Det som sades", facts, texts),
        *_written("oppna", "Öppna frågor", facts, texts),
        *_signed(facts, texts),
    )
    return Document(
        title=f"Protokoll: {facts.kind.lower()} {facts.day}",
        sections=(Section(blocks),),
        subtitle=f"{facts.cycle}, {facts.network}",
        kind="Protokoll",
        subject=facts.cycle,
        is_example=facts.is_example,
    )


def drafts_of_protocol(facts: MeetingFacts) -> tuple[Draft, ...]:
    """The texts that staff may write, in the order they are read: what the portal does not know of the meeting."""
    points = (_draft(_key(one), f"Det som sades om {one.question}") for one in facts.points)
    areas = (_draft(f"omrade-{one.number}", f"Det som sades om {one.title}") for one in facts.areas)
    return (
        *((_draft("franvaro", "Frånvarande, med skäl", facts.absent),) if facts.absent else ()),
        *points,
        *areas,
        _draft("sagt", "Det som sades i övrigt"),
        _draft("oppna", "Öppna frågor", _open_questions(facts)),
        _draft("underskrifter", "Underskrifter, en rad för var och en: namn, uppdrag", ROLES),
    )


def _draft(key: str, label: str, paragraphs: Iterable[str] = ()) -> Draft:
    told = tuple(paragraphs)
    return Draft(key, label, told, basis_of(told))


def _key(point: Point) -> str:
    return f"fraga-{point.question}"


def _open_questions(facts: MeetingFacts) -> Iterator[str]:
    """What stood on the agenda and nothing was written of."""
    for one in facts.points:
        if not one.agreed and not one.is_settled:
            yield f"{one.question} {one.wording}"


def _draft_named(key: str, facts: MeetingFacts) -> Draft | None:
    return next((one for one in drafts_of_protocol(facts) if one.key == key), None)


def _told(key: str, facts: MeetingFacts, texts: Texts) -> tuple[Paragraph, ...]:
    draft = _draft_named(key, facts)
    return paragraphs_of(draft, texts) if draft else ()


def _written(key: str, heading: str, facts: MeetingFacts, texts: Texts) -> tuple[Block, ...]:
    return under(heading, _told(key, facts, texts))


def _head(facts: MeetingFacts) -> Iterator[Block]:
    rows = (
        ("Möte", f"{facts.kind}, {facts.cycle.lower()}"),
        ("Dag", f"{facts.day}, {facts.hours}"),
        ("Plats", facts.place),
        ("Videomöte", facts.link),
        ("Protokollets läge", facts.state),
        ("Ny version", facts.why_new),
    )
    yield from facts_of(rows)


def _people(facts: MeetingFacts, texts: Texts) -> Iterator[Block]:
    present = tuple((place, text(", ".join(names))) for place, names in facts.present)
    yield from under("Närvarande", (Facts(present),) if present else ())
    absent = _told("franvaro", facts, texts)
    yield from under("Frånvarande", absent)
    if facts.unknown:
        yield Paragraph(text(f"Inte antecknat om de deltog: {', '.join(facts.unknown)}."), "small")


def _points(facts: MeetingFacts, texts: Texts) -> tuple[Block, ...]:
    shown = (one for one in facts.points if one.agreed or _told(_key(one), facts, texts))
    return under("Så läser vi frågorna", (block for one in shown for block in _point(one, facts, texts)))


def _point(one: Point, facts: MeetingFacts, texts: Texts) -> Iterator[Block]:
    yield Heading(2, f"{one.question} {one.wording}")
    yield from _told(_key(one), facts, texts)
    before = [Paragraph(text(Span(f"{one.earlier}.", "strong")))] if one.earlier else []
    if one.agreed:
        yield Aside("Tolkning", (*before, *lines_of(one.agreed)), "interpretation")
    if one.considered:
        yield Aside("Beaktas i analysen", lines_of(one.considered), "consider")
    raised = f"Togs upp av {one.raised_by}." if one.raised_by else ""
    told = " ".join(part for part in (one.why, raised) if part)
    if told:
        yield Paragraph(text(told), "small")


def _areas(facts: MeetingFacts, texts: Texts) -> tuple[Block, ...]:
    due = (
        [Paragraph(text(f"Kommunernas hemuppgifter lämnas senast {facts.homework_due}."))] if facts.homework_due else []
    )
    blocks = [block for one in facts.areas for block in _area(one, facts, texts)]
    return under("Utvecklingsområden", (*blocks, *due))


def _area(one: AreaAtMeeting, facts: MeetingFacts, texts: Texts) -> Iterator[Block]:
    yield Heading(2, one.title)
    rows = (("Läge", one.state), ("Skäl", one.dropped_because), ("Röster", _votes(one.votes)), ("Behovet", one.need))
    yield from facts_of(rows)
    if one.is_hidden:
        yield Paragraph(text(NOT_PUBLISHED), "small")
    elif one.evidence:
        yield Paragraph(text(Span("Skäl ur resultaten", "strong")))
        yield Bullets(tuple(text(reason) for reason in one.evidence))
    yield from lines_of(one.discussion)
    yield from _told(f"omrade-{one.number}", facts, texts)
    yield from facts_of(one.said)


def _votes(votes: tuple[int, int]) -> str:
    """
    >>> _votes((7, 1)), _votes((0, 0))
    ('7 för, 1 emot', '')
    """
    return f"{votes[0]} för, {votes[1]} emot" if any(votes) else ""


def _signed(facts: MeetingFacts, texts: Texts) -> tuple[Block, ...]:
    """Who signs, a line each. Without a name there is a line to sign on, with what the person signs as."""
    edited = texts.get("underskrifter")
    lines = [line.strip() for line in edited.text.splitlines() if line.strip()] if edited else list(ROLES)
    people = tuple(_signer(line) for line in lines)
    sum_told = f"Kontrollsumma för den godkända versionen (SHA-256): {facts.sha256}" if facts.sha256 else ""
    draft = "Protokollet är ett utkast och är inte justerat." if facts.is_draft else ""
    told = tuple(Paragraph(text(one), "small") for one in (draft, sum_told) if one)
    return under("Justering", (*told, *((Signatures(people),) if people else ())))


def _signer(line: str) -> tuple[str, str]:
    """
    >>> _signer("Carin Ek, justerare"), _signer("Justerare"), _signer("Carin Ek")
    (('Carin Ek', 'justerare'), ('', 'Justerare'), ('Carin Ek', ''))
    """
    name, _, role = (part.strip() for part in line.partition(","))
    return ("", name) if line in ROLES else (name, role)
