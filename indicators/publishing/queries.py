"""Reads around publishing a year: what would be shown to everybody, what stands in the way, and what has been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from indicators.models import Computation, Origin, Result, YearPublication
from indicators.rules.outcomes import NON_RESPONSE
from municipalities.models import Group, GroupMember, Municipality
from municipalities.owners import NATION, owner_name
from surveys.models import Answer, Collection, ImportRun, Response, Survey


@dataclass(frozen=True)
class Year:
    """What is published at once: a survey year's computed results, of a network or of the nation (None)."""

    survey: Survey
    network: Group | None

    @property
    def slug(self) -> str:
        return self.network.slug if self.network else NATION

    @property
    def name(self) -> str:
        return owner_name(self.network)

    @property
    def subject(self) -> str:
        """As the audit trail names it. Reads the survey's area."""
        return f"publicering {self.survey.slug} {self.slug}"

    @property
    def units(self) -> QuerySet[Municipality]:
        if self.network is None:
            return Municipality.objects.units(self.survey.year)
        return self.network.members_in(self.survey.year)


@dataclass(frozen=True)
class YearPreview:
    """What publishing would show to everybody; and what FoU should know before."""

    units: int
    with_results: int
    indicators: int
    silent: list[Municipality] = field(default_factory=list)  # bortfall in every indicator, or nothing computed
    unsent: list[Municipality] = field(default_factory=list)  # with answers or changes that were never handed in
    reopened: list[tuple[Municipality, date]] = field(default_factory=list)
    is_computing: bool = False


def get_survey_year(area: str, year: int) -> Survey:
    return get_object_or_404(Survey.objects.select_related("area", "network"), area__slug=area, year=year)


def group_of(year: Year) -> Group:
    """The group whose comparison the publishing shows."""
    return year.network or get_object_or_404(Group, kind=Group.Kind.NATION)


def current_publication(year: Year) -> YearPublication | None:
    return YearPublication.objects.current().filter(survey=year.survey, network=year.network).first()


def history_of(year: Year) -> list[YearPublication]:
    return list(YearPublication.objects.filter(survey=year.survey, network=year.network))


def computed_results(year: Year) -> QuerySet[Result]:
    """Exempeldata is shown to everybody as it is, and never published."""
    found = Result.objects.filter(survey=year.survey, origin=Origin.COMPUTED, is_example=False)
    return found.filter(municipality__in=year.units.order_by().values("pk"))


def is_example(year: Year) -> bool:
    """Whether all there is of the year is Exempeldata. Two queries at most."""
    if computed_results(year).exists():
        return False
    return year.survey.is_example or Result.objects.filter(survey=year.survey, is_example=True).exists()


def open_collections(year: Year, today: date) -> list[Collection]:
    """That still ask any of the units. One query."""
    asked = GroupMember.objects.in_year(year.survey.year).filter(group=OuterRef("group"))
    asked = asked.filter(municipality__in=year.units.order_by().values("pk"))
    opened = Collection.objects.open_on(today).filter(Exists(asked), survey=year.survey, is_example=False)
    return list(opened.select_related("group").order_by("-closes"))


def networks_alone(year: Year) -> list[Group]:
    """Of the nation's year: whose the answers are, asked for or brought in, where they are networks' and nobody
    else's. Two queries at most."""
    if year.network is not None:
        return []
    collections = Collection.objects.filter(survey=year.survey, is_example=False).select_related("group")
    files = ImportRun.objects.filter(survey=year.survey, is_example=False, state=ImportRun.State.CONFIRMED)
    brought = files.filter(kind=ImportRun.Kind.ANSWERS).select_related("network")
    owners = {one.group for one in collections} | {one.network for one in brought}
    networks = [one for one in owners if one is not None and one.kind == Group.Kind.NETWORK]
    return sorted(networks, key=lambda one: one.name) if len(networks) == len(owners) else []


def read_preview(year: Year, today: date) -> YearPreview:
    """Six queries, however many units."""
    units = sorted(year.units.select_related("parent"), key=lambda one: one.full_name)
    told = computed_results(year).exclude(value=NON_RESPONSE)
    answering = set(told.values_list("municipality_id", flat=True).distinct())
    responses = Response.objects.filter(survey=year.survey, is_example=False)
    begun = Answer.objects.filter(response=OuterRef("pk")).exclude(value="")
    waiting_for = responses.filter(Exists(begun)).exclude(state=Response.State.HANDED_IN)
    unsent = set(waiting_for.values_list("municipality_id", flat=True))
    again = responses.filter(reopened_until__gte=today).values_list("municipality_id", "reopened_until")
    until = {unit: day for unit, day in again if day}
    waiting = Computation.objects.filter(
        survey=year.survey, state__in=[Computation.State.WAITING, Computation.State.RUNNING]
    )
    return YearPreview(
        units=len(units),
        with_results=len(answering),
        indicators=computed_results(year).values("indicator").distinct().count(),
        silent=[one for one in units if one.pk not in answering],
        unsent=[one for one in units if one.pk in unsent],
        reopened=[(one, until[one.pk]) for one in units if one.pk in until],
        is_computing=waiting.exists(),
    )


def years_to_publish(owners: Sequence[Group | None], today: date) -> list[Year]:
    """Of each owner, newest first: answering is over, results are computed, and nobody has published them. One query
    for each owner, and a few for each such year."""
    found = []
    for owner in owners:
        surveys = _unpublished(owner).select_related("area").order_by("-year", "area__name")
        years = [Year(survey, owner) for survey in surveys]
        found += [one for one in years if not open_collections(one, today) and not networks_alone(one)]
    return found


def _unpublished(owner: Group | None) -> QuerySet[Survey]:
    """Survey years with computed results that neither the owner nor the nation has published."""
    results = Result.objects.filter(survey=OuterRef("pk"), origin=Origin.COMPUTED, is_example=False)
    shown = YearPublication.objects.current().filter(survey=OuterRef("pk"))
    surveys = Survey.objects.open_to([owner])
    if owner is not None:
        belonging = GroupMember.objects.in_year(OuterRef(OuterRef("year"))).filter(group=owner)
        results = results.filter(municipality__in=belonging.values("municipality"))
    return surveys.filter(Exists(results)).exclude(Exists(shown.filter(network=owner) | shown.filter(network=None)))
