"""Answers that the portal writes, or whose file it hands out, it reads again: template, form and kept original."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from indicators.importing.actions import Kind, Upload, import_at_once
from municipalities.models import Municipality
from surveys.answering.excel_form import FETCHED_SHEET, read_form, write_form
from surveys.counting import answers_of
from surveys.files.template import OPTIONS_SHEET, write_template
from surveys.models import Answer
from surveys.questionnaires.queries import questionnaire_of
from tests.indicators.importing import files
from tests.surveys.files.answer_files import answers_in, plan_of
from tests.worlds.answering import NOW, answer

UNITS = ("0114", "0125", "0184", "018001")
TEXTS = ("kl 8–12", "=1+1", "FIA\nSASSAM", "–", "0812", "12,5")
EXAMPLES = settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def answers(draw, questionnaire) -> dict[str, tuple[str, str]]:
    """Item: its answer and as one would choose it in the list; of some of the items."""
    found = {}
    for item in questionnaire.items.values():
        if item.has_options:
            option = draw(st.sampled_from([None, *item.options]))
            if option:
                found[item.code] = option.code, option.label
        else:
            text = draw(st.sampled_from(["", *TEXTS]))
            if text:
                found[item.code] = text, text
    return found


def filled(content: bytes, told: dict[tuple[str, str], str]) -> openpyxl.Workbook:
    """The template as a person leaves it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Svar"]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    columns = {sheet.cell(1, column).value: column for column in range(1, sheet.max_column + 1)}
    for (unit, item), text in told.items():
        cell = sheet.cell(rows[unit], columns[item])
        cell.value, cell.data_type = text, "s"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def turned(book: openpyxl.Workbook) -> bytes:
    """Its first sheet, rows and columns exchanged, as Excel pastes it."""
    pasted = openpyxl.Workbook()
    pasted.active.title = "Svar"
    for row in book["Svar"].iter_rows():
        for cell in row:
            if cell.value:
                other = pasted.active.cell(cell.column, cell.row, cell.value)
                other.data_type = "s"
    return saved(pasted)


def as_csv(book: openpyxl.Workbook) -> bytes:
    rows = [[str(value or "").replace('"', '""') for value in row] for row in book["Svar"].iter_rows(values_only=True)]
    return files.csv_file(rows, ";", "cp1252")


WAYS = {
    "as it is": (saved, "mall.xlsx"),
    "turned": (turned, "mall.xlsx"),
    "saved as CSV": (as_csv, "mall.csv"),
}


@pytest.mark.parametrize("way", WAYS)
@EXAMPLES
@given(data=st.data())
def test_a_template_that_is_filled_in_is_read(survey, way: str, data) -> None:
    questionnaire = questionnaire_of(survey)
    content = write_template(survey, questionnaire, Municipality.objects.units(2017).filter(code__in=UNITS))
    given_by = {unit: data.draw(answers(questionnaire)) for unit in UNITS}
    texts = {(unit, item): text for unit, found in given_by.items() for item, (_, text) in found.items()}
    make, name = WAYS[way]
    plan = plan_of(survey, make(filled(content, texts)), name)
    assert answers_in(plan) == {
        (unit, item): meant for unit, found in given_by.items() for item, (meant, _) in found.items()
    }


def test_the_lists_of_the_template_are_what_is_read(survey) -> None:
    questionnaire = questionnaire_of(survey)
    book = openpyxl.load_workbook(io.BytesIO(write_template(survey, questionnaire, Municipality.objects.none())))
    rows = list(book[OPTIONS_SHEET].iter_rows(min_row=2, values_only=True))
    assert rows
    for item, _, shown, code in rows:
        assert questionnaire.items[item].reader()(shown) == code


@EXAMPLES
@given(data=st.data())
def test_a_form_tells_all_that_stood_when_it_was_fetched(response, data) -> None:
    """Read where nothing stands, and without what it knows of that day, all of it is new."""
    told = {item: meant for item, (meant, _) in data.draw(answers(questionnaire_of(response.survey))).items()}
    answer(response, **told)
    book = openpyxl.load_workbook(io.BytesIO(write_form(response, at=NOW)))
    del book[FETCHED_SHEET]
    Answer.objects.all().delete()
    plan = read_form(saved(book), response)
    assert plan.refusals == []
    assert {code: one.wanted[0] for code, one in plan.changes.items()} == told
    assert answers_of(response) == {}


def test_a_kept_original_is_given_back_as_it_came(survey, cast, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    content = files.workbook(Svar=[["kod", "E4"], ["0125", "Ja"]])
    upload = Upload(Kind.ANSWERS, survey, content, "svar.xlsx", {}, cast.network)
    run = import_at_once(upload, by="Carin").run
    page = cast.client("carin").get(reverse("import-file", args=[run.pk]))
    assert b"".join(page.streaming_content) == content
    assert plan_of(survey, content).counts.unchanged == 1
