"""Answering as rules: what typed text means, what is left to answer, which answers do not fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from municipalities.characters import plain_text
from surveys.questionnaires.answer_values import (
    MAX_TEXT,
    Unacceptable,
    plain_number,
    read_text,
    swedish_number,
)
from surveys.questionnaires.questionnaire import Check, Item, Question, Questionnaire, Section, asked

ERROR, WARNING = "error", "warning"


class AnswerRefused(ValueError):
    """What was written is no answer; the message says why and what to do, in Swedish."""


@dataclass(frozen=True)
class SectionProgress:
    """Only what is asked counts: `asked` items, of which `answered`; `missing` in the questionnaire's order."""

    section: str
    title: str
    asked: int
    answered: int
    missing: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Problem:
    """`code` names the check and the answers it met, so that a reason given for it does not cover other answers."""

    code: str
    level: str  # error | warning
    question: str
    items: tuple[str, ...]
    message: str


def parse_answer(item: Item, raw: str) -> str:
    """Option code, number with a decimal point, or text; empty for no answer. AnswerRefused where it is none."""
    text = plain_text(raw).strip()
    try:
        return item.reader()(text)
    except Unacceptable as problem:
        raise AnswerRefused(_sentence(problem)) from None


def parse_comment(raw: str) -> str:
    """AnswerRefused where it is too long or holds control characters."""
    if len(raw) > 2 * MAX_TEXT:  # not worth looking at more closely
        reason = f"Kommentaren är för lång ({len(raw)} tecken)."
        raise AnswerRefused(f"{reason} Korta den till högst {MAX_TEXT} tecken.")
    try:
        return read_text(plain_text(raw).strip())
    except Unacceptable as problem:
        raise AnswerRefused(f"Kommentaren: {problem}") from None


def _sentence(problem: Unacceptable) -> str:
    return f"{problem.reason[:1].upper()}{problem.reason[1:]} {problem.remedy}"


def shown_answer(item: Item, value: str) -> str:
    """The answer as a Swedish reader writes it: the option's label, 37,5, or the text."""
    return value.replace(".", ",") if item.is_number and plain_number(value) is not None else item.label_of(value)


def told_answer(item: Item, value: str) -> str:
    """As shown_answer, a number with its unit: 37,5 timmar."""
    has_unit = item.is_number and item.unit and plain_number(value) is not None
    return f"{shown_answer(item, value)} {item.unit}" if has_unit else shown_answer(item, value)


def section_of(questionnaire: Questionnaire, item: str) -> Section:
    """KeyError where the questionnaire has no such item."""
    question = questionnaire.question_of(item)
    return next(section for section in questionnaire.sections if question in section.questions)


def section_progress(questionnaire: Questionnaire, answers: Mapping[str, str]) -> list[SectionProgress]:
    """Per section, in the questionnaire's order."""
    is_asked = asked(questionnaire, answers)
    found = []
    for section in questionnaire.sections:
        counted = [item for question in section.questions for item in _counted(question, is_asked, answers)]
        missing = tuple(item for item in counted if not answers.get(item))
        found.append(SectionProgress(section.code, section.title, len(counted), len(counted) - len(missing), missing))
    return found


def _counted(question: Question, is_asked: Mapping[str, bool], answers: Mapping[str, str]) -> list[str]:
    """The question's items that want an answer. Of rows that may be empty, those filled in, or else the first."""
    items = [item.code for item in question.items if is_asked[item.code]]
    if question.rows_may_be_empty:
        return [item for item in items if answers.get(item)] or items[:1]
    return items


def find_problems(
    questionnaire: Questionnaire, answers: Mapping[str, str], last_year: Mapping[str, str] | None = None
) -> list[Problem]:
    """What the catalogue's checks find, in the questionnaire's order; `last_year` holds item: value.

    Only what is asked now is read, of last year too: no problem names a question that is not shown.
    """
    is_asked = asked(questionnaire, answers)
    now, then = ({item: one for item, one in read.items() if is_asked.get(item)} for read in (answers, last_year or {}))
    found: list[Problem] = []
    for question in questionnaire.questions:
        for check in question.checks:
            problem = _more_than(check, now) if check.kind == "at_most" else _unlike_last_year(check, now, then)
            if problem:
                code, items, message = problem
                at = questionnaire.question_of(items[0]).code
                found.append(Problem(code, check.level, at, items, message))
    return found


_Found = tuple[str, tuple[str, ...], str] | None  # code, items and message


def _more_than(check: Check, now: Mapping[str, str]) -> _Found:
    part, whole = plain_number(now.get(check.items[0], "")), plain_number(now.get(check.of, ""))
    if part is None or whole is None or part <= whole:
        return None
    return f"at_most:{check.items[0]}={part}:{check.of}={whole}", (check.items[0], check.of), check.message


def _unlike_last_year(check: Check, read: Mapping[str, str], last_year: Mapping[str, str]) -> _Found:
    now, then = _sum(check.items, read), _sum(check.items, last_year)
    if now is None or then is None or abs(now - then) <= then * check.within / 100:
        return None
    items = tuple(item for item in check.items if read.get(item) or last_year.get(item))
    figures = f"Nu {swedish_number(now)}, förra gången {swedish_number(then)}."
    return f"like_last_year:{check.items[0]}={now}:{then}", items, f"{check.message} {figures}"


def _sum(items: Iterable[str], values: Mapping[str, str]) -> Decimal | None:
    numbers = [number for item in items if (number := plain_number(values.get(item, ""))) is not None]
    return sum(numbers, Decimal()) if numbers else None


def differing_questions(
    questionnaire: Questionnaire, answers: Mapping[str, str], last_year_answers: Mapping[str, str]
) -> tuple[str, ...]:
    """Codes of questions asked now whose answer differs from last year's; no answer then or now is no difference."""
    is_asked = asked(questionnaire, answers)

    def differs(item: Item) -> bool:
        now, then = answers.get(item.code, ""), last_year_answers.get(item.code, "")
        return bool(now and then and is_asked[item.code] and now != then)

    return tuple(question.code for question in questionnaire.questions if any(map(differs, question.items)))


def comparable_with(item: Item, before: Item) -> Callable[[str], bool]:
    """Whether a value of last year's item says the same of this year's: same kind, and the answer still exists."""
    if item.kind != before.kind or item.unit != before.unit:
        return lambda value: False
    if item.has_options:
        known = {option.code for option in item.options}
        return lambda value: value in known
    return lambda value: item.is_text or plain_number(value) is not None or value in item.or_words
