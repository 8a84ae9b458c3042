"""No share is stored whose unit neither the file nor a person has said."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from indicators.importing.actions import Kind, confirm, import_at_once, make_plan, preview
from indicators.importing.shares import FRACTION, PERCENT
from indicators.models import GroupResult, Indicator, Origin, Publication, Result
from municipalities.models import Event, Municipality
from surveys.files.refusals import FileRefused
from surveys.models import Survey
from tests.indicators.importing import files
from tests.indicators.importing.test_results import groups, units

SMALL = [["Kommun", "Biståndsmottagare i befolkningen"], ["Ekerö", 0.6], ["Solna", 0.9], ["Upplands-Bro", 0.4]]


def formatted(rows: list[list[object]], formats: dict[tuple[int, int], str]) -> bytes:
    """A workbook whose cells have the number formats given by row and column."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Blad")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                number_format = formats.get((row, column))
                sheet.write(
                    row, column, cell, book.add_format({"num_format": number_format}) if number_format else None
                )
    return target.getvalue()


def plan_of_rows(upload, rows: list[list[object]], kind: str = Kind.REGISTER, **answers: str):
    return make_plan(upload(files.workbook(Blad=rows), "r.xlsx", kind, answers))


def numbers(plan) -> list[Decimal]:
    return [one.reading.number for one in plan.figures]


def test_small_shares_of_a_register_are_asked_about(upload) -> None:
    plan = plan_of_rows(upload, SMALL)
    [asked] = plan.unanswered
    assert (asked.cell, asked.number, asked.count, asked.key) == ("B2", Decimal("0.6"), 3, "Blad|B|units")
    assert plan.figures == []


@pytest.mark.parametrize(("answer", "stored"), [(PERCENT, ["0.6", "0.9", "0.4"]), (FRACTION, ["60", "90", "40"])])
def test_the_answer_decides(upload, answer: str, stored: list[str]) -> None:
    plan = plan_of_rows(upload, SMALL, **{"Blad|B|units": answer})
    assert (numbers(plan), plan.unanswered) == ([Decimal(one) for one in stored], [])


def test_nothing_is_written_before_the_answer(upload) -> None:
    outcome = preview(upload(files.workbook(Blad=SMALL), "r.xlsx", Kind.REGISTER), by="Carin")
    assert outcome.run is not None
    with pytest.raises(FileRefused, match="0,6 betyder 0,6\u00a0% eller 60\u00a0%"):
        confirm(outcome.run, by="Carin", fingerprint=outcome.plan.fingerprint)
    assert not Result.objects.exists()


def test_the_format_of_each_cell_decides(upload) -> None:
    rows = [["Kommun", "Väntetid för nybesök", "Aktuell rutin vid indikation på våld"], ["Ekerö", "Ja", "Nej"]]
    rows += [["Riket", 0.005, 45.5], ["Stockholms län", 62.5, 0.5]]
    content = formatted(rows, {(2, 1): "0.0%", (3, 1): '0.0" %"', (3, 2): "0%"})
    import_at_once(upload(content, "r.xlsx", Kind.RESULTS), by="Carin")
    assert groups() == {
        ("riket", "vantetid"): Decimal("0.5"),
        ("riket", "vald"): Decimal("45.5"),
        ("stockholms-lan", "vantetid"): Decimal("62.5"),
        ("stockholms-lan", "vald"): Decimal(50),
    }
    assert GroupResult.objects.get(group__slug="riket", indicator__code="vantetid").printed == "0,5 %"


def test_a_plain_share_among_others_is_asked_about_alone(upload) -> None:
    """0.75 of one row, 100 of the next: the large one cannot be anything but per cent."""
    rows = [["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"], ["Riket", 0.75], ["Stockholms län", 100]]
    plan = plan_of_rows(upload, rows, Kind.RESULTS)
    [asked] = plan.unanswered
    assert (asked.key, asked.cell, asked.count, asked.beside) == ("Blad|B|groups", "B3", 1, 100)
    plan = plan_of_rows(upload, rows, Kind.RESULTS, **{"Blad|B|groups": FRACTION})
    assert [one.reading.number for one in plan.figures if one.reading.number] == [75, 100]


def test_a_csv_file_has_no_formats(upload) -> None:
    content = files.csv_file([["Kommun", "Andel med examen"], ["Solna", "0,75"], ["Ekerö", "0,8 %"]])
    plan = make_plan(upload(content, "r.csv", Kind.RESULTS))
    assert ([one.cell for one in plan.unanswered], numbers(plan)) == (["B2"], [Decimal("0.8")])


def test_groups_are_asked_about_apart_from_the_units(upload) -> None:
    rows = [["Kommun", "Andel med examen"], ["Solna", 0.6], ["Ekerö", 45], ["Riket", 0.7]]
    plan = plan_of_rows(upload, rows, Kind.RESULTS)
    assert [one.key for one in plan.unanswered] == ["Blad|B|units", "Blad|B|groups"]
    answers = {"Blad|B|units": PERCENT, "Blad|B|groups": FRACTION}
    plan = plan_of_rows(upload, rows, Kind.RESULTS, **answers)
    assert numbers(plan) == [Decimal("0.6"), 45, 70]


def test_a_heading_in_per_cent_is_believed_beside_larger_figures(upload) -> None:
    heading = "Biståndsmottagare i befolkningen (%)"
    rows = [["Kommun", heading], ["Solna", 0.6], ["Ekerö", 4.5]]
    chosen = {"biståndsmottagareibefolkningen": "bistand"}
    plan = make_plan(upload(files.workbook(Blad=rows), "r.xlsx", Kind.REGISTER, {}, **chosen))
    assert (plan.unanswered, numbers(plan)) == ([], [Decimal("0.6"), Decimal("4.5")])
    assert [one.reading.unit_from for one in plan.figures] == ["heading", "above_one"]


def test_the_long_format_asks_too(upload) -> None:
    rows = [["kod", "indikator", "värde"], ["0125", "Biståndsmottagare i befolkningen", 0.6]]
    rows += [["0184", "Biståndsmottagare i befolkningen", 0.9], ["0184", "Kostnad per invånare", 0.9]]
    plan = plan_of_rows(upload, rows)
    [asked] = plan.unanswered
    assert (asked.heading, asked.cell, asked.count) == ("Biståndsmottagare i befolkningen", "C2", 2)
    assert numbers(plan) == [Decimal("0.9")]
    plan = plan_of_rows(upload, rows, **{asked.key: PERCENT})
    assert numbers(plan) == [Decimal("0.6"), Decimal("0.9"), Decimal("0.9")]


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Kostnad per invånare", "60 %", "cellen är i procent, men Kostnad per invånare är i kronor"),
        ("Kostnad per invånare", "8 tkr", "cellen är i tkr, men Kostnad per invånare är i kronor"),
        ("Biståndsmottagare i befolkningen", "60 kr", "cellen är i kronor, men"),
        ("Biståndsmottagare i befolkningen", 101, "större än 100 procent"),
    ],
)
def test_another_unit_than_the_indicator_s_is_refused(upload, heading: str, cell: object, told: str) -> None:
    [one] = plan_of_rows(upload, [["Kommun", heading], ["Solna", cell]]).refusals
    assert (one.cell, told in one.reason) == ("B2", True)


def test_a_cell_shown_as_per_cent_is_no_amount(upload) -> None:
    content = formatted([["Kommun", "Kostnad per invånare"], ["Solna", 0.6]], {(1, 1): "0%"})
    [one] = make_plan(upload(content, "r.xlsx", Kind.REGISTER)).refusals
    assert "cellen är i procent" in one.reason


@pytest.fixture
def year_before(survey) -> None:
    """2016: Kostnad per invånare 1 000, 1 200 and 1 500."""
    earlier = Survey.objects.create(area=survey.area, year=2016, title="Prov 2016")
    facts = {"title": "R", "publisher": "P", "year": 2016, "kind": Publication.Kind.REGISTER_FILE}
    publication = Publication.objects.create(slug="forra", **facts)
    indicator = Indicator.objects.get(code="kostnad")
    for code, number in (("0114", 1000), ("0125", 1200), ("0184", 1500)):
        unit = Municipality.objects.get(code=code)
        told = {"origin": Origin.PUBLISHED, "publication": publication, "number": number}
        Result.objects.create(survey=earlier, municipality=unit, indicator=indicator, **told)


COSTS = [["Kommun", "Kostnad per invånare"], ["Ekerö", 1250], ["Solna", 12], ["Upplands-Bro", 9000]]


def test_figures_far_from_the_year_before_are_asked_about(year_before, upload) -> None:
    plan = plan_of_rows(upload, COSTS)
    [asked] = plan.unanswered
    bounds = asked.bounds
    assert (asked.subject, asked.number, asked.count) == ("Solna", 12, 2)
    assert (bounds.year, bounds.lowest, bounds.highest) == (2016, 1000, 1500)
    with pytest.raises(FileRefused, match="Solna har 12, men 2016 låg alla mellan 1000–1500"):
        import_at_once(upload(files.workbook(Blad=COSTS), "r.xlsx", Kind.REGISTER), by="Carin")


def test_figures_near_the_year_before_are_not(year_before, upload) -> None:
    plan = plan_of_rows(upload, COSTS[:2])
    assert (plan.unanswered, numbers(plan)) == ([], [1250])


def run_command(path: Path, *options: str) -> str:
    out = io.StringIO()
    told = ["--survey", "prov/2017", "--publisher", "Provverket", "--by", "Carin"]
    call_command("import_register", str(path), *told, *options, stdout=out)
    return out.getvalue()


def test_the_command_is_told_the_unit_of_a_heading(survey, tmp_path: Path, capsys) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(files.workbook(Blad=SMALL))
    with pytest.raises(SystemExit):
        run_command(path)
    assert "--enhet ”Biståndsmottagare i befolkningen=procent”" in capsys.readouterr().err
    run_command(path, "--enhet", "Biståndsmottagare i befolkningen=procent")
    assert units()["0125", "bistand"] == Decimal("0.6")
    said = Event.objects.get(action="import.confirmed").detail["said"]
    assert said == ["rubriken biståndsmottagareibefolkningen är i procent (Carin)"]


def test_the_command_is_told_that_unlikely_figures_are_so(year_before, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_bytes(files.workbook(Blad=COSTS))
    with pytest.raises(SystemExit):
        run_command(path)
    assert "3 nya" in run_command(path, "--stammer", "Kostnad per invånare")


@pytest.mark.parametrize("option", ["Rubrik=promille", "=procent", "procent"])
def test_the_command_takes_no_other_unit(survey, tmp_path: Path, option: str) -> None:
    (tmp_path / "r.xlsx").write_bytes(files.workbook(Blad=SMALL))
    with pytest.raises(CommandError, match="RUBRIK=procent eller RUBRIK=andel"):
        run_command(tmp_path / "r.xlsx", "--enhet", option)
