"""The live table: question x municipality, in cells and words. No queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from municipalities.models import Municipality
from municipalities.swedish import plural
from surveys.collecting.differing_questions import DifferingQuestion, ItemAnswers
from surveys.models import Interpretation

DIFFERS, IN_ORDER = "skiljer", "enkaten"


@dataclass(frozen=True)
class AnswerCell:
    text: str
    is_outside: bool = False  # not the most common answer
    note: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerLine:
    label: str
    cells: list[AnswerCell]
    is_comments: bool = False


@dataclass(frozen=True)
class QuestionBlock:
    code: str
    text: str
    section: str
    told: str  # what differs, in words
    interpretation: Interpretation | None
    lines: list[AnswerLine]


def sort_questions(questions: Iterable[DifferingQuestion], order: str, only_worth: bool) -> list[DifferingQuestion]:
    """Those that differ most first, or as the questionnaire has them."""
    chosen = [one for one in questions if one.is_worth_a_talk or not only_worth]
    return chosen if order == IN_ORDER else sorted(chosen, key=lambda one: one.weight, reverse=True)


def present_questions(
    questions: Sequence[DifferingQuestion], units: Sequence[Municipality], agreed: dict[str, Interpretation]
) -> list[QuestionBlock]:
    return [
        QuestionBlock(
            code=one.question,
            text=one.text,
            section=one.section,
            told=told_of(one),
            interpretation=agreed.get(one.question),
            lines=_lines(one, units),
        )
        for one in questions
    ]


def told_of(question: DifferingQuestion) -> str:
    """3 olika svar · 2 ändrade sedan förra året · 1 kommentar"""
    told = []
    if question.different > 1:
        told.append(f"{question.different} olika svar")
    if question.changed:
        told.append(plural(question.changed, "{n} kommun har ändrat", "{n} kommuner har ändrat"))
    if question.comments:
        number = len(question.comments)
        told.append(plural(number, "{n} kommun kommenterar", "{n} kommuner kommenterar"))
    return " · ".join(told) or "ingenting skiljer"


def _lines(question: DifferingQuestion, units: Sequence[Municipality]) -> list[AnswerLine]:
    lines = [AnswerLine(item.label or "Svar", [_cell(item, unit.pk) for unit in units]) for item in question.items]
    if question.comments or question.reasons:
        cells = [
            AnswerCell("", note=question.reasons.get(unit.pk, ""), comments=question.comments.get(unit.pk, ()))
            for unit in units
        ]
        lines.append(AnswerLine("Kommentarer och skäl", cells, is_comments=True))
    return lines


def _cell(item: ItemAnswers, unit: int) -> AnswerCell:
    if unit in item.not_asked:
        return AnswerCell("ställdes inte")
    if unit not in item.answers:
        return AnswerCell("–")
    answer, note = item.answers[unit], ""
    if unit in item.changed:
        note = f"förra året: {item.last_year[unit]}"
    return AnswerCell(answer, is_outside=_is_outside(item, answer), note=note)


def _is_outside(item: ItemAnswers, answer: str) -> bool:
    """Where two answers are equally common neither is outside."""
    if not item.differs:
        return False
    counted = Counter(item.answers.values()).most_common(2)
    return counted[0][1] > counted[1][1] and answer != counted[0][0]
