"""Which municipality or group a row is about: by code, by name, and what the two say together."""

from __future__ import annotations

import pytest

from indicators.importing.actions import Kind, make_plan
from municipalities.models import Group, Municipality
from tests.indicators.importing import files

WAIT = "Väntetid för nybesök"
NORTH_WEST = [["", "Solna", "Ja"], ["", "Ekerö", "Nej"]]


def plan_of(upload, *rows: list[object]):
    return make_plan(upload(files.workbook(Blad=[["Kod", "Kommun", WAIT], *rows]), "r.xlsx", Kind.RESULTS))


def group_of(upload, name: str, rows=NORTH_WEST) -> list[str]:
    plan = plan_of(upload, *rows, ["", name, "40 %"])
    assert plan.refusals == []
    return [one.subject.slug for one in plan.figures if isinstance(one.subject, Group)]


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        ("fou-nordvast", ("Snitt", "Snitt i Nordväst", "Nordväst (Snitt)", "Nordväst (snitt)", "Medel Nordväst",
                          "Genomsnitt Nordväst", "Snitt Nordväst", "FoU Nordväst", "Snitt FoU Nordväst")),
        ("stockholm", ("Stockholm", "Snitt i Stockholm", "Stockholms stad", "Stockholm (stad)", "Stockholm, totalt")),
        ("stockholms-lan", ("Stockholms län", "Länet", "Snitt i länet", "Stockholms län (snitt)")),
        ("riket", ("Riket", "Snitt i Riket", "Sverige", "Hela riket", "Riket totalt", "Riket, andel eller medel")),
    ],
)  # fmt: skip
def test_the_names_of_groups_in_reports(upload, slug, names):
    assert {name: group_of(upload, name) for name in names} == {name: [slug] for name in names}


def test_the_city_is_said_not_to_be_the_county(upload):
    notes = plan_of(upload, *NORTH_WEST, ["", "Snitt i Stockholm", "40 %"]).notes
    assert "Blad Blad, A1:C4, rad 4 (”Snitt i Stockholm”) läses som staden Stockholm, inte länet." in notes


@pytest.mark.parametrize("name", ["Snitt", "Länet"])
def test_a_mean_of_unknown_municipalities_is_not_read_and_said(upload, name):
    rows = [["", "Solna", "Ja"], ["", "Centrum (Göteborg)", "Nej"], ["", name, "40 %"]]
    plan = plan_of(upload, *rows)
    assert len(plan.figures) == 2
    assert any(f"rad 4 (”{name}”) läses inte: det framgår inte vilken grupp" in note for note in plan.notes)


def test_all_municipalities_are_the_nation_only_where_the_table_is_of_it(upload):
    assert group_of(upload, "Samtliga kommuner") == []
    assert group_of(upload, "Samtliga kommuner", [["", "Solna", "Ja"], ["", "Centrum (Göteborg)", "Nej"]]) == ["riket"]


@pytest.mark.parametrize(
    ("code", "name", "reason"),
    [
        ("0125", "Solna", "koden är Ekerö, men namnet är Solna."),
        (125, "Solna", "koden är Ekerö, men namnet är Solna."),
        ("0125", "Riket", "koden är Ekerö, men namnet är Riket."),
        ("01", "Stockholm", "koden är Stockholms län, men namnet är Stockholm."),
        ("0180", "Stockholms län", "koden är Stockholm, men namnet är Stockholms län."),
        ("0180", "Centrum (Göteborg)", "koden är Stockholm, men namnet är Centrum (Göteborg)."),
        ("2599", "Solna", "koden är ingen kommuns det året, men namnet är Solna."),
    ],
)
def test_a_code_and_a_name_that_disagree_are_refused(upload, code, name, reason):
    plan = plan_of(upload, ["0114", "Upplands Väsby", "Ja"], ["0139", "Upplands-Bro", "Ja"], [code, name, "40 %"])
    assert [(one.cell, one.value, one.reason) for one in plan.refusals] == [("A4", str(code), reason)]
    assert len(plan.figures) == 2


@pytest.mark.parametrize(
    ("code", "name"),
    [("0125", "Ekerö kommun"), ("0125", "EKERÖ"), ("0125", "Ekerö kn"), ("0125", ""), ("0139", "Upplands Bro"),
     ("0180", "Stockholms stad"), ("018001", "Rinkeby-Kista"), ("018001", "Stockholm"), ("0180", "Rinkeby-Kista"),
     ("00", "Riket"), ("01", "Stockholms län"), ("", "Riket")],
)  # fmt: skip
def test_a_code_and_a_name_of_one_unit_are_read(upload, code, name):
    plan = plan_of(upload, ["0114", "Upplands Väsby", "Ja"], ["0184", "Solna", "Ja"], [code, name, "-"])
    assert plan.refusals == []


def test_a_former_name_is_the_same_municipality(upload):
    earlier = [{"to_year": 2018, "name": "Mälaröarna", "county_code": "01", "county_name": "Län"}]
    Municipality.objects.filter(code="0125").update(earlier=earlier)
    plan = plan_of(upload, ["0125", "Mälaröarna", "Ja"], ["0184", "Solna", "Ja"], ["0125", "Ekerö", "Ja"])
    assert (plan.refusals, len(plan.figures)) == ([], 2)


def test_a_district_beside_its_city_s_code_is_the_district(upload):
    plan = plan_of(upload, ["0184", "Solna", "Ja"], ["0180", "Rinkeby-Kista", "Nej"])
    assert [one.subject.code for one in plan.figures] == ["0184", "018001"]


def test_a_misspelt_first_municipality_is_no_heading(upload):
    plan = plan_of(upload, ["", "Solnaa", "Ja"], ["", "Ekerö", "Nej"])
    assert [(one.cell, one.reason) for one in plan.refusals] == [
        ("A2", "raden har resultat men kommunen känns inte igen.")
    ]
