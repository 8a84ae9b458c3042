"""Who may see computed results. Exempeldata and published figures are open to all; before that a municipality sees its
own, and FoU staff those of their network. The administrator looks after the system and sees what everybody sees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from municipalities.models import GroupMember
from municipalities.permissions import Person, fou_networks_of, roles_of
from municipalities.roles import OF_A_MUNICIPALITY
from surveys.collecting.queries import is_being_collected
from surveys.models import Survey


@dataclass(frozen=True)
class Sight:
    """What may be seen of computed results beside what is open to all: the results of some municipalities (ids) that
    are not public yet; or, also while they are being answered, those of the networks (ids) one works for as FoU."""

    everything: bool = False  # the portal itself, when it freezes what a network has come to
    own: frozenset[int] = frozenset()
    networks: frozenset[int] = frozenset()

    def of_networks(self, year: int) -> frozenset[int]:
        """Ids of the municipalities of one's networks that year."""
        held = self._members if self.networks else ()
        return frozenset(pk for pk, since, until in held if (since or year) <= year <= (until or year))

    @cached_property
    def _members(self) -> list[tuple[int, int | None, int | None]]:
        held = GroupMember.objects.filter(group__in=self.networks)
        return list(held.values_list("municipality_id", "from_year", "to_year"))


EVERYTHING, PUBLIC = Sight(everything=True), Sight()


def sight_of(person: Person) -> Sight:
    """For FoU staff their networks; for contacts and heads their own municipalities. The roles are read once."""
    held = (one.municipality_id for one in roles_of(person) if one.role in OF_A_MUNICIPALITY)
    own = frozenset(pk for pk in held if pk)
    return Sight(own=own, networks=frozenset(one.pk for one in fou_networks_of(person)))


def visible_units(sight: Sight, survey: Survey, *, is_example: bool) -> frozenset[int] | None:
    """Ids of the units whose computed results may be seen; None means all."""
    if sight.everything:
        return None
    of_networks = sight.of_networks(survey.year)
    if _is_being_answered(survey):
        return of_networks
    return None if is_example or survey.results_are_public else sight.own | of_networks


def _is_being_answered(survey: Survey) -> bool:
    """No query where indicators.comparing.queries has read it along."""
    known: bool | None = getattr(survey, "is_being_answered", None)
    return is_being_collected(survey, timezone.localdate()) if known is None else known
