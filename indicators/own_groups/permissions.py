"""Who may read and change an own group. Its owner; and to read it, those it is shared with."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from municipalities.models import Group
from municipalities.permissions import Person, groups_seen_by


def get_own_group(person: Person, pk: int) -> Group:
    """404 for anybody but the owner: not even that it exists is told."""
    return get_object_or_404(Group.objects.select_related("shared_with"), pk=pk, owner=person.pk, owner__isnull=False)


def get_shared_group(person: Person, slug: str) -> Group:
    """One the person may read: the own, shared with the person's network, or by the link; 404 otherwise."""
    for group in groups_seen_by(person, slug):
        if group.slug == slug and group.owner_id:
            return group
    raise Http404
