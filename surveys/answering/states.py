"""The states of a response. Who may is asked by Scope.may(); the actions take the step without asking again."""

from __future__ import annotations

from municipalities.states import Rule, Table
from surveys.models import Response

UNDER_WAY, HANDED_IN, CHANGED = Response.State.UNDER_WAY, Response.State.HANDED_IN, Response.State.CHANGED
CONTACT, COLLEAGUE, FOU = "contact", "colleague", "fou"
ROLES = frozenset({CONTACT, COLLEAGUE, FOU})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of the municipality
_FOU = frozenset({FOU})

RESPONSE: Table = {
    (UNDER_WAY, "change"): Rule(UNDER_WAY, ROLES),
    (HANDED_IN, "change"): Rule(CHANGED, ROLES),  # what was handed in still counts, see surveys/counting.py
    (CHANGED, "change"): Rule(CHANGED, ROLES),
    (UNDER_WAY, "hand_in"): Rule(HANDED_IN, _MUNICIPALITY),
    (CHANGED, "hand_in"): Rule(HANDED_IN, _MUNICIPALITY),
    (CHANGED, "take_back"): Rule(HANDED_IN, _MUNICIPALITY),
    (UNDER_WAY, "reopen"): Rule(UNDER_WAY, _FOU),
    (HANDED_IN, "reopen"): Rule(HANDED_IN, _FOU),  # handed in it stays until something is really changed
    (CHANGED, "reopen"): Rule(CHANGED, _FOU),
}
