"""Typed in the web, uploaded as an Excel form, imported as CSV: the same answers give the same results."""

from __future__ import annotations

import csv
import io
import random

import pytest
from openpyxl import load_workbook

from indicators.computing.compute import compute_survey
from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of
from indicators.models import Result
from surveys.answering.actions import save_answers
from surveys.answering.excel_form import read_form, write_form
from surveys.models import Answer, Response
from surveys.questionnaires.answer_rules import shown_answer
from tests.worlds.answering import EKERO, NOW, answer, hand_in_as_it_stands

Answers = dict[str, str]


def made_up(questionnaire, seed: int) -> Answers:
    """Some answers behind closed gates, some missing, as people leave them."""
    chance = random.Random(seed)
    return {
        item.code: chance.choice(item.options).code if item.options else "FIA, reviderad; ”egen”"
        for item in questionnaire.items.values()
        if chance.random() < 0.93
    }


def typed(response: Response, questionnaire, answers: Answers) -> None:
    for item, value in answers.items():
        answer(response, **{item: shown_answer(questionnaire.items[item], value)})


def uploaded(response: Response, questionnaire, answers: Answers) -> None:
    book = load_workbook(io.BytesIO(write_form(response, at=NOW)))
    for row in book["Svar"].iter_rows(min_row=4):
        if value := answers.get(row[0].value):
            row[3].value = shown_answer(questionnaire.items[row[0].value], value)
    target = io.BytesIO()
    book.save(target)
    plan = read_form(target.getvalue(), response)
    save_answers(response=response, changes=plan.edits(), by="anna@test.example", through="file", now=NOW)


def imported(response: Response, questionnaire, answers: Answers) -> None:
    target = io.StringIO()
    rows = csv.writer(target, delimiter=";")
    rows.writerow(["kod", *answers])
    rows.writerow([EKERO, *(shown_answer(questionnaire.items[item], value) for item, value in answers.items())])
    content = target.getvalue().encode("utf-8-sig")
    upload = Upload(Kind.ANSWERS, response.survey, content, "svar.csv", mapping_of(Kind.ANSWERS, response.survey))
    import_at_once(upload, by="carin@test.example")


def outcome(response: Response, way, questionnaire, answers: Answers) -> tuple[set, set]:
    """Stored answers and results, after which everything is as before."""
    way(response, questionnaire, answers)
    hand_in_as_it_stands(response)
    compute_survey(response.survey)
    found = (
        set(Answer.objects.exclude(value="").values_list("item", "value")),
        set(
            Result.objects.filter(municipality=response.municipality).values_list("indicator__code", "value", "number")
        ),
    )
    response.answers.all().delete()
    Result.objects.all().delete()
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_way_in_makes_no_difference(response, questionnaire, settings, tmp_path, seed):
    settings.MEDIA_ROOT = tmp_path
    answers = made_up(questionnaire, seed)
    by_hand, by_form, by_csv = (outcome(response, way, questionnaire, answers) for way in (typed, uploaded, imported))
    assert by_hand[0] == set(answers.items())
    assert len(by_hand[1]) == 35
    assert by_hand == by_form == by_csv
