"""Answers from a file: what it would change, before anything is written."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from import_export.fields import Field

from municipalities.models import Group
from surveys.counting import NOTHING, Stored, as_answers
from surveys.files.fields import Unacceptable, clean_text, fields_of
from surveys.files.import_plan import Counts, PlannedChange, place_of
from surveys.files.layout import Given, find_answers
from surveys.files.refusals import Refusal, cell_name, refuse_file
from surveys.files.units import read_units
from surveys.files.workbooks import Cell, read_sheets, text_of
from surveys.models import Answer, Response, Survey
from surveys.questionnaires.answer_rules import ERROR, find_problems, told_answer
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(slots=True)
class AnswerChange:
    """`before` is None where there was no such answer; `value` and `comment` are what will stand."""

    item: str
    before: Stored | None
    value: str
    comment: str
    given: Given


NOT_HANDED_IN = "svar som inte är inlämnat"  # shown to the administrator in its place


@dataclass
class AnswerPlan:
    """What a file of answers would do to a survey. A unit without a response will get one."""

    survey: Survey
    questionnaire: Questionnaire
    is_example: bool
    responses: dict[int, int]  # municipality id: response id
    counted: dict[int, dict[str, Stored]]  # municipality id: item: what counts, where that is not what stands
    changes: dict[int, list[AnswerChange]] = field(default_factory=lambda: defaultdict(list))  # by municipality id
    counts: Counts = field(default_factory=Counts)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unseen: frozenset[int] = frozenset()  # municipality ids whose answers the importer may not read
    hidden_examples: int = 0  # made-up responses that are no longer shown once the file's are written

    @cached_property
    def fingerprint(self) -> str:
        """The same for two plans that would write the same."""
        digest = hashlib.sha256()
        for unit, changes in sorted(self.changes.items()):
            told = sorted((one.item, one.before or ("", ""), one.value, one.comment) for one in changes)
            digest.update(f"{unit} {told}\n".encode())
        return digest.hexdigest()

    def shown(self, most: int) -> list[PlannedChange]:
        """The first changes, as the preview shows them."""
        return list(islice(self._all_shown(), most))

    def _all_shown(self) -> Iterator[PlannedChange]:
        for changes in self.changes.values():
            for one in changes:
                label = self.questionnaire.items[one.item].label_of
                before, comment_before = one.before or ("", "")
                told = _with_comment(label(before), comment_before if comment_before != one.comment else "")
                yield PlannedChange(
                    place_of(one.given.sheet, one.given.row, one.given.column),
                    one.given.unit.full_name,
                    one.item,
                    NOT_HANDED_IN if one.before and one.given.unit.pk in self.unseen else told,
                    _with_comment(label(one.value), one.comment if comment_before != one.comment else ""),
                )


def _with_comment(answer: str, comment: str) -> str:
    return f"{answer} (kommentar: {comment[:60]})" if comment else answer


def plan_answers(
    survey: Survey,
    questionnaire: Questionnaire | None,
    content: bytes,
    file_name: str,
    *,
    network: Group | None = None,
    is_example: bool = False,
) -> AnswerPlan:
    """Reads and checks the whole file against what is stored now. Six queries; writes nothing. A network's file may
    tell of its own municipalities only; the nation's (None) of all.

    FileRefused where the file cannot be read at all; single cells are in the plan's `refusals`.
    """
    if questionnaire is None:
        raise refuse_file(f"Enkäten {survey} har inga frågor i öjportal.", "Välj en annan enkät.")
    found = find_answers(read_sheets(content, file_name), questionnaire, read_units(survey.year, network))
    found_here = Response.objects.filter(survey=survey, is_example=is_example)
    held = list(found_here.values_list("municipality_id", "pk", "state", "counted"))
    responses = {unit: pk for unit, pk, *_ in held}
    counted = {unit: as_answers(rows or ()) for unit, _pk, state, rows in held if state != Response.State.HANDED_IN}
    unseen = [unit for unit, _pk, state, _rows in held if network is None and state != Response.State.HANDED_IN]
    plan = AnswerPlan(survey, questionnaire, is_example, responses, counted, unseen=frozenset(unseen))
    plan.notes, plan.refusals = found.notes, found.refusals
    stored = _stored_answers(survey, is_example)
    fields = fields_of(questionnaire)
    for item, given in found.by_item.items():
        _compare(plan, fields[item], given, stored)
    _refuse_contradictions(plan, stored)
    if plan.changes and not responses and not is_example:
        plan.hidden_examples = Response.objects.examples_in_use(survey)
    plan.counts.refused = len(plan.refusals)
    return plan


def _stored_answers(survey: Survey, is_example: bool) -> dict[tuple[int, str], Stored]:
    rows = Answer.objects.filter(response__survey=survey, response__is_example=is_example)
    told = rows.values_list("response__municipality_id", "item", "value", "comment")
    return {(unit, item): (value, comment) for unit, item, value, comment in told.iterator(chunk_size=10_000)}


def _compare(plan: AnswerPlan, column: Field, all_given: list[Given], stored: dict[tuple[int, str], Stored]) -> None:
    """Reads every distinct cell of one item once, then holds each unit's answer against what stands and what counts."""
    item = column.column_name
    read = _read_distinct(column, all_given)
    seen: set[int] = set()
    new = changed = unchanged = 0
    for given in all_given:
        unit = given.unit.pk
        if unit in seen:
            _refuse(
                plan,
                given,
                given.value,
                given.column,
                Unacceptable(f"{item} står två gånger för kommunen.", "Behåll en."),
            )
            continue
        seen.add(unit)
        value = read[given.value.__class__, given.value]
        before = stored.get((unit, item))
        if isinstance(value, Unacceptable):
            _refuse(plan, given, given.value, given.column, value)
            continue
        value_before, comment_before = before or ("", "")
        comment = comment_before if given.comment is None else _comment(plan, given)
        counts = plan.counted[unit].get(item, NOTHING) if unit in plan.counted else (value, comment)
        if value == value_before and comment == comment_before and counts == (value, comment):
            unchanged += bool(value or comment)
            continue
        plan.changes[unit].append(AnswerChange(item, before, value, comment, given))
        if value_before or comment_before:
            changed += 1
        else:
            new += 1
    plan.counts.add(new, changed, unchanged)


def _refuse_contradictions(plan: AnswerPlan, stored: dict[tuple[int, str], Stored]) -> None:
    """What would stop a handing in stops a file too: its answers count as handed in. Told at the file's own cell."""
    items = plan.questionnaire.items
    if not any(check.level == ERROR for question in plan.questionnaire.questions for check in question.checks):
        return
    for unit, changes in plan.changes.items():
        given = {one.item: one for one in changes}
        values = {code: stored.get((unit, code), ("", ""))[0] for code in items} | {
            c: o.value for c, o in given.items()
        }
        for problem in find_problems(plan.questionnaire, values):
            written = next((given[code] for code in problem.items if code in given), None)
            if problem.level == ERROR and written:
                stands = ", ".join(f"{code} är {told_answer(items[code], values[code])}" for code in problem.items)
                fault = Unacceptable(problem.message, f"Rätta något av talen: {stands}.")
                _refuse(plan, written.given, written.given.value, written.given.column, fault)


def _read_distinct(column: Field, all_given: list[Given]) -> dict[tuple[type, Cell], str | Unacceptable]:
    """By type and cell, since True and 1.0 are equal to Python."""
    read: dict[tuple[type, Cell], str | Unacceptable] = {}
    for kind, cell in {(given.value.__class__, given.value) for given in all_given}:
        try:
            read[kind, cell] = column.widget.clean(cell)
        except Unacceptable as problem:
            read[kind, cell] = problem
    return read


def _comment(plan: AnswerPlan, given: Given) -> str:
    comment = "" if given.comment is None else given.comment
    try:
        return clean_text(comment)
    except Unacceptable as problem:
        _refuse(plan, given, comment, given.comment_column, problem)
        return ""


def _refuse(plan: AnswerPlan, given: Given, value: Cell, column: int, problem: Unacceptable) -> None:
    cell = cell_name(given.row, column)
    plan.refusals.append(Refusal(given.sheet, cell, text_of(value)[:80], problem.reason, problem.remedy))
