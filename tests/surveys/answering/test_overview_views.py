"""The overview, warnings, handing in with its receipt, each answer's history, and what waits on the front page."""

from __future__ import annotations

import hashlib

import pytest

from municipalities.models import Mail
from surveys.answering.actions import reopen
from surveys.models import KeptWarning, Receipt, Response
from tests.documents.reading_pdf import read_pdf
from tests.surveys.answering.pages import BASE, FIRST, save, section_url, text_of
from tests.worlds.answering import NOW, OPENS, answer, any_answers, make_last_year

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def anna(cast, response):
    return cast.client("anna")


def overview(client) -> str:
    return " ".join(text_of(client.get(f"{BASE}oversikt/")).split())


def test_all_answers_stand_on_one_page_with_what_is_missing(anna, response):
    answer(response, E4="ja", G1="nej")
    page = overview(anna)
    assert "Kan hushåll med bistånd få enklare hushållsekonomisk rådgivning" in page
    assert page.count("Obesvarad") == page.count("missing-word") > 20
    assert "frågor är obesvarade. Du kan lämna in ändå" in page


def test_what_differs_from_last_year_is_shown_with_its_reason(anna, response):
    make_last_year(response, E4="ja")
    save(anna, "E4", "nej")
    anna.post(f"{BASE}skal/E4/", {"skal": "reading"})
    page = overview(anna)
    assert "förra gången: Ja" in page
    assert "Varför: Vi läser frågan annorlunda" in " ".join(page.split())


def test_a_kept_answer_that_is_not_read_is_said_so(anna, response):
    answer(response, G1="ja", G1a="ja")
    assert "Ställs inte; det som skrivits läses inte." in overview(anna)


def test_a_warning_stops_until_it_is_kept_with_a_reason(anna, response, numbers):
    answer(response, **numbers)
    assert "Fler med examen än anställda." in overview(anna)
    refused = anna.post(f"{BASE}lamna-in/")
    assert (refused.status_code, "kan inte lämnas in än" in text_of(refused)) == (422, True)
    code = text_of(refused).split('name="varning" value="')[1].split('"')[0]
    page = text_of(anna.post(f"{BASE}varning/", {"varning": code, "skal": "En slutade"}, follow=True))
    assert "Får stå: En slutade" in " ".join(page.split())
    assert anna.post(f"{BASE}lamna-in/").status_code == 302


@pytest.mark.parametrize("told", [{"skal": " "}, {"varning": "hittepå", "skal": "Ja"}])
def test_a_warning_is_not_kept_without_reason_or_for_another(anna, response, numbers, told):
    answer(response, **numbers)
    anna.post(f"{BASE}varning/", {"varning": "at_most:N1a=5:N1=4"} | told)
    assert not KeptWarning.objects.exists()


def test_an_error_stops_handing_in_and_links_to_its_question(anna, response, survey, numbers):
    survey.questionnaire_text = survey.questionnaire_text.replace("level: warning", "level: error")
    survey.questionnaire_sha256 = "errors"
    survey.save()
    answer(response, **numbers)
    page = text_of(anna.post(f"{BASE}lamna-in/"))
    assert "Felet måste rättas" in page
    assert f"{section_url('samordning_och_samverkan')}#q-N1a" in page
    assert not Receipt.objects.exists()


def test_an_error_does_not_keep_answers_from_being_saved(anna, response, survey, numbers):
    survey.questionnaire_text = survey.questionnaire_text.replace("level: warning", "level: error")
    survey.questionnaire_sha256 = "errors"
    survey.save()
    answer(response, **numbers)
    assert save(anna, "E4", "ja").status_code == 200


def test_handing_in_gives_a_receipt_by_mail_as_page_and_as_pdf(anna, response):
    answer(response, E4="ja", G1="nej")
    sent = anna.post(f"{BASE}lamna-in/")
    assert sent.url == f"{BASE}kvitto/1/"
    page = text_of(anna.get(sent.url))
    pdf = anna.get(f"{BASE}kvitto/1.pdf").content
    assert hashlib.sha256(pdf).hexdigest() in page
    assert "rådgivning" in read_pdf(pdf).root.text
    assert Mail.objects.filter(kind="receipt", to="anna@test.example").exists()


def test_the_receipt_shows_the_answers_as_they_were_handed_in(anna, response):
    answer(response, E4="ja", G1="ja", G1a="ja")
    anna.post(f"{BASE}lamna-in/")
    answer(response, E4="nej")
    page = text_of(anna.get(f"{BASE}kvitto/1/"))
    asked = page.split('<span class="tag">E4</span>')[1].split("</dd>")[0]
    assert "<strong>Ja</strong>" in asked
    assert '<span class="tag">G1a</span>' not in page


def test_a_change_gives_a_new_numbered_receipt(anna, response):
    answer(response, E4="ja")
    anna.post(f"{BASE}lamna-in/")
    assert "Lämna in enkäten" not in overview(anna)
    save(anna, "E4", "nej", seen="ja")
    assert anna.post(f"{BASE}lamna-in/").url == f"{BASE}kvitto/2/"
    assert "kvitto/1/" in text_of(anna.get(BASE))


def test_handing_in_twice_changes_nothing(anna, response):
    answer(response, E4="ja")
    for _ in range(2):
        anna.post(f"{BASE}lamna-in/")
    assert Receipt.objects.count() == 1


def test_reopened_by_fou_it_takes_answers_again(cast, response, now):
    answer(response, E4="ja")
    now.move_to(NOW.replace(month=4))
    reopen(response=response, until=NOW.replace(month=4).date(), because="Rättelse", by="carin@test.example")
    anna = cast.client("anna")
    assert "1 april 2017" in text_of(anna.get(BASE))
    assert save(anna, "E4", "nej", seen="ja").status_code == 200
    assert anna.post(f"{BASE}lamna-in/").status_code == 302
    assert Response.objects.get().state == "handed_in"


def test_the_results_the_answers_would_give_come_as_fragment_and_page(anna, response):
    answer(response, E4="ja")
    address = f"{BASE}resultat/"
    assert f'hx-get="{address}"' in overview(anna)
    assert f'href="{address}"' in overview(anna)
    fragment = text_of(anna.get(address, headers={"HX-Request": "true"}))
    page = text_of(anna.get(address))
    assert "Ja, eftersom E4 är besvarad med Ja." in fragment
    assert "<html" not in fragment
    assert fragment.strip() in page


def test_the_history_tells_every_change(anna, response):
    save(anna, "E4", "ja", **{"kommentar-E4": "först"})
    save(anna, "E4", "nej", seen="ja")
    page = text_of(anna.get(f"{BASE}historik/E4/"))
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    assert rows.count("<tr>") == 2
    assert all(text in rows for text in ("anna@test.example", "webben", "<td>Ja</td><td>Nej</td>", "först"))


def test_the_front_page_tells_what_waits(anna, response):
    page = text_of(anna.get("/"))
    assert "Sista dag 21 mars 2017, 20 dagar kvar." in page
    assert "Börja svara" in page
    answer(response, E4="ja")
    anna.post(f"{BASE}dela/", {"avsnitt": FIRST, "namn": "Gun Gren", "epost": "gun@ekero.example"})
    page = text_of(anna.get("/"))
    assert "1 av" in page
    assert "Väntar på Gun Gren (Tillgänglighet)." in page
    assert f'href="{BASE}"' in page


def test_the_front_page_of_another_municipality_tells_its_own(cast, collection):
    page = text_of(cast.client("bo").get("/"))
    assert BASE.replace("0125", "0184") in page
    assert BASE not in page


def test_handed_in_it_no_longer_waits(anna, response):
    answer(response, E4="ja")
    anna.post(f"{BASE}lamna-in/")
    assert "Inlämnad. Sista dag 21 mars 2017" in text_of(anna.get("/"))


@pytest.mark.parametrize(("day", "waits"), [(OPENS.replace(day=23), False), (OPENS, True)])
def test_a_survey_waits_from_its_first_day(cast, collection, now, day, waits):
    now.move_to(NOW.replace(month=day.month, day=day.day))
    assert (BASE in text_of(cast.client("anna").get("/"))) is waits


def test_closed_surveys_are_found_in_the_list_with_their_receipts(cast, anna, response, now):
    answer(response, E4="ja")
    anna.post(f"{BASE}lamna-in/")
    assert "20 dagar kvar" in text_of(anna.get("/enkat/"))
    now.move_to(NOW.replace(month=4))
    page = text_of(cast.client("anna").get("/enkat/"))
    assert "Ingen enkät är öppen just nu" in page
    assert f'href="{BASE}kvitto/1/"' in page


@pytest.mark.parametrize(("name", "status"), [("bo", 200), ("carin", 403), ("david", 403), ("eva", 403)])
def test_the_list_is_for_contacts(cast, response, name, status):
    answer(response, E4="ja")
    sent = cast.client(name).get("/enkat/")
    assert (sent.status_code, BASE in text_of(sent)) == (status, False)


@pytest.mark.parametrize(("page", "most"), [("", 12), ("oversikt/", 19), ("resultat/", 12), ("historik/E4/", 14)])
def test_a_page_costs_the_same_however_much_is_answered(
    anna, response, questionnaire, page, most, django_assert_max_num_queries
):
    make_last_year(response, **any_answers(questionnaire))
    answer(response, **any_answers(questionnaire))
    anna.get(BASE + page)
    with django_assert_max_num_queries(most):
        anna.get(BASE + page)
