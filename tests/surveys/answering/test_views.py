"""Saving through the pages: the whole section by its buttons, and answer by answer as the script does it."""

from __future__ import annotations

from copy import copy

import pytest

from surveys.collecting.interpretation_actions import write_interpretation
from surveys.counting import answers_of
from surveys.models import Answer, AnswerEvent, ChangeReason, Response
from tests.surveys.answering.pages import (
    BASE,
    FIRST,
    SECOND,
    Fields,
    open_section,
    save,
    section_url,
    send_section,
    text_of,
)
from tests.worlds.answering import answer, make_last_year

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def anna(cast, response):
    return cast.client("anna")


def script(client, page: str, **data: str):
    """A small form of the page, sent by script."""
    return client.post(BASE + page, data, headers={"X-Requested-With": "fetch"})


def test_a_section_is_saved_by_its_buttons_and_leads_on(anna, response):
    sent = send_section(anna, open_section(anna), onward=SECOND, **{"svar-E4": "ja", "kommentar-E4": "Budgetråd"})
    assert (sent.status_code, sent.url) == (302, section_url(SECOND))
    assert answers_of(response) == {"E4": ("ja", "Budgetråd")}
    assert "E4 har" not in text_of(anna.get(sent.url))


def test_the_last_section_leads_to_the_overview(anna):
    sent = send_section(anna, open_section(anna), onward="oversikt")
    assert sent.url == f"{BASE}oversikt/"


def test_the_page_as_it_was_opened_changes_nothing(anna, response):
    answer(response, E4="ja", G1="nej", G1a="ja", G1b="kl 17\noch helger")
    send_section(anna, open_section(anna))
    assert AnswerEvent.objects.count() == 1
    assert answers_of(response)["G1b"] == ("kl 17\noch helger", "")


def test_one_answer_is_saved_and_the_time_said(anna, response):
    sent = save(anna, "E4", "ja")
    assert sent.status_code == 200
    assert "Sparat 14:03" in text_of(sent)
    assert answers_of(response) == {"E4": ("ja", "")}
    assert AnswerEvent.objects.get().by == "anna@test.example"


def test_only_what_the_save_touches_is_drawn_again(anna):
    page = text_of(save(anna, "E4", "ja"))
    assert ('id="q-E4"' in page, 'id="delar"' in page, "1 av" in page) == (True, True, True)
    assert 'id="q-E1"' not in page


def test_an_answer_opens_its_follow_ups(anna):
    page = text_of(save(anna, "G1", "nej"))
    assert 'name="svar-G1a"' in page
    assert 'name="svar-G1b"' not in page


def test_without_script_opened_follow_ups_are_shown_before_going_on(anna):
    sent = send_section(anna, open_section(anna), onward=SECOND, **{"svar-G1": "nej"})
    assert sent.url == f"{section_url()}#q-G1a"


def test_a_closed_follow_up_is_kept_not_read_and_comes_back(anna, response):
    answer(response, G1="nej", G1a="nej")
    closed = text_of(save(anna, "G1", "ja", seen="nej"))
    assert "finns kvar men läses inte" in closed
    assert 'name="svar-G1a"' not in closed
    assert answers_of(response)["G1a"] == ("nej", "")
    opened = text_of(save(anna, "G1", "nej", seen="ja"))
    assert 'name="svar-G1a" value="nej" id="f-G1a-2" checked' in " ".join(opened.split())


def test_one_wrong_field_does_not_keep_the_others_from_being_saved(anna, response):
    sent = send_section(anna, open_section(anna), **{"svar-E4": "ja", "svar-E1": "ibland"})
    page = text_of(sent)
    assert sent.status_code == 422
    assert answers_of(response) == {"E4": ("ja", "")}
    assert '<a href="#f-E1">E1 </a>' in page
    assert 'aria-describedby="f-E1-fel"' in page


def test_a_wrong_number_stays_in_its_field_with_what_to_do(cast, now, survey, collection):
    survey.questionnaire_text = survey.questionnaire_text.replace(
        "          - item: E4\n            kind: choice",
        "          - item: E4\n            kind: integer\n            unit: dagar",
    ).replace(
        '        options: {ja: "Ja", nej: "Nej"}\n        items:\n          - item: E4\n',
        "        items:\n          - item: E4\n",
    )
    survey.questionnaire_sha256 = "numbers"
    survey.save()
    anna = cast.client("anna")
    open_section(anna)
    page = text_of(save(anna, "E4", "tolv"))
    assert 'value="tolv"' in page
    assert "Inte sparat" in page
    assert 'aria-describedby="f-E4-fel"' in page


def test_two_people_on_one_question_the_second_sees_both_versions(anna, response):
    answer(response, by="gun@test.example", E4="nej")
    sent = save(anna, "E4", "ja")
    page = text_of(sent)
    assert sent.status_code == 409
    assert all(text in page for text in ("Någon annan har ändrat", "gun@test.example", "<dd>Ja</dd>", "<dd>Nej</dd>"))
    assert answers_of(response)["E4"] == ("nej", "")


def conflict_page(client, response):
    """Without script: Anna's page is from before Gun's answer."""
    fields = open_section(client)
    answer(response, by="gun@test.example", E4="nej")
    return send_section(client, fields, **{"svar-E4": "ja", "svar-G1": "ja"})


def fields_of(page) -> dict[str, list[str]]:
    return Fields(text_of(page)).values


def test_a_conflict_is_settled_by_keeping_mine(anna, response):
    fields = fields_of(conflict_page(anna, response))
    sent = send_section(anna, fields, **{"andrat": "E4"})
    assert sent.status_code == 302
    assert answers_of(response)["E4"] == ("ja", "")


def test_a_conflict_is_settled_by_taking_theirs(anna, response):
    fields = fields_of(conflict_page(anna, response))
    send_section(anna, fields, **{"ta-deras": "E4"})
    assert answers_of(response)["E4"] == ("nej", "")


def test_a_conflict_that_nobody_settled_is_asked_again(anna, response):
    fields = fields_of(conflict_page(anna, response))
    assert send_section(anna, fields, onward=SECOND).status_code == 409
    assert answers_of(response) == {"E4": ("nej", ""), "G1": ("ja", "")}


def test_the_same_form_sent_twice_changes_nothing_more(anna, response):
    fields = open_section(anna)
    for _ in range(2):
        assert send_section(anna, fields, **{"svar-E4": "ja"}).status_code == 302
    assert AnswerEvent.objects.count() == 1


def test_an_old_form_overwrites_nothing(anna, response):
    """A replayed form: what it showed is no longer what stands."""
    fields = copy(open_section(anna))
    send_section(anna, fields, **{"svar-E4": "ja"})
    answer(response, E4="nej")
    assert send_section(anna, fields, **{"svar-E4": "ja"}).status_code == 409
    assert answers_of(response)["E4"] == ("nej", "")


def test_a_comment_is_kept_for_a_question_whose_first_row_is_not_asked(anna, response):
    answer(response, **{"G2.lss": "ja", "G2a.missbruk": "ja"})
    fields = open_section(anna, SECOND)
    sent = send_section(anna, fields, SECOND, **{"kommentar-G2a.missbruk": "Följs upp i mars"})
    assert sent.status_code == 302
    assert answers_of(response)["G2a.missbruk"] == ("ja", "Följs upp i mars")


def test_a_comment_too_long_is_told_also_where_its_row_is_not_asked(anna, response):
    answer(response, **{"G2.lss": "ja"})
    fields = open_section(anna, SECOND)
    page = text_of(send_section(anna, fields, SECOND, **{"kommentar-G2a.missbruk": "x" * 10_001}))
    assert '<a href="#q-G2a-kommentar">' in page
    assert "Kommentaren" in page


def test_an_answer_is_taken_away(anna, response):
    answer(response, E4="ja")
    assert 'id="f-E4-0"' in text_of(anna.get(section_url()))
    save(anna, "E4", "", seen="ja")
    assert answers_of(response)["E4"] == ("", "")


def test_last_year_stands_beside_and_is_confirmed_in_one_click(anna, response):
    make_last_year(response, E4="ja")
    page = text_of(anna.get(section_url()))
    assert "Förra gången (2016)" in page
    assert "om E4" in page
    assert answers_of(response) == {}
    told = anna.post(f"{BASE}samma/E4/", {"sett-E4": "", "sett-kommentar-E4": ""})
    assert told.url == f"{section_url()}#q-E4"
    assert answers_of(response)["E4"] == ("ja", "om E4")
    assert "Samma svar i år" in text_of(anna.get(section_url()))


def test_confirming_last_year_overwrites_nothing_unseen(anna, response):
    make_last_year(response, E4="ja")
    answer(response, by="gun@test.example", E4="nej")
    sent = script(anna, "samma/E4/", **{"sett-E4": ""})
    assert sent.status_code == 409
    assert "<dd>Ja – om E4</dd>" in text_of(sent)
    assert answers_of(response)["E4"] == ("nej", "")
    after = anna.post(f"{BASE}samma/E4/", {"sett-E4": ""}, follow=True)
    assert "Någon annan har ändrat svaret" in text_of(after)


def test_what_differs_from_last_year_gets_its_reason_in_one_click(anna, response):
    make_last_year(response, E4="ja")
    assert "Skiljer sig från 2016. Varför?" in text_of(save(anna, "E4", "nej"))
    page = text_of(script(anna, "skal/E4/", skal="practice"))
    assert 'value="practice" aria-pressed="true"' in page
    assert ChangeReason.objects.get().reason == "practice"


def test_another_reason_needs_its_words(anna, response):
    make_last_year(response, E4="ja")
    answer(response, E4="nej")
    told = script(anna, "skal/E4/", skal="other")
    assert (told.status_code, "Skriv med några ord" in text_of(told)) == (422, True)
    assert told["Content-Type"].startswith("text/plain")
    script(anna, "skal/E4/", **{"skal": "other", "skal-text": "Ny upphandling"})
    assert ChangeReason.objects.get().text == "Ny upphandling"
    assert 'value="Ny upphandling"' in text_of(anna.get(section_url()))


def test_a_reason_refused_without_script_is_given_back(anna, response, now):
    text = "Ny rutin " * 2000
    sent = anna.post(f"{BASE}skal/E4/", {"skal": "other", "skal-text": text}, headers={"Referer": section_url()})
    page = text_of(sent)
    assert (sent.status_code, text.strip() in page, f'href="{section_url()}"' in page) == (422, True, True)
    assert not ChangeReason.objects.exists()


def test_a_change_after_handing_in_says_so(anna, response):
    answer(response, E4="ja")
    anna.post(f"{BASE}lamna-in/")
    assert "lämna då in igen" in text_of(anna.get(section_url()))
    save(anna, "E4", "nej", seen="ja")
    assert Response.objects.get().state == "changed"


def test_a_comment_from_a_file_on_another_row_is_shown(anna, response):
    Answer.objects.create(response=response, item="E2.kurs", value="nej", comment="Kursen är nedlagd")
    assert "Kurs: Kursen är nedlagd" in text_of(anna.get(section_url()))


def test_the_interpretation_stands_beside_its_question(anna, response, cast, survey):
    write_interpretation(
        survey=survey,
        network=cast.network,
        question="E4",
        text="Även via telefon",
        consider_in_analysis=False,
        consider_because="",
        raised_by="",
        source="Protokoll 2017-02-10",
        by="carin@test.example",
    )
    page = text_of(anna.get(section_url()))
    assert "Så tolkar vi frågan" in page
    assert "Även via telefon" in page


def test_script_in_a_comment_is_shown_harmlessly(anna):
    text = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    save(anna, "E4", "ja", **{"kommentar-E4": text})
    for page in (section_url(), f"{BASE}oversikt/", f"{BASE}historik/E4/"):
        shown = text_of(anna.get(page))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize("section", [FIRST, SECOND])
def test_a_section_costs_the_same_number_of_queries(anna, response, section, django_assert_max_num_queries):
    make_last_year(response, E4="ja")
    answer(response, E4="nej", G1="nej", G1a="ja")
    anna.get(section_url(section))
    with django_assert_max_num_queries(17):
        anna.get(section_url(section))


@pytest.mark.parametrize(("item", "value"), [("E4", "nej"), ("G1", "nej"), ("G2.lss", "ja")])
def test_a_save_costs_the_same_number_of_queries(anna, response, item, value, django_assert_num_queries):
    make_last_year(response, E4="ja")
    save(anna, "E1", "inom_3_dagar")
    with django_assert_num_queries(18):  # session, person and rights 5, saving 7, what is shown anew 6
        save(anna, item, value)


def test_a_number_has_its_unit_beside_it_and_is_asked_about(anna, response, numbers):
    page = text_of(anna.get(section_url(SECOND)))
    assert '<span class="unit">personer</span>' in page
    refused = save(anna, "N1", "1.000", section=SECOND)
    assert (refused.status_code, "menar du 1000 eller 1,000? Skriv 1000 eller 1." in text_of(refused)) == (422, True)


def test_numbers_that_do_not_fit_together_are_told_at_once(anna, response, numbers):
    answer(response, **{"G2.lss": "ja", "N1a": "5"})
    told = text_of(save(anna, "N1", "4", section=SECOND))
    assert "Fler med examen än anställda." in told
    assert "Fler med examen än anställda." not in text_of(save(anna, "N1", "5", seen="4", section=SECOND))
