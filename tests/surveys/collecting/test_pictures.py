"""The picture of a collection's answers: who had begun and handed in on each day, as the board says today."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from lxml import html

from documents.pictures.responding import ResponseDay
from surveys.collecting.board_queries import board_of
from surveys.collecting.pictures import responding_of
from surveys.models import AnswerEvent, Collection, Mailing, Receipt, Response
from tests.worlds.answering import CLOSES, EKERO, NOW, OPENS, SOLNA, make_response

BOARD = "/enkater/ekonomiskt-bistand/2017/"
TODAY = date(2017, 3, 1)


def at(day: int, hour: int = 12) -> datetime:
    """A day of February 2017."""
    return NOW.replace(month=2, day=day, hour=hour)


def event(response: Response, when: datetime) -> None:
    AnswerEvent.objects.create(response=response, through="web", by="x", at=when, changes=[])


def receipt(response: Response, when: datetime) -> None:
    number = response.receipts.count() + 1
    Receipt.objects.create(response=response, number=number, by="x", at=when, answers=[], pdf=b"", sha256="0")
    fields = {"state": "handed_in", "handed_in_by": "x", "handed_in_at": when, "counted_revision": number}
    Response.objects.filter(pk=response.pk).update(**fields)


def drawn(collection: Collection, today: date = TODAY):
    return responding_of(collection, board_of(collection), list(collection.mailings.all()), today)


def test_each_unit_begins_with_its_first_save_and_counts_from_its_first_receipt(collection: Collection) -> None:
    ekero, solna = make_response(collection.survey, EKERO), make_response(collection.survey, SOLNA)
    for day in (3, 6):
        event(ekero, at(day))
    event(solna, at(6))
    receipt(ekero, at(8))
    receipt(ekero, at(20))
    assert drawn(collection).days == (
        ResponseDay(OPENS, 0, 0),
        ResponseDay(date(2017, 2, 3), 1, 0),
        ResponseDay(date(2017, 2, 6), 2, 0),
        ResponseDay(date(2017, 2, 8), 2, 1),
        ResponseDay(TODAY, 2, 1),
    )


def test_the_ends_are_what_the_board_says(collection: Collection) -> None:
    receipt(make_response(collection.survey, EKERO), at(8))
    event(make_response(collection.survey, SOLNA), at(9))
    rows = board_of(collection)
    picture = drawn(collection)
    assert picture.units == len(rows) == 8
    assert picture.days[-1].handed_in == sum(row.state in ("handed_in", "changed") for row in rows) == 1
    assert picture.days[-1].begun == sum(row.state != "not_started" for row in rows) == 2
    assert picture.title == "1 av 8 har lämnat in och 1 till har börjat"


def test_an_opened_page_is_no_beginning_and_what_is_taken_back_is_not_handed_in(collection: Collection) -> None:
    make_response(collection.survey, SOLNA)
    ekero = make_response(collection.survey, EKERO)
    event(ekero, at(3))
    receipt(ekero, at(8))
    fields = {"state": "under_way", "handed_in_by": "", "handed_in_at": None, "counted_revision": 0}
    Response.objects.filter(pk=ekero.pk).update(**fields)
    assert drawn(collection).days[-1] == ResponseDay(TODAY, 1, 0)
    assert drawn(collection).title == "0 av 8 har lämnat in och 1 till har börjat"


def test_a_day_is_a_day_in_sweden(collection: Collection) -> None:
    event(make_response(collection.survey, EKERO), at(3, hour=23))  # UTC: past midnight here
    assert [one.day for one in drawn(collection).days] == [OPENS, date(2017, 2, 4), TODAY]


def test_opening_reminders_and_last_day_are_marked(collection: Collection) -> None:
    for kind, day in (("invitation", OPENS), ("reminder", date(2017, 3, 14)), ("reminder", date(2017, 3, 20))):
        Mailing.objects.create(collection=collection, kind=kind, on=day)
    told = {(one.day, one.word) for one in drawn(collection).marked}
    reminders = {(date(2017, 3, 14), "Påminnelse"), (date(2017, 3, 20), "Påminnelse")}
    assert told == {(OPENS, "Öppnad"), (CLOSES, "Sista dag"), *reminders}


@pytest.mark.parametrize(("today", "last"), [(CLOSES + timedelta(days=30), CLOSES), (TODAY, TODAY)])
def test_the_lines_end_today_or_on_the_last_day(collection: Collection, today: date, last: date) -> None:
    assert drawn(collection, today).days[-1].day == last


def test_before_the_opening_and_with_nobody_asked_there_is_no_picture(collection: Collection) -> None:
    assert drawn(collection, OPENS - timedelta(days=1)) is None
    assert responding_of(collection, [], [], TODAY) is None


def test_the_board_shows_it_with_its_table(cast, collection: Collection, now) -> None:
    event(make_response(collection.survey, EKERO), at(3))
    page = html.fromstring(cast.client("carin").get(BOARD).content.decode())
    (figure,) = page.find_class("picture")
    rows = [[cell.text_content() for cell in row] for row in figure.findall(".//tbody/tr")]
    assert rows[0] == ["2017-01-24", "0", "0", "Öppnad"]
    assert rows[1][:3] == ["2017-02-03", "1", "0"]


def test_the_page_of_the_board_asks_as_much_for_many_units(cast, collection, now, django_assert_num_queries) -> None:
    client = cast.client("carin")
    for units in (collection.units[:1], collection.units[1:]):
        for unit in units:
            event(make_response(collection.survey, unit.code), at(5))
        with django_assert_num_queries(14):  # one of them for the days of the reminders
            client.get(BOARD)
