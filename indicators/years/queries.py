"""Reads around survey years and their texts."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.computing.definitions import digest_of
from indicators.models import DefinitionSet
from indicators.years.left_dates import YearBefore
from municipalities.characters import folded
from municipalities.models import Group, GroupMember
from municipalities.permissions import Person, fou_networks_of
from surveys.collecting.networks import collections_for
from surveys.counting import COUNTS, counted_of
from surveys.models import Collection, Response, ServiceArea, Survey


def years_to_copy(networks: Iterable[Group | None]) -> list[Survey]:
    """The nation's survey years with questions or definitions, and the networks' own; by area, the latest first."""
    found = Survey.objects.open_to(networks).exclude(questionnaire_text="", definition_set=None).select_related("area")
    return list(found.order_by("area__name", "is_example", "-year"))


def find_year(area: str, year: int) -> Survey | None:
    """Whosever it is."""
    return Survey.objects.filter(area__slug=area, year=year).select_related("area", "network").first()


def area_called(slug: str, name: str) -> ServiceArea | None:
    """The area there is with that short name or that name, however it is written."""
    found = ServiceArea.objects.filter(slug=slug).first()
    return found or next((one for one in ServiceArea.objects.all() if folded(one.name) == folded(name)), None)


def is_used(survey: Survey) -> bool:
    """Something hangs on the year beside its own definitions: answers, results, a collection, a cycle. A query each."""
    of_survey = [one.related_model for one in Survey._meta.related_objects if one.name != "definition_set"]
    of_area = [one.related_model for one in ServiceArea._meta.related_objects if one.related_model is not Survey]
    by_year = [one for one in of_area if any(field.name == "year" for field in one._meta.fields)]
    return any(one._default_manager.filter(survey=survey).exists() for one in of_survey) or any(
        one._default_manager.filter(area=survey.area_id, year=survey.year).exists() for one in by_year
    )


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


def version_of(survey: Survey | None) -> str:
    """Another one once somebody has stored other questions or definitions; empty while nothing is stored."""
    if survey is None:
        return ""
    return digest_of(Survey.objects.select_related("definition_set").get(pk=survey.pk))


def defined_before(survey: Survey) -> Survey | None:
    """The latest year before with definitions, of the same owner or the nation."""
    earlier = Survey.objects.open_to([survey.network]).filter(area=survey.area_id, year__lt=survey.year)
    found = earlier.exclude(definition_set=None).select_related("area", "definition_set")
    return found.order_by("is_example", "-year").first()


def answers_to_try(person: Person, surveys: Iterable[Survey | None]) -> list[Response]:
    """Responses that count and that the person may see, year by year: of the person's networks, and Exempeldata."""
    networks = fou_networks_of(person)
    found: list[Response] = []
    for survey in filter(None, surveys):
        members = GroupMember.objects.in_year(survey.year).filter(group__in=networks)
        units = set(members.values_list("municipality_id", flat=True))
        counting = (
            Response.objects.in_use(survey).filter(state__in=COUNTS).select_related("municipality", "survey__area")
        )
        found += [
            one for one in counting.order_by("municipality__name") if one.is_example or one.municipality_id in units
        ]
    return found


def counted_answers(response: Response) -> dict[str, str]:
    """Of what counts, the answer by item."""
    return {item: value for item, (value, _comment) in (counted_of(response) or {}).items() if value}
