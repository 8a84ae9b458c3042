"""The states of a response: (state, action) -> (new state, who may). Every transition goes through next_state."""

from __future__ import annotations

from municipalities.refusals import Closed
from surveys.models import Response

UNDER_WAY, HANDED_IN = Response.State.UNDER_WAY, Response.State.HANDED_IN
CONTACT, COLLEAGUE, FOU = "contact", "colleague", "fou"
_MUNICIPALITY = frozenset({CONTACT, FOU})  # FoU staff write on behalf of the municipality
_EVERYBODY = frozenset({CONTACT, COLLEAGUE, FOU})
_FOU = frozenset({FOU})

TRANSITIONS: dict[tuple[str, str], tuple[str, frozenset[str]]] = {
    (UNDER_WAY, "change"): (UNDER_WAY, _EVERYBODY),
    (HANDED_IN, "change"): (
        UNDER_WAY,
        _EVERYBODY,
    ),  # the last receipt is no longer the whole truth
    (UNDER_WAY, "hand_in"): (HANDED_IN, _MUNICIPALITY),
    (UNDER_WAY, "reopen"): (UNDER_WAY, _FOU),
    (HANDED_IN, "reopen"): (HANDED_IN, _FOU),  # handed in it stays until something is really changed
}


def next_state(state: str, action: str) -> str:
    """Closed where the table has no such step."""
    try:
        return TRANSITIONS[state, action][0]
    except KeyError:
        raise Closed("Enkäten är redan inlämnad, och inget svar har ändrats sedan dess.") from None


def may_take(role: str, state: str, action: str) -> bool:
    return (state, action) in TRANSITIONS and role in TRANSITIONS[state, action][1]
