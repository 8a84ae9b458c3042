"""FoU makes the report of 2017 in Chromium, writes a text of its own, issues it and takes it along; a head reads it."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page
from tests.journeys.stage import Stage
from tests.scenario import load_reference
from tests.workflow.conftest import WorkflowCast
from workflow.documents.build_actions import run_build
from workflow.models import Report, ReportBuild

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]
OWN = "Fler kommuner följer upp, men <b>ingen</b> har alla rutiner."


@pytest.fixture
def stage(live_server, chromium: Browser) -> Stage:
    load_reference()
    call_command("load_published", verbosity=0)
    cast = WorkflowCast()
    assert cast.carin.pk
    assert cast.david.pk
    stage = Stage(live_server.url, chromium, cast, None)  # type: ignore[arg-type]  # time is not moved
    yield stage
    for context, _page in stage.windows.values():
        context.close()


def the_worker_works() -> None:
    for job in ReportBuild.objects.filter(state=ReportBuild.State.WAITING):
        run_build(job.pk)


def narrow(stage: Stage, page: Page) -> None:
    """Nothing is wider than a phone."""
    page.set_viewport_size({"width": 360, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    stage.faults += [f"{page.url}: {over} px too wide"] if over > 1 else []
    page.set_viewport_size({"width": 1280, "height": 800})


def begin(stage: Stage) -> Page:
    """From the comparison to a draft that is built while the page looks on."""
    page = stage.go("carin", "/jamforelser/ekonomiskt-bistand/2017/?grupp=fou-nordvast")
    page.get_by_role("link", name="Gör rapport").click()
    page.get_by_label("Titel").fill("Öppna jämförelser 2017")
    stage.click(page, "Bygg utkastet")
    expect(page.locator("#forlopp")).to_contain_text("Väntar på att börja")
    stage.look(page, "/rapporter/N/ bygger")
    the_worker_works()
    expect(page.get_by_role("link", name="Ändra texterna")).to_be_visible()  # the page found it out by itself
    stage.look(page, "/rapporter/N/ utkast")
    narrow(stage, page)
    return page


def write(stage: Stage, page: Page) -> None:
    page.get_by_role("link", name="Ändra texterna").click()
    page.get_by_role("link", name="Ändra Sammanfattning").click()
    page.get_by_label("Texten").fill(OWN)
    stage.look(page, "/rapporter/N/texter/")
    narrow(stage, page)
    stage.click(page, "Spara")
    the_worker_works()
    page.reload()
    expect(page.get_by_role("region", name="Förhandsvisning")).to_contain_text(OWN)


def issue(stage: Stage, page: Page, report: Report) -> None:
    page.goto(f"{stage.portal}/rapporter/{report.pk}/")
    page.get_by_text("Ge ut rapporten").click()
    page.get_by_label("Nummer").fill("3")
    stage.click(page, "Ge ut")
    the_worker_works()
    expect(page.get_by_role("heading", name="Den utgivna rapporten")).to_be_visible()
    stage.look(page, "/rapporter/N/ utgiven")
    narrow(stage, page)


def taken_along(page: Page, link: str) -> bytes:
    with page.expect_download() as told:
        page.get_by_role("link", name=link).first.click()
    return Path(told.value.path()).read_bytes()


def test_a_report_from_the_comparison_to_the_head_who_reads_it(stage: Stage, chromium: Browser) -> None:
    page = begin(stage)
    report = Report.objects.get()
    write(stage, page)
    issue(stage, page, report)
    assert taken_along(page, "PDF").startswith(b"%PDF")
    word = docx.Document(io.BytesIO(taken_along(page, "Word")))
    assert OWN in [one.text for one in word.paragraphs]
    read = stage.go("david", "/rapporter/")
    expect(read.locator("main")).to_contain_text(":3")
    narrow(stage, read)
    read.get_by_role("link", name="Öppna jämförelser 2017").click()
    expect(read.locator("main")).to_contain_text(OWN)
    assert read.get_by_role("button", name="Återkalla").count() == 0
    assert stage.is_refused("david", f"/rapporter/{report.pk}/aterkalla/", skal="x")
    assert stage.faults == []


def test_a_report_is_made_without_script(stage: Stage, chromium: Browser) -> None:
    context, page = open_page(chromium, script=False)
    session = stage.cast.client("carin").cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": stage.portal}])
    page.goto(f"{stage.portal}/rapporter/ny/")
    wanted = page.get_by_label("Vad rapporten ska handla om")
    year = wanted.locator("optgroup[label=Rapport] option", has_text="Ekonomiskt bistånd 2017")
    wanted.select_option(year.get_attribute("value"))
    page.get_by_role("button", name="Gå vidare").click()
    page.get_by_role("button", name="Bygg utkastet").click()
    the_worker_works()
    page.get_by_role("link", name="Uppdatera").click()
    expect(page.get_by_role("link", name="Ändra texterna")).to_be_visible()
    context.close()
