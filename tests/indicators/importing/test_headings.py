"""Which indicator a heading means: what does not matter in it, whose choice goes first, what names nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.importing.headings import LEFT_OUT, HeadingBook, Match, heading_key
from tests.indicators.comparing.test_matrix_rows import definitions, indicator

ROUTINE = indicator(
    "r1", short_name="Rutin", name="Aktuell rutin för stöd – Ekonomiskt bistånd", also_called=("Rutinen",)
)
SUPPORT = indicator("s1", short_name="Stöd", name="Aktuellt stöd")
REGISTER = indicator("t1", short_name="Tid", name="Tid i kö", kind="register")


def book(*indicators, chosen=(), remembered=(), kinds=("choice",)) -> HeadingBook:
    known = definitions(2017, *(indicators or (ROUTINE, SUPPORT, REGISTER)))
    of = [{heading_key(text): code for text, code in told} for told in (chosen, remembered)]
    return HeadingBook(known, kinds, *of)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Aktuell rutin", "aktuellrutin"), ("AKTUELL-\nrutin", "aktuellrutin"), ("Stöd¹ ²", "stöd"),
        ("ﬁlial", "filial"), ("Tid (2017)", "tid2017"), ("–", ""), ("a" * 500, "a" * 400),
    ],
)  # fmt: skip
def test_what_does_not_matter_in_a_heading(text, key):
    assert heading_key(text) == key


@pytest.mark.parametrize(
    "text",
    ["Rutin", "r1", "Aktuell rutin för stöd – Ekonomiskt bistånd", "Aktuell rutin för stöd", "Rutinen", "RUTIN 1)",
     "Rutin *", "Rutin (12)", "Rutin†", "Rutin1"],
)  # fmt: skip
def test_every_name_of_an_indicator_finds_it(text):
    assert book().find(text) == "r1"


@pytest.mark.parametrize("text", ["", "Något annat", "Tid", "Rutin för annat"])
def test_other_headings_find_nothing(text):
    assert book().find(text) is None


def test_kinds_that_the_file_does_not_hold_are_not_found():
    assert book(kinds=("register",)).find("Tid") == "t1"
    assert book(kinds=("register",)).find("Rutin") is None


def test_a_heading_that_two_indicators_share_means_neither():
    assert book(ROUTINE, replace(SUPPORT, short_name="Rutin")).find("Rutin") is None


def test_a_short_name_goes_before_another_s_long_name():
    assert book(ROUTINE, replace(SUPPORT, name="Rutin")).find("Rutin") == "r1"
    assert book(replace(SUPPORT, name="Rutin"), ROUTINE).find("Rutin") == "r1"


def test_what_somebody_chose_goes_before_everything():
    chosen = book(chosen=[("Rutin", "s1")], remembered=[("Rutin", "r1")])
    assert chosen.match("RUTIN") == Match("s1", "chosen")


def test_a_name_that_is_known_goes_before_what_was_chosen_last_time():
    remembered = book(remembered=[("Kolumn 3", "s1"), ("Rutin", "s1")])
    assert remembered.match("Rutin") == Match("r1", "automatic")
    assert remembered.match("Kolumn 3") == Match("s1", "remembered")


def test_a_column_left_out_last_time_is_left_out():
    assert book(remembered=[("Rum", LEFT_OUT)]).match("Rum") == Match(LEFT_OUT, "remembered")


def test_a_choice_of_an_indicator_that_this_year_lacks_is_asked_again():
    assert book(remembered=[("Rum", "borta")]).match("Rum") == Match(None, "undecided")


@pytest.mark.parametrize("text", ["Kommunkod", "KOMMUN/stadsdel", "Län", "År"])
def test_facts_of_the_unit_are_no_results(text):
    assert book().match(text) == Match(LEFT_OUT, "fact")


def test_a_heading_nobody_knows_is_for_a_person():
    assert book().match("Rum") == Match(None, "undecided")
