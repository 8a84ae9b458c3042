"""The states of the heads' decision."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import Decision
from workflow.states import CHIEF, FOU, PORTAL

_FOU = frozenset({FOU})
_CHIEF = frozenset({CHIEF})

D = Decision.State

DECISION: Table = {
    (D.DRAFT, "write"): Rule(D.DRAFT, _FOU),
    (D.DRAFT, "propose"): Rule(D.PROPOSED, _FOU),
    (D.PROPOSED, "stand"): Rule(D.PROPOSED, _CHIEF),
    (D.PROPOSED, "send_back"): Rule(D.SENT_BACK, _FOU),
    (D.PROPOSED, "decide"): Rule(D.DECIDED, _FOU),
    (D.SENT_BACK, "new_version"): Rule(D.SENT_BACK, frozenset({FOU, PORTAL})),
    (D.DECIDED, "new_version"): Rule(D.DECIDED, _FOU),
}
