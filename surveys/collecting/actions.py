"""Writes of collections: opening a survey to a group, its days, and the mails that go out about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from municipalities.days import working_day, working_day_before
from municipalities.events import write_event
from municipalities.models import Group
from municipalities.refusals import Closed, NotPossible
from municipalities.typed_days import refuse_strange
from surveys.collecting.mails import mail_to
from surveys.collecting.queries import Recipient, recipients_of
from surveys.models import Collection, Mailing, Survey

Kind = Mailing.Kind


class PlannedMailing(NamedTuple):
    kind: str
    on: date


def usual_mailings(opens: date, closes: date) -> list[PlannedMailing]:
    """An invitation on the opening day and two reminders: a week before the last day, and the day before it; on the
    nearest working day where there is one within the days.

    In a short collection the reminders come closer; no two mails fall on one day.
    """
    wanted = [working_day(opens), *(working_day_before(closes - timedelta(days=ahead)) for ahead in (7, 1))]
    days = [min(wanted[0], closes), *wanted[1:]]
    kinds = [Kind.INVITATION, Kind.REMINDER, Kind.REMINDER]
    planned: list[PlannedMailing] = []
    for kind, day in zip(kinds, days, strict=True):
        if not planned or planned[-1].on < day:
            planned.append(PlannedMailing(kind, day))
    return planned


def subject_of(collection: Collection) -> str:
    """As the audit trail names it. Reads survey, area and group."""
    return f"insamling {collection.survey.slug} {collection.group.slug}"


@transaction.atomic
def open_collection(
    *,
    survey: Survey,
    group: Group,
    opens: date,
    closes: date,
    mailings: Sequence[PlannedMailing] | None = None,
    by: str,
    is_example: bool = False,
) -> Collection:
    """Opens the survey to the group's units. Without `mailings` the usual three are planned. NotPossible."""
    if not survey.questionnaire_text:
        raise NotPossible(f"{survey.full_title} har inga frågor i öjportal ännu.")
    if survey.network is not None and survey.network != group:
        raise NotPossible(f"{survey.full_title} hör till {survey.network.name} och öppnas bara för dess kommuner.")
    if Collection.objects.filter(survey=survey, group=group).exists():
        raise NotPossible(f"{survey.full_title} är redan öppnad för {group.name}. Ändra dagarna på insamlingens sida.")
    _refuse_days(opens, closes, survey)
    collection = Collection.objects.create(
        survey=survey, group=group, opens=opens, closes=closes, opened_by=by, is_example=is_example
    )
    planned = usual_mailings(opens, closes) if mailings is None else mailings
    for mailing in planned:
        _refuse_day(mailing.on, collection)
    Mailing.objects.bulk_create(Mailing(collection=collection, kind=one.kind, on=one.on) for one in planned)
    told: dict[str, object] = {
        "opens": str(opens),
        "closes": str(closes),
        "mailings": [[one.kind, str(one.on)] for one in planned],
    }
    write_event(by=by, action="open_collection", subject=subject_of(collection), **told)
    return collection


def _refuse_days(opens: date, closes: date, survey: Survey) -> None:
    refuse_strange(opens, closes, year=survey.year)
    if closes < opens:
        raise NotPossible("Sista dagen ligger före första dagen.")


def _refuse_day(on: date, collection: Collection) -> None:
    if not collection.opens <= on <= collection.closes:
        days = f"{collection.opens} till {collection.closes}"
        raise NotPossible(f"Utskicket {on} ligger utanför insamlingen, {days}. Flytta det, eller ta bort det.")


@transaction.atomic
def change_days(*, collection: Collection, opens: date, closes: date, by: str) -> None:
    """New first and last day. NotPossible where a mailing still to be sent would fall outside them."""
    held = Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    before = [str(held.opens), str(held.closes)]
    _refuse_days(opens, closes, held.survey)
    held.opens, held.closes = opens, closes
    for mailing in held.mailings.filter(sent_at=None):
        _refuse_day(mailing.on, held)
    collection.opens, collection.closes = opens, closes
    if before == [str(opens), str(closes)]:
        return
    if closes >= timezone.localdate():
        held.unsent_told_at = None  # open again, it will close again
    held.save(update_fields=["opens", "closes", "unsent_told_at"])
    told = {"before": before, "after": [str(opens), str(closes)]}
    write_event(by=by, action="change_collection_days", subject=subject_of(collection), **told)


@transaction.atomic
def plan_mailing(*, collection: Collection, kind: str, on: date, by: str) -> Mailing:
    _refuse_day(on, collection)
    mailing = Mailing.objects.create(collection=collection, kind=kind, on=on)
    write_event(by=by, action="plan_mailing", subject=subject_of(collection), kind=kind, on=str(on))
    return mailing


@transaction.atomic
def move_mailing(*, mailing: Mailing, on: date, by: str) -> None:
    """Another day for a mailing not yet sent; Closed for one that is."""
    before = _unsent(mailing).on
    _refuse_day(on, mailing.collection)
    if before == on:
        return
    Mailing.objects.filter(pk=mailing.pk).update(on=on)
    told = {"kind": mailing.kind, "before": str(before), "after": str(on)}
    write_event(by=by, action="move_mailing", subject=subject_of(mailing.collection), **told)


@transaction.atomic
def drop_mailing(*, mailing: Mailing, by: str) -> None:
    """Takes a mailing not yet sent off the plan; Closed for one that is."""
    held = _unsent(mailing)
    held.delete()
    told = {"kind": mailing.kind, "on": str(mailing.on)}
    write_event(by=by, action="drop_mailing", subject=subject_of(mailing.collection), **told)


def _unsent(mailing: Mailing) -> Mailing:
    held = Mailing.objects.select_for_update(of=("self",)).filter(pk=mailing.pk, sent_at=None).first()
    if held is None:
        raise Closed("Utskicket är redan skickat.")
    return held


@transaction.atomic
def send_mailing(*, mailing: Mailing, by: str, now: datetime | None = None) -> int | None:
    """Sends a planned mailing to those who have not handed in; how many mails, or None where it was sent before."""
    now = now or timezone.now()
    if not Mailing.objects.filter(pk=mailing.pk, sent_at=None).update(sent_at=now):
        return None
    recipients = recipients_of(mailing.collection, kind=mailing.kind)
    sent = _mail_all(mailing.collection, mailing.kind, recipients, by=by, now=now)
    Mailing.objects.filter(pk=mailing.pk).update(sent_to=sent)
    return sent


def send_due_mailings(*, by: str, now: datetime | None = None) -> int:
    """Sends what is planned for today or earlier in collections that are open today. Safe to run any number of times.

    A mailing whose day passed while nothing ran goes out late; after the last day it does not go out at all. Where
    several of one collection are due, only the last goes out: nobody wants two mails at once.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    due = Mailing.objects.filter(
        sent_at=None, on__lte=today, collection__opens__lte=today, collection__closes__gte=today
    )
    sent = 0
    by_collection: dict[int, list[Mailing]] = {}
    for mailing in due.select_related("collection__survey__area", "collection__group").order_by("on", "id"):
        by_collection.setdefault(mailing.collection_id, []).append(mailing)
    for *earlier, latest in by_collection.values():
        Mailing.objects.filter(pk__in=[one.pk for one in earlier], sent_at=None).update(sent_at=now)
        sent += send_mailing(mailing=latest, by=by, now=now) or 0
    return sent


@transaction.atomic
def send_now(
    *, collection: Collection, kind: str, units: Iterable[int] | None = None, by: str, now: datetime | None = None
) -> int:
    """Mails those who have not handed in at once, all or only these units; how many mails. Closed; NotPossible."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    if not collection.opens <= today <= collection.closes:
        raise Closed("Insamlingen är inte öppen idag, så inget skickades.")
    chosen = None if units is None else set(units)
    recipients = recipients_of(collection, chosen, kind)
    if not recipients:
        raise NotPossible("Det finns ingen att skicka till: alla har lämnat in, eller saknar kontaktperson.")
    Mailing.objects.create(collection=collection, kind=kind, on=today, sent_at=now, sent_to=len(recipients))
    return _mail_all(collection, kind, recipients, by=by, now=now)


def _mail_all(collection: Collection, kind: str, recipients: list[Recipient], *, by: str, now: datetime) -> int:
    for recipient in recipients:
        mail_to(recipient, collection, kind, by=by, now=now)
    told = {"kind": kind, "mails": len(recipients), "to": sorted({one.municipality.code for one in recipients})}
    write_event(by=by, action="send_mailing", subject=subject_of(collection), **told)
    return len(recipients)
