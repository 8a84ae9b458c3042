"""Which results a response's answers would give, and why, before it is handed in. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.computing.definitions import definitions_of, evaluator_of
from indicators.rules.evaluate import Outcome
from indicators.rules.explain import Explanation, explain
from indicators.rules.spec import IndicatorDefinition
from surveys.answering.queries import questions_of, values_of
from surveys.counting import answers_of
from surveys.models import Response, Survey


@dataclass(frozen=True)
class PreviewResult:
    """What one indicator would say. `explanation` is None in a list that was asked for without reasons."""

    indicator: str
    name: str
    definition: IndicatorDefinition
    outcome: Outcome
    explanation: Explanation | None = None


def preview(response: Response, *, with_reasons: bool = True) -> list[PreviewResult]:
    """Every indicator of the year that has a rule, in the definitions' order; empty where the year has none.

    Reads the same answers as the computation does: what is stored now, handed in or not. Two queries.
    """
    survey = Survey.objects.select_related("area", "definition_set").get(pk=response.survey_id)
    definitions, evaluator = definitions_of(survey), evaluator_of(survey)
    if definitions is None or evaluator is None:
        return []
    known = evaluator.columns.place
    answers = {item: value for item, value in values_of(answers_of(response)).items() if item in known}
    questionnaire = questions_of(response)
    [outcomes] = evaluator.evaluate([answers])
    return [
        PreviewResult(
            code,
            definition.short_name,
            definition,
            outcomes[code],
            explain(definition, questionnaire, answers) if with_reasons else None,
        )
        for code, definition in definitions.indicators.items()
        if code in outcomes
    ]
