"""Answers from a file: what it would change, before anything is written."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from import_export.fields import Field

from municipalities.models import Group
from municipalities.swedish import plural
from surveys.counting import NOTHING, Stored, as_answers
from surveys.files.fields import Unacceptable, clean_text, fields_of
from surveys.files.import_plan import Counts, PlannedChange, place_of
from surveys.files.layout import FoundAnswers, Given, OtherYear, find_answers
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
    signs: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # sheet, sign and what it is read as
    hidden: list[str] = field(default_factory=list)  # what is not read because it is hidden
    year_conflicts: list[OtherYear] = field(default_factory=list)
    read_hidden: bool = False  # somebody has said so
    confirmed_year: bool = False  # so too: the answers are of the survey's year although the file names another
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
    read_hidden: bool = False,
    confirmed_year: bool = False,
) -> AnswerPlan:
    """Reads and checks the whole file against what is stored now. Six queries; writes nothing. A network's file may
    tell of its own municipalities only; the nation's (None) of all.

    FileRefused where the file cannot be read at all; single cells are in the plan's `refusals`.
    """
    if questionnaire is None:
        raise refuse_file(f"Enkäten {survey} har inga frågor i öjportal.", "Välj en annan enkät.")
    sheets, units = read_sheets(content, file_name), read_units(survey.year, network)
    found = find_answers(sheets, questionnaire, units, read_hidden=read_hidden)
    found_here = Response.objects.filter(survey=survey, is_example=is_example)
    held = list(found_here.values_list("municipality_id", "pk", "state", "counted"))
    responses = {unit: pk for unit, pk, *_ in held}
    counted = {unit: as_answers(rows or ()) for unit, _pk, state, rows in held if state != Response.State.HANDED_IN}
    unseen = [unit for unit, _pk, state, _rows in held if network is None and state != Response.State.HANDED_IN]
    plan = AnswerPlan(survey, questionnaire, is_example, responses, counted, unseen=frozenset(unseen))
    plan.notes, plan.refusals = found.notes, found.refusals
    plan.hidden, plan.year_conflicts = found.hidden, found.year_conflicts
    plan.read_hidden, plan.confirmed_year = read_hidden, confirmed_year
    stored = _stored_answers(survey, is_example)
    fields = fields_of(questionnaire)
    for item in found.by_item:
        _compare(plan, fields[item], found, stored)
    plan.notes += _told_signs(plan)
    _refuse_contradictions(plan, stored)
    if plan.changes and not responses and not is_example:
        plan.hidden_examples = Response.objects.examples_in_use(survey)
    plan.counts.refused = len(plan.refusals)
    return plan


def _stored_answers(survey: Survey, is_example: bool) -> dict[tuple[int, str], Stored]:
    rows = Answer.objects.filter(response__survey=survey, response__is_example=is_example)
    told = rows.values_list("response__municipality_id", "item", "value", "comment")
    return {(unit, item): (value, comment) for unit, item, value, comment in told.iterator(chunk_size=10_000)}


@dataclass(slots=True)
class _Read:
    """One given answer as it was read. `comment` is None where the file does not say."""

    given: Given
    value: str
    comment: str | None


def _compare(plan: AnswerPlan, column: Field, found: FoundAnswers, stored: dict[tuple[int, str], Stored]) -> None:
    """Reads every distinct cell of one item once, then holds each unit's answer against what stands and what counts."""
    item = column.column_name
    new = changed = unchanged = 0
    for unit, one in _one_each(plan, column, found).items():
        before = stored.get((unit, item))
        value_before, comment_before = before or ("", "")
        comment = comment_before if one.comment is None else one.comment
        told = (one.value, comment)
        counts = plan.counted[unit].get(item, NOTHING) if unit in plan.counted else told
        if told == (value_before, comment_before) and counts == told:
            unchanged += any(told)
            continue
        plan.changes[unit].append(AnswerChange(item, before, *told, one.given))
        if value_before or comment_before:
            changed += 1
        else:
            new += 1
    plan.counts.add(new, changed, unchanged)


def _one_each(plan: AnswerPlan, column: Field, found: FoundAnswers) -> dict[int, _Read]:
    """Municipality id: its answer to the item. Given twice it must be the same; what is no answer is refused."""
    item = column.column_name
    read = _read_distinct(plan, column, found)
    each: dict[int, _Read] = {}
    for given in found.by_item[item]:
        value = read[given.sheet, given.value.__class__, given.value]
        if isinstance(value, Unacceptable):
            _refuse(plan, given, value)
            continue
        now = _Read(given, value, None if given.comment is None else _comment(plan, given))
        unit = given.unit.id  # 25,000 times for the whole nation: .pk would be looked up each time
        other = each.setdefault(unit, now)
        if other.value != value or (None not in (other.comment, now.comment) and other.comment != now.comment):
            _refuse(plan, given, _told_otherwise(plan, item, other, now))
        elif other.comment is None:
            each[unit] = now
    return each


def _told_otherwise(plan: AnswerPlan, item: str, other: _Read, now: _Read) -> Unacceptable:
    label = plan.questionnaire.items[item].label_of
    place = place_of(other.given.sheet, other.given.row, other.given.column)
    first, second = (f"”{label(one.value)}”" if one.value else "tomt" for one in (now, other))
    what = (
        f"är {first} här men {second} på annan plats"
        if other.value != now.value
        else "har en annan kommentar på annan plats"
    )
    reason = f"{item} för {now.given.unit.full_name} {what} ({place[0].lower()}{place[1:]})."
    return Unacceptable(reason, "Behåll det som stämmer.")


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
                _refuse(plan, written.given, fault)


def _read_distinct(
    plan: AnswerPlan, column: Field, found: FoundAnswers
) -> dict[tuple[str, type, Cell], str | Unacceptable]:
    """By sheet, type and cell: sheets explain their signs, and True and 1.0 are equal to Python. Tells of signs."""
    read: dict[tuple[str, type, Cell], str | Unacceptable] = {}
    times = Counter((given.sheet, given.value.__class__, given.value) for given in found.by_item[column.column_name])
    for (sheet, kind, cell), count in times.items():
        try:
            read[sheet, kind, cell], sign = column.widget.clean_with_sign(cell, found.signs[sheet])
        except Unacceptable as problem:
            read[sheet, kind, cell] = problem
        else:
            if sign is not None:
                plan.signs[sheet, text_of(cell), column.widget.render(read[sheet, kind, cell])] += count
    return read


def _told_signs(plan: AnswerPlan) -> Iterator[str]:
    for (sheet, sign, answer), count in plan.signs.items():
        meaning = f"”{answer}”" if answer else "inte besvarat"
        yield f"Bladet {sheet}: ”{sign}” i {plural(count, '1 cell', '{n} celler')} läses som {meaning}."


def _comment(plan: AnswerPlan, given: Given) -> str:
    comment = "" if given.comment is None else given.comment
    try:
        return clean_text(comment)
    except Unacceptable as problem:
        _refuse(plan, replace(given, value=comment, row=given.comment_place[0], column=given.comment_place[1]), problem)
        return ""


def _refuse(plan: AnswerPlan, given: Given, problem: Unacceptable) -> None:
    cell = cell_name(given.row, given.column)
    plan.refusals.append(Refusal(given.sheet, cell, text_of(given.value)[:80], problem.reason, problem.remedy))
