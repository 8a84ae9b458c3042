"""Answers of the eight municipalities imported beside the report of 2017: each row of the page is a real difference."""

from __future__ import annotations

import csv
from collections.abc import Mapping

import pytest
from django.db.models import F

from indicators.computing.compute import compute_survey
from indicators.computing.definitions import definitions_of
from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of
from indicators.models import Origin, Result
from indicators.permissions import sight_of
from indicators.reconciling.printed_figures import Finding
from indicators.reconciling.queries import reconcile
from indicators.rules.outcomes import BASE
from municipalities.models import User
from surveys.models import Response, Survey
from surveys.questionnaires.queries import get_survey
from tests.indicators.importing.files import workbook
from tests.indicators.reconciling.cells import FOLDER
from tests.worlds.fitting_answers import answers_giving

pytestmark = pytest.mark.usefixtures("published")
SUNDBYBERG, SOLNA, EKERO, SIGTUNA, BRO = "0183", "0184", "0125", "0191", "0139"


@pytest.fixture
def survey(cast, settings, tmp_path) -> Survey:
    settings.MEDIA_ROOT = tmp_path
    return get_survey("ekonomiskt-bistand/2017")


def printed() -> dict[str, dict[str, str]]:
    """Municipality -> indicator -> result, as the report prints them; FIA is not computed here."""
    found: dict[str, dict[str, str]] = {}
    with (FOLDER / "fou-nordvast-2017.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["survey"][-4:], row["row_kind"]) == ("2017", "municipality") and row["indicator"] != "fia":
                found.setdefault(row["row"], {})[row["indicator"]] = row["value"]
    return found


def bring_in(survey: Survey, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """A file of answers that give these results, confirmed and computed."""
    definitions = definitions_of(survey)
    answers = {code: answers_giving(definitions, results) for code, results in wanted.items()}
    items = sorted({item for given in answers.values() for item in given})
    rows = [["kod", *items], *([code, *(given.get(item, "") for item in items)] for code, given in answers.items())]
    upload = Upload(Kind.ANSWERS, survey, workbook(Svar=rows), "svar.xlsx", mapping_of(Kind.ANSWERS, survey))
    outcome = import_at_once(upload, by="Carin")
    assert outcome.run is not None, outcome
    compute_survey(survey)


def rows(cast) -> list[tuple[str, str, str]]:
    """Indicator, row, and what is published against what we get."""
    return [(one.indicator, one.row_name, f"{one.printed} | {one.ours}") for one in found(cast.carin)]


def found(person: User) -> list[Finding]:
    return [one for one in reconcile(sight_of(person)).findings if one.kind == "beraknat"]


def altered(**changes: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """As printed, but for these: indicator -> municipality -> result; an empty one is not answered."""
    wanted = printed()
    for indicator, results in changes.items():
        for code, result in results.items():
            wanted[code][indicator] = result
            if not result:
                del wanted[code][indicator]
    return wanted


ON_PURPOSE = {
    "vald_rutin": {SOLNA: "nej"},
    "vantetid": {EKERO: "kan_inte_svara"},
    "rattsfall": {SIGTUNA: "delvis"},
    "sip": {EKERO: "ja", SIGTUNA: "ja", SOLNA: "ja", SUNDBYBERG: "ja", BRO: "nej"},
    "socialjour": {BRO: ""},
}


def test_answers_that_give_what_is_printed_leave_no_row(survey, cast) -> None:
    bring_in(survey, printed())
    assert Result.objects.filter(origin=Origin.COMPUTED, value__in=BASE).count() > 200
    assert rows(cast) == []


def test_answers_that_differ_on_purpose_are_the_rows_and_no_others(survey, cast) -> None:
    """Upplands-Bro has not answered on socialjour: bortfall is no difference, nor is the share without it."""
    bring_in(survey, altered(**ON_PURPOSE))
    assert rows(cast) == [
        ("sip", "Ekerö", "Nej | Ja"),
        ("sip", "Sigtuna", "Nej | Ja"),
        ("sip", "Solna", "Nej | Ja"),
        ("sip", "Sundbyberg", "Nej | Ja"),
        ("sip", "Upplands-Bro", "Ja | Nej"),
        ("vantetid", "Ekerö", "Ja | Kan inte svara"),
        ("rattsfall", "Sigtuna", "Ja | Delvis"),
        ("vald_rutin", "Solna", "Ja | Nej"),
        ("vald_rutin", "FoU Nordväst", "62.5% | 50 (4 av 8)"),
        ("sip", "FoU Nordväst", "25% | 62,5 (5 av 8)"),
        ("rattsfall", "FoU Nordväst", "100% | 87,5 (7 av 8)"),
    ]
    page = cast.client("carin").get("/avstamning/").content.decode()
    assert 'href="/varfor/ekonomiskt-bistand/2017/vald_rutin/0184/"' in page
    assert "Publicerat är Ja, men svaren här ger Nej. 1 av 8 under rubriken skiljer" in page
    assert "Det följer av att Solna skiljer." in page
    assert "svar från 8 kommuner" in page
    assert found(cast.gun) == []


def test_who_has_not_handed_in_is_no_difference(survey, cast) -> None:
    """Three of eight, of which Solna differs: its row alone, and no share of the three against that of the eight."""
    some = altered(vald_rutin={SOLNA: "nej"})
    bring_in(survey, {code: some[code] for code in (SOLNA, EKERO, SIGTUNA)})
    assert rows(cast) == [("vald_rutin", "Solna", "Ja | Nej")]


def test_what_waits_to_be_computed_again_is_left_out_and_counted(survey, cast) -> None:
    bring_in(survey, altered(vald_rutin={SOLNA: "nej", EKERO: "nej"}))
    Response.objects.filter(municipality__code=SOLNA).update(revision=F("revision") + 1, counted_revision=9)
    assert rows(cast) == [("vald_rutin", "Ekerö", "Ja | Nej")]
    page = cast.client("carin").get("/avstamning/").content.decode()
    assert "1 kommun väntar på att räknas om" in page
