"""What the pages refuse, one by one, and that nothing is stored by it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from surveys.counting import answers_of
from surveys.models import AnswerEvent, Response
from tests.surveys.answering.pages import BASE, SECOND, Fields, open_section, save, section_url, send_section, text_of
from tests.worlds.answering import CLOSES, NOW, SOLNA, answer, make_response

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("now")
PAGES = [
    "",
    "avsnitt/tillganglighet/",
    "oversikt/",
    "resultat/",
    "historik/E4/",
    "formular.xlsx",
    "formular/",
    "kvitto/1/",
    "kvitto/1.pdf",
]
POSTS = ["avsnitt/tillganglighet/", "spara/", "samma/E4/", "skal/E4/", "varning/", "lamna-in/", "dela/", "klar/"]


@pytest.fixture
def anna(cast, response):
    return cast.client("anna")


@pytest.fixture
def handed_in(anna, response) -> Response:
    answer(response, E4="ja")
    anna.post(f"{BASE}lamna-in/")
    return response


def test_every_page_opens_for_the_contact(anna, handed_in):
    assert {page: anna.get(BASE + page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("name", ["bo", "david", "eva", "sara"])
def test_the_wrong_person_is_refused_everywhere(cast, handed_in, name):
    client = cast.client(name)
    assert {page: client.get(BASE + page).status_code for page in PAGES} == dict.fromkeys(PAGES, 403)
    assert {page: client.post(BASE + page).status_code for page in POSTS} == dict.fromkeys(POSTS, 403)
    assert answers_of(handed_in) == {"E4": ("ja", "")}


def test_a_stranger_is_sent_to_the_log_in(client, response):
    assert all(client.get(BASE + page).url.startswith("/logga-in/?next=/enkat/") for page in PAGES)
    assert all(client.post(BASE + page).url.startswith("/logga-in/") for page in POSTS)


def test_the_wrong_municipality_is_refused_and_nothing_made(anna, survey):
    address = BASE.replace("0125", SOLNA)
    assert anna.get(address).status_code == 403
    assert anna.post(f"{address}spara/", {"sett-E4": "", "svar-E4": "ja"}).status_code == 403
    assert not Response.objects.filter(municipality__code=SOLNA).exists()


def test_a_municipality_that_is_not_asked_finds_nothing(cast, anna, collection):
    collection.group.members.remove(*collection.group.members.filter(code=SOLNA))
    assert cast.client("bo").get(BASE.replace("0125", SOLNA)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        BASE.replace("2017", "2031"),
        BASE.replace("ekonomiskt-bistand", "skola"),
        f"{BASE}avsnitt/finns-inte/",
        f"{BASE}historik/X9/",
        f"{BASE}kvitto/7/",
        f"{BASE}kvitto/7.pdf",
    ],
)
def test_what_is_not_there_is_not_found(anna, address):
    assert anna.get(address).status_code == 404


def test_the_opening_day_is_waited_for(cast, collection, now):
    now.move_to(NOW.replace(month=1, day=10))
    assert cast.client("anna").get(BASE).status_code == 404


def test_a_closed_survey_is_read_only_and_says_so(cast, response, now):
    answer(response, E4="ja")
    now.move_to(NOW.replace(day=22))
    anna = cast.client("anna")
    page = text_of(anna.get(section_url()))
    assert "Enkäten är stängd" in page
    assert page.count(" disabled") >= page.count('name="svar-')
    assert 'name="gor"' not in page
    assert "Lämna in enkäten" not in text_of(anna.get(f"{BASE}oversikt/"))


def test_a_closed_survey_offers_nothing_that_cannot_be_done(anna, response, now):
    def offered() -> list[bool]:
        page = text_of(anna.get(BASE)) + text_of(anna.get(f"{BASE}oversikt/"))
        return [
            told in page for told in ("<h2>Lämna in", "Dela med kollegor", "läs in den här", "Du kan lämna in ändå")
        ]

    assert offered() == [True] * 4
    now.move_to("2017-03-30 12:00")
    assert offered() == [False] * 4


def test_a_closed_survey_takes_no_answer_any_way(cast, anna, response, now):
    fields = open_section(anna)
    now.move_to(NOW.replace(day=22))
    anna.force_login(cast.anna)  # the session of three weeks ago is over
    assert (save(anna, "E4", "ja").status_code, "stängd" in text_of(save(anna, "E4", "ja"))) == (422, True)
    assert "Enkäten är stängd" in text_of(send_followed(anna, fields))
    for page in ("samma/E4/", "skal/E4/", "varning/", "lamna-in/", "dela/"):
        assert "Enkäten är stängd" in text_of(anna.post(BASE + page, {"skal": "practice"}, follow=True))
    assert (answers_of(response), Response.objects.get().state) == ({}, "under_way")


def test_what_was_typed_when_the_survey_closed_is_still_on_the_page(cast, anna, response, now):
    fields = open_section(anna)
    now.move_to(NOW.replace(day=22))
    anna.force_login(cast.anna)
    sent = send_section(anna, fields, onward=SECOND, **{"svar-E4": "ja", "kommentar-E4": "Budgetrådgivning"})
    page = text_of(sent)
    assert (sent.status_code, "Inget är sparat:" in page) == (422, True)
    assert re.search(r'name="svar-E4"\s+value="ja" id="[^"]*" checked', page)
    assert ">\nBudgetrådgivning</textarea>" in page
    assert answers_of(response) == {}


def send_followed(client, fields):
    return client.post(section_url(), fields | {"svar-E4": ["ja"]}, follow=True)


def test_the_last_day_counts_to_its_end(cast, response, now):
    now.move_to(NOW.replace(month=CLOSES.month, day=CLOSES.day, hour=22, minute=59))
    anna = cast.client("anna")
    assert save(anna, "E4", "ja").status_code == 200
    now.move_to(NOW.replace(month=CLOSES.month, day=CLOSES.day, hour=23, minute=1))
    assert save(anna, "E4", "nej", seen="ja").status_code == 422


@pytest.mark.parametrize(("day", "is_open"), [(CLOSES, True), (CLOSES + DAY, False)])
def test_the_last_day_is_open_and_the_day_after_is_not(cast, response, now, day, is_open):
    now.move_to(day)
    assert says_open(cast.client("anna")) == dict.fromkeys(PLACES, is_open)


@pytest.mark.parametrize(("days", "is_open"), [(3, True), (4, False)])
def test_the_last_day_of_a_reopening_is_open_and_the_day_after_is_not(cast, reopened, now, days, is_open):
    now.move_to(CLOSES + days * DAY)
    assert says_open(cast.client("anna")) == dict.fromkeys(PLACES, is_open)


PLACES = ["list", "page", "field", "save"]


def says_open(client) -> dict[str, bool]:
    """What each place where it matters says, on the day it is."""
    page = text_of(client.get(section_url()))
    waiting = text_of(client.get("/enkat/")).split("Tidigare")[0]
    return {
        "list": f'href="{BASE}"' in waiting,
        "page": "Enkäten är stängd" not in page,
        "field": "kommentar-E4" in Fields(page).values,
        "save": save(client, "E4", "ja").status_code == 200,
    }


def test_a_forged_item_is_refused(anna, response):
    sent = save(anna, "X9", "ja")
    assert sent.status_code == 422
    assert answers_of(response) == {}


def test_a_forged_item_does_not_keep_the_rest_from_being_saved(anna, response):
    sent = send_section(anna, open_section(anna), **{"sett-X9": "", "svar-X9": "ja", "svar-E4": "ja"})
    assert sent.status_code == 422
    assert answers_of(response) == {"E4": ("ja", "")}


def test_the_option_of_another_question_is_refused(anna, response):
    sent = save(anna, "E4", "nej_behovs_inte")
    assert sent.status_code == 422
    assert "Skriv något av: Ja, Nej." in text_of(sent)
    assert answers_of(response) == {}


def test_two_answers_to_one_question_are_refused(anna, response):
    sent = anna.post(f"{BASE}spara/", {"svar-E4": ["ja", "nej"], "sett-E4": "", "andrat": "E4"})
    assert sent.status_code == 422
    assert answers_of(response) == {}


def test_a_comment_of_a_megabyte_is_refused_and_the_answer_saved(anna, response):
    sent = save(anna, "E4", "ja", **{"kommentar-E4": "x" * 1_000_000, "sett-kommentar-E4": ""})
    assert sent.status_code == 422
    assert "högst 10000 tecken" in text_of(sent)
    assert answers_of(response) == {"E4": ("ja", "")}


@pytest.mark.parametrize("page", POSTS[1:])
def test_what_changes_something_is_only_posted(anna, page):
    assert anna.get(BASE + page).status_code == 405


def test_a_form_from_elsewhere_is_refused(cast, response):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.anna)
    assert client.post(f"{BASE}spara/", {"sett-E4": "", "svar-E4": "ja"}).status_code == 403
    assert not AnswerEvent.objects.exists()


@pytest.mark.parametrize("page", ["samma/X9/", "skal/X9/"])
def test_a_forged_question_is_not_found(anna, page):
    assert anna.post(BASE + page, {"skal": "practice"}).status_code == 404


def test_a_reason_that_is_none_of_the_four_is_refused(anna, response):
    told = anna.post(f"{BASE}skal/E4/", {"skal": "lust"}, follow=True)
    assert "Välj ett av skälen" in text_of(told)


def test_fou_answers_on_behalf_and_it_is_marked(cast, response):
    carin = cast.client("carin")
    assert "Du svarar åt Ekerö" in text_of(carin.get(section_url(SECOND)))
    assert save(carin, "E4", "ja").status_code == 200
    assert AnswerEvent.objects.get().through == "fou"
    assert "<td>FoU</td>" in text_of(carin.get(f"{BASE}historik/E4/"))


def test_fou_of_another_network_is_refused(cast, response):
    cast.network.members.remove(response.municipality)
    assert cast.client("carin").get(section_url()).status_code == 403


def test_exempeldata_is_marked_on_every_page(cast, collection, survey):
    type(collection).objects.update(is_example=True)
    response = make_response(survey, "0125", is_example=True)
    answer(response, E4="ja")
    anna = cast.client("anna")
    anna.post(f"{BASE}lamna-in/")
    pages = [page for page in PAGES if page not in ("formular.xlsx", "kvitto/1.pdf", "resultat/")]
    assert [page for page in pages if "Exempeldata" not in text_of(anna.get(BASE + page))] == []
