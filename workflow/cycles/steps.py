"""The thirteen steps of a cycle: which stage each belongs to, who carries it, and when it usually comes."""

from __future__ import annotations

from datetime import date, timedelta

from workflow.models import Meeting, Step
from workflow.states import CHIEF, CONTACT, FOU

Code = Step.Code

STAGE_OF: dict[str, int] = {
    Code.PREPARE: 1,
    Code.QUALITY_MEETING: 1,
    Code.PROTOCOL: 1,
    Code.ANSWERING: 1,
    Code.RESULTS: 2,
    Code.MEETING_1: 2,
    Code.HOMEWORK: 2,
    Code.MEETING_2: 2,
    Code.DECISION: 2,
    Code.PLANS: 2,
    Code.REPORTS: 3,
    Code.FOLLOW_UP_MEETING: 3,
    Code.CLOSING: 3,
}
DEFAULT_ORDER = tuple(STAGE_OF)

CARRIED_BY: dict[str, str] = dict.fromkeys(DEFAULT_ORDER, FOU) | {
    Code.ANSWERING: CONTACT,
    Code.HOMEWORK: CONTACT,
    Code.DECISION: CHIEF,
    Code.PLANS: CONTACT,
    Code.REPORTS: CONTACT,
}

MEETING_OF_STEP: dict[str, str] = {
    Code.QUALITY_MEETING: Meeting.Kind.QUALITY,
    Code.MEETING_1: Meeting.Kind.ANALYSIS_1,
    Code.MEETING_2: Meeting.Kind.ANALYSIS_2,
    Code.FOLLOW_UP_MEETING: Meeting.Kind.FOLLOW_UP,
}
STEP_OF_MEETING: dict[str, str] = {kind: step for step, kind in MEETING_OF_STEP.items()}


def usual_dates(year: int, opens: date | None, closes: date | None) -> dict[str, date]:
    """When each step usually comes, from the days the survey opens and closes.

    The work model gives the distances: meeting 1 some week after the results, meeting 2 about a month later,
    follow-up two years after the decision. Results are published in the autumn.
    """
    opens = opens or date(year, 1, 24)
    closes = max(closes or date(year, 3, 21), opens)
    results = max(date(year, 10, 1), closes + timedelta(days=30))
    meeting_1 = results + timedelta(days=11)
    meeting_2 = meeting_1 + timedelta(days=31)
    decision = meeting_2 + timedelta(days=28)
    reports = two_years_after(decision)
    return {
        Code.PREPARE: opens,
        Code.QUALITY_MEETING: opens + (closes - opens) / 2,
        Code.PROTOCOL: opens + (closes - opens) * 3 / 4,
        Code.ANSWERING: closes,
        Code.RESULTS: results,
        Code.MEETING_1: meeting_1,
        Code.HOMEWORK: meeting_1 + timedelta(days=21),
        Code.MEETING_2: meeting_2,
        Code.DECISION: decision,
        Code.PLANS: decision + timedelta(days=90),
        Code.REPORTS: reports,
        Code.FOLLOW_UP_MEETING: reports + timedelta(days=30),
        Code.CLOSING: reports + timedelta(days=60),
    }


def two_years_after(day: date) -> date:
    """The same day two years on; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return day.replace(year=day.year + 2, day=28)
