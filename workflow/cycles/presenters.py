"""A cycle ready to show: the three stages as a line, what is done, what is next and who has to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.models import Event
from workflow.cycles.steps import CARRIED_BY, MEETING_OF_STEP, STAGE_OF
from workflow.models import Cycle, Step
from workflow.states import CHIEF, CONTACT, FOU

Code = Step.Code

STAGES = {1: "Kvalitetssäkring", 2: "Analys och beslut", 3: "Uppföljning"}
CARRIERS = {
    FOU: "FoU",
    CONTACT: "Kommunernas kontaktpersoner",
    CHIEF: "Socialcheferna",
}
SHORT = {
    Code.PREPARE: "Förbereda",
    Code.QUALITY_MEETING: "Möte",
    Code.PROTOCOL: "Protokoll",
    Code.ANSWERING: "Svara",
    Code.RESULTS: "Resultat",
    Code.MEETING_1: "Möte 1",
    Code.HOMEWORK: "Hemuppgift",
    Code.MEETING_2: "Möte 2",
    Code.DECISION: "Beslut",
    Code.PLANS: "Planer",
    Code.REPORTS: "Rapporter",
    Code.FOLLOW_UP_MEETING: "Möte",
    Code.CLOSING: "Avslut",
}
NEXT_TEXTS = {
    Code.PREPARE: "Bestäm när enkäten öppnar och vilka som ska svara.",
    Code.QUALITY_MEETING: "Kommunerna möts och enas om hur frågorna ska läsas. FoU kallar till mötet.",
    Code.PROTOCOL: "Skriv klart protokollet, låt deltagarna lämna synpunkter och godkänn det.",
    Code.ANSWERING: "Kommunerna svarar på enkäten, med tolkningarna intill frågorna.",
    Code.RESULTS: "Räkna ut resultaten och skicka ut dem före analysmötet.",
    Code.MEETING_1: "Välj minst tre utvecklingsområden ur resultaten.",
    Code.HOMEWORK: "Varje kommun berättar vad den redan vet om de valda områdena.",
    Code.MEETING_2: "Enas om områdena utifrån den fördjupade analysen.",
    Code.DECISION: "Socialcheferna tar ställning till förslaget.",
    Code.PLANS: "Varje kommun gör sin handlingsplan, eller en gemensam.",
    Code.REPORTS: "Kommunerna berättar vad som har gjorts.",
    Code.FOLLOW_UP_MEETING: "Gå igenom tillsammans vad som har rört sig.",
    Code.CLOSING: "Sammanfatta, och säg vad som går vidare till nästa omgång.",
}
EVENT_TEXTS = {
    "cycle.open": "öppnade omgången",
    "cycle.close": "avslutade omgången",
    "step.finish": "%(step)s blev klart",
    "step.leave_out": "%(step)s görs inte: %(because)s",
    "step.reopen": "%(step)s öppnades igen: %(because)s",
    "step.plan": "%(step)s planerades till %(on)s",
    "step.reorder": "ändrade stegens ordning",
}
SIGNS = {Step.State.DONE: "✓", Step.State.LEFT_OUT: "–", Step.State.PLANNED: "○"}


@dataclass(frozen=True)
class StepView:
    """`when` is the day it was done, or is planned for; `links` are (label, address)."""

    step: Step
    stage: int
    label: str
    short: str
    carrier: str
    when: str
    sign: str
    word: str
    is_next: bool
    is_late: bool
    is_passed_over: bool
    links: tuple[tuple[str, str], ...] = ()

    @property
    def look(self) -> str:
        """done, next, passed, left_out or planned: as the style sheet names it."""
        if self.is_next:
            return "next"
        return "passed" if self.is_passed_over else self.step.state


@dataclass(frozen=True)
class Line:
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


def present_line(cycle: Cycle, steps: Sequence[Step], today: date) -> Line:
    """`steps` in the cycle's order. The next step is the first open one after the last that was done; open ones
    before that have been passed over, and are shown so."""
    last_done = max((one.order for one in steps if one.state == Step.State.DONE), default=0)
    waiting = [one for one in steps if one.state == Step.State.PLANNED]
    following = next((one for one in waiting if one.order > last_done), None)
    views = [
        StepView(
            step=one,
            stage=STAGE_OF[one.code],
            label=str(one.get_code_display()),
            short=str(SHORT[one.code]),
            carrier=str(CARRIERS[CARRIED_BY[one.code]]),
            when=_when(one),
            sign=SIGNS[one.state],
            word=str(one.get_state_display()),
            is_next=one is following,
            is_late=(one is following or _is_passed(one, last_done)) and (one.planned_on or today) < today,
            is_passed_over=_is_passed(one, last_done),
            links=tuple(links_of(cycle, one.code)),
        )
        for one in steps
    ]
    stages: list[tuple[int, str, list[StepView]]] = []
    for view in views:
        if not stages or stages[-1][0] != view.stage:
            stages.append((view.stage, str(STAGES[view.stage]), []))
        stages[-1][2].append(view)
    return Line(stages, views)


def _is_passed(step: Step, last_done: int) -> bool:
    return step.state == Step.State.PLANNED and step.order < last_done


def _when(step: Step) -> str:
    day = timezone.localdate(step.done_at) if step.done_at else step.planned_on
    return date_format(day, "j M Y").lower() if day else ""  # Django writes Okt


def links_of(cycle: Cycle, code: str) -> list[tuple[str, str]]:
    """Where the work of the step is done, for pages that exist."""
    found = []
    if code in MEETING_OF_STEP:
        found.append(("Mötet", _address("meeting", cycle.pk, MEETING_OF_STEP[code])))
    if code == Code.PROTOCOL:
        found.append(("Protokollet", _address("protocol-of-cycle", cycle.pk)))
    if code == Code.RESULTS and cycle.survey:
        found.append(("Jämförelsen", reverse("comparison", args=[cycle.survey.area.slug, cycle.survey.year])))
    label, name = _PAGES.get(code, ("", ""))
    if name:
        found.append((str(label), _address(name, cycle.pk)))
    return [(label, address) for label, address in found if address]


_AREAS = ("Utvecklingsområdena", "area-list")
_FOLLOW_UP = ("Uppföljningen", "follow-up")
_PAGES = {
    Code.MEETING_1: _AREAS,
    Code.HOMEWORK: _AREAS,
    Code.MEETING_2: _AREAS,
    Code.DECISION: ("Beslutet", "decision"),
    Code.PLANS: ("Handlingsplanerna", "plan-list"),
    Code.REPORTS: _FOLLOW_UP,
    Code.FOLLOW_UP_MEETING: _FOLLOW_UP,
    Code.CLOSING: _FOLLOW_UP,
}


def _address(name: str, *args: object) -> str:
    """Empty where no page has the name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def present_cycle(cycle: Cycle, steps: Sequence[Step], today: date) -> dict[str, object]:
    """What every page of a cycle needs for its head: templates/workflow/base.html."""
    line = present_line(cycle, steps, today)
    following = line.next
    return {
        "cycle": cycle,
        "line": line,
        "next_step": following,
        "next_text": NEXT_TEXTS[following.step.code] if following else "",
    }


def present_events(events: Sequence[Event]) -> list[tuple[datetime, str, str]]:
    """When, who and what in words; events this page does not know are left to the pages that wrote them."""
    labels = {code: str(Code(code).label) for code in Code.values}
    found = []
    for one in events:
        text = EVENT_TEXTS.get(one.action)
        if text is not None:
            told = {**one.detail, "step": labels.get(one.detail.get("step", ""), "")}
            found.append((one.at, one.actor, str(text) % told))
    return found
