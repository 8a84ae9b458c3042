"""Meetings, questions at the meeting and protocols, ready to show. No queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from municipalities.models import Municipality
from surveys.collecting.differing_questions import DifferingQuestion, ItemAnswers
from surveys.questionnaires.questionnaire import Question
from workflow.meetings.queries import QuestionAtMeeting, text_of
from workflow.models import AgendaPoint, ProtocolPoint


@dataclass(frozen=True)
class AnswerView:
    now: str
    before: str
    is_outside: bool  # another answer than most give
    has_changed: bool


@dataclass(frozen=True)
class MunicipalityRow:
    municipality: Municipality
    answers: list[AnswerView]  # one per item of the question
    comments: tuple[str, ...]
    last_comments: tuple[str, ...]
    reason: str
    has_answered: bool
    can_be_adjusted: bool

    @property
    def outside(self) -> int:
        return sum(one.is_outside for one in self.answers)

    @property
    def has_changed(self) -> bool:
        return any(one.has_changed for one in self.answers)


@dataclass(frozen=True)
class ItemRow:
    label: str
    cells: list[tuple[Municipality, AnswerView]]
    outside: int  # municipalities with another answer than the most common one


@dataclass(frozen=True)
class AgendaRow:
    point: AgendaPoint
    text: str
    is_asked: bool  # still in the questionnaire, so that there is a page for it
    sign: str
    word: str


def municipality_rows(found: QuestionAtMeeting, visible: Collection[int] | None) -> list[MunicipalityRow]:
    """Those that differ from the rest first, then those that changed since last year, then by name. `visible` narrows
    to these municipalities; None is all."""
    row = found.row
    if row is None:
        return []
    unusual = [_unusual(item) for item in row.items]
    rows = [
        _municipality_row(found, row, one, unusual)
        for one in found.municipalities
        if visible is None or one.pk in visible
    ]
    return sorted(rows, key=lambda one: (-one.outside, not one.has_changed, not one.comments, one.municipality.name))


def _municipality_row(
    found: QuestionAtMeeting, row: DifferingQuestion, one: Municipality, unusual: list[frozenset[str]]
) -> MunicipalityRow:
    return MunicipalityRow(
        municipality=one,
        answers=[_answer(item, one.pk, rare) for item, rare in zip(row.items, unusual, strict=True)],
        comments=row.comments.get(one.pk, ()),
        last_comments=row.last_comments.get(one.pk, ()),
        reason=row.reasons.get(one.pk, ""),
        has_answered=any(one.pk in item.answers for item in row.items),
        can_be_adjusted=one.pk in found.responding and any(one.pk not in item.not_asked for item in row.items),
    )


def _answer(item: ItemAnswers, unit: int, unusual: frozenset[str]) -> AnswerView:
    """ "–" where the item was asked and is not answered."""
    silent = "frågas inte" if unit in item.not_asked else "–"
    now = item.answers.get(unit, silent)
    return AnswerView(now, item.last_year.get(unit, ""), now in unusual, unit in item.changed)


def _unusual(item: ItemAnswers) -> frozenset[str]:
    """Answers that fewer give than the most common; none for numbers and texts, which differ always."""
    counts = Counter(item.answers.values()) if item.has_options else Counter()
    most = max(counts.values(), default=0)
    return frozenset(answer for answer, n in counts.items() if n < most)


def item_rows(found: QuestionAtMeeting, rows: list[MunicipalityRow]) -> list[ItemRow]:
    """The same turned round, for a question with several items: those that differ most first."""
    items = found.row.items if found.row else ()
    turned = [
        ItemRow(item.label, [(row.municipality, row.answers[place]) for row in rows], item.outside)
        for place, item in enumerate(items)
    ]
    return sorted(turned, key=lambda one: -one.outside)


def summary_of(found: QuestionAtMeeting) -> str:
    """5 Ja · 2 Nej · 1 har inte svarat; without the answers where the question has several items."""
    if found.row is None:
        return ""
    item = found.row.items[0]
    is_counted = item.has_options and len(found.row.items) == 1
    counts = Counter(item.answers.values()) if is_counted else Counter()
    parts = [f"{n} {answer}" for answer, n in counts.most_common()]
    answered = sum(1 for one in found.municipalities if any(one.pk in item.answers for item in found.row.items))
    silent = len(found.municipalities) - answered
    if silent:
        parts.append(f"{silent} har inte svarat")
    return " · ".join(parts)


def agenda_rows(
    points: list[AgendaPoint], questions: Mapping[str, Question], written: dict[str, ProtocolPoint]
) -> list[AgendaRow]:
    """The points with their questions and how far the protocol has come on each."""
    return [
        AgendaRow(
            one, text_of(questions, one.question), one.question in questions, *_progress(written.get(one.question))
        )
        for one in points
    ]


def _progress(point: ProtocolPoint | None) -> tuple[str, str]:
    if point is None or not (point.text or point.obvious):
        return "○", "inte skriven"
    return ("✓", "alla överens") if point.obvious else ("✓", "skriven")


def around(agenda: Collection[str], code: str) -> tuple[str, str, int]:
    """The question before, the one after (empty at the ends), and the place, from 1; 0 for one not on the agenda,
    which is followed by the first."""
    order = list(agenda)
    if code not in order:
        return "", order[0] if order else "", 0
    place = order.index(code)
    return order[place - 1] if place else "", order[place + 1] if place + 1 < len(order) else "", place + 1


def present_version(content: dict[str, Any]) -> dict[str, Any]:
    """A protocol's content (draft or frozen) with the day in words and participants gathered by organisation."""
    gathered: dict[str, list[str]] = {}
    for one in content["participants"]:
        gathered.setdefault(one["organisation"], []).append(one["name"])
    labels = dict(ProtocolPoint.Earlier.choices)
    points = [{**point, "earlier_text": labels.get(point["earlier"], "")} for point in content["points"]]
    day = date_format(date.fromisoformat(content["date"]), "j F Y")
    return {**content, "day": day, "organisations": sorted(gathered.items()), "points": points}
