"""The questionnaire as a person fills it in: blocks, rows and words. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from municipalities.swedish import plural
from surveys.answering.excel_form import FormPlan
from surveys.answering.queries import AnswerChange
from surveys.answering.saving import Conflict, Edit, Saved, describe
from surveys.answering.section_state import SectionState
from surveys.counting import NOTHING
from surveys.models import AnswerEvent, ChangeReason, Interpretation, Receipt
from surveys.questionnaires.answer_rules import Problem, shown_answer, told_answer
from surveys.questionnaires.questionnaire import Item, Question, Questionnaire, Section

Stored = tuple[str, str]
MOST_IN_A_ROW = 6  # answers side by side
MOST_CHANGES = 200  # of a form, in its preview


@dataclass(frozen=True)
class ShownConflict:
    """Two versions of one answer, in words; `seen` is theirs as it is stored, value and comment."""

    item: str
    mine: str
    theirs: str
    by: str
    at: datetime | None
    seen: Stored


@dataclass(frozen=True)
class OptionShown:
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Row:
    """One item with its field.

    `seen` is what the person has been shown, for telling whether somebody else has been there since: in a conflict
    that is not yet settled still the old one.
    """

    item: Item
    value: str
    stored: str
    seen: str
    options: list[OptionShown]
    words: list[OptionShown]  # "Vet ej" of a number
    error: str = ""
    conflict: ShownConflict | None = None
    differs: bool = False
    before: str = ""  # last year's answer, in words

    @property
    def id(self) -> str:
        return "f-" + self.item.code.replace(".", "-")

    @property
    def is_answered(self) -> bool:
        return bool(self.stored)


@dataclass(frozen=True)
class Block:
    """One question with its rows. A question behind a closed gate has no rows, only what is kept."""

    question: Question
    rows: list[Row]
    kept: list[str]  # names of items with an answer that is not read now
    comment: str
    seen_comment: str
    more_comments: list[tuple[str, str]]
    interpretation: Interpretation | None
    last_year: list[tuple[str, str]]
    last_year_number: int | None
    last_comments: list[str]
    may_confirm: bool
    differs: bool
    reason: ChangeReason | None
    comment_error: str = ""  # of a comment whose item is not asked, and has no row to tell it in
    comment_conflict: ShownConflict | None = None
    is_follow_up: bool = False
    problems: list[Problem] = field(default_factory=list)  # what the checks find in it
    stored: list[tuple[str, str, str]] = field(default_factory=list)  # item, value and comment of the whole question

    @property
    def id(self) -> str:
        return "q-" + self.question.code

    @property
    def comment_item(self) -> str:
        return self.question.items[0].code

    @property
    def is_asked(self) -> bool:
        return bool(self.rows)

    @property
    def is_grid(self) -> bool:
        """Several rows with few answers each: a table of rows, where there is room."""
        items = self.question.items
        return len(items) > 1 and all(item.has_options and len(item.options) <= MOST_IN_A_ROW for item in items)

    @property
    def faults(self) -> list[tuple[str, str, str]]:
        """What could not be saved, for the summary at the top: where, name, and why."""
        changed = "någon annan har ändrat svaret."
        found = [(row.id, row.item.label, row.error or changed) for row in self.rows if row.error or row.conflict]
        if self.comment_error or self.comment_conflict:
            found.append((f"{self.id}-kommentar", "Kommentar", self.comment_error or changed))
        return found

    @property
    def period(self) -> str:
        return period_text(self.question.period)


def period_text(period: str) -> str:
    """ "2016-11-01/2017-01-31" as words; one date as a day."""
    if not period:
        return ""
    first, _sep, last = period.partition("/")
    if not last:
        return f"Läget den {day_text(date.fromisoformat(first))}."
    return f"Gäller {day_text(date.fromisoformat(first))} till {day_text(date.fromisoformat(last))}."


def day_text(day: date) -> str:
    return date_format(day, "j F Y")


def days_left_text(closes: date | None, today: date) -> str:
    if closes is None:
        return ""
    left = (closes - today).days
    if left < 0:
        return f"stängd sedan {day_text(closes)}"
    if left == 0:
        return "i dag är sista dagen"
    return plural(left, "{n} dag kvar", "{n} dagar kvar")


def saved_text(at: datetime | None) -> str:
    """ "Sparat 14:03", with the day where it is another."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    if local.date() == timezone.localdate():
        return "Sparat {time}".format(time=local.strftime("%H:%M"))
    return "Sparat {day}".format(day=date_format(local, "j F Y H:i"))


def present_block(
    state: SectionState, question: Question, saved: Saved | None = None, edits: Mapping[str, Edit] | None = None
) -> Block:
    """The question as it stands, and after a save that did not take everything: what was written, and why not."""
    edits = edits or {}
    rows = [_row(state, item, saved, edits.get(item.code)) for item in question.items if state.asked[item.code]]
    first = question.items[0]
    comment, seen_comment = _comment(state, first.code, saved, edits.get(first.code))
    has_row = state.asked[first.code]
    last = state.last_year
    values = last.values if last else {}
    told = [(item.label, told_answer(item, values[item.code])) for item in question.items if item.code in values]
    return Block(
        question=question,
        rows=rows,
        kept=[item.label or question.code for item in question.items if _is_kept(state, item)],
        comment=comment,
        seen_comment=seen_comment,
        more_comments=_more_comments(state, question),
        interpretation=state.interpretations.get(question.code),
        last_year=told,
        last_year_number=last.survey.year if last and told else None,
        last_comments=[last.comments[item.code] for item in question.items if item.code in last.comments]
        if last
        else [],
        may_confirm=_may_confirm(state, question, values),
        differs=any(row.differs for row in rows),
        reason=state.reasons.get(question.code),
        comment_error="" if has_row or saved is None else saved.refused.get(first.code, ""),
        comment_conflict=None if has_row else _conflict(first, saved),
        is_follow_up=first.gate is not None,
        problems=[one for one in state.problems if one.question == question.code],
        stored=[(item.code, *state.answers.get(item.code, NOTHING)) for item in question.items],
    )


def _comment(state: SectionState, first: str, saved: Saved | None, edit: Edit | None) -> Stored:
    """What stands in the question's comment field, and what the person has been shown there."""
    stored = state.answers.get(first, NOTHING)[1]
    if saved is None or edit is None or edit.comment is None:
        return stored, stored
    if first in saved.conflicts:
        return edit.comment, edit.seen_comment
    return edit.comment if first in saved.refused else stored, stored


def _is_kept(state: SectionState, item: Item) -> bool:
    return not state.asked[item.code] and any(state.answers.get(item.code, NOTHING))


def _may_confirm(state: SectionState, question: Question, values: Mapping[str, str]) -> bool:
    """There is an answer from last year, and it is not already this year's."""
    return any(
        item.code in values and state.asked[item.code] and state.answers.get(item.code, NOTHING)[0] != values[item.code]
        for item in question.items
    )


def _more_comments(state: SectionState, question: Question) -> list[tuple[str, str]]:
    """Comments that came with a file, on other items than the first."""
    told = [(item.label, state.answers.get(item.code, NOTHING)[1]) for item in question.items[1:]]
    return [(label, comment) for label, comment in told if comment]


def _row(state: SectionState, item: Item, saved: Saved | None, edit: Edit | None) -> Row:
    stored = state.answers.get(item.code, NOTHING)[0]
    refused = saved.refused.get(item.code, "") if saved else ""
    conflict = _conflict(item, saved)
    value = _value_of(item, stored, saved, edit)
    before = state.last_year.values.get(item.code) if state.last_year else None
    return Row(
        item=item,
        value="" if value in item.or_words else value if refused else shown_answer(item, value),
        stored=stored,
        seen=edit.seen_value if edit and conflict else stored,
        options=[OptionShown(one.code, one.label, one.code == value) for one in item.options],
        words=[OptionShown(code, label, code == value) for code, label in item.or_words.items()],
        error=refused,
        conflict=conflict,
        differs=bool(before and stored and before != stored),
        before=told_answer(item, before) if before else "",
    )


def _value_of(item: Item, stored: str, saved: Saved | None, edit: Edit | None) -> str:
    """What stands in the field: what the person wrote as long as it could not be saved."""
    if saved is not None and item.code in saved.conflicts:
        return saved.conflicts[item.code].mine[0]
    if saved is not None and item.code in saved.refused and edit is not None and edit.value_raw is not None:
        return edit.value_raw
    return stored


def _conflict(item: Item, saved: Saved | None) -> ShownConflict | None:
    conflict = saved.conflicts.get(item.code) if saved else None
    return _shown_conflict(item, conflict) if conflict else None


def _shown_conflict(item: Item, conflict: Conflict) -> ShownConflict:
    def told(stored: Stored) -> str:
        value = told_answer(item, stored[0]) if stored[0] else "inget svar"
        return f"{value} – {stored[1]}" if stored[1] else value

    mine, theirs = told(conflict.mine), told(conflict.theirs)
    return ShownConflict(item.code, mine, theirs, conflict.their_by, conflict.their_at, conflict.theirs)


def overview_rows(state: SectionState, questions: Iterable[Question]) -> list[dict[str, object]]:
    """Each asked question with its answers, what is missing and what differs from last year."""
    found: list[dict[str, object]] = []
    for question in questions:
        block = present_block(state, question)
        if not block.is_asked and not block.kept:
            continue
        found.append(
            {
                "block": block,
                "answers": [
                    (row.item, told_answer(row.item, row.stored), row.before if row.differs else "")
                    for row in block.rows
                ],
                "missing": [row.item.code for row in block.rows if row.item.code in state.missing],
            }
        )
    return found


def receipt_rows(
    questionnaire: Questionnaire, receipt: Receipt
) -> list[tuple[Section, Question, list[tuple[Item, str, str]]]]:
    """Each question with something on the receipt: its items there, with answer and comment."""
    told = {item: (value, comment) for item, value, comment in receipt.answers}

    def row(item: Item) -> tuple[Item, str, str]:
        value, comment = told[item.code]
        return item, _words_of(item, value), comment

    return [
        (section, question, [row(item) for item in question.items if item.code in told])
        for section in questionnaire.sections
        for question in section.questions
        if any(item.code in told for item in question.items)
    ]


def history_rows(item: Item, changes: Iterable[AnswerChange]) -> list[tuple[AnswerChange, str, str, str]]:
    """Each change with the way it came, and the answer before and after it."""
    ways = dict(AnswerEvent.Through.choices)
    return [(one, ways[one.through], _words_of(item, one.before), _words_of(item, one.after)) for one in changes]


def _words_of(item: Item, value: str) -> str:
    return told_answer(item, value) if value else ""


def present_form_plan(plan: FormPlan) -> dict[str, object]:
    """What saving a filled-in Excel form would do, and the conflicts to choose in."""
    questions = plan.questionnaire
    conflicts = [
        (
            code,
            f"{questions.name_of(code)}: {questions.question_of(code).text}",
            one,
            describe(questions, code, one.mine),
            describe(questions, code, one.theirs),
        )
        for code, one in plan.conflicts.items()
    ]
    return {
        "plan": plan,
        "changes": plan.shown(MOST_CHANGES),
        "conflicts": conflicts,
        "refusals": plan.refusals,
        "total": len(plan.refusals),
    }
