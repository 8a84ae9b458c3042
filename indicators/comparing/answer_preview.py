"""Which results answers would give, and why, before they are handed in: of one municipality, or of a network. Nothing
is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from indicators.comparing.interpretations import reservations_in
from indicators.comparing.matrix import WAITING, Cell, Figures, Scope, Years, build_rows
from indicators.comparing.matrix_page import Choice, MatrixPage
from indicators.comparing.queries import Source, units_by_year
from indicators.computing.definitions import definitions_of, evaluator_of
from indicators.models import Origin
from indicators.rules.evaluate import Evaluator, Outcome
from indicators.rules.explain import Explanation, explain
from indicators.rules.spec import IndicatorDefinition
from municipalities.models import Group
from surveys.answering.queries import questions_of, values_of
from surveys.counting import answers_by_response, answers_of
from surveys.models import Response, Survey

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey


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
            definition.full_name,
            definition,
            outcomes[code],
            explain(definition, questionnaire, answers) if with_reasons else None,
        )
        for code, definition in definitions.indicators.items()
        if code in outcomes
    ]


def preview_network(survey: Survey, network: Group, *, is_example: bool) -> MatrixPage | None:
    """The network's matrix as what stands now would give it, handed in or not; None where nothing can be computed.

    Who has not begun is not counted. Five queries, and those of reservations.
    """
    definitions, evaluator = definitions_of(survey), evaluator_of(survey)
    if definitions is None or evaluator is None:
        return None
    years = Years(survey.year, None, {survey.year: definitions})
    units = units_by_year(network, [survey.year])[survey.year]
    figures = Figures(_figures(survey, evaluator, [unit.id for unit in units], is_example))
    rows = build_rows(years, figures, Figures(), Scope(units, network.kind, [], absent=WAITING))
    return MatrixPage(
        choice=Choice(grupp=network.slug),
        survey=cast("SourcedSurvey", survey),
        surveys=[],
        groups=[network],
        group=network,
        source=Source(Origin.COMPUTED, is_example),
        compared=None,
        definitions=years.definitions,
        units=units,
        rows=[row for row in rows if row.has_figures],
        reservations=reservations_in(survey.area, years.definitions),
    )


def _figures(survey: Survey, evaluator: Evaluator, units: list[int], is_example: bool) -> dict[str, dict[int, Cell]]:
    """Indicator -> unit -> what stands now would give, of the units that have answered anything."""
    begun = Response.objects.filter(survey=survey, is_example=is_example, municipality__in=units)
    responses = dict(begun.values_list("pk", "municipality_id"))
    known = evaluator.columns.place
    answers = {
        responses[pk]: {item: value for item, value in values_of(stored).items() if item in known}
        for pk, stored in answers_by_response(responses).items()
        if stored
    }
    found: dict[str, dict[int, Cell]] = {code: {} for code in evaluator.indicators}
    for unit, outcomes in zip(answers, evaluator.evaluate(list(answers.values())), strict=True):
        for code, outcome in outcomes.items():
            found[code][unit] = Cell(outcome.value, outcome.number)
    return found
