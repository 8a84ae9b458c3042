"""A confirmed file counts as handed in; of a draft the file's answers alone; undone, what counted before counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from indicators.importing.actions import import_at_once, undo
from municipalities.models import Municipality
from municipalities.refusals import NotPossible
from surveys.counting import answers_of, counted_of
from surveys.models import Answer, AnswerEvent, Receipt, Response
from tests.indicators.importing import files
from tests.worlds.answering import handed_in

YES = [["kod", "E1"], ["0125", "Ja"]]


def bring_in(upload, rows=YES, by: str = "Carin"):
    return import_at_once(upload(files.workbook(Svar=rows)), by=by).run


def draft(survey, **values: str) -> Response:
    """Ekerö has written this and handed in nothing."""
    response = Response.objects.create(survey=survey, municipality=Municipality.objects.get(code="0125"))
    write(response, **values)
    return response


def write(response: Response, **values: str) -> None:
    """A save after what is there, not handed in: what counted is kept."""
    response.refresh_from_db()
    if response.state == "handed_in":
        response.state = "changed"
        response.counted = [[item, *stored] for item, stored in answers_of(response).items()]
    response.revision += 1
    response.save()
    stored = answers_of(response)
    for item, value in values.items():
        Answer.objects.update_or_create(response=response, item=item, defaults={"value": value})
    changes = [[item, stored.get(item, (None,))[0], value, None, ""] for item, value in values.items()]
    AnswerEvent.objects.create(response=response, through="web", by="Anna", at=datetime.now(UTC), changes=changes)


def now() -> Response:
    return Response.objects.get(municipality__code="0125")


def test_a_new_response_is_handed_in_by_who_confirmed_the_file(upload) -> None:
    run = bring_in(upload)
    assert (now().state, now().handed_in_by, now().counted_revision) == ("handed_in", "Carin", 1)
    assert now().handed_in_at <= run.confirmed_at


def test_of_a_draft_only_what_the_file_says_counts(upload, import_survey) -> None:
    draft(import_survey, N1="12", E1="nej")
    bring_in(upload)
    assert (now().state, counted_of(now())) == ("changed", {"E1": ("ja", "")})
    assert answers_of(now()) == {"N1": ("12", ""), "E1": ("ja", "")}


def test_a_file_that_says_what_the_draft_says_makes_it_count(upload, import_survey) -> None:
    draft(import_survey, E1="ja")
    bring_in(upload)
    assert (now().state, counted_of(now())) == ("handed_in", {"E1": ("ja", "")})
    again = import_at_once(upload(files.workbook(Svar=YES)), by="Carin")
    assert again.run is None


def test_what_is_changed_since_the_receipt_goes_on_waiting(upload, import_survey) -> None:
    response = draft(import_survey, E1="nej", N1="12")
    Response.objects.update(**handed_in())
    write(response, N1="13")
    bring_in(upload)
    assert (now().state, counted_of(now())) == ("changed", {"E1": ("ja", ""), "N1": ("12", "")})
    assert answers_of(now())["N1"] == ("13", "")


def test_undone_a_draft_is_a_draft_again(upload, import_survey) -> None:
    draft(import_survey, N1="12", E1="nej")
    undo(bring_in(upload), by="Carin")
    assert (now().state, now().counted_revision, now().handed_in_by) == ("under_way", 0, "")
    assert answers_of(now()) == {"N1": ("12", ""), "E1": ("nej", "")}


def test_undone_what_counted_before_counts_and_what_is_written_since_waits(upload) -> None:
    first = bring_in(upload, [["kod", "E1"], ["0125", "Nej"]], by="Anna")
    second = bring_in(upload)
    write(now(), N1="12")
    undo(second, by="Carin")
    assert (now().state, counted_of(now()), now().handed_in_by) == ("changed", {"E1": ("nej", "")}, "Anna")
    assert answers_of(now()) == {"E1": ("nej", ""), "N1": ("12", "")}
    undo(first, by="Carin")
    assert (now().state, answers_of(now())) == ("under_way", {"N1": ("12", "")})


def test_undone_leaves_what_a_municipality_has_written_over_it(upload) -> None:
    run = bring_in(upload)
    write(now(), E1="nej")
    undo(run, by="Carin")
    assert (now().state, counted_of(now()), answers_of(now())) == ("under_way", None, {"E1": ("nej", "")})


def test_a_receipt_since_stands_in_the_way(upload) -> None:
    run = bring_in(upload)
    Receipt.objects.create(
        response=now(), number=1, by="Anna", at=datetime.now(UTC), answers=[], pdf=b"", sha256="0" * 64
    )
    with pytest.raises(NotPossible, match="det har lämnats in efteråt \\(Ekerö, kvitto 1\\)"):
        undo(run, by="Carin")
    assert counted_of(now()) == {"E1": ("ja", "")}
