"""Group results counted from the stored results of units, whole columns at a time; only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

import numpy as np
from django.db import connection
from django.db.models import QuerySet

from indicators.computing.definitions import definitions_of
from indicators.models import GroupResult, Origin, Result
from indicators.rules.aggregate import aggregate_all, numeric_mean, round_half_up
from indicators.rules.outcomes import CODE, NON_RESPONSE, YES
from municipalities.models import Group, GroupMember, Municipality
from surveys.files.bulk import upsert
from surveys.models import Survey

PLACES = 10  # decimals of a stored number
KEYS = ("survey_id", "group_id", "indicator_id")
FIGURES = ("number", "yes", "base", "left_out", "non_response", "units", "withheld", "is_example")
Key = tuple[int, int]  # group id, indicator id
Row = tuple[Decimal | None, int | None, int, int, int, int, str, bool]  # in the order of FIGURES


def store_group_results(
    survey: Survey, is_example: bool | None, groups: Collection[int], kinds: dict[int, str]
) -> tuple[int, int]:
    """Counts the groups anew for some indicators (id -> kind) and writes what differs: (counted, written or removed).

    `is_example` says which answers are in use; None, when there are none, removes. Five queries at most, however
    many groups and indicators.
    """
    stored = {
        (group, indicator): tuple(row)
        for group, indicator, *row in computed_group_results(survey)
        .filter(group__in=groups, indicator__in=kinds)
        .values_list("group_id", "indicator_id", *FIGURES)
    }
    wanted = {} if is_example is None else count_groups(survey, is_example, groups, kinds)
    differing = [key for key, row in wanted.items() if stored.get(key) != row]
    _write(survey, {key: wanted[key] for key in differing})
    gone = stored.keys() - wanted.keys()
    if gone:
        stale = computed_group_results(survey).filter(indicator__in={indicator for _, indicator in gone})
        stale.filter(group__in={group for group, _ in gone}).delete()
    return len(wanted), len(differing) + len(gone)


def computed_group_results(survey: Survey) -> QuerySet[GroupResult]:
    return GroupResult.objects.filter(survey=survey, origin=Origin.COMPUTED)


def defined_kinds(survey: Survey, indicators: dict[str, int]) -> dict[int, str]:
    """Indicator id -> choice or number, of those that have a rule."""
    definitions = definitions_of(survey)
    found = definitions.indicators.values() if definitions else ()
    return {indicators[one.code]: one.kind for one in found if one.rule is not None}


def count_groups(survey: Survey, is_example: bool, groups: Collection[int], kinds: dict[int, str]) -> dict[Key, Row]:
    """A unit without a stored result is non-response. A numeric indicator's base is the units that gave a figure."""
    place = {unit: n for n, unit in enumerate(Municipality.objects.units(survey.year).values_list("pk", flat=True))}
    column = {indicator: n for n, indicator in enumerate(kinds)}
    outcomes = np.full((len(place), len(column)), CODE[NON_RESPONSE], np.int8)
    numbers: dict[int, dict[int, Decimal]] = defaultdict(dict)
    results = Result.objects.filter(survey=survey, origin=Origin.COMPUTED, indicator__in=kinds)
    for unit, indicator, value, number in results.values_list("municipality_id", "indicator_id", "value", "number"):
        if unit not in place:  # it answered, but is no unit of that year
            continue
        outcomes[place[unit], column[indicator]] = CODE[value] if number is None else CODE[YES]
        if number is not None:
            numbers[indicator][place[unit]] = number
    kept = list(Group.objects.filter(pk__in=groups).values_list("pk", "kind"))
    members = _membership([pk for pk, _ in kept], place, survey.year)
    figures = aggregate_all(outcomes, members, [kind for _, kind in kept])
    found = {}
    for n, (group, _) in enumerate(kept):
        for indicator, m in column.items():
            one = figures.figure(n, m)
            is_choice = kinds[indicator] == "choice"
            mean = None if is_choice else _mean(numbers[indicator], members[n])
            yes = one.yes if is_choice else None
            counts = (one.base, one.left_out, one.non_response, one.units)
            found[group, indicator] = (mean, yes, *counts, one.withheld, is_example)
    return found


def _membership(groups: list[int], place: dict[int, int], year: int) -> np.ndarray:
    """Groups x units, by who belonged where that year; a city in a group itself is no unit and does not count."""
    row = {group: n for n, group in enumerate(groups)}
    members = np.zeros((len(groups), len(place)), bool)
    belonging = GroupMember.objects.in_year(year).filter(group__in=groups)
    for group, unit in belonging.values_list("group_id", "municipality_id"):
        if unit in place:
            members[row[group], place[unit]] = True
    return members


def _mean(numbers: dict[int, Decimal], members: np.ndarray) -> Decimal | None:
    mean = numeric_mean(number for unit, number in numbers.items() if members[unit])
    return None if mean is None else round_half_up(mean, PLACES)


def _write(survey: Survey, rows: dict[Key, Row]) -> None:
    fixed = ("origin", "printed", "place", "change_printed", "note")
    upsert(
        connection,
        GroupResult._meta.db_table,
        (*KEYS, *FIGURES, *fixed),
        KEYS,
        FIGURES,
        [
            (survey.pk, *key, None if number is None else str(number), *counts, Origin.COMPUTED.value, "", "", "", "")
            for key, (number, *counts) in rows.items()
        ],
        conflict_where="origin = 'computed'",
    )
