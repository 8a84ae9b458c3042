"""Everything the pages of answering show of one response, read once: a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.shortcuts import get_object_or_404

from surveys.answering.queries import (
    LastYear,
    assignments_of,
    change_reasons_of,
    interpretations_for,
    kept_warnings_of,
    last_day,
    last_saved,
    last_year_of,
    questions_of,
    values_of,
    what_counts,
)
from surveys.answering.saving import Unsent, unsent_changes
from surveys.counting import Stored, answers_of, as_answers
from surveys.models import ChangeReason, Interpretation, KeptWarning, Receipt, Response, SectionAssignment
from surveys.questionnaires.answer_rules import Problem, SectionProgress, find_problems, section_progress
from surveys.questionnaires.questionnaire import Question, Questionnaire, Section, asked


@dataclass
class SectionState:
    """One response as it stands. Reads its survey and municipality."""

    response: Response
    today: date
    questionnaire: Questionnaire = field(init=False)
    answers: dict[str, Stored] = field(init=False)

    def __post_init__(self) -> None:
        self.questionnaire = questions_of(self.response)
        self.answers = answers_of(self.response)

    @cached_property
    def values(self) -> dict[str, str]:
        return values_of(self.answers)

    @cached_property
    def asked(self) -> dict[str, bool]:
        return asked(self.questionnaire, self.values)

    @cached_property
    def progress(self) -> list[SectionProgress]:
        return section_progress(self.questionnaire, self.values)

    @cached_property
    def missing(self) -> frozenset[str]:
        return frozenset(item for one in self.progress for item in one.missing)

    @cached_property
    def last_year(self) -> LastYear | None:
        return last_year_of(self.response)

    @cached_property
    def interpretations(self) -> dict[str, Interpretation]:
        return interpretations_for(self.response.survey, self.response.municipality)

    @cached_property
    def reasons(self) -> dict[str, ChangeReason]:
        return change_reasons_of(self.response)

    @cached_property
    def assignments(self) -> list[SectionAssignment]:
        return list(assignments_of(self.response))

    @cached_property
    def problems(self) -> list[Problem]:
        return find_problems(self.questionnaire, self.values, self.last_year.values if self.last_year else {})

    @cached_property
    def kept_warnings(self) -> dict[str, KeptWarning]:
        return kept_warnings_of(self.response)

    @cached_property
    def closes(self) -> date | None:
        return last_day(self.response, self.today)

    @cached_property
    def saved_at(self) -> datetime | None:
        return last_saved(self.response)

    @cached_property
    def unsent(self) -> list[Unsent]:
        """What was changed after it was handed in, and waits to be handed in again or taken back."""
        if self.response.counted is None:
            return []
        return unsent_changes(self.questionnaire, as_answers(self.response.counted), self.answers)

    @cached_property
    def counts(self) -> str:
        """What counts, by name: kvitto 2; empty where nothing was handed in."""
        return what_counts(self.response)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.progress)

    @property
    def to_answer(self) -> int:
        return sum(one.asked for one in self.progress)

    def section(self, code: str) -> Section | None:
        return next((one for one in self.questionnaire.sections if one.code == code), None)

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questionnaire.questions if one.code == code), None)

    def section_of(self, question: str) -> str:
        """The code of the question's section, empty where there is no such question."""
        found = (one.code for one in self.questionnaire.sections if question in {each.code for each in one.questions})
        return next(found, "")

    def first_opened(self, section: Section, before: Mapping[str, bool]) -> str:
        """The section's first question with a row that is asked now, was not `before`, and has no answer; or empty."""
        for question in section.questions:
            for item in question.items:
                if self.asked[item.code] and not before[item.code] and item.code in self.missing:
                    return question.code
        return ""

    def touched_by(self, items: Iterable[str]) -> list[Question]:
        """The questions of the items, those whose follow-ups they open or close, and those checked against them."""
        changed = set(items)
        return [
            question
            for question in self.questionnaire.questions
            if any(changed & {item.code, *self.questionnaire.gates_above(item.code)} for item in question.items)
            or any(changed & {*check.items, check.of} for check in question.checks)
        ]


def get_receipt(response: Response, number: int) -> Receipt:
    """One of the response's receipts, PDF and all; 404 where there is none of the number."""
    receipt = get_object_or_404(Receipt, response=response, number=number)
    receipt.response = response
    return receipt


def get_assignment(response: Response, pk: int) -> SectionAssignment:
    """One of the response's standing assignments; 404 where there is none."""
    assignment = get_object_or_404(assignments_of(response), pk=pk)
    assignment.response = response
    return assignment
