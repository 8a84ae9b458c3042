"""The page where a year is published: for its own publisher, with what becomes visible, and the way back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from indicators.models import Result, YearPublication
from indicators.publishing.queries import Year
from surveys.models import Collection, Response
from tests.scenario import Cast

PAGE = "/enkater/ekonomiskt-bistand/2017/publicering/"
COMPARISON = "/jamforelser/ekonomiskt-bistand/2017/"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_what_is_previewed_is_what_everybody_sees(closed: Year, cast: Cast) -> None:
    page = cast.client("carin").get(PAGE)
    assert "1 av 8 kommuner" in text_of(page)
    assert "inte publicerat" in text_of(page)
    assert "kommunernas enkätsvar, inte publicerat" not in text_of(page)
    assert Client().get(COMPARISON).context["page"].rows == []
    previewed = [(row.name, [cell.value for cell in row.cells]) for row in page.context["page"].rows]
    assert previewed
    done = cast.client("carin").post(PAGE, {"gor": "publicera"}, follow=True)
    assert "är publicerad för FoU Nordväst" in text_of(done)
    shown = Client().get(COMPARISON).context["page"]
    assert [(row.name, [cell.value for cell in row.cells]) for row in shown.rows] == previewed


def test_withdrawing_asks_for_a_reason_and_hides_it_again(closed: Year, cast: Cast) -> None:
    client = cast.client("carin")
    client.post(PAGE, {"gor": "publicera"})
    refused = client.post(PAGE, {"gor": "dra-tillbaka", "skal": ""})
    assert refused.status_code == 422
    assert "Den som redan har sett, skrivit ut eller laddat ner resultaten har dem kvar." in text_of(refused)
    done = client.post(PAGE, {"gor": "dra-tillbaka", "skal": "Fel siffra."}, follow=True)
    assert "tillbakadragen 22 mars 2017" in text_of(done)
    assert "Fel siffra." in text_of(done)
    assert Client().get(COMPARISON).context["page"].rows == []


def test_while_it_is_open_the_page_says_when_and_offers_no_button(closed: Year, cast: Cast, now) -> None:
    now.move_to("2017-03-21T12:00:00Z")
    page = cast.client("carin").get(PAGE)
    assert "Insamlingen för FoU Nordväst är öppen till och med 2017-03-21." in text_of(page)
    assert 'value="publicera"' not in page.content.decode()
    assert cast.client("carin").post(PAGE, {"gor": "publicera"}).status_code == 422
    assert not YearPublication.objects.exists()


@pytest.mark.parametrize(
    ("name", "whose", "status"),
    [
        ("carin", "fou-nordvast", 200),
        ("carin", "riket", 403),
        ("gun", "fou-nordvast", 403),
        ("gun", "", 200),  # her own network's
        ("sara", "fou-nordvast", 403),
        ("sara", "riket", 200),
        ("anna", "fou-nordvast", 403),
        ("david", "fou-nordvast", 403),
    ],
)
def test_each_publishes_its_own(closed: Year, cast: Cast, name: str, whose: str, status: int) -> None:
    _ = cast.other_network
    client = cast.client(name)
    assert client.get(f"{PAGE}?for={whose}").status_code == status
    if status == 403:
        assert client.post(f"{PAGE}?for={whose}", {"gor": "publicera"}).status_code == 403
        assert not YearPublication.objects.exists()


def test_a_network_s_own_survey_year_is_nobody_else_s(closed: Year, cast: Cast) -> None:
    closed.survey.network = cast.network
    closed.survey.save()
    assert [cast.client(name).get(PAGE).status_code for name in ("carin", "gun", "sara")] == [200, 403, 403]


def test_the_administrator_publishes_the_nation_where_the_nation_was_asked(closed: Year, cast: Cast, nation) -> None:
    Collection.objects.update(group=nation)
    cast.client("sara").post(f"{PAGE}?for=riket", {"gor": "publicera"})
    assert YearPublication.objects.get().network is None
    assert Client().get(COMPARISON).context["page"].rows != []


def test_the_administrator_publishes_nothing_that_only_networks_have_collected(closed: Year, cast: Cast) -> None:
    client = cast.client("sara")
    told = text_of(client.get(f"{PAGE}?for=riket"))
    assert "FoU Nordväst har samlat in svaren" in told
    assert client.post(f"{PAGE}?for=riket", {"gor": "publicera"}).status_code == 422
    assert not YearPublication.objects.exists()
    assert Client().get(COMPARISON).context["page"].rows == []


def test_fou_is_told_that_a_year_waits(closed: Year, cast: Cast) -> None:
    def waits(name: str) -> list[str]:
        to_dos = cast.client(name).get("/").context["to_dos"]
        return [one.url for one in to_dos if one.title.startswith("Publicera")]

    assert waits("carin") == [f"{PAGE}?for=fou-nordvast"]
    assert waits("gun") == waits("sara") == waits("anna") == []


def test_the_board_leads_to_it(closed: Year, cast: Cast) -> None:
    board = cast.client("carin").get("/enkater/ekonomiskt-bistand/2017/").content.decode()
    assert f'href="{PAGE}?for=fou-nordvast"' in board


def test_the_administrator_is_shown_nothing_of_what_a_network_alone_has_collected(closed: Year, cast: Cast) -> None:
    page = cast.client("sara").get(PAGE)
    assert "Varje samverkansområde publicerar sina egna resultat." in text_of(page)
    assert "Vad blir synligt" not in text_of(page)
    assert "Ekerö" not in text_of(page)


def test_a_year_without_results_tells_of_no_bortfall(closed: Year, cast: Cast) -> None:
    Result.objects.all().delete()
    page = text_of(cast.client("carin").get(PAGE))
    assert "Det finns inga uträknade resultat att publicera." in page
    assert "redovisas som bortfall" not in page


def test_the_list_of_survey_years_leads_to_the_publishing(closed: Year, cast: Cast) -> None:
    assert f'href="{PAGE}"' in cast.client("carin").get("/enkater/").content.decode()


@pytest.mark.parametrize(("name", "whose"), [("sara", "riket"), ("carin", "fou-nordvast")])
def test_with_an_obstacle_only_who_sees_now_is_told(closed: Year, cast: Cast, now, name: str, whose: str) -> None:
    now.move_to("2017-03-21T12:00:00Z")
    page = text_of(cast.client(name).get(f"{PAGE}?for={whose}"))
    assert "är öppen till och med 2017-03-21" in page
    assert "Nu Varje kommuns kontaktpersoner och socialchef ser sin egen kommun." in page
    assert "Efter publiceringen" not in page
    assert "Alla, också den som inte är inloggad" not in page
    assert "Länet och riket" not in page
    assert "bortfall" not in page  # those asked may still answer


@pytest.mark.parametrize("day", ["2017-03-21T12:00:00Z", "2017-03-22T12:00:00Z"])
def test_exempeldata_needs_no_publishing(closed: Year, cast: Cast, now, day: str) -> None:
    for model in (Result, Collection, Response):
        model.objects.update(is_example=True)
    now.move_to(day)
    client = cast.client("carin")
    page = client.get(PAGE)
    assert "Det här är Exempeldata, som inte behöver publiceras." in text_of(page)
    for untrue in ("bortfall", "inte publicerat", "Vem ser resultaten?", "Publicera 2017", "Efter publiceringen"):
        assert untrue not in text_of(page)
    assert client.post(PAGE, {"gor": "publicera"}).status_code == 422
    assert not YearPublication.objects.exists()


def test_what_was_published_before_only_exempeldata_was_left_can_be_withdrawn(closed: Year, cast: Cast) -> None:
    client = cast.client("carin")
    client.post(PAGE, {"gor": "publicera"})
    Result.objects.update(is_example=True)
    page = client.get(PAGE)
    assert "som inte behöver publiceras" in text_of(page)
    assert "redovisas som bortfall" not in text_of(page)
    assert 'value="dra-tillbaka"' in page.content.decode()
