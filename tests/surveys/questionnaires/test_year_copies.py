"""A year made from the last one: what moves, what stays to the letter, and what is told as changed or lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from surveys.questionnaires.strict_yaml import read_yaml
from surveys.questionnaires.year_copies import (
    Difference,
    compare_years,
    copied_definitions,
    copied_questionnaire,
    losses,
    moved_days,
    quoted,
)

TEXT = """\
survey: prov/2016  # första året
title: Prov 2016
reference_date: 2016-02-29
opens: 2016-01-24
closes: 2016-03-21
area_title: Prov 2016-01-01
source: Enkäten 2016-01-01
sections:
  - section: start
    title: Start
    questions:
      - question: R
        text: Finns en rutin 2016-02-29?
        help: Skriftlig.
        period: 2015-11-01/2016-01-31
        items:
          - {item: R.a, label: Vuxna, kind: choice, options: {ja: Ja, nej: Nej}}
          - {item: R.b, label: Barn, kind: choice, options: {ja: Ja, nej: Nej}, asked_if: {R.a: [ja, nej]}}
      - question: T
        text: Hur många?
        items:
          - {item: T, label: Alla, kind: integer, unit: timmar, or_words: {vet_ej: Vet ej}}
        checks:
          - {like_last_year: {within: 10}, level: warning, message: Stor ändring.}
          - {like_last_year: {within: 20}, level: warning, message: Större ändring.}
  - section: slut
    title: Slut
    questions:
      - question: S
        text: Något mer?
        items:
          - {item: S, kind: text}
"""


def questionnaire(old: str = "", new: str = "") -> Questionnaire:
    text = TEXT.replace(old, new) if old else TEXT
    assert not old or text != TEXT
    return load_questionnaire("prov.yaml", text)


def test_the_new_year_has_its_name_and_its_days_and_all_else_to_the_letter() -> None:
    copied = copied_questionnaire(TEXT, slug="prov/2018", title='Prov "nytt" 2018', from_year=2016)
    changed = dict(zip(TEXT.splitlines(), copied.splitlines(), strict=True))
    assert {old: new for old, new in changed.items() if old != new} == {
        "survey: prov/2016  # första året": "survey: prov/2018",
        "title: Prov 2016": 'title: "Prov \\"nytt\\" 2018"',
        "reference_date: 2016-02-29": "reference_date: 2018-02-28",
        "opens: 2016-01-24": "opens: 2018-01-24",
        "closes: 2016-03-21": "closes: 2018-03-21",
        "        period: 2015-11-01/2016-01-31": "        period: 2017-11-01/2018-01-31",
    }


DEFINITIONS = """\
survey: prov/2016
title: Prov 2016
indicators:
  - indicator: r
    period: 2015-11-01/2016-01-31
    response_rate: 95
    comparable: {2015: {is: no, note: ny fråga}}
    survey: x
    title: x
  - indicator: t
    response_rate: 90.5
    target: response_rate
"""


def test_definitions_are_compared_with_the_year_they_come_from() -> None:
    assert copied_definitions(DEFINITIONS, slug="prov/2017", title="Prov 2017", from_year=2016) == (
        """\
survey: prov/2017
title: "Prov 2017"
indicators:
  - indicator: r
    period: 2016-11-01/2017-01-31
    comparable: {2016: {is: yes}}
    survey: x
    title: x
  - indicator: t
    target: response_rate
"""
    )


def test_only_the_first_name_of_the_definitions_is_theirs() -> None:
    text = "survey: prov/2016\ntitle: Prov\n"
    copied = copied_definitions(text * 2, slug="prov/2017", title="Nytt", from_year=2016)
    assert copied == 'survey: prov/2017\ntitle: "Nytt"\n' + text


@pytest.mark.parametrize(
    ("text", "years", "moved"),
    [
        ("2016-02-29", 1, "2017-02-28"),
        ("2016-02-29", 4, "2020-02-29"),
        ("från 2016-12-31 till 2017-01-01.", -1, "från 2015-12-31 till 2016-01-01."),
        ("2016-13-01", 1, "2016-13-01"),
        ("2016", 1, "2016"),
    ],
)
def test_days_are_moved_within_their_text(text: str, years: int, moved: str) -> None:
    assert moved_days(text, years) == moved


def test_a_year_that_no_calendar_has_moves_nothing() -> None:
    assert moved_days("2017-01-24", 9_000) == "2017-01-24"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 20))
def test_a_moved_day_moves_back(day: date, years: int) -> None:
    if (day.month, day.day) != (2, 29):
        assert moved_days(moved_days(day.isoformat(), years), -years) == day.isoformat()


@example('a\\b"c')
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40))
def test_a_quoted_text_is_read_back(text: str) -> None:
    assert read_yaml("prov.yaml", f"title: {quoted(text)}\n").text_mapping() == {"title": text}


def told(old: str, new: str) -> list[Difference]:
    return compare_years(questionnaire(), questionnaire(old, new))


def changed(what: str, code: str, before: str, after: str) -> Difference:
    return Difference("changed", what, code, before, after)


def test_days_and_periods_are_no_difference() -> None:
    assert compare_years(questionnaire(), questionnaire("2015-11-01/2016-01-31", "2015-11-01/2016-01-30")) == []
    assert told("closes: 2016-03-21", "closes: 2016-03-22") == []


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("title: Slut", "title: Sist", changed("avsnitt", "slut", "Slut", "Sist")),
        ("Hur många?", "Hur många år?", changed("frågans text", "T", "Hur många?", "Hur många år?")),
        ("help: Skriftlig.", "help: Muntlig.", changed("definition", "R", "Skriftlig.", "Muntlig.")),
        (
            "message: Stor ändring.",
            "message: Ändring.",
            changed("kontroller", "T", "Stor ändring.; Större ändring.", "Ändring.; Större ändring."),
        ),
        ("label: Barn", "label: Unga", changed("delfrågans text", "R.b", "Barn", "Unga")),
        ("kind: text", "kind: decimal", changed("slag av svar", "S", "text", "decimal")),
        ("unit: timmar", "unit: dagar", changed("enhet", "T", "timmar", "dagar")),
        ("asked_if: {R.a: [ja, nej]}", "asked_if: {R.a: ja}", changed("villkor", "R.b", "R.a: ja, nej", "R.a: ja")),
        (", asked_if: {R.a: [ja, nej]}", "", changed("villkor", "R.b", "R.a: ja, nej", "")),
        (
            "{ja: Ja, nej: Nej}}\n",
            "{ja: Ja, nej: Nix}}\n",
            changed("svarsalternativ", "R.a: nej", "Nej", "Nix"),
        ),
        (
            "{ja: Ja, nej: Nej}}\n",
            "{ja: Ja, nej: Nej, vet: Vet ej}}\n",
            Difference("added", "svarsalternativ", "R.a: vet", "", "Vet ej"),
        ),
        ("vet_ej: Vet ej", "vet_ej: Vet inte", changed("ord i stället för tal", "T: vet_ej", "Vet ej", "Vet inte")),
        (", or_words: {vet_ej: Vet ej}", "", Difference("removed", "ord i stället för tal", "T: vet_ej", "Vet ej", "")),
        ("item: R.b, label: Barn", "item: R.c, label: Barn", Difference("added", "delfråga", "R.c", "", "Barn")),
        ("question: S", "question: U", Difference("added", "fråga", "U", "", "Något mer?")),
    ],
)
def test_what_changed_is_told_with_before_and_after(old: str, new: str, difference: Difference) -> None:
    assert told(old, new)[0] == difference


def test_what_is_gone_is_told_after_what_is_new() -> None:
    assert told("item: R.b, label: Barn", "item: R.c, label: Barn") == [
        Difference("added", "delfråga", "R.c", "", "Barn"),
        Difference("removed", "delfråga", "R.b", "Barn", ""),
    ]
    assert told("question: S", "question: U") == [
        Difference("added", "fråga", "U", "", "Något mer?"),
        Difference("removed", "fråga", "S", "Något mer?", ""),
    ]


def test_a_new_question_does_not_hide_what_changed_after_it() -> None:
    new = "question: U\n        text: Nytt?\n        items: [{item: U, kind: text}]\n      - question: T"
    after = TEXT.replace("question: T", new).replace("Något mer?", "Annat?")
    assert compare_years(questionnaire(), load_questionnaire("prov.yaml", after)) == [
        Difference("added", "fråga", "U", "", "Nytt?"),
        changed("frågans text", "S", "Något mer?", "Annat?"),
    ]


def test_a_question_in_another_section_is_told_as_moved() -> None:
    section = "  - section: slut\n    title: Slut\n    questions:\n"
    first, _, last = TEXT.partition("      - question: T\n")
    moved = load_questionnaire("prov.yaml", first + section + "      - question: T\n" + last.replace(section, ""))
    assert compare_years(questionnaire(), moved) == [changed("frågans avsnitt", "T", "Start", "Slut")]


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("", "", []),
        ("item: S", "item: U", ["S"]),
        ("kind: text", "kind: decimal", ["S (slag av svar)"]),
        ("{ja: Ja, nej: Nej}}\n", "{ja: Ja, vet: Vet ej, nix: Nix}}\n", ["R.a (nej)"]),
    ],
)
def test_answers_that_the_new_text_cannot_hold(old: str, new: str, lost: list[str]) -> None:
    after = TEXT.replace(", asked_if: {R.a: [ja, nej]}", "").replace(old, new) if old else TEXT
    answered = {"R.a": {"ja", "nej"}, "S": {"text"}, "okänd": {"1"}, "T": {"3", "vet_ej"}}
    assert losses(questionnaire(), load_questionnaire("prov.yaml", after), answered) == lost


def test_an_answer_to_nothing_known_does_not_hide_what_is_lost() -> None:
    after = questionnaire("item: S", "item: U")
    assert losses(questionnaire(), after, {"okänd": {"1"}, "S": {"text"}}) == ["S"]


def test_lost_options_are_named_in_order() -> None:
    after = questionnaire("{ja: Ja, nej: Nej}, asked_if: {R.a: [ja, nej]}", "{vet: Vet ej}")
    assert losses(questionnaire(), after, {"R.b": {"nej", "ja"}}) == ["R.b (ja, nej)"]
