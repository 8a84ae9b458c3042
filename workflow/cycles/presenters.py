"""A cycle ready to show: the three stages as a line, what is done, what is next and who has to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.models import Event
from municipalities.permissions import Person
from municipalities.roles import ROLES
from municipalities.swedish import plural
from workflow.cycles.queries import with_results_to_see
from workflow.cycles.steps import STEPS
from workflow.models import Cycle, Step

Code = Step.Code

STAGES = {1: "Kvalitetssäkring", 2: "Analys och beslut", 3: "Uppföljning"}
CARRIERS: dict[str, str] = {one.role: one.together for one in ROLES if one.together}
EVENT_TEXTS = {
    "cycle.open": "öppnade omgången",
    "cycle.close": "avslutade omgången",
    "cycle.reopen": "öppnade omgången igen: %(because)s",
    "step.finish": "%(step)s blev klart%(day)s",
    "step.leave_out": "%(step)s görs inte: %(because)s",
    "step.reopen": "%(step)s öppnades igen: %(because)s",
    "step.plan": "%(step)s planerades till %(on)s",
    "cycle.move_days": "flyttade %(moves)s",
    "step.reorder": "ändrade stegens ordning",
}
NOT_YET = "Resultaten är inte publicerade än"
SIGNS: dict[str, str] = {Step.State.DONE: "✓", Step.State.LEFT_OUT: "–", Step.State.PLANNED: "○"}


@dataclass(frozen=True)
class StepView:
    """`when` is the day it happened, or is planned for; `recorded` the day that was recorded, where it is another.
    `links` are (label, address), and `waiting` says why there is none to the results."""

    step: Step
    stage: int
    label: str
    short: str
    carrier: str
    when: str
    recorded: str
    sign: str
    word: str
    is_next: bool
    is_late: bool
    is_passed_over: bool
    links: tuple[tuple[str, str], ...] = ()
    waiting: str = ""

    @property
    def look(self) -> str:
        """done, next, passed, left_out or planned: as the style sheet names it."""
        if self.is_next:
            return "next"
        return "passed" if self.is_passed_over else self.step.state


@dataclass(frozen=True)
class CycleLine:
    """The steps in the cycle's order, gathered by stage as they come."""

    stages: list[tuple[int, str, list[StepView]]]
    steps: list[StepView] = field(default_factory=list)

    @property
    def next(self) -> StepView | None:
        return next((one for one in self.steps if one.is_next), None)

    @property
    def passed_over(self) -> list[StepView]:
        return [one for one in self.steps if one.is_passed_over]

    @property
    def done(self) -> int:
        return sum(one.step.state != Step.State.PLANNED for one in self.steps)


def present_line(cycle: Cycle, steps: Sequence[Step], today: date, *, sees_results: bool = False) -> CycleLine:
    """`steps` in the cycle's order. The next step is the first open one after the last that was done; open ones
    before that have been passed over, and are shown so. Without `sees_results` nothing leads to the comparison."""
    last_done = max((one.order for one in steps if one.state == Step.State.DONE), default=0)
    waiting = [one for one in steps if one.state == Step.State.PLANNED]
    following = next((one for one in waiting if one.order > last_done), None)
    views = [
        StepView(
            step=one,
            stage=STEPS[one.code].stage,
            label=str(one.get_code_display()),
            short=STEPS[one.code].short,
            carrier=CARRIERS[STEPS[one.code].carried_by],
            when=_when(one),
            recorded=_recorded(one),
            sign=SIGNS[one.state],
            word=str(one.get_state_display()),
            is_next=one is following,
            is_late=(one is following or _is_passed(one, last_done)) and (one.planned_on or today) < today,
            is_passed_over=_is_passed(one, last_done),
            links=tuple(links_of(cycle, one.code, sees_results)),
            waiting=NOT_YET if STEPS[one.code].shows_comparison and not sees_results else "",
        )
        for one in steps
    ]
    stages: list[tuple[int, str, list[StepView]]] = []
    for view in views:
        if not stages or stages[-1][0] != view.stage:
            stages.append((view.stage, str(STAGES[view.stage]), []))
        stages[-1][2].append(view)
    return CycleLine(stages, views)


def _is_passed(step: Step, last_done: int) -> bool:
    return step.state == Step.State.PLANNED and step.order < last_done


def _when(step: Step) -> str:
    left_out = timezone.localdate(step.done_at) if step.done_at else None
    day = step.happened_on or left_out or step.planned_on
    return _short(day) if day else ""


def _recorded(step: Step) -> str:
    day = timezone.localdate(step.done_at) if step.done_at else None
    return _short(day) if day and step.happened_on and day != step.happened_on else ""


def _short(day: date) -> str:
    return date_format(day, "j M Y").lower()  # Django writes Okt


def links_of(cycle: Cycle, code: str, sees_results: bool) -> list[tuple[str, str]]:
    """Where the work of the step is done, as (label, address)."""
    kind, found = STEPS[code], []
    if kind.meeting:
        found.append(("Mötet", reverse("meeting", args=[cycle.pk, kind.meeting])))
    if kind.shows_comparison and cycle.survey and sees_results:
        comparison = reverse("comparison", args=[cycle.survey.area.slug, cycle.survey.year])
        found.append(("Jämförelsen", f"{comparison}?grupp={cycle.network.slug}"))
    return [*found, *((label, reverse(name, args=[cycle.pk])) for label, name in kind.pages)]


def present_cycle(cycle: Cycle, steps: Sequence[Step], today: date, person: Person) -> dict[str, object]:
    """What every page of a cycle needs for its head: templates/workflow/base.html. Seven queries at most."""
    sees_results = cycle.pk in with_results_to_see([cycle], person)
    line = present_line(cycle, steps, today, sees_results=sees_results)
    following = line.next
    return {
        "cycle": cycle,
        "line": line,
        "next_step": following,
        "next_text": STEPS[following.step.code].to_do if following else "",
    }


def _told_moves(event: Event) -> str:
    days = event.detail.get("days", 0)
    later = "framåt" if days > 0 else "bakåt"
    return (
        plural(len(event.detail.get("moved", [])), "{n} planerad dag", "{n} planerade dagar")
        + plural(abs(days), " {n} dag ", " {n} dagar ")
        + later
    )


def present_events(events: Sequence[Event]) -> list[tuple[datetime, str, str]]:
    """When, who and what in words; events this page does not know are left to the pages that wrote them."""
    labels = {code: str(Code(code).label) for code in Code.values}
    found = []
    for one in events:
        text = EVENT_TEXTS.get(one.action)
        if text is not None:
            day = f", {one.detail['on']}" if one.detail.get("on") else ""
            told = {
                **one.detail,
                "step": labels.get(one.detail.get("step", ""), ""),
                "day": day,
                "moves": _told_moves(one),
            }
            found.append((one.at, one.actor, str(text) % told))
    return found
