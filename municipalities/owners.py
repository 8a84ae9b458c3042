"""Whose it is: what is brought in or set up belongs to the network it was done for, or to the nation (`network` is
null), which the administrator looks after. FoU staff act for their networks only, and the administrator for none."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from municipalities.models import Group
from municipalities.permissions import Person, fou_networks_of, is_administrator
from municipalities.refusals import NotPossible

NATION = "riket"  # what the nation is called where one chooses
NATION_NAME = "Riket"


def owners_of(person: Person) -> list[Group | None]:
    """For whom the person may act: networks, and the nation (None)."""
    return [*fou_networks_of(person), *([None] if is_administrator(person) else [])]


def acts_for(person: Person, network_id: int | None) -> bool:
    return network_id in [one.pk if one else None for one in owners_of(person)]


def refuse_stranger(person: Person, network_id: int | None) -> None:
    """403 for whoever does not act for the owner."""
    if not acts_for(person, network_id):
        raise PermissionDenied


def owned_by(person: Person) -> Q:
    """Rows with a `network` that the person acts for."""
    own = Q(network__in=[one.pk for one in fou_networks_of(person)])
    return own | Q(network=None) if is_administrator(person) else own


def network_of(slug: str) -> Group:
    """Group.DoesNotExist where no network is called so."""
    return Group.objects.get(kind=Group.Kind.NETWORK, slug=slug)


def owner_name(network: Group | None) -> str:
    return network.name if network else NATION_NAME


class OwnedForm(forms.Form):
    """A form whose outcome belongs to somebody. It asks for whom where the person may act for several."""

    def __init__(self, owners: Iterable[Group | None], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's arguments as they come
        self.owners = {one.slug if one else NATION: one for one in owners}
        if len(self.owners) > 1:
            names = [(slug, owner_name(one)) for slug, one in self.owners.items()]
            self.fields["for_whom"] = forms.ChoiceField(label="För vem?", choices=names)

    @property
    def owner(self) -> Group | None:
        """The one chosen, or the only one; NotPossible where there is a choice and none is made."""
        chosen = self.data.get("for_whom", "") if "for_whom" in self.fields else next(iter(self.owners))
        if chosen not in self.owners:
            raise NotPossible("Välj för vem det görs.")
        return self.owners[chosen]
