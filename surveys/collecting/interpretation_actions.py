"""Writes of interpretations: what a network has agreed on for a question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Group
from municipalities.refusals import NotPossible
from surveys.models import Interpretation, Survey
from surveys.questionnaires.queries import questionnaire_of


@transaction.atomic
def write_interpretation(
    *,
    survey: Survey,
    network: Group,
    question: str,
    text: str,
    consider_in_analysis: bool,
    consider_because: str,
    raised_by: str,
    source: str,
    by: str,
    now: datetime | None = None,
    is_example: bool = False,
) -> Interpretation:
    """Writes the network's interpretation of the question, new or in place of the one before, which the audit trail
    keeps. NotPossible where the question is unknown, the text is empty, or a reason is missing."""
    _refuse_incomplete(survey, question, text, consider_in_analysis, consider_because)
    place: dict[str, Any] = {"survey": survey, "network": network, "question": question}
    before = Interpretation.objects.select_for_update().filter(**place).first()
    found, _made = Interpretation.objects.update_or_create(
        **place,
        defaults={
            "text": text.strip(),
            "consider_in_analysis": consider_in_analysis,
            "consider_because": consider_because.strip() if consider_in_analysis else "",
            "raised_by": raised_by,
            "source": source,
            "state": Interpretation.State.AGREED,
            "let_go_in": None,
            "by": by,
            "at": now or timezone.now(),
            "is_example": is_example,
        },
    )
    told = {"question": question, "network": network.slug, "before": before.text if before else "", "after": found.text}
    write_event(by=by, action="write_interpretation", subject=survey.slug, **told)
    return found


def _refuse_incomplete(survey: Survey, question: str, text: str, consider: bool, because: str) -> None:
    questionnaire = questionnaire_of(survey)
    if questionnaire is None or question not in [one.code for one in questionnaire.questions]:
        raise NotPossible(f"Frågan {question} finns inte i {survey.full_title}.")
    if not text.strip():
        raise NotPossible("Skriv hur frågan ska läsas.")
    if consider and not because.strip():
        raise NotPossible("Skriv varför tolkningen ska beaktas i analysen.")


@transaction.atomic
def retire_interpretation(
    *, interpretation: Interpretation, by: str, now: datetime | None = None, let_go_in: int | None = None
) -> None:
    """The interpretation no longer holds; it stays readable, and can be written anew. One that the meeting of a later
    year lets go (`let_go_in`) holds no more from then on: its own year was answered and is read by it."""
    held = Interpretation.objects.filter(pk=interpretation.pk, state=Interpretation.State.AGREED)
    if held.update(state=Interpretation.State.RETIRED, by=by, at=now or timezone.now(), let_go_in=let_go_in):
        told = {"question": interpretation.question, "network": interpretation.network.slug}
        write_event(by=by, action="retire_interpretation", subject=interpretation.survey.slug, **told)
