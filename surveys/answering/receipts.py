"""The receipt as a document for the records: every question that was asked, as it was asked and answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from documents.checks import finished
from documents.paper.as_pdf import write_pdf
from documents.tree import Block, Bullets, Document, Facts, Heading, Paragraph, Section, Span, Text, text
from surveys.questionnaires.answer_rules import told_answer
from surveys.questionnaires.questionnaire import Item, Question, Questionnaire

_ONLY_ASKED = (
    "Bara de frågor som har ställts finns med. En följdfråga vars huvudfråga gör den överflödig ställs inte,"
    " och ett svar som ändå finns kvar på den läses inte."
)
LONGEST = 20.0  # seconds; somebody waits for the page, and for the response's row


@dataclass(frozen=True)
class ReceiptFacts:
    """`answers` holds the items asked: value and comment. `kept_warnings`: question, warning, reason."""

    questionnaire: Questionnaire
    municipality: str
    number: int
    by: str
    on_behalf: bool
    at: datetime  # local
    answers: dict[str, tuple[str, str]]
    interpretations: dict[str, str] = field(default_factory=dict)
    kept_warnings: list[tuple[str, str, str]] = field(default_factory=list)
    is_example: bool = False


def build_receipt(facts: ReceiptFacts) -> bytes:
    """The PDF file, tagged and kept for good: a receipt that is stored is never made anew."""
    return write_pdf(receipt_document(facts), timeout=LONGEST)


def receipt_document(facts: ReceiptFacts) -> Document:
    return finished(
        Document(
            title=f"Kvitto {facts.number}: {facts.questionnaire.title}, {facts.municipality}",
            day=facts.at.date(),
            subject="Inlämnade enkätsvar",
            is_example=facts.is_example,
            sections=(Section(tuple(_blocks(facts))),),
        )
    )


def _blocks(facts: ReceiptFacts) -> Iterator[Block]:
    yield _head(facts)
    yield Paragraph(text(_ONLY_ASKED), "small")
    for section in facts.questionnaire.sections:
        told = [block for question in section.questions for block in _question(question, facts)]
        if told:
            yield Heading(1, section.title.strip() or section.code)
            yield from told
    if facts.kept_warnings:
        yield Heading(1, "Varningar som har fått stå")
        for code, message, reason in facts.kept_warnings:
            yield Paragraph(text(Span(f"{code}  {message}", "strong")))
            yield Bullets((text(f"Skäl: {reason}"),))


def _head(facts: ReceiptFacts) -> Facts:
    answered = sum(bool(value) for value, _ in facts.answers.values())
    who = f"{facts.by} (FoU, för kommunens räkning)" if facts.on_behalf else facts.by
    return Facts(
        (
            ("Enkät", text(facts.questionnaire.title)),
            ("Kommun", text(facts.municipality)),
            ("Inlämnad", text(f"{facts.at:%Y-%m-%d %H:%M} av {who}")),
            ("Besvarat", text(f"{answered} av {len(facts.answers)} delfrågor som har ställts")),
        )
    )


def _question(question: Question, facts: ReceiptFacts) -> Iterator[Block]:
    """Nothing of a question that was not asked."""
    items = [item for item in question.items if item.code in facts.answers]
    if not items:
        return
    yield Paragraph(text(Span(f"{question.code}  {' '.join(question.text.split())}", "strong")))
    if interpretation := facts.interpretations.get(question.code):
        yield Paragraph(text(f"Tolkning som gällde: {interpretation}"), "small")
    yield Bullets(tuple(_answer(item, *facts.answers[item.code]) for item in items))


def _answer(item: Item, value: str, comment: str) -> Text:
    told = f"{item.label or 'Svar'}: {told_answer(item, value) if value else 'inget svar'}"
    return text(told, f"\nKommentar: {comment}") if comment else text(told)
