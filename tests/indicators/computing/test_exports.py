"""The files of results: fixed columns, every unit, full precision, nothing where a figure is withheld."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.computing.compute import compute_survey
from indicators.models import GroupResult, Indicator, Publication, Result
from municipalities.models import Group
from tests.worlds.small_country import SLUG


@pytest.fixture
def export(tmp_path: Path):
    def run(level: str) -> list[dict[str, str]]:
        path = tmp_path / f"{level}.csv"
        call_command("export_results", survey=SLUG, level=level, output=path)
        assert b"\r" not in path.read_bytes()
        return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    return run


@pytest.fixture
def answered(survey, respond):
    """Three of five answer: ja, ja, nej and delvis, delvis, delvis."""
    for place, follow_up in enumerate(["ja", "ja", "nej"]):
        respond(place, {"R1": "ja", "R1a": follow_up, "R2": "vissa", "Q1": "7.5"})
    compute_survey(survey)


def test_every_unit_has_a_row_for_every_indicator(answered, export) -> None:
    rows = export("municipality")
    assert list(rows[0]) == ["survey", "kod", "namn", "indicator", "result", "origin"]
    assert len(rows) == 5 * 3
    assert [row["result"] for row in rows if row["kod"] == "0102"] == ["nej", "delvis", "7.5"]
    assert {row["result"] for row in rows if row["kod"] == "0104"} == {"bortfall"}


def test_shares_have_full_precision_and_withheld_ones_are_empty(answered, export) -> None:
    rows = {(row["group"], row["indicator"]): row for row in export("group")}
    network, county = rows["natverk", "rutin"], rows["lan", "rutin"]
    assert network["share"] == "66.66666666666667"
    assert (network["yes"], network["base"], network["non_response"], network["withheld"]) == ("2", "3", "2", "")
    assert (county["share"], county["withheld"]) == ("", "ej aktuellt och bortfall över 20 procent")
    assert (rows["natverk", "stod"]["share"], rows["natverk", "timmar"]["share"]) == ("0", "7.5")


@pytest.mark.parametrize(("answer", "shown"), [("7.50", "7.5"), ("8", "8"), ("10", "10"), ("0", "0")])
def test_a_number_has_no_trailing_nought_or_point(survey, respond, export, answer: str, shown: str) -> None:
    respond(0, {"Q1": answer})
    compute_survey(survey)
    assert Result.objects.get(indicator__code="timmar").number.as_tuple().exponent < 0, "stored with decimals"
    (row,) = [row for row in export("municipality") if row["indicator"] == "timmar" and row["result"] != "bortfall"]
    assert row["result"] == shown


def test_published_figures_stand_beside_the_computed_ones(answered, survey, units, export) -> None:
    report = Publication.objects.create(slug="rapport", title="R", publisher="P", year=2018, kind="report")
    shared = {
        "survey": survey,
        "indicator": Indicator.objects.get(code="rutin"),
        "publication": report,
        "origin": "published",
    }
    Result.objects.create(municipality=units[4], value="ja", **shared)
    GroupResult.objects.create(group=Group.objects.get(slug="lan"), number="62.5", **shared)
    assert [row["result"] for row in export("municipality") if row["origin"] == "published"] == ["ja"]
    assert [row["share"] for row in export("group") if row["origin"] == "published"] == ["62.5"]


def test_exempeldata_is_told_beside_the_file_not_in_it(survey, respond, export, capsys) -> None:
    respond(0, {"R1": "nej"}, is_example=True)
    compute_survey(survey)
    export("municipality")
    assert "Exempeldata" in capsys.readouterr().err


def test_an_unknown_survey_is_refused(db, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="finns inte"):
        call_command("export_results", survey="prov/1999", level="group", output=tmp_path / "x.csv")
