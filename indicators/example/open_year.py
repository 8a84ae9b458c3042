"""Exempeldata of a survey that is open: a made-up year copied from the last, answered in part by the network.

Everything goes through the same actions as real work, so that history, receipts and mails are there to see.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from indicators.years.actions import copied_texts, read_year, store_year
from municipalities.days import working_day, working_day_before
from municipalities.models import Group, Mail, Municipality, User
from surveys.answering.actions import Edit, save_answers
from surveys.answering.hand_in_actions import give_change_reason, hand_in, keep_warning
from surveys.answering.queries import kept_warnings_of, problems_of, questions_of, values_of
from surveys.answering.sharing_actions import assign_section
from surveys.collecting.actions import open_collection, send_mailing
from surveys.collecting.interpretation_actions import write_interpretation
from surveys.counting import answers_of
from surveys.models import Answer, ChangeReason, Collection, Interpretation, Receipt, Response, Survey
from surveys.questionnaires.answer_rules import ERROR
from surveys.questionnaires.answer_values import nearest_answer
from surveys.questionnaires.questionnaire import Item, Questionnaire, asked

YEAR = 2019
NETWORK = "fou-nordvast"
DAYS_OPEN, DAYS_LEFT = 10, 20
CHANGED = 0.05  # of the answers
COMMENTS = (
    "Exempeldata: rutinen skrevs om i våras.",
    "Exempeldata: gäller bara myndighetsdelen, inte boendestödet.",
    "Exempeldata: vi är osäkra på om vikarier ska räknas.",
    "Exempeldata: uppgiften kommer ur verksamhetssystemet.",
)
SHARES = "0125"
COLLEAGUE = ("Gun Gren Exempelsson", "gun.gren@ekero.example")


class Plan(NamedTuple):
    """How far one unit has come: share of the questions it has reached, and whether it has handed in."""

    code: str
    reached: float
    is_handed_in: bool = False
    changed_after: bool = False


PLANS = (
    Plan("0123", 1.0, is_handed_in=True),
    Plan("0163", 1.0, is_handed_in=True),
    Plan("0114", 1.0, is_handed_in=True),
    Plan("0183", 1.0, is_handed_in=True, changed_after=True),
    Plan("0184", 0.8),
    Plan("0125", 0.45),
    Plan("0191", 0.2),
)  # Upplands-Bro has not begun
INTERPRETATIONS = (
    (
        "Exempeldata: Räkna från den dag då den enskilde först hör av sig, även om det är per telefon eller"
        " e-tjänst. Besök på video är ett besök.",
        "Kommuner med e-tjänst kan få längre väntetid än förra året.",
        "Solna",
    ),
    ("Exempeldata: En insats räknas också när en annan nämnd eller ett bolag i kommunen står för den.", "", "Ekerö"),
    (
        "Exempeldata: Rutinen ska vara skriven och beslutad. En muntlig överenskommelse räcker inte.",
        "Flera kommuner svarade annorlunda förra året.",
        "Sollentuna",
    ),
)


def load_open_year(source: Survey, *, by: str, now: datetime) -> int:
    """Makes what is missing of the open year; responses made. Nothing without the source's questionnaire."""
    if (
        not source.questionnaire_text
        or Collection.objects.filter(is_example=True, survey__area=source.area_id).exists()
    ):
        return 0
    survey = _make_survey(source, by)
    if survey is None:
        return 0
    collection = _open(survey, by, now)
    _write_interpretations(survey, collection.group, by, now)
    chance = random.Random(YEAR)  # noqa: S311 - made-up answers, no secret
    contacts = _contacts(collection.units)
    made = [_answer(plan, survey, source, contacts, chance, now) for plan in PLANS if plan.code in contacts]
    _take_off_the_queue(now)
    return sum(made)


def _make_survey(source: Survey, by: str) -> Survey | None:
    """None where somebody has made the year for real."""
    found = Survey.objects.filter(area=source.area_id, year=YEAR).select_related("area").first()
    if found is not None:
        return found if found.is_example else None
    title = f"{source.title.replace(str(source.year), str(YEAR))} (Exempeldata)"
    texts = copied_texts(source, YEAR, title)
    network = Group.objects.get(slug=NETWORK)
    store_year(files=read_year(f"{source.area.slug}/{YEAR}", *texts), by=by, network=network, is_example=True)
    return Survey.objects.select_related("area").get(area=source.area_id, year=YEAR)


def _open(survey: Survey, by: str, now: datetime) -> Collection:
    today = timezone.localdate(now)
    opens, closes = (
        working_day_before(today - timedelta(days=DAYS_OPEN)),
        working_day(today + timedelta(days=DAYS_LEFT)),
    )
    network = Group.objects.get(slug=NETWORK)
    collection = open_collection(survey=survey, group=network, opens=opens, closes=closes, by=by, is_example=True)
    invitation = collection.mailings.select_related("collection__survey__area", "collection__group").first()
    if invitation is not None:
        send_mailing(mailing=invitation, by=by, now=now - timedelta(days=DAYS_OPEN))
    return collection


def _write_interpretations(survey: Survey, network: Group, by: str, now: datetime) -> None:
    at = now - timedelta(days=DAYS_OPEN + 5)
    questions = questions_of(Response(survey=survey)).questions
    routine = next((one for one in questions[2:] if "rutin" in one.text), questions[2])
    for question, (text, because, raised_by) in zip((*questions[:2], routine), INTERPRETATIONS, strict=True):
        write_interpretation(
            survey=survey,
            network=network,
            question=question.code,
            text=text,
            consider_in_analysis=bool(because),
            consider_because=because,
            raised_by=raised_by,
            source="Exempelprotokoll, möte om kvalitetssäkring",
            by=by,
            now=at,
            is_example=True,
        )


def _contacts(units: QuerySet[Municipality]) -> dict[str, User]:
    """Code of the unit -> its invented contact."""
    people = User.objects.filter(is_example=True, memberships__municipality__in=units.values("pk"))
    people = people.filter(memberships__role="contact").prefetch_related("memberships__municipality")
    return {one.municipality.code: person for person in people for one in person.memberships.all() if one.municipality}


def _answer(
    plan: Plan, survey: Survey, source: Survey, contacts: dict[str, User], chance: random.Random, now: datetime
) -> int:
    person = contacts[plan.code]
    municipality = next(one.municipality for one in person.memberships.all() if one.municipality)
    response = Response.objects.create(survey=survey, municipality=municipality, is_example=True)
    last_year = _last_year(source, response)
    wanted = _invented(questions_of(response), last_year, plan.reached, chance)
    day = timezone.localtime(now - timedelta(days=chance.randint(1, DAYS_OPEN - 2)))
    at = day.replace(hour=chance.randint(8, 15), minute=chance.randint(0, 59))
    edits = {item: Edit(value, comment) for item, (value, comment) in wanted.items()}
    save_answers(response=response, changes=edits, by=person.email, now=at)
    _explain_changes(response, last_year, wanted, person.email, at)
    if plan.is_handed_in:
        _hand_in(response, person.email, at + timedelta(minutes=20))
    if plan.changed_after:
        _change_one(response, person.email, at + timedelta(hours=1))
    if plan.code == SHARES:
        _share(response, person.email, at)
    return 1


def _last_year(source: Survey, response: Response) -> dict[str, str]:
    found = Answer.objects.filter(
        response__survey=source, response__municipality=response.municipality_id, response__is_example=True
    )
    return dict(found.exclude(value="").values_list("item", "value"))


def _invented(
    questionnaire: Questionnaire, last_year: dict[str, str], reached: float, chance: random.Random
) -> dict[str, tuple[str, str]]:
    """Last year's answers with a few changes and comments, of the first part of the questions; only what is asked."""
    number = round(len(questionnaire.questions) * reached)
    items = [item for question in questionnaire.questions[:number] for item in question.items]
    values = {item.code: _value(item, last_year.get(item.code, ""), chance) for item in items}
    is_asked = asked(questionnaire, values)
    return {
        code: (value, chance.choice(COMMENTS) if chance.random() < 0.04 else "")
        for code, value in values.items()
        if is_asked[code]
    }


def _value(item: Item, before: str, chance: random.Random) -> str:
    options = [option.code for option in item.options]
    if item.has_options:
        keeps = before in options and chance.random() > CHANGED
        return before if keeps else chance.choice(options)
    if item.is_number:
        return before if before.isdigit() and chance.random() > 0.5 else nearest_answer(item, chance.randint(2, 40))
    return before or "Vardagar 8-22 (exempel)"


def _explain_changes(
    response: Response, last_year: dict[str, str], wanted: dict[str, tuple[str, str]], by: str, at: datetime
) -> None:
    """Every other changed question says why."""
    questionnaire = questions_of(response)
    changed = [item for item, (value, _) in wanted.items() if last_year.get(item) and value != last_year[item]]
    questions = list(dict.fromkeys(questionnaire.question_of(item).code for item in changed))
    reasons = [ChangeReason.Reason.PRACTICE, ChangeReason.Reason.READING, ChangeReason.Reason.MISTAKE]
    for place, question in enumerate(questions[::2]):
        told = {"reason": reasons[place % len(reasons)], "text": "Exempeldata."}
        give_change_reason(response=response, question=question, by=by, now=at, **told)


def _hand_in(response: Response, by: str, at: datetime) -> Receipt:
    _mend_errors(response, by, at)
    kept = kept_warnings_of(response)
    for problem in problems_of(response):
        if problem.code not in kept:
            keep_warning(response=response, check_code=problem.code, reason="Exempeldata: stämmer i år.", by=by, now=at)
    return hand_in(response=response, by=by, now=at)


def _mend_errors(response: Response, by: str, at: datetime) -> None:
    """A part larger than its whole becomes as large as it; twice, since a whole can be a part of another."""
    for _ in range(2):
        stored = answers_of(response)
        values = values_of(stored)
        edits = {
            problem.items[0]: Edit(values[problem.items[1]], None, *stored[problem.items[0]])
            for problem in problems_of(response)
            if problem.level == ERROR
        }
        if edits:
            save_answers(response=response, changes=edits, by=by, now=at)


def _change_one(response: Response, by: str, at: datetime) -> None:
    stored, questionnaire = answers_of(response), questions_of(response)
    code = next(item for item in questionnaire.items if item in stored)
    value, comment = stored[code]
    edit = Edit(value, "Exempeldata: rättat efter inlämningen.", value, comment)
    save_answers(response=response, changes={code: edit}, by=by, now=at)


def _share(response: Response, by: str, at: datetime) -> None:
    section = questions_of(response).sections[-1].code
    name, email = COLLEAGUE
    assign_section(
        response=response,
        section=section,
        name=name,
        email=email,
        by=by,
        now=at,
    )


def _take_off_the_queue(now: datetime) -> None:
    """Nobody has these addresses: the mails are there to be read, and count as sent when they were written."""
    waiting = Mail.objects.filter(is_example=True, sent_at=None, queued_at__lte=now)
    for mail in waiting:
        mail.sent_at = mail.queued_at
    Mail.objects.bulk_update(waiting, ["sent_at"])


def remove_open_year() -> Iterable[tuple[str, int]]:
    """Before the responses themselves go: (what, how many)."""
    yield "kvitton", Receipt.objects.filter(response__is_example=True).delete()[0]
    yield "tolkningar", Interpretation.objects.filter(is_example=True).delete()[0]
    yield "insamlingar", Collection.objects.filter(is_example=True).delete()[1].get("surveys.Collection", 0)
    yield "mejl", Mail.objects.filter(is_example=True).delete()[0]


def remove_example_surveys() -> int:
    """After the responses; a made-up year that something else leans on by now is left. How many."""
    gone = 0
    for survey in Survey.objects.filter(is_example=True, responses__isnull=True):
        try:
            with transaction.atomic():
                survey.delete()
        except ProtectedError:
            continue
        gone += 1
    return gone
