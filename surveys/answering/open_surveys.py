"""What a municipality is asked to answer now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from municipalities.models import Municipality
from surveys.answering.queries import last_day, takes_answers
from surveys.answering.section_state import SectionState
from surveys.models import Collection, Response, Survey


@dataclass(frozen=True)
class OpenSurvey:
    """`response` is None where nobody has begun."""

    survey: Survey
    response: Response | None
    closes: date | None
    answered: int
    to_answer: int
    shared: tuple[tuple[str, str, bool], ...] = ()  # name of a colleague, title of the part, done

    @property
    def is_handed_in(self) -> bool:
        return self.response is not None and self.response.state == Response.State.HANDED_IN

    @property
    def is_changed(self) -> bool:
        """After it was handed in, and not handed in again."""
        return self.response is not None and self.response.state == Response.State.CHANGED


def open_surveys_of(municipality: Municipality, today: date) -> list[OpenSurvey]:
    """Surveys that take the municipality's answers today, through a collection or reopened; first to close first."""
    collections = Collection.objects.open_on(today).covering(municipality)
    begun = Response.objects.filter(takes_answers(today), municipality=municipality)
    wanted = Q(collections__in=collections) | Q(responses__in=begun)
    surveys = Survey.objects.filter(wanted).exclude(questionnaire_text="").select_related("area").distinct()
    examples = dict(collections.order_by("closes", "-is_example").values_list("survey_id", "is_example"))
    responses = _responses_of(municipality, examples)
    found = [_open_survey(survey, municipality, responses, examples, today) for survey in surveys]
    return sorted(found, key=lambda one: (one.closes or date.max, one.survey.pk))


def _responses_of(municipality: Municipality, examples: dict[int, bool]) -> dict[int, Response]:
    """By survey: the one its collection asks for; where it is only reopened, the real one before Exempeldata."""
    found: dict[int, Response] = {}
    for response in Response.objects.filter(municipality=municipality).order_by("-is_example"):
        if examples.get(response.survey_id, response.is_example) == response.is_example:
            found[response.survey_id] = response
    return found


def _open_survey(
    survey: Survey,
    municipality: Municipality,
    responses: dict[int, Response],
    examples: dict[int, bool],
    today: date,
) -> OpenSurvey:
    response = responses.get(survey.pk)
    if response is None:
        unsaved = Response(survey=survey, municipality=municipality, is_example=examples.get(survey.pk, False))
        return OpenSurvey(survey, None, last_day(unsaved, today), 0, 0)
    response.survey, response.municipality = survey, municipality
    state = SectionState(response, today)
    titles = {one.section: one.title for one in state.progress}
    shared = tuple((one.name, titles.get(one.section, ""), one.done_at is not None) for one in state.assignments)
    return OpenSurvey(survey, response, state.closes, state.answered, state.to_answer, shared)


def earlier_responses_of(municipality: Municipality, open_now: Iterable[OpenSurvey]) -> list[Response]:
    """What the municipality has answered in surveys that no longer take answers, newest survey first.

    `last_receipt` is the number of its last receipt, or None.
    """
    found = Response.objects.filter(municipality=municipality).exclude(survey__questionnaire_text="")
    found = found.exclude(pk__in=[one.response.pk for one in open_now if one.response is not None])
    newest = found.select_related("survey__area").order_by("-survey__year", "is_example")
    return list(newest.annotate(last_receipt=Max("receipts__number")))
