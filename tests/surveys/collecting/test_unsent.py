"""What is not handed in: who is reminded and how, what FoU is told after the last day, and where it stands."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from municipalities.models import Event, Group, Mail
from surveys.answering.actions import Edit, reopen, save_answers
from surveys.answering.hand_in_actions import hand_in
from surveys.answering.section_state import SectionState
from surveys.collecting.actions import change_days, send_due_mailings, send_now
from surveys.collecting.closing_actions import tell_what_is_unsent
from surveys.models import Collection, Mailing, Response
from tests.scenario import Cast
from tests.surveys.answering.test_changed_after_receipt import words
from tests.worlds.answering import CLOSES, NOW, OPENS, SOLNA, answer, make_response

BOARD = "/enkater/ekonomiskt-bistand/2017/"
AFTER = NOW + timedelta(days=21)  # the day after the last
SIGTUNA = "0191"
SILENT = ["0114", "0123", "0139", "0163", "0183"]


@pytest.fixture
def scene(cast: Cast, response: Response, now) -> Collection:
    """Ekerö changed E4 after its receipt, Solna has begun, Sigtuna has handed in, five have done nothing."""
    assert all((cast.anna, cast.bo, cast.carin))
    answer(response, E4="ja")
    hand_in(response=response, by="anna@test.example", now=NOW - timedelta(hours=1))
    save_answers(response=response, changes={"E4": Edit("nej", seen_value="ja")}, by="gun@test.example", now=NOW)
    answer(make_response(response.survey, SOLNA), G1="ja")
    sigtuna = make_response(response.survey, SIGTUNA)
    answer(sigtuna, E4="ja")
    hand_in(response=sigtuna, by="stig@test.example", now=NOW)
    Mail.objects.all().delete()
    return Collection.objects.get()


@pytest.fixture
def untouched(cast: Cast, response: Response, now) -> Collection:
    """Ekerö has opened the survey and answered nothing; no other has looked at it."""
    assert cast.carin
    Mail.objects.all().delete()
    return Collection.objects.get()


def test_the_board_counts_what_was_handed_in_and_tells_what_is_changed(scene, cast) -> None:
    page = cast.client("carin").get(BOARD)
    told = words(page)
    assert "2 av 8 · 25" in told
    assert [(word, number) for _code, _sign, word, number in page.context["counts"]] == [
        ("Inlämnat", 1),
        ("Ändrat efter kvitto", 1),
        ("Pågår", 1),
        ("Inte påbörjat", 5),
    ]
    assert "Ändrat efter kvitto 1, inte inlämnat" in told
    assert "Fråga E4: från Ja till Nej" in told


def test_which_answers_are_changed_is_for_fou_of_the_network_alone(scene, cast) -> None:
    """Sara runs the nation's collection and sees how far they have come, and no more."""
    Collection.objects.update(group=Group.objects.get(slug="riket"))
    told = words(cast.client("sara").get(BOARD))
    assert ("ändrat efter kvitto 1, inte inlämnat" in told, "från Ja till Nej" in told) == (True, False)


def test_the_status_file_says_what_counts_and_how_much_waits(scene, cast) -> None:
    content = cast.client("carin").get(f"{BOARD}lage.csv").content.decode("utf-8-sig")
    rows = {row["Kommun"]: row for row in csv.DictReader(io.StringIO(content), delimiter=";")}
    names = ("Läge", "Det som räknas", "Ändrade svar, inte inlämnade")
    assert [rows["Ekerö"][name] for name in names] == ["Ändrat efter kvitto", "kvitto 1", "1"]
    assert [rows["Sigtuna"][name] for name in names] == ["Inlämnat", "kvitto 1", "0"]
    assert [rows["Solna"][name] for name in names] == ["Pågår", "", "0"]


def test_who_has_changed_after_the_receipt_is_reminded_in_other_words(scene) -> None:
    send_now(collection=scene, kind=Mailing.Kind.REMINDER, by="carin@test.example", now=NOW)
    mails = {one.to: one for one in Mail.objects.all()}
    assert set(mails) == {"anna@test.example", "bo@test.example"}
    assert "är ändrad efter kvitto 1 men inte inlämnad igen" in mails["anna@test.example"].subject
    assert "/0125/oversikt/" in mails["anna@test.example"].body
    assert "har inte lämnat in" in mails["bo@test.example"].body


def test_nobody_who_has_handed_in_is_invited_to_answer(scene) -> None:
    Mailing.objects.create(collection=scene, kind=Mailing.Kind.INVITATION, on=OPENS)
    send_due_mailings(by="test", now=NOW)
    assert [one.to for one in Mail.objects.all()] == ["bo@test.example"]


def test_fou_is_told_once_what_lies_unsent(scene) -> None:
    for day, told in ((NOW + timedelta(days=20), 0), (AFTER, 1), (AFTER, 0)):
        assert tell_what_is_unsent(by="test", now=day) == told
    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == ("carin@test.example", "unsent")
    asked = Response.objects.get(municipality__code=SOLNA)
    assert f"- Solna: 1 av {_asked(asked)} besvarade" in mail.body
    assert "- Ekerö: kvitto 1 räknas, 1 ändrat svar" in mail.body
    assert "Sigtuna" not in mail.body
    assert "- Upplands-Bro: inte påbörjat" in mail.body
    told_of = Event.objects.get(action="tell_what_is_unsent").detail["fou-nordvast"]
    assert (told_of[:2], sorted(told_of[2:])) == (["0184", "0125"], SILENT)


def test_fou_is_told_also_when_nobody_has_begun(untouched) -> None:
    assert tell_what_is_unsent(by="test", now=AFTER) == 1
    body = Mail.objects.get().body
    assert body.count(": inte påbörjat") == 8
    assert ("flyttar du sista dagen" in body, "öppna enkäten igen" in body) == (True, False)


def _asked(response: Response) -> int:
    return SectionState(response, NOW.date()).to_answer


def test_each_network_of_the_nations_collection_is_told_of_its_own(scene, cast) -> None:
    assert cast.gun
    Collection.objects.update(group=Group.objects.get(slug="riket"))
    tell_what_is_unsent(by="test", now=AFTER)
    mails = {one.to: one.body for one in Mail.objects.all()}
    assert set(mails) == {"carin@test.example", "gun@test.example"}
    assert ("- Upplands-Bro" in mails["carin@test.example"], "- Huddinge" in mails["carin@test.example"]) == (
        True,
        False,
    )
    assert re.findall(r"^- (.+)$", mails["gun@test.example"], re.M) == [
        "Botkyrka: inte påbörjat",
        "Huddinge: inte påbörjat",
    ]


def test_open_longer_it_is_told_when_it_closes_again(scene) -> None:
    tell_what_is_unsent(by="test", now=AFTER)
    later = CLOSES + timedelta(days=10)
    change_days(collection=scene, opens=OPENS, closes=later, by="carin@test.example")
    assert tell_what_is_unsent(by="test", now=AFTER) == 0
    assert tell_what_is_unsent(by="test", now=AFTER + timedelta(days=10)) == 1


def test_a_unit_open_again_is_not_among_them(scene) -> None:
    solna = Response.objects.get(municipality__code=SOLNA)
    reopen(response=solna, until=AFTER.date(), because="Sjukdom", by="carin@test.example", now=NOW)
    Mail.objects.all().delete()
    tell_what_is_unsent(by="test", now=AFTER)
    assert "Solna" not in Mail.objects.get().body


def test_board_and_to_do_say_it_after_the_last_day(scene, cast, now) -> None:
    now.move_to(AFTER)
    carin = cast.client("carin")
    told = words(carin.get(BOARD))
    assert "Solna började men lämnade aldrig in" in told
    assert "Ekerö ändrade 1 svar efter kvitto 1, som räknas." in told
    assert "Upplands-Bro: inte påbörjat. Räknas som bortfall." in told
    front = words(carin.get("/"))
    assert (
        "1 kommun började men lämnade inte in, 1 kommun ändrade efter kvittot, 5 kommuner har inte påbörjat enkäten."
        in front
    )


def test_board_and_to_do_say_it_also_when_nobody_has_begun(untouched, cast, now) -> None:
    now.move_to(AFTER)
    carin = cast.client("carin")
    assert words(carin.get(BOARD)).count(": inte påbörjat.") == 8
    assert ". 8 kommuner har inte påbörjat enkäten." in words(carin.get("/"))


def test_of_the_whole_nation_the_first_are_named_and_the_rest_counted(untouched, cast, now) -> None:
    Collection.objects.update(group=Group.objects.get(slug="riket"))
    now.move_to(AFTER)
    told = words(cast.client("sara").get(BOARD))
    assert told.count(": inte påbörjat.") == 30
    assert "… och 286 till som inte har påbörjat, i tabellen nedanför." in told


def test_the_contact_is_reminded_on_the_front_page(scene, cast) -> None:
    assert "Ändrat efter inlämningen, inte inlämnat igen." in words(cast.client("anna").get("/"))
