"""Hidden sheets, rows and columns of a file of answers: not read unless somebody says so, and told."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.surveys.files.answer_files import answers_in, plan_of, refused_in

ROWS = [["kod", "E1", "N1"], ["0125", "Ja", 1], ["0184", "Nej", 2], ["0139", "Ja", 3]]
SEEN = {("0125", "E1"): "ja", ("0184", "E1"): "nej", ("0139", "E1"): "ja"} | {
    ("0125", "N1"): "1", ("0184", "N1"): "2", ("0139", "N1"): "3",
}  # fmt: skip


@pytest.fixture
def survey(import_survey):
    return import_survey


def book_with(change, rows=ROWS) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Svar"
    for row in rows:
        book.active.append(row)
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def hide_row(book) -> None:
    book["Svar"].row_dimensions[3].hidden = True


def hide_column(book) -> None:
    book["Svar"].column_dimensions["C"].hidden = True


def hide_sheet(book) -> None:
    sheet = book.create_sheet("Gammalt")
    sheet.append(["kod", "N1"])
    sheet.append(["0125", 99])
    sheet.sheet_state = "hidden"


def filter_rows(book) -> None:
    book["Svar"].auto_filter.ref = "A1:C4"
    hide_row(book)


@pytest.mark.parametrize(
    ("change", "left_out", "note"),
    [
        (hide_row, [("0184", "E1"), ("0184", "N1")], "Bladet Svar: 1 dold rad (3) läses inte."),
        (filter_rows, [("0184", "E1"), ("0184", "N1")], "Bladet Svar: 1 dold rad (3) läses inte."),
        (hide_column, [("0125", "N1"), ("0184", "N1"), ("0139", "N1")], "Bladet Svar: 1 dold kolumn (C) läses inte."),
        (hide_sheet, [], "Bladet Gammalt är dolt och läses inte."),
    ],
)
def test_what_is_hidden_is_left_out_and_told(survey, change, left_out, note: str) -> None:
    plan = plan_of(survey, book_with(change))
    assert answers_in(plan) == {key: value for key, value in SEEN.items() if key not in left_out}
    assert note in plan.notes
    assert plan.hidden == [note]


@pytest.mark.parametrize("change", [hide_row, hide_column, filter_rows])
def test_what_is_hidden_is_read_when_somebody_says_so(survey, change) -> None:
    assert answers_in(plan_of(survey, book_with(change), read_hidden=True)) == SEEN


def test_a_hidden_sheet_is_held_against_the_others_when_it_is_read(survey) -> None:
    assert refused_in(plan_of(survey, book_with(hide_sheet), read_hidden=True)) == [
        ("B2", "N1 för Ekerö är ”99” här men ”1” på annan plats (blad Svar, cell C2).")
    ]


def test_a_file_whose_answers_are_all_hidden_says_so(survey) -> None:
    def hide_all(book) -> None:
        book.create_sheet("Annat")
        book["Svar"].sheet_state = "hidden"
        book.active = 1

    plan = plan_of(survey, book_with(hide_all))
    assert plan.hidden == ["Bladet Svar är dolt och läses inte."]
    assert [one.remedy for one in plan.refusals] == ["Läs även det som är dolt, eller visa det i Excel."]
    assert answers_in(plan_of(survey, book_with(hide_all), read_hidden=True)) == SEEN
