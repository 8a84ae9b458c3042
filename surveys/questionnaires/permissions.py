"""Getters of survey years, that fetch or refuse: the nation's are read by all FoU staff, a network's by its own."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from municipalities.owners import acts_for
from municipalities.permissions import Person
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey


def get_survey_to_read(person: Person, area: str, year: int) -> Survey:
    """404 where there is none, 403 for another network's."""
    try:
        survey = get_survey(f"{area}/{year}")
    except Survey.DoesNotExist:
        raise Http404 from None
    if survey.network_id is not None and not acts_for(person, survey.network_id):
        raise PermissionDenied
    return survey
