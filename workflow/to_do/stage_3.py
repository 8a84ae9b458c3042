"""What stage 3 asks of a person, for Att göra."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.models import Membership
from municipalities.permissions import Person, roles_of
from municipalities.swedish import plural
from workflow.models import ActionPlan, Cycle, DevelopmentArea, FollowUp, Meeting
from workflow.permissions import cycles_of, has_a_part
from workflow.to_do.items import ToDo

SOON = timedelta(days=14)
BEFORE_OPENING = timedelta(days=30)
NEWLY_CLOSED = timedelta(days=60)
_DECIDED = Q(cycle__development_areas__state=DevelopmentArea.State.DECIDED)


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """Contacts: reports to write. FoU staff: what the follow-up waits for. Heads: a closing document to read. Two
    queries beside the roles and networks."""
    if not has_a_part(person):
        return []
    roles = roles_of(person)
    contact_in = [one.municipality_id for one in roles if one.role == Membership.Role.CONTACT]
    fou_in = {one.network_id for one in roles if one.role == Membership.Role.FOU}
    chief = any(one.role == Membership.Role.CHIEF for one in roles)
    found = list(_follow_ups().filter(cycle__in=cycles_of(person)))
    to_dos = list(_reports(contact_in, today)) if contact_in else []
    for one in found:
        if one.cycle.network_id in fou_in:
            to_dos += _of_fou(one, today)
        elif chief:
            to_dos += _of_chief(one, today)
    return to_dos


def _follow_ups() -> QuerySet[FollowUp]:
    """With the numbers of decided areas, verdicts and follow-up meetings."""
    meetings = Count("cycle__meetings", filter=Q(cycle__meetings__kind=Meeting.Kind.FOLLOW_UP), distinct=True)
    return (
        FollowUp.objects.select_related("cycle__area", "cycle__network")
        .annotate(areas=Count("cycle__development_areas", filter=_DECIDED, distinct=True))
        .annotate(judged=Count("verdicts", distinct=True), meetings=meetings)
        .order_by("opens_on", "pk")
    )


def _reports(municipalities: list[int | None], today: date) -> Iterator[ToDo]:
    waiting = (
        ActionPlan.objects.filter(state=ActionPlan.State.ADOPTED, municipality__in=municipalities)
        .filter(area__cycle__follow_up__state=FollowUp.State.OPEN)
        .exclude(reports__submitted_at__isnull=False)
        .select_related("area__cycle__area", "area__cycle__follow_up", "municipality__parent")
    )
    for plan in waiting:
        cycle: Cycle = plan.area.cycle
        due = cycle.follow_up.reports_due
        told = f"Berätta vad {plan.municipality} har gjort, senast {_day(due)}."
        title = f"Uppföljning {cycle}: {plan.area}"
        url = reverse("plan-report", args=[cycle.pk, plan.pk])
        yield ToDo(title, told, "Skriv rapporten", url, due is not None and due - today <= SOON)


def _of_fou(follow_up: FollowUp, today: date) -> Iterator[ToDo]:
    cycle = follow_up.cycle
    title = f"Uppföljning {cycle}"
    if follow_up.state == FollowUp.State.PLANNED:
        if not follow_up.scope and follow_up.opens_on - today <= BEFORE_OPENING:
            told = f"Öppnar {_day(follow_up.opens_on)}. Föreslå vad den ska ta upp."
            yield ToDo(title, told, "Skriv förslaget", reverse("follow-up-scope", args=[cycle.pk]), True)
        return
    if follow_up.state == FollowUp.State.CLOSED:
        return
    late = follow_up.reports_due is not None and follow_up.reports_due < today
    left = follow_up.areas - follow_up.judged  # type: ignore[attr-defined]  # added by the query
    if not follow_up.meetings:  # type: ignore[attr-defined]  # added by the query
        told = "Kalla till mötet där ni går igenom vad som har rört sig."
        url = reverse("meeting", args=[cycle.pk, Meeting.Kind.FOLLOW_UP])
        yield ToDo(title, told, "Planera mötet", url, late)
    if left > 0:
        told = plural(left, "{n} område ska bedömas.", "{n} områden ska bedömas.")
        yield ToDo(title, told, "Till uppföljningen", reverse("follow-up", args=[cycle.pk]), late)
    else:
        told = "Alla områden är bedömda. Sammanfatta och fastställ slutdokumentet."
        yield ToDo(title, told, "Avsluta", reverse("follow-up-closing", args=[cycle.pk]), True)


def _of_chief(follow_up: FollowUp, today: date) -> Iterator[ToDo]:
    cycle, title = follow_up.cycle, f"Uppföljning {follow_up.cycle}"
    if follow_up.state == FollowUp.State.OPEN:
        told = "Se vad som har rört sig sedan beslutet och vad kommunerna berättar."
        yield ToDo(title, told, "Till uppföljningen", reverse("follow-up", args=[cycle.pk]), False)
    elif follow_up.closed_at and today - timezone.localdate(follow_up.closed_at) <= NEWLY_CLOSED:
        told = "Slutdokumentet är fastställt."
        yield ToDo(title, told, "Läs det", reverse("follow-up-document", args=[cycle.pk]), False)


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
