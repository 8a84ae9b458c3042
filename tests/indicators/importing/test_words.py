"""A cell's word is one that the indicator can be; what stands in brackets is last year's; a sign means what is said."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.importing.actions import Kind, import_at_once, make_plan
from indicators.models import Indicator, Origin, Publication, Result
from municipalities.models import Municipality
from surveys.models import Survey
from tests.indicators.importing import files
from tests.indicators.importing.test_results import units

HEADINGS = ["Kommun", "Väntetid för nybesök", "Andel med examen"]


def plan_of_cells(upload, *rows: list[object]):
    return make_plan(upload(files.workbook(Blad=[HEADINGS, *rows]), "r.xlsx", Kind.RESULTS))


@pytest.mark.parametrize("word", ["Kan inte svara", "KAN INTE SVARA*", "kan inte svara (Ja)"])
def test_a_word_the_indicator_cannot_be_is_refused(upload, word: str) -> None:
    [one] = plan_of_cells(upload, ["Solna", word, 45]).refusals
    assert (one.cell, one.value) == ("B2", word)
    assert one.reason == "Väntetid för nybesök kan inte bli Kan inte svara."
    assert "Det kan bli: Ja, Delvis, Nej, Ej aktuellt, Bortfall, inom 7 dagar, integrerat." in one.remedy


def test_a_number_that_is_asked_for_may_be_answered_with_a_word(upload) -> None:
    plan = plan_of_cells(upload, ["Solna", "Ja", "Kan inte svara"])
    assert (plan.refusals, plan.figures[1].reading.value) == ([], "kan_inte_svara")


@pytest.mark.parametrize("word", ["Ja", "Nej", "Ej aktuellt"])
def test_a_number_is_no_other_word(upload, word: str) -> None:
    [one] = plan_of_cells(upload, ["Solna", "Ja", word]).refusals
    assert (one.cell, one.remedy[:40]) == ("C2", "Det kan bli: ett tal, Kan inte svara, Bo")


@pytest.mark.parametrize(
    ("printed", "value", "last_year"),
    [("JA (NEJ)", "ja", "nej"), ("Nej (Kan inte svara)", "nej", "kan_inte_svara"), ("– (JA)", "bortfall", "ja")],
)
def test_a_word_in_brackets_is_last_year_s(upload, printed: str, value: str, last_year: str) -> None:
    [one] = plan_of_cells(upload, ["Solna", printed, ".."]).figures[:1]
    assert (one.reading.value, one.reading.last_year, one.reading.printed) == (value, last_year, printed)


@pytest.mark.parametrize("printed", ["Ja (kanske)", "Ja (1)", "(Nej)", "Ja (Nej) (Ja)"])
def test_other_brackets_are_no_words(upload, printed: str) -> None:
    [one] = plan_of_cells(upload, ["Solna", printed, 45]).refusals
    assert (one.cell, one.reason) == ("B2", "ordet är okänt för indikatorn.")


@pytest.mark.parametrize(("stored", "told"), [("ja", True), ("nej", False)])
def test_last_year_s_word_is_held_against_what_is_stored(survey, upload, stored: str, told: bool) -> None:
    earlier = Survey.objects.create(area=survey.area, year=2016, title="Prov 2016")
    publication = Publication.objects.create(slug="f", title="R", publisher="P", year=2016, kind="report")
    where = {"survey": earlier, "publication": publication, "origin": Origin.PUBLISHED}
    solna, indicator = Municipality.objects.get(code="0184"), Indicator.objects.get(code="vantetid")
    Result.objects.create(municipality=solna, indicator=indicator, value=stored, **where)
    notes = [one for one in plan_of_cells(upload, ["Solna", "JA (NEJ)", 45]).notes if "året före" in one]
    assert len(notes) == told
    if told:
        assert "B2: Väntetid för nybesök var Nej året före enligt filen, men Ja i det inlästa för 2016" in notes[0]


def test_dashes_and_case_make_no_other_word(upload) -> None:
    plan = plan_of_cells(upload, ["Solna", "inom  7 DAGAR", "…"], ["Ekerö", "—", "Uppgift saknas"])
    found = [one.reading.value for one in plan.figures]
    assert (plan.refusals, found) == ([], ["ja", "bortfall", "bortfall", "bortfall"])


def signs(upload, *notes: str):
    rows = [["Solna", "–", "–"], ["Riket", "–", "–"], *[[note] for note in notes]]
    return upload(files.workbook(Blad=[HEADINGS, ["Ekerö", "Ja", 45], *rows]), "r.xlsx", Kind.RESULTS)


def test_a_sign_nobody_explains_is_bortfall(upload) -> None:
    import_at_once(signs(upload), by="Carin")
    assert (units()["0184", "vantetid"], units()["0184", "andel"]) == ("bortfall", "bortfall")


def test_a_sign_is_read_as_the_sheet_explains_it(upload) -> None:
    import_at_once(signs(upload, "– = Ej aktuellt"), by="Carin")
    assert units()["0184", "vantetid"] == "ej_aktuellt"
    assert ("0184", "andel") not in units()


def test_a_sign_that_is_withheld_is_not_stored(upload) -> None:
    plan = make_plan(signs(upload, "– = redovisas inte"))
    assert {one.subject.name for one in plan.figures} == {"Ekerö"}
    assert any("redovisas inte" in one for one in plan.notes)


def test_a_sign_explained_as_nothing_the_indicator_can_be_is_refused(upload) -> None:
    told = [(one.cell, "tecknet betyder ”noll”" in one.reason) for one in make_plan(signs(upload, "– = noll")).refusals]
    assert told == [("B3", True)]
    zero = [one.reading for one in make_plan(signs(upload, "– = noll")).figures if one.reading.number == 0]
    assert [(one.number, one.printed) for one in zero] == [(Decimal(0), "–")] * 3


def test_a_sign_explained_in_two_ways_is_refused(upload) -> None:
    refusals = make_plan(signs(upload, "– = noll", "– = ej svar")).refusals
    assert {one.reason[:40] for one in refusals} == {"bladet förklarar tecknet på två sätt (no"}
    assert len(refusals) == 4


def test_an_explanation_on_a_sheet_of_its_own_holds_for_the_file(upload) -> None:
    content = files.workbook(Blad=[HEADINGS, ["Ekerö", "–", 45]], Tecken=[["–", "Ej aktuellt"]])
    import_at_once(upload(content, "r.xlsx", Kind.RESULTS), by="Carin")
    assert units()["0125", "vantetid"] == "ej_aktuellt"
