"""The homework that nobody has handed in, and how it is told of before the work goes on without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from municipalities.swedish import plural
from workflow.models import Cycle, DevelopmentArea, Homework, Step


def homework_waited_for(cycle: Cycle) -> list[Homework]:
    """Of the chosen areas, by municipality; none where the step is left out, with its own reason. Two queries."""
    if cycle.steps.filter(code=Step.Code.HOMEWORK, state=Step.State.LEFT_OUT).exists():
        return []
    chosen = Homework.objects.filter(area__cycle=cycle, area__state=DevelopmentArea.State.CHOSEN, submitted_at=None)
    return list(chosen.select_related("area", "municipality__parent").order_by("municipality__name", "area__order"))


def told_of_missing(waited_for: Sequence[Homework]) -> str:
    """How many, and whose; empty where none is missing."""
    if not waited_for:
        return ""
    counted = Counter(one.municipality.name for one in waited_for)
    whose = ", ".join(f"{name} {number}" for name, number in counted.items())
    told = plural(len(waited_for), "{n} hemuppgift är inte inlämnad", "{n} hemuppgifter är inte inlämnade")
    return f"{told}: {whose}."
