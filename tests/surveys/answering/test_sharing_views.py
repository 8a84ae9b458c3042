"""A part of the survey handed to a colleague, who needs no account; and the survey as an Excel form."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from municipalities.models import Mail
from surveys.counting import answers_of
from surveys.models import AnswerEvent, SectionAssignment
from tests.surveys.answering.pages import BASE, FIRST, SECOND, save, section_url, text_of
from tests.worlds.answering import CLOSES, NOW, answer

pytestmark = pytest.mark.usefixtures("now")
GUN = {"avsnitt": FIRST, "namn": "Gun Gren", "epost": "gun@ekero.example"}


@pytest.fixture
def anna(cast, response):
    return cast.client("anna")


def link_in_mail() -> str:
    """The path of the newest personal link."""
    body = Mail.objects.filter(kind="assignment").latest("id").body
    return re.search(r"https?://[^/]+(/enkat/del/\S+/)", body)[1]


@pytest.fixture
def gun(anna):
    """Gun has got the first section and opened her link."""
    anna.post(f"{BASE}dela/", GUN)
    client = Client()
    client.get(link_in_mail())
    return client


def test_a_colleague_is_mailed_a_link_and_named_at_the_part(anna):
    page = text_of(anna.post(f"{BASE}dela/", GUN, follow=True))
    assert "Länken är skickad till Gun Gren." in page
    assert Mail.objects.get().to == "gun@ekero.example"
    assert '<span class="meta">Gun Gren</span>' in page


def test_the_link_opens_the_own_part_without_an_account(anna):
    anna.post(f"{BASE}dela/", GUN)
    page = text_of(Client().get(link_in_mail(), follow=True))
    assert "Min del är klar" in page
    assert "Tillgänglighet" in page
    assert section_url(SECOND) not in page
    assert f"{BASE}oversikt/" not in page


def test_the_colleague_answers_under_the_own_name(gun, response):
    assert save(gun, "E4", "ja").status_code == 200
    assert (AnswerEvent.objects.get().by, answers_of(response)) == ("gun@ekero.example", {"E4": ("ja", "")})


def test_the_start_page_shows_a_colleague_the_own_part_only(gun):
    page = text_of(gun.get(BASE))
    assert section_url(FIRST) in page
    assert (section_url(SECOND) in page, "lamna-in" in page, "oversikt" in page, "dela/" in page) == (False,) * 4


@pytest.mark.parametrize(
    "page", [f"avsnitt/{SECOND}/", "oversikt/", "resultat/", "kvitto/1/", "kvitto/1.pdf", "historik/G2.lss/"]
)
def test_the_rest_is_not_found_for_a_colleague(gun, anna, page):
    anna.post(f"{BASE}lamna-in/")
    assert gun.get(BASE + page).status_code == 404


@pytest.mark.parametrize("page", ["lamna-in/", "varning/", "dela/", "samma/G2/", "skal/G2/"])
def test_a_colleague_cannot_do_what_is_the_contacts(gun, page):
    assert gun.post(BASE + page, {"avsnitt": SECOND, "skal": "practice"}).status_code == 404


def test_a_colleague_cannot_answer_outside_the_own_part(gun, response):
    assert save(gun, "G2.lss", "ja", section=SECOND).status_code == 422
    assert answers_of(response) == {}


def test_a_colleague_sees_nothing_of_another_municipality(gun):
    assert gun.get(BASE.replace("0125", "0184")).status_code == 403


def test_the_contact_sees_that_the_part_is_done(gun, anna):
    gun.post(f"{BASE}klar/", {"avsnitt": FIRST})
    assert SectionAssignment.objects.get().done_at == NOW
    assert "klar</span>" not in text_of(anna.get(BASE)).split('id="dela"')[0]
    assert "1 mars 14:03" in text_of(anna.get(BASE))


def test_a_colleague_without_an_account_is_told_that_the_survey_has_closed(gun, now):
    now.move_to(CLOSES + timedelta(days=1))
    gun.get(link_in_mail())  # the session of three weeks ago is over
    sent = gun.post(f"{BASE}klar/", {"avsnitt": FIRST}, headers={"Referer": f"http://testserver{section_url()}"})
    assert (sent.status_code, "Enkäten är stängd" in text_of(sent)) == (422, True)
    assert f'href="http://testserver{section_url()}">Tillbaka' in text_of(sent)


def test_another_part_cannot_be_reported_done(gun):
    assert gun.post(f"{BASE}klar/", {"avsnitt": SECOND}).status_code == 404


def test_a_part_taken_back_is_closed_at_once(gun, anna, response):
    anna.post(f"{BASE}dela/{SectionAssignment.objects.get().pk}/aterta/")
    assert save(gun, "E4", "ja").status_code == 302  # to the log-in
    assert Client().get(link_in_mail()).status_code == 404
    assert answers_of(response) == {}


def test_a_made_up_link_leads_nowhere(client, response):
    assert client.get("/enkat/del/hittepa/").status_code == 404


@pytest.mark.parametrize("wrong", [{"epost": "gun"}, {"namn": " "}, {"avsnitt": "finns-inte"}])
def test_a_colleague_must_have_a_name_an_address_and_a_part(anna, wrong):
    sent = anna.post(f"{BASE}dela/", GUN | wrong)
    assert (sent.status_code, "notice-error" in text_of(sent)) == (422, True)
    typed = GUN | wrong
    assert f'value="{typed["namn"]}"' in text_of(sent)
    assert f'value="{typed["epost"]}"' in text_of(sent)
    assert not Mail.objects.exists()


class Form:
    """The Excel form as somebody fills it in."""

    def __init__(self, client: Client) -> None:
        self.book = load_workbook(io.BytesIO(client.get(f"{BASE}formular.xlsx").content))
        self.sheet = self.book["Svar"]

    def fill_in(self, item: str, value: str) -> None:
        row = next(cell.row for cell in self.sheet["A"] if cell.value == item)
        self.sheet.cell(row, 4).value = value

    def upload(self, client: Client):
        target = io.BytesIO()
        self.book.save(target)
        return client.post(f"{BASE}formular/", {"fil": SimpleUploadedFile("svar.xlsx", target.getvalue())})


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(innehall|filnamn|fingeravtryck)" value="([^"]*)"', page))


def test_a_form_is_previewed_before_anything_is_saved(anna, response):
    answer(response, E4="ja")
    form = Form(anna)
    form.fill_in("E4", "Nej")
    form.fill_in("E1", "Inom 3 dagar")
    page = text_of(form.upload(anna))
    assert "1 nya svar, 1 ändrade, 0 oförändrade." in page
    assert answers_of(response) == {"E4": ("ja", "")}
    told = anna.post(f"{BASE}formular/", hidden(page) | {"gor": "spara"}, follow=True)
    assert "2 svar är sparade från filen." in text_of(told)
    assert answers_of(response) == {"E4": ("nej", ""), "E1": ("inom_3_dagar", "")}
    assert AnswerEvent.objects.last().through == "file"


@pytest.mark.parametrize(("choice", "stands"), [("sparat", "ja"), ("fil", "nej")])
def test_conflicts_of_a_form_are_chosen_one_by_one(anna, response, choice, stands):
    form = Form(anna)
    form.fill_in("E4", "Nej")
    answer(response, by="gun@ekero.example", E4="ja")
    page = text_of(form.upload(anna))
    assert "gun@ekero.example" in page
    anna.post(f"{BASE}formular/", hidden(page) | {"gor": "spara", "val-E4": choice})
    assert answers_of(response)["E4"] == (stands, "")


def test_a_form_whose_answers_changed_since_the_preview_is_shown_again(anna, response):
    form = Form(anna)
    form.fill_in("E4", "Nej")
    page = text_of(form.upload(anna))
    answer(response, by="gun@ekero.example", E4="ja")
    again = anna.post(f"{BASE}formular/", hidden(page) | {"gor": "spara"})
    assert (again.status_code, "Se igenom igen" in text_of(again)) == (409, True)
    assert answers_of(response)["E4"] == ("ja", "")


def test_a_form_shown_again_keeps_what_was_chosen(anna, response):
    form = Form(anna)
    form.fill_in("E4", "Nej")
    answer(response, by="gun@ekero.example", E4="ja")
    page = text_of(form.upload(anna))
    answer(response, by="gun@ekero.example", E1="inom_3_dagar")
    assert 'value="fil" checked' not in page
    again = anna.post(f"{BASE}formular/", hidden(page) | {"fingeravtryck": "gammalt", "gor": "spara", "val-E4": "fil"})
    assert (again.status_code, 'value="fil" checked' in text_of(again)) == (409, True)


def test_a_form_for_a_closed_survey_is_not_saved(anna, response, cast, now):
    form = Form(anna)
    form.fill_in("E4", "Nej")
    page = text_of(form.upload(anna))
    now.move_to(NOW.replace(day=22))
    sent = cast.client("anna").post(f"{BASE}formular/", hidden(page) | {"gor": "spara"})
    assert (sent.status_code, "Enkäten är stängd" in text_of(sent)) == (422, True)
    assert answers_of(response) == {}


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04trasig"])
def test_a_file_that_is_no_form_is_refused_with_what_to_do(anna, content):
    sent = anna.post(f"{BASE}formular/", {"fil": SimpleUploadedFile("svar.xlsx", content)})
    assert sent.status_code == 422
    assert "Gör så här" in text_of(sent)


def test_a_colleagues_form_is_the_own_part(gun):
    told = {cell.value for cell in Form(gun).sheet["A"]}
    assert ("E4" in told, "G2.lss" in told) == (True, False)
