"""The first report: what is said where there is none, what it can be about, and the page while it is built."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import run_all
from tests.workflow.documents.test_views import text_of
from workflow.models import Report

HTMX = {"HX-Request": "true"}


@pytest.fixture
def carin(cast: WorkflowCast) -> Client:
    return cast.client("carin")


def test_the_empty_list_says_what_to_do(cast: WorkflowCast, carin: Client) -> None:
    assert "välj ett enkätår med resultat" in text_of(carin.get("/rapporter/"))
    assert "FoU i ditt nätverk ger ut dem här" in text_of(cast.client("anna").get("/rapporter/"))
    assert "logga in" in text_of(Client().get("/rapporter/"))


def test_fou_makes_a_report_of_a_year_and_is_led_to_it(cast: WorkflowCast, carin: Client) -> None:
    page = carin.get("/rapporter/ny/")
    value = re.search(r'value="(resultat-\d+-fou-nordvast)"[^>]*>[^<]*2017', page.content.decode())[1]
    form = carin.get(f"/rapporter/ny/?om={value}")
    year = text_of(form)
    assert "Öppna jämförelser ekonomiskt bistånd 2017" in form.content.decode()
    assert re.search(r"Rapport \d{4}:1", year)
    made = carin.post("/rapporter/ny/", {"om": value, "titel": "Vår rapport", "forfattare": "Carin"})
    report = Report.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, f"/rapporter/{report.pk}/")
    assert (report.title, report.network, report.survey.year) == ("Vår rapport", cast.network, 2017)


def test_what_can_be_made_is_grouped_by_its_kind(carin: Client) -> None:
    page = carin.get("/rapporter/ny/").content.decode()
    groups = dict(re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', page, re.S))
    assert list(groups)[:2] == ["Rapport", "Faktablad"]
    assert re.search(r'value="resultat-[^"]*"[^>]*>Ekonomiskt bistånd 2017<', groups["Rapport"])


def test_a_year_of_another_network_cannot_be_chosen(cast: WorkflowCast, carin: Client) -> None:
    page = carin.post("/rapporter/ny/", {"om": "resultat-1-fou-soder", "titel": "x", "forfattare": "y"})
    assert not Report.objects.exists()
    assert page.status_code == 200


def test_the_page_shows_the_progress_until_it_is_built(begun: Report, carin: Client) -> None:
    address = f"/rapporter/{begun.pk}/"
    page = carin.get(address)
    assert "Väntar på att börja" in text_of(page)
    assert f'href="{address}">Uppdatera' in page.content.decode()
    fragment = carin.get(address, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert "Väntar på att börja" in fragment
    run_all(begun)
    assert carin.get(address, headers=HTMX).headers["HX-Refresh"] == "true"
    assert "Ändra texterna" in text_of(carin.get(address))
