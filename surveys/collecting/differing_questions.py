"""Where the units of a network answer differently: what the quality-assurance meeting should talk about.

Pure: answers in, rows out; surveys.collection_queries does the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveys.questionnaires.answer_rules import comparable_with, told_answer
from surveys.questionnaires.questionnaire import Item, Question, Questionnaire, asked

Answers = Mapping[int, Mapping[str, str]]  # municipality id -> item -> value
Asked = Mapping[int, Mapping[str, bool]]  # municipality id -> item -> is it asked
BIG_CHANGE = Decimal("0.5")  # of a number: smaller changes are what a year brings


@dataclass(frozen=True)
class ItemAnswers:
    """One item of a question across the municipalities. Answers are as the respondents saw them; whom the item was
    not asked of, or who has not answered it, is not in `answers`."""

    code: str
    label: str
    has_options: bool  # its answers can be counted
    answers: dict[int, str]
    last_year: dict[int, str]
    changed: frozenset[int]  # municipalities whose answer differs from last year's
    not_asked: frozenset[int]
    different: int  # different answers; 0 for numbers and texts, which differ always
    outside: int  # answers other than the most common one

    @property
    def differs(self) -> bool:
        return self.different > 1


@dataclass(frozen=True)
class DifferingQuestion:
    """One question across the municipalities of a network, by municipality id."""

    question: str
    text: str
    section: str
    items: tuple[ItemAnswers, ...]
    comments: dict[int, tuple[str, ...]]
    last_comments: dict[int, tuple[str, ...]]
    reasons: dict[int, str]  # why the answer changed, where the municipality has said so
    different: int  # the most different answers any of its items has
    changed: int  # municipalities that answer anything else than last year

    @property
    def answers(self) -> dict[int, str]:
        """One text per municipality; items after one another where the question has several."""
        found: dict[int, list[str]] = {}
        for item in self.items:
            for unit, answer in item.answers.items():
                found.setdefault(unit, []).append(f"{item.label}: {answer}" if item.label else answer)
        return {unit: "; ".join(texts) for unit, texts in found.items()}

    @property
    def last_year_answers(self) -> dict[int, str]:
        found: dict[int, list[str]] = {}
        for item in self.items:
            for unit, answer in item.last_year.items():
                found.setdefault(unit, []).append(f"{item.label}: {answer}" if item.label else answer)
        return {unit: "; ".join(texts) for unit, texts in found.items()}

    @property
    def is_worth_a_talk(self) -> bool:
        return self.different > 1 or bool(self.changed or self.comments)

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Differs most first: kinds of answer, answers outside the common one, changes, comments."""
        outside = max((item.outside for item in self.items), default=0)
        return self.different, outside, self.changed, len(self.comments)


@dataclass(frozen=True)
class YearAnswers:
    """What a year's questionnaire asked and what the units answered and commented."""

    questionnaire: Questionnaire
    answers: Answers
    comments: Answers


def differing_questions(
    this_year: YearAnswers, last_year: YearAnswers | None, reasons: Mapping[tuple[int, str], str]
) -> list[DifferingQuestion]:
    """Every question of the year, in the order of the questionnaire. `reasons`: (municipality, question) -> text."""
    is_asked = {unit: asked(this_year.questionnaire, found) for unit, found in this_year.answers.items()}
    was_asked = (
        {unit: asked(last_year.questionnaire, found) for unit, found in last_year.answers.items()}
        if (last_year)
        else {}
    )
    rows = []
    for section in this_year.questionnaire.sections:
        for question in section.questions:
            items = tuple(
                _item_answers(item, this_year.answers, is_asked, _before(item, last_year, was_asked))
                for item in question.items
            )
            rows.append(
                _question_row(question, section.title, items, this_year, last_year, reasons, is_asked, was_asked)
            )
    return rows


def _question_row(
    question: Question,
    section: str,
    items: tuple[ItemAnswers, ...],
    this_year: YearAnswers,
    last_year: YearAnswers | None,
    reasons: Mapping[tuple[int, str], str],
    is_asked: Asked,
    was_asked: Asked,
) -> DifferingQuestion:
    return DifferingQuestion(
        question=question.code,
        text=question.text,
        section=section,
        items=items,
        comments=_comments(question, this_year.comments, is_asked),
        last_comments=_comments(question, last_year.comments, was_asked) if last_year else {},
        reasons={
            unit: text
            for (unit, code), text in reasons.items()
            if code == question.code and _is_shown(question, is_asked, unit)
        },
        different=max(item.different for item in items),
        changed=len(frozenset().union(*(item.changed for item in items))),
    )


def _before(
    item: Item, last_year: YearAnswers | None, was_asked: Mapping[int, Mapping[str, bool]]
) -> tuple[Item, dict[int, str]] | None:
    """Last year's item and answers, where they can be compared; None where it was not there."""
    before = last_year.questionnaire.items.get(item.code) if last_year else None
    if last_year is None or before is None:
        return None
    can_be_compared = comparable_with(item, before)
    answers = {
        unit: found[item.code]
        for unit, found in last_year.answers.items()
        if found.get(item.code) and was_asked[unit][item.code] and can_be_compared(found[item.code])
    }
    return before, answers


def _item_answers(
    item: Item,
    answers: Answers,
    is_asked: Mapping[int, Mapping[str, bool]],
    before: tuple[Item, dict[int, str]] | None,
) -> ItemAnswers:
    values = {
        unit: found[item.code] for unit, found in answers.items() if found.get(item.code) and is_asked[unit][item.code]
    }
    counted = Counter(values.values()) if item.has_options else Counter()
    last_item, last_values = before or (item, {})
    return ItemAnswers(
        code=item.code,
        label=item.label,
        has_options=item.has_options,
        answers={unit: told_answer(item, value) for unit, value in values.items()},
        last_year={unit: told_answer(last_item, value) for unit, value in last_values.items()},
        changed=frozenset(unit for unit, value in values.items() if _has_changed(item, last_values.get(unit), value)),
        not_asked=frozenset(unit for unit, found in is_asked.items() if not found[item.code]),
        different=len(counted),
        outside=counted.total() - max(counted.values(), default=0),
    )


def _has_changed(item: Item, before: str | None, now: str) -> bool:
    """Texts never count; a number counts where it changed by at least half, or to or from a word."""
    if before is None or before == now or item.is_text:
        return False
    if item.is_number and not {before, now} & item.or_words.keys():
        old, new = Decimal(before), Decimal(now)
        return abs(new - old) >= BIG_CHANGE * max(old, new)
    return True


def _comments(question: Question, comments: Answers, is_asked: Asked) -> dict[int, tuple[str, ...]]:
    """A comment is on its question, and is read as long as any of it is asked."""
    found = {}
    for unit, by_item in comments.items():
        texts = tuple(by_item[item.code] for item in question.items if by_item.get(item.code))
        if texts and _is_shown(question, is_asked, unit):
            found[unit] = texts
    return found


def _is_shown(question: Question, is_asked: Asked, unit: int) -> bool:
    """Of a unit without answers, what no answer opens."""
    found = is_asked.get(unit)
    return any(item.gate is None if found is None else found[item.code] for item in question.items)
