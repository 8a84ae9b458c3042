"""One save of some answers, held against what the person saw: what is written, what is not, and why. And what stands,
held against what counts: what waits to be handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.utils import timezone

from municipalities.characters import plain_text
from surveys.answering.queries import last_changes
from surveys.counting import NOTHING, Stored, differing
from surveys.models import Answer, AnswerEvent, Response
from surveys.questionnaires.answer_rules import (
    AnswerRefused,
    parse_answer,
    parse_comment,
    section_of,
    shown_answer,
    told_answer,
)
from surveys.questionnaires.questionnaire import Item, Questionnaire


@dataclass(frozen=True)
class Edit:
    """What somebody wrote for one item, and what the page showed before. None is a field that was not on the page.

    A field that still says what the page showed is left as it stands, whoever has changed it since; with `intended`
    (one answer saved on its own) it is a wish like any other.
    """

    value_raw: str | None = None
    comment: str | None = None
    seen_value: str = ""
    seen_comment: str = ""
    intended: bool = False


@dataclass(frozen=True)
class Conflict:
    """Somebody else has changed the answer since the page was shown; nothing is overwritten."""

    mine: Stored
    theirs: Stored
    their_by: str
    their_at: datetime | None


@dataclass
class Saved:
    """Items in the order they were given. An item can be both saved and refused: its value taken, its comment not."""

    at: datetime
    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    stands: dict[str, Stored] = field(default_factory=dict)  # what is stored after the save, of every known item

    @property
    def is_complete(self) -> bool:
        """Everything that was wished stands."""
        return not (self.conflicts or self.refused)


def refuse_all(changes: Mapping[str, Edit], why: str) -> Saved:
    """As a save that took nothing: every item whose field no longer says what the page showed is refused."""
    changed = [code for code, edit in changes.items() if _says_something_new(edit)]
    return Saved(timezone.now(), refused=dict.fromkeys(changed, why))


def _says_something_new(edit: Edit) -> bool:
    fields = [(edit.value_raw, edit.seen_value), (edit.comment, edit.seen_comment)]
    return any(written is not None and _plain(written) != _plain(seen) for written, seen in fields)


Wish = tuple[str | None, str | None]  # value and comment as they will be stored; None is left alone


def read_wishes(
    questionnaire: Questionnaire, changes: Mapping[str, Edit], sections: Collection[str] | None, saved: Saved
) -> dict[str, Wish]:
    """The edits that mean something; what does not is told in saved.refused."""
    wishes = {}
    for code, edit in changes.items():
        item = questionnaire.items.get(code)
        if item is None:
            saved.refused[code] = "Enkäten har ingen sådan fråga. Läs in sidan på nytt."
        elif sections is not None and section_of(questionnaire, code).code not in sections:
            saved.refused[code] = "Frågan hör inte till den del du har fått att besvara."
        else:
            value = (
                edit.seen_value
                if _is_left(item, edit)
                else _read(partial(parse_answer, item), edit.value_raw, code, saved)
            )
            wishes[code] = (value, _read(parse_comment, edit.comment, code, saved))
    return wishes


def _is_left(item: Item, edit: Edit) -> bool:
    """The field still says what the page showed: an answer from before the limits were set can be left as it is."""
    return (
        item.is_number
        and bool(edit.seen_value)
        and edit.value_raw in (edit.seen_value, shown_answer(item, edit.seen_value))
    )


def _read(parse: Callable[[str], str], raw: str | None, code: str, saved: Saved) -> str | None:
    if raw is None:
        return None
    try:
        return parse(raw)
    except AnswerRefused as problem:
        saved.refused[code] = f"{saved.refused[code]} {problem}" if code in saved.refused else str(problem)
        return None


def settle(stored: Stored, wish: Wish, edit: Edit) -> Stored | None:
    """What will stand; None where somebody else's answer would be overwritten unseen."""
    seen = (_plain(edit.seen_value), _plain(edit.seen_comment))
    found = []
    for now, wanted, shown in zip(stored, wish, seen, strict=True):
        if wanted is None or (wanted == shown and not edit.intended):
            found.append(now)
        elif _plain(now) in (shown, wanted):
            found.append(wanted)
        else:
            return None
    return found[0], found[1]


def _plain(text: str) -> str:
    """Browsers send line breaks in their own way; and what was stored before may hold what is no longer taken in."""
    return plain_text(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def compare(
    stored: Mapping[str, Stored], wishes: Mapping[str, Wish], changes: Mapping[str, Edit], saved: Saved
) -> dict[str, Stored]:
    """Item: what is to be written. Fills in `saved`; conflicts are only named there, see tell_conflicts."""
    writes = {}
    for code, wish in wishes.items():
        before = stored.get(code, NOTHING)
        after = settle(before, wish, changes[code])
        saved.stands[code] = before if after is None else after
        if after is None:
            value, comment = wish
            mine = (before[0] if value is None else value, before[1] if comment is None else comment)
            saved.conflicts[code] = Conflict(mine, before, "", None)
        elif after != before:
            writes[code] = after
            saved.saved.append(code)
        elif code not in saved.refused:
            saved.unchanged.append(code)
    return writes


def tell_conflicts(response: Response, saved: Saved) -> None:
    """Adds who wrote the other version, and when. One query where there is a conflict, none otherwise."""
    if saved.conflicts:
        changed = last_changes(response, saved.conflicts)
        for code, one in saved.conflicts.items():
            by, at = changed.get(code, ("", None))
            saved.conflicts[code] = Conflict(one.mine, one.theirs, by, at)


def write_changes(
    response: Response,
    stored: Mapping[str, Stored],
    writes: Mapping[str, Stored],
    *,
    by: str,
    through: str,
    at: datetime,
) -> None:
    """The answers and their history, in two statements however many they are."""
    Answer.objects.bulk_create(
        [
            Answer(response=response, item=code, value=value, comment=comment)
            for code, (value, comment) in writes.items()
        ],
        update_conflicts=True,
        unique_fields=["response", "item"],
        update_fields=["value", "comment"],
    )
    entries = []
    for code, (value, comment) in writes.items():
        value_before, comment_before = stored.get(code, (None, None))
        entries.append([code, value_before, value, comment_before, comment])
    AnswerEvent.objects.create(response=response, through=through, by=by, at=at, changes=entries)


def describe(questionnaire: Questionnaire, code: str, stored: Stored) -> str:
    """An answer in words, for telling two versions apart."""
    value, comment = stored
    shown = told_answer(questionnaire.items[code], value) if value else "inget svar"
    return f"{shown} (kommentar: {comment})" if comment else shown


@dataclass(frozen=True)
class Unsent:
    """An answer that stands otherwise than it counts, in words."""

    question: str
    section: str  # code
    label: str  # of the row, where the question has several
    counts: str
    stands: str


def unsent_changes(
    questionnaire: Questionnaire, counted: Mapping[str, Stored], stands: Mapping[str, Stored]
) -> list[Unsent]:
    """In the order of the questionnaire; what it asks no more is left out."""
    changed = set(differing(counted, stands))
    return [
        Unsent(
            question.code,
            section.code,
            item.label,
            describe(questionnaire, item.code, counted.get(item.code, NOTHING)),
            describe(questionnaire, item.code, stands.get(item.code, NOTHING)),
        )
        for section in questionnaire.sections
        for question in section.questions
        for item in question.items
        if item.code in changed
    ]
