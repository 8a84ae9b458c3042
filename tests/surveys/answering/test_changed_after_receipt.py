"""What is changed after a receipt: the receipt counts, the change is shown, and is handed in again or taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from municipalities.models import Event, Mail
from municipalities.refusals import Closed, WrittenMeanwhile
from surveys.answering.actions import Edit, assign_section, hand_in, reopen, save_answers, take_back
from surveys.answering.queries import history_of, what_counts
from surveys.counting import answers_of, counted_of
from surveys.models import Answer, Receipt, Response
from tests.surveys.answering.pages import BASE, FIRST, save, section_url, text_of
from tests.worlds.answering import CLOSES, NOW, answer

ANNA, CARIN = "anna@test.example", "carin@test.example"
TOLD = "Ändrat efter kvitto 2, inte inlämnat"
CHANGED = "Fråga E4</a>: från Ja (kommentar: måndagar) till Nej (kommentar: måndagar)"


def words(answer) -> str:
    """The page's text in one line, links' ends left in."""
    text = re.sub(r"<(?!/a>)[^>]*>", "", text_of(answer))
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def anna(cast, now):
    return cast.client("anna")


@pytest.fixture
def twice(response, now) -> Response:
    """Handed in twice; E4 says Ja, with a comment."""
    answer(response, G1="ja")
    hand_in(response=response, by=ANNA, now=NOW - timedelta(hours=2))
    save_answers(response=response, changes={"E4": Edit("ja", "måndagar")}, by=ANNA, now=NOW - timedelta(hours=1))
    hand_in(response=response, by=ANNA, now=NOW - timedelta(minutes=50))
    Mail.objects.all().delete()
    return response


@pytest.fixture
def changed(twice) -> Response:
    """And then a colleague wrote Nej."""
    save_answers(
        response=twice,
        changes={"E4": Edit("nej", seen_value="ja"), "E1": Edit("inom_3_dagar")},
        by="gun@test.example",
        now=NOW,
    )
    return twice


def test_the_receipt_counts_whatever_is_written_after_it(changed) -> None:
    kept = Response.objects.get()
    assert (kept.state, what_counts(kept), kept.handed_in_by) == ("changed", "kvitto 2", ANNA)
    assert counted_of(kept) == {"G1": ("ja", ""), "E4": ("ja", "måndagar")}
    assert answers_of(kept)["E4"] == ("nej", "måndagar")


def test_a_comment_alone_is_a_change_too(twice) -> None:
    save_answers(response=twice, changes={"G1": Edit(comment="se protokollet")}, by=ANNA, now=NOW)
    assert (Response.objects.get().state, counted_of(twice)["G1"]) == ("changed", ("ja", ""))


@pytest.mark.parametrize("name", ["anna", "carin"])
def test_contact_and_fou_see_what_from_and_to(changed, cast, name) -> None:
    client = cast.client(name)
    page = words(client.get(f"{BASE}oversikt/"))
    assert (TOLD in page, CHANGED in page, "från inget svar till inom 3 dagar" in page.lower()) == (True, True, True)
    assert TOLD in words(client.get(section_url()))


def test_the_colleague_sees_what_of_the_own_part_has_changed(changed, collection, client) -> None:
    link = {"section": FIRST, "name": "Gun", "email": "gun@test.example", "by": ANNA}
    _assignment, token = assigned(changed, link)
    client.get(f"/enkat/del/{token}/")
    page = words(client.get(section_url()))
    assert TOLD in page
    assert ("Fråga E4</a>" in page, "Fråga E1</a>" in page) == (True, True)


def test_a_colleague_is_not_told_to_hand_in(twice, client) -> None:
    link = {"section": FIRST, "name": "Gun", "email": "gun@test.example", "by": ANNA}
    client.get(f"/enkat/del/{assigned(twice, link)[1]}/")
    page = words(client.get(section_url()))
    assert ("Säg då till kommunens kontaktperson" in page, "lämna då in" in page) == (True, False)


def assigned(response: Response, link: dict[str, str]) -> tuple[object, str]:
    assign_section(response=response, now=NOW, **link)
    token = re.search(r"/del/([^/\s]+)/", Mail.objects.filter(kind="assignment").get().body)
    assert token is not None
    return response, token[1]


def test_saved_by_script_the_page_learns_at_once_that_it_is_changed(twice, anna) -> None:
    assert TOLD in words(save(anna, "E4", "nej", seen="ja", **{"sett-kommentar-E4": "måndagar"}))
    back = words(save(anna, "E4", "ja", seen="nej", **{"sett-kommentar-E4": "måndagar"}))
    assert (TOLD in back, "det är kvitto 2 som räknas" in back) == (False, True)


def test_the_contacts_are_told_once_for_each_receipt(twice, cast) -> None:
    assert cast.anna
    for value, seen in (("nej", "ja"), ("ja", "nej"), ("nej", "ja")):
        save_answers(response=twice, changes={"E4": Edit(value, seen_value=seen)}, by=CARIN, through="fou", now=NOW)
    mail = Mail.objects.get(kind="changed")
    assert (mail.to, mail.subject.partition(":")[0]) == (ANNA, TOLD)
    assert f"{BASE}oversikt/" in mail.body
    hand_in(response=twice, by=ANNA, now=NOW + timedelta(hours=1))
    save_answers(response=twice, changes={"E4": Edit("ja", seen_value="nej")}, by=CARIN, now=NOW + timedelta(hours=2))
    assert [one.subject[:21] for one in Mail.objects.filter(kind="changed").order_by("pk")] == [
        "Ändrat efter kvitto 2",
        "Ändrat efter kvitto 3",
    ]


def test_handed_in_again_the_change_counts(changed, anna) -> None:
    assert "Lämna in enkäten igen" in words(anna.get(f"{BASE}oversikt/"))
    anna.post(f"{BASE}lamna-in/")
    kept = Response.objects.get()
    assert (kept.state, what_counts(kept), Receipt.objects.count()) == ("handed_in", "kvitto 3", 3)
    assert counted_of(kept)["E4"] == ("nej", "måndagar")


def test_taken_back_it_stands_exactly_as_it_counts(changed, anna) -> None:
    before, revision = counted_of(changed), changed.counted_revision
    rows = set(Answer.objects.values_list("item", flat=True))
    sent = anna.post(f"{BASE}ta-tillbaka/", {"version": changed.revision}, follow=True)
    assert "Ändringarna är tagna tillbaka: 2 svar står som de lämnades in." in words(sent)
    kept = Response.objects.get()
    assert (kept.state, kept.counted, kept.counted_revision) == ("handed_in", None, revision)
    assert answers_of(kept) == before
    assert rows - set(Answer.objects.values_list("item", flat=True)) == {"E1"}
    assert [(one.before, one.after) for one in history_of(kept, "E4")] == [("nej", "ja"), ("ja", "nej"), ("", "ja")]
    assert Event.objects.get(action="response.taken_back").actor == ANNA


def test_nothing_is_taken_back_that_was_not_on_the_page(changed) -> None:
    version = changed.revision
    save_answers(response=changed, changes={"E11": Edit("nej")}, by=CARIN, now=NOW)
    with pytest.raises(WrittenMeanwhile, match="sedan sidan visades"):
        take_back(response=changed, version=version, by=ANNA, now=NOW)
    assert answers_of(changed)["E11"] == ("nej", "")


def test_what_is_handed_in_has_nothing_to_take_back(twice) -> None:
    with pytest.raises(Closed):
        take_back(response=twice, version=twice.revision, by=ANNA, now=NOW)


def test_a_colleague_takes_nothing_back(changed, client, now) -> None:
    _assignment, token = assigned(changed, {"section": FIRST, "name": "Gun", "email": "gun@test.example", "by": ANNA})
    client.get(f"/enkat/del/{token}/")
    assert client.post(f"{BASE}ta-tillbaka/", {"version": changed.revision}).status_code == 404


def test_after_the_last_day_it_is_shown_and_the_receipt_said_to_count(changed, cast, now) -> None:
    now.move_to(NOW + timedelta(days=30))
    anna = cast.client("anna")
    page = words(anna.get(f"{BASE}oversikt/"))
    assert (TOLD in page, CHANGED in page, "Det är kvitto 2 som räknas" in page) == (True, True, True)
    assert "Ta tillbaka" not in page
    assert anna.post(f"{BASE}ta-tillbaka/", {"version": changed.revision}).status_code == 422
    listed = words(anna.get("/enkat/"))
    assert "Kvitto 2 räknas" in listed


def test_never_handed_in_it_says_bortfall_after_the_last_day(response, cast, now) -> None:
    answer(response, E4="ja")
    now.move_to(NOW + timedelta(days=30))
    assert "Enkäten lämnades aldrig in. Kommunen räknas som bortfall." in words(
        cast.client("anna").get(f"{BASE}oversikt/")
    )


def test_reopened_it_can_be_handed_in_or_taken_back(changed) -> None:
    late = NOW + timedelta(days=40)
    reopen(response=changed, until=late.date(), because="Fel i E4", by=CARIN, now=late)
    assert (changed.state, late.date() > CLOSES) == ("changed", True)
    take_back(response=changed, version=changed.revision, by=ANNA, now=late)
    assert Response.objects.get().state == "handed_in"
