"""Invitations and reminders: on their day, once, only to those who have not handed in, and all of it in the log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.days import why_no_work
from municipalities.mail.outbox import queue_mail
from municipalities.models import Event, Mail, User
from surveys.collecting.actions import open_collection, send_due_mailings, usual_mailings
from surveys.collecting.tasks import send_due_mailings as task
from surveys.models import Collection, Mailing
from tests.worlds.answering import CLOSES, NOW, OPENS, SOLNA, handed_in, make_response

PAGE = "/enkater/ekonomiskt-bistand/2017/utskick/"


@pytest.fixture
def opened(cast, survey) -> Collection:
    """With the usual mailings; Anna and Bo are the contacts there are."""
    assert cast.anna
    assert cast.bo
    return open_collection(survey=survey, group=cast.network, opens=OPENS, closes=CLOSES, by="carin")


@pytest.fixture
def carin(cast, opened, now):
    return cast.client("carin")


def send_on(day: date) -> list[str]:
    """Whom the mailings of the day go to."""
    before = set(Mail.objects.values_list("pk", flat=True))
    send_due_mailings(by="test", now=datetime(day.year, day.month, day.day, 9, tzinfo=NOW.tzinfo))
    return list(Mail.objects.exclude(pk__in=before).order_by("to").values_list("to", flat=True))


def hand_in(collection: Collection, code: str) -> None:
    make_response(collection.survey, code, **handed_in())


def test_the_usual_days() -> None:
    assert [str(one.on) for one in usual_mailings(OPENS, CLOSES)] == ["2017-01-24", "2017-03-14", "2017-03-20"]
    assert len(usual_mailings(OPENS, OPENS)) == 1


@given(st.dates(date(2010, 1, 1), date(2040, 12, 31)), st.integers(0, 120))
def test_mails_are_planned_for_working_days_where_there_are_any(opens, length) -> None:
    days = [opens + timedelta(days=n) for n in range(length + 1)]
    planned = [one.on for one in usual_mailings(days[0], days[-1])]
    assert planned == sorted(set(planned))
    assert set(planned) <= set(days)
    assert all(why_no_work(day) == "" for day in planned) or all(map(why_no_work, days))


def test_the_invitation_goes_out_once_on_its_day(opened) -> None:
    assert send_on(date(2017, 1, 23)) == []
    assert send_on(OPENS) == ["anna@test.example", "bo@test.example"]
    assert send_on(OPENS) == []
    assert (opened.mailings.first().sent_to, opened.mailings.exclude(sent_at=None).count()) == (2, 1)


def test_it_says_where_to_answer_and_until_when(opened) -> None:
    send_on(OPENS)
    mail = Mail.objects.get(to="anna@test.example")
    assert "/enkat/ekonomiskt-bistand/2017/0125/" in mail.body
    assert "2017-03-21" in mail.subject
    assert (mail.kind, mail.about) == ("invitation", "response ekonomiskt-bistand/2017 0125")


def test_the_reminder_leaves_those_alone_who_have_handed_in(opened) -> None:
    send_on(OPENS)
    hand_in(opened, SOLNA)
    assert send_on(date(2017, 3, 14)) == ["anna@test.example"]


def test_a_late_mailing_goes_out_but_never_two_at_once(opened) -> None:
    assert send_on(date(2017, 3, 15)) == ["anna@test.example", "bo@test.example"]
    assert set(Mail.objects.values_list("kind", flat=True)) == {"reminder"}


def test_nothing_goes_out_after_the_last_day(opened) -> None:
    assert send_on(date(2017, 3, 22)) == []


def test_invented_people_get_no_real_mail(opened) -> None:
    User.objects.filter(email="anna@test.example").update(is_example=True)
    assert send_on(OPENS) == ["bo@test.example"]


def test_the_task_sends_what_is_due(opened, now, mailoutbox, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        task()
    assert Mail.objects.filter(by="send_due_mailings").count() == 2


def test_a_mailing_is_moved_and_taken_off(carin, opened) -> None:
    first, second = opened.mailings.filter(kind="reminder")
    assert "är flyttat" in carin.post(f"{PAGE}{first.pk}/", {"on": "2017-03-10"}, follow=True).content.decode()
    assert "är borttaget" in carin.post(f"{PAGE}{second.pk}/", {"gor": "ta-bort"}, follow=True).content.decode()
    assert [str(one.on) for one in opened.mailings.filter(kind="reminder")] == ["2017-03-10"]


@pytest.mark.parametrize(
    ("on", "told"),
    [("2017-06-01", "ligger utanför insamlingen"), ("sen", "är ingen dag"), ("0001-01-01", "kan inte stämma")],
)
def test_a_day_that_will_not_do_is_told(carin, opened, on, told) -> None:
    first = opened.mailings.filter(kind="reminder").first()
    sent = carin.post(f"{PAGE}{first.pk}/", {"on": on})
    assert (sent.status_code, told in sent.content.decode()) == (422, True)
    assert f'value="{on}"' in sent.content.decode()
    assert Mailing.objects.get(pk=first.pk).on == first.on


def test_a_sent_mailing_stays_as_it_was(carin, opened) -> None:
    send_on(OPENS)
    sent = opened.mailings.first()
    for sent_form in ({"gor": "ta-bort"}, {"on": "2017-03-10"}):
        told = carin.post(f"{PAGE}{sent.pk}/", sent_form)
        assert (told.status_code, "redan skickat" in told.content.decode()) == (422, True)
    assert Mailing.objects.filter(pk=sent.pk).exists()


def test_one_more_is_planned(carin, opened) -> None:
    carin.post(f"{PAGE}nytt/", {"kind": "reminder", "on": "2017-03-05"})
    assert opened.mailings.filter(on="2017-03-05").exists()


def test_a_mailing_outside_the_collection_comes_back_as_it_was_typed(carin, opened) -> None:
    page = carin.post(f"{PAGE}nytt/", {"kind": "invitation", "on": "2017-06-01"})
    assert (page.status_code, 'value="2017-06-01"' in page.content.decode()) == (422, True)
    assert 'value="invitation" selected' in page.content.decode()
    assert opened.mailings.count() == 3


def test_what_is_neither_invitation_nor_reminder_is_not_sent(carin) -> None:
    page = carin.post(f"{PAGE}skicka/", {"gor": "hälsa"})
    assert (page.status_code, "Välj inbjudan eller påminnelse" in page.content.decode()) == (422, True)
    assert not Mail.objects.exists()


def test_the_days_are_changed_but_no_mailing_is_left_outside(carin, opened) -> None:
    address = PAGE.replace("utskick", "dagar")
    carin.post(address, {"opens": OPENS, "closes": "2017-04-04"})
    opened.refresh_from_db()
    assert str(opened.closes) == "2017-04-04"
    page = carin.post(address, {"opens": OPENS, "closes": "2017-03-15"})
    assert (page.status_code, "ligger utanför insamlingen" in page.content.decode()) == (422, True)
    assert "Flytta det, eller ta bort det." in page.content.decode()
    assert 'value="2017-03-15"' in page.content.decode()
    assert str(page.context["collection"].closes) == "2017-04-04"
    assert Event.objects.filter(action="change_collection_days").count() == 1


def test_a_reminder_now_to_all_or_to_one(carin, opened) -> None:
    page = carin.post(f"{PAGE}skicka/", {"gor": "pamin"}, follow=True)
    assert "2 mejl är på väg" in page.content.decode()
    carin.post(f"{PAGE}skicka/", {"gor": "pamin", "kod": SOLNA})
    assert list(Mail.objects.values_list("to", flat=True)).count("bo@test.example") == 2
    hand_in(opened, SOLNA)
    page = carin.post(f"{PAGE}skicka/", {"gor": "pamin", "kod": SOLNA}, follow=True)
    assert "ingen att skicka till" in page.content.decode()


def test_nothing_is_sent_now_when_it_is_closed(cast, opened, now) -> None:
    now.move_to(date(2017, 4, 1))
    carin = cast.client("carin")
    assert "inte öppen idag" in carin.post(f"{PAGE}skicka/", {"gor": "pamin"}, follow=True).content.decode()
    assert not Mail.objects.exists()


def test_the_log_shows_to_whom_when_and_how_it_went(carin, opened) -> None:
    send_on(OPENS)
    Mail.objects.filter(to="anna@test.example").update(sent_at=NOW)
    Mail.objects.filter(to="bo@test.example").update(attempts=2, error="SMTPError: nej")
    page = carin.get(PAGE).content.decode()
    assert "anna@test.example" in page
    assert "Skickat 2017-03-01 14:03" in page
    assert "Misslyckades 2 gånger: SMTPError: nej" in page


def test_the_page_asks_no_more_for_more_mails(carin, opened, django_assert_max_num_queries) -> None:
    send_on(OPENS)
    with django_assert_max_num_queries(12):
        carin.get(PAGE)


@pytest.mark.parametrize(
    ("kind", "told"),
    [("changed", "Ändrat efter kvitto"), ("reopened", "Öppnad igen"), ("unsent", "Inte inlämnat")],
)
def test_the_log_says_in_words_what_each_mail_is(carin, opened, kind, told) -> None:
    about = f"response {opened.survey.slug} {SOLNA}"
    queue_mail(to="bo@solna.example", subject="-", body="-", kind=kind, about=about, by="carin", now=NOW)
    page = carin.get(PAGE).content.decode()
    assert f"<td>{told}" in page
    assert f"<td>{kind}" not in page
