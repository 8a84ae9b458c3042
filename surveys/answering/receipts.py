"""The receipt as a PDF for the records: every question that was asked, as it was asked and answered."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from html import escape

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from surveys.questionnaires.answer_rules import told_answer
from surveys.questionnaires.questionnaire import Item, Question, Questionnaire, Section

INK, MUTED, ACCENT = HexColor("#16242e"), HexColor("#5b6a74"), HexColor("#0a5566")
FONT, BOLD = "Vera", "VeraBd"
_ONLY_ASKED = (
    "Bara de frågor som har ställts finns med. En följdfråga vars huvudfråga gör den överflödig ställs inte,"
    " och ett svar som ändå finns kvar på den läses inte."
)
WIDEST_KEPT = 1_200  # characters of a question's answers that are kept on one page


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

    @property
    def title(self) -> str:
        return f"Kvitto {self.number}: {self.questionnaire.title}, {self.municipality}"


def build_receipt(facts: ReceiptFacts) -> bytes:
    """The PDF file: font embedded, title and language set, pages numbered."""
    target = io.BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        title=facts.title,
        author="öjportal",
        subject="Inlämnade enkätsvar",
        lang="sv-SE",
        initialFontName=_fonts()[0],
        displayDocTitle=True,
    )
    document.build(list(_story(facts)), canvasmaker=_numbered(facts))
    return target.getvalue()


@lru_cache(maxsize=1)
def _fonts() -> tuple[str, str]:
    """Bitstream Vera comes with reportlab and has all Swedish letters."""
    folder = os.path.join(os.path.dirname(reportlab.__file__), "fonts")
    for name in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(name, os.path.join(folder, f"{name}.ttf")))
    return FONT, BOLD


@lru_cache(maxsize=1)
def _styles() -> dict[str, ParagraphStyle]:
    _fonts()
    plain = ParagraphStyle("text", fontName=FONT, fontSize=9, leading=13, textColor=INK, splitLongWords=1)
    return {
        "text": plain,
        "title": ParagraphStyle("title", plain, fontName=BOLD, fontSize=16, leading=21, spaceAfter=6),
        "section": ParagraphStyle(
            "section", plain, fontName=BOLD, fontSize=12, leading=16, textColor=ACCENT, spaceBefore=12, spaceAfter=4
        ),
        "question": ParagraphStyle("question", plain, fontName=BOLD, spaceBefore=8, spaceAfter=1),
        "answer": ParagraphStyle("answer", plain, leftIndent=5 * mm),
        "note": ParagraphStyle("note", plain, leftIndent=5 * mm, fontSize=8, leading=11.5, textColor=MUTED),
    }


def _paragraph(style: str, text: str, label: str = "") -> Paragraph:
    """What people wrote is never read as markup."""
    body = escape(_in_font(text)).replace("\n", "<br/>")
    head = f"{escape(label)}: " if label else ""
    return Paragraph(head + body, _styles()[style])


def _in_font(text: str) -> str:
    """A sign the font lacks is named rather than left out: the receipt is a record."""
    known = pdfmetrics.getFont(_fonts()[0]).face.charToGlyph
    return "".join(sign if ord(sign) in known or sign == "\n" else f"[U+{ord(sign):04X}]" for sign in text)


def _story(facts: ReceiptFacts) -> Iterator[Flowable]:
    yield _paragraph("title", f"Kvitto {facts.number}")
    yield from _head(facts)
    for section in facts.questionnaire.sections:
        yield from _section(section, facts)
    if facts.kept_warnings:
        yield _paragraph("section", "Varningar som har fått stå")
        for question, message, reason in facts.kept_warnings:
            yield _paragraph("question", message, question)
            yield _paragraph("answer", reason, "Skäl")


def _head(facts: ReceiptFacts) -> Iterator[Flowable]:
    answered = sum(bool(value) for value, _ in facts.answers.values())
    who = f"{facts.by} (FoU, för kommunens räkning)" if facts.on_behalf else facts.by
    for label, text in (
        ("Enkät", facts.questionnaire.title),
        ("Kommun", facts.municipality),
        ("Inlämnad", f"{facts.at:%Y-%m-%d %H:%M} av {who}"),
        ("Besvarat", f"{answered} av {len(facts.answers)} delfrågor som har ställts"),
    ):
        yield _paragraph("text", text, label)
    if facts.is_example:
        yield _paragraph("question", "Exempeldata: svaren är påhittade.")
    yield Spacer(1, 4 * mm)
    yield _paragraph("note", _ONLY_ASKED)


def _section(section: Section, facts: ReceiptFacts) -> Iterator[Flowable]:
    questions = [
        (question, items)
        for question in section.questions
        if (items := [item for item in question.items if item.code in facts.answers])
    ]
    heading: list[Flowable] = [_paragraph("section", section.title)]
    for question, items in questions:
        told, heading = [*heading, *_question(question, items, facts)], []
        written = sum(len(text) for item in items for text in facts.answers[item.code])
        if written <= WIDEST_KEPT:
            yield KeepTogether(told)
        else:
            yield from told


def _question(question: Question, items: list[Item], facts: ReceiptFacts) -> Iterator[Flowable]:
    yield _paragraph("question", f"{question.code}  {' '.join(question.text.split())}")
    if interpretation := facts.interpretations.get(question.code):
        yield _paragraph("note", interpretation, "Tolkning som gällde")
    for item in items:
        value, comment = facts.answers[item.code]
        yield _paragraph("answer", told_answer(item, value) if value else "inget svar", item.label or "Svar")
        if comment:
            yield _paragraph("note", comment, "Kommentar")


def _numbered(facts: ReceiptFacts) -> type[Canvas]:
    """Pages say which receipt they belong to and how many there are, so that a loose sheet finds home."""

    class Numbered(Canvas):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            self._pages: list[dict[str, object]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self.setFont(FONT, 7.5)
                self.setFillColor(MUTED)
                self.drawString(20 * mm, 11 * mm, facts.title[:100])
                self.drawRightString(190 * mm, 11 * mm, f"Sida {number} av {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered
