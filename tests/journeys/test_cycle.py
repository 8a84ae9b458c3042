"""A whole cycle by five people in Chromium, from agenda to closed follow-up, with time moved forward.

Anna is contact in Ekerö, Bo her colleague in Solna, Carin works at FoU, Frida and David are heads of social services in
Ekerö and Solna. The figures are the published ones of 2015 and 2017. Greta, of another network, is turned away.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from municipalities.models import Event
from surveys.models import Answer, Interpretation, Response
from surveys.questionnaires.queries import get_survey
from tests.journeys.stage import Stage
from tests.scenario import load_reference
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, municipality
from workflow.models import ActionPlan, Cycle, DevelopmentArea, FollowUp, Meeting, Step
from workflow.tasks import follow_ups

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

BEGUN = datetime(2015, 4, 7, 8, 0, tzinfo=UTC)
AREAS = {
    "Juridiskt stöd": ["juridiskt_stod", "rattsfall"],
    "Skyddade uppgifter": ["skyddade_personuppgifter"],
    "Vården": ["extern_primarvarden"],
}
ALL_FIVE = ("anna", "bo", "carin", "david", "frida")


@pytest.fixture
def stage(live_server, chromium: Browser) -> Stage:
    load_reference()
    call_command("load_published", verbosity=0)
    cast = WorkflowCast()
    for person in ALL_FIVE:
        assert getattr(cast, person).pk
    with time_machine.travel(BEGUN, tick=True) as clock:
        yield Stage(live_server.url, chromium, cast, clock)


def mailed_to(stage: Stage, *people: str) -> bool:
    return set(stage.mails()) == {getattr(stage.cast, one).email for one in people}


def fill(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"main [name={name}]").first.fill(text)


def finish(stage: Stage, cycle: Cycle, code: str) -> None:
    page = stage.go("carin", f"/omgang/{cycle.pk}/steg/{code}/")
    stage.click(page, "Markera som klart")


def plan_meeting(stage: Stage, cycle: Cycle, kind: str, day: str) -> Meeting:
    page = stage.go("carin", f"/omgang/{cycle.pk}/mote/{kind}/andra/")
    fill(page, day=day, starts="09:00", ends="12:00", place="FoU Nordväst")
    stage.click(page, "Spara")
    stage.click(page, "Skicka kallelsen")
    return Meeting.objects.get(cycle=cycle, kind=kind)


def hold_meeting(stage: Stage, meeting: Meeting) -> None:
    page = stage.go("carin", f"/omgang/{meeting.cycle_id}/mote/{meeting.kind}/")
    for box in page.locator("input[name=present]").all():
        box.check()
    stage.click(page, "Mötet är hållet")


def test_a_whole_cycle(stage: Stage) -> None:
    answer_differently()
    cycle = open_and_invite(stage)
    meeting = hold_quality_meeting(stage, cycle)
    approve_protocol(stage, cycle, meeting)
    choose_areas(stage, cycle)
    do_homework(stage, cycle)
    analyse_and_propose(stage, cycle)
    decide(stage, cycle)
    write_and_adopt_plans(stage, cycle)
    report_after_two_years(stage, cycle)
    judge_and_close(stage, cycle)
    read_what_came_of_it(stage, cycle)
    assert stage.faults == []


def answer_differently() -> None:
    """Ekerö and Solna have begun the survey and read question 1 each in its way."""
    for code, value in ((EKERO, "ja"), (SOLNA, "nej")):
        response = Response.objects.create(
            survey=get_survey("ekonomiskt-bistand/2015"), municipality=municipality(code)
        )
        Answer.objects.create(response=response, item="Q1.vuxenvard", value=value)


def open_and_invite(stage: Stage) -> Cycle:
    page = stage.go("carin", "/omgang/ny/")
    page.select_option("#id_start", label="Ekonomiskt bistånd 2015")
    stage.click(page, "Öppna omgången")
    cycle = Cycle.objects.get()
    finish(stage, cycle, Step.Code.PREPARE)
    meeting = plan_meeting(stage, cycle, Meeting.Kind.QUALITY, "2015-04-24")
    page = stage.go("carin", f"/omgang/{cycle.pk}/mote/quality/")
    assert "Q1" in page.locator(".agenda").inner_text()
    page.get_by_text("Lägg till en fråga").click()
    page.select_option("#id_question", "Q17")
    page.fill("#id_why", "Kommunerna är organiserade olika.")
    stage.click(page, "Lägg till frågan")
    told = stage.mails()
    assert {stage.cast.anna.email, stage.cast.bo.email} <= set(told)
    assert [name for name, _content, _kind in told[stage.cast.anna.email].attachments] != []
    assert stage.is_refused("greta", f"/omgang/{cycle.pk}/")
    assert stage.is_refused("anna", f"/omgang/{cycle.pk}/mote/{meeting.kind}/kallelse/", gor="kalla")
    return cycle


def hold_quality_meeting(stage: Stage, cycle: Cycle) -> Meeting:
    stage.move_to("2015-04-24", 13)
    meeting = Meeting.objects.get(cycle=cycle)
    page = stage.go("carin", f"/mote/{meeting.pk}/fraga/Q1/")
    page.fill("#id_text", "Det räcker att rutinen finns.")
    stage.click(page, "Spara")
    page = stage.go("carin", f"/mote/{meeting.pk}/fraga/Q17/")
    page.fill("#id_text", "Räkna till den dag då en tid erbjöds.")
    page.check("#id_consider_in_analysis")
    page.fill("#id_consider_because", "Organisationen skiljer sig.")
    stage.click(page, "Spara")
    assert "Det räcker att rutinen finns." in stage.go("anna", f"/mote/{meeting.pk}/fraga/Q1/").content()
    assert stage.is_refused("bo", f"/mote/{meeting.pk}/fraga/Q1/", text="Något annat", seen_version=1)
    hold_meeting(stage, meeting)
    return meeting


def approve_protocol(stage: Stage, cycle: Cycle, meeting: Meeting) -> None:
    there = f"/mote/{meeting.pk}/protokoll/"
    page = stage.go("carin", there)
    page.fill("#id_until", "2015-04-26")
    stage.click(page, "Skicka till deltagarna")
    assert stage.cast.bo.email in stage.mails()
    page = stage.go("bo", there)
    fill(page, text="Bra, men säg vad som gäller vid sjukdom.")
    stage.click(page, "Skicka synpunkten")
    assert stage.is_refused("bo", f"{there}godkann/", ja="1")
    stage.move_to("2015-04-27")
    stage.click(stage.go("carin", there), "Godkänn protokollet")
    assert stage.cast.anna.email in stage.mails()
    marked = Interpretation.objects.filter(consider_in_analysis=True).values_list("question", flat=True)
    assert (Interpretation.objects.count(), list(marked)) == (2, ["Q17"])
    finish(stage, cycle, Step.Code.ANSWERING)


def choose_areas(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2015-09-24")
    finish(stage, cycle, Step.Code.RESULTS)
    for title, codes in AREAS.items():
        page = stage.go("carin", f"/omgang/{cycle.pk}/omraden/")
        page.get_by_text("Ta upp något annat").click()
        page.fill("#eget-namn", title)
        for code in codes:
            page.check(f"input[type=checkbox][value={code}]")
        with page.expect_navigation():
            page.locator("details[open]").get_by_role("button", name="Ta upp på mötet").click()
        page.locator("textarea[name=behov]").first.fill(f"Behovet av {title.lower()} är stort.")
        stage.click(page, "Välj området")
    for person in ("bo", "david"):
        stage.click(stage.go(person, f"/omgang/{cycle.pk}/omraden/"), "För Juridiskt stöd")
    page = stage.go("carin", f"/omgang/{cycle.pk}/omraden/")
    assert "2 för, 0 mot" in page.locator("#valda").inner_text()
    page.fill("#senast", "2015-10-14")
    stage.click(page, "Skicka ut hemuppgifterna")
    assert mailed_to(stage, "anna", "bo")
    assert stage.is_refused("anna", f"/omgang/{cycle.pk}/omraden/ta-upp/", namn="Mer", indikator="vrakning")


def do_homework(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2015-10-12")
    for person, code in (("anna", EKERO), ("bo", SOLNA)):
        for area in cycle.development_areas.all():
            page = stage.go(person, f"/omgang/{cycle.pk}/omraden/{area.pk}/hemuppgift/{code}/")
            page.fill("#known", "Handläggarna frågar varandra.")
            stage.click(page, "Lämna in")
    area = cycle.development_areas.first()
    assert stage.is_refused("bo", f"/omgang/{cycle.pk}/omraden/{area.pk}/hemuppgift/{EKERO}/", known="Annat")
    finish(stage, cycle, Step.Code.HOMEWORK)


def analyse_and_propose(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2015-10-22")
    for area in cycle.development_areas.all():
        page = stage.go("carin", f"/omgang/{cycle.pk}/omraden/{area.pk}/")
        page.fill("#a-proposal", "Varje kommun skriver en rutin.")
        page.fill("#a-motivation", "Länet ligger före.")
        stage.click(page, "Spara analysen")
    page = stage.go("carin", f"/omgang/{cycle.pk}/beslut/")
    stage.click(page, "Börja skriva förslaget")
    assert "Analysmöte 2 är inte antecknat som hållet." in page.content()
    finish(stage, cycle, Step.Code.MEETING_2)
    page = stage.go("carin", f"/omgang/{cycle.pk}/beslut/")
    page.fill("#forslag", "Att arbeta med tre områden i två år.")
    page.fill("#uppfoljning", "2017-11-20")
    assert "18 hemuppgifter är inte inlämnade" in page.content()
    page.fill("#utan_hemuppgift", "De sex svaren säger detsamma.")
    assert stage.is_refused("bo", f"/omgang/{cycle.pk}/beslut/skriv/", gor="foresla")
    stage.click(page, "Lägg fram förslaget")
    assert mailed_to(stage, "david", "frida")


def decide(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2015-11-20")
    page = stage.go("david", f"/omgang/{cycle.pk}/beslut/")
    page.check("input[value=approve]")
    stage.click(page, "Lämna ställningstagande")
    page = stage.go("frida", f"/omgang/{cycle.pk}/beslut/")
    page.check("input[value=comment]")
    fill(page, kommentar="Vi behöver stöd av FoU.")
    stage.click(page, "Lämna ställningstagande")
    assert stage.is_refused("anna", f"/omgang/{cycle.pk}/beslut/stallning/", kommun=EKERO, stallning="approve")
    assert stage.is_refused("david", f"/omgang/{cycle.pk}/beslut/avgor/", gor="besluta", motivering="Ja")
    page = stage.go("carin", f"/omgang/{cycle.pk}/beslut/")
    page.fill("#motivering", "Resultaten visar behovet.")
    stage.click(page, "Anteckna beslutet")
    assert mailed_to(stage, "anna", "bo", "david", "frida")
    assert set(cycle.development_areas.values_list("state", flat=True)) == {DevelopmentArea.State.DECIDED}


def write_and_adopt_plans(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2016-02-15")
    area = cycle.development_areas.get(title="Juridiskt stöd")
    for contact, chief, code in (("anna", "frida", EKERO), ("bo", "david", SOLNA)):
        page = stage.go(contact, f"/omgang/{cycle.pk}/planer/")
        stage.click(page, f"Skriv planen {municipality(code).name}, {area.title}")
        plan = ActionPlan.objects.get(area=area, municipality__code=code)
        page.fill("#vad", "Handläggarna ska ha en jurist att fråga.")
        page.locator("select[name=mal-0-indikator]").first.select_option("rattsfall")
        fill(page, **{"mal-0-start": "Nej", "mal-0-varde": "Ja"})
        fill(page, **{"akt-0-vad": "Avtala med juristen", "akt-0-vem": "Enhetschefen", "akt-0-nar": "2016-06-01"})
        fill(page, nas="2017-09-01", uppfoljning="2017-11-20")
        stage.click(page, "Spara")
        colleague = {"anna": "bo", "bo": "anna"}[contact]
        assert stage.is_refused(colleague, f"/plan/{plan.pk}/", gor="spara", vad="Nej")
        stage.click(stage.go(chief, f"/plan/{plan.pk}/"), "Spara och anta planen")
        plan.refresh_from_db()
        assert plan.state == ActionPlan.State.ADOPTED
    finish(stage, cycle, Step.Code.PLANS)


def report_after_two_years(stage: Stage, cycle: Cycle) -> None:
    stage.move_to("2017-11-20", 7)
    follow_ups()
    assert mailed_to(stage, "anna", "bo")
    page = stage.go("anna", "/")
    with page.expect_navigation():
        page.get_by_role("link", name="Skriv rapporten").first.click()
    stage.look(page, "/omgang/N/uppfoljning/plan/N/")
    page.fill("#id_done", "Juristen har fast tid varje vecka.")
    stage.click(page, "Spara utkast")
    plan = ActionPlan.objects.get(area__cycle=cycle, municipality__code=EKERO)
    there = f"/omgang/{cycle.pk}/uppfoljning/plan/{plan.pk}/"
    assert all(stage.is_refused(one, there, done="Nej", gor="spara") for one in ("bo", "frida", "david"))
    stage.click(stage.go("anna", there), "Lämna till FoU")
    stage.move_to("2017-12-29")  # the last working day before the reports are due
    follow_ups()
    assert mailed_to(stage, "bo")
    page = stage.go("bo", "/")
    page.get_by_role("link", name="Skriv rapporten").first.click()
    page.fill("#id_done", "Vi har skrivit ned hur juristen nås.")
    stage.click(page, "Lämna till FoU")
    assert cycle.steps.get(code=Step.Code.REPORTS).state == Step.State.DONE


def judge_and_close(stage: Stage, cycle: Cycle) -> None:
    meeting = plan_meeting(stage, cycle, Meeting.Kind.FOLLOW_UP, "2018-01-15")
    assert {stage.cast.david.email, stage.cast.anna.email} <= set(stage.mails())
    stage.move_to("2018-01-15", 13)
    hold_meeting(stage, meeting)
    here = f"/omgang/{cycle.pk}/uppfoljning/"
    page = stage.go("carin", here)
    assert "Efter 2017" in page.content()
    for area, outcome in zip(cycle.development_areas.all(), ("reached", "partly", "not_reached"), strict=True):
        assert stage.is_refused("david", f"{here}omrade/{area.pk}/", outcome="reached", motivation="Ja")
        page = stage.go("carin", f"{here}omrade/{area.pk}/")
        page.check(f"input[value={outcome}]")
        page.fill("#id_motivation", "Siffrorna och rapporterna säger det.")
        stage.click(page, "Spara bedömningen")
    assert all(stage.is_refused(one, f"{here}avsluta/", gor="faststall", summary="Klart") for one in ("anna", "frida"))
    page = stage.go("carin", f"{here}avsluta/")
    page.fill("#id_summary", "Det som kommunerna rådde över gick bäst.")
    stage.click(page, "Fastställ slutdokumentet")
    assert mailed_to(stage, *ALL_FIVE)
    assert Cycle.objects.get().state == Cycle.State.CLOSED


def read_what_came_of_it(stage: Stage, cycle: Cycle) -> None:
    told = stage.go("frida", f"/omgang/{cycle.pk}/uppfoljning/slutdokument/").content()
    for text in ("8 av 8 · 100", "Juristen har fast tid varje vecka.", FollowUp.objects.get().sha256):
        assert text in told
    assert "åt rätt håll" in stage.go("david", "/omgang/oversikt/fou-nordvast/").content()
    assert stage.is_refused("greta", "/omgang/oversikt/fou-nordvast/")
    assert stage.go("anna", "/").get_by_role("link", name="Skriv rapporten").count() == 0
    steps = set(Event.objects.filter(subject=cycle.subject).values_list("action", flat=True))
    assert {
        "cycle.open",
        "areas.chosen",
        "decision.decide",
        "follow_up.open",
        "follow_up.close",
        "cycle.close",
    } <= steps
