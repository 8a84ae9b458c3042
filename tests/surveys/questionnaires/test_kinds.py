"""Every kind of question in all its places; and a made-up one, which a line in the table is enough for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string

from indicators.rules.evaluate import Columns
from surveys.answering.presenters import OptionShown, Row
from surveys.files.fields import fields_of
from surveys.files.template import choices_of, validation_of
from surveys.questionnaires.answer_rules import AnswerRefused, comparable_with, parse_answer, shown_answer
from surveys.questionnaires.answer_values import Unacceptable, number_reader
from surveys.questionnaires.kinds import KINDS, Kind, Shape
from surveys.questionnaires.questionnaire import Item, Questionnaire, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError
from tests.surveys.questionnaires.test_answer_rules import TEXT

SECTIONS = """sections:
  - section: ett
    title: Ett
    questions:
      - question: A1
        text: Hur är det?
        options: {ja: Ja, nej: Nej}
        items: [{item: A1, kind: KIND}]
"""
TYPED = {Shape.OPTIONS: (" JA ", "ja"), Shape.NUMBER: ("1 200", "1200"), Shape.TEXT: ("Ett svar", "Ett svar")}
EXCEL = {Shape.OPTIONS: "list", Shape.NUMBER: "decimal", Shape.TEXT: None}
FIELDS = {Shape.OPTIONS: 'type="radio"', Shape.NUMBER: 'inputmode="', Shape.TEXT: "<textarea"}
every_kind = pytest.mark.parametrize("kind", KINDS)


def questionnaire_with(kind: str) -> Questionnaire:
    head = TEXT.partition("sections:")[0]
    return load_questionnaire("a.yaml", head + SECTIONS.replace("KIND", kind))


def item_of(kind: str) -> Item:
    return questionnaire_with(kind).items["A1"]


@every_kind
def test_typed_text_becomes_an_answer_and_is_shown_again(kind: str) -> None:
    item = item_of(kind)
    typed, stored = TYPED[item.shape]
    assert parse_answer(item, typed) == stored
    assert parse_answer(item, shown_answer(item, stored)) == stored
    assert parse_answer(item, "  ") == ""
    assert item.kind_label


@every_kind
def test_a_file_is_read_as_the_form(kind: str) -> None:
    questionnaire = questionnaire_with(kind)
    typed, stored = TYPED[questionnaire.items["A1"].shape]
    assert fields_of(questionnaire)["A1"].clean({"A1": typed}) == stored


@every_kind
def test_excel_checks_what_is_typed(kind: str) -> None:
    item = item_of(kind)
    rule = validation_of(item, {"A1": "Svarsalternativ!$C$2:$C$3"} if choices_of(item) else {})
    assert (rule.type if rule else None) == ("whole" if item.is_whole else EXCEL[item.shape])


@every_kind
def test_the_form_has_a_field(kind: str) -> None:
    questionnaire = questionnaire_with(kind)
    item, question = questionnaire.items["A1"], questionnaire.questions[0]
    options = [OptionShown(one.code, one.label, chosen=False) for one in item.options]
    context = {"row": Row(item, "", "", "", options, []), "block": {"question": question}}
    html = render_to_string("surveys/answering/_row.html", context)
    assert FIELDS[item.shape] in html
    assert 'name="svar-A1"' in html


@every_kind
def test_rules_tell_an_answer_from_none(kind: str) -> None:
    questionnaire = questionnaire_with(kind)
    stored = TYPED[questionnaire.items["A1"].shape][1]
    codes = Columns(questionnaire, ["A1"]).encode([{"A1": stored}, {}]).codes
    assert codes[0, 0] != codes[0, 1]


@every_kind
def test_last_years_answer_is_comparable_within_the_kind(kind: str) -> None:
    item = item_of(kind)
    others = [item_of(other) for other in KINDS if other != kind]
    stored = TYPED[item.shape][1]
    assert comparable_with(item, item)(stored)
    assert not any(comparable_with(item, other)(stored) for other in others)


def percent_reader(item: Item) -> Callable[[str], str]:
    read = number_reader(item)

    def read_percent(text: str) -> str:
        found = read(text.rstrip(" %"))
        if found and float(found) > 100:
            raise Unacceptable("det är mer än hundra procent.", "Skriv högst 100.")
        return found

    return read_percent


@pytest.fixture
def percent(monkeypatch: pytest.MonkeyPatch) -> Questionnaire:
    monkeypatch.setitem(KINDS, "percent", Kind("percent", "procent", Shape.NUMBER, percent_reader))
    return questionnaire_with("percent")


def test_a_new_kind_is_a_line(percent: Questionnaire) -> None:
    item, field = percent.items["A1"], fields_of(percent)["A1"]
    assert parse_answer(item, "37,5 %") == field.clean({"A1": 37.5}) == "37.5"
    with pytest.raises(AnswerRefused, match="Det är mer än hundra procent"):
        parse_answer(item, "101")
    assert Columns(percent, ["A1"]).encode([{"A1": "37.5"}]).numbers["A1"][0] == 37.5


def test_a_kind_that_is_not_in_the_table_is_refused_with_its_line() -> None:
    with pytest.raises(FileError, match="choice, text, integer, decimal"):
        questionnaire_with("percent")
