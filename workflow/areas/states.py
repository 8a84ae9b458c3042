"""The states of a development area."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import DevelopmentArea
from workflow.states import CHIEF, CONTACT, FOU, PORTAL

_FOU = frozenset({FOU})
_PORTAL = frozenset({PORTAL})
_VOTERS = frozenset({CONTACT, CHIEF, FOU})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of a municipality

A = DevelopmentArea.State

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
