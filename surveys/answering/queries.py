"""Reads around the answering of one response: is it open, what stands there, what was said last year, by whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from municipalities.models import Group, Municipality
from surveys.counting import Stored, answers_of, counted_of
from surveys.models import (
    Answer,
    AnswerEvent,
    ChangeReason,
    Collection,
    Interpretation,
    KeptWarning,
    Receipt,
    Response,
    SectionAssignment,
    Survey,
)
from surveys.questionnaires.answer_rules import Problem, comparable_with, find_problems
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire, asked


@dataclass(frozen=True)
class LastYear:
    """What the same municipality answered in the latest earlier survey, item by item, where it can be compared."""

    survey: Survey
    values: dict[str, str]
    comments: dict[str, str]


@dataclass(frozen=True)
class AnswerChange:
    """One change of one answer. `through` is one of AnswerEvent.Through."""

    at: datetime
    by: str
    through: str
    before: str
    after: str
    comment_before: str
    comment_after: str


def _covering(survey: Survey, municipality: Municipality) -> QuerySet[Collection]:
    """A real collection before Exempeldata that closes the same day."""
    return Collection.objects.covering(municipality).filter(survey=survey).order_by("-closes", "is_example", "id")


def collection_of(survey: Survey, municipality: Municipality, today: date) -> Collection | None:
    """The latest to close of those that cover the municipality and have opened; it may be closed by now."""
    return _covering(survey, municipality).filter(opens__lte=today).select_related("group").first()


def collections_so_far(survey: Survey, municipality: Municipality, today: date) -> list[Collection]:
    """All that cover the municipality and have opened, latest to close first."""
    return list(_covering(survey, municipality).filter(opens__lte=today))


def takes_answers(day: date) -> Q:
    """For a queryset of responses: a collection that covers the response is open on the day, or FoU has reopened it."""
    covering = Collection.objects.open_on(day).covering(OuterRef(OuterRef("municipality")))
    covering = covering.filter(survey=OuterRef("survey"), is_example=OuterRef("is_example"))
    return Q(reopened_until__gte=day) | Q(Exists(covering))


def last_day(response: Response, today: date) -> date | None:
    """The last day of answering, also when it has passed; None where the survey was never opened here."""
    collection = (
        _covering(response.survey, response.municipality)
        .filter(opens__lte=today, is_example=response.is_example)
        .first()
    )
    closes = collection.closes if collection else None
    days = [day for day in (closes, response.reopened_until) if day is not None]
    return max(days, default=None)


def questions_of(response: Response) -> Questionnaire:
    """The response's questionnaire; a response is only answered where there is one."""
    questionnaire = questionnaire_of(response.survey)
    if questionnaire is None:
        raise Survey.DoesNotExist(f"{response.survey} har inga frågor i öjportal")
    return questionnaire


def responses_at(area: str, year: int, kod: str, today: date) -> list[Response]:
    """The municipality's responses to a survey that has questions: the real one before Exempeldata.

    Each says in `takes_answers` whether it does so today.
    """
    responses = Response.objects.annotate(takes_answers=takes_answers(today))
    responses = responses.select_related("survey__area", "municipality__parent")
    found = responses.filter(survey__area__slug=area, survey__year=year, municipality__code=kod)
    return [as_then(one) for one in found.exclude(survey__questionnaire_text="").order_by("is_example")]


def as_then(response: Response) -> Response:
    """Its municipality as it was called in the survey's year."""
    response.municipality = response.municipality.in_year(response.survey.year)
    return response


def values_of(answers: dict[str, Stored]) -> dict[str, str]:
    """Item: value, of what is answered, as the rules want it."""
    return {item: value for item, (value, _) in answers.items() if value}


def last_year_of(response: Response) -> LastYear | None:
    """None where the municipality has not answered an earlier survey of the area. Two queries.

    Exempeldata is held against Exempeldata only. Answers that were not asked then are left out.
    """
    earlier = Response.objects.filter(
        Exists(Answer.objects.filter(response=OuterRef("pk")).exclude(value="")),
        municipality=response.municipality_id,
        survey__area=response.survey.area_id,
        survey__year__lt=response.survey.year,
        is_example=response.is_example,
    ).exclude(survey__questionnaire_text="")
    before = earlier.select_related("survey__area").order_by("-survey__year").first()
    return _comparable(before, questions_of(response)) if before is not None else None


def _comparable(before: Response, questionnaire: Questionnaire) -> LastYear:
    then, counted = questions_of(before), counted_of(before)
    stored = answers_of(before) if counted is None else counted
    was_asked = asked(then, values_of(stored))
    values, comments = {}, {}
    for code, item in questionnaire.items.items():
        value, comment = stored.get(code, ("", ""))
        if not was_asked.get(code):
            continue
        if value and comparable_with(item, then.items[code])(value):
            values[code] = value
        if comment:
            comments[code] = comment
    return LastYear(before.survey, values, comments)


def interpretations_for(survey: Survey, municipality: Municipality) -> dict[str, Interpretation]:
    """Question code: what the municipality's network has agreed on."""
    networks = Group.objects.of(municipality, survey.year).filter(kind=Group.Kind.NETWORK)
    agreed = Interpretation.objects.filter(
        survey=survey, network__in=networks, state=Interpretation.State.AGREED
    ).order_by("-at", "-id")
    return {one.question: one for one in reversed(agreed.select_related("network"))}


def last_saved(response: Response) -> datetime | None:
    """None before the first answer."""
    return AnswerEvent.objects.filter(response=response).order_by("-at").values_list("at", flat=True).first()


def history_of(response: Response, item: str) -> list[AnswerChange]:
    """Every change of one answer, newest first."""
    return [
        AnswerChange(event.at, event.by, event.through, *(text or "" for text in entry[1:]))
        for event in _events(response)
        for entry in event.changes
        if entry[0] == item
    ]


def _events(response: Response) -> QuerySet[AnswerEvent]:
    """Newest first. Saves of one response are written one after the other, so that their ids never lie."""
    return AnswerEvent.objects.filter(response=response).order_by("-id")


def last_changes(response: Response, items: Iterable[str]) -> dict[str, tuple[str, datetime]]:
    """Item: who changed it last, and when. One query, however many events."""
    left, found = set(items), {}
    for event in _events(response).iterator(chunk_size=100):
        touched = left & {entry[0] for entry in event.changes}
        found.update(dict.fromkeys(touched, (event.by, event.at)))
        left -= touched
        if not left:
            break
    return found


def problems_of(response: Response) -> list[Problem]:
    """What the checks find in what is stored now."""
    last_year = last_year_of(response)
    answers = values_of(answers_of(response))
    return find_problems(questions_of(response), answers, last_year.values if last_year else {})


def change_reasons_of(response: Response) -> dict[str, ChangeReason]:
    """By question code."""
    return {one.question: one for one in ChangeReason.objects.filter(response=response)}


def assignments_of(response: Response) -> QuerySet[SectionAssignment]:
    """Standing assignments, first given first."""
    return SectionAssignment.objects.filter(response=response, withdrawn_at=None)


def kept_warnings_of(response: Response) -> dict[str, KeptWarning]:
    """By the code of the problem."""
    return {kept.check_code: kept for kept in KeptWarning.objects.filter(response=response)}


def receipts_of(response: Response) -> QuerySet[Receipt]:
    """Newest first, without the heavy PDF."""
    return Receipt.objects.filter(response=response).defer("pdf").order_by("-number")


def what_counts(response: Response) -> str:
    """Names what was handed in last: kvitto 2, or the file that was read in; empty where nothing was. One query."""
    if response.handed_in_at is None:
        return ""
    receipt = Receipt.objects.filter(response=response, at=response.handed_in_at).only("number").first()
    return name_counted(response, receipt.number if receipt else None)


def name_counted(response: Response, receipt: int | None) -> str:
    """The same where the number of the receipt that counts is known."""
    if response.handed_in_at is None:
        return ""
    if receipt is not None:
        return f"kvitto {receipt}"
    return f"inläsningen {timezone.localtime(response.handed_in_at):%Y-%m-%d}"


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def receipt_file_name(receipt: Receipt) -> str:
    """kvitto-ekonomiskt-bistand-2017-0125-1.pdf"""
    response = receipt.response
    survey = response.survey.slug.replace("/", "-")
    return f"kvitto-{survey}-{response.municipality.code}-{receipt.number}.pdf"
