"""The Word template of a network: whose styles its documents are written in."""

from __future__ import annotations

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, run_all
from tests.workflow.documents.test_views import text_of
from workflow.documents.actions import rebuild
from workflow.models import DocumentTemplate, Report

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


@pytest.fixture
def carin(cast: WorkflowCast) -> Client:
    return cast.client("carin")


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
