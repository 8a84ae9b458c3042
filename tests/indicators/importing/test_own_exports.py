"""What the portal writes of results, it can read again: each figure at its place, and nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from indicators.importing.actions import Kind, import_at_once, make_plan
from tests.indicators.importing import layouts
from tests.indicators.importing.test_layouts import TRUTH, read
from tests.scenario import Cast

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
