"""Who may see computed results: the one place where it is asked.

What is published (YearPublication) is for everybody, and so is Exempeldata. Before that a municipality's people see
its own results, FoU staff those of their network, and heads, once the answering is over, those of their network. The
administrator looks after the system and sees what everybody sees. Published figures (Publication) are open to all.
"""

from __future__ import annotations

from collections.abc import Collection as Many
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from indicators.models import Origin, Result, YearPublication
from municipalities.models import Group, GroupMember, Municipality
from municipalities.permissions import Person, roles_of
from municipalities.roles import OF_A_MUNICIPALITY, Role
from surveys.models import Collection, ServiceArea, Survey

Units = frozenset[int]


class Belonging(NamedTuple):
    """A unit is in a group, from a year to a year."""

    group: int
    unit: int
    kind: str  # of the group
    since: int | None
    until: int | None

    def holds(self, year: int) -> bool:
        return (self.since or year) <= year <= (self.until or year)


@dataclass(frozen=True)
class Sight:
    """Whose computed results a person may see before they are published, by ids."""

    everything: bool = False  # the portal itself
    own: Units = frozenset()  # municipalities the person answers for or leads
    led: Units = frozenset()  # those of them the person leads: with the rest of their network, when answering is over
    networks: Units = frozenset()  # that the person works for as FoU staff


EVERYTHING, PUBLIC = Sight(everything=True), Sight()


@dataclass(frozen=True)
class Seen:
    """Ids of the units whose computed results of one year are seen, and of those that everybody sees; None: all."""

    units: Units | None
    public: Units | None

    def hidden(self, units: Iterable[int]) -> Units:
        """Those of the units that are not seen."""
        return frozenset() if self.units is None else frozenset(units) - self.units

    def unpublished(self, units: Iterable[int]) -> Units:
        """Those of the units that are seen but not by everybody."""
        if self.public is None:
            return frozenset()
        mine = frozenset(units) if self.units is None else frozenset(units) & self.units
        return mine - self.public


def sight_of(person: Person) -> Sight:
    """The person's roles are read once."""
    roles = roles_of(person)
    places = [(one.role, one.municipality_id) for one in roles if one.municipality_id]
    return Sight(
        own=frozenset(pk for role, pk in places if role in OF_A_MUNICIPALITY),
        led=frozenset(pk for role, pk in places if role == Role.CHIEF),
        networks=frozenset(one.network_id for one in roles if one.role == Role.FOU and one.network_id),
    )


def visible_units(sight: Sight, survey: Survey, *, is_example: bool) -> Units | None:
    """Ids of the units whose computed results may be seen; None means all."""
    return seen_of(sight, [survey], is_example=is_example)[survey.pk].units


def seen_of(sight: Sight, surveys: Sequence[Survey], *, is_example: bool) -> dict[int, Seen]:
    """Survey id -> what is seen of the year's computed results, real or made up. Four queries at most."""
    if sight.everything or not surveys:
        return {one.pk: Seen(None, None) for one in surveys}
    published = {} if is_example else _publishers(surveys)
    answering = _groups_answering(surveys, is_example)
    known = _belonging(sight, set().union(*published.values(), *answering.values()))
    everybody = _all_units() if is_example and answering else frozenset()
    found = {}
    for survey in surveys:
        rows = [one for one in known if one.holds(survey.year)]
        asked = _units_of(rows, answering.get(survey.pk, ()))
        public: Units | None
        if is_example:
            public = everybody - asked if asked else None
        else:
            given = published.get(survey.pk, set())
            public = None if None in given else _units_of(rows, given)
        found[survey.pk] = Seen(None if public is None else public | _own(sight, rows, asked), public)
    return found


def _own(sight: Sight, rows: list[Belonging], asked: Units) -> Units:
    """What the person sees before everybody does; `asked`: units whose answering is not over."""
    led_with = {one.group for one in rows if one.unit in sight.led and one.kind == Group.Kind.NETWORK}
    return sight.own | _units_of(rows, sight.networks) | (_units_of(rows, led_with) - asked)


def _units_of(rows: list[Belonging], groups: Many[int | None]) -> Units:
    return frozenset(one.unit for one in rows if one.group in groups)


def _belonging(sight: Sight, groups: set[int | None]) -> list[Belonging]:
    """Who is in these groups, in the networks one works for and, for a head, in any network. One query at most."""
    wanted = Q(group__in=[*groups, *sight.networks])
    if sight.led:
        wanted |= Q(group__kind=Group.Kind.NETWORK)
    elif not groups and not sight.networks:
        return []
    rows = GroupMember.objects.filter(wanted)
    return [
        Belonging(*row)
        for row in rows.values_list("group_id", "municipality_id", "group__kind", "from_year", "to_year")
    ]


def _all_units() -> Units:
    return frozenset(Municipality.objects.values_list("pk", flat=True))


def _publishers(surveys: Sequence[Survey]) -> dict[int, set[int | None]]:
    """Survey id -> networks that have published it; None among them: it is published for the nation."""
    found: dict[int, set[int | None]] = {}
    current = YearPublication.objects.current().filter(survey__in=[one.pk for one in surveys])
    for survey, network in current.values_list("survey_id", "network_id"):
        found.setdefault(survey, set()).add(network)
    return found


def _groups_answering(surveys: Sequence[Survey], is_example: bool) -> dict[int, set[int]]:
    """Survey id -> groups whose collections are open today. No query where it is known that none is."""
    asked = [one.pk for one in surveys if getattr(one, "is_being_answered", True)]
    found: dict[int, set[int]] = {}
    if asked:
        opened = Collection.objects.open_on(timezone.localdate()).filter(survey__in=asked, is_example=is_example)
        for survey, group in opened.values_list("survey_id", "group_id"):
            found.setdefault(survey, set()).add(group)
    return found


def unseen_units(sight: Sight, area: ServiceArea, years: Iterable[int], units: Iterable[int]) -> frozenset[int]:
    """Those of the units (ids) whose results, computed in any of the years, may not be seen. Ten queries at most."""
    asked = frozenset(units)
    found: frozenset[int] = frozenset()
    for is_example in (True, False):
        computed = Result.objects.filter(origin=Origin.COMPUTED, is_example=is_example, municipality__in=asked)
        surveys = Survey.objects.filter(area=area, year__in=list(years)).defer("questionnaire_text")
        told = list(surveys.filter(Exists(computed.filter(survey=OuterRef("pk")))))
        found = found.union(*(one.hidden(asked) for one in seen_of(sight, told, is_example=is_example).values()))
    return found


def whole_groups(groups: Iterable[int], year: int, units: frozenset[int] | None) -> set[int]:
    """Those of the groups (ids) whose members that year are all among the units; None: all units. One query at most."""
    asked = set(groups)
    if units is None or not asked:
        return asked
    outside = GroupMember.objects.in_year(year).filter(group__in=asked).exclude(municipality__in=units)
    return asked - set(outside.values_list("group_id", flat=True))
