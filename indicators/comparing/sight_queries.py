"""What is hidden from a sight: units, and groups that could tell of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from indicators.models import Origin, Result
from indicators.permissions import Sight, seen_of
from municipalities.models import GroupMember
from surveys.models import ServiceArea, Survey


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
