"""Where municipalities answer differently, from answers in hand: what counts as different, as changed, as asked."""

from __future__ import annotations

import pytest

from surveys.collecting.differing_questions import YearAnswers, differing_questions
from surveys.questionnaires.questionnaire import load_questionnaire

TEXT = """\
survey: prov/2017
area_title: Prov
title: Prov 2017
reference_date: 2017-02-01
opens: 2017-01-24
closes: 2017-03-21
source: provet
sections:
  - section: start
    title: Start
    questions:
      - question: R
        text: Finns en rutin?
        items:
          - {item: R.a, label: Vuxna, kind: choice, options: {ja: Ja, nej: Nej, vet: Vet ej}}
          - {item: R.b, label: Barn, kind: choice, options: {ja: Ja, nej: Nej}, asked_if: {R.a: ja}}
  - section: slut
    title: Slut
    questions:
      - question: T
        text: Hur många?
        items:
          - {item: T, kind: integer, or_words: {vet_ej: Vet ej}}
      - question: S
        text: Något mer?
        items:
          - {item: S, kind: text}
"""
SAID = {1: {"S": "ett"}, 2: {"S": "två"}}
EARLIER = TEXT.replace("prov/2017", "prov/2016")


def read(
    answers: dict, before: dict | None = None, *, comments=None, last_comments=None, earlier=EARLIER, reasons=None
):
    """Question: row, for municipalities called by numbers."""
    this_year = YearAnswers(load_questionnaire("prov.yaml", TEXT), answers, comments or {})
    last_year = None
    if before is not None:
        last_year = YearAnswers(load_questionnaire("prov.yaml", earlier), before, last_comments or {})
    rows = differing_questions(this_year, last_year, reasons or {})
    return {row.question: row for row in rows}


def test_every_question_has_its_row_in_order_with_its_section() -> None:
    rows = read({1: {"R.a": "ja"}})
    assert [(row.question, row.text, row.section) for row in rows.values()] == [
        ("R", "Finns en rutin?", "Start"),
        ("T", "Hur många?", "Slut"),
        ("S", "Något mer?", "Slut"),
    ]
    assert rows["R"].answers == {1: "Vuxna: Ja"}
    assert [(item.code, item.label, item.has_options) for item in rows["R"].items] == [
        ("R.a", "Vuxna", True),
        ("R.b", "Barn", True),
    ]


def test_parts_of_an_answer_stand_after_one_another() -> None:
    row = read({1: {"R.a": "ja", "R.b": "nej"}}, {1: {"R.a": "ja", "R.b": "ja"}})["R"]
    assert row.answers == {1: "Vuxna: Ja; Barn: Nej"}
    assert row.last_year_answers == {1: "Vuxna: Ja; Barn: Ja"}


def test_who_answers_otherwise_than_most_is_outside() -> None:
    row = read({1: {"R.a": "ja"}, 2: {"R.a": "ja"}, 3: {"R.a": "nej"}, 4: {"R.a": "vet"}, 5: {}})["R"]
    assert (row.items[0].different, row.items[0].outside) == (3, 2)
    assert row.different == 3
    assert row.weight == (3, 2, 0, 0)


def test_what_is_not_asked_has_no_answer_and_says_so() -> None:
    item = read({1: {"R.a": "nej", "R.b": "ja"}, 2: {"R.a": "ja", "R.b": "ja"}})["R"].items[1]
    assert (item.answers, item.not_asked) == ({2: "Ja"}, frozenset({1}))
    assert (item.different, item.outside) == (1, 0)


def test_what_was_not_asked_last_year_is_not_compared() -> None:
    before = {1: {"R.a": "nej", "R.b": "nej"}, 2: {"R.a": "ja", "R.b": "nej"}}
    item = read({1: {"R.a": "ja", "R.b": "ja"}, 2: {"R.a": "ja", "R.b": "ja"}}, before)["R"].items[1]
    assert (item.last_year, item.changed) == ({2: "Nej"}, frozenset({2}))


def test_last_year_s_answers_keep_last_year_s_words() -> None:
    item = read({1: {"R.a": "ja"}}, {1: {"R.a": "ja"}}, earlier=EARLIER.replace("{ja: Ja, nej", "{ja: Japp, nej"))[
        "R"
    ].items[0]
    assert (item.last_year, item.changed) == ({1: "Japp"}, frozenset())


def test_a_question_that_is_new_this_year_has_nothing_to_compare_with() -> None:
    row = read(
        {1: {"T": "3"}}, {1: {}}, earlier=EARLIER.replace("question: T", "question: U").replace("item: T", "item: U")
    )["T"]
    assert (row.items[0].last_year, row.changed) == ({}, 0)


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ("100", "50", True), ("100", "51", False), ("50", "100", True), ("51", "100", False), ("7", "7", False),
        ("0", "0", False), ("0", "1", True), ("vet_ej", "7", True), ("7", "vet_ej", True), ("vet_ej", "vet_ej", False),
    ],
)  # fmt: skip
def test_a_number_has_changed_by_half_or_to_or_from_a_word(before: str, now: str, changed: bool) -> None:
    row = read({1: {"T": now}}, {1: {"T": before}})["T"]
    assert (row.changed, row.items[0].changed) == (int(changed), frozenset({1} if changed else ()))
    assert row.different == 0


def test_texts_never_count_as_changed_or_different() -> None:
    row = read({1: {"S": "nytt"}, 2: {"S": "annat"}}, {1: {"S": "gammalt"}})["S"]
    assert (row.changed, row.different, row.items[0].outside) == (0, 0, 0)


def test_a_municipality_that_changes_two_parts_is_counted_once() -> None:
    before = {1: {"R.a": "ja", "R.b": "ja"}, 2: {"R.a": "nej"}, 3: {"R.a": "nej"}}
    now = {1: {"R.a": "ja", "R.b": "nej"}, 2: {"R.a": "ja", "R.b": "ja"}, 3: {"R.a": "nej"}}
    assert read(now, before)["R"].changed == 2


def test_comments_are_told_by_question_and_year() -> None:
    said = {1: {"R.a": "hm", "R.b": "nja", "T": "?"}, 2: {"T": ""}}
    rows = read({1: {}}, {}, comments=said, last_comments={3: {"R.b": "då"}})
    assert rows["R"].comments == {1: ("hm", "nja")}
    assert rows["T"].comments == {1: ("?",)}
    assert (rows["R"].last_comments, rows["T"].last_comments) == ({3: ("då",)}, {})
    assert read({1: {}})["R"].last_comments == {}


def test_what_is_said_of_a_question_that_is_not_asked_is_not_told() -> None:
    behind = TEXT.replace("{item: S, kind: text}", "{item: S, kind: text, asked_if: {R.a: ja}}")
    told = YearAnswers(load_questionnaire("prov.yaml", behind), {1: {"R.a": "nej"}, 2: {"R.a": "ja"}}, SAID)
    rows = {row.question: row for row in differing_questions(told, None, {(1, "S"): "Ny chef", (2, "S"): "Ny lag"})}
    assert (rows["S"].comments, rows["S"].reasons) == ({2: ("två",)}, {2: "Ny lag"})
    before = differing_questions(told, YearAnswers(told.questionnaire, told.answers, SAID), {})
    assert before[-1].last_comments == {2: ("två",)}


def test_reasons_belong_to_their_question() -> None:
    rows = read({1: {}}, reasons={(1, "R"): "Ny chef", (2, "T"): "Räknat om", (3, "R"): "Ny lag"})
    assert rows["R"].reasons == {1: "Ny chef", 3: "Ny lag"}


def test_a_talk_is_worth_it_for_differences_changes_and_comments() -> None:
    alike = {1: {"R.a": "ja"}, 2: {"R.a": "ja"}}
    assert not read(alike)["R"].is_worth_a_talk
    assert read(alike | {2: {"R.a": "nej"}})["R"].is_worth_a_talk
    assert read(alike, {1: {"R.a": "nej"}})["R"].is_worth_a_talk
    assert read(alike, comments={1: {"R.b": "hm"}})["R"].is_worth_a_talk
