"""The pages of reports, by whom they are for."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, issue_draft, run_all
from workflow.documents.actions import begin_edition, share, withdraw
from workflow.documents.queries import drafts_of, edition_under_way
from workflow.models import Report

HTMX = {"HX-Request": "true"}


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def carin(cast: WorkflowCast) -> Client:
    return cast.client("carin")


def test_the_empty_list_says_what_to_do(cast: WorkflowCast, carin: Client) -> None:
    assert "välj ett enkätår med resultat" in text_of(carin.get("/rapporter/"))
    assert "FoU i ditt nätverk ger ut dem här" in text_of(cast.client("anna").get("/rapporter/"))
    assert "logga in" in text_of(Client().get("/rapporter/"))


def test_fou_makes_a_report_of_a_year_and_is_led_to_it(cast: WorkflowCast, carin: Client) -> None:
    page = carin.get("/rapporter/ny/")
    value = re.search(r'value="(resultat-\d+-fou-nordvast)"[^>]*>Rapport: [^<]*2017', page.content.decode())[1]
    form = carin.get(f"/rapporter/ny/?om={value}")
    year = text_of(form)
    assert "Öppna jämförelser ekonomiskt bistånd 2017" in form.content.decode()
    assert re.search(r"Rapport \d{4}:1", year)
    made = carin.post("/rapporter/ny/", {"om": value, "titel": "Vår rapport", "forfattare": "Carin"})
    report = Report.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, f"/rapporter/{report.pk}/")
    assert (report.title, report.network, report.survey.year) == ("Vår rapport", cast.network, 2017)


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


def test_fou_edits_a_text_beside_the_preview(draft: Report, carin: Client) -> None:
    one = drafts_of(edition_under_way(draft))[0]
    address = f"/rapporter/{draft.pk}/texter/"
    page = carin.get(f"{address}?stycke={one.key}").content.decode()
    assert 'class="report-beside"' in page
    told = {"nyckel": one.key, "text": "Våra <i>egna</i> ord.", "seen": "", "basis": one.basis, "gor": "spara"}
    assert carin.post(address, told).status_code == 302
    run_all(draft)
    assert "Våra &lt;i&gt;egna&lt;/i&gt; ord." in carin.get(f"/rapporter/{draft.pk}/").content.decode()
    again = carin.post(address, told | {"text": "Andra ord."})
    assert again.status_code == 409
    assert "har en kollega sparat medan du skrev" in text_of(again)
    assert "Andra ord." in again.content.decode()
    carin.post(address, {"nyckel": one.key, "gor": "utraknat"})
    assert not draft.texts.exists()


def test_a_text_on_figures_that_have_changed_says_so_and_can_be_kept(draft: Report, carin: Client) -> None:
    one = drafts_of(edition_under_way(draft))[0]
    draft.texts.create(key=one.key, text="Gamla ord", basis="annan", by="x", at=draft.created_at)
    assert "Siffran har ändrats" in text_of(carin.get(f"/rapporter/{draft.pk}/"))
    assert "Siffran har ändrats" in text_of(carin.get(f"/rapporter/{draft.pk}/texter/"))
    carin.post(f"/rapporter/{draft.pk}/texter/", {"nyckel": one.key, "gor": "star-kvar"})
    assert "Siffran har ändrats" not in text_of(carin.get(f"/rapporter/{draft.pk}/texter/"))


def test_fou_issues_and_the_network_reads_and_downloads(draft: Report, cast: WorkflowCast, carin: Client) -> None:
    page = carin.get(f"/rapporter/{draft.pk}/").content.decode()
    seen = re.search(r'name="seen" value="(\w{64})"', page)[1]
    assert carin.post(f"/rapporter/{draft.pk}/ge-ut/", {"nummer": "7", "seen": seen}).status_code == 302
    run_all(draft)
    for name in ("anna", "david"):
        client = cast.client(name)
        read = client.get("/rapporter/")
        assert re.search(r"Rapport \d{4}:7 , utgåva 1", text_of(read))
        assert "Öppna jämförelser 2017" in text_of(client.get(f"/rapporter/{draft.pk}/"))
        assert "Återkalla" not in text_of(client.get(f"/rapporter/{draft.pk}/"))
        file = client.get(f"/rapporter/{draft.pk}/utgava/1/pdf/")
        assert file.content.startswith(b"%PDF")
        assert re.search(r'attachment; filename="rapport-\d{4}-7-utgava-1.pdf"', file.headers["Content-Disposition"])


@pytest.mark.parametrize("name", ["anna", "david", "eva", "gun", "hans", "sara", ""])
def test_a_draft_is_for_fou_of_the_network_alone(draft: Report, cast: WorkflowCast, name: str) -> None:
    client = cast.client(name) if name else Client()
    for rest in ("", "utgava/1/", "utgava/1/pdf/"):
        assert client.get(f"/rapporter/{draft.pk}/{rest}").status_code == 403
    assert draft.title not in text_of(client.get("/rapporter/"))


@pytest.mark.parametrize(("name", "status"), [("eva", 403), ("gun", 403), ("hans", 403), ("sara", 403), ("", 403)])
def test_an_issued_report_is_for_the_network_until_it_is_shown_to_all(
    issued: Report, cast: WorkflowCast, name: str, status: int
) -> None:
    client = cast.client(name) if name else Client()
    assert client.get(f"/rapporter/{issued.pk}/").status_code == status
    share(report=issued, is_public=True, **AS_FOU)
    assert client.get(f"/rapporter/{issued.pk}/").status_code == 200
    assert client.get(f"/rapporter/{issued.pk}/utgava/1/html/").status_code == 200
    assert issued.title in text_of(client.get("/rapporter/"))


def test_a_new_edition_under_way_is_not_seen_by_readers(issued: Report, cast: WorkflowCast) -> None:
    begin_edition(report=issued, because="Rättat", **AS_FOU)
    run_all(issued)
    anna = cast.client("anna")
    assert "utgåva 1" in text_of(anna.get(f"/rapporter/{issued.pk}/"))
    assert anna.get(f"/rapporter/{issued.pk}/utgava/2/pdf/").status_code == 403
    issue_draft(issued)
    assert "utgåva 2" in text_of(anna.get(f"/rapporter/{issued.pk}/"))
    assert "En senare utgåva gäller" in text_of(anna.get(f"/rapporter/{issued.pk}/utgava/1/"))


def test_a_withdrawn_report_says_why_and_its_readers_can_no_longer_read_it(issued: Report, cast: WorkflowCast) -> None:
    withdraw(report=issued, because="Fel tabell.", **AS_FOU)
    anna, carin = cast.client("anna"), cast.client("carin")
    assert "Fel tabell." in text_of(anna.get(f"/rapporter/{issued.pk}/"))
    assert 'class="document' not in anna.get(f"/rapporter/{issued.pk}/").content.decode()
    assert anna.get(f"/rapporter/{issued.pk}/utgava/1/pdf/").status_code == 403
    assert carin.get(f"/rapporter/{issued.pk}/utgava/1/pdf/").status_code == 200


def test_refused_forms_are_shown_again_with_what_was_typed(issued: Report, carin: Client) -> None:
    page = carin.post(f"/rapporter/{issued.pk}/aterkalla/", {"skal": " "})
    assert (page.status_code, "Skriv varför rapporten återkallas." in text_of(page)) == (422, True)
    page = carin.post(f"/rapporter/{issued.pk}/ny-utgava/", {"skal": ""})
    assert (page.status_code, "Skriv varför rapporten behöver en ny utgåva." in text_of(page)) == (422, True)


def test_the_list_asks_as_many_questions_whatever_there_is(
    issued: Report, carin: Client, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(7):
        carin.get("/rapporter/")
