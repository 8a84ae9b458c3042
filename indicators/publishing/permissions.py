"""The year that a person may publish: of the own network, or for the administrator of the nation."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from indicators.publishing.queries import Year, get_survey_year
from municipalities.models import Group
from municipalities.owners import NATION, owners_of
from municipalities.permissions import Person
from surveys.models import Survey


def get_year(person: Person, area: str, year: int, slug: str = "") -> Year:
    """Without a slug of the first owner the person acts for; 404 without such a survey, 403 for the wrong person. A
    survey year made for a network is that network's alone."""
    survey = get_survey_year(area, year)
    owners = years_owners(person, survey)
    chosen = [one for one in owners if not slug or slug == (one.slug if one else NATION)]
    if not chosen:
        raise PermissionDenied
    return Year(survey, chosen[0])


def years_owners(person: Person, survey: Survey) -> list[Group | None]:
    """For whom the person may publish the survey year."""
    if survey.network_id is None:
        return owners_of(person)
    return [one for one in owners_of(person) if one and one.pk == survey.network_id]
