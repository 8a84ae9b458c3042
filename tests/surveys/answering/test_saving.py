"""Saving answers: what is written, what is refused, and who was first."""

from __future__ import annotations

from datetime import timedelta

import pytest

from municipalities.models import Event
from municipalities.refusals import Closed, NotPossible
from surveys.answering.actions import Edit, confirm_same, reopen, save_answers
from surveys.answering.queries import history_of, last_saved
from surveys.counting import answers_of, counted_of
from surveys.models import Answer, AnswerEvent, Response
from tests.worlds.answering import NOW, answer, any_answers, handed_in, make_last_year

ANNA, BO = "anna@test.example", "bo@test.example"


def save(response: Response, by: str = ANNA, sections: set[str] | None = None, **edits: Edit):
    return save_answers(response=response, changes=edits, by=by, sections=sections, now=NOW)


def test_a_saved_answer_is_stored_and_in_the_history(response):
    saved = save(response, E1=Edit("Inom 3 dagar", "räknat ur systemet"))
    assert (saved.saved, saved.at, saved.is_complete) == (["E1"], NOW, True)
    assert answers_of(response) == {"E1": ("inom_3_dagar", "räknat ur systemet")}
    [change] = history_of(response, "E1")
    assert (change.by, change.at, change.through) == (ANNA, NOW, "web")
    assert (change.before, change.after, change.comment_after) == ("", "inom_3_dagar", "räknat ur systemet")
    assert last_saved(response) == NOW


def test_one_wrong_answer_keeps_nothing_else_from_being_saved(response):
    saved = save(response, E1=Edit("Kanske"), E4=Edit("ja"))
    assert saved.saved == ["E4"]
    assert saved.refused["E1"].startswith("Svaret finns inte i fråga E1. Skriv något av: Inom 3 dagar,")


def test_a_wrong_comment_does_not_keep_its_own_answer_from_being_saved(response):
    saved = save(response, E4=Edit("ja", "x" * 10_001))
    assert saved.saved == ["E4"]
    assert "10001 tecken" in saved.refused["E4"]
    assert answers_of(response) == {"E4": ("ja", "")}


def test_a_comment_of_a_megabyte_is_refused(response):
    saved = save(response, E4=Edit(comment="å" * 1_000_000))
    assert (saved.saved, list(saved.refused)) == ([], ["E4"])
    assert not AnswerEvent.objects.exists()


def test_a_forged_item_and_an_option_of_another_question_are_refused(response):
    saved = save(response, X9=Edit("ja"), E4=Edit("inom_3_dagar"))
    assert (saved.saved, set(saved.refused)) == ([], {"X9", "E4"})
    assert answers_of(response) == {}


def test_a_colleague_writes_only_in_the_own_section(response):
    saved = save(response, sections={"tillganglighet"}, E4=Edit("ja"), G6=Edit("ja"))
    assert (saved.saved, list(saved.refused)) == (["E4"], ["G6"])


def test_script_in_a_comment_is_kept_as_it_was_written(response):
    save(response, E4=Edit("ja", "<script>alert(1)</script>"))
    assert answers_of(response)["E4"][1] == "<script>alert(1)</script>"


def test_the_second_on_one_question_is_shown_both_versions(response):
    save(response, E4=Edit("ja", "min"))
    saved = save(response, by=BO, E4=Edit("nej", "din", seen_value="", seen_comment=""))
    conflict = saved.conflicts["E4"]
    assert (conflict.mine, conflict.theirs) == (("nej", "din"), ("ja", "min"))
    assert (conflict.their_by, conflict.their_at) == (ANNA, NOW)
    assert answers_of(response)["E4"] == ("ja", "min")


def test_the_second_may_then_choose_the_own_version(response):
    save(response, E4=Edit("ja"))
    saved = save(response, by=BO, E4=Edit("nej", seen_value="ja"))
    assert (saved.saved, saved.conflicts) == (["E4"], {})
    assert [change.after for change in history_of(response, "E4")] == ["nej", "ja"]


def test_one_writes_the_answer_and_another_the_comment(response):
    save(response, E4=Edit("ja"))
    assert save(response, by=BO, E4=Edit(comment="gäller hela kommunen")).is_complete
    assert answers_of(response)["E4"] == ("ja", "gäller hela kommunen")


def test_what_a_person_has_not_touched_is_left_to_the_other(response):
    save(response, E4=Edit("ja"))
    saved = save(response, by=BO, E4=Edit("", "", seen_value="", seen_comment=""), G1=Edit("ja"))
    assert (saved.saved, saved.unchanged) == (["G1"], ["E4"])
    assert saved.stands["E4"] == ("ja", "")


def test_a_single_answer_meant_so_is_never_passed_over(response):
    save(response, E4=Edit("ja"))
    saved = save(response, by=BO, E4=Edit("", seen_value="", intended=True))
    assert list(saved.conflicts) == ["E4"]


def test_a_form_sent_twice_changes_nothing_the_second_time(response):
    save(response, E4=Edit("ja", "så"))
    revision = response.revision
    saved = save(response, E4=Edit("ja", "så"))
    assert (saved.saved, saved.unchanged) == ([], ["E4"])
    assert Response.objects.get().revision == revision
    assert AnswerEvent.objects.count() == 1


def test_line_breaks_of_a_browser_are_no_change(response):
    save(response, G1=Edit("nej"), G1a=Edit("ja"), G1b=Edit("kl 8\r\nkl 17"))
    assert save(response, G1b=Edit("kl 8\r\nkl 17", seen_value="kl 8\r\nkl 17")).unchanged == ["G1b"]


def test_a_change_raises_the_revision(response):
    before = response.revision
    save(response, E4=Edit("ja"))
    assert (response.revision, Response.objects.get().revision) == (before + 1, before + 1)


def test_after_the_last_day_nothing_is_saved(response):
    with pytest.raises(Closed):
        save_answers(response=response, changes={"E4": Edit("ja")}, by=ANNA, now=NOW + timedelta(days=21))
    assert answers_of(response) == {}


def test_the_last_day_is_a_day_of_answering(response):
    saved = save_answers(response=response, changes={"E4": Edit("ja")}, by=ANNA, now=NOW + timedelta(days=20))
    assert saved.saved == ["E4"]


def test_reopened_it_takes_answers_again(response):
    late = NOW + timedelta(days=40)
    reopen(response=response, until=late.date(), because="Fel i E4", by="carin@test.example", now=late)
    assert save_answers(response=response, changes={"E4": Edit("ja")}, by=ANNA, now=late).saved == ["E4"]


def test_what_was_handed_in_counts_on_when_it_is_changed(response):
    save(response, E4=Edit("ja", "måndagar"))
    Response.objects.update(**handed_in(ANNA))
    save(response, E4=Edit("nej", seen_value="ja", seen_comment="måndagar"), G1=Edit("ja"))
    kept = Response.objects.get()
    assert (kept.state, kept.handed_in_by, kept.handed_in_at) == ("changed", ANNA, NOW)
    assert (counted_of(kept), kept.counted_revision) == ({"E4": ("ja", "måndagar")}, 1)
    assert Event.objects.filter(action="response.changed_after_hand_in").count() == 1


def test_changed_back_by_hand_it_is_handed_in_again(response):
    save(response, E4=Edit("ja"))
    Response.objects.update(**handed_in(ANNA))
    save(response, E4=Edit("nej", seen_value="ja"), G1=Edit("ja"))
    save(response, E4=Edit("ja", seen_value="nej"))
    assert Response.objects.get().state == "changed"
    save(response, G1=Edit("", seen_value="ja"))
    kept = Response.objects.get()
    assert (kept.state, kept.counted, counted_of(kept)["E4"]) == ("handed_in", None, ("ja", ""))


def test_an_unchanged_save_leaves_it_handed_in(response):
    save(response, E4=Edit("ja"))
    Response.objects.update(**handed_in(ANNA))
    save(response, E4=Edit("ja"))
    assert Response.objects.get().state == "handed_in"


@pytest.mark.parametrize("count", [1, 30, 80])
def test_queries_do_not_grow_with_the_answers(response, questionnaire, count, django_assert_num_queries):
    edits = {code: Edit(value) for code, value in list(any_answers(questionnaire).items())[:count]}
    with django_assert_num_queries(7):  # savepoint and its release, lock with open?, stored, answers, history, revision
        save(response, **edits)


def test_nothing_from_last_year_to_confirm(response):
    with pytest.raises(NotPossible, match="inget svar från förra året"):
        confirm_same(response=response, question="E4", by=ANNA, now=NOW)


def test_last_year_confirmed_is_last_years_answer_and_comment(response):
    make_last_year(response, **{"G2.lss": "ja", "G2.missbruk": "nej", "E4": "ja"})
    saved = confirm_same(response=response, question="G2", by=ANNA, now=NOW)
    assert saved.saved == ["G2.missbruk", "G2.lss"]
    assert answers_of(response) == {"G2.lss": ("ja", "om G2.lss"), "G2.missbruk": ("nej", "om G2.missbruk")}


def test_confirming_what_somebody_has_just_answered_is_a_conflict(response):
    make_last_year(response, E4="ja")
    answer(response, by=BO, E4="nej")
    saved = confirm_same(response=response, question="E4", by=ANNA, seen={}, now=NOW)
    assert saved.conflicts["E4"].theirs == ("nej", "")


def test_only_what_is_asked_is_confirmed(response):
    make_last_year(response, **{"G2.lss": "ja", "G2.missbruk": "ja", "G2a.lss": "ja", "G2a.missbruk": "nej"})
    answer(response, **{"G2.lss": "nej", "G2.missbruk": "ja"})
    assert confirm_same(response=response, question="G2a", by=ANNA, now=NOW).saved == ["G2a.missbruk"]


def test_a_closed_survey_confirms_nothing(response):
    make_last_year(response, E4="ja")
    with pytest.raises(Closed):
        confirm_same(response=response, question="E4", by=ANNA, now=NOW + timedelta(days=30))


def test_a_number_from_before_the_limits_can_be_left_as_it_stands(response, numbers):
    """The whole section is posted; only what somebody changes is read anew."""
    Answer.objects.create(response=response, item="N1", value="12.125")
    edits = {"N1": Edit("12,125", seen_value="12.125"), "N1a": Edit("-3")}
    saved = save_answers(response=response, changes=edits, by=ANNA, now=NOW)
    assert (saved.unchanged, list(saved.refused)) == (["N1"], ["N1a"])
    saved = save_answers(response=response, changes={"N1": Edit("1.000", seen_value="12.125")}, by=ANNA, now=NOW)
    assert "menar du 1000 eller 1,000?" in saved.refused["N1"]
    assert Answer.objects.get(item="N1").value == "12.125"
