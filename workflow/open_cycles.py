"""A closed cycle is read and never written, until it is opened again for a reason.

Held in two places that nothing passes by. What a person sends is refused by the getters of workflow.permissions, before
anything of it is read. Whatever writes, person or portal, is an action marked `in_open_cycle`: it holds the cycle's row
while it works, so that the cycle cannot be closed under it. tests/workflow/test_closed_cycles.py walks both.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import attrgetter
from typing import ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.refusals import Closed
from workflow import models
from workflow.models import Cycle

P = ParamSpec("P")
R = TypeVar("R")

# How each thing an action is handed leads to its cycle.
_CYCLE_OF: dict[type, str] = {
    Cycle: "pk",
    models.Meeting: "cycle_id",
    models.Participant: "meeting.cycle_id",
    models.Protocol: "meeting.cycle_id",
    models.DevelopmentArea: "cycle_id",
    models.Reference: "area.cycle_id",
    models.Homework: "area.cycle_id",
    models.HomeworkFile: "homework.area.cycle_id",
    models.Decision: "cycle_id",
    models.ActionPlan: "area.cycle_id",
    models.Activity: "plan.area.cycle_id",
    models.FollowUp: "cycle_id",
}


def why_closed(cycle: Cycle) -> str:
    """Empty for an open cycle."""
    if cycle.state != Cycle.State.CLOSED or cycle.closed_at is None:
        return ""
    day = date_format(timezone.localdate(cycle.closed_at), "j F Y")
    return (
        f"Omgången {cycle} avslutades {day} av {cycle.closed_by}. Den går att läsa men inte att ändra. "
        "FoU kan öppna den igen på omgångens sida, med ett skäl."
    )


def refuse_closed(cycle: Cycle) -> None:
    if told := why_closed(cycle):
        raise Closed(told)


def in_open_cycle(action: Callable[P, R]) -> Callable[P, R]:
    """The action runs in one transaction that holds the row of the cycle it is about; Closed where that is closed."""

    @wraps(action)
    def held(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            found = next(attrgetter(_CYCLE_OF[type(one)])(one) for one in kwargs.values() if type(one) in _CYCLE_OF)
            refuse_closed(Cycle.objects.select_for_update(of=("self",)).select_related("area").get(pk=found))
            return action(*args, **kwargs)

    held.in_open_cycle = True  # type: ignore[attr-defined]  # for the test that walks all actions
    return held
