"""What single cells of a file of answers mean: signs for nothing told, and what Excel makes of a text."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest

from indicators.importing.actions import Kind, Upload, import_at_once
from tests.indicators.importing import files
from tests.surveys.files.answer_files import answers_in, plan_of, plan_rows, refused_in


@pytest.fixture
def survey(import_survey):
    return import_survey


def with_cell(value: object, number_format: str = "General") -> bytes:
    """A file with one answer to E1a, a free text, as openpyxl writes its type."""
    return saved([["kod", "E1a"], ["0125", value]], number_format)


def saved(rows: list[list[object]], number_format: str = "General") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Svar"
    for row in rows:
        book.active.append(row)
    last = book.active.cell(len(rows), len(rows[-1]))
    if number_format != "General":
        last.number_format = number_format
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("sign", ["–", "-", "..", ".", "x", "Uppgift saknas", "…"])
def test_a_sign_for_nothing_told_is_no_answer_and_told(survey, sign: str) -> None:
    plan = plan_rows(survey, [["kod", "E1", "N1"], ["0125", "Ja", sign], ["0184", sign, 3]])
    assert answers_in(plan) == {("0125", "E1"): "ja", ("0184", "N1"): "3"}
    assert plan.notes == [f"Bladet Svar: ”{sign}” i 2 celler läses som inte besvarat."]


def test_a_sign_takes_an_answer_away_as_an_empty_cell_does(survey) -> None:
    first = saved([["kod", "E1"], ["0125", "Ja"]])
    import_at_once(Upload(Kind.ANSWERS, survey, first, "svar.xlsx", {}), by="Carin")
    plan = plan_rows(survey, [["kod", "E1"], ["0125", "–"]])
    assert [(one.before, one.value) for one in plan.changes[next(iter(plan.changes))]] == [(("ja", ""), "")]


@pytest.mark.parametrize(
    ("note", "sign", "read"),
    [
        ("– = noll", "–", "0"),
        ("x = ej svar, – = noll", "—", "0"),
        ("x = Vet ej", "x", "vet_ej"),
        (".. = uppgift saknas", "..", ""),
        ("x = sekretess", "x", ""),
        (". = ej aktuellt", ".", ""),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_a_sign_that_the_sheet_explains_is_read_so(survey, note: str, sign: str, read: str, is_above: bool) -> None:
    table = [["kod", "E1", "N1"], ["0125", "Ja", sign]]
    plan = plan_rows(survey, [[note], *table] if is_above else [*table, [note]])
    assert answers_in(plan).get(("0125", "N1"), "") == read
    assert any(f"”{sign}” i 1 cell läses som" in one for one in plan.notes)


def test_a_sign_explained_as_what_is_no_answer_is_refused(survey) -> None:
    rows = [["x = Kanske"], ["kod", "E1"], ["0125", "x"]]
    told = "tecknet betyder ”Kanske” enligt bladet, och svaret finns inte i fråga E1."
    assert refused_in(plan_rows(survey, rows)) == [("B3", told)]


def test_a_sign_explained_in_two_ways_is_refused(survey) -> None:
    rows = [["- = noll", "- = ej svar"], ["kod", "N1"], ["0125", "-"]]
    assert refused_in(plan_rows(survey, rows)) == [("B3", "bladet förklarar tecknet på två sätt (noll / ej svar).")]


def test_a_sheet_of_explanations_is_of_all_sheets(survey) -> None:
    rows = [["kod", "N1"], ["0125", "–"]]
    plan = plan_of(survey, files.workbook(Svar=rows, Förklaring=[["Teckenförklaring"], ["–", "noll"]]))
    assert answers_in(plan) == {("0125", "N1"): "0"}


def test_an_answer_that_looks_like_a_sign_is_an_answer(survey) -> None:
    survey.questionnaire_text = survey.questionnaire_text.replace("{ja: Ja, nej", '{saknas: "Uppgift saknas", nej')
    survey.questionnaire_text = survey.questionnaire_text.replace("{E1: [ja]}", "{E1: [nej]}")
    survey.save()
    plan = plan_rows(survey, [["kod", "E1"], ["0125", "uppgift saknas"]])
    assert answers_in(plan) == {("0125", "E1"): "saknas"}
    assert plan.notes == []


def test_a_free_text_stays_as_written(survey) -> None:
    assert answers_in(plan_rows(survey, [["kod", "E1a"], ["0125", "–"]])) == {("0125", "E1a"): "–"}
    explained = [["– = ej svar"], ["kod", "E1a"], ["0125", "–"]]
    assert answers_in(plan_rows(survey, explained)) == {}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (datetime(2017, 4, 7), "ett datum (2017-04-07)"),
        (date(2017, 4, 7), "ett datum (2017-04-07)"),
        (datetime(2017, 4, 7, 8, 30), "ett datum (2017-04-07 08:30:00)"),
        (time(8, 30), "ett klockslag (08:30:00)"),
    ],
)
@pytest.mark.parametrize("item", ["E1", "E1a", "N1"])
def test_a_date_where_something_else_is_meant_is_refused(survey, item: str, value: object, told: str) -> None:
    [one] = plan_of(survey, saved([["kod", item], ["0125", value]])).refusals
    assert (one.cell, one.reason) == ("B2", f"cellen är {told}, och det är inget svar på frågan.")
    assert "formatera cellen som text och skriv svaret igen" in one.remedy


def test_of_options_the_refusal_says_which_there_are(survey) -> None:
    [one] = plan_of(survey, saved([["kod", "E1"], ["0125", date(2017, 4, 7)]])).refusals
    assert one.remedy.endswith("skriv svaret igen, ett av: Ja, Nej, Ja, men inte för alla.")


def test_a_date_is_read_where_a_date_is_asked_for(survey) -> None:
    survey.questionnaire_text = survey.questionnaire_text.replace("text: Vilken?", "text: Vilket datum beslutades den?")
    survey.save()
    assert answers_in(plan_of(survey, with_cell(datetime(2017, 4, 7)))) == {("0125", "E1a"): "2017-04-07"}


def test_a_date_in_a_comment_is_refused(survey) -> None:
    rows = [["kod", "fraga", "svar", "kommentar"], ["0125", "E1", "Ja", date(2017, 4, 7)]]
    told = "cellen är ett datum (2017-04-07), men här ska en text stå."
    assert refused_in(plan_of(survey, saved(rows))) == [("D2", told)]


@pytest.mark.parametrize(("value", "read"), [(12, "12"), (12.5, "12,5"), (0.125, "0,125")])
def test_a_number_in_a_free_text_reads_as_it_was_seen(survey, value: float, read: str) -> None:
    assert answers_in(plan_of(survey, with_cell(value))) == {("0125", "E1a"): read}


def test_a_number_that_has_lost_its_last_digits_is_no_text(survey) -> None:
    [(cell, reason)] = refused_in(plan_of(survey, with_cell(1.2345678901234567e17)))
    assert (cell, reason) == ("B2", "Excel har gjort ett tal av texten, och dess sista siffror är osäkra.")


def test_a_code_that_excel_made_a_date_is_refused(survey) -> None:
    [(cell, _)] = refused_in(plan_of(survey, saved([["E1", "kod"], ["Ja", date(1900, 5, 4)]])))
    assert cell == "B2"


def test_a_share_of_a_hundred_is_no_number_of_something_else(survey) -> None:
    [one] = plan_of(survey, saved([["kod", "N2"], ["0125", 0.6]], "0%")).refusals
    assert (one.cell, one.value, one.reason) == ("B2", "60 %", "det är inget tal.")


@pytest.mark.parametrize(("number_format", "read"), [("0%", "60"), ("0.0%", "60"), ('0.0" %"', "0.6"), ("0.0", "0.6")])
def test_a_share_is_read_as_it_is_shown(survey, number_format: str, read: str) -> None:
    survey.questionnaire_text = survey.questionnaire_text.replace(
        "{item: N2, kind: decimal}", "{item: N2, kind: decimal, unit: procent}"
    )
    survey.save()
    plan = plan_of(survey, saved([["kod", "N2"], ["0125", 0.6]], number_format))
    assert answers_in(plan) == {("0125", "N2"): read}
