"""The table of roles: every role has its row, and may be held where its row says and nowhere else."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from municipalities.models import Group, Membership, Municipality, User
from municipalities.roles import ROLES, Role, RoleKind

PLACES = ("municipality", "network", "")


def test_every_role_has_its_row() -> None:
    assert {one.role for one in ROLES} == set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ROLES, ids=lambda kind: kind.role)
@pytest.mark.parametrize("place", PLACES)
def test_a_role_is_held_where_its_row_says(kind: RoleKind, place: str) -> None:
    found = {
        "municipality": {"municipality": Municipality.objects.create(code="9999", name="Provköping")},
        "network": {"network": Group.objects.create(slug="prov", name="Prov", kind=Group.Kind.NETWORK)},
        "": {},
    }
    user = User.objects.create(email="prov@test.example", name="Prov")
    if place == kind.bound_to:
        Membership.objects.create(user=user, role=kind.role, **found[place])
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(user=user, role=kind.role, **found[place])
