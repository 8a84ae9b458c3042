"""The pages of reports, by whom they are for."""

from __future__ import annotations

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, issue_draft, run_all
from workflow.documents.actions import begin_edition, rebuild, share, withdraw
from workflow.documents.queries import drafts_of, edition_under_way
from workflow.models import DocumentTemplate, Report


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def carin(cast: WorkflowCast) -> Client:
    return cast.client("carin")


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


def test_whoever_could_read_a_report_shown_to_all_is_told_why_it_is_withdrawn(issued: Report) -> None:
    share(report=issued, is_public=True, **AS_FOU)
    withdraw(report=issued, because="Fel tabell.", **AS_FOU)
    stranger = Client()
    assert "Fel tabell." in text_of(stranger.get(f"/rapporter/{issued.pk}/"))
    assert "Fel tabell." in text_of(stranger.get("/rapporter/"))
    assert stranger.get(f"/rapporter/{issued.pk}/utgava/1/pdf/").status_code == 403


def test_readers_of_a_withdrawn_report_have_no_links_that_are_refused(issued: Report, cast: WorkflowCast) -> None:
    withdraw(report=issued, because="Fel tabell.", **AS_FOU)
    address = f"/rapporter/{issued.pk}/utgava/1/"
    assert address not in cast.client("anna").get(f"/rapporter/{issued.pk}/").content.decode()
    assert address in cast.client("carin").get(f"/rapporter/{issued.pk}/").content.decode()


def test_an_edition_of_a_withdrawn_report_says_so(issued: Report, carin: Client) -> None:
    withdraw(report=issued, because="Fel tabell.", **AS_FOU)
    assert "Fel tabell." in text_of(carin.get(f"/rapporter/{issued.pk}/utgava/1/"))


def test_keepers_see_by_name_who_began_and_issued_and_readers_do_not(
    issued: Report, cast: WorkflowCast, carin: Client
) -> None:
    anna, pages = cast.client("anna"), ["", f"{issued.pk}/", f"{issued.pk}/utgava/1/"]
    for page in pages:
        kept, read = text_of(carin.get(f"/rapporter/{page}")), text_of(anna.get(f"/rapporter/{page}"))
        assert "av Carin Exempel" in kept
        assert "av Carin Exempel" not in read
        assert AS_FOU["by"] not in kept + read


def test_a_draft_is_listed_with_the_name_of_who_began_it(draft: Report, carin: Client) -> None:
    assert "av Carin Exempel" in text_of(carin.get("/rapporter/"))


def test_who_is_no_longer_there_is_told_by_address(draft: Report, cast: WorkflowCast, carin: Client) -> None:
    Report.objects.update(created_by="gone@test.example")
    assert "av gone@test.example" in text_of(carin.get("/rapporter/"))


def test_a_document_is_called_by_the_word_of_its_kind(draft: Report, cast: WorkflowCast, carin: Client) -> None:
    Report.objects.update(kind="faktablad")
    draft.refresh_from_db()
    address = f"/rapporter/{draft.pk}/"
    assert "Ge ut faktabladet" in text_of(carin.get(address))
    issue_draft(draft)
    page = text_of(carin.get(address))
    assert "Det utgivna faktabladet" in page
    assert "Varför återkallas faktabladet?" in page
    assert "Skriv varför faktabladet återkallas." in text_of(carin.post(f"{address}aterkalla/", {"skal": ""}))
    carin.post(f"{address}aterkalla/", {"skal": "Fel tabell."})
    assert "Faktabladet är återkallat" in text_of(cast.client("anna").get(address))
    assert re.search(r"Faktablad \d{4}:1, återkallat", text_of(carin.get("/rapporter/")))


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


ADDRESS = "/rapporter/mall/fou-nordvast/"


def word_file(footer: str) -> bytes:
    """With the footer, and styles as Word's own."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = footer
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def send(client: Client, content: bytes):  # type: ignore[no-untyped-def]  # the answer
    return client.post(ADDRESS, {"mall": SimpleUploadedFile("var mall.docx", content)})


def test_a_report_is_written_on_the_template_that_was_sent_in(carin: Client, draft: Report) -> None:
    template = word_file("FoU Nordvästs sidfot")
    assert send(carin, template).status_code == 302
    rebuild(report=draft, **AS_FOU)
    run_all(draft)
    written = carin.get(f"/rapporter/{draft.pk}/utgava/1/docx/").content
    footers = [one.footer.paragraphs[0].text for one in docx.Document(io.BytesIO(written)).sections]
    assert footers[0] == "FoU Nordvästs sidfot"
    assert "var mall.docx" in text_of(carin.get(ADDRESS))
    assert carin.get(f"{ADDRESS}fil/").content == template


def test_the_page_says_which_of_the_templates_styles_are_used(carin: Client) -> None:
    send(carin, word_file("x"))
    assert re.search(r"Rubrik 1 Heading 1", text_of(carin.get(ADDRESS)), re.I)


def test_what_is_no_template_is_refused_with_what_is_wrong(carin: Client) -> None:
    page = send(carin, b"inte Word")
    assert (page.status_code, "Mallen går inte att använda." in text_of(page)) == (422, True)
    assert not DocumentTemplate.objects.exists()


def test_a_template_is_taken_away(carin: Client) -> None:
    send(carin, word_file("x"))
    carin.post(ADDRESS, {"gor": "ta-bort"})
    assert not DocumentTemplate.objects.exists()
    assert carin.get(f"{ADDRESS}fil/").status_code == 404


def test_another_networks_template_is_not_ones_own(cast: WorkflowCast) -> None:
    for name in ("gun", "anna", "sara"):
        assert send(cast.client(name), word_file("x")).status_code == 403
