"""A network's collection is its FoU's; the administrator runs the nation's, where FoU sees its own units."""

from __future__ import annotations

import pytest

from municipalities.models import Event, Group, Mail
from surveys.collecting.actions import open_collection
from surveys.models import Collection, Survey
from tests.worlds.answering import CLOSES, EKERO, OPENS, answer, make_response

BOTKYRKA = "0127"
BOARD = "/enkater/ekonomiskt-bistand/2017/"
NATION = "?insamling=riket"
RUNS = ("dagar/", "utskick/nytt/")


@pytest.fixture
def nation(cast, survey, now) -> Collection:
    """Ekerö (Anna) and Botkyrka (Hans, of the other network) have begun."""
    assert cast.anna
    assert cast.hans
    group = Group.objects.get(kind=Group.Kind.NATION)
    made = open_collection(survey=survey, group=group, opens=OPENS, closes=CLOSES, by=cast.sara.email)
    for code in (EKERO, BOTKYRKA):
        answer(make_response(survey, code), E1="inom_3_dagar")
    return made


def units(client) -> set[str]:
    return {row["unit"].code for row in client.get(BOARD + NATION).context["rows"]}


def test_fou_sees_its_own_municipalities_in_the_nations_collection(cast, nation) -> None:
    assert units(cast.client("carin")) == set(cast.network.members_in(2017).values_list("code", flat=True))
    assert units(cast.client("gun")) == {"0126", "0127"}
    assert len(units(cast.client("sara"))) == 316
    assert b"Botkyrka" not in cast.client("carin").get(f"{BOARD}lage.csv{NATION}").content
    mailings = cast.client("carin").get(f"{BOARD}utskick/{NATION}")
    assert [one.municipality.code for one in mailings.context["recipients"]] == [EKERO]
    [card] = cast.client("carin").get("/enkater/").context["phases"][0][1]
    assert (card["units"], card["begun"]) == (8, 1)


def test_only_the_administrator_runs_the_nations_collection(cast, nation) -> None:
    new = {"opens": "2017-01-24", "closes": "2017-04-30"}
    for name in ("carin", "gun"):
        client = cast.client(name)
        assert [client.post(f"{BOARD}{page}{NATION}", new).status_code for page in RUNS] == [403, 403], name
        planned = nation.mailings.first()
        assert client.post(f"{BOARD}utskick/{planned.pk}/{NATION}", {"gor": "ta-bort"}).status_code == 403
        assert "Ändra dagarna" not in client.get(f"{BOARD}utskick/{NATION}").content.decode()
    assert cast.client("sara").post(f"{BOARD}dagar/{NATION}", new).status_code == 302
    nation.refresh_from_db()
    assert str(nation.closes) == "2017-04-30"


def test_fou_reminds_its_own_municipalities_only(cast, nation) -> None:
    page = f"{BOARD}utskick/skicka/{NATION}"
    assert cast.client("carin").post(page, {"gor": "pamin"}).status_code == 302
    assert list(Mail.objects.values_list("to", flat=True)) == [cast.anna.email]
    assert cast.client("carin").post(page, {"gor": "pamin", "kod": BOTKYRKA}).status_code == 422
    assert cast.client("sara").post(page, {"gor": "pamin"}).status_code == 302
    assert set(Mail.objects.values_list("to", flat=True)) == {cast.anna.email, cast.hans.email}


def test_a_response_is_opened_again_by_its_fou_and_by_who_runs_the_collection(cast, nation, now) -> None:
    now.move_to("2017-03-25T12:00:00Z")
    sent = {"until": "2017-03-28", "because": "Fel siffra"}
    page = f"{BOARD}oppna-igen/{BOTKYRKA}/{NATION}"
    told = {name: cast.client(name).post(page, sent).status_code for name in ("carin", "gun", "sara")}
    assert told == {"carin": 403, "gun": 302, "sara": 302}
    assert Event.objects.filter(action="response.reopened").count() == 2


@pytest.mark.parametrize(("name", "status"), [("carin", 200), ("gun", 403), ("sara", 403)])
def test_a_networks_collection_is_its_own(cast, collection, response, now, name, status) -> None:
    client = cast.client(name)
    for page in ("", "lage.csv", "utskick/"):
        assert client.get(BOARD + page).status_code == status, page
    assert client.get(f"{BOARD}?insamling=fou-nordvast").status_code == status
    assert client.get(f"{BOARD}?insamling=finns-inte").status_code == 404
    assert ("FoU Nordväst" in client.get("/enkater/").content.decode()) is (status == 200)


def test_each_opens_for_those_they_act_for(cast, survey, now) -> None:
    offered = {
        name: [slug for slug, _ in cast.client(name).get("/enkater/oppna/").context["form"].fields["group"].choices]
        for name in ("carin", "gun", "sara")
    }
    assert offered == {"carin": ["fou-nordvast"], "gun": ["fou-soder"], "sara": ["riket"]}


def test_a_networks_year_is_opened_for_its_own_municipalities_only(cast, survey, now) -> None:
    Survey.objects.filter(pk=survey.pk).update(network=cast.other_network)
    sent = {"survey": survey.slug, "group": "fou-nordvast", "opens": "2017-01-24", "closes": "2017-03-21"}
    assert cast.client("carin").post("/enkater/oppna/", sent).status_code == 422
    assert not Collection.objects.exists()


def test_interpretations_are_the_networks(cast, collection, response, now) -> None:
    """Also by the address: another's network is no choice."""
    page = f"{BOARD}tolkningar/E1/?natverk="
    assert cast.client("carin").get(f"{page}fou-nordvast").status_code == 200
    assert cast.client("carin").get(f"{page}fou-soder").status_code == 403
    assert cast.client("sara").get(page).status_code == 403
