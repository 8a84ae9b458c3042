"""An own group's figures are those a stored group of the same municipalities has, and show nobody more than before."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.comparing.matrix_page import Choice, read_page
from indicators.computing.compute import indicator_ids
from indicators.computing.group_results import count_groups, defined_kinds
from indicators.models import Result, YearPublication
from indicators.own_groups.actions import Chosen, make_group
from indicators.permissions import EVERYTHING
from municipalities.models import Group, User
from tests.indicators.comparing.conftest import World
from tests.indicators.comparing.test_views import person, text_of

CODES = ("0125", "0163", "0184", "018001")
ADDRESS = "/jamforelser/prov/2017/"


def own_group(world: World, codes: tuple[str, ...], owner: User) -> Group:
    members = [Chosen(world.units[code]) for code in codes]
    return make_group(owner=owner, name="Min grupp", members=members, by=owner.email)


@given(
    st.fixed_dictionaries({code: st.sampled_from(["ja", "nej", "ej_aktuellt", ""]) for code in CODES}),
    st.sets(st.sampled_from(CODES), min_size=2),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_its_figures_are_those_of_a_stored_group(world: World, values: dict[str, str], codes: set[str]) -> None:
    Result.objects.all().delete()
    User.objects.filter(email="eva@prov.example").delete()
    Group.objects.filter(kind="custom").delete()
    for code, value in values.items():
        if value:
            world.unit(2017, "rutin", code, value, origin="computed")
    own = own_group(world, tuple(codes), User.objects.create_user("eva@prov.example", name="Eva"))
    stored = Group.objects.create(slug="lagrad", name="Lagrad", kind=Group.Kind.CUSTOM)
    stored.members.set([world.units[code] for code in codes])
    survey = world.surveys[2017]
    kinds = defined_kinds(survey, indicator_ids(survey))
    counted = count_groups(survey, False, [stored.pk], kinds)[stored.pk, world.indicators["rutin"].pk]
    if not any(values[code] for code in codes):
        return
    page = read_page("prov", 2017, Choice(grupp=own.slug, kalla="beraknat"), EVERYTHING, [own])
    shown = next(row.summary for row in page.rows if row.definition.code == "rutin")
    _number, yes, base, _left_out, _silent, units, _withheld, _example = counted
    assert (shown.yes, shown.base, shown.units) == (yes, base, units)


@pytest.fixture
def secret(world: World) -> World:
    """Both years are computed and nobody has published them."""
    for year in (2016, 2017):
        world.row(year, "rutin", "ja", "nej", "ja", origin="computed")
    return world


def contact(world: World, codes: tuple[str, ...] = ("0125", "0163")) -> tuple[Client, Group]:
    """The contact of Ekerö, with a group of Ekerö and Sollentuna."""
    client = person("contact", world.units["0125"])
    return client, own_group(world, codes, User.objects.get(email="contact@prov.example"))


def test_a_group_of_two_tells_nothing_of_the_other(secret: World) -> None:
    client, group = contact(secret)
    table = text_of(f"{ADDRESS}?grupp={group.slug}", client).split("<table")[1].split("</table")[0]
    assert "status-ja" in table
    assert "status-nej" not in table
    assert "1 av 2" not in table
    assert "Redovisas inte" in table
    answer = client.get(f"{ADDRESS}jamforelse.csv?grupp={group.slug}").content.decode("utf-8-sig")
    head, line, *_ = csv.reader(io.StringIO(answer), delimiter=";")
    told = dict(zip(head, line, strict=True))
    assert (told["Sollentuna"], told["Snitt Min grupp, antal ja"], told["Snitt Min grupp, bas"]) == (
        "Redovisas inte",
        "",
        "",
    )
    page = text_of(f"/indikator/prov/rutin/?grupp={group.slug}", client)
    assert "1 av 2" not in page
    assert "status-nej" not in page
    told = text_of(f"/kommun/0125/prov/2017/?grupp={group.slug}", client).split("<table")[1]
    assert not re.search(r"(?<![\w-])50(?![\w-])", told), "half of two; the group's address may hold any digits"


def test_nor_by_what_has_changed_since_a_year_that_is_hidden(secret: World) -> None:
    YearPublication.objects.create(survey=secret.surveys[2017], published_by="test", published_at=timezone.now())
    Result.objects.filter(survey=secret.surveys[2017], municipality=secret.units["0163"]).update(value="ja")
    client, group = contact(secret)
    table = text_of(f"{ADDRESS}?grupp={group.slug}&jamfor=2016", client).split("<table")[1].split("</table")[0]
    assert "2 av 2" in table
    assert "▲" not in table
    assert "pe" not in table.split("2 av 2")[1].split("</td>")[0]


def test_a_shared_group_shows_the_reader_what_the_reader_may_see(secret: World) -> None:
    _client, group = contact(secret)
    Group.objects.filter(pk=group.pk).update(shared_by_link=True)
    page = Client().get(f"{ADDRESS}?grupp={group.slug}").content.decode()
    assert "status-ja" not in page
    assert "status-nej" not in page
    assert "1 av 2" not in page
