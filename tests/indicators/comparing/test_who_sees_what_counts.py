"""Five have handed in, two are under way, one has changed after its receipt: what each role sees of it, and when.

Everybody who handed in said Ja to advice (E4). Ekerö, Anna's, wrote Nej over it afterwards; Sundbyberg and Upplands-Bro
have written Ja and handed in nothing.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from indicators.comparing.matrix import HIDDEN, WAITING
from indicators.computing.compute import compute_survey
from indicators.models import GroupResult, Result
from indicators.publishing.actions import publish_year
from indicators.publishing.queries import Year
from surveys.answering.actions import Edit, save_answers
from surveys.answering.hand_in_actions import hand_in
from surveys.collecting.closing_actions import tell_what_is_unsent
from surveys.models import Collection
from tests.scenario import Cast
from tests.worlds.answering import EKERO, NOW, SOLNA, answer, make_response

HANDED_IN = ("0114", "0123", "0163", "0191", SOLNA)
UNDER_WAY = ("0139", "0183")
BY = "anna@test.example"
COMPARISON = "/jamforelser/ekonomiskt-bistand/2017/?grupp=fou-nordvast"
PREVIEW = "/enkater/ekonomiskt-bistand/2017/forhandsvisning/"
OWN_PREVIEW = f"/enkat/ekonomiskt-bistand/2017/{EKERO}/resultat/"
BEFORE, AFTER = NOW, NOW + timedelta(days=21)
ROLES = ("nobody", "eva", "anna", "bo", "david", "carin", "gun", "sara")

Seen = dict[str, str]  # code of the unit -> what the matrix says of advice; those hidden are left out


@pytest.fixture
def year(collection: Collection, cast: Cast, now) -> Year:
    for name in ROLES[1:]:
        assert getattr(cast, name)
    for code in (*HANDED_IN, EKERO, *UNDER_WAY):
        response = make_response(collection.survey, code)
        answer(response, E4="ja")
        if code not in UNDER_WAY:
            hand_in(response=response, by=BY, now=NOW)
        if code == EKERO:
            over = {"E4": Edit("nej", seen_value="ja")}
            save_answers(response=response, changes=over, by="gun@test.example", now=NOW)
    return Year(collection.survey, cast.network)


def client_of(cast: Cast, name: str) -> Client:
    return Client() if name == "nobody" else cast.client(name)


def matrix_of(client: Client, address: str = COMPARISON) -> Seen | int:
    """What the page says of advice, unit by unit; empty where it shows no result, its status where it is no page."""
    page = client.get(address)
    if page.status_code != 200:
        return page.status_code
    shown = page.context["page"]
    row = next((row for row in shown.rows if row.definition.code == "radgivning"), None)
    if row is None:
        return {}
    cells = zip(shown.units, row.cells, strict=True)
    return {unit.code: cell.value for unit, cell in cells if cell.value != HIDDEN}


def seen(cast: Cast) -> dict[str, Seen | int]:
    return {name: matrix_of(client_of(cast, name)) for name in ROLES}


COUNTS: Seen = dict.fromkeys((*HANDED_IN, EKERO), "ja")
SO_FAR = COUNTS | dict.fromkeys(UNDER_WAY, WAITING)
FINALLY = COUNTS | dict.fromkeys(UNDER_WAY, "bortfall")
STRANGERS = ("nobody", "eva", "gun", "sara")


def test_before_closing_fou_sees_what_is_handed_in_and_each_municipality_its_own(year, cast) -> None:
    compute_survey(year.survey)
    own = {"anna": {EKERO: "ja"}, "bo": {SOLNA: "ja"}, "david": {SOLNA: "ja"}}
    assert seen(cast) == dict.fromkeys(STRANGERS, 404) | own | {"carin": SO_FAR}


def test_after_closing_the_network_sees_it_and_who_has_not_handed_in_is_bortfall(year, cast, now) -> None:
    now.move_to(AFTER)
    compute_survey(year.survey)
    own = {"anna": {EKERO: "ja"}, "bo": {SOLNA: "ja"}}
    assert seen(cast) == {name: {} for name in STRANGERS} | own | {"carin": FINALLY, "david": FINALLY}


def test_after_publishing_everybody_sees_the_same(year, cast, now) -> None:
    now.move_to(AFTER)
    compute_survey(year.survey)
    publish_year(year=year, by="carin@test.example")
    assert seen(cast) == dict.fromkeys(ROLES, FINALLY)
    network = GroupResult.objects.get(group=cast.network, indicator__code="radgivning", origin="computed")
    assert (network.yes, network.base, network.non_response, network.units) == (6, 6, 2, 8)


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
def test_the_networks_preview_is_for_its_fou_alone(year, cast, now, moment) -> None:
    """Of what stands, the draft over Ekerö's receipt and the two under way among it; and nothing of it is stored."""
    now.move_to(moment)
    drafts = COUNTS | dict.fromkeys(UNDER_WAY, "ja") | {EKERO: "nej"}
    refused = dict.fromkeys(ROLES, 403) | {"nobody": 302}
    assert {name: matrix_of(client_of(cast, name), PREVIEW) for name in ROLES} == refused | {"carin": drafts}
    assert not Result.objects.exists()


def test_the_networks_preview_says_that_it_is_one_and_how_far_each_has_come(year, cast, now) -> None:
    page = " ".join(cast.client("carin").get(PREVIEW).content.decode().split())
    assert "Förhandsvisning: svar som inte är inlämnade ingår." in page
    assert page.count("</span>Ändrat efter kvitto</span> Ekerö") == 1
    assert page.count("</span>Pågår</span>") == 2
    assert page.count("kvitto 1 räknas") == 6


def test_a_municipalitys_preview_is_for_itself_and_fou(year, cast, now) -> None:
    pages = {name: client_of(cast, name).get(OWN_PREVIEW) for name in ROLES}
    seeing = {"anna": 200, "carin": 200}
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(ROLES, 403) | seeing | {
        "nobody": 302
    }
    for page in (pages["anna"], pages["carin"]):
        [advice] = [one for one, _status in page.context["rows"] if one.indicator == "radgivning"]
        assert advice.outcome.value == "nej"
        assert "<strong>Förhandsvisning.</strong>" in page.content.decode()


def test_why_reads_what_counts_and_not_what_was_written_over_it(year, cast, now) -> None:
    compute_survey(year.survey)
    page = cast.client("anna").get(f"/varfor/ekonomiskt-bistand/2017/radgivning/{EKERO}/").context["page"]
    assert page.explanation.lines[0] == "Ja, eftersom E4 är besvarad med Ja."
    draft = cast.client("carin").get("/varfor/ekonomiskt-bistand/2017/radgivning/0139/").context["page"]
    assert (draft.explanation, draft.computed) == (None, [])


def test_what_the_board_front_page_and_mail_say_when_it_has_closed(year, cast, now) -> None:
    """Only to FoU of the network: the other network is told nothing, and cannot open the page."""
    now.move_to(AFTER)
    tell_what_is_unsent(by="test")
    board = "/enkater/ekonomiskt-bistand/2017/"
    assert {name: client_of(cast, name).get(board).status_code for name in ("anna", "carin", "gun", "sara")} == {
        "anna": 403,
        "carin": 200,
        "gun": 403,
        "sara": 403,
    }
    assert "Sundbyberg började men lämnade aldrig in" in cast.client("carin").get(board).content.decode()
