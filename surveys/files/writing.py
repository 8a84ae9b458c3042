"""Writes what a plan of answers says, and takes it back again. Both inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils import timezone

from municipalities.refusals import NotPossible
from surveys.files.bulk import insert, upsert
from surveys.files.imported_answers import AnswerChange, AnswerPlan
from surveys.models import Answer, AnswerEvent, ImportRun, Response

# One entry of AnswerEvent.changes. The old value is null where there was no answer at all.
ItemChange = list[str | None]  # item, old value, new value, old comment, new comment
COLUMNS = ("response_id", "item", "value", "comment")
AnswerRow = tuple[int, str, str, str]


def write_answers(plan: AnswerPlan, run: ImportRun, *, by: str) -> None:
    """New responses, answers, raised revisions, and one event per response."""
    now = timezone.now()
    created = _create_responses(plan, now)
    known = {unit: plan.responses[unit] for unit in plan.changes if unit not in created}
    responses = known | created
    if created:
        insert(connection, Answer._meta.db_table, COLUMNS, _rows(plan, created))
    if known:
        _upsert_answers(_rows(plan, known))
    raise_revisions(list(known.values()), now)
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


def _rows(plan: AnswerPlan, responses: dict[int, int]) -> Iterator[AnswerRow]:
    for unit, response in responses.items():
        for change in plan.changes[unit]:
            yield response, change.item, change.value, change.comment


def _as_entry(change: AnswerChange) -> ItemChange:
    value, comment = change.before or (None, None)
    return [change.item, value, change.value, comment, change.comment]


def _create_responses(plan: AnswerPlan, now: datetime) -> dict[int, int]:
    """Municipality id: response id, of units that had none."""
    made = Response.objects.bulk_create(
        Response(survey=plan.survey, municipality_id=unit, is_example=plan.is_example, created_at=now, changed_at=now)
        for unit in plan.changes
        if unit not in plan.responses
    )
    return {response.municipality_id: response.pk for response in made}


def _upsert_answers(rows: Iterable[AnswerRow]) -> None:
    upsert(connection, Answer._meta.db_table, COLUMNS, COLUMNS[:2], COLUMNS[2:], rows)


def raise_revisions(responses: list[int], now: datetime) -> None:
    """Only of responses that really changed: computing goes by the revision."""
    for start in range(0, len(responses), 500):
        part = Response.objects.filter(pk__in=responses[start : start + 500])
        part.update(revision=F("revision") + 1, changed_at=now)


def undo_answers(run: ImportRun, *, by: str) -> None:
    """Restores what stood before the run; NotPossible where the same answers have been changed since."""
    events = list(run.answer_events.select_related("response__municipality__parent").order_by("id"))
    stored = _stored(run)
    _refuse_if_changed_since(run, events, stored)
    now = timezone.now()
    kept = []
    for event in events:
        touched = {entry[0] for entry in event.changes}
        if event.created_response and not (stored[event.response_id].keys() - touched):
            event.response.delete()
        else:
            kept.append(event)
    _restore(kept, run, by, now)


def _stored(run: ImportRun) -> dict[int, dict[str, tuple[str, str]]]:
    """Response id: item: value and comment, of all responses the run touched."""
    responses = run.answer_events.values_list("response_id", flat=True)
    found: dict[int, dict[str, tuple[str, str]]] = {pk: {} for pk in responses}
    rows = Answer.objects.filter(response__in=run.answer_events.values("response"))
    for response, item, value, comment in rows.values_list("response_id", "item", "value", "comment"):
        found[response][item] = (value, comment)
    return found


def _refuse_if_changed_since(
    run: ImportRun, events: list[AnswerEvent], stored: dict[int, dict[str, tuple[str, str]]]
) -> None:
    """By what stands now, and by what has been written since (an answer may have been changed and changed back)."""
    written = {
        (event.response_id, entry[0]): (entry[2] or "", entry[4] or "") for event in events for entry in event.changes
    }
    changed = {key for key, value in written.items() if stored[key[0]].get(key[1], ("", "")) != value}
    last = max((event.pk for event in events), default=0)
    later = AnswerEvent.objects.filter(pk__gt=last, response__in=run.answer_events.values("response"))
    for event in later.exclude(import_run__state=ImportRun.State.UNDONE):
        changed |= {(event.response_id, entry[0]) for entry in event.changes} & written.keys()
    if changed:
        names = {event.response_id: event.response.municipality.full_name for event in events}
        told = sorted(f"{names[response]} {item}" for response, item in changed)
        more = f" och {len(told) - 5} till" if len(told) > 5 else ""
        raise NotPossible(
            f"Importen kan inte ångras: {len(told)} av svaren har ändrats efteråt ({', '.join(told[:5])}{more})."
        )


def _restore(events: list[AnswerEvent], run: ImportRun, by: str, now: datetime) -> None:
    before = [
        (event.response_id, entry[0], entry[1], entry[3] or "") for event in events for entry in reversed(event.changes)
    ]
    _upsert_answers(row for row in before if row[2] is not None)
    for event in events:
        gone = [entry[0] for entry in event.changes if entry[1] is None]
        for start in range(0, len(gone), 500):
            Answer.objects.filter(response=event.response_id, item__in=gone[start : start + 500]).delete()
    raise_revisions([event.response_id for event in events], now)
    AnswerEvent.objects.bulk_create(
        AnswerEvent(
            response_id=event.response_id,
            import_run=run,
            through=AnswerEvent.Through.FILE,
            by=by,
            at=now,
            changes=[
                [item, new, old, new_comment, old_comment] for item, old, new, old_comment, new_comment in event.changes
            ],
        )
        for event in events
    )
