"""The steps of a cycle: one table that says all that is told of each of them. A new step is one row here and its name
in Step.Code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from municipalities.days import working_day
from workflow.models import Meeting, Step
from workflow.states import CHIEF, CONTACT, FOU

Code = Step.Code
Days = Mapping[str, date]  # the three below, and the day of each step before this one
HOMEWORK_TIME = timedelta(days=21)
OPENS, CLOSES, PUBLISHED = "opens", "closes", "published"


def after(known: str, days: int = 0) -> Callable[[Days], date]:
    """So many days after a known day."""
    return lambda on: on[known] + timedelta(days=days)


def while_answering(share: float) -> Callable[[Days], date]:
    """When this share of the days for answering has gone."""
    return lambda on: on[OPENS] + (on[CLOSES] - on[OPENS]) * share


@dataclass(frozen=True)
class StepKind:
    """`pages` are (label, address name) of where the work is done; each address takes the cycle's number."""

    code: Step.Code
    stage: int
    short: str  # its name on the line
    to_do: str  # what is to be done, for everybody
    usually: Callable[[Days], date]
    rests_on: tuple[Step.Code, ...] = ()  # what happened before it; see step_days
    carried_by: str = FOU
    asks_fou: str = ""  # what FoU staff are asked in Att göra, on the first of the pages, while the step is next
    meeting: str = ""  # the kind of meeting that it is
    pages: tuple[tuple[str, str], ...] = ()
    shows_comparison: bool = False  # the results of the cycle's survey


_AREAS = (("Utvecklingsområdena", "area-list"),)
_FOLLOW_UP = (("Uppföljningen", "follow-up"),)

# In their usual order. The work model gives the distances: meeting 1 some week after the results, meeting 2 about a
# month later, follow-up two years after the decision.
_KINDS = (
    StepKind(
        Code.PREPARE,
        1,
        "Förbereda",
        "Bestäm när enkäten öppnar och vilka som ska svara.",
        usually=after(OPENS),
    ),
    StepKind(
        Code.QUALITY_MEETING,
        1,
        "Möte",
        "Kommunerna möts och enas om hur frågorna ska läsas. FoU kallar till mötet.",
        usually=while_answering(1 / 2),
        meeting=Meeting.Kind.QUALITY,
    ),
    StepKind(
        Code.PROTOCOL,
        1,
        "Protokoll",
        "Skriv klart protokollet, låt deltagarna lämna synpunkter och godkänn det.",
        usually=while_answering(3 / 4),
        rests_on=(Code.QUALITY_MEETING,),
        pages=(("Protokollet", "protocol-of-cycle"),),
    ),
    StepKind(
        Code.ANSWERING,
        1,
        "Svara",
        "Kommunerna svarar på enkäten, med tolkningarna intill frågorna.",
        usually=after(CLOSES),
        rests_on=(Code.PREPARE,),
        carried_by=CONTACT,
    ),
    StepKind(
        Code.RESULTS,
        2,
        "Resultat",
        "Räkna ut resultaten och skicka ut dem före analysmötet.",
        usually=after(PUBLISHED),
        rests_on=(Code.ANSWERING,),
        shows_comparison=True,
    ),
    StepKind(
        Code.MEETING_1,
        2,
        "Möte 1",
        "Välj minst tre utvecklingsområden ur resultaten.",
        usually=after(Code.RESULTS, 11),
        rests_on=(Code.RESULTS,),
        asks_fou="Välj utvecklingsområden ur resultaten.",
        meeting=Meeting.Kind.ANALYSIS_1,
        pages=_AREAS,
    ),
    StepKind(
        Code.HOMEWORK,
        2,
        "Hemuppgift",
        "Varje kommun berättar vad den redan vet om de valda områdena.",
        usually=after(Code.MEETING_1, HOMEWORK_TIME.days),
        rests_on=(Code.MEETING_1,),
        carried_by=CONTACT,
        pages=_AREAS,
    ),
    StepKind(
        Code.MEETING_2,
        2,
        "Möte 2",
        "Enas om områdena utifrån den fördjupade analysen.",
        usually=after(Code.MEETING_1, 31),
        rests_on=(Code.MEETING_1,),
        asks_fou="Skriv den fördjupade analysen av de valda områdena.",
        meeting=Meeting.Kind.ANALYSIS_2,
        pages=_AREAS,
    ),
    StepKind(
        Code.DECISION,
        2,
        "Beslut",
        "Socialcheferna tar ställning till förslaget.",
        usually=after(Code.MEETING_2, 28),
        rests_on=(Code.MEETING_2,),
        carried_by=CHIEF,
        asks_fou="Skriv förslaget till socialcheferna, eller anteckna gruppens beslut.",
        pages=(("Beslutet", "decision"),),
    ),
    StepKind(
        Code.PLANS,
        2,
        "Planer",
        "Varje kommun gör sin handlingsplan, eller en gemensam.",
        usually=after(Code.DECISION, 90),
        rests_on=(Code.DECISION,),
        carried_by=CONTACT,
        pages=(("Handlingsplanerna", "plan-list"),),
    ),
    StepKind(
        Code.REPORTS,
        3,
        "Rapporter",
        "Kommunerna berättar vad som har gjorts.",
        usually=lambda on: two_years_after(on[Code.DECISION]),
        rests_on=(Code.PLANS,),
        carried_by=CONTACT,
        pages=_FOLLOW_UP,
    ),
    StepKind(
        Code.FOLLOW_UP_MEETING,
        3,
        "Möte",
        "Gå igenom tillsammans vad som har rört sig.",
        usually=after(Code.REPORTS, 30),
        rests_on=(Code.DECISION,),
        meeting=Meeting.Kind.FOLLOW_UP,
        pages=_FOLLOW_UP,
    ),
    StepKind(
        Code.CLOSING,
        3,
        "Avslut",
        "Sammanfatta, och säg vad som går vidare till nästa omgång.",
        usually=after(Code.REPORTS, 60),
        rests_on=(Code.REPORTS, Code.FOLLOW_UP_MEETING),
        pages=_FOLLOW_UP,
    ),
)
STEPS: dict[str, StepKind] = {one.code: one for one in _KINDS}
DEFAULT_ORDER = tuple(STEPS)
RESTS_ON: dict[str, tuple[str, ...]] = {one.code: one.rests_on for one in _KINDS}
STEP_OF_MEETING: dict[str, str] = {one.meeting: one.code for one in _KINDS if one.meeting}


def usual_dates(year: int, opens: date | None, closes: date | None) -> dict[str, date]:
    """When each step usually comes, in the usual order, from the days the survey opens and closes: a working day.
    Results are published in the autumn, a month after the last answering day at the earliest."""
    opens = opens or date(year, 1, 24)
    closes = max(closes or date(year, 3, 21), opens)
    on: dict[str, date] = {OPENS: opens, CLOSES: closes}
    on[PUBLISHED] = max(date(year, 10, 1), closes + timedelta(days=30))
    for code, kind in STEPS.items():
        on[code] = kind.usually(on)
    return {code: working_day(on[code]) for code in STEPS}


def two_years_after(day: date) -> date:
    """The same day two years on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return day.replace(year=day.year + 2, day=28)


def days_of(steps: Iterable[Step]) -> dict[str, date]:
    """The day each step happened, by code; only those that are done."""
    return {step.code: step.happened_on for step in steps if step.happened_on is not None}


def homework_day(met: date, today: date) -> date:
    """A last day to propose: three weeks after meeting 1, or a week from now where that is later."""
    return working_day(max(met + HOMEWORK_TIME, today + timedelta(days=7)))
