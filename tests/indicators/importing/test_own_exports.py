"""What the portal writes of results, it can read again: each figure at its place, and nothing else."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.importing.actions import Kind, import_at_once, make_plan
from tests.indicators.importing import files
from tests.indicators.importing.test_layouts import TRUTH, read
from tests.scenario import Cast
from tests.worlds import result_layouts as layouts

YEAR = {"area": "prov", "year": 2017}
CODES = {"missbruk", "vantetid", "vald"}
FILES = {  # address: which rows of the truth it has
    "comparison-xlsx": (YEAR, {*layouts.UNITS, "stockholm", "stockholms-lan", "riket"}, CODES),
    "comparison-csv": (YEAR, {*layouts.UNITS, "stockholm", "stockholms-lan", "riket"}, CODES),
    "municipality-xlsx": ({**YEAR, "code": "0184"}, {"0184", "stockholm", "stockholms-lan", "riket"}, CODES),
    "municipality-csv": ({**YEAR, "code": "0184"}, {"0184", "stockholm", "stockholms-lan", "riket"}, CODES),
    "indicator-xlsx": (
        {"area": "prov", "code": "vald"},
        {*layouts.UNITS, "stockholm", "stockholms-lan", "riket"},
        {"vald"},
    ),
    "indicator-csv": (
        {"area": "prov", "code": "vald"},
        {*layouts.UNITS, "stockholm", "stockholms-lan", "riket"},
        {"vald"},
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_results_reads_to_what_is_stored(survey, upload, name: str) -> None:
    truth = {key: value for key, value in TRUTH.items() if key[0] != "fou-nordvast"}
    import_at_once(upload(layouts.plain(truth).as_xlsx(), "r.xlsx", Kind.RESULTS), by="Carin")
    where, subjects, codes = FILES[name]
    page = Cast().client("carin").get(reverse(name, kwargs=where))
    file_name = page["Content-Disposition"].split('"')[1]
    made = upload(page.content, file_name, Kind.RESULTS)
    made.mapping["publication"]["slug"] = "en-till"
    plan = make_plan(made)
    assert (plan.refusals, plan.undecided, plan.unanswered) == ([], [], [])
    found = {key: value for key, value in read(plan).items() if key[0] != "fou-nordvast"}
    assert found == {key: value for key, value in truth.items() if key[0] in subjects and key[1] in codes}


@pytest.mark.parametrize("level", ["municipality", "group"])
def test_the_long_lists_of_the_command_line_are_read(survey, upload, tmp_path, level: str) -> None:
    import_at_once(upload(layouts.plain(TRUTH).as_xlsx(), "r.xlsx", Kind.RESULTS), by="Carin")
    path = tmp_path / "resultat.csv"
    call_command("export_results", survey="prov/2017", level=level, output=path)
    made = upload(path.read_bytes(), path.name, Kind.RESULTS)
    plan = make_plan(made)
    assert (plan.refusals, plan.undecided, plan.unanswered) == ([], [], [])
    assert (plan.counts.unchanged, plan.counts.writes) == (12, 0)


def test_a_long_list_of_several_years_is_read_for_the_survey_s(upload) -> None:
    rows = [["kod", "kommun", "år", "indikator", "resultat"], ["0184", "Solna", 2016, "vald", "Nej"]]

    def planned(*more):
        return make_plan(upload(files.workbook(Blad=[*rows, *more]), "r.xlsx", Kind.RESULTS))

    assert [one.text for one in planned().year_conflicts] == ["2016"]
    plan = planned(["0184", "Solna", 2017, "vald", "Ja"])
    assert (read(plan), plan.year_conflicts) == ({("0184", "vald"): "ja"}, [])
    assert "1 rad för 2016 läses inte." in plan.notes
    [refused] = planned(["0184", "Ekerö", 2017, "vald", "Ja"]).refusals
    assert (refused.cell, refused.reason) == ("A3", "koden är Solna, men namnet är Ekerö.")
