"""What counts as a municipality's answers: said here, and read here by whoever computes, compares or exports.

Under way, nothing counts. Handed in, by a receipt or a confirmed import, what stands counts. Changed after that, what
counted is kept on the response as it stood, and what stands is the working copy until it is handed in or taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Many
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from surveys.models import Answer, Collection, Response, Survey

State = Response.State
COUNTS = (State.HANDED_IN, State.CHANGED)  # states in which something counts
Stored = tuple[str, str]  # value and comment
NOTHING: Stored = ("", "")


def as_rows(answers: Mapping[str, Stored]) -> list[list[str]]:
    """As Response.counted keeps them.

    >>> as_rows({"E1": ("ja", "")})
    [['E1', 'ja', '']]
    """
    return [[item, *stored] for item, stored in answers.items()]


def as_answers(rows: Iterable[Iterable[str]]) -> dict[str, Stored]:
    """
    >>> as_answers([["E1", "ja", ""]])
    {'E1': ('ja', '')}
    """
    return {item: (value, comment) for item, value, comment in rows}


def differing(one: Mapping[str, Stored], other: Mapping[str, Stored]) -> list[str]:
    """Items that say different things; a row without value and comment says as little as no row.

    >>> differing({"E1": ("ja", ""), "E2": ("", "")}, {"E1": ("nej", "")})
    ['E1']
    """
    return [item for item in dict.fromkeys([*one, *other]) if one.get(item, NOTHING) != other.get(item, NOTHING)]


def answers_of(response: Response) -> dict[str, Stored]:
    """What stands, asked or not: the working copy. One query."""
    rows = Answer.objects.filter(response=response).values_list("item", "value", "comment")
    return {item: (value, comment) for item, value, comment in rows}


def answers_by_response(responses: Many[int]) -> dict[int, dict[str, Stored]]:
    """The same of many (ids). One query, or none."""
    found: dict[int, dict[str, Stored]] = {pk: {} for pk in responses}
    rows = Answer.objects.filter(response__in=found) if found else Answer.objects.none()
    for response, item, value, comment in rows.values_list("response_id", "item", "value", "comment"):
        found[response][item] = (value, comment)
    return found


def counted_of(response: Response) -> dict[str, Stored] | None:
    """What counts; None where nothing does. One query at most."""
    if response.state not in COUNTS:
        return None
    return answers_of(response) if response.counted is None else as_answers(response.counted)


def settle(response: Response, counted: Mapping[str, Stored] | None, stands: Mapping[str, Stored]) -> None:
    """Gives the object the state that follows from what counts beside what stands; the caller stores it."""
    if counted is None:
        response.state, response.counted, response.counted_revision = State.UNDER_WAY, None, 0
        response.handed_in_by, response.handed_in_at = "", None
    elif differing(counted, stands):
        response.state, response.counted = State.CHANGED, as_rows(counted)
    else:
        response.state, response.counted = State.HANDED_IN, None


def counted_values(handed_in: Many[int], changed: Many[int]) -> dict[int, dict[str, str]]:
    """Response id -> item -> value, without the empty ones, of responses (ids) in these two states. Two queries."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    answers = Answer.objects.filter(response__in=handed_in).exclude(value="")
    for response, item, value in answers.values_list("response_id", "item", "value"):
        found[response][item] = value
    if changed:
        for pk, rows in Response.objects.filter(pk__in=changed).values_list("pk", "counted"):
            found[pk] = {item: value for item, value, _comment in rows or () if value}
    return found


def kinds_collected(survey: Survey) -> list[bool]:
    """is_example of the survey's collections, real before Exempeldata. One query."""
    found = Collection.objects.filter(survey=survey).order_by().values_list("is_example", flat=True)
    return sorted(set(found))


def units_past_their_day(survey: Survey, is_example: bool, today: date) -> set[int]:
    """Units (ids) asked by collections of this kind that have all closed; reopening is not looked at. Two queries,
    and one for each collection."""
    past = _asked_by(Collection.objects.filter(survey=survey, is_example=is_example, closes__lt=today))
    return past - units_still_asked(survey, is_example, today) if past else past


def units_still_asked(survey: Survey, is_example: bool, today: date) -> set[int]:
    """Units (ids) asked by a collection of this kind that has not closed. One query, and one for each collection."""
    return _asked_by(Collection.objects.filter(survey=survey, is_example=is_example, closes__gte=today))


def _asked_by(collections: QuerySet[Collection]) -> set[int]:
    found = collections.select_related("group", "survey")
    return {unit for one in found for unit in one.units.values_list("pk", flat=True)}
