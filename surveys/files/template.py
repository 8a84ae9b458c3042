"""The workbook to fill in for a survey: a row per unit, a column per item, drop-downs of what may be answered."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from municipalities.models import Municipality
from surveys.files.answer_tables import EXPLANATION
from surveys.files.fields import normalise
from surveys.models import Survey
from surveys.questionnaires.answer_values import limits_text
from surveys.questionnaires.questionnaire import Item, Questionnaire

OPTIONS_SHEET = "Svarsalternativ"
_FIRST_UNIT = 3  # row, below the codes and the texts of the questions
_ITEM_COLUMN = 3  # after kod and namn
HEADING = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="E6F0F1"),
    "border": Border(bottom=Side("thin")),
}
_QUESTION = {"font": Font(italic=True, color="56646D"), "alignment": Alignment(wrap_text=True, vertical="top")}
TEXT = {"number_format": "@"}
WRAPPED = {"alignment": Alignment(wrap_text=True, vertical="top")}
_STEPS = (
    "Fyll i bladet Svar. Varje rad är en kommun eller stadsdel, varje kolumn en delfråga.",
    "Välj bland svaren i listan som visas i cellen. Alla svar står också på bladet Svarsalternativ.",
    "Lämna cellen tom om frågan inte är besvarad. En kommun utan ett enda svar räknas som bortfall.",
    "En tom cell tar bort ett svar som redan finns i öjportal. Ta bort kolumner och rader som inte ska ändras.",
    "Tal skrivs med siffror; decimaler med komma eller punkt.",
    "Ändra inte koderna i första raden och första kolumnen. Rader och kolumner får stå i vilken ordning som helst.",
    "Använd inga formler. Klistra in värden.",
    "Spara som Excel-arbetsbok (.xlsx) och läs in filen under Import. Inget skrivs förrän du har godkänt.",
)


def write_template(survey: Survey, questionnaire: Questionnaire, units: Iterable[Municipality]) -> bytes:
    """The .xlsx file; as it is, it can be imported and says nothing."""
    book = Workbook()
    answers = book.create_sheet("Svar", 0)
    _write_guide(book.create_sheet("Instruktion", 1), survey)
    lists = write_options(book.create_sheet(OPTIONS_SHEET, 2), questionnaire)
    del book["Sheet"]
    rows = _write_units(answers, units)
    _write_items(answers, questionnaire, lists, rows)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_row(sheet: Worksheet, row: int, values: Sequence[str], look: Mapping[str, object], first: int = 1) -> None:
    """Texts as texts: what begins with = is never taken for a formula."""
    for column, value in enumerate(values, start=first):
        cell = sheet.cell(row, column)
        if value:
            cell.value = value
            cell.data_type = "s"
        for name, style in look.items():
            setattr(cell, name, style)


def set_widths(sheet: Worksheet, *widths: int) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def write_options(sheet: Worksheet, questionnaire: Questionnaire) -> dict[str, str]:
    """Item code: where its allowed answers stand."""
    write_row(sheet, 1, ["Delfråga", "Text", "Svar", "Svarskod"], HEADING)
    set_widths(sheet, 28, 60, 60, 32)
    sheet.freeze_panes = "A2"
    lists: dict[str, str] = {}
    row = 2
    for item in questionnaire.items.values():
        answers = choices_of(item)
        for code, shown in answers:
            write_row(sheet, row, [item.code, _text_of(questionnaire, item), shown, code], TEXT)
            row += 1
        if answers:
            lists[item.code] = f"{OPTIONS_SHEET}!$C${row - len(answers)}:$C${row - 1}"
    return lists


def choices_of(item: Item) -> list[tuple[str, str]]:
    """Code and what to choose: the label, or the code where two share a label."""
    labels = [normalise(option.label) for option in item.options]
    return [
        (option.code, option.label if labels.count(normalise(option.label)) == 1 else option.code)
        for option in item.options
    ]


def _text_of(questionnaire: Questionnaire, item: Item) -> str:
    text = " ".join(questionnaire.question_of(item.code).text.split())
    return f"{text} {label_with_limits(item)}".strip()


def label_with_limits(item: Item) -> str:
    """The item's label, of a number with what it may be: Arbetsledare 1 (0–168 timmar)."""
    return f"{item.label} ({limits_text(item)})".strip() if item.is_number else item.label


def _write_units(sheet: Worksheet, units: Iterable[Municipality]) -> int:
    """How many."""
    row = _FIRST_UNIT
    for unit in units:
        write_row(sheet, row, [unit.code, unit.full_name], TEXT)
        row += 1
    return row - _FIRST_UNIT


def _write_items(sheet: Worksheet, questionnaire: Questionnaire, lists: dict[str, str], rows: int) -> None:
    write_row(sheet, 1, ["kod", "namn", *questionnaire.items], HEADING)
    texts = [_text_of(questionnaire, item)[:250] for item in questionnaire.items.values()]
    write_row(sheet, 2, [EXPLANATION.capitalize(), "", *texts], _QUESTION)
    sheet.row_dimensions[2].height = 90
    set_widths(sheet, 9, 26, *(26 for _ in questionnaire.items))
    sheet.freeze_panes = sheet.cell(_FIRST_UNIT, _ITEM_COLUMN)
    last = _FIRST_UNIT + max(rows, 1) - 1
    for column, item in enumerate(questionnaire.items.values(), start=_ITEM_COLUMN):
        if rule := validation_of(item, lists):
            letter = get_column_letter(column)
            rule.add(f"{letter}{_FIRST_UNIT}:{letter}{last}")
            sheet.add_data_validation(rule)


def validation_of(item: Item, lists: dict[str, str]) -> DataValidation | None:
    if item.code in lists:
        told = {"errorTitle": "Okänt svar", "error": "Välj ett av svaren i listan."}
        return DataValidation("list", formula1=lists[item.code], showErrorMessage=True, allow_blank=True, **told)
    if item.is_number and not item.or_words:
        return _number_validation(item)
    return None


def _number_validation(item: Item) -> DataValidation:
    told = {
        "errorTitle": "Inget sådant tal",
        "error": f"Skriv ett {'hel' if item.is_whole else ''}tal, {limits_text(item)}.",
    }
    limits = {"operator": "greaterThanOrEqual", "formula1": str(item.lowest)}
    if item.highest is not None:
        limits = {"operator": "between", "formula1": str(item.lowest), "formula2": str(item.highest)}
    kind = "whole" if item.is_whole else "decimal"
    return DataValidation(kind, showErrorMessage=True, allow_blank=True, **limits, **told)


def _write_guide(sheet: Worksheet, survey: Survey) -> None:
    set_widths(sheet, 100)
    write_row(sheet, 1, [f"Så fyller du i {survey.full_title}"], {"font": Font(bold=True, size=14)})
    for row, step in enumerate(_STEPS, start=3):
        write_row(sheet, row, [f"{row - 2}. {step}"], WRAPPED)
