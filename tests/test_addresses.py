"""Every address states who may open it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from municipalities.models import User
from tests import address_matrix
from tests.address_matrix import View, patterns


def states_permission(view: View) -> bool:
    """@allow leaves its predicate on the view. The admin's wrapper leaves nothing: it is known by what it does."""
    return callable(getattr(view, "permission", None)) or view == admin.site.login or is_closed_by_admin(view)


def is_closed_by_admin(view: View) -> bool:
    """Sends a stranger to the admin's log-in before it reads what the address names."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with suppress(Exception):  # a view that starts working is not closed
        return view(request).headers.get("Location", "").startswith(reverse("admin:login"))
    return False


def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_every_address_states_its_permission() -> None:
    assert [address for address, view in patterns(get_resolver()) if not states_permission(view)] == []


def test_a_view_is_not_the_admins_for_being_mounted_there() -> None:
    assert not states_permission(open_to_all)
    assert states_permission(admin.site.admin_view(open_to_all))


@pytest.mark.django_db
def test_admin_pages_are_closed_to_everyone_without_the_role() -> None:
    client = Client()
    client.force_login(User.objects.create_user("eva@lasare.example", name="Eva Exempel"))
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
def test_health_answers_without_log_in() -> None:
    assert Client().get("/halsa/").json()["status"] == "ok"


def test_every_address_has_its_line_in_the_matrix() -> None:
    """What stands in the line is walked in test_address_matrix.py."""
    kept = {name for name, _ in address_matrix.named(address_matrix.FILE.read_text(encoding="utf-8"))}
    missing = [str(one) for one in address_matrix.lines() if str(one) not in kept]
    assert not missing, "\n".join([*missing, address_matrix.HOW])
