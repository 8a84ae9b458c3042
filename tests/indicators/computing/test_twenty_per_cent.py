"""The 20 % rule, from answers through what is stored of the groups to the pages: exactly 20 % is shown."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from indicators.computing.compute import compute_survey
from indicators.models import GroupResult
from municipalities.models import Group

ONE_OF_FIVE = pytest.mark.parametrize("answers", [{"R1": "ej_aktuellt"}, {"R1": ""}], ids=["not applicable", "silent"])


@pytest.fixture
def compute(survey, respond):
    """compute(answers, ...) gives the first units those answers and all others a routine, and computes."""

    def run(*absent: dict[str, str]) -> None:
        for place in range(5):
            usual = {"R1": "ja", "R1a": "ja"}
            respond(place, absent[place] if place < len(absent) else usual, is_example=True)
        compute_survey(survey)

    return run


def row_of(group: str, indicator: str = "Rutin") -> str:
    """The indicator's row on the group's page, without markup."""
    html = Client().get(f"/jamforelser/prov/2017/?grupp={group}").content.decode()
    rows = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL)]
    return next(row for row in rows if row.startswith(indicator))


def withheld() -> dict[str, str]:
    found = GroupResult.objects.filter(origin="computed", indicator__code="rutin")
    return dict(found.values_list("group__slug", "withheld"))


@ONE_OF_FIVE
def test_exactly_twenty_per_cent_is_shown(compute, answers: dict[str, str]) -> None:
    compute(answers)
    assert withheld() == {"lan": "", "natverk": "", "halva": ""}
    assert row_of("natverk").count("4 av 4 100 %") == 2, "the network's own mean, and the county's stored share"
    assert row_of("lan").count("4 av 4 100 %") == 1, "counted on the county's own page"


def test_more_is_withheld_of_a_county_and_not_of_a_network(compute) -> None:
    compute({"R1": "ej_aktuellt"}, {"R1": ""})
    assert withheld() == {"lan": "over_20", "natverk": "", "halva": "empty_base"}
    assert row_of("natverk").count("3 av 3 100 %") == 1
    assert row_of("natverk").endswith("Redovisas inte not 1")
    assert "Redovisas inte not 1" in row_of("lan")
    assert "100 %" not in row_of("lan")


@pytest.mark.parametrize("kind", ["city", "county", "nation"])
def test_what_is_withheld_of_the_wider_groups_alone(compute, units, kind: str) -> None:
    Group.objects.filter(slug="lan").update(kind=kind)
    if kind == "city":  # which lies in a county
        around = Group.objects.create(slug="omkring", name="Länet omkring", kind=Group.Kind.COUNTY)
        around.members.set(units)
    compute({"R1": ""}, {"R1": ""})
    assert withheld()["lan"] == "over_20"
    assert "Redovisas inte not 1" in row_of("natverk")
