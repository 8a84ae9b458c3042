"""Meeting mode in a real browser: what others save shows by itself, what one is writing is left alone, keys turn the
page."""

from __future__ import annotations

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page

from municipalities.models import User
from tests.browser import open_page
from tests.scenario import load_reference
from tests.workflow.conftest import WorkflowCast, give_answers, write_point
from workflow.models import Meeting, ProtocolPoint

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reference(transactional_db: None) -> None:
    load_reference()


def page_of(browser: Browser, user: User, url: str, script: bool = True) -> Page:
    """A browser of its own where the person is logged in already."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context, page = open_page(browser, script=script)
    context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": url}])
    return page


@pytest.fixture
def carins_page(live_server, chromium: Browser, cast: WorkflowCast, quality_meeting: Meeting) -> Page:
    survey = quality_meeting.cycle.survey
    give_answers(survey, "0125", E1="inom_3_dagar", G1="ja")
    give_answers(survey, "0184", E1="inom_4_7_dagar", G1="nej")
    from workflow.meetings.actions import propose_agenda

    propose_agenda(meeting=quality_meeting, by="carin@test.example", roles={"fou"})
    page = page_of(chromium, cast.carin, live_server.url)
    page.goto(f"{live_server.url}/mote/{quality_meeting.pk}/fraga/E1/")
    yield page
    page.context.close()


def test_what_a_colleague_saves_shows_by_itself(carins_page: Page, quality_meeting: Meeting) -> None:
    write_point(quality_meeting.protocol, "E1", "Från kollegan")
    carins_page.wait_for_selector("#panel >> text=Från kollegan", timeout=8000)
    assert carins_page.input_value("#id_text") == "Från kollegan"
    carins_page.fill("#id_text", "Från kollegan, med tillägg")
    carins_page.keyboard.press("Control+Enter")
    carins_page.wait_for_selector("#panel >> text=med tillägg")
    assert ProtocolPoint.objects.get().version == 2


def test_what_one_is_writing_is_left_alone_and_nothing_is_lost(carins_page: Page, quality_meeting: Meeting) -> None:
    carins_page.fill("#id_text", "Min halva mening")
    write_point(quality_meeting.protocol, "E1", "Kollegans text")
    carins_page.wait_for_selector("[data-others]", state="visible", timeout=8000)
    assert carins_page.input_value("#id_text") == "Min halva mening"
    carins_page.click("button:text-is('Spara')")
    carins_page.wait_for_selector("h1:has-text('Två har skrivit')")
    assert carins_page.input_value("#id_text") == "Kollegans text\n\nMin halva mening"
    carins_page.click("text=Spara den gemensamma texten")
    carins_page.wait_for_selector("#panel >> text=Min halva mening")


def test_keys_turn_the_page_and_save_what_is_written(carins_page: Page, quality_meeting: Meeting) -> None:
    carins_page.keyboard.press("ArrowRight")
    carins_page.wait_for_url("**/fraga/G1/")
    carins_page.keyboard.press("k")
    carins_page.wait_for_url("**/fraga/E1/")
    carins_page.keyboard.press("s")
    carins_page.keyboard.type("jk skrivs i fältet")
    carins_page.keyboard.press("Escape")
    carins_page.keyboard.press("j")
    carins_page.wait_for_url("**/fraga/G1/")
    assert ProtocolPoint.objects.get().text == "jk skrivs i fältet"


def test_without_script_the_same_is_done_by_links(
    live_server,
    chromium: Browser,
    cast: WorkflowCast,
    quality_meeting: Meeting,
) -> None:
    page = page_of(chromium, cast.carin, live_server.url, script=False)
    page.goto(f"{live_server.url}/mote/{quality_meeting.pk}/fraga/E1/")
    page.fill("#id_text", "Utan skript")
    with page.expect_navigation():
        page.click("button:text-is('Spara')")
    assert "Utan skript" in page.inner_text("#panel")
    page.context.close()
