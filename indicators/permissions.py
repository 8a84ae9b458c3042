"""Who may see computed results. Exempeldata and published figures are open to all; while a survey is being answered
its computed results are for FoU staff only."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from municipalities.permissions import Person, is_fou_staff, roles_of
from municipalities.roles import OF_A_MUNICIPALITY
from surveys.collecting.queries import is_being_collected
from surveys.models import Survey


@dataclass(frozen=True)
class Sight:
    """What may be seen of computed results beside what is open to all: everything, also while it is being answered; or
    the results of some municipalities (ids) that are not public yet."""

    everything: bool = False
    own: frozenset[int] = frozenset()


EVERYTHING, PUBLIC = Sight(everything=True), Sight()


def sight_of(person: Person) -> Sight:
    """Everything for FoU staff; for contacts and heads their own municipalities. The person's roles are read once."""
    if is_fou_staff(person):
        return EVERYTHING
    held = (one.municipality_id for one in roles_of(person) if one.role in OF_A_MUNICIPALITY)
    return Sight(own=frozenset(pk for pk in held if pk))


def visible_units(sight: Sight, survey: Survey, *, is_example: bool) -> frozenset[int] | None:
    """Ids of the units whose computed results may be seen; None means all."""
    if sight.everything:
        return None
    if _is_being_answered(survey):
        return frozenset()
    return None if is_example or survey.results_are_public else sight.own


def _is_being_answered(survey: Survey) -> bool:
    """No query where indicators.comparing.queries has read it along."""
    known: bool | None = getattr(survey, "is_being_answered", None)
    return is_being_collected(survey, timezone.localdate()) if known is None else known
