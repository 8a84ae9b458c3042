"""Stores cells as published or computed figures, and lets the cast in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.test import Client

from indicators.models import GroupResult, Indicator, Origin, Publication, Result
from indicators.reconciling.printed_figures import PrintedCell
from municipalities.models import Group, Membership, Municipality, User
from surveys.models import ServiceArea, Survey
from tests.indicators.reconciling.cells import MADE_UP_UNITS


@pytest.fixture
def network(db: None) -> Group:
    """Eight made-up municipalities in one network."""
    group = Group.objects.create(slug="paren", name="Paren", kind=Group.Kind.NETWORK)
    for code in MADE_UP_UNITS:
        county = {"county_code": "99", "county_name": "Påhittade län"}
        group.members.add(Municipality.objects.create(code=code, name=f"Kommun {code}", **county))
    for slug in ("staden", "riket"):
        Group.objects.create(slug=slug, name=slug.capitalize(), kind=Group.Kind.CUSTOM)
    return group


@pytest.fixture
def carin(network: Group, no_claims: None) -> Client:
    return _client("carin@test.example", Membership.Role.FOU, network=network)


@pytest.fixture
def anna(network: Group) -> Client:
    municipality = Municipality.objects.get(code=MADE_UP_UNITS[0])
    return _client("anna@test.example", Membership.Role.CONTACT, municipality=municipality)


@pytest.fixture
def no_claims(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what the test itself stored is tried."""
    monkeypatch.setattr("indicators.reconciling.queries.CLAIMS", tmp_path)


def _client(email: str, role: str, **where: object) -> Client:
    user = User.objects.create_user(email, name=email)
    Membership.objects.create(user=user, role=role, **where)
    client = Client()
    client.force_login(user)
    return client


def store(cells: Iterable[PrintedCell], *, origin: str = Origin.PUBLISHED, is_example: bool = False) -> None:
    for cell in cells:
        area, year = cell.survey.split("/")
        service, _ = ServiceArea.objects.get_or_create(slug=area, defaults={"name": area})
        survey, _ = Survey.objects.get_or_create(area=service, year=int(year), defaults={"title": cell.survey})
        indicator, _ = Indicator.objects.get_or_create(
            area=service, code=cell.indicator, defaults={"name": cell.column}
        )
        shared = {
            "survey": survey,
            "indicator": indicator,
            "origin": origin,
            "publication": _publication(cell) if origin == Origin.PUBLISHED else None,
            "is_example": is_example,
            "number": cell.number,
            "printed": cell.printed,
            "place": cell.place,
        }
        if cell.is_unit:
            municipality = Municipality.objects.get(code=cell.row)
            Result.objects.create(municipality=municipality, value=cell.value, **shared)
        else:
            group = Group.objects.get(slug=cell.row)
            GroupResult.objects.create(group=group, change_printed=cell.change_printed, **shared)


def _publication(cell: PrintedCell) -> Publication:
    facts = {
        "title": f"Publikation {cell.publication}",
        "publisher": "Påhittad",
        "year": 2018,
        "kind": Publication.Kind.REPORT,
    }
    return Publication.objects.get_or_create(slug=cell.publication, defaults=facts)[0]
