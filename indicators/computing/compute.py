"""From answers that count to stored results: only what is new is computed, only what differs is written.

A unit is stale when the revision that counts, or the digest of questionnaire and definitions, is not what its results
were computed from (ComputedResponse). Nothing that counts after the last day is bortfall, its revision 0; before that
the unit is silent and has no results. The marks are written in the same transaction as the results of the units and
of their groups, so that a run that dies goes on where it stopped and a reader never meets one without the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from indicators.computing.definitions import digest_of, evaluator_of
from indicators.computing.group_results import computed_group_results, defined_kinds, store_group_results
from indicators.models import ComputedResponse, Indicator, Origin, Result
from indicators.rules.evaluate import Evaluator, Outcome
from indicators.rules.outcomes import NON_RESPONSE
from municipalities.models import Group, GroupMember
from surveys.counting import counted_values, kinds_collected, units_past_their_day
from surveys.files.bulk import upsert
from surveys.models import Response, Survey

CHUNK = 60  # units a transaction: about 2,000 results, so that a save never waits long for the write lock
Cell = tuple[int, int]  # municipality id, indicator id
Progress = Callable[[int, int], None]  # units done, units in all; raises to stop


@dataclass
class Computed:
    """What one run did."""

    units: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    group_results: int = 0
    group_results_written: int = 0


class StaleUnit(NamedTuple):
    """A unit with results to compute again. `response` is 0 where it never began; `counted` 0 where nothing counts."""

    response: int
    unit: int
    counted: int  # revision of what counts
    is_example: bool
    state: str = Response.State.UNDER_WAY
    revision: int = 0


@dataclass(frozen=True)
class Stale:
    """Units to compute again, and units whose results rest on nothing that counts any more."""

    units: tuple[StaleUnit, ...]
    gone: tuple[int, ...]  # unit ids
    digest: str
    is_example: bool | None  # of the answers in use; None when there are none

    def __bool__(self) -> bool:
        return bool(self.units or self.gone)


def stale_units(survey: Survey, today: date | None = None) -> Stale:
    """Eight queries at most where the survey brings its `definition_set`, however many units."""
    digest = digest_of(survey)
    stored = ComputedResponse.objects.filter(survey=survey)
    marks = {unit: mark for unit, *mark in stored.values_list("municipality_id", "revision", "is_example", "digest")}
    kind, units = _units_with_results(survey, today or timezone.localdate())
    stale = [one for one in units if marks.get(one.unit) != [one.counted, one.is_example, digest]]
    return Stale(tuple(stale), tuple(sorted(marks.keys() - {one.unit for one in units})), digest, kind)


def _units_with_results(survey: Survey, today: date) -> tuple[bool | None, list[StaleUnit]]:
    """Which kind of answers is in use, and the units whose answers count or whose last day has passed."""
    fields = ("pk", "municipality_id", "counted_revision", "is_example", "state", "revision")
    rows = Response.objects.in_use(survey).values_list(*fields, "reopened_until")
    responses = [(StaleUnit(*row), until) for *row, until in rows]
    kinds = [one.is_example for one, _until in responses[:1]] or kinds_collected(survey)
    if not kinds:
        return None, []
    past = units_past_their_day(survey, kinds[0], today)
    found = [one for one, until in responses if one.counted or (one.unit in past and (until is None or until < today))]
    begun = {one.unit for one, _until in responses}
    found += [StaleUnit(0, unit, 0, kinds[0]) for unit in sorted(past - begun)]
    return kinds[0] if found else None, found


def no_progress(done: int, total: int) -> None:
    """For callers that show nothing."""


def compute_survey(survey: Survey, progress: Progress = no_progress) -> Computed:
    """Brings the survey's results and group results in line with its answers."""
    done = Computed()
    survey = Survey.objects.select_related("area", "definition_set").get(pk=survey.pk)  # rules and digest of one moment
    evaluator = evaluator_of(survey)
    if evaluator is None:
        return done
    stale = stale_units(survey)
    total = len(stale.units) + len(stale.gone)
    indicators = indicator_ids(survey)
    kinds = defined_kinds(survey, indicators)
    progress(0, total)
    with transaction.atomic():
        touched = _remove_gone(survey, stale, done)
        _store_groups(survey, stale, touched, kinds, done)
    for chunk in _chunks(stale.units, CHUNK):
        outcomes = _outcomes_of(chunk, evaluator)
        with transaction.atomic():
            touched = _store_chunk(survey, _unmoved(chunk), outcomes, indicators, done, stale.digest)
            _store_groups(survey, stale, touched, kinds, done)
            progress(done.units, total)
    if not stale:
        _mend_groups(survey, stale, kinds, done)
    progress(total, total)
    return done


def _outcomes_of(chunk: tuple[StaleUnit, ...], evaluator: Evaluator) -> dict[int, dict[str, Outcome]]:
    """By unit. What was answered to an item that is asked no more is kept but not read."""
    counting = [one for one in chunk if one.counted]
    answers = counted_values(
        [one.response for one in counting if one.state != Response.State.CHANGED],
        [one.response for one in counting if one.state == Response.State.CHANGED],
    )
    asked = evaluator.columns.place
    read = [{item: value for item, value in answers[one.response].items() if item in asked} for one in counting]
    found = {one.unit: outcomes for one, outcomes in zip(counting, evaluator.evaluate(read), strict=True)}
    silent = {code: Outcome(NON_RESPONSE, None) for code in evaluator.indicators}
    return found | {one.unit: silent for one in chunk if not one.counted}


def _unmoved(chunk: tuple[StaleUnit, ...]) -> tuple[StaleUnit, ...]:
    """Without those that somebody has written since their answers were read: they stay stale until the next run."""
    responses = [one.response for one in chunk if one.response]
    now = dict(Response.objects.filter(pk__in=responses).values_list("pk", "revision"))
    return tuple(one for one in chunk if not one.response or now.get(one.response) == one.revision)


def _store_groups(survey: Survey, stale: Stale, touched: set[Cell], kinds: dict[int, str], done: Computed) -> None:
    """The groups that hold a changed unit, for the indicators that changed."""
    if not touched:
        return
    units, indicators = {unit for unit, _ in touched}, {indicator for _, indicator in touched}
    belonging = GroupMember.objects.in_year(survey.year).filter(municipality__in=units, group__owner=None)
    groups = set(belonging.values_list("group", flat=True))
    changed = {indicator: kind for indicator, kind in kinds.items() if indicator in indicators}
    counted, written = store_group_results(survey, stale.is_example, groups, changed)
    done.group_results += counted
    done.group_results_written += written
    computed_group_results(survey).filter(indicator__in=indicators - kinds.keys()).delete()


def _mend_groups(survey: Survey, stale: Stale, kinds: dict[int, str], done: Computed) -> None:
    """No answer is new, but somebody may have changed who belongs to a group."""
    groups = set(Group.objects.standing().values_list("pk", flat=True))
    with transaction.atomic():
        counted, written = store_group_results(survey, stale.is_example, groups, kinds)
    done.group_results += counted
    done.group_results_written += written


T = TypeVar("T")


def indicator_ids(survey: Survey) -> dict[str, int]:
    return dict(Indicator.objects.filter(area=survey.area_id).values_list("code", "pk"))


def _chunks(rows: tuple[T, ...], size: int) -> Iterator[tuple[T, ...]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _remove_gone(survey: Survey, stale: Stale, done: Computed) -> set[Cell]:
    """Results that rest on no response in use; Exempeldata leaves as a whole when the first real answers come."""
    gone = Q(municipality__in=stale.gone)
    if stale.is_example is not None:
        gone |= Q(is_example=not stale.is_example)
    results = Result.objects.filter(gone, survey=survey, origin=Origin.COMPUTED)
    cells = set(results.values_list("municipality_id", "indicator_id"))
    if cells:
        done.removed += results.delete()[0]
    ComputedResponse.objects.filter(gone, survey=survey).delete()
    return cells


def _store_chunk(
    survey: Survey,
    chunk: tuple[StaleUnit, ...],
    outcomes: dict[int, dict[str, Outcome]],
    indicators: dict[str, int],
    done: Computed,
    digest: str,
) -> set[Cell]:
    """Writes what differs and the marks; gives the cells that changed value."""
    units = [one.unit for one in chunk]
    stored = {
        (unit, indicator): (value, number, is_example)
        for unit, indicator, value, number, is_example in Result.objects.filter(
            survey=survey, origin=Origin.COMPUTED, municipality__in=units
        ).values_list("municipality_id", "indicator_id", "value", "number", "is_example")
    }
    wanted = {
        (one.unit, indicators[code]): (outcome.value, outcome.number, one.is_example)
        for one in chunk
        for code, outcome in outcomes[one.unit].items()
    }
    differing = [cell for cell, value in wanted.items() if stored.get(cell) != value]
    superfluous = stored.keys() - wanted.keys()
    _write_results(survey, [(cell, wanted[cell]) for cell in differing])
    _delete_cells(survey, superfluous)
    marks = [(survey.pk, one.unit, one.is_example, one.counted, digest) for one in chunk]
    columns = ("survey_id", "municipality_id", "is_example", "revision", "digest")
    table = ComputedResponse._meta.db_table
    upsert(connection, table, columns, columns[:2], columns[2:], marks)
    done.units += len(chunk)
    done.written += len(differing)
    done.removed += len(superfluous)
    done.unchanged += len(wanted) - len(differing)
    return {*differing, *superfluous}


def _write_results(survey: Survey, cells: list[tuple[Cell, tuple[str, Decimal | None, bool]]]) -> None:
    columns = ("survey_id", "municipality_id", "indicator_id", "value", "number", "is_example")
    fixed = ("origin", "printed", "place")
    rows = [
        (survey.pk, unit, indicator, value, _plain(number), example, "computed", "", "")
        for (unit, indicator), (value, number, example) in cells
    ]
    upsert(
        connection,
        Result._meta.db_table,
        (*columns, *fixed),
        columns[:3],
        columns[3:],
        rows,
        conflict_where="origin = 'computed'",
    )


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:.10f}"


def _delete_cells(survey: Survey, cells: Iterable[Cell]) -> None:
    by_indicator: dict[int, list[int]] = defaultdict(list)
    for unit, indicator in cells:
        by_indicator[indicator].append(unit)
    for indicator, units in by_indicator.items():
        Result.objects.filter(
            survey=survey, origin=Origin.COMPUTED, indicator=indicator, municipality__in=units
        ).delete()
