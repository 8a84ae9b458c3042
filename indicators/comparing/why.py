"""Why one unit's result is what it is, as far as the person asking may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.html import escape

from indicators.comparing import queries
from indicators.comparing.indicator_presenters import statement_rows
from indicators.comparing.interpretations import reservations_in
from indicators.comparing.presenters import figure_text, outcome_word, safe, status_html
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import printed_units, read_press
from indicators.models import Origin, Result
from indicators.permissions import PUBLIC, Sight, sight_of, visible_units
from indicators.rules.explain import Explanation, describe, explain
from indicators.rules.spec import ChoiceRule, IndicatorDefinition
from municipalities.models import Municipality
from municipalities.owners import owners_of
from municipalities.permissions import Person, can_see_answers
from surveys.models import Response, Survey
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class WhyPage:
    survey: Survey
    municipality: Municipality
    definition: IndicatorDefinition
    computed: list[tuple[str, str, str]]  # status, origin, place
    published: list[tuple[str, str, str]]
    printed_twice: list[tuple[int, str, list[dict[str, str]]]]  # year, municipality and what is printed of the result
    rule: list[str]  # in words, outcome by outcome
    explanation: Explanation | None
    is_example: bool
    reservations: list[str]  # what is to be considered
    is_unpublished: bool  # what is computed is shown, but not to everybody yet
    why_not: str  # why the answers are not shown, when they are not


def read_why(area: str, year: int, indicator: str, municipality: Municipality, person: Person) -> WhyPage:
    """404 when the year does not define the indicator."""
    survey = queries.survey_of(queries.surveys_with_sources(area), year)
    known = definitions_of(survey)
    if known is None or indicator not in known.indicators:
        raise Http404
    definition = known.indicators[indicator]
    questionnaire = questionnaire_of(survey)
    response, answers = queries.answers_of(survey, municipality)
    stored = queries.stored_results(survey, indicator, municipality)
    seen = [one for one in stored if _may_see(one, survey, sight_of(person))]
    why_not = _why_not(definition, questionnaire, response, municipality, person)
    return WhyPage(
        survey=survey,
        municipality=municipality.in_year(year),
        definition=definition,
        computed=[_told(one, definition) for one in seen if one.publication is None],
        published=[_told(one, definition) for one in seen if one.publication is not None],
        printed_twice=_printed_twice(survey, definition, municipality, person),
        rule=rule_in_words(definition, questionnaire),
        explanation=explain(definition, questionnaire, answers) if questionnaire and not why_not else None,
        is_example=response is not None and response.is_example,
        reservations=reservations_in(survey.area, {year: known}).texts(indicator, [year], {municipality.pk}),
        is_unpublished=any(not _may_see(one, survey, PUBLIC) for one in seen),
        why_not=why_not,
    )


def _why_not(
    definition: IndicatorDefinition,
    questionnaire: Questionnaire | None,
    response: Response | None,
    municipality: Municipality,
    person: Person,
) -> str:
    if definition.rule is None or questionnaire is None:
        return "Indikatorn räknas inte fram här det året; resultatet är hämtat ur en publikation eller ett register."
    if response is None:
        return "Kommunen har inte lämnat in några svar i öjportal, så det går inte att visa vilka svar som avgjorde."
    if response.is_example or can_see_answers(person, municipality, response.survey.year):
        return ""
    return "Kommunens svar på enkäten visas bara för kommunen själv och för FoU-medarbetare i dess samverkansområde."


def _may_see(result: Result, survey: Survey, sight: Sight) -> bool:
    if result.origin == Origin.PUBLISHED:
        return True
    visible = visible_units(sight, survey, is_example=result.is_example)
    return visible is None or result.municipality_id in visible


def _printed_twice(
    survey: Survey, definition: IndicatorDefinition, municipality: Municipality, person: Person
) -> list[tuple[int, str, list[dict[str, str]]]]:
    """Empty unless the result has been corrected, or publishers differ on it."""
    press = read_press(survey.area)
    printed = printed_units([survey], press, municipality=municipality, indicator__code=definition.code)
    owners = owners_of(person)
    return [
        (
            survey.year,
            municipality.in_year(survey.year).full_name,
            statement_rows(definition, one.settled, press, owners),
        )
        for one in printed
        if one.settled
    ]


def _told(result: Result, definition: IndicatorDefinition) -> tuple[str, str, str]:
    if result.number is not None:
        status = status_html("tal", figure_text(result.number, definition))
    else:
        status = status_html(result.value, outcome_word(result.value, result.printed))
    if result.publication is None:
        return status, "Exempeldata, uträknat" if result.is_example else "uträknat i öjportal", ""
    return status, f"publicerat: {result.publication.publisher}, {result.publication.title}", result.place


def rule_in_words(definition: IndicatorDefinition, questionnaire: Questionnaire | None) -> list[str]:
    """Outcome by outcome, in the order they are tried; empty where the year has no rule."""
    if not isinstance(definition.rule, ChoiceRule) or questionnaire is None:
        return []
    lines = [
        safe(f"{status_html(outcome)} om {escape(describe(condition, questionnaire))}.")
        for outcome, condition in definition.rule.cases
    ]
    return [*lines, safe(f"{status_html(definition.rule.otherwise)} annars.")]
