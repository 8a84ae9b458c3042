"""Where answers stand in a file: found by what is there, or said that they are not read."""

from __future__ import annotations

import pytest

from municipalities.models import Municipality
from surveys.files.refusals import FileRefused
from tests.indicators.importing import files
from tests.surveys.files.answer_files import answers_in, places_in, plan_of, plan_rows, refused_in

WIDE = [["kod", "namn", "E1", "N1"], ["0125", "Ekerö", "Ja", 12], ["0184", "Solna", "Nej", "vet ej"]]
TOLD = {("0125", "E1"): "ja", ("0125", "N1"): "12", ("0184", "E1"): "nej", ("0184", "N1"): "vet_ej"}


@pytest.fixture
def survey(import_survey):
    return import_survey


def test_titles_above_the_headings_are_told_and_not_read(survey) -> None:
    plan = plan_rows(survey, [["Enkätsvar 2017, Exempeldata"], [], ["Version", 2], *WIDE])
    assert answers_in(plan) == TOLD
    assert plan.notes == ["Bladet Svar, läses inte: rad 1 (”Enkätsvar 2017, Exempeldata”), rad 3 (”Version 2”)."]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        (["", "Enkätsvar 2016"], [("Blad Svar, cell B1", "Enkätsvar 2016")]),
        (["Enkätsvar 2017, om 2016"], []),
        (["Uttag 2016-12-31"], []),
    ],
)
def test_a_title_of_another_year_is_asked_about(survey, title: list[str], found: list[tuple[str, str]]) -> None:
    plan = plan_rows(survey, [title, *WIDE])
    assert [(one.place, one.text) for one in plan.year_conflicts] == found


def test_a_row_of_answers_above_the_headings_is_refused(survey) -> None:
    assert refused_in(plan_rows(survey, [WIDE[1], WIDE[0], WIDE[2]])) == [("A1", "raden står ovanför rubrikraden.")]


def turned(rows):
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(
    "rows",
    [
        turned(WIDE),
        [["fraga", "0125", "0184"], ["E1", "Ja", "Nej"], ["N1", 12, "vet ej"]],
        [["", "Ekerö", "Solna stad"], ["E1", "Ja", "Nej"], ["N1", 12, "vet ej"]],
        [["Fråga", "Text", 125, 184], ["E1", "Finns en rutin?", "Ja", "Nej"], ["N1", "Hur många?", 12, "vet ej"]],
        [
            ["Svar 2017"],
            [],
            ["", "0125", "0184"],
            ["Del ett"],
            ["E1", "Ja", "Nej"],
            ["N1", 12, "vet ej"],
            ["Källa: oss"],
        ],
    ],
)
def test_a_turned_table_is_read_as_what_it_is(survey, rows) -> None:
    plan = plan_of(survey, files.workbook(Svar=[row + [""] * (4 - len(row)) for row in rows]))
    assert answers_in(plan) == TOLD
    assert "är vänt: frågorna står under varandra" in plan.notes[0] or "är vänt" in "".join(plan.notes)


def test_a_turned_table_tells_its_own_cells(survey) -> None:
    rows = [["fraga", "0125", "0184"], ["E1", "Ja", "Kanske"], ["N1", 12, ""]]
    assert refused_in(plan_rows(survey, rows)) == [("C2", "svaret finns inte i fråga E1.")]
    rows[1][2] = "Nej"
    assert places_in(plan_rows(survey, rows))["0125", "N1"] == "Blad Svar, cell B3"


def test_the_parts_of_a_turned_table_that_are_not_read_are_told(survey) -> None:
    rows = [
        ["Titel", "", ""],
        ["fraga", "0125", "0184"],
        ["Del ett", "", ""],
        ["E1", "Ja", "Nej"],
        ["Källa: oss", "", ""],
    ]
    assert plan_rows(survey, rows).notes[-1] == (
        "Bladet Svar, läses inte: rad 1 (”Titel”), rad 3 (”Del ett”), rad 5 (”Källa: oss”)."
    )


def test_an_unknown_item_of_a_turned_table_is_refused(survey) -> None:
    rows = [["fraga", "0125", "0184"], ["E1", "Ja", "Nej"], ["E77", "Ja", ""]]
    assert refused_in(plan_rows(survey, rows)) == [("A3", "enkäten har ingen sådan fråga.")]


def test_two_tables_below_each_other_are_both_read(survey) -> None:
    rows = [
        ["kod", "E1"],
        ["0125", "Ja"],
        ["0184", "Nej"],
        [],
        ["Tabell 2"],
        ["kod", "N1"],
        ["0125", 12],
        ["0184", "vet ej"],
    ]
    plan = plan_rows(survey, rows)
    assert answers_in(plan) == TOLD
    assert plan.notes == ["Bladet Svar, läses inte: rad 5 (”Tabell 2”)."]


def test_two_tables_beside_each_other_are_refused(survey) -> None:
    rows = [["kod", "E1", "", "kod", "N1"], ["0125", "Ja", "", "0125", 12]]
    assert ("D1", "rubriken står i två kolumner.") in refused_in(plan_rows(survey, rows))


def test_a_second_table_that_begins_otherwise_is_refused(survey) -> None:
    rows = [["kod", "E1", ""], ["0125", "Ja", ""], ["", "kommunkod", "N1"], ["", "0184", 3]]
    assert [cell for cell, _ in refused_in(plan_rows(survey, rows))] == ["C1", "A3", "A4"]


def test_cells_beyond_the_headings_are_refused(survey) -> None:
    content = b"kod,E1\n0125,Ja,och mer\n"
    assert refused_in(plan_of(survey, content, "svar.csv")) == [("C1", "kolumnen saknar rubrik.")]


def test_notes_below_a_table_are_told(survey) -> None:
    plan = plan_rows(survey, [*WIDE, [], ["Källa: kommunerna själva"], ["..", "uppgift saknas"]])
    assert answers_in(plan) == TOLD
    assert plan.notes == ["Bladet Svar, läses inte: rad 5 (”Källa: kommunerna själva”), rad 6 (”.. uppgift saknas”)."]


def test_each_sheet_without_answers_is_told(survey) -> None:
    plan = plan_of(survey, files.workbook(Svar=WIDE, Anteckningar=[["Ring Ekerö"]], Tomt=[]))
    assert plan.notes == [
        "Bladet Anteckningar läses inte: ingen rubrikrad med kod och frågor.",
        "Bladet Tomt läses inte: det är tomt.",
    ]


def test_names_alone_tell_whose_the_answers_are(survey) -> None:
    rows = [["Kommun", "E1"], ["Ekerö kommun", "Ja"], ["Rinkeby-Kista (Stockholm)", "Nej"], ["Upplands Bro", "Ja"]]
    plan = plan_rows(survey, rows)
    assert answers_in(plan) == {("0125", "E1"): "ja", ("018001", "E1"): "nej", ("0139", "E1"): "ja"}
    assert plan.notes == ["Bladet Svar har inga koder under ”kod”: kommunerna läses efter kolumn A."]


def test_a_name_that_nobody_has_is_refused_with_what_to_do(survey) -> None:
    [one] = plan_rows(survey, [["Kommun", "E1"], ["Ekeby", "Ja"]]).refusals
    assert (one.cell, one.value) == ("A2", "Ekeby")
    assert one.remedy == "Rätta namnet, eller lägg till en kolumn ”kod” med kommunernas koder."


def test_code_and_name_in_one_cell_are_read(survey) -> None:
    rows = [["Kommun", "E1"], ["0125 Ekerö", "Ja"], ["184 Solna", "Nej"]]
    assert answers_in(plan_rows(survey, rows)) == {("0125", "E1"): "ja", ("0184", "E1"): "nej"}
    rows[1][0] = "0125 Solna"
    assert refused_in(plan_rows(survey, rows)) == [("A2", "koden 0125 hör till Ekerö, men namnet är Solna.")]


@pytest.mark.parametrize(
    "rows", [[["kod", "namn", "E1"], ["0114", "Ekerö", "Ja"]], [["namn", "kod", "E1"], ["Ekerö", 114, "Ja"]]]
)
def test_code_and_name_of_two_municipalities_are_refused(survey, rows) -> None:
    [(_, reason)] = refused_in(plan_rows(survey, rows))
    assert reason == "koden 0114 hör till Upplands Väsby, men namnet är Ekerö."


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("0125", "Ekerö kommun"),
        ("0125", "EKERÖ"),
        ("0114", "Upplands-Väsby"),
        ("0184", "Solna stad"),
        ("018001", "Rinkeby-Kista"),
        ("018001", "Stockholm"),
        ("018001", "Stockholm, Rinkeby–Kista"),
        ("148004", "Göteborgs stad, Centrum"),
    ],
)
def test_other_ways_to_write_the_name_are_the_same_name(survey, code: str, name: str) -> None:
    plan = plan_rows(survey, [["kod", "namn", "E1"], [code, name, "Ja"]])
    assert answers_in(plan) == {(code, "E1"): "ja"}
    assert plan.notes == []


def test_a_former_name_is_the_same_municipality(survey) -> None:
    Municipality.objects.filter(code="0125").update(
        earlier=[{"to_year": 2018, "name": "Färingsö", "county_code": "01", "county_name": "Stockholms län"}]
    )
    for name in ("Färingsö", "Ekerö"):
        plan = plan_rows(survey, [["kod", "namn", "E1"], ["0125", name, "Ja"]])
        assert (answers_in(plan), plan.notes) == ({("0125", "E1"): "ja"}, [])


def test_a_name_that_nobody_has_beside_a_code_is_told(survey) -> None:
    plan = plan_rows(survey, [["kod", "namn", "E1"], ["0114", "Väsbyn", "Ja"]])
    assert answers_in(plan) == {("0114", "E1"): "ja"}
    assert "cell B2: namnet ”Väsbyn” är inte det som hör till koden 0114" in plan.notes[0]


def test_two_sheets_that_differ_are_refused_with_both_places(survey) -> None:
    content = files.workbook(Alla=WIDE, Solna=[["kod", "E1"], ["0184", "Ja"]])
    [one] = plan_of(survey, content).refusals
    assert (one.sheet, one.cell, one.value) == ("Solna", "B2", "Ja")
    assert one.reason == "E1 för Solna är ”Ja” här men ”Nej” på annan plats (blad Alla, cell C3)."


def test_two_sheets_that_say_the_same_are_one(survey) -> None:
    content = files.workbook(Alla=WIDE, Solna=[["kod", "E1"], ["0184", "nej"]])
    assert answers_in(plan_of(survey, content)) == TOLD


def test_an_answer_and_an_empty_cell_for_the_same_are_two_things(survey) -> None:
    [one] = plan_rows(survey, [["kod", "E1"], ["0125", "Ja"], ["0125", ""]]).refusals
    assert one.reason == "E1 för Ekerö är tomt här men ”Ja” på annan plats (blad Svar, cell B2)."


def test_a_comment_given_in_one_of_two_places_is_kept(survey) -> None:
    long = [["kod", "fraga", "svar", "kommentar"], ["0125", "E1", "Ja", "enligt beslut"]]
    for sheets in ({"A": WIDE, "B": long}, {"A": long, "B": WIDE}):
        plan = plan_of(survey, files.workbook(**sheets))
        answers_in(plan)
        assert {one.comment for changes in plan.changes.values() for one in changes} == {"", "enligt beslut"}


def test_two_comments_on_one_answer_are_refused(survey) -> None:
    rows = [["kod", "fraga", "svar", "kommentar"], ["0125", "E1", "Ja", "a"], ["0125", "E1", "Ja", "b"]]
    assert refused_in(plan_rows(survey, rows)) == [
        ("C3", "E1 för Ekerö har en annan kommentar på annan plats (blad Svar, cell C2).")
    ]


def test_a_municipalitys_own_form_is_not_taken_for_a_file_of_answers(survey) -> None:
    rows = [["Kod", "Fråga", "Delfråga", "Svar", "Kommentar"], ["E1", "Finns en rutin?", "", "Ja", ""]]
    with pytest.raises(FileRefused, match="Filen är en kommuns svarsformulär"):
        plan_rows(survey, rows)


@pytest.mark.parametrize("rows", [[["kod", "Namn"], ["0125", "Ekerö"]], [["E1", "Ja"], ["N1", "12"]], [["hej"]]])
def test_a_file_without_answers_is_refused(survey, rows) -> None:
    with pytest.raises(FileRefused, match="Filen saknar en rubrikrad"):
        plan_rows(survey, rows)
