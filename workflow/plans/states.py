"""The states of an action plan."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import ActionPlan
from workflow.states import CHIEF, CONTACT, FOU

_FOU = frozenset({FOU})
_CHIEF = frozenset({CHIEF})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of a municipality

P = ActionPlan.State

PLAN: Table = {
    (P.DRAFT, "write"): Rule(P.DRAFT, _MUNICIPALITY | _CHIEF),
    (P.DRAFT, "adopt"): Rule(
        P.ADOPTED, _CHIEF | _FOU
    ),  # a municipality's own head; a joint plan: FoU, see roles_in_plan
    (P.ADOPTED, "report"): Rule(P.ADOPTED, _MUNICIPALITY | _CHIEF),  # how an activity goes
    (P.ADOPTED, "reopen"): Rule(P.DRAFT, _CHIEF | _FOU),
}
