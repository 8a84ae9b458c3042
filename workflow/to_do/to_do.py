"""What awaits a person in the cycles of their networks, over all stages, and the reports they are handed."""

from __future__ import annotations

from datetime import date

from municipalities.permissions import Person
from workflow.to_do import new_reports, stage_1, stage_2, stage_3
from workflow.to_do.items import ToDo


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """In the order of the stages, new reports last. The queries are those of the parts."""
    parts = (stage_1, stage_2, stage_3, new_reports)
    return [to_do for part in parts for to_do in part.to_dos_of(person, today)]
