"""Getters of collections and of their answers, that fetch or refuse: see surveys.collecting.networks."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from municipalities.models import Group
from municipalities.permissions import Person, fou_networks_of
from surveys.answering.queries import as_then
from surveys.collecting.networks import collections_for, runs, units_concerning
from surveys.models import Collection, Response


def get_collection(person: Person, area: str, year: int, group: str = "") -> Collection:
    """The survey's collection of the group, without one that of the person's own network first. 404 without any, 403
    where it is somebody else's."""
    of_group = {"group__slug": group} if group else {}
    found = Collection.objects.filter(survey__area__slug=area, survey__year=year, **of_group)
    if not found.exists():
        raise Http404
    seen = list(collections_for(person).filter(pk__in=found.values("pk")))
    if not seen:
        raise PermissionDenied
    own = [one.pk for one in fou_networks_of(person)]
    return min(seen, key=lambda one: (one.group_id not in own, one.pk))


def get_collection_to_run(person: Person, area: str, year: int, group: str = "") -> Collection:
    """The same; 403 also for whoever only sees own municipalities in it."""
    collection = get_collection(person, area, year, group)
    if not runs(person, collection):
        raise PermissionDenied
    return collection


def get_response_of(collection: Collection, person: Person, code: str) -> Response:
    """The unit's response, for whoever runs the collection and the FoU staff of its network; 404 where there is none,
    403 for other staff."""
    found = Response.objects.filter(survey=collection.survey_id, is_example=collection.is_example)
    of_group = found.filter(municipality__in=collection.units.values("pk"))
    response = get_object_or_404(
        of_group.select_related("survey__area", "municipality__parent"), municipality__code=code
    )
    concerning = units_concerning(person, collection)
    if concerning is not None and response.municipality_id not in concerning:
        raise PermissionDenied
    return as_then(response)


def get_network_of(collection: Collection, person: Person) -> Group:
    """The person's own network in the collection, whose answers he or she may see before they are handed in; 403 for
    whoever works for none of it."""
    asked = set(collection.units.values_list("pk", flat=True))
    for network in fou_networks_of(person):
        of_network = network.members_in(collection.survey.year).values_list("pk", flat=True)
        if network == collection.group or asked & set(of_network):
            return network
    raise PermissionDenied
