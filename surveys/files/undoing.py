"""Takes back what an import of answers wrote, inside the caller's transaction.

What counts is put back as it counted before the file. What stands is put back where it still says what the file said;
what somebody has written since, and not handed in, is left to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from municipalities.refusals import NotPossible
from surveys.counting import Stored, counted_of
from surveys.files.writing import ItemChange, store_counted, upsert_answers
from surveys.models import Answer, AnswerEvent, ImportRun, Receipt, Response

Item = tuple[int, str]  # response, item
HandIn = tuple[datetime, str]  # when and by whom


@dataclass(frozen=True)
class Since:
    """What has happened to the responses after the run."""

    imported: set[Item]  # by later files
    written: set[Item]  # by people


def undo_answers(run: ImportRun, *, by: str) -> None:
    """NotPossible where a later file has changed the same answers, or the municipality has handed in since."""
    events = list(run.answer_events.select_related("response__municipality__parent").order_by("id"))
    since = _since(run, events)
    _refuse_if_imported_since(events, since)
    _refuse_if_handed_in_since(run, events)
    earlier = _other_hand_ins(run)
    counted_before = {pk: items for pk, items in run.undo}
    now = timezone.now()
    for event in events:
        _undo_one(event, since, earlier.get(event.response_id), counted_before.get(event.response_id, {}), by, now)


def _since(run: ImportRun, events: list[AnswerEvent]) -> Since:
    written = {(event.response_id, entry[0]) for event in events for entry in event.changes}
    last = max((event.pk for event in events), default=0)
    later = AnswerEvent.objects.filter(pk__gt=last, response__in=[event.response_id for event in events])
    since = Since(set(), set())
    for event in later.exclude(import_run__state=ImportRun.State.UNDONE):
        touched = {(event.response_id, entry[0]) for entry in event.changes} & written
        (since.written if event.import_run_id is None else since.imported).update(touched)
    return since


def _refuse_if_imported_since(events: list[AnswerEvent], since: Since) -> None:
    if since.imported:
        names = {event.response_id: event.response.municipality.full_name for event in events}
        told = sorted(f"{names[response]} {item}" for response, item in since.imported)
        raise NotPossible(f"Importen kan inte ångras: {len(told)} av svaren har ändrats efteråt ({_first(told)}).")


def _refuse_if_handed_in_since(run: ImportRun, events: list[AnswerEvent]) -> None:
    """A receipt is the municipality's own word on all its answers, the file's among them."""
    responses = [event.response_id for event in events]
    receipts = Receipt.objects.filter(response__in=responses, at__gt=run.confirmed_at).defer("pdf")
    found = receipts.select_related("response__municipality__parent")
    if told := sorted(f"{one.response.municipality.full_name}, kvitto {one.number}" for one in found):
        raise NotPossible(
            f"Importen kan inte ångras: det har lämnats in efteråt ({_first(told)}). Läs in en rättad fil i stället."
        )


def _first(told: list[str]) -> str:
    more = f" och {len(told) - 5} till" if len(told) > 5 else ""
    return f"{', '.join(told[:5])}{more}"


def _other_hand_ins(run: ImportRun) -> dict[int, HandIn]:
    """Response id: when and by whom its answers were last handed in, this file apart."""
    responses = run.answer_events.values("response")
    receipts = Receipt.objects.filter(response__in=responses).values_list("response_id", "at", "by")
    confirmed = AnswerEvent.objects.filter(response__in=responses, import_run__state=ImportRun.State.CONFIRMED)
    files = confirmed.exclude(import_run=run).values_list(
        "response_id", "import_run__confirmed_at", "import_run__confirmed_by"
    )
    found: dict[int, HandIn] = {}
    for response, at, by in [*receipts, *files]:
        if at is not None:
            found[response] = max(found.get(response, (at, by)), (at, by))
    return found


def _undo_one(
    event: AnswerEvent,
    since: Since,
    handed_in: HandIn | None,
    counted_before: dict[str, list[str] | None],
    by: str,
    now: datetime,
) -> None:
    response = event.response
    counted = dict(counted_of(response) or {})
    for item, value, _new, comment, _new_comment in event.changes:
        stood = None if value is None else [value, comment or ""]
        _put_back(counted, item or "", counted_before.get(item or "", stood))
    entries = [entry for entry in event.changes if (event.response_id, entry[0]) not in since.written]
    _restore(response, entries)
    if handed_in is None and event.created_response and not Answer.objects.filter(response=response).exists():
        response.delete()
        return
    if handed_in is not None:
        response.handed_in_at, response.handed_in_by = handed_in
    store_counted(response, counted if handed_in else None, now)
    AnswerEvent.objects.create(
        response=response,
        import_run=event.import_run,
        through=AnswerEvent.Through.FILE,
        by=by,
        at=now,
        changes=[[item, new, old, new_comment, old_comment] for item, old, new, old_comment, new_comment in entries],
    )


def _put_back(counted: dict[str, Stored], item: str, before: list[str] | None) -> None:
    if before is None:
        counted.pop(item, None)
    else:
        counted[item] = (before[0], before[1])


def _restore(response: Response, entries: Iterable[ItemChange]) -> None:
    """What stands, as it stood; an answer that was not there is gone again."""
    before = [(response.pk, entry[0], entry[1], entry[3] or "") for entry in entries]
    upsert_answers((pk, item or "", value, comment) for pk, item, value, comment in before if value is not None)
    gone = [item for _pk, item, value, _comment in before if value is None]
    Answer.objects.filter(response=response, item__in=gone).delete()
