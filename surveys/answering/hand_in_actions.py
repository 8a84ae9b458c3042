"""From answers to a receipt: why answers differ, warnings kept with a reason, handing in, and FoU's reopening."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from municipalities.states import step
from municipalities.typed_days import refuse_strange
from surveys.answering.mails import mail_receipt, mail_reopened
from surveys.answering.open_responses import lock_open_response, lock_response, subject_of
from surveys.answering.queries import interpretations_for, kept_warnings_of, problems_of, questions_of, values_of
from surveys.answering.receipts import ReceiptFacts, build_receipt
from surveys.answering.saving import write_changes
from surveys.answering.states import HANDED_IN, RESPONSE
from surveys.counting import NOTHING, answers_of, as_answers, differing
from surveys.models import Answer, AnswerEvent, ChangeReason, KeptWarning, Receipt, Response
from surveys.questionnaires.answer_rules import ERROR, WARNING, AnswerRefused, Problem, parse_comment
from surveys.questionnaires.questionnaire import asked


class NotReady(NotPossible):
    """What stands in the way of handing in: errors, and warnings nobody has given a reason for."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("Enkäten kan inte lämnas in än. Rätta felen och säg varför varningarna får stå.")
        self.problems = list(problems)


def _written(raw: str) -> str:
    """A reason in the person's own words; NotPossible where it is no text, or too long."""
    try:
        return parse_comment(raw)
    except AnswerRefused as problem:
        raise NotPossible(str(problem)) from None


@transaction.atomic
def give_change_reason(
    *, response: Response, question: str, reason: str, by: str, text: str = "", now: datetime | None = None
) -> ChangeReason:
    """Why the question's answers differ from last year's; replaces an earlier reason. Closed; NotPossible."""
    lock_open_response(response, now)
    text = _written(text)
    if question not in [one.code for one in questions_of(response).questions]:
        raise NotPossible("Enkäten har ingen sådan fråga. Läs in sidan på nytt.")
    if reason not in ChangeReason.Reason.values:
        raise NotPossible("Välj ett av skälen.")
    if reason == ChangeReason.Reason.OTHER and not text:
        raise NotPossible("Skriv med några ord varför svaret skiljer sig från förra året.")
    told = {"reason": reason, "text": text, "by": by, "at": now or timezone.now()}
    given, __ = ChangeReason.objects.update_or_create(response=response, question=question, defaults=told)
    subject = subject_of(response)
    write_event(by=by, action="answer.change_reason", subject=subject, question=question, reason=reason)
    return given


@transaction.atomic
def keep_warning(
    *, response: Response, check_code: str, reason: str, by: str, now: datetime | None = None
) -> KeptWarning:
    """The answers stand although a check warns of them, and here is why. Closed; NotPossible."""
    lock_open_response(response, now)
    reason = _written(reason)
    if not reason:
        raise NotPossible("Skriv med några ord varför svaret stämmer.")
    if check_code not in [one.code for one in problems_of(response) if one.level == WARNING]:
        raise NotPossible("Varningen gäller inte längre: svaren har ändrats. Läs in sidan på nytt.")
    told = {"reason": reason, "by": by, "at": now or timezone.now()}
    kept, __ = KeptWarning.objects.update_or_create(response=response, check_code=check_code, defaults=told)
    write_event(by=by, action="answer.warning_kept", subject=subject_of(response), check=check_code, reason=reason)
    return kept


def problems_in_the_way(problems: Sequence[Problem], kept: dict[str, KeptWarning]) -> list[Problem]:
    """Errors, and warnings without a reason."""
    return [one for one in problems if one.level == ERROR or one.code not in kept]


@transaction.atomic
def hand_in(
    *, response: Response, by: str, through: str = AnswerEvent.Through.WEB, now: datetime | None = None
) -> Receipt:
    """Hands the response in as it stands and sends the numbered receipt. Unanswered questions are allowed and told.

    Closed, also where it is handed in already and nothing has changed; NotReady with the problems.
    """
    lock_open_response(response, now)
    now = now or timezone.now()
    if response.state == HANDED_IN:
        raise Closed("Enkäten är redan inlämnad, och inget svar har ändrats sedan dess.")
    state = step(RESPONSE, response.state, "hand_in").to
    kept = kept_warnings_of(response)
    problems = problems_of(response)
    if in_the_way := problems_in_the_way(problems, kept):
        raise NotReady(in_the_way)
    receipt = _make_receipt(response, [(one, kept[one.code]) for one in problems], by, through, now)
    response.state, response.counted, response.handed_in_by, response.handed_in_at = state, None, by, now
    response.revision += 1
    response.counted_revision = response.revision
    response.save(update_fields=["state", "counted", "revision", "counted_revision", "handed_in_by", "handed_in_at"])
    mail_receipt(receipt, response, by, through, now)
    write_event(
        by=by,
        action="response.handed_in",
        subject=subject_of(response),
        receipt=receipt.number,
        sha256=receipt.sha256,
        through=through,
    )
    return receipt


def _make_receipt(
    response: Response, kept: list[tuple[Problem, KeptWarning]], by: str, through: str, now: datetime
) -> Receipt:
    questionnaire = questions_of(response)
    stored = answers_of(response)
    is_asked = asked(questionnaire, values_of(stored))
    answers = [[code, *stored.get(code, ("", ""))] for code in questionnaire.items if is_asked[code]]
    last = Receipt.objects.filter(response=response).order_by("-number").values_list("number", flat=True).first()
    number = (last or 0) + 1
    facts = ReceiptFacts(
        questionnaire=questionnaire,
        municipality=f"{response.municipality.full_name} ({response.municipality.code})",
        number=number,
        by=by,
        on_behalf=through == AnswerEvent.Through.FOU,
        at=timezone.localtime(now),
        answers={item: (value, comment) for item, value, comment in answers},
        interpretations={
            code: one.text for code, one in interpretations_for(response.survey, response.municipality).items()
        },
        kept_warnings=[(one.question, one.message, reason.reason) for one, reason in kept],
        is_example=response.is_example,
    )
    pdf = build_receipt(facts)
    digest = hashlib.sha256(pdf).hexdigest()
    return Receipt.objects.create(
        response=response, number=number, by=by, at=now, answers=answers, pdf=pdf, sha256=digest
    )


@transaction.atomic
def take_back(
    *,
    response: Response,
    version: int,
    by: str,
    through: str = AnswerEvent.Through.WEB,
    now: datetime | None = None,
) -> int:
    """Puts back exactly what counts, and tells how many answers that was; the history keeps what was written.

    Closed; WrittenMeanwhile where somebody has written since the page (`version`, the response's revision) was shown.
    """
    lock_open_response(response, now)
    now = now or timezone.now()
    state = step(RESPONSE, response.state, "take_back").to
    if response.revision != version:
        told = "Någon har ändrat svaren sedan sidan visades, så inget är taget tillbaka. Se igenom dem och försök igen."
        raise WrittenMeanwhile(told, theirs=response.revision)
    counted, stands = as_answers(response.counted or ()), answers_of(response)
    changed = differing(counted, stands)
    write_changes(
        response, stands, {item: counted.get(item, NOTHING) for item in changed}, by=by, through=through, at=now
    )
    Answer.objects.filter(response=response, item__in=stands.keys() - counted.keys()).delete()
    response.state, response.counted, response.changed_at = state, None, now
    response.revision += 1
    response.save(update_fields=["state", "counted", "revision", "changed_at"])
    write_event(by=by, action="response.taken_back", subject=subject_of(response), items=changed)
    return len(changed)


@transaction.atomic
def reopen(*, response: Response, until: date, because: str, by: str, now: datetime | None = None) -> None:
    """FoU lets a municipality answer after the last day, until a day and for a reason. NotPossible."""
    lock_response(response)
    because = _written(because)
    if not because:
        raise NotPossible("Skriv varför enkäten öppnas igen.")
    if until < timezone.localdate(now):
        raise NotPossible("Välj en dag som inte har passerat.")
    refuse_strange(until, year=response.survey.year)
    response.state = step(RESPONSE, response.state, "reopen").to
    response.reopened_until, response.reopened_by, response.reopened_because = until, by, because
    response.save(update_fields=["state", "reopened_until", "reopened_by", "reopened_because"])
    write_event(
        by=by, action="response.reopened", subject=subject_of(response), until=until.isoformat(), because=because
    )
    mail_reopened(response, by, now)
