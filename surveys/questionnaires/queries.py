"""Reads of surveys and their answers."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from surveys.models import Answer, Response, Survey
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire


def get_survey(slug: str) -> Survey:
    """The survey of "ekonomiskt-bistand/2017"; Survey.DoesNotExist where there is none."""
    area, _, year = slug.partition("/")
    if not (year.isascii() and year.isdigit()):
        raise Survey.DoesNotExist(f"{slug} är inte på formen område/år")
    return Survey.objects.select_related("area", "network").get(area__slug=area, year=int(year))


def questionnaire_of(survey: Survey) -> Questionnaire | None:
    """None where the year's questionnaire is lacking."""
    if not survey.questionnaire_text:
        return None
    return _questionnaire(survey.questionnaire_sha256, survey.questionnaire_text)


@lru_cache(maxsize=64)
def _questionnaire(sha256: str, text: str) -> Questionnaire:
    return load_questionnaire(f"{sha256[:12]}.yaml", text)


def answers_by_unit(survey: Survey, only: list[int] | None = None) -> dict[int, dict[str, str]]:
    """Non-empty answers of the responses in use: municipality id -> {item: value}; a response without answers
    is there with an empty mapping. `only` narrows to these response ids."""
    responses = Response.objects.in_use(survey)
    if only is not None:
        responses = responses.filter(pk__in=only)
    units = dict(responses.values_list("pk", "municipality_id"))
    found: dict[int, dict[str, str]] = {unit: {} for unit in units.values()}
    answers = Answer.objects.exclude(value="")
    answers = answers.filter(response__in=only) if only is not None else answers.filter(response__survey=survey)
    by_response: dict[int, dict[str, str]] = defaultdict(dict)
    for response, item, value in answers.values_list("response_id", "item", "value"):
        by_response[response][item] = value
    for response, unit in units.items():
        found[unit] = by_response[response]
    return found


def answered_values(survey: Survey) -> dict[str, set[str]]:
    """Item -> the different values it has been answered with, Exempeldata among them. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    answers = Answer.objects.filter(response__survey=survey).exclude(value="")
    for item, value in answers.values_list("item", "value").distinct():
        found[item].add(value)
    return found
