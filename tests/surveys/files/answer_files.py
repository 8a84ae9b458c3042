"""What a file of answers would change, in short."""

from __future__ import annotations

from surveys.files.imported_answers import AnswerPlan, plan_answers
from surveys.models import Survey
from surveys.questionnaires.queries import questionnaire_of
from tests.indicators.importing import files


def plan_of(survey: Survey, content: bytes, name: str = "svar.xlsx", **options: object) -> AnswerPlan:
    return plan_answers(survey, questionnaire_of(survey), content, name, **options)


def plan_rows(survey: Survey, rows: files.Rows, **options: object) -> AnswerPlan:
    return plan_of(survey, files.workbook(Svar=rows), **options)


def answers_in(plan: AnswerPlan) -> dict[tuple[str, str], str]:
    """Code of the unit and item: the answer, where nothing of the file is refused."""
    assert plan.refusals == []
    return {(one.given.unit.code, one.item): one.value for changes in plan.changes.values() for one in changes}


def places_in(plan: AnswerPlan) -> dict[tuple[str, str], str]:
    """Code of the unit and item: where the file says it."""
    changes = zip((one for found in plan.changes.values() for one in found), plan.shown(10_000), strict=True)
    return {(one.given.unit.code, one.item): shown.place for one, shown in changes}


def refused_in(plan: AnswerPlan) -> list[tuple[str, str]]:
    assert plan.counts.refused == len(plan.refusals)
    assert all(one.remedy for one in plan.refusals)
    return [(one.cell, one.reason) for one in plan.refusals]
