"""The states of a follow-up and of a municipality's report, in the shape workflow.states.move() reads."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import FollowUp, PlanReport
from workflow.states import CONTACT, FOU, PORTAL

PLANNED, OPEN, CLOSED = FollowUp.State.PLANNED, FollowUp.State.OPEN, FollowUp.State.CLOSED
DRAFT, SUBMITTED = "draft", "submitted"

_FOU = frozenset({FOU})
_PORTAL = frozenset({PORTAL})
_FOU_OR_PORTAL = frozenset({FOU, PORTAL})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of a municipality

FOLLOW_UP: Table = {
    (PLANNED, "plan"): Rule(PLANNED, _PORTAL),  # the day follows from the decision
    (PLANNED, "describe"): Rule(PLANNED, _FOU),
    (PLANNED, "open"): Rule(OPEN, _FOU_OR_PORTAL),
    (OPEN, "describe"): Rule(OPEN, _FOU),
    (OPEN, "remind"): Rule(OPEN, _FOU_OR_PORTAL),
    (OPEN, "report"): Rule(OPEN, _MUNICIPALITY),
    (OPEN, "judge"): Rule(OPEN, _FOU),
    (OPEN, "conclude"): Rule(OPEN, _FOU),
    (OPEN, "close"): Rule(CLOSED, _FOU),
}

REPORT: Table = {
    (DRAFT, "save"): Rule(DRAFT, _MUNICIPALITY),
    (DRAFT, "submit"): Rule(SUBMITTED, _MUNICIPALITY),
    (SUBMITTED, "take_back"): Rule(DRAFT, _MUNICIPALITY),
}


def state_of_report(report: PlanReport | None) -> str:
    return SUBMITTED if report is not None and report.submitted_at is not None else DRAFT
