"""Writes of a person's own groups. Nobody else's business: the event says that it was done, not who is in it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from municipalities.characters import folded
from municipalities.events import write_event
from municipalities.models import Group, GroupMember, Municipality, User
from municipalities.permissions import networks_around
from municipalities.refusals import NotPossible
from municipalities.swedish import plural

LEAST, MOST = 2, 100  # municipalities
MOST_GROUPS = 50
LONGEST_NAME = 60
ORDER = 5  # where they stand among the others: after the networks


class Chosen(NamedTuple):
    """One municipality of the group, in the years it counts; None: always, and still."""

    municipality: Municipality
    from_year: int | None = None
    to_year: int | None = None


@transaction.atomic
def make_group(*, owner: User, name: str, members: Sequence[Chosen], by: str) -> Group:
    """NotPossible without a name of its own, or with too few or too many municipalities."""
    held = User.objects.select_for_update().get(pk=owner.pk).own_groups
    if held.count() >= MOST_GROUPS:
        raise NotPossible(f"Du har redan {MOST_GROUPS} grupper. Ta bort någon först.")
    group = Group(owner=owner, kind=Group.Kind.CUSTOM, order=ORDER, slug=new_key())
    _write(group, name, members)
    write_event(by=by, action="own_group.make", subject=subject_of(group), members=len(members))
    return group


@transaction.atomic
def change_group(*, group: Group, name: str, members: Sequence[Chosen], by: str) -> None:
    """Another name, other members, or both."""
    locked = _locked(group)
    _write(locked, name, members)
    write_event(by=by, action="own_group.change", subject=subject_of(group), members=len(members))


@transaction.atomic
def share_by_link(*, group: Group, by: str) -> None:
    """Whoever has the link may read it. Each time it is shared it gets a new link."""
    locked = _locked(group)
    if not locked.shared_by_link:
        locked.slug, locked.shared_by_link = new_key(), True
        locked.save(update_fields=["slug", "shared_by_link"])
        write_event(by=by, action="own_group.share_by_link", subject=subject_of(group))


@transaction.atomic
def share_with_network(*, group: Group, network: str, by: str) -> None:
    """With everybody in the network (slug); NotPossible where it is not the owner's."""
    locked = _locked(group)
    found = networks_around(locked.owner).filter(slug=network).first() if locked.owner else None
    if found is None:
        raise NotPossible("Välj ett samverkansområde som du hör till.")
    locked.shared_with = found
    locked.save(update_fields=["shared_with"])
    write_event(by=by, action="own_group.share_with_network", subject=subject_of(group), network=found.slug)


@transaction.atomic
def stop_sharing(*, group: Group, by: str) -> None:
    """The link and the network no longer reach it; the link will not work again."""
    locked = _locked(group)
    locked.slug, locked.shared_by_link, locked.shared_with = new_key(), False, None
    locked.save(update_fields=["slug", "shared_by_link", "shared_with"])
    write_event(by=by, action="own_group.stop_sharing", subject=subject_of(group))


@transaction.atomic
def delete_group(*, group: Group, by: str) -> None:
    subject = subject_of(group)
    _locked(group).delete()
    write_event(by=by, action="own_group.delete", subject=subject)


def new_key() -> str:
    """The slug of an own group: 128 bits that nobody guesses."""
    return f"egen-{secrets.token_hex(16)}"


def subject_of(group: Group) -> str:
    return f"egen grupp {group.pk}"


def _locked(group: Group) -> Group:
    return Group.objects.select_for_update(of=("self",)).exclude(owner=None).get(pk=group.pk)


def _write(group: Group, name: str, members: Sequence[Chosen]) -> None:
    _refuse_impossible(group, " ".join(name.split()), members)
    group.name = " ".join(name.split())
    group.save()
    group.member_years.all().delete()
    rows = [GroupMember(group=group, municipality=one, from_year=since, to_year=until) for one, since, until in members]
    GroupMember.objects.bulk_create(rows)


def _refuse_impossible(group: Group, name: str, members: Sequence[Chosen]) -> None:
    if not name:
        raise NotPossible("Skriv vad gruppen ska heta.")
    if len(name) > LONGEST_NAME:
        raise NotPossible(f"Namnet är {len(name)} tecken. Det får vara högst {LONGEST_NAME}.")
    others = Group.objects.filter(owner=group.owner).exclude(pk=group.pk).values_list("name", flat=True)
    if folded(name) in map(folded, others):
        raise NotPossible(f"Du har redan en grupp som heter {name}. Välj ett annat namn.")
    chosen = len({one.municipality.pk for one in members})
    if not LEAST <= chosen <= MOST:
        told = plural(chosen, "Du har valt {n} kommun.", "Du har valt {n} kommuner.")
        raise NotPossible(f"{told} En grupp har minst {LEAST} och högst {MOST}.")
    for one, since, until in members:
        if since and until and until < since:
            raise NotPossible(f"{one.full_name}: till och med {until} är före från och med {since}.")
