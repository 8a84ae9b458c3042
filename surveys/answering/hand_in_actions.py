"""From answers to a receipt: why answers differ, warnings kept with a reason, handing in, and FoU's reopening."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.mail.outbox import Attachment, queue_mail
from municipalities.models import Membership
from municipalities.people.concerned import people_in
from municipalities.refusals import Closed, NotPossible
from municipalities.states import step
from surveys.answering.open_responses import lock_open_response, lock_response, subject_of
from surveys.answering.queries import (
    answers_of,
    interpretations_for,
    kept_warnings_of,
    problems_of,
    questions_of,
    values_of,
)
from surveys.answering.receipts import ReceiptFacts, build_receipt
from surveys.answering.states import HANDED_IN, RESPONSE
from surveys.models import AnswerEvent, ChangeReason, KeptWarning, Receipt, Response
from surveys.questionnaires.answer_rules import ERROR, WARNING, AnswerRefused, Problem, parse_comment, section_progress
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
    response.state, response.handed_in_by, response.handed_in_at = state, by, now
    Response.objects.filter(pk=response.pk).update(state=state, handed_in_by=by, handed_in_at=now)
    _mail_receipt(receipt, response, by, through, now)
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


def receipt_file_name(receipt: Receipt) -> str:
    """kvitto-ekonomiskt-bistand-2017-0125-1.pdf"""
    response = receipt.response
    survey = response.survey.slug.replace("/", "-")
    return f"kvitto-{survey}-{response.municipality.code}-{receipt.number}.pdf"


def _mail_receipt(receipt: Receipt, response: Response, by: str, through: str, now: datetime) -> None:
    """To the one who handed in (the municipality's contacts where FoU did it for them) and to the registrar."""
    people = [by, *(_contacts(response) if through == AnswerEvent.Through.FOU else []), _registrar(response)]
    recipients = dict.fromkeys(one for one in people if one)
    progress = section_progress(questions_of(response), {item: value for item, value, _c in receipt.answers if value})
    body = (
        "Enkäten {survey} är inlämnad för {municipality}.\n\n"
        "Kvitto nummer {number}\nInlämnad {at} av {by}\n{answered} av {asked} frågor besvarade\n\n"
        "Alla svar finns i den bifogade PDF-filen. Dess kontrollsumma (SHA-256) är\n{sha256}\n\n"
        "Svaren kan ändras till och med sista svarsdagen. Lämna då in igen, så kommer ett nytt kvitto.\n"
    ).format(
        survey=response.survey.title,
        municipality=response.municipality.full_name,
        number=receipt.number,
        at=timezone.localtime(now).strftime("%Y-%m-%d %H:%M"),
        by=by,
        answered=sum(one.answered for one in progress),
        asked=sum(one.asked for one in progress),
        sha256=receipt.sha256,
    )
    subject = f"Kvitto {receipt.number}: {response.survey.title}, {response.municipality.full_name}"
    attachment = Attachment(receipt_file_name(receipt), "application/pdf", bytes(receipt.pdf))
    about, example = subject_of(response), response.is_example
    for one in recipients:
        queue_mail(
            to=one,
            subject=subject,
            body=body,
            kind="receipt",
            about=about,
            by=by,
            attachments=[attachment],
            is_example=example,
            now=now,
        )


def _registrar(response: Response) -> str:
    """Empty where none is known. Made-up answers never reach a real registrar."""
    address = response.municipality.registrar_email
    return "" if response.is_example and not address.endswith(".example") else address


def _contacts(response: Response) -> list[str]:
    """Mail addresses of the municipality's contacts."""
    people = people_in(response.municipality, Membership.Role.CONTACT, is_example=response.is_example)
    return [one.email for one in people]


@transaction.atomic
def reopen(*, response: Response, until: date, because: str, by: str, now: datetime | None = None) -> None:
    """FoU lets a municipality answer after the last day, until a day and for a reason. NotPossible."""
    lock_response(response)
    because = _written(because)
    if not because:
        raise NotPossible("Skriv varför enkäten öppnas igen.")
    if until < timezone.localdate(now):
        raise NotPossible("Välj en dag som inte har passerat.")
    response.state = step(RESPONSE, response.state, "reopen").to
    response.reopened_until, response.reopened_by, response.reopened_because = until, by, because
    response.save(update_fields=["state", "reopened_until", "reopened_by", "reopened_because"])
    write_event(
        by=by, action="response.reopened", subject=subject_of(response), until=until.isoformat(), because=because
    )
    _mail_reopened(response, by, now)


def _mail_reopened(response: Response, by: str, now: datetime | None) -> None:
    """Tells the municipality's contacts."""
    told = {
        "survey": response.survey.title,
        "municipality": response.municipality.full_name,
        "until": response.reopened_until,
        "because": response.reopened_because,
        "by": by,
    }
    subject = "Enkäten är öppen igen: {survey}, {municipality}".format(**told)
    body = (
        "Enkäten {survey} för {municipality} är öppen igen till och med {until}.\n\n"
        "Skäl: {because}\n\n"
        "Logga in i öjportal, ändra det som behöver ändras och lämna in på nytt. Då kommer ett nytt kvitto.\n\n"
        "Har du frågor, skriv till {by}.\n"
    ).format(**told)
    about, example = subject_of(response), response.is_example
    for one in _contacts(response):
        queue_mail(to=one, subject=subject, body=body, kind="reopened", about=about, by=by, is_example=example, now=now)
