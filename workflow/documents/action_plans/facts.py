"""What the document of an action plan is built from, read once by `queries`. Frozen; no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GoalFacts:
    """`measure`: the indicator's name, or an own measure. `considered`: what is to be considered when it is read."""

    measure: str
    start: str
    target: str
    considered: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActivityFacts:
    what: str
    who: str
    when: date
    state: str  # in words


@dataclass(frozen=True)
class PlanFacts:
    """An adopted plan. `holder`: the municipality, or "Gemensam plan"; `adopted_by`: a person's name."""

    area: str
    need: str
    cycle: str
    holder: str
    is_joint: bool
    network: str
    what: str
    cost_change: str
    reach_by: date
    follow_up_on: date
    follow_up_how: str
    goals: tuple[GoalFacts, ...]
    activities: tuple[ActivityFacts, ...]
    adopted_by: str
    adopted_on: date
    decided_on: date | None
    is_example: bool = False
