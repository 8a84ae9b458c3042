"""What the bench runs on: reference facts, the questionnaire of 2017, and made-up answers of all units."""

from __future__ import annotations

import io

import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.computing import random_answers
from municipalities.models import Municipality
from surveys.models import Answer, AnswerEvent, ImportRun, Response, Survey
from surveys.questionnaires.queries import get_survey, questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire

SLUG = "ekonomiskt-bistand/2017"


def load_world() -> None:
    call_command("load_municipalities", verbosity=0)
    call_command("load_catalogue", verbosity=0)


def survey_2017() -> tuple[Survey, Questionnaire]:
    survey = get_survey(SLUG)
    questionnaire = questionnaire_of(survey)
    assert questionnaire is not None
    return survey, questionnaire


def wide_file(questionnaire: Questionnaire, seed: int = 3) -> bytes:
    """A row per unit, a column per item, every cell filled."""
    codes = list(Municipality.objects.units(2017).values_list("code", flat=True))
    answers = random_answers(questionnaire, len(codes), seed)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["kod", *questionnaire.items])
        for row, (code, one) in enumerate(zip(codes, answers, strict=True), start=1):
            sheet.write_row(row, 0, [code, *(one[item] or "Annan metod" for item in questionnaire.items)])
    return target.getvalue()


def forget_answers() -> None:
    """As before anybody answered."""
    for model in (AnswerEvent, Answer, ImportRun, Response):
        model.objects.all().delete()


def database_url() -> str:
    """The bench's own PostgreSQL database, for a process beside it."""
    database = settings.DATABASES["default"]
    place = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{place}/{connection.settings_dict['NAME']}"
