"""Writes what a plan of answers says, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils import timezone

from surveys.counting import Stored, answers_of, settle
from surveys.files.bulk import insert, upsert
from surveys.files.imported_answers import AnswerChange, AnswerPlan
from surveys.models import Answer, AnswerEvent, ImportRun, Response

# One entry of AnswerEvent.changes. The old value is null where there was no answer at all.
ItemChange = list[str | None]  # item, old value, new value, old comment, new comment
COLUMNS = ("response_id", "item", "value", "comment")
AnswerRow = tuple[int, str, str, str]
Counted = tuple[int, dict[str, Stored | None]]  # response, and what counted of the items written
SETTLED = ["state", "counted", "revision", "counted_revision", "handed_in_by", "handed_in_at", "changed_at"]


def write_answers(plan: AnswerPlan, run: ImportRun, *, by: str) -> list[Counted]:
    """New responses, answers that count, and one event per response. Gives what counted before, for undoing."""
    now = timezone.now()
    created = _create_responses(plan, by, now)
    known = {unit: plan.responses[unit] for unit in plan.changes if unit not in created}
    responses = known | created
    if created:
        insert(connection, Answer._meta.db_table, COLUMNS, _rows(plan, created))
    if known:
        upsert_answers(_rows(plan, known))
    drafts = {unit: pk for unit, pk in known.items() if unit in plan.counted}
    _hand_in([pk for unit, pk in known.items() if unit not in drafts], by, now)
    _hand_in_the_file_alone(plan, drafts, by, now)
    AnswerEvent.objects.bulk_create(
        AnswerEvent(
            response_id=responses[unit],
            import_run=run,
            through=AnswerEvent.Through.FILE,
            by=by,
            at=now,
            created_response=unit in created,
            changes=[_as_entry(change) for change in changes],
        )
        for unit, changes in plan.changes.items()
    )
    return [
        (pk, {one.item: plan.counted[unit].get(one.item) for one in plan.changes[unit]}) for unit, pk in drafts.items()
    ]


def _hand_in(responses: list[int], by: str, now: datetime) -> None:
    """A confirmed import counts. Of responses handed in before, all that stands does."""
    for start in range(0, len(responses), 500):
        Response.objects.filter(pk__in=responses[start : start + 500]).update(
            revision=F("revision") + 1,
            counted_revision=F("revision") + 1,
            handed_in_by=by,
            handed_in_at=now,
            changed_at=now,
        )


def _hand_in_the_file_alone(plan: AnswerPlan, drafts: dict[int, int], by: str, now: datetime) -> None:
    """Of a response with something not handed in, only what the file says; the rest waits as it did."""
    found = Response.objects.in_bulk(drafts.values())
    for unit, pk in drafts.items():
        given = {change.item: (change.value, change.comment) for change in plan.changes[unit]}
        found[pk].handed_in_by, found[pk].handed_in_at = by, now
        store_counted(found[pk], plan.counted[unit] | given, now)


def store_counted(response: Response, counted: dict[str, Stored] | None, now: datetime) -> None:
    """What counts is new, beside what stands."""
    response.revision += 1
    response.counted_revision, response.changed_at = response.revision, now
    settle(response, counted, answers_of(response))
    response.save(update_fields=SETTLED)


def _rows(plan: AnswerPlan, responses: dict[int, int]) -> Iterator[AnswerRow]:
    for unit, response in responses.items():
        for change in plan.changes[unit]:
            yield response, change.item, change.value, change.comment


def _as_entry(change: AnswerChange) -> ItemChange:
    value, comment = change.before or (None, None)
    return [change.item, value, change.value, comment, change.comment]


def _create_responses(plan: AnswerPlan, by: str, now: datetime) -> dict[int, int]:
    """Municipality id: response id, of units that had none."""
    handed_in = {"state": Response.State.HANDED_IN, "counted_revision": 1, "handed_in_by": by, "handed_in_at": now}
    new = handed_in | {"survey": plan.survey, "is_example": plan.is_example, "created_at": now, "changed_at": now}
    made = Response.objects.bulk_create(
        Response(municipality_id=unit, **new) for unit in plan.changes if unit not in plan.responses
    )
    return {response.municipality_id: response.pk for response in made}


def upsert_answers(rows: Iterable[AnswerRow]) -> None:
    upsert(connection, Answer._meta.db_table, COLUMNS, COLUMNS[:2], COLUMNS[2:], rows)
