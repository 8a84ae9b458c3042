"""What awaits a person in the cycles of their networks, over all stages."""

from __future__ import annotations

from datetime import date

from municipalities.permissions import Person
from workflow.to_do import stage_1, stage_2, stage_3
from workflow.to_do.items import ToDo


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """In the order of the stages. The queries are those of the stages."""
    return [to_do for stage in (stage_1, stage_2, stage_3) for to_do in stage.to_dos_of(person, today)]
