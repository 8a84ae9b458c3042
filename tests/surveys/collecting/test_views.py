"""FoU's side of a collection: opening it, the status board, files of it, and opening a response again."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from municipalities.models import Event, Group, Municipality
from surveys.collecting.board_queries import board_of
from surveys.models import Collection, Response, SectionAssignment
from tests.worlds.answering import CLOSES, EKERO, NOW, OPENS, SOLNA, answer, handed_in, make_response

ADDRESS = ("ekonomiskt-bistand", 2017)
BOARD = "/enkater/ekonomiskt-bistand/2017/"
PAGES = [
    "/enkater/",
    "/enkater/oppna/",
    "/enkater/nytt-ar/",
    BOARD,
    f"{BOARD}lage.xlsx",
    f"{BOARD}lage.csv",
    f"{BOARD}utskick/",
    f"{BOARD}fragor/",
    f"{BOARD}tolkningar/",
    f"{BOARD}tolkningar/E1/",
    f"{BOARD}enkat/",
    f"{BOARD}oppna-igen/{EKERO}/",
    "/enkater/ekonomiskt-bistand/2020/enkat/andra/?fran=2017",
]
POSTS = ["utskick/skicka/", "utskick/nytt/", "utskick/1/", "dagar/", "tolkningar/E1/ta-ur-bruk/"]


@pytest.fixture
def carin(cast, now):
    return cast.client("carin")


def rows(page) -> dict[str, tuple[str, int]]:
    return {row["unit"].name: (row["state"], row["status"].answered) for row in page.context["rows"]}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_for_fou(carin, response, page) -> None:
    assert carin.get(page).status_code == 200


@pytest.mark.parametrize("name", ["anna", "bo", "david", "eva"])
def test_nobody_else_comes_in(cast, now, response, name) -> None:
    client = cast.client(name)
    assert {client.get(page).status_code for page in PAGES} == {403}
    assert {client.post(BOARD + page).status_code for page in POSTS} == {403}


def test_strangers_are_sent_to_the_log_in(client, response) -> None:
    assert all(client.get(page).url.startswith("/logga-in/") for page in PAGES)


def test_opening_plans_an_invitation_and_two_reminders(carin, survey) -> None:
    chosen = {"survey": survey.slug, "group": "fou-nordvast", "opens": "2017-03-01", "closes": "2017-03-31"}
    page = carin.post("/enkater/oppna/", chosen, follow=True)
    assert "är upplagd för FoU Nordväst" in page.content.decode()
    planned = [(one.kind, str(one.on)) for one in Collection.objects.get().mailings.all()]
    assert planned == [("invitation", "2017-03-01"), ("reminder", "2017-03-24"), ("reminder", "2017-03-30")]
    assert Event.objects.get(action="open_collection").actor == "carin@test.example"


def test_the_days_of_the_mailings_can_be_chosen(carin, survey) -> None:
    chosen = {"survey": survey.slug, "group": "fou-nordvast", "opens": "2017-03-01", "closes": "2017-03-31"}
    carin.post("/enkater/oppna/", {**chosen, "reminder_1": "2017-03-20"})
    assert [str(one.on) for one in Collection.objects.get().mailings.all()] == [
        "2017-03-01",
        "2017-03-20",
        "2017-03-30",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"closes": "2017-02-01"}, "Sista dagen ligger före första dagen"),
        ({"reminder_2": "2017-05-01"}, "ligger utanför insamlingen"),
        ({"group": "stockholm-stad-finns-inte"}, "giltigt"),
        ({"opens": "i morgon"}, "är ingen dag"),
        ({"opens": "0001-01-01"}, "0001-01-01 kan inte stämma. Skriv ett år mellan 2000 och 2100."),
        ({"closes": "0026-03-31"}, "0026-03-31 kan inte stämma"),
        ({"closes": "2071-03-31"}, "2071-03-31 kan inte stämma. Skriv ett år mellan 2015 och 2027."),
    ],
)
def test_what_cannot_be_opened_is_told_and_nothing_is_stored(carin, survey, changed, told) -> None:
    chosen = {"survey": survey.slug, "group": "fou-nordvast", "opens": "2017-03-01", "closes": "2017-03-31"}
    page = carin.post("/enkater/oppna/", chosen | changed)
    assert page.status_code == 422
    assert told in page.content.decode()
    assert 'value="2017-03-01"' in page.content.decode() or "opens" in changed
    assert not Collection.objects.exists()


def test_a_group_is_asked_once(carin, collection) -> None:
    chosen = {"survey": collection.survey.slug, "group": "fou-nordvast", "opens": OPENS, "closes": CLOSES}
    assert "är redan öppnad" in carin.post("/enkater/oppna/", chosen).content.decode()


@pytest.mark.parametrize(
    ("day", "told"), [("2017-03-01", "Öppna"), ("2017-01-01", "Kommande"), ("2017-05-01", "Stängda")]
)
def test_the_list_sorts_open_coming_and_closed(cast, collection, now, day, told) -> None:
    now.move_to(date.fromisoformat(day))
    assert [heading for heading, _ in cast.client("carin").get("/enkater/").context["phases"]] == [told]


def test_the_board_tells_each_state(carin, response) -> None:
    answer(response, E1="inom_3_dagar")
    make_response(response.survey, SOLNA, **handed_in())
    make_response(response.survey, "0123")  # opened the page, answered nothing
    answer(Response.objects.get(municipality__code=SOLNA), E1="inom_3_dagar")
    Response.objects.filter(municipality__code=SOLNA).update(**handed_in())
    page = carin.get(BOARD)
    assert len(rows(page)) == 8
    assert rows(page)["Ekerö"] == ("under_way", 1)
    assert rows(page)["Solna"] == ("handed_in", 1)
    assert rows(page)["Järfälla"] == ("not_started", 0)
    assert page.context["rate"] == "1 av 8 · 12,5\u00a0%"


def test_the_board_can_be_filtered(carin, response) -> None:
    answer(response, E1="inom_3_dagar")
    assert list(rows(carin.get(f"{BOARD}?lage=under_way"))) == ["Ekerö"]
    assert "Ingen kommun har det läget" in carin.get(f"{BOARD}?lage=handed_in").content.decode()


def test_the_nation_can_be_narrowed_to_a_group(survey, cast, now) -> None:
    nation = Group.objects.get(slug="riket")
    Collection.objects.create(survey=survey, group=nation, opens=OPENS, closes=CLOSES, opened_by="x")
    sara = cast.client("sara")
    assert len(rows(sara.get(BOARD))) == 316
    assert len(rows(sara.get(f"{BOARD}?grupp=fou-nordvast"))) == 8
    assert sara.get(f"{BOARD}?grupp=finns-inte").status_code == 404


def test_a_colleague_is_named_at_the_section(carin, response) -> None:
    SectionAssignment.objects.create(
        response=response,
        section="tillganglighet",
        name="Gun Gren",
        email="g@x.example",
        token_sha256="a",
        assigned_at=NOW,
    )
    assert "Gun Gren" in carin.get(BOARD).content.decode()


def test_the_board_asks_as_much_for_one_unit_as_for_the_nation(survey, django_assert_num_queries) -> None:
    nation = Group.objects.get(slug="riket")
    collection = Collection.objects.create(survey=survey, group=nation, opens=OPENS, closes=CLOSES, opened_by="x")
    for unit in Municipality.objects.units(2017)[:40]:
        answer(Response.objects.create(survey=survey, municipality=unit), E1="inom_3_dagar")
    collection = Collection.objects.select_related("survey__area", "group").get(pk=collection.pk)
    with django_assert_num_queries(6):
        assert len(board_of(collection)) == 316


def test_the_files_hold_the_whole_board(carin, response) -> None:
    answer(response, E1="inom_3_dagar")
    sheet = load_workbook(io.BytesIO(carin.get(f"{BOARD}lage.xlsx").content)).active
    found = {row[0]: row[2:4] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert found[EKERO] == ("Pågår", 1)
    text = carin.get(f"{BOARD}lage.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith(f"{EKERO};Ekerö;Pågår;1;")


def test_a_closed_response_is_opened_again_with_a_day_and_a_reason(cast, response, now) -> None:
    now.move_to(date(2017, 4, 3))
    carin = cast.client("carin")
    assert "Öppna igen" in carin.get(BOARD).content.decode()
    address = f"{BOARD}oppna-igen/{EKERO}/"
    assert carin.post(address, {"until": "2017-04-10", "because": ""}).status_code == 422
    refused = carin.post(address, {"until": "2017-04-01", "because": "Fel siffra"})
    assert (refused.status_code, "inte har passerat" in refused.content.decode()) == (422, True)
    assert all(typed in refused.content.decode() for typed in ('value="2017-04-01"', "\nFel siffra</textarea>"))
    page = carin.post(address, {"until": "2017-04-10", "because": "Fel siffra i 4a"}, follow=True)
    assert "kan svara till och med 2017-04-10" in page.content.decode()
    response.refresh_from_db()
    assert (str(response.reopened_until), response.reopened_by) == ("2017-04-10", "carin@test.example")


def test_staff_of_another_network_see_neither_collection_nor_answers(cast, response, now) -> None:
    other = Group.objects.create(slug="annat-natverk", name="Annat", kind=Group.Kind.NETWORK)
    cast.carin.memberships.update(network=other)
    client = cast.client("carin")
    pages = (BOARD, f"{BOARD}oppna-igen/{EKERO}/", f"{BOARD}fragor/")
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_the_administrator_sees_the_nations_board_but_no_answers(cast, response, now) -> None:
    nation = Group.objects.get(slug="riket")
    Collection.objects.create(survey=response.survey, group=nation, opens=OPENS, closes=CLOSES, opened_by="x")
    client = cast.client("sara")
    assert client.get(BOARD).status_code == 200
    assert "Se svaren" not in client.get(BOARD).content.decode()
    assert client.get(f"{BOARD}fragor/").status_code == 403


def test_the_open_survey_stands_on_the_front_page(carin, collection) -> None:
    assert "0 av 8 · 0\N{NO-BREAK SPACE}% har lämnat in" in carin.get(reverse("home")).content.decode()


def test_opening_says_which_made_up_answers_the_first_real_ones_hide(carin, survey) -> None:
    make_response(survey, SOLNA, is_example=True)
    told = "Ekonomiskt bistånd 2017: 1 påhittat enkätsvar (Exempeldata) visas tills den första kommunen börjar svara på"
    assert told in " ".join(carin.get("/enkater/oppna/").content.decode().split())
    real = make_response(survey, EKERO)
    assert "påhittat enkätsvar" not in carin.get("/enkater/oppna/").content.decode()
    assert list(Response.objects.in_use(survey)) == [real]
