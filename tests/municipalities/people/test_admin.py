"""Administration: only for administrators; people have no user name, and facts from files are read only."""

from __future__ import annotations

import pytest
from django.urls import reverse

from municipalities.models import Group, Membership, Municipality, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def sara() -> User:
    user = User.objects.create_user("sara@test.example", "lösen", name="Sara", is_staff=True, is_superuser=True)
    Membership.objects.create(user=user, role=Membership.Role.ADMIN)
    return user


def test_others_are_sent_to_log_in(client) -> None:
    eva = User.objects.create_user("eva@test.example", "lösen", name="Eva", is_staff=True)
    client.force_login(eva)
    assert client.get(reverse("admin:index")).status_code == 302


def test_an_administrator_adds_a_person_with_a_role(client, sara) -> None:
    client.force_login(sara)
    answer = client.post(
        reverse("admin:municipalities_user_add"),
        {
            "email": "ny@test.example",
            "name": "Ny Person",
            "usable_password": "true",
            "password1": "ett-langt-losenord",
            "password2": "ett-langt-losenord",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-role": "reader",
        },
    )
    assert answer.status_code == 302
    person = User.objects.get(email="ny@test.example")
    assert person.check_password("ett-langt-losenord")
    client.force_login(sara)
    change = reverse("admin:municipalities_user_change", args=[person.pk])
    assert client.get(change).status_code == 200
    assert client.get(reverse("admin:auth_user_password_change", args=[person.pk])).status_code == 200


def test_what_files_say_of_a_municipality_is_to_look_at(client, sara) -> None:
    place = Municipality.objects.create(code="0125", name="Ekerö", county_code="01", county_name="Stockholms län")
    client.force_login(sara)
    assert client.get(reverse("admin:municipalities_municipality_changelist")).status_code == 200
    change = reverse("admin:municipalities_municipality_change", args=[place.pk])
    client.post(change, {"name": "Annat", "code": "0126"})
    place.refresh_from_db()
    assert (place.code, place.name) == ("0125", "Ekerö")


def test_groups_can_be_exported(client, sara) -> None:
    Group.objects.create(slug="egen", name="Egen grupp", kind="custom")
    client.force_login(sara)
    assert client.get(reverse("admin:municipalities_group_export")).status_code == 200
