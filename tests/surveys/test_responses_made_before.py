"""Responses made before there was a word for what counts get their state from receipts, imports and Exempeldata.

The migration runs on rows as they stood then: under way, whatever had been handed in before the last change.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of
from surveys.answering.actions import Edit, save_answers
from surveys.answering.hand_in_actions import hand_in
from surveys.counting import counted_of
from surveys.models import Answer, AnswerEvent, ImportRun, Response
from tests.worlds.answering import NOW, answer

BY = "anna@test.example"
LATER = NOW + timedelta(hours=1)


def migrated(response: Response) -> Response:
    """As the database was, and what the migration makes of it."""
    fields = {"state": "under_way", "counted": None, "counted_revision": 0, "handed_in_by": "", "handed_in_at": None}
    Response.objects.filter(pk=response.pk).update(**fields)
    import_module("surveys.migrations.0005_what_counts").say_what_counts(apps, None)
    return Response.objects.get(pk=response.pk)


def import_yes(response: Response) -> None:
    """Carin brings in a file that says Ja to E4 for Ekerö."""
    mapping = mapping_of(Kind.ANSWERS, response.survey)
    upload = Upload(Kind.ANSWERS, response.survey, b"kod;E4\n0125;ja", "svar.csv", mapping)
    import_at_once(upload, by="carin@test.example")


def test_what_never_was_handed_in_stays_under_way(response) -> None:
    answer(response, E4="ja")
    found = migrated(response)
    assert (found.state, found.counted_revision, counted_of(found)) == ("under_way", 0, None)


def test_changed_after_its_receipt_the_receipt_counts_to_the_letter(response) -> None:
    save_answers(response=response, changes={"E4": Edit("ja", "måndagar"), "G1a": Edit("ja")}, by=BY, now=NOW)
    hand_in(response=response, by=BY, now=NOW)
    for value, seen in (("nej", "ja"), ("", "nej")):
        edits = {"E4": Edit(value, seen_value=seen), "G1": Edit("ja")}
        save_answers(response=response, changes=edits, by="gun@test.example", now=LATER)
    before = Response.objects.get().revision
    found = migrated(response)
    assert (found.state, found.handed_in_by, found.handed_in_at) == ("changed", BY, NOW)
    assert counted_of(found) == {"E4": ("ja", "måndagar"), "G1a": ("ja", "")}
    assert found.counted_revision == found.revision == before + 1  # stale: it was computed from the draft


def test_changed_and_changed_back_it_is_handed_in(response) -> None:
    answer(response, E4="ja")
    hand_in(response=response, by=BY, now=NOW)
    for value, seen in (("nej", "ja"), ("ja", "nej")):
        save_answers(response=response, changes={"E4": Edit(value, seen_value=seen)}, by=BY, now=LATER)
    found = migrated(response)
    assert (found.state, found.handed_in_by, found.counted_revision) == ("handed_in", BY, found.revision)


@pytest.mark.parametrize("writes_on", [False, True])
def test_an_imported_file_is_handed_in_by_who_confirmed_it(response, settings, tmp_path, writes_on) -> None:
    settings.MEDIA_ROOT = tmp_path
    import_yes(response)
    ImportRun.objects.update(confirmed_at=NOW)
    AnswerEvent.objects.update(at=NOW)
    if writes_on:
        save_answers(response=response, changes={"E4": Edit("nej", seen_value="ja")}, by=BY, now=LATER)
    found = migrated(response)
    assert (found.state, found.handed_in_by) == ("changed" if writes_on else "handed_in", "carin@test.example")
    assert counted_of(found) == {"E4": ("ja", "")}


def test_an_undone_import_counts_for_nothing(response, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    import_yes(response)
    ImportRun.objects.update(state=ImportRun.State.UNDONE)
    assert migrated(response).state == "under_way"


def test_exempeldata_made_at_once_is_handed_in(response) -> None:
    Response.objects.update(is_example=True)
    Answer.objects.create(response=response, item="E4", value="ja")
    AnswerEvent.objects.create(
        response=response, through="file", by="load_example", at=NOW, created_response=True, changes=[]
    )
    found = migrated(response)
    assert (found.state, found.handed_in_by, counted_of(found)) == ("handed_in", "load_example", {"E4": ("ja", "")})
