"""Writes of a cycle and its steps. Each writes its Event, with the cycle as subject."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.days import NoSuchTime, moment
from municipalities.events import write_event
from municipalities.models import Group
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from surveys.models import ServiceArea, Survey
from workflow.cycles.moving import fingerprint, moves_of
from workflow.cycles.states import CYCLE, STEP
from workflow.cycles.step_days import earliest_after, latest_before
from workflow.cycles.steps import DEFAULT_ORDER, RESTS_ON, days_of, usual_dates
from workflow.models import Cycle, Meeting, Step
from workflow.open_cycles import in_open_cycle
from workflow.states import AS_PORTAL

WHY_LEFT_OUT = "Skriv varför steget inte görs den här gången."
WHY_REOPENED = "Skriv varför steget öppnas igen."
WHY_CYCLE_REOPENED = "Skriv varför omgången öppnas igen."


@transaction.atomic
def open_cycle(
    *,
    network: Group,
    area: ServiceArea,
    year: int,
    survey: Survey | None,
    by: str,
    now: datetime | None = None,
    is_example: bool = False,
) -> Cycle:
    """Opens the cycle with all its steps in their usual order and at their usual dates.

    NotPossible where the network already has a cycle of the area and year.
    """
    if Cycle.objects.filter(network=network, area=area, year=year).exists():
        raise NotPossible(f"Det finns redan en omgång för {area} {year}.")
    cycle = Cycle.objects.create(
        network=network,
        area=area,
        year=year,
        survey=survey,
        opened_by=by,
        opened_at=now or timezone.now(),
        is_example=is_example,
    )
    cycle.units.set(network.members_in(year))
    dates = usual_dates(year, survey.opens if survey else None, survey.closes if survey else None)
    Step.objects.bulk_create(
        Step(cycle=cycle, code=code, order=order, planned_on=dates[code])
        for order, code in enumerate(DEFAULT_ORDER, start=1)
    )
    write_event(by=by, action="cycle.open", subject=cycle.subject, network=network.slug, area=area.slug, year=year)
    return cycle


def _step(cycle: Cycle, code: str) -> Step:
    """Held until the transaction ends."""
    step = Step.objects.select_for_update().filter(cycle=cycle, code=code).first()
    if step is None:
        raise NotPossible("Omgången har inget sådant steg.")
    return step


@in_open_cycle
def finish_step(
    *,
    cycle: Cycle,
    code: str,
    by: str,
    on: date | None = None,
    now: datetime | None = None,
    roles: Set[str] = AS_PORTAL,
) -> Step:
    """Marks the step done, as having happened on the day, or today. Without `roles` it is the portal that marks it,
    because what it stands for has happened: harmless when it is done already. The event names earlier steps that still
    stand open. NotPossible for a day to come, and for one before what the step rests on or after what rests on it."""
    step = _step(cycle, code)
    state = move(STEP, step.state, "finish", roles)
    if step.state == state and on in (None, step.happened_on):
        return step
    now = now or timezone.now()
    day = on or timezone.localdate(now)
    _refuse_day(cycle, step, day, timezone.localdate(now), by_hand=roles != AS_PORTAL)
    step.state, step.happened_on, step.done_by, step.done_at, step.left_out_because = state, day, by, now, ""
    step.save()
    passed = cycle.steps.filter(order__lt=step.order, state=Step.State.PLANNED).values_list("code", flat=True)
    told = {"step": code, "on": day.isoformat(), "passed_over": list(passed)}
    write_event(by=by, action="step.finish", subject=cycle.subject, **told)
    return step


def _refuse_day(cycle: Cycle, step: Step, day: date, today: date, *, by_hand: bool) -> None:
    """What follows from something else is taken as it comes, also where what rests on it was recorded before."""
    name = step.get_code_display()
    if day > today:
        raise NotPossible(f"{name}: {_told(day)} har inte varit än. Skriv dagen det hände.")
    refuse_strange(day, year=cycle.year)
    days = days_of(cycle.steps.all())
    last, first = latest_before(step.code, days, RESTS_ON), earliest_after(step.code, days, RESTS_ON)
    if last and day < days[last]:
        raise NotPossible(f"{name} kan inte ha varit före ”{Step.Code(last).label}”, som var {_told(days[last])}.")
    if by_hand and first and day > days[first]:
        raise NotPossible(f"{name} kan inte ha varit efter ”{Step.Code(first).label}”, som var {_told(days[first])}.")


def _told(day: date) -> str:
    return date_format(day, "j F Y")


@in_open_cycle
def reopen_step(*, cycle: Cycle, code: str, because: str, by: str, roles: Set[str] = AS_PORTAL) -> Step:
    """The step stands before us again: a decision was sent back, or it was left out too soon."""
    step = _step(cycle, code)
    state = move(STEP, step.state, "reopen", roles)
    _refuse_empty(because, WHY_REOPENED)
    before = step.state
    step.state, step.happened_on, step.done_by, step.done_at, step.left_out_because = state, None, "", None, ""
    step.save()
    write_event(by=by, action="step.reopen", subject=cycle.subject, step=code, was=before, because=because.strip())
    return step


@in_open_cycle
def leave_out_step(
    *, cycle: Cycle, code: str, because: str, by: str, roles: Set[str], now: datetime | None = None
) -> Step:
    """The step is not taken this time, for a stated reason."""
    step = _step(cycle, code)
    state = move(STEP, step.state, "leave_out", roles)
    _refuse_empty(because, WHY_LEFT_OUT)
    step.state, step.left_out_because = state, because.strip()
    step.done_by, step.done_at = by, now or timezone.now()
    step.save()
    write_event(by=by, action="step.leave_out", subject=cycle.subject, step=code, because=because.strip())
    return step


@in_open_cycle
def plan_step(*, cycle: Cycle, code: str, on: date | None, by: str, roles: Set[str] = AS_PORTAL) -> Step:
    """Gives the step a day, or none."""
    step = _step(cycle, code)
    move(STEP, step.state, "plan", roles)
    refuse_strange(on, year=cycle.year)
    if step.planned_on == on:
        return step
    before, step.planned_on = step.planned_on, on
    step.save(update_fields=["planned_on"])
    days = {"before": before.isoformat() if before else "", "on": on.isoformat() if on else ""}
    write_event(by=by, action="step.plan", subject=cycle.subject, step=code, **days)
    return step


@in_open_cycle
def reorder_steps(*, cycle: Cycle, codes: Sequence[str], by: str, roles: Set[str]) -> None:
    """The steps in this order; every step must be named once."""
    state = Cycle.objects.select_for_update().values_list("state", flat=True).get(pk=cycle.pk)
    move(CYCLE, state, "change", roles)
    steps = {step.code: step for step in Step.objects.select_for_update().filter(cycle=cycle)}
    if sorted(codes) != sorted(steps):
        raise NotPossible("Alla steg måste vara med, vart och ett en gång.")
    before = sorted(steps, key=lambda code: steps[code].order)
    if list(codes) == before:
        return
    for order, code in enumerate(codes, start=1):
        steps[code].order = order
    Step.objects.bulk_update(steps.values(), ["order"])
    write_event(by=by, action="step.reorder", subject=cycle.subject, before=before, after=list(codes))


@in_open_cycle
def move_days(*, cycle: Cycle, days: int, seen: str, by: str, roles: Set[str]) -> int:
    """Moves the planned days that are still to come, and the meetings nobody has been called to with them; how many
    steps. `seen`: fingerprint() of the days the page showed; WrittenMeanwhile where one has been changed since."""
    move(CYCLE, Cycle.State.OPEN, "change", roles)
    steps = list(Step.objects.select_for_update().filter(cycle=cycle))
    meetings = {one.kind: one for one in Meeting.objects.select_for_update().filter(cycle=cycle)}
    moves, _kept = moves_of(steps, meetings, days)
    if fingerprint(moves) != seen:
        raise WrittenMeanwhile("Någon har ändrat en dag sedan du öppnade sidan. Se över förslaget igen.", theirs=None)
    if not days or not moves:
        raise NotPossible("Det finns inget att flytta.")
    refuse_strange(*(one.after for one in moves), year=cycle.year)
    for one in moves:
        Step.objects.filter(pk=one.step.pk).update(planned_on=one.after)
        if one.meeting:
            _move_meeting(one.meeting, one.after)
    told = [[one.step.code, one.before.isoformat(), one.after.isoformat()] for one in moves]
    write_event(by=by, action="cycle.move_days", subject=cycle.subject, days=days, moved=told)
    return len(moves)


def _move_meeting(meeting: Meeting, day: date) -> None:
    """The same hours on the other day."""
    zone = ZoneInfo(settings.TIME_ZONE)
    try:
        starts, ends = (
            moment(day, timezone.localtime(one, zone).time(), zone) for one in (meeting.starts_at, meeting.ends_at)
        )
    except NoSuchTime as told:
        raise NotPossible(f"{meeting.get_kind_display()}: {told}") from None
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts, ends_at=ends)


@in_open_cycle
def close_cycle(*, cycle: Cycle, by: str, now: datetime | None = None, roles: Set[str] = AS_PORTAL) -> None:
    """The cycle is over. NotPossible while a step is neither done nor left out with a reason."""
    locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
    state = move(CYCLE, locked.state, "close", roles)
    waiting = [step.get_code_display() for step in cycle.steps.filter(state=Step.State.PLANNED)]
    if waiting:
        steps = ", ".join(str(one) for one in waiting)
        raise NotPossible(f"Omgången kan inte avslutas. Det här är varken gjort eller bortvalt med ett skäl: {steps}.")
    cycle.state, cycle.closed_by, cycle.closed_at = state, by, now or timezone.now()
    cycle.save(update_fields=["state", "closed_by", "closed_at"])
    write_event(by=by, action="cycle.close", subject=cycle.subject)


@transaction.atomic
def reopen_cycle(*, cycle: Cycle, because: str, by: str, roles: Set[str]) -> None:
    """What was closed can be written again, for a stated reason; the event keeps who had closed it, and when. The only
    write that a closed cycle takes."""
    locked = Cycle.objects.select_for_update().get(pk=cycle.pk)
    state = move(CYCLE, locked.state, "reopen", roles)
    _refuse_empty(because, WHY_CYCLE_REOPENED)
    closed = {"closed_by": locked.closed_by, "closed_at": locked.closed_at.isoformat() if locked.closed_at else ""}
    cycle.state, cycle.closed_by, cycle.closed_at = state, "", None
    cycle.save(update_fields=["state", "closed_by", "closed_at"])
    write_event(by=by, action="cycle.reopen", subject=cycle.subject, because=because.strip(), **closed)


def _refuse_empty(text: str, told: str) -> None:
    if not text.strip():
        raise NotPossible(told)


__all__ = [
    "close_cycle",
    "finish_step",
    "leave_out_step",
    "move_days",
    "open_cycle",
    "plan_step",
    "reopen_cycle",
    "reopen_step",
    "reorder_steps",
]
