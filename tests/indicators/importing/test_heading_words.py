"""A heading's year and kind, apart from its name: and the years in it that are not of its figures."""

from __future__ import annotations

import pytest

from indicators.importing.tables.heading_words import (
    is_number_of_a_question,
    names_another_year,
    read_words,
    years_in,
)

YEAR = frozenset({2017})


@pytest.mark.parametrize(
    ("text", "rest", "years"),
    [
        ("2016", "", {2016}), ("År 2016", "", {2016}), ("Väntetid 2016", "Väntetid", {2016}),
        ("Väntetid för nybesök (2016)", "Väntetid för nybesök", {2016}), ("Resultat 2016", "", {2016}),
        ("2015–2017", "", {2015, 2017}), ("2016/2017", "", {2016, 2017}), ("Väntetid", "Väntetid", set()),
        ("Andel 2016, %", "", {2016}), ("2016 års resultat", "", {2016}),
    ],
)  # fmt: skip
def test_a_year_is_taken_from_a_heading(text, rest, years):
    words = read_words(text)
    assert (words.rest, words.years) == (rest, years)


@pytest.mark.parametrize(
    "text",
    ["per 31 december 2016", "31 dec 2016", "2016-12-31", "2016-12", "31/12 2016", "Resultat jämfört med 2016",
     "jämfört med år 2016", "ändrat sedan 2016", "SFS 2001:453", "rapport 2018:1", "per 2000 invånare", "20160131",
     "mot 2016", "t.o.m. 2016"],
)  # fmt: skip
def test_other_numbers_are_no_years_of_figures(text):
    assert years_in(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kommentar", "comment"), ("Kommentar till resultatet", "comment"), ("Not", "comment"), ("Källa", "comment"),
        ("Antal", "count"), ("2017, antal", "count"), ("Väntetid (antal)", "count"), ("Förändring 2016–2017", "change"),
        ("Väntetid – förändring", "change"), ("Rang", "rank"), ("Resultat", "result"), ("Andel i %", "result"),
        ("%", "result"), ("Resultat, andel", "result"), ("Väntetid", ""), ("Antal handläggare", ""),
        ("Andel, antal", "count"), ("Felmarginal", "margin"),
    ],
)  # fmt: skip
def test_what_kind_of_column_a_heading_says(text, kind):
    assert read_words(text).kind == kind


@pytest.mark.parametrize(
    ("text", "of_year"),
    [
        ("2017", True), ("2016", False), ("2016 och 2017", True), ("Förra året", False), ("Väntetid", None),
        ("Väntetid föregående år", False), ("Förra årets resultat", False), ("I fjol", False), ("I år", True),
        ("Årets resultat", True), ("Förra året (2017)", True),
    ],
)  # fmt: skip
def test_whether_a_heading_is_of_the_year(text, of_year):
    assert read_words(text).is_of_year(YEAR) is of_year


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Resultat 2016", True),
        ("Öppna jämförelser 2016", True),
        ("Öppna jämförelser 2017, resultat 2016", False),
        ("Resultat", False),
        ("2018", True),
    ],
)
def test_a_title_that_names_both_years_is_no_other_years(text, another):
    assert names_another_year(text, YEAR) is another


@pytest.mark.parametrize("text", ["E1", "G2a", "Fråga 12", "12", "3)", "Nr 4"])
def test_numbers_of_questions(text):
    assert is_number_of_a_question(text)


@pytest.mark.parametrize("text", ["Väntetid", "Inom 7 dagar", "", "LSS"])
def test_what_is_no_number_of_a_question(text):
    assert not is_number_of_a_question(text)
