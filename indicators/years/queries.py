"""Reads around survey years and their texts."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.models import DefinitionSet
from indicators.years.left_dates import YearBefore
from municipalities.models import Group
from municipalities.permissions import Person
from surveys.collecting.networks import collections_for
from surveys.models import Collection, Survey


def years_to_copy(networks: Iterable[Group | None]) -> list[Survey]:
    """The nation's survey years with a questionnaire, and the networks' own; by area, the latest first."""
    found = Survey.objects.open_to(networks).exclude(questionnaire_text="").select_related("area")
    return list(found.order_by("area__name", "is_example", "-year"))


def find_year(area: str, year: int) -> Survey | None:
    """Whosever it is."""
    return Survey.objects.filter(area__slug=area, year=year).select_related("area", "network").first()


def next_year(source: Survey) -> int:
    """The first year after all there are."""
    latest = Survey.objects.filter(area=source.area_id).order_by("-year").values_list("year", flat=True).first()
    return (latest or source.year) + 1


def texts_of(survey: Survey) -> tuple[str, str]:
    definitions = DefinitionSet.objects.filter(survey=survey).values_list("text", flat=True).first()
    return survey.questionnaire_text, definitions or ""


def earlier_year(survey: Survey) -> Survey | None:
    """The latest year before with a questionnaire, of the same owner or the nation."""
    earlier = Survey.objects.open_to([survey.network]).filter(area=survey.area_id, year__lt=survey.year)
    return earlier.exclude(questionnaire_text="").select_related("area").order_by("-year").first()


def year_before(stored: Survey | None, source: Survey | None, year: int) -> YearBefore | None:
    """What the year's texts are held against: the year they are copied from, or the one before a stored year."""
    before = earlier_year(stored) if stored else source
    return YearBefore(before.full_title, texts_of(before), year - before.year) if before else None


def collections_of(survey: Survey, person: Person) -> list[Collection]:
    return list(collections_for(person).filter(survey=survey))
