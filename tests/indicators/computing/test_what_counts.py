"""Results come from what was handed in, and from nothing else; not handed in by the last day is bortfall."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from indicators.computing import compute
from indicators.computing.compute import compute_survey, stale_units
from indicators.computing.exports import municipality_rows
from indicators.computing.tasks import sweep_computations
from indicators.models import ComputedResponse, GroupResult, Result
from municipalities.models import Group, Municipality
from surveys.answering.actions import Edit, save_answers
from surveys.answering.hand_in_actions import hand_in
from surveys.models import Collection, Response, Survey
from tests.worlds.answering import NOW

BY = "anna@test.example"
YES = {"R1": "ja", "R1a": "ja", "R2": "alla"}
OPEN, CLOSED = NOW.date(), date(2017, 3, 22)


@pytest.fixture
def asked(survey, units) -> Collection:
    """All five are asked until 21 March 2017."""
    return Collection.objects.create(
        survey=survey, group=Group.objects.get(slug="natverk"), opens="2017-01-24", closes="2017-03-21", opened_by=BY
    )


def begin(survey: Survey, place: int, **values: str) -> Response:
    """A draft, saved as the page saves it."""
    unit = Municipality.objects.get(code=f"010{place}")
    response, _made = Response.objects.get_or_create(survey=survey, municipality=unit)
    stored = dict(response.answers.values_list("item", "value"))
    edits = {item: Edit(value, seen_value=stored.get(item, "")) for item, value in values.items()}
    save_answers(response=response, changes=edits, by=BY, now=NOW)
    return response


def results(survey: Survey, day: date = OPEN) -> dict[str, str]:
    """Code of the unit -> its result of "rutin", as stored after a run that day."""
    with time_machine.travel(day):
        compute_survey(survey)
    stored = Result.objects.filter(indicator__code="rutin").values_list("municipality__code", "value")
    return dict(stored.order_by("municipality__code"))


def test_a_draft_gives_no_result_while_it_can_be_answered(survey, asked) -> None:
    begin(survey, 0, **YES)
    assert results(survey) == {}
    assert not GroupResult.objects.exists()


def test_a_draft_makes_nothing_stale_and_handing_in_does(survey, asked) -> None:
    response = begin(survey, 0, **YES)
    assert not stale_units(survey, OPEN)
    hand_in(response=response, by=BY, now=NOW)
    assert [one.response for one in stale_units(survey, OPEN).units] == [response.pk]
    assert results(survey) == {"0100": "ja"}
    begin(survey, 0, R1a="nej")
    assert not stale_units(survey, OPEN)


def test_what_is_changed_after_the_receipt_counts_first_when_it_is_handed_in(survey, asked) -> None:
    response = begin(survey, 0, **YES)
    hand_in(response=response, by=BY, now=NOW)
    begin(survey, 0, R1a="nej")
    assert results(survey) == {"0100": "ja"}
    response.refresh_from_db()
    hand_in(response=response, by=BY, now=NOW)
    assert results(survey) == {"0100": "nej"}


def test_definitions_read_anew_read_what_counts_and_not_the_draft(survey, asked) -> None:
    response = begin(survey, 0, **YES)
    hand_in(response=response, by=BY, now=NOW)
    begin(survey, 0, R1a="nej")
    ComputedResponse.objects.all().delete()
    assert results(survey) == {"0100": "ja"}


def test_after_the_last_day_whoever_has_not_handed_in_is_bortfall_everywhere(survey, asked) -> None:
    hand_in(response=begin(survey, 0, **YES), by=BY, now=NOW)
    begin(survey, 1, **YES)
    expected = {"0100": "ja"} | {f"010{place}": "bortfall" for place in range(1, 5)}
    assert results(survey, CLOSED) == expected
    of_the_draft = Result.objects.filter(municipality__code="0101").values_list("indicator__code", "value")
    assert set(of_the_draft) == {("rutin", "bortfall"), ("stod", "bortfall"), ("timmar", "bortfall")}
    network = GroupResult.objects.get(group__slug="natverk", indicator__code="rutin")
    assert (network.yes, network.base, network.non_response, network.units) == (1, 1, 4, 5)


def test_the_sweep_notices_that_the_last_day_has_passed(survey, asked) -> None:
    for day, waiting in (("2017-03-21", 0), ("2017-03-22", 1)):
        with time_machine.travel(day):
            sweep_computations()
        assert survey.computations.count() == waiting


def test_reopened_it_is_silent_again_until_its_own_last_day(survey, asked) -> None:
    begin(survey, 0, **YES)
    assert results(survey, CLOSED)["0100"] == "bortfall"
    Response.objects.update(reopened_until=date(2017, 4, 1), reopened_by="carin", reopened_because="Fel siffra")
    assert "0100" not in results(survey, CLOSED)
    assert results(survey, date(2017, 4, 2))["0100"] == "bortfall"


def test_what_was_written_while_it_was_computed_is_left_to_the_next_run(survey, asked, monkeypatch) -> None:
    """The answers read are no longer those of the revision: nothing of them is stored."""
    response = begin(survey, 0, **YES)
    hand_in(response=response, by=BY, now=NOW)
    read = compute.counted_values

    def read_and_write(*which: list[int]) -> dict[int, dict[str, str]]:
        begin(survey, 0, R1a="nej")
        return read(*which)

    monkeypatch.setattr(compute, "counted_values", read_and_write)
    assert results(survey) == {}
    monkeypatch.undo()
    assert results(survey) == {"0100": "ja"}


@pytest.mark.parametrize(("day", "places"), [(OPEN, ["0100"]), (CLOSED, ["0100", "0101", "0102", "0103", "0104"])])
def test_a_file_of_results_leaves_out_who_may_still_hand_in(survey, asked, day, places) -> None:
    hand_in(response=begin(survey, 0, **YES), by=BY, now=NOW)
    begin(survey, 1, **YES)
    results(survey, day)
    with time_machine.travel(day):
        rows = [row for row in municipality_rows(survey) if row[3] == "rutin"]
    assert [row[1] for row in rows] == places
    assert [row[4] for row in rows] == ["ja", *["bortfall"] * (len(places) - 1)]
