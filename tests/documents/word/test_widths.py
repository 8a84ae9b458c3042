"""Columns are as wide as their words ask for, and together no wider than the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.tree import Cell, Column, Row, Table
from documents.word.widths import SIZES, width_of, widths_of

ROOM = 9070
HEADINGS = (
    "Socialjour hela dygnet",
    "Väntetid till besöket",
    "Arbetsmarknadsinsatser för yngre inom 1 mån.",
    "Arbetsmarknadsinsatser för andra vuxna",
    "Hushållsekonomisk rådgivning av enklare slag",
)


def table(*headings: str, said: str = "DELVIS", kind: str = "result") -> Table:
    columns = (Column("Kommun", "name"), *(Column(heading, kind) for heading in headings))
    row = Row((Cell("Upplands Väsby"), *(Cell(said, "NEJ", tone="partly") for _ in headings)))
    return Table("t", "Tabell", columns, (row,))


def test_six_columns_of_the_field_s_long_words_have_room_for_an_answer_and_last_year_s_on_a_line() -> None:
    found = widths_of(table(*HEADINGS), ROOM, "Calibri")
    assert min(found.columns) >= width_of("◐ DELVIS (NEJ)", found.size * 0.9)
    assert found.size >= 17


def test_a_wide_typeface_is_set_smaller() -> None:
    assert widths_of(table(*HEADINGS), ROOM, "Verdana").size < widths_of(table(*HEADINGS), ROOM, "Calibri").size


def test_a_table_of_few_answers_is_no_wider_than_is_easy_to_read_across() -> None:
    name, first, second = widths_of(table("Ja", "Nej"), ROOM).columns
    assert name < first == second
    assert name + first + second < ROOM * 2 / 3


def test_many_answers_fill_the_page() -> None:
    assert sum(widths_of(table(*HEADINGS), ROOM).columns) == ROOM


def test_a_number_stands_on_one_line() -> None:
    columns = (Column("Kommun", "name"), Column("Fråga", "text"), Column("Nr", "number"))
    rows = (Row((Cell("Ekerö"), Cell("Finns det en aktuell rutin? " * 20), Cell("10144"))),)
    found = widths_of(Table("t", "Tabell", columns, rows), ROOM, "Calibri")
    assert found.columns[2] >= 5 * 0.507 * found.size * 10 + 140  # the width of a digit in Calibri, and the margins
    assert sum(found.columns) == ROOM


def test_running_text_gets_more_room_than_a_word() -> None:
    columns = (Column("Kommun", "name"), Column("Ort"), Column("Tolkning", "text"))
    row = Row((Cell("Ekerö"), Cell("Stad"), Cell("Beredskap räknas när den är bemannad dygnet runt. " * 4)))
    name, word, running = widths_of(Table("t", "Tabell", columns, (row,)), ROOM).columns
    assert running > name + word


def test_letters_are_made_smaller_before_words_are_cut() -> None:
    crowded = widths_of(table(*HEADINGS, *HEADINGS[:2]), ROOM)
    assert crowded.size < widths_of(table("Ja"), ROOM).size == SIZES[0]


@given(st.lists(st.text("abcåäö ", min_size=1, max_size=40), min_size=1, max_size=12), st.integers(3000, 15000))
def test_columns_are_together_no_wider_than_the_room(headings: list[str], room: int) -> None:
    found = widths_of(table(*headings), room)
    assert sum(found.columns) <= room
    assert min(found.columns) > 0
