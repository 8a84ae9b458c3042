"""Who gets the mails of a survey: active contacts, real ones of real answers and invented ones of Exempeldata.

Ivar, whose account is closed, and Inga, who is invented, are contacts of Ekerö beside Anna.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from municipalities.models import Mail, Membership, User
from surveys.answering.hand_in_actions import hand_in, reopen
from surveys.collecting.actions import open_collection, send_due_mailings, send_now
from surveys.collecting.board_queries import board_of
from surveys.models import AnswerEvent, Collection, Mailing, Response
from tests.scenario import Cast
from tests.worlds.answering import CLOSES, EKERO, NOW, OPENS

BY = "carin@test.example"
ANNA, INGA = "anna@test.example", "inga@test.example"


@pytest.fixture
def cast(cast: Cast) -> Cast:
    for name in ("Anna", "Ivar", "Inga"):
        cast._person(name, Membership.Role.CONTACT, EKERO)
    User.objects.filter(name__startswith="Ivar").update(is_active=False)
    User.objects.filter(email=INGA).update(is_example=True)
    return cast


def invitation(response: Response, collection: Collection) -> None:
    Mailing.objects.create(collection=collection, kind="invitation", on=NOW.date())
    send_due_mailings(by="test", now=NOW)


def reminder(response: Response, collection: Collection) -> None:
    send_now(collection=collection, kind="reminder", by=BY, now=NOW)


def receipt(response: Response, collection: Collection) -> None:
    hand_in(response=response, by=BY, through=AnswerEvent.Through.FOU, now=NOW)


def reopened(response: Response, collection: Collection) -> None:
    reopen(response=response, until=NOW.date(), because="Fel i E4", by=BY, now=NOW)


@pytest.mark.parametrize("example", [False, True], ids=["real", "example"])
@pytest.mark.parametrize("send", [invitation, reminder, receipt, reopened])
def test_no_mail_to_the_inactive_nor_across_the_line_to_exempeldata(
    response: Response, collection: Collection, send: Callable[[Response, Collection], None], example: bool
) -> None:
    response.is_example = collection.is_example = example
    response.save()
    collection.save()
    send(response, collection)
    told = set(Mail.objects.filter(kind=send.__name__).values_list("to", flat=True))
    assert told - {BY} == ({INGA} if example else {ANNA})


def test_whoever_gets_no_mail_is_no_contact_on_the_board(collection: Collection) -> None:
    contacts = {one.municipality.code: one.contacts for one in board_of(collection)}
    assert contacts[EKERO] == ("Anna Exempel",)
    User.objects.filter(email=ANNA).update(is_active=False)
    assert not any(one.contacts for one in board_of(collection))


def test_each_mailing_goes_out_on_its_day(cast: Cast, survey) -> None:
    """Looked at every day, as the timer does: none the day before, none the day after."""
    open_collection(survey=survey, group=cast.network, opens=OPENS, closes=CLOSES, by=BY)
    sent = {}
    for n in range(-2, (CLOSES - OPENS).days + 3):
        at = timezone.make_aware(datetime.combine(OPENS + timedelta(days=n), time(7)))
        sent[at.date()] = [send_due_mailings(by="test", now=at) for _again in range(2)]
    days = [OPENS, CLOSES - timedelta(days=7), CLOSES - timedelta(days=1)]
    assert {day: mails for day, mails in sent.items() if any(mails)} == {day: [1, 0] for day in days}
