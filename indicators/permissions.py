"""Who may see computed results. Exempeldata and published figures are open to all; while a survey is being answered
its computed results are for FoU staff only."""

from __future__ import annotations

from django.utils import timezone

from municipalities.permissions import Person, is_fou_staff, roles_of
from municipalities.roles import OF_A_MUNICIPALITY
from surveys.collecting.queries import is_being_collected
from surveys.models import Survey


def visible_units(person: Person, survey: Survey, *, is_example: bool) -> frozenset[int] | None:
    """Ids of the units whose computed results this person may see; None means all."""
    if is_fou_staff(person):
        return None
    if _is_being_answered(survey):
        return frozenset()
    if is_example or survey.results_are_public:
        return None
    roles = [one for one in roles_of(person) if one.role in OF_A_MUNICIPALITY]
    return frozenset(one.municipality_id for one in roles if one.municipality_id)


def _is_being_answered(survey: Survey) -> bool:
    """No query where indicators.queries has read it along."""
    known: bool | None = getattr(survey, "is_being_answered", None)
    return is_being_collected(survey, timezone.localdate()) if known is None else known
