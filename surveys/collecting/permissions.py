"""Getters of collections and of their answers, that fetch or refuse, for FoU staff."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from municipalities.permissions import Person
from surveys.collecting.networks import collections_for, own_networks, units_seen_by
from surveys.models import Collection, Response


def get_collection(person: Person, area: str, year: int, group: str = "") -> Collection:
    """The survey's collection of the group, without one that of the person's own network first; 404 without any."""
    found = list(collections_for(person).filter(survey__area__slug=area, survey__year=year))
    chosen = [one for one in found if one.group.slug == group] if group else found
    if not chosen:
        raise Http404
    own = own_networks(person)
    return min(chosen, key=lambda one: (one.group_id not in own, one.pk))


def get_response_of(collection: Collection, person: Person, code: str) -> Response:
    """The unit's response, for FoU staff of its network; 404 where there is none, 403 for other staff."""
    found = Response.objects.filter(survey=collection.survey_id, is_example=collection.is_example)
    of_group = found.filter(municipality__in=collection.units.values("pk"))
    response = get_object_or_404(
        of_group.select_related("survey__area", "municipality__parent"), municipality__code=code
    )
    if response.municipality_id not in units_seen_by(person, collection.survey.year):
        raise PermissionDenied
    return response
