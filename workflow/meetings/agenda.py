"""What the quality-assurance meeting should talk about, proposed from the survey, each point with its reason in words.

Pure: questionnaires, answers and interpretations in, proposals out; workflow.meeting_queries does the reading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.collecting.differing_questions import DifferingQuestion, ItemAnswers
from surveys.questionnaires.questionnaire import Question, Questionnaire

MOST_DIFFERING = 8  # questions proposed because answers differ; a meeting has time for about a dozen in all
SEVERAL_COMMENTS = 2  # from so many municipalities on, comments alone are a reason
LONGEST = 400  # what a point's reason may take


@dataclass(frozen=True)
class Proposal:
    question: str
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        text = " ".join(self.reasons)
        return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


@dataclass(frozen=True)
class AnsweredYear:
    """One year's answers across the network, question by question."""

    year: int
    rows: Sequence[DifferingQuestion]


def propose_agenda(
    questionnaire: Questionnaire,
    before: Questionnaire | None,
    last_year: AnsweredYear | None,
    this_year: AnsweredYear | None,
    interpretations: Mapping[str, int],
) -> list[Proposal]:
    """Questions that differ most first, then new and changed ones, then interpretations to confirm; each question once,
    with all its reasons. `interpretations`: question -> year of the interpretation that holds until now."""
    asked_now = [question.code for question in questionnaire.questions]
    reasons: dict[str, list[str]] = {}
    for year in (last_year, this_year):
        if year is not None:
            for row in most_differing(year.rows):
                if row.question in asked_now:
                    reasons.setdefault(row.question, []).extend(_why_differing(row, year.year, year is this_year))
    for code, reason in new_and_changed(questionnaire, before).items():
        reasons.setdefault(code, []).append(reason)
    for code in asked_now:
        if code in interpretations:
            told = f"Tolkningen från {interpretations[code]} ska bekräftas, ändras eller tas bort."
            reasons.setdefault(code, []).append(told)
    return [Proposal(code, tuple(texts)) for code, texts in reasons.items()]


def most_differing(rows: Sequence[DifferingQuestion]) -> list[DifferingQuestion]:
    """The questions that municipalities answer differently or comment on, those that differ most first."""
    found = [row for row in rows if row.different > 1 or len(row.comments) >= SEVERAL_COMMENTS]
    return sorted(found, key=lambda row: row.weight, reverse=True)[:MOST_DIFFERING]


def _why_differing(row: DifferingQuestion, year: int, is_this_year: bool) -> list[str]:
    """Last year's answers are counted; this year's may not be handed in yet, so only that they differ is told."""
    split = max((item for item in row.items if item.differs), key=lambda item: item.outside, default=None)
    found = []
    if split is not None:
        about = f" om {split.label}" if split.label else ""
        told = f"Hittills {year} svarar kommunerna olika{about}"
        found.append(f"{told}." if is_this_year else f"År {year} svarade kommunerna olika{about}: {_counted(split)}.")
    if row.comments:
        who = _so_many(len(row.comments))
        told = f"Hittills {year} har {who} kommenterat sitt svar." if is_this_year else ""
        found.append(told or f"År {year} kommenterade {who} sitt svar.")
    if is_this_year and row.changed:
        found.append(f"{_so_many(row.changed).capitalize()} svarar annorlunda än förra gången.")
    return found


def _counted(item: ItemAnswers) -> str:
    """5 Ja, 2 Nej, 1 Delvis."""
    counts = Counter(item.answers.values())
    return ", ".join(f"{n} {answer}" for answer, n in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _so_many(n: int) -> str:
    return "en kommun" if n == 1 else f"{n} kommuner"


def new_and_changed(questionnaire: Questionnaire, before: Questionnaire | None) -> dict[str, str]:
    """Question -> why it should be talked about. Empty without an earlier questionnaire, and where no question is
    shared with it: a survey that is new throughout has nothing that is newer than the rest."""
    known = {question.code: question for question in before.questions} if before else {}
    if before is None or not any(question.code in known for question in questionnaire.questions):
        return {}
    found = {}
    for question in questionnaire.questions:
        if question.code not in known:
            found[question.code] = f"Frågan är ny sedan {before.year}."
        elif changed := changed_parts(question, known[question.code]):
            found[question.code] = f"Frågan är ändrad sedan {before.year}: {', '.join(changed)}."
    return found


def changed_parts(question: Question, before: Question) -> list[str]:
    """What differs between the two, in words."""
    parts = (
        ("lydelsen", question.text, before.text),
        ("förklaringen", question.help, before.help),
        ("delfrågorna", _labels(question), _labels(before)),
        ("svarsalternativen", _options(question), _options(before)),
    )
    return [name for name, now, then in parts if now != then]


def _labels(question: Question) -> list[tuple[str, str]]:
    return [(item.code, item.label) for item in question.items]


def _options(question: Question) -> list[tuple[str, ...]]:
    return [tuple(option.label for option in item.options) for item in question.items]
