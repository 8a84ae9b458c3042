"""The states of a response. Who may is asked by Scope.may(); the actions take the step without asking again."""

from __future__ import annotations

from municipalities.states import Rule, Table
from surveys.models import Response

UNDER_WAY, HANDED_IN = Response.State.UNDER_WAY, Response.State.HANDED_IN
CONTACT, COLLEAGUE, FOU = "contact", "colleague", "fou"
ROLES = frozenset({CONTACT, COLLEAGUE, FOU})
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of the municipality
_FOU = frozenset({FOU})

RESPONSE: Table = {
    (UNDER_WAY, "change"): Rule(UNDER_WAY, ROLES),
    (HANDED_IN, "change"): Rule(UNDER_WAY, ROLES),  # the last receipt is no longer the whole truth
    (UNDER_WAY, "hand_in"): Rule(HANDED_IN, _MUNICIPALITY),
    (UNDER_WAY, "reopen"): Rule(UNDER_WAY, _FOU),
    (HANDED_IN, "reopen"): Rule(HANDED_IN, _FOU),  # handed in it stays until something is really changed
}
