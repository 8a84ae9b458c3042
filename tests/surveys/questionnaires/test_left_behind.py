"""What a copied year still says as the year before did, and moving it without touching anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.left_behind import find_left_behind, move_left_behind
from surveys.questionnaires.year_copies import copied_questionnaire

BEFORE = """\
survey: prov/2015  # hösten 2014
area_title: Prov
title: Prov 2015
reference_date: 2015-04-01
opens: 2015-04-07
closes: 2015-04-28
source: Rapport 2015
sections:
  - section: start
    title: Läget 2015
    questions:
      - question: Q1
        text: >-
          Fanns det den 1 april
          2015 en rutin enligt 2013 års lag?
        help: "Sedan våren 2014."
        period: 2014-04-01/2015-03-31
        options: {ja: Ja, ny: "Ny efter 2015-01-01"}
        items:
          - {item: Q1.a, label: År 2014, kind: choice}
          - {item: Q1.b, kind: integer, unit: personer 2014, or_words: {nej: Inte 2014}}
        checks:
          - {like_last_year: {within: 50}, level: warning, message: Långt från 2014.}
"""
COPY = copied_questionnaire(BEFORE, slug="prov/2018", title="Prov 2018", from_year=2015)


def test_every_text_is_looked_through_and_told_with_its_place_and_proposal() -> None:
    left = find_left_behind(COPY, BEFORE, 3)
    assert [(one.place, one.old, one.proposal, one.is_source) for one in left] == [
        ("källan", "2015", "2018", True),
        ("avsnitt start, rubriken", "2015", "2018", False),
        ("fråga Q1, frågans text", "1 april 2015", "1 april 2018", False),
        ("fråga Q1, frågans text", "2013 års", "2016 års", False),
        ("fråga Q1, definitionen", "våren 2014", "våren 2017", False),
        ("fråga Q1, svarsalternativ", "2015-01-01", "2018-01-01", False),
        ("delfråga Q1.a, delfrågans text", "År 2014", "År 2017", False),
        ("delfråga Q1.b, enheten", "2014", "2017", False),
        ("delfråga Q1.b, ord i stället för tal", "2014", "2017", False),
        ("fråga Q1, kontrollens text", "2014", "2017", False),
    ]
    assert (left[3].before, left[3].after) == ("Fanns det den 1 april 2015 en rutin enligt ", " lag?")
    assert len({one.key for one in left}) == len(left)


def test_what_is_chosen_moves_and_what_is_not_stands() -> None:
    left = find_left_behind(COPY, BEFORE, 3)
    text = move_left_behind(COPY, [left[2]], 3)
    assert text == COPY.replace("2015 en rutin", "2018 en rutin")
    still = find_left_behind(text, BEFORE, 3)
    assert [one.old for one in still] == [one.old for one in left if one is not left[2]]


@given(st.sets(st.integers(0, 9)))
def test_all_but_the_chosen_ones_is_untouched_to_the_letter(chosen: set[int]) -> None:
    left = find_left_behind(COPY, BEFORE, 3)
    text = move_left_behind(COPY, [left[number] for number in chosen], 3)
    assert len(text) == len(COPY)
    differs = {place for place, (one, other) in enumerate(zip(text, COPY, strict=True)) if one != other}
    moved = {place for number in chosen for place in range(left[number].mention.start, left[number].mention.end)}
    assert differs <= moved
    assert [one.key for one in find_left_behind(text, BEFORE, 3)] == [
        one.key for number, one in enumerate(left) if number not in chosen
    ]


def test_two_years_moved_in_one_text_are_not_taken_for_the_other() -> None:
    before = "sections: [{section: a, title: 2014 och 2015}]"
    assert find_left_behind(before.replace("2014 och 2015", "2015 och 2016"), before, 1) == []


def test_what_somebody_has_written_anew_is_no_leftover() -> None:
    before = "sections: [{section: a, title: Läget}]"
    assert find_left_behind(before.replace("Läget", "Läget sedan 2009"), before, 1) == []
    longer = "sections: [{section: a, title: Läget 2009 och 2010}]"
    assert [one.old for one in find_left_behind(longer, before.replace("Läget", "Läget 2009"), 1)] == ["2009"]


@pytest.mark.parametrize("text", ["", "a: [", "- 2015", "2015", "a: &a [*a]"])
def test_what_is_no_questionnaire_has_nothing_left(text: str) -> None:
    assert find_left_behind(text, text, 1) == []


def test_what_an_alias_repeats_is_told_once() -> None:
    text = "sections: [{section: a, title: &t Läget 2015}, {section: b, title: *t}]"
    assert len(find_left_behind(text, text, 1)) == 1


def test_a_long_sentence_is_told_by_the_words_around() -> None:
    text = f"sections: [{{section: a, title: {'ord ' * 40}2015{' ord' * 40}}}]"
    [one] = find_left_behind(text, text, 1)
    assert (one.before, one.after) == ("… " + "ord " * 12, " ord" * 12 + " …")
