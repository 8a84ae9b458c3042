"""Writes of a meeting: planned, changed, invited to, held; who comes and what is talked about."""

from __future__ import annotations

from collections.abc import Collection, Set
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Municipality
from municipalities.refusals import NotPossible
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from workflow.cycles.actions import finish_step, plan_step
from workflow.cycles.states import CYCLE
from workflow.cycles.steps import STEP_OF_MEETING
from workflow.meetings.mails import tell_invited
from workflow.meetings.queries import agenda_proposals, get_question, usual_participants
from workflow.meetings.states import MEETING
from workflow.models import AgendaPoint, Cycle, Meeting, Participant, Protocol
from workflow.open_cycles import in_open_cycle

PURPOSE = (
    "Kommunerna ska läsa enkätens frågor på samma sätt, så att svaren går att jämföra. Protokollet tar upp de frågor "
    "där läsningen behövde redas ut och är till för dem som fyller i enkäten."
)
# Analysis meeting 1 is over when areas are chosen and the homework goes out; that write finishes its step.
FINISHED_BY_HOLDING = (Meeting.Kind.QUALITY, Meeting.Kind.ANALYSIS_2, Meeting.Kind.FOLLOW_UP)


@in_open_cycle
def plan_meeting(
    *,
    cycle: Cycle,
    kind: str,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    link: str = "",
    agenda: str = "",
    by: str,
    roles: Set[str],
) -> Meeting:
    """Plans the cycle's meeting of the kind, with the usual participants on its list and its step on that day. A
    quality-assurance meeting gets a proposed agenda and an empty protocol."""
    move(CYCLE, Cycle.objects.select_for_update().get(pk=cycle.pk).state, "change", roles)
    if cycle.meetings.filter(kind=kind).exists():
        raise NotPossible("Mötet är redan planerat.")
    meeting = Meeting(cycle=cycle, kind=kind, starts_at=starts_at, ends_at=ends_at)
    meeting.place, meeting.link, meeting.agenda = place.strip(), link.strip(), agenda
    _refuse_impossible(meeting)
    meeting.save()
    for one in usual_participants(cycle, kind):
        one.meeting = meeting
        one.save()
    write_event(by=by, action="meeting.plan", subject=meeting.subject, cycle=cycle.subject, **_told(meeting))
    _plan_step(meeting, by)
    if kind == Meeting.Kind.QUALITY:
        Protocol.objects.create(meeting=meeting, purpose=PURPOSE)
        _propose(meeting)
    return meeting


def _refuse_impossible(meeting: Meeting) -> None:
    refuse_strange(timezone.localdate(meeting.starts_at), year=meeting.cycle.year)
    if not (meeting.place or meeting.link):
        raise NotPossible("Skriv var mötet är, eller länken till det.")
    if meeting.ends_at <= meeting.starts_at:
        raise NotPossible("Mötet måste sluta efter att det börjat.")


def _told(meeting: Meeting) -> dict[str, str]:
    return {
        "kind": meeting.kind,
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
        "place": meeting.place,
        "link": meeting.link,
    }


def _plan_step(meeting: Meeting, by: str) -> None:
    """The meeting's step gets its day, unless it is done or left out."""
    step = meeting.cycle.steps.get(code=STEP_OF_MEETING[meeting.kind])
    if step.state == step.State.PLANNED:
        plan_step(cycle=meeting.cycle, code=step.code, on=timezone.localdate(meeting.starts_at), by=by)


def _locked(meeting: Meeting, action: str, roles: Set[str]) -> tuple[Meeting, str]:
    """The meeting as it stands, held until the transaction ends, and its state after the action."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("cycle__network").get(pk=meeting.pk)
    return locked, move(MEETING, locked.state, action, roles)


@in_open_cycle
def change_meeting(
    *,
    meeting: Meeting,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
    agenda: str,
    by: str,
    roles: Set[str],
) -> Meeting:
    """A new time or place after the invitation makes everybody uninvited again, so that the change is sent out."""
    locked, _state = _locked(meeting, "change", roles)
    before = _told(locked)
    locked.starts_at, locked.ends_at, locked.agenda = starts_at, ends_at, agenda
    locked.place, locked.link = place.strip(), link.strip()
    _refuse_impossible(locked)
    locked.save()
    if before != _told(locked):
        locked.participants.update(invited_at=None)
        _plan_step(locked, by)
    write_event(by=by, action="meeting.change", subject=locked.subject, before=before, after=_told(locked))
    return locked


@in_open_cycle
def add_participant(
    *,
    meeting: Meeting,
    name: str,
    email: str,
    organisation: str,
    municipality: Municipality | None = None,
    by: str,
    roles: Set[str],
) -> Participant:
    """After the meeting too: somebody came who was not on the list."""
    locked, _state = _locked(meeting, "attend", roles)
    email = email.strip().lower()
    if locked.participants.filter(email__iexact=email).exists():
        raise NotPossible(f"{email} står redan på listan.")
    added = locked.participants.create(
        name=name.strip(), email=email, organisation=organisation.strip(), municipality=municipality
    )
    write_event(by=by, action="meeting.add_participant", subject=locked.subject, person=str(added), email=email)
    return added


@in_open_cycle
def remove_participant(*, participant: Participant, by: str, roles: Set[str]) -> None:
    """Whoever has been invited is told that the invitation is withdrawn. After the meeting nobody is removed."""
    locked, _state = _locked(participant.meeting, "change", roles)
    if participant.invited_at is not None:
        tell_invited(locked, [participant], by=by, now=timezone.now(), withdrawn=True)
    told = {"person": str(participant), "email": participant.email}
    participant.delete()
    write_event(by=by, action="meeting.remove_participant", subject=locked.subject, **told)


@in_open_cycle
def invite(*, meeting: Meeting, by: str, roles: Set[str], now: datetime | None = None) -> int:
    """Mails the invitation with its calendar file to those who have not had it; how many. NotPossible where none."""
    locked, state = _locked(meeting, "invite", roles)
    now = now or timezone.now()
    told = tell_invited(locked, locked.participants.filter(invited_at=None), by=by, now=now)
    if not told:
        raise NotPossible("Alla på listan har redan fått kallelsen.")
    locked.participants.filter(pk__in=[one.pk for one in told]).update(invited_at=now)
    locked.state = state
    locked.save(update_fields=["state"])
    write_event(by=by, action="meeting.invite", subject=locked.subject, to=[one.email for one in told])
    return len(told)


@in_open_cycle
def mark_presence(*, meeting: Meeting, present: Collection[int], by: str, roles: Set[str]) -> None:
    """Who was there, by participant id; everybody else on the list was not."""
    locked, _state = _locked(meeting, "attend", roles)
    for one in locked.participants.all():
        if one.present != (one.pk in present):
            one.present = one.pk in present
            one.save(update_fields=["present"])
    there = list(locked.participants.filter(present=True).values_list("email", flat=True))
    write_event(by=by, action="meeting.attend", subject=locked.subject, present=there)


@in_open_cycle
def hold_meeting(
    *, meeting: Meeting, present: Collection[int], by: str, roles: Set[str], now: datetime | None = None
) -> None:
    """The meeting has been held, with these there, by participant id. NotPossible before its day, or with nobody."""
    locked, state = _locked(meeting, "hold", roles)
    now = now or timezone.now()
    if timezone.localdate(now) < timezone.localdate(locked.starts_at):
        raise NotPossible("Mötet har inte varit än.")
    mark_presence(meeting=locked, present=present, by=by, roles=roles)
    if not locked.participants.filter(present=True).exists():
        raise NotPossible("Kryssa i vilka som var med först.")
    locked.state = state
    locked.save(update_fields=["state"])
    write_event(by=by, action="meeting.hold", subject=locked.subject)
    if locked.kind in FINISHED_BY_HOLDING:
        day = timezone.localdate(locked.starts_at)
        finish_step(cycle=locked.cycle, code=STEP_OF_MEETING[locked.kind], on=day, by=by, now=now)


@in_open_cycle
def propose_agenda(*, meeting: Meeting, by: str, roles: Set[str]) -> int:
    """Adds what the survey proposes and is not on the agenda yet, left out or not; how many points were added."""
    locked, _state = _locked(meeting, "change", roles)
    added = _propose(locked)
    if added:
        write_event(by=by, action="meeting.propose_agenda", subject=locked.subject, questions=added)
    return len(added)


def _propose(meeting: Meeting) -> list[str]:
    known = set(meeting.agenda_points.values_list("question", flat=True))
    fresh = [one for one in agenda_proposals(meeting.cycle) if one.question not in known]
    start = _last_place(meeting)
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=meeting, question=one.question, why=one.why, order=start + place)
        for place, one in enumerate(fresh, start=1)
    )
    return [one.question for one in fresh]


def _last_place(meeting: Meeting) -> int:
    return meeting.agenda_points.aggregate(last=Max("order"))["last"] or 0


@in_open_cycle
def add_agenda_point(*, meeting: Meeting, question: str, why: str, by: str, roles: Set[str]) -> AgendaPoint:
    """A question that FoU adds, with its reason. One that was left out comes back."""
    locked, _state = _locked(meeting, "change", roles)
    get_question(locked.cycle, question)
    if not why.strip():
        raise NotPossible("Skriv varför frågan ska tas upp.")
    point, made = AgendaPoint.objects.get_or_create(
        meeting=locked, question=question, defaults={"why": why.strip()[:400], "order": _last_place(locked) + 1}
    )
    if not made and not point.left_out:
        raise NotPossible(f"Frågan {question} står redan på dagordningen.")
    point.left_out, point.why = False, why.strip()[:400]
    point.save()
    write_event(by=by, action="meeting.add_point", subject=locked.subject, question=question, why=point.why)
    return point


@in_open_cycle
def arrange_agenda(
    *, meeting: Meeting, order: Collection[int], left_out: Collection[int], by: str, roles: Set[str]
) -> None:
    """The points, by id, in this order, some of them left out. NotPossible where the agenda has changed meanwhile."""
    locked, _state = _locked(meeting, "change", roles)
    points = {one.pk: one for one in locked.agenda_points.all()}
    if sorted(order) != sorted(points):
        raise NotPossible("Dagordningen har ändrats sedan du öppnade sidan. Se över den igen.")
    for place, pk in enumerate(order, start=1):
        points[pk].order, points[pk].left_out = place, pk in left_out
    AgendaPoint.objects.bulk_update(points.values(), ["order", "left_out"])
    told = [points[pk].question for pk in order if pk not in left_out]
    left = [points[pk].question for pk in order if pk in left_out]
    write_event(by=by, action="meeting.arrange", subject=locked.subject, questions=told, left_out=left)
