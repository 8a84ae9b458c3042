"""The states of a cycle and of its steps."""

from __future__ import annotations

from municipalities.states import Rule, Table
from workflow.models import Cycle, Step
from workflow.states import AS_PORTAL, FOU, PORTAL

_FOU = frozenset({FOU})
_FOU_OR_PORTAL = frozenset({FOU, PORTAL})

CYCLE: Table = {
    (Cycle.State.OPEN, "change"): Rule(Cycle.State.OPEN, _FOU_OR_PORTAL),
    (Cycle.State.OPEN, "close"): Rule(Cycle.State.CLOSED, _FOU_OR_PORTAL),
    (Cycle.State.CLOSED, "reopen"): Rule(Cycle.State.OPEN, _FOU),
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
