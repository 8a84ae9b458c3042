"""Everything one can do to a response. Here: saving answers and confirming last year's; the rest in its own modules.

A save's audit record is its AnswerEvent (who, when, what through, from what to what); an Event is written where the
state of the response changes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Municipality
from municipalities.refusals import NotPossible
from municipalities.states import step
from surveys.answering.hand_in_actions import NotReady, give_change_reason, hand_in, keep_warning, reopen, take_back
from surveys.answering.mails import tell_changed
from surveys.answering.open_responses import lock_open_response, subject_of
from surveys.answering.queries import last_year_of, questions_of, values_of
from surveys.answering.saving import Conflict, Edit, Saved, compare, read_wishes, tell_conflicts, write_changes
from surveys.answering.sharing_actions import assign_section, finish_assignment, withdraw_assignment
from surveys.answering.states import HANDED_IN, RESPONSE
from surveys.counting import NOTHING, Stored, answers_of, as_answers, as_rows, settle
from surveys.models import Answer, AnswerEvent, Response, Survey
from surveys.questionnaires.questionnaire import Question, asked

__all__ = [
    "Conflict",
    "Edit",
    "NotReady",
    "Saved",
    "assign_section",
    "begin_response",
    "confirm_same",
    "finish_assignment",
    "give_change_reason",
    "hand_in",
    "keep_warning",
    "reopen",
    "save_answers",
    "take_back",
    "withdraw_assignment",
]


@transaction.atomic
def begin_response(*, survey: Survey, municipality: Municipality, is_example: bool, by: str) -> Response:
    """The municipality's response, made when the first of its people opens the survey; the one there is after that."""
    response, is_new = Response.objects.get_or_create(survey=survey, municipality=municipality, is_example=is_example)
    if is_new:
        write_event(by=by, action="response.begun", subject=subject_of(response))
    return response


@transaction.atomic
def save_answers(
    *,
    response: Response,
    changes: Mapping[str, Edit],
    by: str,
    through: str = AnswerEvent.Through.WEB,
    sections: Collection[str] | None = None,
    now: datetime | None = None,
) -> Saved:
    """Saves what can be saved, item by item; says what was refused and where somebody else was first.

    Closed where nothing may be saved any more. `sections` narrows to a colleague's part. The object `response` is
    brought up to date.
    """
    lock_open_response(response, now)
    return _save(response, changes, by=by, through=through, sections=sections, now=now or timezone.now())


def _save(
    response: Response,
    changes: Mapping[str, Edit],
    *,
    by: str,
    through: str,
    sections: Collection[str] | None,
    now: datetime,
) -> Saved:
    saved = Saved(now)
    wishes = read_wishes(questions_of(response), changes, sections, saved)
    rows = Answer.objects.filter(response=response, item__in=list(wishes)).values_list("item", "value", "comment")
    stored = {item: (value, comment) for item, value, comment in rows}
    writes = compare(stored, wishes, changes, saved)
    if writes:
        _keep_what_counts(response)
        write_changes(response, stored, writes, by=by, through=through, at=now)
        _mark_changed(response, by, now)
    tell_conflicts(response, saved)
    return saved


def _keep_what_counts(response: Response) -> None:
    """Before the first change of what was handed in; no query at any other save."""
    if response.state == HANDED_IN:
        response.counted = as_rows(answers_of(response))


def _mark_changed(response: Response, by: str, now: datetime) -> None:
    """What was handed in counts on, and is told as changed; changed back by hand, it is as handed in again."""
    before, response.state = response.state, step(RESPONSE, response.state, "change").to
    response.revision += 1
    response.changed_at = now
    if response.counted is not None:
        settle(response, as_answers(response.counted), answers_of(response))
    if before == HANDED_IN:
        tell_changed(response, by, now)
    if before != response.state:
        action = "response.changed_after_hand_in" if before == HANDED_IN else "response.changed_back"
        write_event(by=by, action=action, subject=subject_of(response), handed_in_at=str(response.handed_in_at))
    Response.objects.filter(pk=response.pk).update(
        revision=response.revision, state=response.state, counted=response.counted, changed_at=now
    )


@transaction.atomic
def confirm_same(
    *,
    response: Response,
    question: str,
    by: str,
    through: str = AnswerEvent.Through.WEB,
    sections: Collection[str] | None = None,
    seen: Mapping[str, Stored] | None = None,
    now: datetime | None = None,
) -> Saved:
    """Answers one question as last year: values, and comments where there were any. Closed; NotPossible.

    `seen` is what the page showed (item: value and comment); without it what stands is replaced.
    """
    lock_open_response(response, now)
    last_year = last_year_of(response)
    found = next((one for one in questions_of(response).questions if one.code == question), None)
    if found is None or last_year is None:
        raise NotPossible("Det finns inget svar från förra året att bekräfta.")
    stored = answers_of(response)
    shown = stored if seen is None else seen
    edits = {}
    for code in _asked_of(response, found, values_of(stored), last_year.values):
        seen_value, seen_comment = shown.get(code, NOTHING)
        edits[code] = Edit(
            last_year.values[code], last_year.comments.get(code), seen_value, seen_comment, intended=True
        )
    if not edits:
        raise NotPossible("Det finns inget svar från förra året att bekräfta.")
    return _save(response, edits, by=by, through=through, sections=sections, now=now or timezone.now())


def _asked_of(
    response: Response, question: Question, answers: Mapping[str, str], last_year: Mapping[str, str]
) -> list[str]:
    """The question's items with an answer last year that are asked once it is answered so."""
    answered = {item.code: last_year[item.code] for item in question.items if item.code in last_year}
    is_asked = asked(questions_of(response), {**answers, **answered})
    return [code for code in answered if is_asked[code]]
