"""The state tables of stage 2: development areas, homework, the heads' decision, and action plans."""

from __future__ import annotations

from workflow.models import ActionPlan, Decision, DevelopmentArea
from workflow.states import CHIEF, CONTACT, FOU, PORTAL, Rule, Table

_FOU = frozenset({FOU})
_CHIEF = frozenset({CHIEF})
_PORTAL = frozenset({PORTAL})
_VOTERS = frozenset({CONTACT, CHIEF, FOU})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of a municipality

A, D, P = DevelopmentArea.State, Decision.State, ActionPlan.State

AREA: Table = {
    (A.SUGGESTED, "change"): Rule(A.SUGGESTED, _FOU),
    (A.SUGGESTED, "vote"): Rule(A.SUGGESTED, _VOTERS),
    (A.SUGGESTED, "choose"): Rule(A.CHOSEN, _FOU),
    (A.SUGGESTED, "drop"): Rule(A.DROPPED, _FOU),
    (A.CHOSEN, "change"): Rule(A.CHOSEN, _FOU),
    (A.CHOSEN, "vote"): Rule(A.CHOSEN, _VOTERS),
    (A.CHOSEN, "homework"): Rule(A.CHOSEN, _MUNICIPALITY),
    (A.CHOSEN, "analyse"): Rule(A.CHOSEN, _FOU),
    (A.CHOSEN, "drop"): Rule(A.DROPPED, _FOU),
    (A.CHOSEN, "propose"): Rule(A.PROPOSED, _PORTAL),
    (A.PROPOSED, "send_back"): Rule(A.CHOSEN, _PORTAL),
    (A.PROPOSED, "decide"): Rule(A.DECIDED, _PORTAL),
    (A.DECIDED, "plan"): Rule(A.DECIDED, _MUNICIPALITY),
    (A.DECIDED, "propose"): Rule(A.DECIDED, _PORTAL),  # a new version of the decision holds it on
    (A.DECIDED, "decide"): Rule(A.DECIDED, _PORTAL),
    (A.DECIDED, "send_back"): Rule(A.DECIDED, _PORTAL),
    (A.DROPPED, "take_up"): Rule(A.SUGGESTED, _FOU),
}

DECISION: Table = {
    (D.DRAFT, "write"): Rule(D.DRAFT, _FOU),
    (D.DRAFT, "propose"): Rule(D.PROPOSED, _FOU),
    (D.PROPOSED, "stand"): Rule(D.PROPOSED, _CHIEF),
    (D.PROPOSED, "send_back"): Rule(D.SENT_BACK, _FOU),
    (D.PROPOSED, "decide"): Rule(D.DECIDED, _FOU),
    (D.SENT_BACK, "new_version"): Rule(D.SENT_BACK, frozenset({FOU, PORTAL})),
    (D.DECIDED, "new_version"): Rule(D.DECIDED, _FOU),
}

PLAN: Table = {
    (P.DRAFT, "write"): Rule(P.DRAFT, _MUNICIPALITY | _CHIEF),
    (P.DRAFT, "adopt"): Rule(
        P.ADOPTED, _CHIEF | _FOU
    ),  # a municipality's own head; a joint plan: FoU, see roles_in_plan
    (P.ADOPTED, "report"): Rule(P.ADOPTED, _MUNICIPALITY | _CHIEF),  # how an activity goes
    (P.ADOPTED, "reopen"): Rule(P.DRAFT, _CHIEF | _FOU),
}
