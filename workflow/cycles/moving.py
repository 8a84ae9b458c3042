"""All days of a cycle that are still to come, moved together: each by as much, and then to a working day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from municipalities.days import working_day
from workflow.cycles.steps import STEPS
from workflow.models import Meeting, Step


@dataclass(frozen=True)
class Move:
    """A step that is not done, with its day before and after; `meeting` where one is planned on that day."""

    step: Step
    meeting: Meeting | None
    before: date
    after: date


def moves_of(steps: Iterable[Step], meetings: dict[str, Meeting], days: int) -> tuple[list[Move], list[Move]]:
    """What is moved, and what is not because people have been called to it. `meetings` by kind."""
    found = []
    for step in steps:
        if step.state == Step.State.PLANNED and step.planned_on is not None:
            meeting = meetings.get(STEPS[step.code].meeting)
            after = working_day(step.planned_on + timedelta(days=days))
            found.append(Move(step, meeting, step.planned_on, after))
    moved = [one for one in found if one.meeting is None or one.meeting.state == Meeting.State.PLANNED]
    return moved, [one for one in found if one not in moved]


def days_to(start: date, steps: Iterable[Step], meetings: dict[str, Meeting]) -> int:
    """How far to move so that the first of them comes on `start`; 0 where there is nothing to move."""
    moved, _kept = moves_of(steps, meetings, 0)
    return (start - min(one.before for one in moved)).days if moved else 0


def fingerprint(moves: Iterable[Move]) -> str:
    """Of the days as they stand: changes with each of them."""
    return ",".join(f"{one.step.code}={one.before}" for one in moves)
