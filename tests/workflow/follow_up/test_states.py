"""Every (state, action, role) of the follow-up and the report: who may do what, and that nobody else can."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.refusals import Closed
from municipalities.states import move
from workflow.follow_up.states import CLOSED, DRAFT, FOLLOW_UP, OPEN, PLANNED, REPORT, SUBMITTED, state_of_report
from workflow.models import PlanReport
from workflow.states import CHIEF, CONTACT, FOU, PORTAL, ROLES

ALLOWED = {
    (PLANNED, "plan"): {PORTAL: PLANNED},
    (PLANNED, "describe"): {FOU: PLANNED},
    (PLANNED, "open"): {FOU: OPEN, PORTAL: OPEN},
    (OPEN, "describe"): {FOU: OPEN},
    (OPEN, "remind"): {FOU: OPEN, PORTAL: OPEN},
    (OPEN, "report"): {FOU: OPEN, CONTACT: OPEN},
    (OPEN, "judge"): {FOU: OPEN},
    (OPEN, "conclude"): {FOU: OPEN},
    (OPEN, "close"): {FOU: CLOSED},
}
ALLOWED_REPORT = {
    (DRAFT, "save"): {FOU: DRAFT, CONTACT: DRAFT},
    (DRAFT, "submit"): {FOU: SUBMITTED, CONTACT: SUBMITTED},
    (SUBMITTED, "take_back"): {FOU: DRAFT, CONTACT: DRAFT},
}
ACTIONS = sorted({action for _state, action in [*FOLLOW_UP, *ALLOWED]})
REPORT_ACTIONS = sorted({action for _state, action in [*REPORT, *ALLOWED_REPORT]})
MATRIX = [
    *((FOLLOW_UP, ALLOWED, *one) for one in product((PLANNED, OPEN, CLOSED), ACTIONS, sorted(ROLES))),
    *((REPORT, ALLOWED_REPORT, *one) for one in product((DRAFT, SUBMITTED), REPORT_ACTIONS, sorted(ROLES))),
]


@pytest.mark.parametrize(("table", "allowed", "state", "action", "role"), MATRIX)
def test_each_step_is_for_its_roles_alone(table, allowed, state: str, action: str, role: str) -> None:
    told = allowed.get((state, action))
    if told is None:
        with pytest.raises(Closed):
            move(table, state, action, {role})
    elif role not in told:
        with pytest.raises(PermissionDenied):
            move(table, state, action, {role})
    else:
        assert move(table, state, action, {role}) == told[role]


@pytest.mark.parametrize(("state", "action"), [*product((PLANNED, OPEN, CLOSED), ACTIONS)])
def test_a_head_of_social_services_only_reads(state: str, action: str) -> None:
    with pytest.raises((Closed, PermissionDenied)):
        move(FOLLOW_UP, state, action, {CHIEF})


def test_nothing_can_be_done_to_a_closed_follow_up() -> None:
    assert [action for state, action in FOLLOW_UP if state == CLOSED] == []


def test_a_report_is_a_draft_until_it_is_handed_in() -> None:
    handed_in = PlanReport(submitted_at=datetime(2017, 11, 8, tzinfo=UTC))
    assert [state_of_report(one) for one in (None, PlanReport(), handed_in)] == [DRAFT, DRAFT, SUBMITTED]


def test_what_cannot_be_done_says_what_to_do() -> None:
    with pytest.raises(Closed, match=r"^Det går inte att göra det i det här läget\. Läs in sidan på nytt"):
        move(REPORT, SUBMITTED, "submit", ROLES)
