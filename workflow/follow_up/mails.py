"""Mails of a follow-up: it has opened, a report is missing, it is closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from municipalities.addresses import full_address
from municipalities.days import working_day, working_day_before
from municipalities.mail.outbox import queue_mail
from municipalities.models import Mail, User
from workflow.follow_up.queries import AreaRow, PlanRow, contacts_to_remind, people_of
from workflow.models import FollowUp

OPENED, REMINDER, CLOSED = "follow_up_opened", "follow_up_reminder", "follow_up_closed"
DAYS_BEFORE = (7, 1)  # or the working day nearest before; after the last day, the nearest after
DAYS_AFTER = 7


def tell_opened(follow_up: FollowUp, contacts: list[tuple[User, list[PlanRow]]], *, by: str, now: datetime) -> int:
    cycle = follow_up.cycle
    for person, plans in contacts:
        text = (
            f"Nu följs det upp som beslutades för {cycle}. Berätta senast {follow_up.reports_due} vad ni har gjort,"
            f" vilka egna uppgifter ni har och vad ni har lärt er:\n\n{_plans_and_page(follow_up, plans)}"
        )
        subject = f"{cycle}: dags att berätta vad ni har gjort"
        _send(follow_up, person, OPENED, subject, text, by=by, now=now)
    return len(contacts)


def is_day_to_remind(follow_up: FollowUp, today: date) -> bool:
    if follow_up.reports_due is None:
        return False
    before = [working_day_before(follow_up.reports_due - timedelta(days=n)) for n in DAYS_BEFORE]
    return today in [*before, working_day(follow_up.reports_due + timedelta(days=DAYS_AFTER))]


def remind(follow_up: FollowUp, areas: list[AreaRow], *, by: str, now: datetime) -> int:
    """To the contacts whose municipality lacks a report and who have not been reminded today."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    reminded = Mail.objects.filter(kind=REMINDER, about=follow_up.cycle.subject, queued_at__gte=start)
    already = set(reminded.filter(queued_at__lt=start + timedelta(days=1)).values_list("to", flat=True))
    cycle, due = follow_up.cycle, follow_up.reports_due
    waiting = [(person, plans) for person, plans in contacts_to_remind(areas) if person.email not in already]
    for person, plans in waiting:
        text = (
            f"Vi saknar fortfarande er rapport för {cycle}. Sista dag är {due}. Det gäller:\n\n"
            f"{_plans_and_page(follow_up, plans)}"
        )
        subject = f"Påminnelse: rapport om {cycle} senast {due}"
        _send(follow_up, person, REMINDER, subject, text, by=by, now=now)
    return len(waiting)


def tell_closed(follow_up: FollowUp, *, by: str, now: datetime) -> int:
    text = (
        f"Uppföljningen av {follow_up.cycle} är avslutad. Slutdokumentet visar vad som valdes, vad som gjordes och vad"
        f" som rörde sig:\n{full_address('follow-up-document', follow_up.cycle.pk)}"
    )
    people = people_of(follow_up.cycle)
    for person in people:
        subject = f"{follow_up.cycle}: uppföljningen är avslutad"
        _send(follow_up, person, CLOSED, subject, text, by=by, now=now)
    return len(people)


def _plans_and_page(follow_up: FollowUp, plans: list[PlanRow]) -> str:
    """Each plan to report on with its address, and the address of the whole."""
    cycle = follow_up.cycle
    lines = [f"• {one.plan.area.title}: {full_address('plan-report', cycle.pk, one.plan.pk)}" for one in plans]
    return "\n".join([*lines, "", "Hela uppföljningen:", full_address("follow-up", cycle.pk)])


def _send(follow_up: FollowUp, person: User, kind: str, subject: str, text: str, *, by: str, now: datetime) -> None:
    cycle = follow_up.cycle
    example = "\n\nExempeldata: uppföljningen är påhittad." if cycle.is_example else ""
    queue_mail(
        to=person.email,
        subject=subject,
        body=f"Hej {person.name}!\n\n{text}\n\nHälsningar\nöjportal{example}",
        kind=kind,
        about=cycle.subject,
        by=by,
        is_example=cycle.is_example,
        now=now,
    )
