"""A municipality answers in a real browser: from the invitation to the receipts, after the last day, and once more when
FoU has opened again; the same without JavaScript, and with the keyboard alone."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from municipalities.models import Mail
from surveys.answering.queries import values_of
from surveys.collecting.actions import open_collection
from surveys.counting import answers_of
from surveys.models import Answer, AnswerEvent, Response
from surveys.questionnaires.queries import get_survey, questionnaire_of
from surveys.questionnaires.questionnaire import asked
from tests.journeys.person import EMPTY, Person
from tests.scenario import Cast, load_reference

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

BEGINS = datetime(2017, 3, 15, 8, 0, tzinfo=UTC)
CLOSES = date(2017, 3, 21)
BASE = "/enkat/ekonomiskt-bistand/2017/0125/"
SECTIONS = [
    "tillganglighet",
    "samordning_och_samverkan",
    "kompetens_och_metoder",
    "systematisk_uppfoljning",
    "genomforandeplaner",
    "trygghet_och_sakerhet",
]
LAST = SECTIONS[-1]


@pytest.fixture
def portal(live_server, transactional_db, settings):
    """FoU Nordväst has opened the survey of 2017 to its municipalities; it is six days to the last one."""
    settings.SITE_URL = live_server.url
    with time_machine.travel(BEGINS, tick=True):
        load_reference()
        cast = Cast()
        for person in (cast.anna, cast.carin):
            person.set_password("exempel-oj-2017")
            person.save()
        opens = date(2017, 1, 24)
        survey = get_survey("ekonomiskt-bistand/2017")
        open_collection(survey=survey, group=cast.network, opens=opens, closes=CLOSES, by=cast.carin.email)
        yield live_server.url


@pytest.fixture
def person(chromium: Browser, portal: str):
    made: list[Person] = []

    def make(**how: object) -> Person:
        made.append(Person(chromium, portal, **how))  # type: ignore[arg-type]  # what the test names
        return made[-1]

    yield make
    for one in made:
        one.context.close()


def newest_mail(kind: str, to: str) -> str:
    return Mail.objects.filter(kind=kind, to=to).latest("id").body


def invited(carin: Person) -> str:
    """The address in the invitation that FoU sends."""
    carin.log_in("carin@test.example")
    carin.go("/enkater/ekonomiskt-bistand/2017/utskick/")
    carin.page.get_by_role("button", name="Skicka inbjudan").click()
    expect(carin.page.get_by_text("mejl är på väg")).to_be_visible()
    return re.search(r"https?://[^/]+(/\S+)", newest_mail("invitation", "anna@test.example"))[1]


def shared(anna: Person) -> str:
    """The personal link that a colleague gets to the last section."""
    page = anna.go(BASE)
    anna.look("start")
    page.select_option("select[name=avsnitt]", LAST)
    page.fill("input[name=namn]", "Gun Gren")
    page.fill("input[name=epost]", "gun@ekero.example")
    page.get_by_role("button", name="Skicka länk").click()
    expect(page.get_by_text("Länken är skickad till Gun Gren.")).to_be_visible()
    return re.search(r"http://\S+/enkat/del/\S+", newest_mail("assignment", "gun@ekero.example"))[0]


def what_is_stored() -> dict[str, str]:
    return values_of(answers_of(Response.objects.get()))


def test_from_invitation_to_reopening(person, portal: str) -> None:
    anna, gun, carin = person(), person(), person()
    address = invited(carin)
    anna.go(address)  # the log-in page comes first, and leads on
    log_in_here(anna)
    expect(anna.page.get_by_role("heading", level=1)).to_have_text("Ekonomiskt bistånd 2017")

    gun.go(shared(anna))
    gun.look("colleague's section")
    answer_side_by_side(anna, gun)
    meet_in_a_conflict(anna, gun)
    lose_the_net(anna)
    close_a_follow_up(anna)
    hand_in_and_change(anna)

    anna.go(f"{BASE}avsnitt/{SECTIONS[0]}/")
    with time_machine.travel(datetime(2017, 3, 22, 8, 0, tzinfo=UTC), tick=True):
        find_it_closed(anna)
        carin.go("/enkater/ekonomiskt-bistand/2017/oppna-igen/0125/")
        carin.page.fill("[name=until]", "2017-03-24")
        carin.page.fill("[name=because]", "Rättelse efter telefonsamtal")
        with carin.page.expect_navigation():
            carin.page.get_by_role("button", name="Öppna igen").click()
        answer_again(anna)
    assert [*anna.faults, *gun.faults] == []


def log_in_here(anna: Person) -> None:
    anna.page.fill("input[name=username]", "anna@test.example")
    anna.page.fill("input[name=password]", "exempel-oj-2017")
    with anna.page.expect_navigation():
        anna.page.click("main form button")


def answer_side_by_side(anna: Person, gun: Person) -> None:
    """All of 2017: Gun answers the last section while Anna answers the first ones."""
    for section in SECTIONS[:-1]:
        anna.go(f"{BASE}avsnitt/{section}/")
        anna.look("section")
        if section == SECTIONS[0]:
            for name in gun.page.evaluate(EMPTY)[:4]:
                gun.choose(name)
                anna.choose(anna.page.evaluate(EMPTY)[0])
        anna.answer_all()
    gun.answer_all()
    gun.page.get_by_role("button", name="Min del är klar").click()
    expect(gun.page.get_by_text("Kontaktpersonen ser att din del är klar")).to_be_visible()
    survey = get_survey("ekonomiskt-bistand/2017")
    is_asked = asked(questionnaire_of(survey), what_is_stored())
    unanswered = {item for item, one in is_asked.items() if one} - set(what_is_stored())
    assert unanswered <= {"E7.annan"}, unanswered
    people = set(AnswerEvent.objects.values_list("by", flat=True))
    assert people == {"anna@test.example", "gun@ekero.example"}


def meet_in_a_conflict(anna: Person, gun: Person) -> None:
    anna.go(f"{BASE}avsnitt/{LAST}/")
    gun.go(f"{BASE}avsnitt/{LAST}/")
    gun.choose("svar-E11", "nej")
    gun.wait_saved()
    anna.choose("svar-E11", "ja_men_inte_med_alla_handlaggare")
    conflict = anna.page.locator("#q-E11 .conflict")
    expect(conflict).to_contain_text("gun@ekero.example")
    expect(anna.page.locator("#sparat")).to_contain_text("Inte sparat")
    anna.look("conflict")
    anna.page.get_by_role("button", name="Ta deras").click()
    expect(conflict).to_have_count(0)
    expect(anna.page.locator('[name="svar-E11"][value="nej"]')).to_be_checked()
    assert what_is_stored()["E11"] == "nej"


def lose_the_net(anna: Person) -> None:
    """What is typed without a net is saved when it comes back."""
    anna.context.set_offline(True)
    anna.page.fill("#q-E11-kommentar", "Skriven på tåget")
    expect(anna.page.locator("#sparat")).to_contain_text("Inte sparat: ingen kontakt med servern")
    anna.context.set_offline(False)
    anna.wait_saved()
    assert Answer.objects.get(item="E11").comment == "Skriven på tåget"


def close_a_follow_up(anna: Person) -> None:
    """A follow-up of a routine that is then said not to exist: closed, kept, and in nobody's way when handing in."""
    anna.go(f"{BASE}avsnitt/{SECTIONS[1]}/")
    anna.choose("svar-G2.lss", "nej")
    anna.wait_saved()
    expect(anna.page.locator("#q-G2a")).to_contain_text("finns kvar men läses inte")
    anna.page.get_by_role("link", name="Översikt och inlämning").click()
    expect(anna.page.locator("#resultat")).to_contain_text("Socialjour")  # the results, fetched from above
    expect(anna.page.get_by_role("button", name="Låt svaret stå")).to_have_count(0)
    anna.look("overview")


def hand_in_and_change(anna: Person) -> None:
    first = anna.hand_in()
    anna.look("receipt")
    link = anna.page.get_by_role("link", name="Hämta PDF").get_attribute("href")
    pdf = anna.context.request.get(f"{anna.portal}{link}").body()
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == first.sha256
    assert first.sha256 in newest_mail("receipt", "anna@test.example")
    anna.go(f"{BASE}avsnitt/{SECTIONS[0]}/")
    expect(anna.page.get_by_text("Enkäten är inlämnad, och det är kvitto 1 som räknas.")).to_be_visible()
    anna.choose("svar-E4", "nej")
    anna.wait_saved()
    anna.go(f"{BASE}oversikt/")
    expect(anna.page.locator("#andrat")).to_contain_text("Ändrat efter kvitto 1, inte inlämnat")
    anna.look("changed after the receipt")
    assert (anna.hand_in().number, Response.objects.get().state) == (2, "handed_in")


def find_it_closed(anna: Person) -> None:
    """The page was open when the last day passed: what is written is refused, and it is said why."""
    anna.choose("svar-E4", "ja")
    expect(anna.page.locator("#sparat")).to_contain_text("Enkäten är stängd")
    assert what_is_stored()["E4"] == "nej"
    anna.go(f"{BASE}avsnitt/{SECTIONS[0]}/")
    expect(anna.page.get_by_text("svaren går inte att ändra")).to_be_visible()
    expect(anna.page.locator('[name="svar-E4"]').first).to_be_disabled()
    anna.look("closed section")


def answer_again(anna: Person) -> None:
    anna.go(f"{BASE}avsnitt/{SECTIONS[0]}/")
    anna.choose("svar-E4", "ja")
    anna.wait_saved()
    anna.go(f"{BASE}oversikt/")
    assert anna.hand_in().number == 3
    anna.go(f"{BASE}historik/E4/")
    anna.look("history")
    expect(anna.page.locator("tbody tr")).to_have_count(3)
    anna.go("/enkat/")
    anna.look("list")


def test_everything_without_javascript(person) -> None:
    anna = person(script=False, width=360)
    anna.log_in("anna@test.example")
    anna.page.get_by_role("link", name="Börja svara").click()
    anna.page.get_by_role("link", name="Tillgänglighet").click()
    anna.page.wait_for_url(f"**/avsnitt/{SECTIONS[0]}/")
    for number, section in enumerate(SECTIONS):
        while f"/avsnitt/{section}/" in anna.page.url:
            anna.answer_all(saves=False)
            onward = "Nästa" if number + 1 < len(SECTIONS) else "Till översikten"
            with anna.page.expect_navigation():
                anna.page.get_by_role("button", name=onward).click()
    expect(anna.page.get_by_text("Alla frågor är besvarade.")).to_be_visible()
    anna.page.get_by_role("link", name="Visa indikatorerna och varför").click()
    expect(anna.page.get_by_role("heading", level=1)).to_have_text("Resultat som svaren skulle ge")
    anna.go(f"{BASE}oversikt/")
    receipt = anna.hand_in()
    assert {"G1b", "G1c.annan", "G2a.lss"} <= {item for item, value, _comment in receipt.answers if value}


class Keyboard:
    """Somebody who uses no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, selector: str) -> None:
        for _ in range(150):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"no way to {selector} with the tab key")

    def press(self, selector: str) -> None:
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_a_section_and_handing_in_with_the_keyboard(person) -> None:
    anna = person()
    keys = Keyboard(anna.go("/logga-in/"))
    keys.tab_to("[name=username]")
    anna.page.keyboard.type("anna@test.example")
    keys.tab_to("[name=password]")
    anna.page.keyboard.type("exempel-oj-2017")
    anna.page.keyboard.press("Enter")
    anna.page.wait_for_url(anna.portal + "/")
    keys.press(f'main a[href="{BASE}"]')
    keys.press('a[href$="avsnitt/tillganglighet/"]')
    expect(anna.page.get_by_role("heading", level=2).first).to_have_text("Tillgänglighet")
    while names := anna.page.evaluate(EMPTY):
        name = names[0]
        keys.tab_to(f'[name="{name}"]')
        if name == "svar-G1b":
            anna.page.keyboard.type("kl 17–22")
        else:
            anna.page.keyboard.press("Space")
            if name == "svar-G1":
                anna.page.keyboard.press("ArrowDown")
        anna.wait_saved()
        assert anna.page.evaluate("document.activeElement.name") == name  # the place is not lost
    keys.press("button[name=gor][value=samordning_och_samverkan]")
    keys.press('a[href$="/oversikt/"]')
    keys.press("form[action$='/lamna-in/'] button")
    expect(anna.page.get_by_role("heading", level=1)).to_have_text("Kvitto 1")
    assert {"G1b", "G1c.annan"} <= set(what_is_stored())
