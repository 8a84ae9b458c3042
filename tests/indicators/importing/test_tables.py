"""Which columns, rows and tables of a file are read, which are asked about, and what can be chosen."""

from __future__ import annotations

from hashlib import sha256

import pytest

from indicators.importing.actions import Kind, confirm, import_at_once, make_plan, mapping_of, preview
from indicators.importing.choices import Choices
from indicators.importing.headings import heading_key
from indicators.models import DefinitionSet, HeadingMatch, Result
from surveys.files.refusals import FileRefused
from tests.indicators.importing import files
from tests.indicators.importing.test_layouts import planned, read
from tests.worlds.result_layouts import Page

WAIT, VIOLENCE = "Väntetid för nybesök", "Aktuell rutin vid indikation på våld"
TWO = [["Kommun", WAIT], ["Solna", "Ja"], ["Ekerö", "Nej"]]
WIDE = [["Kommun", WAIT, VIOLENCE], ["Solna", "Ja", "Nej"]]


def plan_of(upload, rows, name: str = "resultat.xlsx", kind: str = Kind.RESULTS, **said):
    return make_plan(said_of(upload, rows, name, kind, **said))


def said_of(upload, rows, name: str = "resultat.xlsx", kind: str = Kind.RESULTS, **said):
    sheets = rows if isinstance(rows, dict) else {"Blad": rows}
    made = upload(files.workbook(**sheets), name, kind)
    made.mapping.update(Choices(**said).as_mapping())
    return made


def matched(plan) -> list[tuple[str, str | None, str]]:
    return [(column.letters, column.match.code, column.match.how) for column in plan.columns]


def told(plan) -> str:
    return "\n".join(plan.notes)


# columns


def test_a_column_of_last_year_is_left_out_and_said(upload):
    plan = plan_of(upload, [["", WAIT, ""], ["Kommun", 2016, 2017], ["Solna", "Nej", "Ja"]])
    assert matched(plan) == [("B", "", "other_year"), ("C", "vantetid", "automatic")]
    assert f"läses inte (annat år än enkätens): B (”{WAIT} 2016”)" in told(plan)
    assert plan.year_conflicts == []


def test_two_columns_of_one_indicator_are_asked_about(upload):
    plan = plan_of(upload, [["Kommun", WAIT, f"{WAIT}*"], ["Solna", "Nej", "Ja"]])
    assert [(one.heading, one.match.how) for one in plan.undecided] == [
        (f"{WAIT} (kolumn B)", "several"),
        (f"{WAIT}* (kolumn C)", "several"),
    ]
    assert plan.figures == []


def test_two_columns_without_years_under_a_heading_are_asked_about(upload):
    plan = planned(upload, Page([["Kommun", WAIT, ""], ["Solna", "Nej", "Ja"]], merged=[(0, 1, 0, 2)]))
    assert len(plan.undecided) == 2


def test_two_earlier_years_are_asked_about(upload):
    plan = plan_of(upload, [["", WAIT, ""], ["Kommun", 2015, 2016], ["Solna", "Nej", "Ja"]])
    assert len(plan.undecided) == 2


def test_an_unknown_word_under_a_known_heading_is_asked_about(upload):
    plan = plan_of(upload, [["", WAIT, ""], ["Kommun", "Socialjour", "Resultat"], ["Solna", "Nej", "Ja"]])
    assert [one.heading for one in plan.undecided] == [f"{WAIT} Socialjour"]
    assert read(plan) == {("0184", "vantetid"): "ja"}


def test_the_number_of_a_question_below_a_name_says_nothing_else(upload):
    plan = plan_of(upload, [["", WAIT], ["Kommun", "E1"], ["Solna", "Nej"]])
    assert read(plan) == {("0184", "vantetid"): "nej"}


def test_a_count_of_a_figure_that_is_one_itself_is_asked_about(upload):
    rows = [["", "Kostnad per invånare", ""], ["Kommun", "Antal", "Rang"], ["Solna", 12, 3]]
    plan = plan_of(upload, rows, kind=Kind.REGISTER)
    assert matched(plan) == [("B", None, "undecided"), ("C", "", "kind")]


def test_ja_and_nej_below_a_heading_are_no_results_of_it(upload):
    plan = plan_of(upload, [["", WAIT, ""], ["", "Ja", "Nej"], ["Riket", "75 %", "25 %"], ["Solna", "", ""]])
    assert [column.match.code for column in plan.columns] == [None, None]


def test_what_stands_right_of_other_municipalities_is_asked_about(upload):
    rows = [["Kommun", WAIT, "Liknar", VIOLENCE], ["Solna", "Ja", "Ekerö", "Nej"], ["Ekerö", "Ja", "Solna", "Ja"]]
    assert matched(plan_of(upload, rows))[2:] == [("D", None, "undecided")]


def test_a_title_names_the_indicator_of_columns_that_are_years(upload):
    rows = [[f"Tabell 3. {WAIT}"], [], ["Kommun", 2016, 2017], ["Solna", "Nej", "Ja"]]
    assert read(plan_of(upload, rows)) == {("0184", "vantetid"): "ja"}


def test_a_column_without_a_heading_is_asked_about(upload):
    plan = plan_of(upload, [["Kommun", WAIT, ""], ["Solna", "Nej", "Ja"]])
    assert [one.heading for one in plan.undecided] == ["(kolumn C utan rubrik)"]


# choices


@pytest.mark.parametrize(
    ("heading", "code", "expected"),
    [(WAIT, "vald", {("0184", "vald"): "ja", ("0125", "vald"): "nej"}), (WAIT, "", {})],
)
def test_an_automatic_match_can_be_changed(upload, heading, code, expected):
    plan = plan_of(upload, TWO, headings={heading_key(heading): code})
    assert read(plan) == expected


@pytest.mark.parametrize("heading", ["Län", "Kommentar", f"{WAIT} 2016"])
def test_what_is_left_out_can_be_read(upload, heading):
    rows = [["Kommun", WAIT, heading], ["Solna", "Ja", "Nej"]]
    assert read(plan_of(upload, rows)) == {("0184", "vantetid"): "ja"}
    plan = plan_of(upload, rows, headings={heading_key(WAIT): "", heading_key(heading): "vantetid"})
    assert (read(plan), plan.unanswered) == ({("0184", "vantetid"): "nej"}, [])


def test_one_of_two_equal_headings_can_be_chosen(upload):
    rows = [["Kommun", WAIT, WAIT], ["Solna", "Nej", "Ja"]]
    keys = [one.key for one in plan_of(upload, rows).undecided]
    plan = plan_of(upload, rows, headings=dict(zip(keys, ["", "vantetid"], strict=True)))
    assert (read(plan), plan.undecided) == ({("0184", "vantetid"): "ja"}, [])


def test_a_table_can_be_left_out(upload):
    sheets = {"Ett": TWO, "Två": [["Kommun", "Ytterligare", "Annat"], ["Solna", "Ja", 3]]}
    first, second = plan_of(upload, sheets).tables
    plan = plan_of(upload, sheets, headings={second.key: ""})
    assert (plan.undecided, [one.is_read for one in plan.tables]) == ([], [True, False])
    assert f"{second.name} läses inte: så är valt." in plan.notes
    assert read(plan_of(upload, sheets, headings={first.key: ""})) == {}


def test_a_choice_of_a_table_is_not_remembered(upload):
    sheets = {"Ett": TWO, "Två": [["Kommun", "Annat"], ["Solna", "Ja"]]}
    second = plan_of(upload, sheets).tables[1]
    import_at_once(said_of(upload, sheets, headings={second.key: ""}), by="Carin")
    assert not HeadingMatch.objects.exists()


# tables


def test_a_table_with_unknown_headings_is_offered_beside_known_ones(upload):
    sheets = {"Ett": TWO, "Två": [["Kommun", "Ytterligare"], ["Solna", "Ja"]]}
    plan = plan_of(upload, sheets)
    assert [(one.sheet, one.heading) for one in plan.undecided] == [("Två", "Ytterligare")]
    assert [one.name for one in plan.tables] == ["Blad Ett, A1:B3", "Blad Två, A1:B2"]


def test_a_table_without_any_headings_is_offered(upload):
    plan = plan_of(upload, [["Solna", "Ja"], ["Ekerö", "Nej"]])
    assert [one.heading for one in plan.undecided] == ["(kolumn B utan rubrik)"]


def test_two_tables_are_named_by_where_they_stand(upload):
    plan = plan_of(upload, [*TWO, [], ["Kommun", VIOLENCE], ["Solna", "Nej"]])
    assert [one.name for one in plan.tables] == ["Blad Blad, A1:B3", "Blad Blad, A5:B6"]
    assert [(one.place, one.reading.value) for one in plan.figures][-1] == ("Blad Blad, cell B6", "nej")


def test_a_second_table_with_unknown_headings_is_its_own(upload):
    plan = plan_of(upload, [*TWO, [], ["", "Ytterligare", "Annat"], ["Solna", "Nej", "Ja"]])
    assert [one.heading for one in plan.undecided] == ["Ytterligare", "Annat"]
    assert read(plan) == {("0184", "vantetid"): "ja", ("0125", "vantetid"): "nej"}


def test_a_turned_table_is_said_and_its_cells_keep_their_names(upload):
    rows = [["Indikator", "Solna", "Ekerö"], [WAIT, "Ja", "Kanske"], [VIOLENCE, "Nej", "Ja"]]
    plan = plan_of(upload, rows)
    assert "Bladet Blad: kommunerna står som kolumner och indikatorerna som rader." in plan.notes
    assert [(one.cell, one.value) for one in plan.refusals] == [("C2", "Kanske")]
    assert {one.place for one in plan.figures} == {"Blad Blad, cell B2", "Blad Blad, cell B3", "Blad Blad, cell C3"}
    assert [column.letters for column in plan.columns] == ["rad 2", "rad 3"]


def test_a_file_without_municipalities_is_refused_with_what_was_seen(upload):
    with pytest.raises(FileRefused, match="Bladet Blad läses inte: ingen tabell med kommuner"):
        plan_of(upload, [["Område", "Ja"], ["Stöd", 3]])


# years


@pytest.mark.parametrize(
    ("name", "rows", "place"),
    [
        ("resultat-2016.xlsx", TWO, "filens namn"),
        ("r.xlsx", {"ÖJ 2016": TWO}, "bladets namn"),
        ("r.xlsx", [["Tabell 1. Resultat 2016"], *TWO], "rubriken över Blad Blad, A2:B4"),
        (
            "r.xlsx",
            [["År", 2016], ["Kommun", WAIT, VIOLENCE], ["Solna", "Ja", "Nej"]],
            "rubriken över Blad Blad, A2:C3",
        ),
        ("r.xlsx", [["Kommun", f"{WAIT} 2016"], ["Solna", "Ja"]], "Bladet Blad, B"),
        ("r.xlsx", [["", 2016], ["Kommun", WAIT], ["Solna", "Ja"]], "Bladet Blad, B"),
        ("r.xlsx", [["Kommun", "År", WAIT], ["Solna", 2016, "Ja"]], "Blad Blad, A1:C2, rad 2"),
    ],
)
def test_another_year_stops_the_file_until_it_is_confirmed(upload, name, rows, place):
    plan = plan_of(upload, rows, name)
    assert [one.place for one in plan.year_conflicts] == [place]
    with pytest.raises(FileRefused, match="säger ett annat år än enkätens"):
        import_at_once(said_of(upload, rows, name), by="Carin")
    assert not Result.objects.exists()
    import_at_once(said_of(upload, rows, name, confirmed_year=True), by="Carin")
    assert Result.objects.exists()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("resultat-2017.xlsx", TWO),
        ("r-2017-06-01.xlsx", [["Öppna jämförelser 2017 (resultat jämfört med 2016)"], *TWO]),
        ("r.xlsx", [["Läget den 31 december 2016"], ["Enligt SFS 2001:453"], *TWO]),
        ("r.xlsx", [*TWO, [], ["Källa: Socialstyrelsen 2016"]]),
        ("r.xlsx", [["Källa:", "Socialstyrelsen 2018"], *WIDE]),
        ("r.xlsx", {"Blad": TWO, "Om filen": [["Gjord 2016"]]}),
    ],
)
def test_other_years_beside_the_figures_do_not_stop_a_file(upload, name, rows):
    plan = plan_of(upload, rows, name)
    assert (plan.year_conflicts, len(plan.figures) > 1) == ([], True)


def test_a_confirming_too_early_is_refused(upload):
    outcome = preview(said_of(upload, TWO, "resultat-2016.xlsx"), by="Carin")
    with pytest.raises(FileRefused, match="--ar-bekraftat"):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)


def test_a_table_of_last_year_beside_the_survey_s_is_left_out(upload):
    sheets = {"2016": [TWO[0], ["Solna", "Nej"]], "2017": TWO}
    plan = plan_of(upload, sheets)
    assert (plan.year_conflicts, [one.how for one in plan.tables]) == ([], ["other_year", "read"])
    assert read(plan)["0184", "vantetid"] == "ja"


def test_a_table_of_last_year_can_be_read_anyhow(upload):
    sheets = {"2016": [TWO[0], ["Upplands-Bro", "Nej"]], "2017": TWO}
    key = plan_of(upload, sheets).tables[0].key
    plan = plan_of(upload, sheets, headings={key: "read"})
    assert (len(plan.figures), len(plan.year_conflicts)) == (3, 1)


def test_a_register_s_period_is_no_other_year(upload, import_survey):
    rows = [["Kommun", "Kostnad per invånare 2016"], ["Solna", 1200]]
    assert len(plan_of(upload, rows, kind=Kind.REGISTER).year_conflicts) == 1
    text = import_survey.definition_set.text.replace(
        "kind: register\n", "kind: register\n    period: 2016-01-01/2016-12-31\n"
    )
    digest = sha256(text.encode()).hexdigest()
    DefinitionSet.objects.filter(survey=import_survey).update(text=text, sha256=digest)
    made = upload(files.workbook(Blad=rows), "r.xlsx", Kind.REGISTER)
    made.survey.refresh_from_db()
    assert make_plan(made).year_conflicts == []


# hidden


def test_what_is_hidden_is_read_when_asked_for(upload):
    page = Page([*TWO, ["Upplands-Bro", "Ja"]], hidden_rows=[3])
    assert len(planned(upload, page).figures) == 2
    made = upload(page.as_xlsx(), "r.xlsx", Kind.RESULTS)
    made.mapping["read_hidden"] = True
    assert len(make_plan(made).figures) == 3


def test_what_is_kept_says_what_was_confirmed(import_survey):
    kept = mapping_of(
        Kind.RESULTS, import_survey, publisher="F", choices=Choices(confirmed_year=True, read_hidden=True)
    )
    assert Choices.of(kept) == Choices(confirmed_year=True, read_hidden=True)
    assert Choices.of({}) == Choices()
