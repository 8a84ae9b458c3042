"""What may happen to what, from which state and by whom. Every transition goes through move().

A table maps (state, action) to (new state, roles that may). Other stages keep their own tables in this shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from municipalities.refusals import Closed
from workflow.models import Cycle, Meeting, Protocol, Step

FOU, CHIEF, CONTACT = "fou", "chief", "contact"
PORTAL = "portal"  # the portal itself, when one thing follows from another that somebody was allowed to do
ROLES = frozenset({FOU, CHIEF, CONTACT, PORTAL})
AS_PORTAL = frozenset({PORTAL})


class Rule(NamedTuple):
    to: str
    who: frozenset[str]


Table = Mapping[tuple[str, str], Rule]


def move(table: Table, state: str, action: str, roles: Set[str]) -> str:
    """The new state. Closed where the table has no such step, PermissionDenied where none of the roles may."""
    rule = table.get((state, action))
    if rule is None:
        raise Closed("Det går inte att göra det i det här läget. Läs in sidan på nytt och se hur det står till.")
    if not rule.who & roles:
        raise PermissionDenied
    return rule.to


def may(table: Table, state: str, action: str, roles: Set[str]) -> bool:
    """Whether move() would let these roles through; for showing or hiding a button."""
    rule = table.get((state, action))
    return rule is not None and bool(rule.who & roles)


_FOU = frozenset({FOU})
_FOU_OR_PORTAL = frozenset({FOU, PORTAL})
_EVERYBODY = frozenset({FOU, CHIEF, CONTACT})

CYCLE: Table = {
    (Cycle.State.OPEN, "change"): Rule(Cycle.State.OPEN, _FOU_OR_PORTAL),
    (Cycle.State.OPEN, "close"): Rule(Cycle.State.CLOSED, _FOU_OR_PORTAL),
}

STEP: Table = {
    (Step.State.PLANNED, "plan"): Rule(Step.State.PLANNED, _FOU_OR_PORTAL),
    (Step.State.PLANNED, "finish"): Rule(Step.State.DONE, _FOU_OR_PORTAL),
    (Step.State.PLANNED, "leave_out"): Rule(Step.State.LEFT_OUT, _FOU),
    (Step.State.DONE, "reopen"): Rule(Step.State.PLANNED, _FOU_OR_PORTAL),
    (Step.State.LEFT_OUT, "reopen"): Rule(Step.State.PLANNED, _FOU_OR_PORTAL),
    # What follows from something else is taken as it comes: done twice, or done although it was left out.
    (Step.State.PLANNED, "reopen"): Rule(Step.State.PLANNED, AS_PORTAL),
    (Step.State.DONE, "finish"): Rule(Step.State.DONE, AS_PORTAL),
    (Step.State.LEFT_OUT, "finish"): Rule(Step.State.DONE, AS_PORTAL),
}

MEETING: Table = {
    (Meeting.State.PLANNED, "change"): Rule(Meeting.State.PLANNED, _FOU),
    (Meeting.State.PLANNED, "invite"): Rule(Meeting.State.INVITED, _FOU),
    (Meeting.State.PLANNED, "hold"): Rule(Meeting.State.HELD, _FOU),
    (Meeting.State.INVITED, "change"): Rule(Meeting.State.INVITED, _FOU),
    (Meeting.State.INVITED, "invite"): Rule(Meeting.State.INVITED, _FOU),
    (Meeting.State.INVITED, "hold"): Rule(Meeting.State.HELD, _FOU),
    (Meeting.State.PLANNED, "adjust"): Rule(Meeting.State.PLANNED, _FOU),  # an answer, on the spot
    (Meeting.State.INVITED, "adjust"): Rule(Meeting.State.INVITED, _FOU),
    (Meeting.State.PLANNED, "attend"): Rule(Meeting.State.PLANNED, _FOU),
    (Meeting.State.INVITED, "attend"): Rule(Meeting.State.INVITED, _FOU),
    (Meeting.State.HELD, "attend"): Rule(Meeting.State.HELD, _FOU),
}

PROTOCOL: Table = {
    (Protocol.State.DRAFT, "write"): Rule(Protocol.State.DRAFT, _FOU),
    (Protocol.State.DRAFT, "send"): Rule(Protocol.State.SENT, _FOU),
    (Protocol.State.SENT, "write"): Rule(Protocol.State.SENT, _FOU),
    (Protocol.State.SENT, "send"): Rule(Protocol.State.SENT, _FOU),  # once more, with a new last day
    (Protocol.State.SENT, "comment"): Rule(Protocol.State.SENT, _EVERYBODY),
    (Protocol.State.SENT, "approve"): Rule(Protocol.State.APPROVED, _FOU),
    (Protocol.State.APPROVED, "new_version"): Rule(Protocol.State.DRAFT, _FOU),
}
