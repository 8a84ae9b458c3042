"""What stage 1 asks of a person: the next step, meetings to come, a protocol out for comments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.permissions import Person, fou_networks_of
from workflow.cycles.presenters import CycleLine, StepView, present_line
from workflow.cycles.queries import in_order
from workflow.cycles.steps import STEPS
from workflow.models import Cycle, Meeting, Participant, Protocol
from workflow.permissions import cycles_of, has_a_part
from workflow.to_do.items import ToDo

SOON = 14  # days before a step's day that it becomes pressing


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """FoU: the next step of each open cycle, while it is in stage 1, and steps passed over. Everybody: meetings they
    are invited to, and protocols out for comments. Five queries beside the roles."""
    if not has_a_part(person):
        return []
    mine = {one.pk for one in fou_networks_of(person)}
    found: list[ToDo] = []
    for cycle in in_order(cycles_of(person).filter(state=Cycle.State.OPEN, network__in=mine)) if mine else []:
        found += _of_cycle(cycle, present_line(cycle, list(cycle.steps.all()), today), today)
    email = getattr(person, "email", "")
    return [
        *found,
        *_of_meetings(email, mine, today),
        *_of_protocols(email, mine, today),
    ]


def _of_cycle(cycle: Cycle, line: CycleLine, today: date) -> Iterator[ToDo]:
    page = reverse("cycle", args=[cycle.pk])
    if line.passed_over:
        names = ", ".join(one.label for one in line.passed_over)
        told = f"Förbigånget utan att vara klart eller bortvalt: {names}."
        yield ToDo(str(cycle), told, "Ta ställning", page, True)
    if line.next and line.next.stage == 1:
        action, url = line.next.links[0] if line.next.links else ("Öppna omgången", page)
        yield ToDo(f"{cycle}: {line.next.label}", _told(line.next), action, url, _is_soon(line.next, today))


def _told(step: StepView) -> str:
    text = STEPS[step.step.code].to_do
    if not step.when:
        return text
    return f"{text} " + (f"Skulle ha varit klart {step.when}." if step.is_late else f"Planerat {step.when}.")


def _is_soon(step: StepView, today: date) -> bool:
    return step.step.planned_on is not None and (step.step.planned_on - today).days <= SOON


def _of_meetings(email: str, own_networks: set[int], today: date) -> Iterator[ToDo]:
    """Meetings to come that the person has been invited to; FoU has its own step for it."""
    coming = Participant.objects.filter(
        email__iexact=email, invited_at__isnull=False, meeting__state=Meeting.State.INVITED
    ).select_related("meeting__cycle__area")
    for meeting in (one.meeting for one in coming.exclude(meeting__cycle__network__in=own_networks)):
        starts = timezone.localtime(meeting.starts_at)
        if starts.date() >= today:
            when = f"{date_format(starts, 'l j F').capitalize()} kl. {starts:%H.%M}"
            told = f"{when}, {meeting.place or meeting.link}."
            url = reverse("meeting", args=[meeting.cycle_id, meeting.kind])
            title = f"{meeting.get_kind_display()}, {meeting.cycle}"
            yield ToDo(title, told, "Se dagordningen", url, (starts.date() - today).days <= SOON)


def _of_protocols(email: str, own_networks: set[int], today: date) -> Iterator[ToDo]:
    """Protocols out for comments, for whoever was invited; FoU has its own step for it."""
    out = Protocol.objects.filter(
        state=Protocol.State.SENT, comments_until__gte=today, meeting__participants__email__iexact=email
    ).select_related("meeting__cycle__area")
    for protocol in out.exclude(meeting__cycle__network__in=own_networks):
        day = date_format(protocol.comments_until or today, "j F")
        told = f"Läs hur frågorna ska förstås och säg till om något är fel, senast {day}."
        title = f"Protokoll, {protocol.meeting.cycle}"
        yield ToDo(title, told, "Läs protokollet", reverse("protocol", args=[protocol.meeting_id]), True)
