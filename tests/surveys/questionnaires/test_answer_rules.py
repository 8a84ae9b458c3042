"""What typed text means, what is left to answer, and which answers do not fit together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaires.answer_rules import (
    AnswerRefused,
    Problem,
    comparable_with,
    differing_questions,
    find_problems,
    parse_answer,
    parse_comment,
    section_of,
    section_progress,
    shown_answer,
    told_answer,
)
from surveys.questionnaires.questionnaire import Item, Questionnaire, asked, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError

TEXT = """
survey: prov/2017
area_title: Prov
title: Prov 2017
reference_date: 2017-02-01
opens: 2017-01-24
closes: 2017-03-21
source: påhittad
sections:
  - section: personal
    title: Personal
    questions:
      - question: Q4
        text: Hur många är ni?
        items: [{item: Q4, kind: integer}]
      - question: Q4a
        text: Hur många har examen?
        items: [{item: Q4a, kind: integer, unit: personer, max: 500, or_words: {vet_ej: Vet ej}}]
        checks:
          - {at_most: {item: Q4a, of: Q4}, level: error, message: Fler med examen än anställda.}
      - question: Q8
        text: Hur många timmar?
        items:
          - {item: Q8.1, kind: decimal, unit: timmar, min: 0, max: 168}
          - {item: Q8.2, kind: decimal, min: 0.5, max: 10.5, decimals: 2}
          - {item: Q8.3, kind: decimal}
        empty_rows: are_nothing
        checks:
          - {like_last_year: {within: 50}, level: warning, message: Långt från förra året.}
  - section: rutiner
    title: Rutiner
    questions:
      - question: G2
        text: Finns en rutin?
        options: {ja: Ja, nej: Nej}
        items: [{item: G2.lss, label: LSS, kind: choice}, {item: G2.barn, label: Barn, kind: choice}]
      - question: G2a
        text: Har den följts upp?
        options: {ja: Ja, nej: Nej}
        items:
          - {item: G2a.lss, label: LSS, kind: choice, asked_if: {G2.lss: [ja]}}
          - {item: G2a.barn, label: Barn, kind: choice, asked_if: {G2.barn: [ja]}}
      - question: G2b
        text: Hur?
        items: [{item: G2b, kind: text, asked_if: {G2a.lss: [ja]}}]
"""
HOURS = "Skriv ett tal från 0 till 168 (timmar), till exempel 37,5."
FORM = load_questionnaire("prov.yaml", TEXT)
ANSWERED = {"Q8.1": "37.5", "Q4a": "vet_ej", "Q4": "4", "G2.lss": "ja"}


@pytest.mark.parametrize(
    ("item", "raw", "stored"),
    [
        ("G2.lss", "ja", "ja"),
        ("G2.lss", "  JA ", "ja"),
        ("G2.lss", "", ""),
        ("Q8.1", "37,5", "37.5"),
        ("Q8.1", "37.50", "37.5"),
        ("Q8.3", "1 234,5", "1234.5"),
        ("Q8.3", "1.234,5", "1234.5"),
        ("Q8.3", "1,234.5", "1234.5"),
        ("Q8.3", "1 234.000", "1234"),
        ("Q8.3", "1.234.567", "1234567"),
        ("Q8.3", "12,3400", "12.34"),
        ("Q8.3", "0,250", "0.25"),
        ("Q8.2", "10,5", "10.5"),
        ("Q4", "1 000", "1000"),
        ("Q4", "1\u202f000", "1000"),
        ("Q8.1", "0", "0"),
        ("Q8.1", "000,00", "0"),
        ("Q8.3", "1000", "1000"),
        ("Q8.3", "1\u00a0234\u202f567", "1234567"),
        ("Q4a", "Vet ej", "vet_ej"),
        ("Q4a", "vet_ej", "vet_ej"),
        ("G2b", " rad ett\r\nrad två ", "rad ett\nrad två"),
        ("G2b", "rad ett\rrad två", "rad ett\nrad två"),
        ("G2b", "x" * 10_000, "x" * 10_000),
    ],
)
def test_what_typed_text_means(item, raw, stored):
    assert parse_answer(FORM.items[item], raw) == stored


@pytest.mark.parametrize(
    ("item", "raw", "message"),
    [
        ("G2.lss", "kanske", "Svaret finns inte i fråga G2.lss. Skriv något av: Ja, Nej."),
        ("Q4", "37,5", "Svaret ska vara ett heltal. Skriv ett heltal som är minst 0."),
        ("Q4", "1.000", "Talet kan läsas på två sätt: menar du 1000 eller 1,000? Skriv 1000 eller 1."),
        ("Q4", "1,000", "Talet kan läsas på två sätt: menar du 1000 eller 1,000? Skriv 1000 eller 1."),
        ("Q4", "1.250", "Talet kan läsas på två sätt: menar du 1250 eller 1,250? Skriv 1250."),
        ("Q8.1", "12.500", "Talet kan läsas på två sätt: menar du 12500 eller 12,500? Skriv 12,5."),
        ("Q8.1", "-3", f"Talet kan inte vara negativt. {HOURS}"),
        ("Q8.1", "\u22123", f"Talet kan inte vara negativt. {HOURS}"),
        ("Q8.1", "168,5", f"Talet är för stort. {HOURS}"),
        ("Q8.1", "99999999999", f"Talet är för stort. {HOURS}"),
        ("Q8.1", "9" * 39, f"Talet är för stort. {HOURS}"),
        ("Q8.1", "37,1251", f"Talet har fler än 2 decimaler. {HOURS}"),
        ("Q8.1", "1e9", f"Det är inget tal. {HOURS}"),
        ("Q8.1", "9" * 41, f"Det är inget tal. {HOURS}"),
        ("Q8.2", "0,25", "Talet är för litet. Skriv ett tal från 0,5 till 10,5."),
        ("Q4", "9" * 13, "Talet är för stort. Skriv ett heltal som är minst 0."),
        ("Q4a", "många", "Det är inget tal. Skriv ett heltal från 0 till 500 (personer) eller Vet ej."),
        ("G2b", "x" * 10_001, "Texten är för lång (10001 tecken). Korta den till högst 10000 tecken."),
        ("G2b", "a\x00b", "Texten innehåller styrtecken. Skriv om texten utan dem."),
    ],
)
def test_what_is_no_answer_is_told_with_the_remedy(item, raw, message):
    with pytest.raises(AnswerRefused) as refused:
        parse_answer(FORM.items[item], raw)
    assert str(refused.value) == message


def test_a_comment_of_a_megabyte_is_no_comment():
    with pytest.raises(AnswerRefused, match="1000000 tecken"):
        parse_comment("x" * 1_000_000)


@pytest.mark.parametrize(
    ("item", "value", "shown"),
    [
        ("Q8.1", "37.5", "37,5"),
        ("Q4a", "1000", "1000"),
        ("G2.lss", "ja", "Ja"),
        ("Q4a", "vet_ej", "Vet ej"),
        ("G2b", "v. 5", "v. 5"),
    ],
)
def test_an_answer_is_shown_in_swedish(item, value, shown):
    assert shown_answer(FORM.items[item], value) == shown


def test_an_answer_is_told_with_its_unit():
    told = {code: told_answer(FORM.items[code], value) for code, value in ANSWERED.items()}
    assert told == {"Q8.1": "37,5 timmar", "Q4a": "Vet ej", "Q4": "4", "G2.lss": "Ja"}


def refused_comment(raw: str) -> str:
    with pytest.raises(AnswerRefused) as refused:
        parse_comment(raw)
    return str(refused.value)


def test_a_comment_is_as_long_as_a_text_may_be():
    remedy = "Korta den till högst 10000 tecken."
    assert parse_comment(f"  {'x' * 10_000}  ") == "x" * 10_000
    assert refused_comment("x" * 10_001) == f"Kommentaren: texten är för lång (10001 tecken). {remedy}"
    assert refused_comment("x" * 20_000) == f"Kommentaren: texten är för lång (20000 tecken). {remedy}"
    assert refused_comment("x" * 20_001) == f"Kommentaren är för lång (20001 tecken). {remedy}"
    assert parse_comment(f"{'x' * 10_000}{' ' * 10_000}") == "x" * 10_000


def test_the_section_of_an_item():
    assert [section_of(FORM, item).code for item in ("Q8.2", "G2b")] == ["personal", "rutiner"]
    with pytest.raises(KeyError):
        section_of(FORM, "G99")


def test_progress_is_told_with_the_section_s_title():
    assert [(one.title, one.is_complete) for one in section_progress(FORM, {"G2.lss": "nej", "G2.barn": "nej"})] == [
        ("Personal", False),
        ("Rutiner", True),
    ]


def item(code: str, **told) -> Item:
    return replace(FORM.items[code], **told)


@pytest.mark.parametrize(
    ("now", "before", "value", "same"),
    [
        (item("G2.lss"), item("G2.lss"), "ja", True), (item("G2.lss"), item("G2.lss"), "borta", False),
        (item("G2.lss"), item("G2b"), "ja", False), (item("Q8.1"), item("Q8.1", unit="dagar"), "3", False),
        (item("Q8.1"), item("Q8.1"), "3.5", True), (item("Q8.1"), item("Q8.1"), "vet_ej", False),
        (item("Q4a"), item("Q4a"), "vet_ej", True), (item("G2b"), item("G2b"), "vad som helst", True),
    ],
)  # fmt: skip
def test_last_year_s_answer_says_the_same_where_the_item_still_can(now: Item, before: Item, value: str, same: bool):
    assert comparable_with(now, before)(value) is same


def progress(**answers: str) -> dict[str, tuple[int, int, tuple[str, ...]]]:
    return {one.section: (one.asked, one.answered, one.missing) for one in section_progress(FORM, answers)}


def test_only_what_is_asked_is_counted():
    assert progress()["rutiner"] == (2, 0, ("G2.lss", "G2.barn"))
    opened = progress(**{"G2.lss": "ja", "G2.barn": "nej", "G2a.barn": "ja"})
    assert opened["rutiner"] == (3, 2, ("G2a.lss",))


def test_the_gate_behind_a_gate_opens_with_both():
    assert progress(**{"G2.lss": "ja", "G2a.lss": "ja"})["rutiner"] == (4, 2, ("G2.barn", "G2b"))
    assert progress(**{"G2.lss": "nej", "G2a.lss": "ja"})["rutiner"] == (2, 1, ("G2.barn",))


def test_an_empty_row_is_nothing_once_one_is_filled_in():
    assert progress(Q4="1", Q4a="1")["personal"] == (3, 2, ("Q8.1",))
    assert progress(Q4="1", Q4a="1", **{"Q8.2": "4"})["personal"] == (3, 3, ())


def codes(last_year: dict[str, str] | None = None, **answers: str) -> list[str]:
    return [one.code for one in find_problems(FORM, answers, last_year)]


def test_at_most():
    assert find_problems(FORM, {"Q4": "9", "Q4a": "10"}) == [
        Problem("at_most:Q4a=10:Q4=9", "error", "Q4a", ("Q4a", "Q4"), "Fler med examen än anställda.")
    ]
    assert codes(Q4="10", Q4a="10") == codes(Q4="9", Q4a="vet_ej") == codes(Q4a="10") == []


def test_like_last_year_adds_up_the_rows():
    last = {"Q8.1": "10", "Q8.2": "10"}
    assert codes(last, **{"Q8.1": "30"}) == codes(last, **{"Q8.1": "5", "Q8.3": "5"}) == codes(last) == []
    [problem] = find_problems(FORM, {"Q8.1": "30.5"}, last)
    assert problem == Problem(
        "like_last_year:Q8.1=30.5:20",
        "warning",
        "Q8",
        ("Q8.1", "Q8.2"),
        "Långt från förra året. Nu 30,5, förra gången 20.",
    )


def test_a_reason_for_one_figure_does_not_cover_another():
    last = {"Q8.1": "10"}
    assert codes(last, **{"Q8.1": "20"}) != codes(last, **{"Q8.1": "21"})


def test_an_answer_behind_a_closed_gate_is_not_checked():
    closed = TEXT.replace("{item: Q4a, kind: integer, u", "{item: Q4a, kind: integer, asked_if: {G2.lss: [ja]}, u")
    form = load_questionnaire("prov.yaml", closed)
    larger = {"Q4": "9", "Q4a": "10", "G2.lss": "ja"}
    assert [one.question for one in find_problems(form, larger)] == ["Q4a"]
    assert find_problems(form, larger | {"G2.lss": "nej"}) == []


def test_last_year_is_compared_in_the_rows_that_are_asked_now():
    closed = TEXT.replace("{item: Q8.2, kind: decimal, m", "{item: Q8.2, kind: decimal, asked_if: {G2.lss: [ja]}, m")
    form = load_questionnaire("prov.yaml", closed)
    last = {"Q8.1": "10", "Q8.2": "100"}
    assert find_problems(form, {"G2.lss": "nej", "Q8.1": "10"}, last) == []
    [problem] = find_problems(form, {"G2.lss": "ja", "Q8.1": "10"}, last)
    assert problem.items == ("Q8.1", "Q8.2")


GATED = load_questionnaire(
    "prov.yaml",
    TEXT.replace("{item: Q4a, kind: integer, u", "{item: Q4a, kind: integer, asked_if: {G2a.lss: [ja]}, u")
    .replace("{item: Q8.1, kind: decimal, u", "{item: Q8.1, kind: decimal, asked_if: {G2.lss: [ja]}, u")
    .replace("{item: Q8.3, kind: decimal}", "{item: Q8.3, kind: decimal, asked_if: {G2.barn: [nej]}}"),
)


def answers_to(form: Questionnaire) -> st.SearchStrategy[dict[str, str]]:
    def values(item: Item) -> st.SearchStrategy[str]:
        if item.has_options:
            return st.sampled_from(["", *(one.code for one in item.options)])
        return st.sampled_from(["", "0", "1", "10", "30.5", "vet_ej"])

    return st.fixed_dictionaries({code: values(item) for code, item in form.items.items()})


@given(now=answers_to(GATED), last_year=answers_to(GATED))
def test_no_problem_names_what_is_not_asked(now: dict[str, str], last_year: dict[str, str]) -> None:
    """Whatever was answered, now and then: a problem stands at a question that is shown, and reads only such."""
    is_asked = asked(GATED, now)
    read = {item: value for item, value in now.items() if is_asked[item]}
    problems = find_problems(GATED, now, last_year)
    for problem in problems:
        assert all(is_asked[item] for item in problem.items)
        assert problem.question == GATED.question_of(problem.items[0]).code
    assert problems == find_problems(GATED, read, last_year)


def test_the_check_that_read_what_is_not_asked_is_no_longer_read():
    """Years stored in the portal may still hold it."""
    check = "- {follow_up_without_routine: {answered: [ja]}, level: warning, message: Ingen rutin.}"
    text = TEXT.replace("      - question: G2b", f"        checks:\n          {check}\n      - question: G2b")
    form = load_questionnaire("prov.yaml", text)
    assert form.question_of("G2a.lss").checks == ()
    assert find_problems(form, {"G2.lss": "nej", "G2a.lss": "ja"}) == []


def test_questions_that_differ_from_last_year():
    last = {"G2.lss": "ja", "G2a.lss": "ja", "Q4": "5"}
    assert differing_questions(FORM, {"G2.lss": "nej", "G2a.lss": "nej", "Q4": "5", "Q8.1": "3"}, last) == ("G2",)
    assert differing_questions(FORM, {}, last) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("like_last_year: {within: 50}", "like_last_year: {within: fem}", "fem är inget heltal"),
        ("like_last_year: {within: 50}", "like_last_year: {within: 50, item: G2b}", "G2b, som inte är en fråga"),
        ("at_most: {item: Q4a, of: Q4}", "at_least: {item: Q4a, of: Q4}", "okänd nyckel at_least"),
        ("at_most: {item: Q4a, of: Q4}, l", "at_most: {item: Q4a, of: Q4}, like_last_year: {within: 5}, l", "ska vara"),
        ("empty_rows: are_nothing", "empty_rows: ja", "ja är inget av are_nothing"),
        ("max: 168", "max: många", "många är inget tal"),
        ("min: 0.5", "min: 11", "max är mindre än min"),
        ("max: 500", "max: 500.5", "max har fler decimaler än svaret får ha"),
        ("decimals: 2", "decimals: 3", "decimals är 1 eller 2"),
        ("max: 500", "decimals: 1", "decimals är 1 eller 2, och hör bara till kind: decimal"),
        ("{item: G2b, kind: text", "{item: G2b, max: 3, kind: text", "max hör bara till tal"),
    ],
)  # fmt: skip
def test_a_check_that_cannot_be_meant_is_refused(old, new, message):
    with pytest.raises(FileError, match=message):
        load_questionnaire("prov.yaml", TEXT.replace(old, new, 1))


def test_a_check_of_no_item_is_refused():
    check = "- {like_last_year: {within: 5}, level: warning, message: Långt ifrån.}"
    text = TEXT.replace("      - question: G2b", f"        checks:\n          {check}\n      - question: G2b")
    with pytest.raises(FileError, match="kontrollen gäller inget av frågans tal"):
        load_questionnaire("prov.yaml", text)
