"""Reads of cycles: which a person sees, their steps, and which surveys could begin one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from indicators.comparing.queries import surveys_with_sources
from indicators.permissions import sight_of
from municipalities.models import Event, Group
from municipalities.permissions import Person
from surveys.models import Response, Survey
from workflow.cycles.step_days import proposed_day
from workflow.cycles.steps import RESTS_ON, STEP_OF_MEETING, days_of
from workflow.models import Cycle, Meeting, Step


def in_order(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    """With their steps, newest first. Two queries."""
    return cycles.select_related("network", "area", "survey__area").prefetch_related("steps").order_by("-year", "area")


def steps_of(cycle: Cycle) -> list[Step]:
    """In the cycle's own order."""
    return list(cycle.steps.all())


def meetings_of(cycle: Cycle) -> dict[str, Meeting]:
    """By kind, the protocol within where there is one."""
    return {one.kind: one for one in cycle.meetings.select_related("protocol")}


def surveys_without_cycle(network: Group) -> list[Survey]:
    """The nation's survey years, and the network's own, that the network has no cycle for; newest first."""
    taken = Cycle.objects.filter(network=network, area=OuterRef("area"), year=OuterRef("year"))
    return list(
        Survey.objects.open_to([network]).filter(~Exists(taken)).select_related("area").order_by("-year", "area__name")
    )


def with_results_to_see(cycles: Iterable[Cycle], person: Person) -> set[int]:
    """Ids of the cycles whose year the comparison of their network shows the person something of. Seven queries at
    most for each network, beside the roles."""
    asked = [one for one in cycles if one.survey_id]
    sight, found = sight_of(person), set()
    for network in {one.network for one in asked}:
        seen = {one.pk for one in surveys_with_sources(sight=sight, group=network) if one.sources}
        found |= {one.pk for one in asked if one.network == network and one.survey_id in seen}
    return found


def answers_are_example(cycle: Cycle, survey: Survey | None = None) -> bool:
    """Whether the network's answers to the survey (this year's, or an earlier one) are Exempeldata: where there is
    no real response in the network. The two never mix."""
    asked = survey or cycle.survey
    if asked is None:
        return False
    held = Response.objects.filter(survey=asked, municipality__in=cycle.units.values("pk"))
    kinds = set(held.values_list("is_example", flat=True))
    return kinds == {True}


def probable_day(cycle: Cycle, code: str, today: date) -> date:
    """When the step probably happened, to propose: the day given to it before, that of its meeting, or the planned one;
    never to come, nor before what it rests on. Two queries."""
    steps = {one.code: one for one in steps_of(cycle)}
    meeting = next((one for one in cycle.meetings.all() if STEP_OF_MEETING[one.kind] == code), None)
    known = timezone.localdate(meeting.starts_at) if meeting else steps[code].planned_on
    return steps[code].happened_on or proposed_day(code, days_of(steps.values()), RESTS_ON, known, today)


def reopening_of(cycle: Cycle) -> Event | None:
    """When the cycle was opened again last, by whom and why; None where it never was."""
    return Event.objects.filter(subject=cycle.subject, action="cycle.reopen").first()


def events_of(subject: str, most: int = 50) -> list[Event]:
    """What has been done to it, newest first."""
    return list(Event.objects.filter(subject=subject)[:most])
