"""The questionnaire of one municipality as an Excel form: filled in offline, and read back against what stands now.

The form carries what stood when it was fetched, so that only what the person really changed is taken, and an answer
that somebody else has changed meanwhile becomes a conflict to choose in.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice

from import_export.fields import Field
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from surveys.answering.queries import LastYear, last_year_of, questions_of
from surveys.answering.saving import Conflict, Edit, Saved, compare, describe, tell_conflicts
from surveys.counting import NOTHING, Stored, answers_of
from surveys.files.fields import Unacceptable, clean_text, fields_of, normalise
from surveys.files.import_plan import Counts, PlannedChange, place_of
from surveys.files.refusals import Refusal, cell_name, refuse_file
from surveys.files.template import (
    HEADING,
    OPTIONS_SHEET,
    choices_of,
    label_with_limits,
    set_widths,
    validation_of,
    write_options,
    write_row,
)
from surveys.files.workbooks import Cell, Sheet, is_blank, read_sheets, text_of, without_hidden
from surveys.models import Response
from surveys.questionnaires.answer_rules import ERROR, find_problems, section_of, shown_answer, told_answer
from surveys.questionnaires.questionnaire import Item, Questionnaire

ANSWERS_SHEET, FETCHED_SHEET = "Svar", "Vid hämtning"
HEADINGS = ("Kod", "Fråga", "Delfråga", "Svar", "Kommentar", "Förra året", "Ställs om")
_CODE, _ANSWER, _COMMENT = 0, 3, 4  # columns
_ROWS_SEARCHED = 20
_MOST_TOLD = 10  # cells beside the form
_TOP = {"alignment": Alignment(wrap_text=True, vertical="top")}
_OPEN = _TOP | {"fill": PatternFill("solid", fgColor="FFFBE6")}
_SECTION = {"font": Font(bold=True, color="0A5566", size=12)}
_GUIDE = (
    "Fyll i de gula cellerna: svaret i kolumn D och, om ni vill, en kommentar i kolumn E. Välj i listan där det finns"
    " en."
    " Tal skrivs med siffror. En följdfråga ställs bara om det som står i kolumn G stämmer."
    " Läs sedan in filen under enkäten i öjportal; inget sparas förrän ni har sett vad som ändras."
)


def write_form(response: Response, *, at: datetime, sections: Collection[str] | None = None) -> bytes:
    """The .xlsx form with what is filled in at `at`; of a colleague's sections only. Four queries."""
    questionnaire = questions_of(response)
    stored = {
        item: answer
        for item, answer in answers_of(response).items()
        if item in questionnaire.items and _is_in(questionnaire, item, sections)
    }
    book = Workbook()
    sheet = book.active
    sheet.title = ANSWERS_SHEET
    lists = write_options(book.create_sheet(OPTIONS_SHEET), questionnaire)
    title = f"{questionnaire.title}, {response.municipality.full_name}"
    write_row(sheet, 1, [title], {"font": Font(bold=True, size=14)})
    write_row(sheet, 2, ["", _GUIDE], _TOP)
    sheet.merge_cells("B2:G2")
    sheet.row_dimensions[2].height = 48
    _write_questions(sheet, questionnaire, stored, last_year_of(response), lists, sections)
    _write_fetched(book.create_sheet(FETCHED_SHEET), response, stored, at)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _is_in(questionnaire: Questionnaire, item: str, sections: Collection[str] | None) -> bool:
    return sections is None or section_of(questionnaire, item).code in sections


def _write_questions(
    sheet: Worksheet,
    questionnaire: Questionnaire,
    stored: dict[str, Stored],
    last_year: LastYear | None,
    lists: dict[str, str],
    sections: Collection[str] | None,
) -> None:
    write_row(sheet, 3, HEADINGS, HEADING)
    set_widths(sheet, 24, 60, 28, 34, 40, 30, 34)
    sheet.freeze_panes = "A4"
    row = 4
    for section in questionnaire.sections:
        if sections is not None and section.code not in sections:
            continue
        write_row(sheet, row, ["", section.title], _SECTION)
        row += 1
        for question in section.questions:
            for item in question.items:
                _write_item(sheet, row, questionnaire, item, stored.get(item.code, NOTHING), last_year)
                if rule := validation_of(item, lists):
                    rule.add(f"D{row}")
                    sheet.add_data_validation(rule)
                row += 1


def _write_item(
    sheet: Worksheet, row: int, questionnaire: Questionnaire, item: Item, stored: Stored, last_year: LastYear | None
) -> None:
    value, comment = stored
    before = last_year.values.get(item.code, "") if last_year else ""
    text = " ".join(questionnaire.question_of(item.code).text.split())
    write_row(sheet, row, [item.code, text, label_with_limits(item)], _TOP)
    write_row(sheet, row, [_as_chosen(item, value), comment], _OPEN, first=_ANSWER + 1)
    write_row(sheet, row, [told_answer(item, before), _asked_if(questionnaire, item)], _TOP, first=_COMMENT + 2)
    if item.is_number and value.replace(".", "").isdigit() and len(value) <= 15:
        cell = sheet.cell(row, _ANSWER + 1)
        cell.value = float(value)
        cell.number_format = "General"


def _as_chosen(item: Item, value: str) -> str:
    """The answer as the drop-down has it."""
    return dict(choices_of(item)).get(value) or shown_answer(item, value)


def _asked_if(questionnaire: Questionnaire, item: Item) -> str:
    if item.gate is None:
        return ""
    above = questionnaire.items[item.gate.item]
    return f"{questionnaire.name_of(above.code)} är {' eller '.join(map(above.label_of, item.gate.options))}"


def _write_fetched(sheet: Worksheet, response: Response, stored: dict[str, Stored], at: datetime) -> None:
    """Hidden: which response, when, and what stood."""
    write_row(sheet, 1, [response.survey.slug, response.municipality.code, at.isoformat()], {})
    for row, (item, (value, comment)) in enumerate(sorted(stored.items()), start=2):
        write_row(sheet, row, [item, value, comment], {})
    sheet.sheet_state = "hidden"


@dataclass(frozen=True)
class FormChange:
    """One answer the form would change. `stands` is what is stored now."""

    item: str
    place: str
    stands: Stored
    wanted: Stored

    def as_edit(self) -> Edit:
        """To be saved as long as what was shown still stands."""
        return Edit(*self.wanted, *self.stands, intended=True)


@dataclass
class FormPlan:
    """What a form would do to its response: changes, and conflicts with answers saved since it was fetched."""

    questionnaire: Questionnaire
    unit: str
    changes: dict[str, FormChange] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @cached_property
    def fingerprint(self) -> str:
        """The same for two plans that would write the same."""
        told = sorted((one.item, one.stands, one.wanted) for one in self.changes.values())
        return hashlib.sha256(repr((told, sorted(self.conflicts))).encode()).hexdigest()

    def shown(self, most: int) -> list[PlannedChange]:
        """The first changes, as a preview shows them; conflicts are not among them."""
        return list(islice(self._all_shown(), most))

    def _all_shown(self) -> Iterator[PlannedChange]:
        for code, one in self.changes.items():
            if code not in self.conflicts:
                before = describe(self.questionnaire, code, one.stands) if any(one.stands) else ""
                after = describe(self.questionnaire, code, one.wanted)
                yield PlannedChange(one.place, self.unit, code, before, after)

    def edits(self, take_mine: Collection[str] = ()) -> dict[str, Edit]:
        """For save_answers: all changes, of the conflicts only those where the form's version was chosen."""
        chosen = set(take_mine)
        return {
            code: one.as_edit() for code, one in self.changes.items() if code not in self.conflicts or code in chosen
        }


def read_form(
    content: bytes, response: Response, *, file_name: str = "svar.xlsx", sections: Collection[str] | None = None
) -> FormPlan:
    """Reads the whole form against what stands now; writes nothing.

    FileRefused where it cannot be read or belongs to another response; single cells are in the plan's `refusals`, and
    keep nothing else from being saved.
    """
    questionnaire, stored = questions_of(response), answers_of(response)
    sheets = read_sheets(content, file_name)
    plan = FormPlan(questionnaire, response.municipality.full_name)
    fetched = _read_fetched(sheets, response, plan)
    sheets = list(_seen(sheets, plan))
    fields = fields_of(questionnaire)
    places: dict[str, str] = {}
    edits: dict[str, Edit] = {}
    for sheet, row, code in _rows(sheets, plan, sections):
        value, comment = _read_row(sheet, row, fields[code], plan)
        edits[code] = Edit(value, comment, *fetched.get(code, NOTHING))
        places[code] = place_of(sheet.name, row, _ANSWER)
    _compare(plan, response, stored, edits, places)
    return plan


def _read_fetched(sheets: list[Sheet], response: Response, plan: FormPlan) -> dict[str, Stored]:
    """Item: what stood when the form was fetched. FileRefused for another municipality's or another year's form."""
    sheet = next((one for one in sheets if one.name == FETCHED_SHEET and one.rows), None)
    if sheet is None:
        plan.notes.append(
            "Filen säger inte vad som stod när den hämtades. Svar som redan finns och skiljer sig visas därför som"
            " krockar att välja i."
        )
        return {}
    survey, unit = (text_of(cell) for cell in [*sheet.rows[0], "", ""][:2])
    if (survey, unit) != (response.survey.slug, response.municipality.code):
        raise refuse_file(
            f"Formuläret hör till {survey} och kommun {unit}, inte till {response.survey.slug} och"
            f" {response.municipality.code}.",
            "Läs in det under rätt enkät, eller hämta ett nytt formulär här.",
        )
    rows = ([text_of(cell) for cell in [*row, "", "", ""][:3]] for row in sheet.rows[1:])
    return {code: (value, comment) for code, value, comment in rows}


def _seen(sheets: list[Sheet], plan: FormPlan) -> Iterator[Sheet]:
    """Without what is hidden: what nobody saw is left as it stands, and told."""
    for sheet in sheets:
        seen, note = without_hidden(sheet)
        plan.notes += [*sheet.notes, *([note] if note and sheet.name != FETCHED_SHEET else [])]
        if not sheet.is_hidden:
            yield seen


def _tell_unread(sheets: list[Sheet], read: Sheet, heading: int, plan: FormPlan) -> None:
    """What somebody has written beside the form."""
    others = [one for one in sheets if one is not read and one.name not in (OPTIONS_SHEET, FETCHED_SHEET)]
    plan.notes += [f"Bladet {one.name} läses inte." for one in others if not all(map(is_blank, one.rows))]
    width = len(HEADINGS)
    beside = [cell_name(row, width) for row in range(heading, len(read.rows)) if not is_blank(read.rows[row][width:])]
    if beside:
        more = " …" if len(beside) > _MOST_TOLD else ""
        plan.notes.append(f"Till höger om formuläret läses ingenting: {', '.join(beside[:_MOST_TOLD])}{more}.")


def _rows(sheets: list[Sheet], plan: FormPlan, sections: Collection[str] | None) -> Iterator[tuple[Sheet, int, str]]:
    """Sheet, row and item of every row with a question."""
    sheet, heading = _find_heading(sheets)
    _tell_unread(sheets, sheet, heading, plan)
    known = {normalise(code): code for code in plan.questionnaire.items}
    seen: set[str] = set()
    for row in range(heading + 1, len(sheet.rows)):
        written = text_of(sheet.rows[row][_CODE]) if sheet.rows[row] else ""
        code = known.get(normalise(written), "")
        if not written:
            if not is_blank(sheet.rows[row][_ANSWER : _COMMENT + 1]):
                lost = Unacceptable("raden hör inte till någon fråga.", "Flytta svaret till en frågas rad.")
                _refuse(plan, sheet, row, _ANSWER, lost)
        elif not code:
            _refuse(plan, sheet, row, _CODE, Unacceptable("enkäten har ingen sådan fråga.", "Rätta frågans kod."))
        elif code in seen:
            _refuse(plan, sheet, row, _CODE, Unacceptable(f"{code} står på två rader.", "Ta bort den ena raden."))
        elif not _is_in(plan.questionnaire, code, sections):
            problem = Unacceptable("frågan hör inte till din del av enkäten.", "Ta bort raden.")
            _refuse(plan, sheet, row, _CODE, problem)
        else:
            seen.add(code)
            yield sheet, row, code


def _find_heading(sheets: list[Sheet]) -> tuple[Sheet, int]:
    wanted = [normalise(HEADINGS[column]) for column in (_CODE, _ANSWER, _COMMENT)]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
            words = [normalise(text_of(cell)) for cell in row]
            if len(words) > _COMMENT and [words[column] for column in (_CODE, _ANSWER, _COMMENT)] == wanted:
                return sheet, number
    raise refuse_file(
        "Filen är inget svarsformulär: rubrikraden med Kod, Svar och Kommentar i kolumnerna A, D och E saknas.",
        "Hämta formuläret på nytt, fyll i det och försök igen.",
    )


def _read_row(sheet: Sheet, row: int, column: Field, plan: FormPlan) -> tuple[str | None, str | None]:
    """Value and comment; None for a cell that is refused, so that what stands is left alone."""
    cells: list[Cell] = [*sheet.rows[row], *[""] * len(HEADINGS)]
    value = comment = None
    try:
        value, sign = column.widget.clean_with_sign(cells[_ANSWER], {})
        if sign is not None:
            plan.notes.append(f"{place_of(sheet.name, row, _ANSWER)}: ”{text_of(cells[_ANSWER])}” läses som obesvarat.")
    except Unacceptable as problem:
        _refuse(plan, sheet, row, _ANSWER, problem)
    try:
        comment = clean_text(cells[_COMMENT])
    except Unacceptable as problem:
        _refuse(plan, sheet, row, _COMMENT, problem)
    return value, comment


def _refuse(plan: FormPlan, sheet: Sheet, row: int, column: int, problem: Unacceptable) -> None:
    cells = sheet.rows[row]
    value = text_of(cells[column])[:80] if column < len(cells) else ""
    plan.refusals.append(Refusal(sheet.name, cell_name(row, column), value, problem.reason, problem.remedy))


def _compare(
    plan: FormPlan, response: Response, stored: dict[str, Stored], edits: dict[str, Edit], places: dict[str, str]
) -> None:
    saved = Saved(response.changed_at)
    writes = compare(stored, {code: (one.value_raw, one.comment) for code, one in edits.items()}, edits, saved)
    tell_conflicts(response, saved)
    plan.conflicts = saved.conflicts
    wanted = writes | {code: one.mine for code, one in saved.conflicts.items()}
    plan.changes = {
        code: FormChange(code, places[code], stored.get(code, NOTHING), wanted[code])
        for code in edits
        if code in wanted
    }
    new = sum(not any(stored.get(code, NOTHING)) for code in writes)
    plan.counts.add(new, len(writes) - new, sum(any(stored.get(code, NOTHING)) for code in saved.unchanged))
    plan.counts.refused = len(plan.refusals)
    plan.notes += _told_problems(plan, stored)


def _told_problems(plan: FormPlan, stored: dict[str, Stored]) -> list[str]:
    """What would stand in the way of handing in once the form is saved."""
    values = {code: value for code, (value, _) in stored.items() if value}
    values |= {code: one.wanted[0] for code, one in plan.changes.items() if code not in plan.conflicts}
    found = [one for one in find_problems(plan.questionnaire, values) if one.level == ERROR]
    return [f"Måste rättas före inlämningen, fråga {one.question}: {one.message}" for one in found]
