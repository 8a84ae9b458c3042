"""Reads of surveys and their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Count

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


def answered_values(survey: Survey) -> dict[str, set[str]]:
    """Item -> the different values it has been answered with, Exempeldata among them. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    answers = Answer.objects.filter(response__survey=survey).exclude(value="")
    for item, value in answers.values_list("item", "value").distinct():
        found[item].add(value)
    return found


def examples_hidden_by(surveys: Iterable[Survey]) -> list[tuple[Survey, int]]:
    """Real survey years that made-up responses stand for so far, and how many: the first real one hides them."""
    begun = Response.objects.filter(is_example=False).values("survey")
    made_up = Response.objects.filter(is_example=True).exclude(survey__in=begun).order_by()
    numbers = dict(made_up.values("survey").annotate(n=Count("pk")).values_list("survey", "n"))
    return [(one, numbers[one.pk]) for one in surveys if one.pk in numbers and not one.is_example]


def latest_year_with_questions(area: str) -> int | None:
    """Of a service area; made-up years do not count. One query."""
    found = Survey.objects.filter(area__slug=area, is_example=False).exclude(questionnaire_text="")
    return found.order_by("-year").values_list("year", flat=True).first()
