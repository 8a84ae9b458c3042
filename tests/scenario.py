"""The cast: Anna answers for Ekerö, Bo for Solna, Carin works at FoU Nordväst, David is head of social services in
Solna, Eva has no role, Sara looks after the system. In another network Gun works at FoU, and Hans answers for
Botkyrka. Small on purpose; facts come from the real data files."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model
from django.test import Client

from indicators.models import DefinitionSet, Indicator
from municipalities.models import Group, Membership, Municipality, MunicipalityYear, User
from surveys.models import ServiceArea, Survey

_MODELS: list[type[Model]] = [
    *(Municipality, MunicipalityYear, Group, Group.members.through),
    *(ServiceArea, Survey, DefinitionSet, Indicator),
]
_ROWS: list[tuple[type[Model], list[Model]]] = []


def load_reference() -> None:
    """Municipalities, groups, catalogue and definitions: what is there before anybody answers.

    Read from the files once in a test run; put back from memory after that, which takes a tenth of the time.
    """
    if _ROWS and not Municipality.objects.exists():
        for model, rows in _ROWS:
            model._default_manager.bulk_create([copy(row) for row in rows])
        with connection.cursor() as cursor:  # a row that is put back by its number does not count the numbers on
            for sql in connection.ops.sequence_reset_sql(no_style(), [model for model, _ in _ROWS]):
                cursor.execute(sql)
        return
    call_command("load_municipalities", verbosity=0)
    call_command("load_catalogue", verbosity=0)
    if not _ROWS:
        _ROWS.extend((model, list(model._default_manager.order_by("pk"))) for model in _MODELS)


@dataclass
class Cast:
    """People by first name; `client(name)` is a browser logged in as that person."""

    @cached_property
    def network(self) -> Group:
        return Group.objects.get(slug="fou-nordvast")

    @cached_property
    def other_network(self) -> Group:
        """Shares no municipality with FoU Nordväst."""
        made, new = Group.objects.get_or_create(
            slug="fou-soder", defaults={"name": "FoU Söder", "kind": Group.Kind.NETWORK}
        )
        if new:
            made.members.set(Municipality.objects.filter(code__in=["0126", "0127"]))
        return made

    def _person(self, name: str, role: str = "", code: str = "", network: Group | None = None) -> User:
        user, made = User.objects.get_or_create(
            email=f"{name.lower()}@test.example", defaults={"name": f"{name} Exempel"}
        )
        if made and role:
            Membership.objects.create(
                user=user,
                role=role,
                municipality=Municipality.objects.get(code=code) if code else None,
                network=network,
            )
        return user

    @cached_property
    def anna(self) -> User:
        return self._person("Anna", Membership.Role.CONTACT, "0125")

    @cached_property
    def bo(self) -> User:
        return self._person("Bo", Membership.Role.CONTACT, "0184")

    @cached_property
    def carin(self) -> User:
        return self._person("Carin", Membership.Role.FOU, network=self.network)

    @cached_property
    def david(self) -> User:
        return self._person("David", Membership.Role.CHIEF, "0184")

    @cached_property
    def eva(self) -> User:
        return self._person("Eva")

    @cached_property
    def sara(self) -> User:
        return self._person("Sara", Membership.Role.ADMIN)

    @cached_property
    def gun(self) -> User:
        return self._person("Gun", Membership.Role.FOU, network=self.other_network)

    @cached_property
    def hans(self) -> User:
        assert self.other_network
        return self._person("Hans", Membership.Role.CONTACT, "0127")

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(getattr(self, name))
        return client
