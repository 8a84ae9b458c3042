"""The annexes: method with its base, what was printed otherwise, the protocol and the questionnaire. Pure.

They are numbered as far as they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.tree import Aside, Block, Bullets, Facts, Heading, Paragraph, Section, Span, Text, text
from surveys.questionnaires.questionnaire import Item, Question, Questionnaire
from workflow.documents.results.facts import Agreed, Minutes, ReportFacts
from workflow.documents.results.method import base_table, method_blocks
from workflow.documents.results.misprints import misprint_blocks
from workflow.documents.results.typed_blocks import blocks_of
from workflow.documents.results.words import Told


def annexes(told: Told) -> Iterator[Section]:
    facts = told.facts
    found: list[tuple[str, list[Block]]] = [
        ("Metod", [*method_blocks(told), *base_table(facts)]),
        ("Rättade, motstridiga och misstänkta uppgifter", list(misprint_blocks(facts))),
        ("Protokoll från kvalitetssäkringen", list(_minutes(facts))),
        ("Enkäten", list(_questionnaire(facts.questionnaire))),
    ]
    for number, (title, blocks) in enumerate(((title, blocks) for title, blocks in found if blocks), 1):
        yield Section((Heading(1, f"Bilaga {number}: {title}"), *blocks), starts_page=True)


def _minutes(facts: ReportFacts) -> Iterator[Block]:
    minutes = facts.minutes
    if minutes is None:
        return
    yield _about(minutes)
    yield from blocks_of(minutes.purpose)
    for one in minutes.points:
        yield from _point(one)


def _about(minutes: Minutes) -> Facts:
    rows: list[tuple[str, Text]] = [("Dag", text(minutes.day.isoformat()))]
    if minutes.place:
        rows.append(("Plats", text(minutes.place)))
    if minutes.present:
        rows.append(("Närvarande", text("; ".join(minutes.present))))
    if minutes.number > 1:
        rows.append(("Version", text(str(minutes.number))))
    return Facts(tuple(rows))


def _point(one: Agreed) -> Iterator[Block]:
    yield Heading(2, f"Fråga {one.question}")
    if one.source:
        yield Paragraph((Span(one.source, "emphasis"),))
    yield from blocks_of(one.text)
    if one.considered:
        yield Aside("Beaktas i analysen", (Paragraph(text(one.considered)),), "consider")


def _questionnaire(asked: Questionnaire | None) -> Iterator[Block]:
    if asked is None:
        return
    yield Facts(
        (
            ("Enkät", text(asked.title)),
            ("Besvarades", text(f"{asked.opens.isoformat()} till {asked.closes.isoformat()}")),
            ("Källa", text(asked.source)),
        )
    )
    for section in asked.sections:
        yield Heading(2, section.title)
        for question in section.questions:
            yield from _question(question)


def _question(question: Question) -> Iterator[Block]:
    yield Paragraph(text(Span(f"{question.code}. {' '.join(question.text.split())}", "strong")))
    if question.help:
        yield Paragraph(text(" ".join(question.help.split())), "small")
    yield from _items(question.items)


def _items(items: Sequence[Item]) -> Iterator[Block]:
    """What can be answered; once where it is the same for every line."""
    labels = [item.label for item in items if item.label]
    ways = dict.fromkeys(_ways(item) for item in items)
    if len(ways) == 1:
        yield Paragraph(text(f"Svar{' på varje rad' if len(labels) > 1 else ''}: {next(iter(ways))}"))
        if labels:
            yield Bullets(tuple(text(one) for one in labels))
    else:
        told = (f"{item.label}: {_ways(item)}" if item.label else f"Svar: {_ways(item)}" for item in items)
        yield Bullets(tuple(text(one) for one in told))


def _ways(item: Item) -> str:
    """ "Ja / Nej / Ej aktuellt", or what kind of answer it is."""
    words = [*(option.label for option in item.options), *item.or_words.values()]
    if item.has_options:
        return " / ".join(words)
    kind = f"{item.kind_label.lower()}{f' ({item.unit})' if item.unit else ''}"
    return " / ".join([kind, *words])
