"""Reasons, warnings, handing in with a receipt, and reopening."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from municipalities.models import Event, Mail, MailAttachment
from municipalities.refusals import Closed, NotPossible
from surveys.answering.actions import Edit, NotReady, give_change_reason, hand_in, keep_warning, reopen, save_answers
from surveys.answering.queries import kept_warnings_of, problems_of, questions_of
from surveys.models import ChangeReason, Interpretation, KeptWarning, Receipt, Response
from tests.documents.reading_pdf import read_pdf
from tests.worlds.answering import NOW, answer

ANNA, CARIN = "anna@test.example", "carin@test.example"
LATE = NOW + timedelta(days=30)


def hand(response: Response, **changed: object) -> Receipt:
    return hand_in(**({"response": response, "by": ANNA, "now": NOW} | changed))  # type: ignore[arg-type]  # what the test changes


def test_a_response_is_handed_in_with_a_numbered_receipt(response):
    answer(response, E4="ja")
    receipt = hand(response)
    kept = Response.objects.get()
    assert (kept.state, kept.handed_in_by, kept.handed_in_at) == ("handed_in", ANNA, NOW)
    assert (receipt.number, receipt.by, receipt.at) == (1, ANNA, NOW)
    assert receipt.sha256 == hashlib.sha256(receipt.pdf).hexdigest()


def test_the_receipt_holds_the_questions_asked_only(response):
    answer(response, E4="ja", G1="ja", G1a="ja")
    told = dict((item, value) for item, value, _ in hand(response).answers)
    assert (told["E4"], told["G1"], told["E1"]) == ("ja", "ja", "")
    assert "G1a" not in told


def test_the_receipt_is_mailed_with_its_pdf_and_checksum(response):
    response.municipality.registrar_email = "registrator@ekero.example"
    response.municipality.save()
    receipt = hand(response)
    assert set(Mail.objects.values_list("to", flat=True)) == {ANNA, "registrator@ekero.example"}
    assert all(receipt.sha256 in mail.body for mail in Mail.objects.all())
    sent = MailAttachment.objects.first()
    assert sent.name == "kvitto-ekonomiskt-bistand-2017-0125-1.pdf"
    assert hashlib.sha256(bytes(sent.content)).hexdigest() == receipt.sha256


def test_handed_in_by_fou_the_contact_gets_the_receipt_too(response, cast):
    assert cast.anna
    hand(response, by=CARIN, through="fou")
    assert set(Mail.objects.values_list("to", flat=True)) == {CARIN, ANNA}


def test_a_change_gives_a_new_numbered_receipt(response):
    answer(response, E4="ja")
    first = hand(response)
    answer(response, E4="nej")
    second = hand(response)
    assert (first.number, second.number) == (1, 2)
    assert [dict((code, value) for code, value, _ in one.answers)["E4"] for one in Receipt.objects.all()] == [
        "ja",
        "nej",
    ]


def test_handing_in_twice_without_a_change_is_told(response):
    hand(response)
    with pytest.raises(Closed, match="redan inlämnad"):
        hand(response)
    assert Receipt.objects.count() == 1


def test_after_the_last_day_nothing_is_handed_in(response):
    with pytest.raises(Closed):
        hand(response, now=LATE)


def test_a_warning_stands_in_the_way_until_a_reason_is_given(response, numbers):
    answer(response, **numbers)
    with pytest.raises(NotReady) as stopped:
        hand(response)
    [problem] = stopped.value.problems
    keep_warning(response=response, check_code=problem.code, reason="En slutade i januari.", by=ANNA, now=NOW)
    assert hand(response).number == 1


def test_an_error_stands_in_the_way_whatever_is_said(response, numbers):
    text = response.survey.questionnaire_text
    response.survey.questionnaire_text = text.replace("level: warning", "level: error")
    response.survey.questionnaire_sha256 = "strängare"
    response.survey.save()
    answer(response, **numbers)
    [problem] = problems_of(response)
    with pytest.raises(NotPossible):
        keep_warning(response=response, check_code=problem.code, reason="Jo.", by=ANNA, now=NOW)
    with pytest.raises(NotReady):
        hand(response)


def test_what_is_not_asked_any_more_neither_warns_nor_stands_on_the_receipt(response, numbers):
    answer(response, **numbers)
    keep_warning(response=response, check_code=problems_of(response)[0].code, reason="En slutade.", by=ANNA, now=NOW)
    answer(response, **{"G2.lss": "nej"})
    receipt = hand(response)
    assert "N1a" not in {item for item, *_ in receipt.answers}
    text = "".join(read_pdf(receipt.pdf).pages)
    assert "En slutade." not in text
    assert "Varningar som har fått stå" not in text


def test_a_follow_up_of_a_routine_that_is_gone_is_not_read(response):
    """The case that was seen: the warning stood on a question that was not shown."""
    answer(response, G21="ja", G21a="ja")
    answer(response, G21="nej")
    assert problems_of(response) == []
    assert "G21a" not in {item for item, *_ in hand(response).answers}


def test_a_reason_does_not_outlive_the_answer_it_was_given_for(response, numbers):
    answer(response, **numbers)
    [problem] = problems_of(response)
    answer(response, N1a="4")
    with pytest.raises(NotPossible, match="gäller inte längre"):
        keep_warning(response=response, check_code=problem.code, reason="Jo.", by=ANNA, now=NOW)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 10_001])
def test_a_warning_is_not_kept_without_a_proper_reason(response, numbers, reason):
    answer(response, **numbers)
    with pytest.raises(NotPossible):
        keep_warning(response=response, check_code=problems_of(response)[0].code, reason=reason, by=ANNA, now=NOW)
    assert not KeptWarning.objects.exists()


def test_a_reason_can_be_written_anew(response, numbers):
    answer(response, **numbers)
    [problem] = problems_of(response)
    for reason in ("Först.", "Sedan."):
        keep_warning(response=response, check_code=problem.code, reason=reason, by=ANNA, now=NOW)
    assert kept_warnings_of(response)[problem.code].reason == "Sedan."


def test_why_an_answer_differs_is_kept_with_the_question(response):
    for reason in ("practice", "reading"):
        give_change_reason(response=response, question="G2", reason=reason, by=ANNA, now=NOW)
    [given] = ChangeReason.objects.all()
    assert (given.question, given.reason, given.by, given.at) == ("G2", "reading", ANNA, NOW)


@pytest.mark.parametrize(("question", "reason"), [("G99", "practice"), ("G2", "lat"), ("G2", "other")])
def test_a_reason_that_says_nothing_is_refused(response, question, reason):
    with pytest.raises(NotPossible):
        give_change_reason(response=response, question=question, reason=reason, by=ANNA, now=NOW)


def test_reasons_belong_to_an_open_survey(response):
    with pytest.raises(Closed):
        give_change_reason(response=response, question="G2", reason="practice", by=ANNA, now=LATE)


def test_reopened_and_changed_it_is_handed_in_anew(response):
    answer(response, E4="ja")
    hand(response)
    reopen(response=response, until=LATE.date(), because="Fel i E4", by=CARIN, now=LATE)
    assert Response.objects.get().state == "handed_in"
    changes = {"E4": Edit("nej", seen_value="ja")}
    save_answers(response=response, changes=changes, by=ANNA, now=LATE)
    assert hand(response, now=LATE).number == 2
    assert Event.objects.filter(action="response.reopened", actor=CARIN).count() == 1


def test_the_contact_is_told_of_the_reopening(response, cast):
    assert cast.anna
    reopen(response=response, until=LATE.date(), because="Fel i E4", by=CARIN, now=LATE)
    mail = Mail.objects.get()
    assert (mail.to, mail.kind) == (ANNA, "reopened")
    assert "till och med 2017-03-31" in mail.body
    assert "Skäl: Fel i E4" in mail.body


@pytest.mark.parametrize(("address", "reached"), [("diariet@ekero.se", False), ("diariet@ekero.example", True)])
def test_made_up_answers_never_reach_a_real_registrar(response, collection, address, reached):
    type(collection).objects.update(is_example=True)
    response.municipality.registrar_email = address
    response.municipality.save()
    response.is_example = True
    response.save()
    hand(response)
    assert Mail.objects.filter(to=address, is_example=True).exists() is reached


@pytest.mark.parametrize(("days", "because"), [(0, " "), (-1, "Fel i E4")])
def test_reopening_needs_a_reason_and_a_day_to_come(response, days, because):
    with pytest.raises(NotPossible):
        reopen(response=response, until=(LATE + timedelta(days=days)).date(), because=because, by=CARIN, now=LATE)


def test_what_the_receipt_says(response, cast):
    Interpretation.objects.create(
        survey=response.survey, network=cast.network, question="E4", text="Även i grupp.", by=CARIN, at=NOW
    )
    answer(response, E4="ja")
    save_answers(response=response, changes={"E4": Edit(comment="<b>Måndagar</b> & 😀")}, by=ANNA, now=NOW)
    read = read_pdf(bytes(hand(response).pdf))
    text = read.root.text
    assert "Inlämnad2017-03-01 14:03 av anna@test.example" in text
    assert "Tolkning som gällde: Även i grupp." in text
    assert "Kommentar: <b>Måndagar</b> & [U+1F600]" in text
    assert "G1b" not in text


def test_the_receipt_names_its_title_and_language_and_is_for_screen_readers_and_the_archive(response):
    read = read_pdf(bytes(hand(response).pdf))
    assert read.title == "Kvitto 1: Ekonomiskt bistånd 2017, Ekerö (0125)"
    assert (read.language, read.is_title_shown) == ("sv-SE", True)
    assert "<pdfuaid:part>1" in read.metadata
    assert "<pdfaid:part>2" in read.metadata


def test_a_loose_page_of_a_receipt_finds_home(response):
    pages = read_pdf(bytes(hand(response).pdf)).pages
    assert len(pages) > 1
    assert all(page.startswith("Kvitto 1: Ekonomiskt bistånd 2017, Ekerö") for page in pages)
    assert [page.splitlines()[-1] for page in pages] == [f"Sida {n} av {len(pages)}" for n in range(1, len(pages) + 1)]


def test_sections_of_a_receipt_are_headings_and_those_without_questions_are_left_out(response):
    answer(response, E4="ja")
    receipt = hand(response)
    asked = {item for item, *_ in receipt.answers}
    titles = [
        section.title
        for section in questions_of(response).sections
        if any(item.code in asked for question in section.questions for item in question.items)
    ]
    assert read_pdf(bytes(receipt.pdf)).headings == [(1, title) for title in titles]


def test_the_longest_comments_stand_in_a_receipt_to_the_end(response):
    long = " ".join(f"ord{number}" for number in range(1_200))
    save_answers(response=response, changes={"E4": Edit("ja", "x" * 10_000), "G1": Edit("ja", long)}, by=ANNA, now=NOW)
    read = read_pdf(bytes(hand(response).pdf))
    assert "x" * 10_000 in read.root.text
    assert {f"ord{number}" for number in range(1_200)} <= set(" ".join(read.pages).split())
