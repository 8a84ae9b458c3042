"""Exempeldata: made-up answers of all 316 units for 2017 and invented people, marked so, and removed as one.

Deterministic: the same seed gives the same answers on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from indicators.example.open_year import load_open_year, remove_example_surveys, remove_open_year
from indicators.models import ComputedResponse, GroupResult, Origin, Result
from municipalities.events import write_event
from municipalities.models import Group, Membership, Municipality, User
from municipalities.refusals import NotPossible
from surveys.models import Answer, AnswerEvent, Response, Survey
from surveys.questionnaires.answer_values import nearest_answer
from surveys.questionnaires.queries import get_survey, questionnaire_of
from surveys.questionnaires.questionnaire import Item, Questionnaire

SURVEY = "ekonomiskt-bistand/2017"
SEED = 2017
NON_RESPONDING = 16  # of 316 units: 5 per cent
GAPS = 0.004  # of the answers of those that answered
PASSWORD = "exempel-oj-2017"  # noqa: S105 - printed by `manage.py run`; only for Exempeldata
COMMENTS = ("Exempeldata: rutinen ses över under våren.", "Exempeldata: gäller hela kommunen.")


@dataclass(frozen=True)
class InventedPerson:
    email: str
    name: str
    role: str = ""
    municipality: str = ""
    network: str = ""


PEOPLE = (
    InventedPerson("anna.ek@ekero.example", "Anna Ek Exempelsson", Membership.Role.CONTACT, "0125"),
    InventedPerson("bo.berg@solna.example", "Bo Berg Exempelsson", Membership.Role.CONTACT, "0184"),
    InventedPerson("cilla.ros@jarfalla.example", "Cilla Ros Exempelsson", Membership.Role.CONTACT, "0123"),
    InventedPerson("stig.alm@sigtuna.example", "Stig Alm Exempelsson", Membership.Role.CONTACT, "0191"),
    InventedPerson("lena.holm@sollentuna.example", "Lena Holm Exempelsson", Membership.Role.CONTACT, "0163"),
    InventedPerson("omar.dal@sundbyberg.example", "Omar Dal Exempelsson", Membership.Role.CONTACT, "0183"),
    InventedPerson("ulla.vik@upplands-bro.example", "Ulla Vik Exempelsson", Membership.Role.CONTACT, "0139"),
    InventedPerson("peter.asp@upplandsvasby.example", "Peter Asp Exempelsson", Membership.Role.CONTACT, "0114"),
    InventedPerson("carin.lund@fou.example", "Carin Lund Exempelsson", Membership.Role.FOU, network="fou-nordvast"),
    InventedPerson("david.sund@solna.example", "David Sund Exempelsson", Membership.Role.CHIEF, "0184"),
    InventedPerson("eva.ljung@lasare.example", "Eva Ljung Exempelsson"),
    InventedPerson("sara.system@fou.example", "Sara System Exempelsson", Membership.Role.ADMIN),
)


@transaction.atomic
def load_example_of(slug: str, *, by: str) -> int:
    """Made-up answers of all units to any survey with questions, marked so and the same every time; how many. None
    where there are some already. NotPossible without questions."""
    survey = get_survey(slug)
    if not survey.questionnaire_text:
        raise NotPossible(f"{survey.full_title} har inga frågor i öjportal, så det går inte att hitta på svar.")
    if Response.objects.filter(survey=survey, is_example=True).exists():
        return 0
    made = _make_responses(survey, by)
    write_event(by=by, action="load_example", subject=slug, enkätsvar=made)
    return made


@transaction.atomic
def load_example(*, by: str) -> dict[str, int]:
    """Makes what is missing of the Exempeldata; safe to run again. Counts of people and responses made."""
    made = {"personer": _make_people(), "enkätsvar": 0, "pågående enkätsvar": 0}
    survey = Survey.objects.filter(area__slug=SURVEY.split("/")[0], year=int(SURVEY.split("/")[1])).first()
    if survey is not None and not Response.objects.filter(survey=survey, is_example=True).exists():
        made["enkätsvar"] = _make_responses(get_survey(SURVEY), by)
    if survey is not None:
        made["pågående enkätsvar"] = load_open_year(get_survey(SURVEY), by=by, now=timezone.now())
    if any(made.values()):
        write_event(by=by, action="load_example", subject="Exempeldata", **made)
    return made


def _make_people() -> int:
    """Those missing. Their one password is hashed once: hashing is slow on purpose."""
    known = set(User.objects.filter(email__in=[person.email for person in PEOPLE]).values_list("email", flat=True))
    missing = [person for person in PEOPLE if person.email not in known]
    password = make_password(PASSWORD) if missing else ""
    for person in missing:
        _make_person(person, password)
    return len(missing)


def _make_person(person: InventedPerson, password: str) -> None:
    is_admin = person.role == Membership.Role.ADMIN
    fields = {"name": person.name, "is_example": True, "is_staff": is_admin, "is_superuser": is_admin}
    user = User.objects.create(email=person.email, password=password, **fields)
    if person.role:
        Membership.objects.create(
            user=user,
            role=person.role,
            municipality=Municipality.objects.get(code=person.municipality) if person.municipality else None,
            network=Group.objects.get(slug=person.network) if person.network else None,
        )


def _make_responses(survey: Survey, by: str) -> int:
    questionnaire = questionnaire_of(survey)
    if questionnaire is None:
        return 0
    chance = random.Random(SEED)  # noqa: S311 - made-up answers, no secret
    units = list(Municipality.objects.units(survey.year).order_by("code"))
    silent = {unit.pk for unit in chance.sample(units, min(NON_RESPONDING, len(units) // 10))}
    answering = [unit for unit in units if unit.pk not in silent]
    now = timezone.now()
    handed_in = {"state": Response.State.HANDED_IN, "counted_revision": 1, "handed_in_by": by, "handed_in_at": now}
    responses = Response.objects.bulk_create(
        [Response(survey=survey, municipality=unit, is_example=True, **handed_in) for unit in answering]
    )
    leanings = {code: chance.uniform(-0.25, 0.25) for code in questionnaire.items}
    answers = [
        Answer(response=response, item=item, value=value, comment=comment)
        for response in responses
        for item, value, comment in invented_answers(questionnaire, leanings, chance)
    ]
    Answer.objects.bulk_create(answers, batch_size=2000)
    AnswerEvent.objects.bulk_create(
        AnswerEvent(response=response, through="file", by=by, at=now, created_response=True, changes=[])
        for response in responses
    )
    return len(responses)


def invented_answers(
    questionnaire: Questionnaire, leanings: dict[str, float], chance: random.Random
) -> Iterator[tuple[str, str, str]]:
    """Item, value and comment. A unit has a bent towards yes and an item a leaning, so that both units and
    indicators differ; answers behind closed gates are made too, as people leave them when they change their mind."""
    bent = chance.gauss(0.55, 0.18)
    for code, item in questionnaire.items.items():
        if chance.random() < GAPS:
            continue
        comment = chance.choice(COMMENTS) if chance.random() < 0.02 else ""
        yield code, _invented_answer(item, bent + leanings[code], chance), comment


def _invented_answer(item: Item, bent: float, chance: random.Random) -> str:
    if item.is_text:
        return "Exempelmetod" if "annan" in item.code or item.code == "G8a" else "Exempelsvar"
    if item.is_number:
        return nearest_answer(item, chance.randint(1, 60))
    options = [option.code for option in item.options]
    absent = [option for option in options if option.startswith(("ej_aktuellt", "kan_inte"))]
    if absent and chance.random() < (0.12 if item.code.startswith(("E2", "E3", "P6", "G2.lss")) else 0.03):
        return chance.choice(absent)
    usual = [option for option in options if option not in absent]
    weights = [bent if option.startswith(("ja", "inom", "nej_behovs")) else 1 - bent for option in usual]
    return chance.choices(usual, [max(weight, 0.05) for weight in weights])[0]


@transaction.atomic
def remove_example(*, by: str) -> dict[str, int]:
    """Removes all Exempeldata: invented people, made-up answers, and the results that rest on them."""
    responses = Response.objects.filter(is_example=True)
    open_year = dict(remove_open_year())
    AnswerEvent.objects.filter(response__in=responses).delete()
    Answer.objects.filter(response__in=responses).delete()
    removed = {
        "enkätsvar": responses.count(),
        "personer": User.objects.filter(is_example=True).count(),
        "resultat": Result.objects.filter(is_example=True, origin=Origin.COMPUTED).count(),
        **open_year,
    }
    Result.objects.filter(is_example=True).delete()
    GroupResult.objects.filter(is_example=True).delete()
    ComputedResponse.objects.filter(is_example=True).delete()
    responses.delete()
    removed["enkätår"] = remove_example_surveys()
    User.objects.filter(is_example=True).delete()
    write_event(by=by, action="remove_example", subject="Exempeldata", **removed)
    return removed
