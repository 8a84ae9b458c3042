"""Answers from files: reading, refusing, writing, writing again and undoing."""

from __future__ import annotations

import pytest

from indicators.importing.actions import confirm, discard, import_at_once, make_plan, preview, undo
from indicators.models import Computation
from municipalities.models import Event, Municipality
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from surveys.files.refusals import FileRefused
from surveys.files.template import write_template
from surveys.files.workbooks import read_sheets
from surveys.models import Answer, AnswerEvent, ImportRun, Response
from surveys.questionnaires.queries import questionnaire_of
from tests.indicators.importing import files

WIDE = [
    ["kod", "namn", "N2", "E1", "E1a", "G2.missbruk", "N1"],
    ["0125", "Ekerö", 37.5, "Ja", "FIA", "ej_aktuellt", 12],
    ["0184", "Solna", "1 000,25", "  JA, men  inte för alla ", "", "", "vet ej"],
    ["018001", "Rinkeby-Kista (Stockholm)", "", "nej", "kvar bakom grinden", "Ja", "7"],
    ["0139", "Upplands-Bro", "", "", "", "", ""],
]


def long_rows() -> list[list[object]]:
    items = WIDE[0][2:]
    return [["kod", "fraga", "svar"]] + [
        [row[0], item, answer] for row in WIDE[1:] for item, answer in zip(items, row[2:], strict=True)
    ]


def standing() -> dict[tuple[str, str], tuple[str, str]]:
    rows = Answer.objects.values_list("response__municipality__code", "item", "value", "comment")
    return {(code, item): (value, comment) for code, item, value, comment in rows}


def refusals_of(upload, rows: list[list[object]]) -> list[tuple[str, str]]:
    """Cell and reason."""
    plan = make_plan(upload(files.workbook(Svar=rows)))
    assert plan.counts.refused == len(plan.refusals)
    assert all(one.sheet == "Svar" and one.remedy for one in plan.refusals)
    return [(one.cell, one.reason) for one in plan.refusals]


def test_a_wide_file_becomes_answers(upload) -> None:
    outcome = import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin")
    assert standing() == {
        ("0125", "N2"): ("37.5", ""),
        ("0125", "E1"): ("ja", ""),
        ("0125", "E1a"): ("FIA", ""),
        ("0125", "G2.missbruk"): ("ej_aktuellt", ""),
        ("0125", "N1"): ("12", ""),
        ("0184", "N2"): ("1000.25", ""),
        ("0184", "E1"): ("delvis", ""),
        ("0184", "N1"): ("vet_ej", ""),
        ("018001", "E1"): ("nej", ""),
        ("018001", "E1a"): ("kvar bakom grinden", ""),
        ("018001", "G2.missbruk"): ("ja", ""),
        ("018001", "N1"): ("7", ""),
    }
    assert outcome.plan.counts.as_dict() == {"new": 12, "changed": 0, "unchanged": 0, "refused": 0}
    assert not Response.objects.filter(municipality__code="0139").exists()  # no answer at all: bortfall


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_wide_and_long_give_the_same(upload, ending: str) -> None:
    make = files.csv_file if ending == "csv" else lambda rows: files.workbook(Svar=rows)
    import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin")
    again = make_plan(upload(make(long_rows()), f"svar.{ending}"))
    assert again.counts.as_dict() == {"new": 0, "changed": 0, "unchanged": 12, "refused": 0}


def test_history_says_who_what_and_from_which_file(upload) -> None:
    run = import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin").run
    import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]])), by="Anna")
    first, last = AnswerEvent.objects.filter(response__municipality__code="0125")
    assert (first.by, first.import_run, first.created_response, len(first.changes)) == ("Carin", run, True, 5)
    assert (last.by, last.changes) == ("Anna", [["E1", "ja", "nej", "", ""]])
    revisions = dict(Response.objects.values_list("municipality__code", "revision"))
    assert revisions == {"0125": 2, "0184": 1, "018001": 1}
    assert Event.objects.filter(action="import.confirmed").count() == 2


def test_an_empty_cell_clears_its_item_only(upload) -> None:
    import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin")
    outcome = import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", ""]])), by="Carin")
    assert outcome.plan.counts.as_dict() == {"new": 0, "changed": 1, "unchanged": 0, "refused": 0}
    assert standing()["0125", "E1"] == ("", "")
    assert standing()["0125", "N1"] == ("12", "")


def test_comments_come_and_stay(upload) -> None:
    rows = [
        ["kod", "fraga", "svar", "kommentar"],
        ["0125", "E1", "Ja", "enligt\r\nbeslut"],
        ["0184", "E1", "", "vet ej"],
    ]
    import_at_once(upload(files.csv_file(rows), "svar.csv"), by="Carin")
    assert standing() == {("0125", "E1"): ("ja", "enligt\nbeslut"), ("0184", "E1"): ("", "vet ej")}
    import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]])), by="Carin")
    assert standing()["0125", "E1"] == ("nej", "enligt\nbeslut")


def test_the_same_file_again_changes_nothing(upload, kept_files) -> None:
    first = import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin")
    content = kept_files()[0].read_bytes()
    for take_in in (preview, import_at_once):
        again = take_in(upload(content), by="Carin")
        assert (again.run, again.same_file) == (None, first.run)
    assert ImportRun.objects.count() == len(kept_files()) == 1
    assert set(Response.objects.values_list("revision", flat=True)) == {1}


def test_unknown_things_are_refused_with_their_cells(upload) -> None:
    rows = [
        ["kod", "E1", "E9", "N1", "N2", "", "E1"],
        ["9999", "Ja", "", "", "", "x", ""],
        ["0180", "Ja", "", "", "", "", ""],
        ["0125", "Ej aktuellt", "", "tolv", "1,2,3", "", ""],
        ["0125", "Ja", "", "", "", "", ""],
        ["", "Ja", "", "", "", "", ""],
        ["0184", "Ja", "", 1.5, -3, "", ""],
    ]
    assert refusals_of(upload, rows) == [
        ("G1", "rubriken står i två kolumner."),
        ("C1", "enkäten har ingen sådan fråga."),
        ("F1", "kolumnen saknar rubrik."),
        ("A2", "koden hör inte till någon kommun eller stadsdel det året."),
        ("A3", "Stockholm svarar genom sina stadsdelar."),
        ("A6", "raden saknar kommunkod."),
        ("B4", "svaret finns inte i fråga E1."),
        ("D4", "det är inget tal."),
        ("D7", "svaret ska vara ett heltal."),
        ("E4", "det är inget tal."),
        ("E7", "talet kan inte vara negativt."),
    ]


def test_a_long_file_with_faults_is_refused_with_its_cells(upload) -> None:
    rows = [
        ["kod", "fraga", "svar", "kommentar"],
        ["0125", "E1", "Ja", ""],
        ["0125", "E1", "Nej", ""],
        ["0125", "E7", "Ja", ""],
        ["0184", "E1a", "x" * 10_001, ""],
        ["0184", "E1", "Ja", "y" * 10_001],
    ]
    assert refusals_of(upload, rows) == [
        ("B4", "enkäten har ingen sådan fråga."),
        ("C3", "E1 för Ekerö är ”Nej” här men ”Ja” på annan plats (blad Svar, cell C2)."),
        ("D6", "texten är för lång (10001 tecken)."),
        ("C5", "texten är för lång (10001 tecken)."),
    ]


def test_one_refusal_stops_the_whole_file(upload, kept_files) -> None:
    content = files.workbook(Svar=[["kod", "E1"], ["0125", "Ja"], ["0184", "Kanske"]])
    assert preview(upload(content), by="Carin").run is None
    with pytest.raises(FileRefused, match="Blad Svar, cell B3 ”Kanske”"):
        import_at_once(upload(content), by="Carin")
    assert not Response.objects.exists()
    assert not ImportRun.objects.exists()
    assert kept_files() == []


def test_codes_without_their_zeros_are_read_and_told(upload) -> None:
    plan = make_plan(upload(files.workbook(Svar=[["Kommunkod", "E1"], [114, "Ja"], [18001, "Ja"]])))
    assert {change.unit for change in plan.shown(9)} == {"Upplands Väsby", "Rinkeby-Kista (Stockholm)"}
    assert "2 koder saknade inledande nollor" in plan.notes[0]


def test_the_template_can_be_imported_as_it_is(survey, upload) -> None:
    questionnaire = questionnaire_of(survey)
    content = write_template(survey, questionnaire, Municipality.objects.units(2017).select_related("parent"))
    plan = make_plan(upload(content))
    assert plan.refusals == []
    assert plan.counts.writes == 0
    sheets = {sheet.name: sheet.rows for sheet in read_sheets(content, "mall.xlsx")}
    assert list(sheets) == ["Svar", "Instruktion", "Svarsalternativ"]
    assert sheets["Svar"][0] == ["kod", "namn", *questionnaire.items]
    assert ["E1", "Finns en rutin?", "Ja, men inte för alla", "delvis"] in sheets["Svarsalternativ"]


def test_confirming_writes_the_kept_file(upload, kept_files) -> None:
    outcome = preview(upload(files.workbook(Svar=WIDE)), by="Carin")
    assert not Response.objects.exists()
    done = confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)
    assert Answer.objects.count() == 12
    assert (done.run.confirmed_by, done.run.summary["new"]) == ("Carin", 12)
    assert done.computation == Computation.objects.get()
    with pytest.raises(Closed, match="redan införd"):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)


def test_confirming_stops_when_the_database_has_changed_since(upload) -> None:
    outcome = preview(upload(files.workbook(Svar=WIDE)), by="Carin")
    import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]])), by="Anna")
    with pytest.raises(WrittenMeanwhile):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)
    assert standing() == {("0125", "E1"): ("nej", "")}


def test_a_changed_original_is_not_written(upload, kept_files) -> None:
    outcome = preview(upload(files.workbook(Svar=WIDE)), by="Carin")
    kept_files()[0].write_bytes(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]]))
    with pytest.raises(FileRefused, match="borta eller ändrad"):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)


@pytest.mark.django_db(transaction=True)
def test_discarding_takes_the_file_away(upload, kept_files) -> None:
    discard(preview(upload(files.workbook(Svar=WIDE)), by="Carin").run, by="Carin")
    assert kept_files() == []
    assert ImportRun.objects.get().state == ImportRun.State.DISCARDED


def test_undo_restores_what_stood_before(upload) -> None:
    import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]])), by="Anna")
    before = standing()
    run = import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin").run
    undo(run, by="Carin")
    assert standing() == before
    assert list(Response.objects.values_list("municipality__code", "revision")) == [("0125", 3)]
    run.refresh_from_db()
    assert (run.state, run.undone_by) == (ImportRun.State.UNDONE, "Carin")
    assert import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin").plan.counts.writes == 12


def test_undo_in_reverse_order_reaches_the_beginning(upload) -> None:
    files_in_order = [[["kod", "E1"], ["0125", answer]] for answer in ("Ja", "Nej", "")]
    runs = [import_at_once(upload(files.workbook(Svar=rows)), by="Carin").run for rows in files_in_order]
    for run in reversed(runs):
        undo(run, by="Carin")
    assert standing() == {}
    assert not Response.objects.exists()


def test_undo_stops_where_somebody_has_changed_the_same_answers(upload) -> None:
    run = import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin").run
    import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Nej"]])), by="Anna")
    before = standing()
    with pytest.raises(NotPossible, match=r"1 av svaren har ändrats efteråt \(Ekerö E1\)"):
        undo(run, by="Carin")
    assert standing() == before


def test_undo_stops_after_a_change_that_was_changed_back(upload) -> None:
    run = import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Ja"]])), by="Carin").run
    for answer in ("Nej", "Ja"):
        import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", answer]])), by="Anna")
    with pytest.raises(NotPossible, match="ändrats efteråt"):
        undo(run, by="Carin")


def test_undo_keeps_other_answers_given_since(upload) -> None:
    run = import_at_once(upload(files.workbook(Svar=[["kod", "E1"], ["0125", "Ja"]])), by="Carin").run
    import_at_once(upload(files.workbook(Svar=[["kod", "N1"], ["0125", 4]])), by="Anna")
    undo(run, by="Carin")
    assert standing() == {("0125", "N1"): ("4", "")}


def test_reading_and_writing_take_a_fixed_number_of_queries(upload, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(30):
        import_at_once(upload(files.workbook(Svar=WIDE)), by="Carin")


PART = """
      - question: N3
        text: Hur många av dem?
        items: [{item: N3, kind: integer, unit: personer, max: 500}]
        checks: [{at_most: {item: N3, of: N1}, level: error, message: Fler än alla (N1).}]
"""


@pytest.fixture
def with_parts(survey) -> None:
    survey.questionnaire_text += PART
    survey.questionnaire_sha256 = "delar"
    survey.save()


def refused(upload, *rows: list[object]) -> list[str]:
    return [str(one) for one in make_plan(upload(files.workbook(Svar=[["kod", "N1", "N3"], *rows]))).refusals]


@pytest.mark.usefixtures("with_parts")
def test_a_part_larger_than_its_whole_stops_the_file_at_its_cell(upload) -> None:
    told = "Fler än alla (N1). Rätta något av talen: N3 är 495 personer, N1 är 1."
    assert refused(upload, ["0125", 1, 495], ["0184", 5, 5]) == [f"Blad Svar, cell C2 ”495”: {told}"]
    assert refused(upload, ["0125", "vet ej", 495]) == []


@pytest.mark.usefixtures("with_parts")
def test_a_part_is_held_against_the_whole_that_stands(upload) -> None:
    import_at_once(upload(files.workbook(Svar=[["kod", "N1", "N3"], ["0125", 9, 8]])), by="Carin")
    [one] = make_plan(upload(files.workbook(Svar=[["kod", "N1"], ["0125", 7]]))).refusals
    assert (one.cell, one.remedy) == ("B2", "Rätta något av talen: N3 är 8 personer, N1 är 7.")


@pytest.mark.usefixtures("with_parts")
def test_numbers_of_a_file_are_read_as_those_of_the_form(upload) -> None:
    assert refused(upload, ["0125", "1.000", 501], ["0184", 1000.0, "-3"]) == [
        "Blad Svar, cell B2 ”1.000”: talet kan läsas på två sätt: menar du 1000 eller 1,000? Skriv 1000 eller 1.",
        "Blad Svar, cell C2 ”501”: talet är för stort. Skriv ett heltal från 0 till 500 (personer).",
        "Blad Svar, cell C3 ”-3”: talet kan inte vara negativt. Skriv ett heltal från 0 till 500 (personer).",
    ]
