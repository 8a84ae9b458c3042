"""The states of a meeting and of its protocol."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import Meeting, Protocol
from workflow.states import CHIEF, CONTACT, FOU

_FOU = frozenset({FOU})
_EVERYBODY = frozenset({FOU, CHIEF, CONTACT})

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
