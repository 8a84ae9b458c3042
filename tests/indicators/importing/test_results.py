"""Result files whose layout is not known: headings and rows are found by content."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.importing.actions import (
    Kind,
    choose,
    confirm,
    import_at_once,
    make_plan,
    mapping_of,
    plan_of,
    preview,
    undo,
)
from indicators.importing.choices import Choices
from indicators.importing.headings import heading_key
from indicators.models import GroupResult, HeadingMatch, Publication, Result
from municipalities.refusals import NotPossible
from surveys.files.refusals import FileRefused
from tests.indicators.importing import files

NASTY = [
    ["Tabell 2. Resultat 2017"],
    [],
    ["", "", "", "Aktuell rutin för samordning mellan", "", "Övrigt", "", ""],
    [
        "Kommun-\nkod",
        "Kommun",
        "Län",
        "Missbruk  och\u00a0Ekonomiskt\u00adbistånd",
        "Social- psykiatri",
        "INSATS inom en månad till alla 18–24 år\u00b9",
        "Aktuell rutin vid indikation på våld 2)",
        "Andel med\nexamen*",
    ],
    ["", "Riket", "", 0.75, 0.5, "..", 1, ""],
    ["01", "Stockholms län", "", 0.125, 0, "-", "", ""],
    ["0114", "Upplands  Väsby kommun", "Stockholms län", "Ja", "NEJ", "Delvis", "ja*", 95],
    ["", "Upplands Bro", "Stockholms län", "Ej aktuellt", "", "Ja", "Ja", "37,5 %"],
    [],
    ["0180", "Stockholm", "Stockholms län", 1, 0.25, "", 0.3333333, ""],
    ["", "Centrum (Göteborg)", "", "Ja", "Ja", "Ja", "Ja", "Ingen uppgift"],
    ["", "Pendlingskommuner", "", 0.5, 0.5, "", "", ""],
    ["1) Gäller hela landet."],
]


def results(upload, rows: list[list[object]] = NASTY, name: str = "resultat.xlsx", **headings: str):
    """Where the shares of groups are up to 1, somebody has said that they are parts of one."""
    return upload(files.workbook(Resultat=rows), name, Kind.RESULTS, {"Resultat|*|groups": "fraction"}, **headings)


def units() -> dict[tuple[str, str], object]:
    rows = Result.objects.values_list("municipality__code", "indicator__code", "value", "number")
    return {(code, indicator): value or number for code, indicator, value, number in rows}


def groups() -> dict[tuple[str, str], Decimal]:
    rows = GroupResult.objects.values_list("group__slug", "indicator__code", "number")
    return {(slug, indicator): number for slug, indicator, number in rows}


def test_nasty_headings_find_their_indicators(upload) -> None:
    plan = make_plan(results(upload))
    assert [(column.letters, column.match.code) for column in plan.columns] == [
        ("C", ""),
        ("D", "missbruk"),
        ("E", "psykiatri"),
        ("F", "arbetsmarknad"),
        ("G", "vald"),
        ("H", "andel"),
    ]
    assert plan.refusals == []


def test_units_groups_and_shares_are_read(upload) -> None:
    import_at_once(results(upload), by="Carin")
    assert units()["0114", "psykiatri"] == "nej"
    assert units()["0114", "vald"] == "ja"
    assert units()["0114", "andel"] == 95
    assert units()["0139", "missbruk"] == "ej_aktuellt"
    assert units()["0139", "psykiatri"] == "bortfall"
    assert units()["0139", "andel"] == Decimal("37.5")
    assert units()["148004", "andel"] == "bortfall"
    assert len(units()) == 3 * 5
    assert groups() == {
        ("riket", "missbruk"): 75,
        ("riket", "psykiatri"): 50,
        ("riket", "vald"): 100,
        ("stockholms-lan", "missbruk"): Decimal("12.5"),
        ("stockholms-lan", "psykiatri"): 0,
        ("stockholm", "missbruk"): 100,
        ("stockholm", "psykiatri"): 25,
        ("stockholm", "vald"): Decimal("33.33333"),
    }


def test_what_is_left_out_is_told(upload) -> None:
    notes = "\n".join(make_plan(results(upload)).notes)
    assert "rad 12 (”Pendlingskommuner”), rad 13 (”1) Gäller hela landet.”)" in notes
    assert "1 tomma celler för kommuner läses som bortfall" in notes


def test_figures_keep_word_place_and_publication(upload) -> None:
    import_at_once(results(upload), by="Carin")
    one = Result.objects.get(municipality__code="0114", indicator__code="psykiatri")
    assert (one.printed, one.place, one.origin) == ("NEJ", "Blad Resultat, cell E7", "published")
    assert (one.publication.slug, one.publication.kind) == ("resultatfil-prov-2017", Publication.Kind.RESULT_FILE)


@pytest.mark.parametrize(
    ("cell", "number"), [(75, 75), ("75,0 %", 75), ("75.0 %", 75), ("37.5 % (+12.5%)", Decimal("37.5"))]
)
def test_shares_in_percent(upload, cell: object, number: object) -> None:
    rows = [["Kommun", "Väntetid för nybesök"], ["Solna", "Inom 7 dagar"], ["Riket", cell]]
    import_at_once(results(upload, rows), by="Carin")
    assert groups() == {("riket", "vantetid"): number}


def test_an_unknown_word_stops_with_its_cell(upload) -> None:
    rows = [["Kommun", "Väntetid för nybesök"], ["Solna", "Integrerat"], ["Ekerö", "Kanske"]]
    with pytest.raises(FileRefused) as refused:
        import_at_once(results(upload, rows), by="Carin")
    [one] = refused.value.refusals
    assert (one.sheet, one.cell, one.value, one.reason) == (
        "Resultat",
        "B3",
        "Kanske",
        "ordet är okänt för indikatorn.",
    )
    assert not Result.objects.exists()


@pytest.mark.parametrize("row", [["9999", "Nystad", "Ja"], ["", "Nystad", "Ja"], ["9999", "", 0.5]])
def test_an_unknown_municipality_stops_with_its_cell(upload, row: list[object]) -> None:
    rows = [["Kod", "Kommun", "Väntetid för nybesök"], ["0125", "Ekerö", "Ja"], ["0184", "Solna", "Ja"], row]
    [one] = make_plan(results(upload, rows)).refusals
    assert (one.cell, one.reason) == ("A4", "raden har resultat men kommunen känns inte igen.")


def test_several_sheets_are_read_and_must_agree(upload) -> None:
    table = [["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"]]
    other = [["Kommun", "Väntetid för nybesök"], ["Ekerö", "Nej"], ["Solna", "Ja"]]
    sheets = {"Information": [["Om filen"]], "Ett": table, "Två": other}
    plan = make_plan(upload(files.workbook(**sheets), "r.xlsx", Kind.RESULTS))
    assert (plan.counts.new, plan.refusals) == (2, [])
    assert plan.notes == ["Bladet Information läses inte: ingen tabell med kommuner."]
    other[2][1] = "Nej"
    [one] = make_plan(upload(files.workbook(**sheets), "r.xlsx", Kind.RESULTS)).refusals
    assert (one.sheet, one.cell) == ("Två", "B3")


def test_a_heading_chosen_by_hand_is_kept_for_next_time(upload) -> None:
    rows = [["Kommun", "Besök fort nog", "Övrigt"], ["Solna", "Ja", "se bilaga"], ["Ekerö", "Nej", ""]]
    outcome = preview(results(upload, rows), by="Carin")
    assert [column.heading for column in outcome.plan.undecided] == ["Besök fort nog", "Övrigt"]
    with pytest.raises(FileRefused, match="rubriken känns inte igen"):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)
    choose(outcome.run, Choices({heading_key("Besök fort nog"): "vantetid", heading_key("Övrigt"): ""}), by="Carin")
    outcome.run.refresh_from_db()
    confirm(outcome.run, by="Carin", fingerprint=plan_of(outcome.run).fingerprint)
    assert units() == {("0184", "vantetid"): "ja", ("0125", "vantetid"): "nej"}
    assert HeadingMatch.objects.count() == 2
    rows[1][1] = "Nej"
    again = make_plan(results(upload, rows))
    assert (again.undecided, again.counts.changed, again.counts.unchanged) == ([], 1, 1)


def test_the_same_file_again_changes_nothing(upload) -> None:
    request = results(upload)
    first = import_at_once(request, by="Carin")
    again = import_at_once(request, by="Carin")
    assert (again.run, again.same_file) == (None, first.run)
    assert again.plan.counts.unchanged == first.plan.counts.new


def test_undo_restores_the_figures_before(upload) -> None:
    first = import_at_once(results(upload), by="Carin").run
    before = (units(), groups(), list(Result.objects.order_by("pk").values()))
    changed = [row[:] for row in NASTY]
    changed[6][3], changed[4][3] = "Nej", 0.8
    second = import_at_once(results(upload, changed), by="Carin")
    assert (second.plan.counts.changed, units()["0114", "missbruk"], groups()["riket", "missbruk"]) == (2, "nej", 80)
    with pytest.raises(NotPossible, match="2 av uppgifterna"):
        undo(first, by="Carin")
    undo(second.run, by="Carin")
    assert (units(), groups(), list(Result.objects.order_by("pk").values())) == before
    undo(first, by="Carin")
    assert not Result.objects.exists()
    assert not GroupResult.objects.exists()
    assert not Publication.objects.exists()


def test_a_report_is_not_overwritten_by_a_file(survey, upload) -> None:
    Publication.objects.create(
        slug="resultatfil-prov-2017", title="R", publisher="Provverket", year=2017, kind="report"
    )
    with pytest.raises(FileRefused, match="av ett annat slag"):
        make_plan(results(upload))


def test_another_publisher_s_publication_is_left_alone(survey, upload) -> None:
    Publication.objects.create(
        slug="resultatfil-prov-2017", title="R", publisher="Länet", year=2017, kind="result_file"
    )
    assert make_plan(results(upload)).publication.slug == "resultatfil-prov-2017-provverket"
    mapping = mapping_of(Kind.RESULTS, survey, slug="resultatfil-prov-2017", publisher="Provverket")
    with pytest.raises(FileRefused, match="är utgiven av Länet, inte av Provverket"):
        make_plan(replace(results(upload), mapping=mapping))


def test_who_has_given_the_figures_out_is_never_assumed(survey) -> None:
    with pytest.raises(FileRefused, match="Ange utgivare"):
        mapping_of(Kind.RESULTS, survey, publisher=" ")


REGISTER = [["Kod", "Kommun", "Kostnad per invånare", "Biståndsmottagare i befolkningen"]]
REGISTER_ROWS = [
    ["0125", "Ekerö", "1 095", "2,5 %"],
    ["0184", "Solna", 1200.5, "Ingen uppgift"],
    ["0139", "Upplands-Bro", "..", "-"],
]


def test_register_figures_wide(upload) -> None:
    import_at_once(upload(files.workbook(Blad=REGISTER + REGISTER_ROWS), "r.xlsx", Kind.REGISTER), by="Carin")
    assert units() == {
        ("0125", "kostnad"): 1095,
        ("0125", "bistand"): Decimal("2.5"),
        ("0184", "kostnad"): Decimal("1200.5"),
        ("0184", "bistand"): "bortfall",
        ("0139", "kostnad"): "bortfall",
        ("0139", "bistand"): "bortfall",
    }
    assert Publication.objects.get().kind == Publication.Kind.REGISTER_FILE


def test_register_figures_long_give_the_same(upload) -> None:
    import_at_once(upload(files.workbook(Blad=REGISTER + REGISTER_ROWS), "r.xlsx", Kind.REGISTER), by="Carin")
    rows = [["kod", "indikator", "värde"]]
    rows += [[row[0], name, row[at]] for row in REGISTER_ROWS for at, name in ((2, "kostnad"), (3, REGISTER[0][3]))]
    plan = make_plan(upload(files.csv_file(rows, ";"), "r.csv", Kind.REGISTER))
    assert (plan.counts.unchanged, plan.counts.writes, plan.refusals) == (6, 0, [])


def test_a_register_figure_that_is_no_number_is_refused(upload) -> None:
    rows = [*REGISTER, ["0125", "Ekerö", "tusen", "2"]]
    [one] = make_plan(upload(files.workbook(Blad=rows), "r.xlsx", Kind.REGISTER)).refusals
    assert (one.cell, one.value, one.reason) == ("C2", "tusen", "det är inget tal.")


def test_a_typed_figure_is_read_in_one_way_or_asked_about(upload) -> None:
    def refused(cell: object) -> str:
        rows = [["kod", "Kostnad per invånare"], ["0125", 812.5], ["0184", cell]]
        [one] = make_plan(upload(files.workbook(Blad=rows), "r.xlsx", Kind.REGISTER)).refusals
        return f"{one.cell} {one.reason} {one.remedy}"

    two = "B3 talet kan läsas på två sätt: menar du 1250 eller 1,250? Skriv 1250 eller 1,25."
    assert refused("1.250") == refused("1,250 kr") == two
    negative = "B3 talet kan inte vara negativt. Rätta talet, eller skriv ”..” när uppgift saknas."
    assert refused("-3") == refused(-3.0) == negative
