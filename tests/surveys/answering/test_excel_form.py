"""The Excel form of one municipality: fetched with what is filled in, read back, conflicts one by one."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from surveys.answering.actions import Edit, save_answers
from surveys.answering.excel_form import ANSWERS_SHEET, FETCHED_SHEET, FormPlan, read_form, write_form
from surveys.answering.queries import history_of
from surveys.counting import answers_of
from surveys.files.refusals import FileRefused
from surveys.models import Response
from tests.worlds.answering import NOW, SOLNA, answer, make_last_year, make_response

ANNA, BO = "anna@test.example", "bo@test.example"
TWO_READINGS = "talet kan läsas på två sätt: menar du 1000 eller 1,000?"


class Form:
    """The form as a person has it open in Excel."""

    def __init__(self, response: Response, sections: set[str] | None = None) -> None:
        self.book = load_workbook(io.BytesIO(write_form(response, at=NOW, sections=sections)))
        self.sheet = self.book[ANSWERS_SHEET]

    def row(self, item: str) -> int:
        return next(cell.row for cell in self.sheet["A"] if cell.value == item)

    def fill_in(self, item: str, value: object, comment: str | None = None) -> None:
        self.sheet.cell(self.row(item), 4).value = value
        if comment is not None:
            self.sheet.cell(self.row(item), 5).value = comment

    def saved(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()


def apply(plan: FormPlan, response: Response, take_mine: tuple[str, ...] = ()):
    return save_answers(response=response, changes=plan.edits(take_mine), by=ANNA, through="file", now=NOW)


def test_the_form_as_it_was_fetched_changes_nothing(response):
    answer(response, E4="ja", G1="nej", G1a="ja", G1b="=1+1\nkl 8", E1="inom_3_dagar")
    plan = read_form(Form(response).saved(), response)
    assert (plan.changes, plan.refusals, plan.conflicts, plan.notes) == ({}, [], {}, [])
    assert plan.counts.unchanged == 5


def test_what_is_filled_in_is_shown_and_then_saved(response):
    answer(response, E4="ja")
    form = Form(response)
    form.fill_in("E4", "Nej", "upphörde")
    form.fill_in("E1", "Inom 3 dagar")
    plan = read_form(form.saved(), response)
    assert (plan.counts.new, plan.counts.changed) == (1, 1)
    shown = {change.what: (change.before, change.after) for change in plan.shown(10)}
    assert shown == {"E1": ("", "Inom 3 dagar"), "E4": ("Ja", "Nej (kommentar: upphörde)")}
    assert apply(plan, response).is_complete
    assert answers_of(response) == {"E4": ("nej", "upphörde"), "E1": ("inom_3_dagar", "")}
    assert history_of(response, "E1")[0].through == "file"


def test_an_emptied_cell_takes_the_answer_away(response):
    answer(response, E4="ja")
    form = Form(response)
    form.fill_in("E4", None)
    apply(read_form(form.saved(), response), response)
    assert answers_of(response) == {"E4": ("", "")}


def test_an_answer_saved_meanwhile_is_not_overwritten_by_what_was_not_touched(response):
    answer(response, E4="ja")
    form = Form(response)
    answer(response, E4="nej")
    plan = read_form(form.saved(), response)
    assert (plan.changes, plan.conflicts) == ({}, {})


def conflicting(response: Response) -> FormPlan:
    """The form says E4 nej and G1 nej; meanwhile Bo has said E4 ja."""
    form = Form(response)
    form.fill_in("E4", "Nej")
    form.fill_in("G1", "Nej")
    answer(response, by=BO, E4="ja")
    return read_form(form.saved(), response)


def test_a_conflict_is_shown_with_both_versions(response):
    plan = conflicting(response)
    conflict = plan.conflicts["E4"]
    assert (conflict.mine, conflict.theirs, conflict.their_by) == (("nej", ""), ("ja", ""), BO)
    assert [change.what for change in plan.shown(10)] == ["G1"]


def test_of_a_conflict_only_the_chosen_version_is_saved(response):
    plan = conflicting(response)
    apply(plan, response)
    assert (answers_of(response)["E4"], answers_of(response)["G1"]) == (("ja", ""), ("nej", ""))
    apply(plan, response, take_mine=("E4",))
    assert answers_of(response)["E4"] == ("nej", "")


def test_what_changes_between_preview_and_saving_is_a_conflict_again(response):
    form = Form(response)
    form.fill_in("E4", "Nej")
    plan = read_form(form.saved(), response)
    answer(response, by=BO, E4="ja")
    assert list(apply(plan, response).conflicts) == ["E4"]


def test_a_wrong_cell_is_refused_and_keeps_nothing_else_from_being_saved(response):
    form = Form(response)
    form.fill_in("E4", "Kanske")
    form.fill_in("G1", "Nej", "x" * 10_001)
    plan = read_form(form.saved(), response)
    told = {str(refusal).split(":")[0] for refusal in plan.refusals}
    assert told == {f"Blad Svar, cell D{form.row('E4')} ”Kanske”", f"Blad Svar, cell E{form.row('G1')} ”{'x' * 80}”"}
    assert plan.refusals[0].remedy == "Skriv något av: Ja, Nej."
    assert apply(plan, response).saved == ["G1"]


def test_the_form_of_another_municipality_is_refused(response, survey):
    other = make_response(survey, SOLNA)
    with pytest.raises(FileRefused, match="kommun 0184"):
        read_form(Form(other).saved(), response)


def test_a_file_that_is_no_form_is_refused(response):
    target = io.BytesIO()
    Workbook().save(target)
    with pytest.raises(FileRefused, match="inget svarsformulär"):
        read_form(target.getvalue(), response)


def test_a_form_without_its_hidden_sheet_overwrites_nothing_unseen(response):
    answer(response, E4="ja")
    form = Form(response)
    del form.book[FETCHED_SHEET]
    form.fill_in("E4", "Nej")
    plan = read_form(form.saved(), response)
    assert list(plan.conflicts) == ["E4"]
    assert "krockar" in plan.notes[0]


def test_forged_and_repeated_rows_are_refused(response):
    form = Form(response)
    form.sheet.append(["X9", "", "", "ja"])
    form.sheet.append(["E4", "", "", "ja"])
    told = [refusal.reason for refusal in read_form(form.saved(), response).refusals]
    assert told == ["enkäten har ingen sådan fråga.", "E4 står på två rader."]


def test_a_colleagues_form_holds_the_own_part_only(response):
    answer(response, E4="ja", G6="nej")
    form = Form(response, sections={"tillganglighet"})
    told = {cell.value for sheet in (form.sheet, form.book[FETCHED_SHEET]) for cell in sheet["A"]}
    assert "E4" in told
    assert "G6" not in told


def test_a_colleague_changes_the_own_part_only(response):
    form = Form(response)
    form.fill_in("E4", "Ja")
    form.fill_in("G6", "Ja")
    plan = read_form(form.saved(), response, sections={"tillganglighet"})
    assert list(plan.changes) == ["E4"]
    assert "hör inte till din del" in plan.refusals[0].reason


def test_drop_downs_last_year_and_gates_help_who_fills_it_in(response):
    make_last_year(response, **{"G2.lss": "nej_behovs_inte"})
    form = Form(response)
    row = form.row("G2a.lss")
    assert form.sheet.cell(form.row("G2.lss"), 6).value == "Nej, behövs inte"
    assert form.sheet.cell(row, 7).value == "G2 LSS (barn och vuxen) är Ja"
    assert any(f"D{row}" in rule.sqref for rule in form.sheet.data_validations.dataValidation)


def test_a_formula_is_never_taken_in(response):
    form = Form(response)
    form.fill_in("E4", "=1+1")
    with pytest.raises(FileRefused, match="formel"):
        read_form(form.saved(), response)


def test_a_form_costs_the_same_however_much_it_changes(response, django_assert_max_num_queries):
    form = Form(response)
    form.fill_in("E4", "Nej")
    answer(response, by=BO, E4="ja")
    content = form.saved()
    with django_assert_max_num_queries(2):  # answers, who changed the conflicting ones
        read_form(content, response)


def test_numbers_go_out_as_numbers_and_come_back_the_same(response):
    survey = response.survey
    survey.questionnaire_text = survey.questionnaire_text.replace(
        "- item: G1b\n            kind: text", "- item: G1b\n            kind: decimal"
    )
    survey.questionnaire_sha256 = "med tal"
    survey.save()
    save_answers(response=response, changes={"G1b": Edit("37,5")}, by=ANNA, now=NOW)
    form = Form(response)
    assert form.sheet.cell(form.row("G1b"), 4).value == 37.5
    assert read_form(form.saved(), response).changes == {}


def test_a_number_says_its_unit_and_limits_and_is_read_as_in_the_web(response, numbers):
    form = Form(response)
    assert form.sheet.cell(form.row("N1"), 3).value == "(minst 0 personer)"
    form.fill_in("N1", "1.000")
    form.fill_in("N1a", -3)
    [first, second] = read_form(form.saved(), response).refusals
    assert (first.cell, first.reason) == (f"D{form.row('N1')}", TWO_READINGS)
    assert (second.cell, second.reason) == (f"D{form.row('N1a')}", "talet kan inte vara negativt.")


def test_what_the_form_would_make_impossible_is_told_before_it_is_saved(response, numbers):
    response.survey.questionnaire_text = response.survey.questionnaire_text.replace("level: warning", "level: error")
    response.survey.questionnaire_sha256 = "errors"
    response.survey.save()
    form = Form(response)
    for item, value in numbers.items():
        form.fill_in(item, value)
    assert read_form(form.saved(), response).notes == [
        "Måste rättas före inlämningen, fråga N1a: Fler med examen än anställda."
    ]


def test_a_hidden_row_is_left_as_it_stands_and_told(response):
    answer(response, E4="ja")
    form = Form(response)
    form.fill_in("E4", "Nej")
    form.fill_in("E1", "Inom 3 dagar")
    row = form.row("E4")
    form.sheet.row_dimensions[row].hidden = True
    plan = read_form(form.saved(), response)
    assert list(plan.changes) == ["E1"]
    assert plan.notes == [f"Bladet Svar: 1 dold rad ({row}) läses inte."]


def test_an_answer_beside_no_question_is_refused(response):
    form = Form(response)
    form.sheet["D4"] = "Ja"  # the heading of a section
    [one] = read_form(form.saved(), response).refusals
    assert (one.cell, one.value, one.reason) == ("D4", "Ja", "raden hör inte till någon fråga.")


def test_what_is_written_beside_the_form_is_told(response):
    form = Form(response)
    form.sheet["H5"] = "Fråga Bo"
    form.book.create_sheet("Kladd")["A1"] = "Ring"
    assert read_form(form.saved(), response).notes == [
        "Bladet Kladd läses inte.",
        "Till höger om formuläret läses ingenting: H5.",
    ]


def test_a_sign_for_nothing_told_is_no_answer_and_told(response):
    answer(response, E4="ja")
    form = Form(response)
    form.fill_in("E4", "–")
    plan = read_form(form.saved(), response)
    assert plan.changes["E4"].wanted == ("", "")
    assert plan.notes == [f"Blad Svar, cell D{form.row('E4')}: ”–” läses som obesvarat."]


def test_a_date_that_excel_made_of_an_option_is_refused(response):
    form = Form(response)
    form.fill_in("E1", NOW.date())
    [one] = read_form(form.saved(), response).refusals
    assert one.reason.startswith("cellen är ett datum (")
