"""The table of steps: every step has its row, and what the row says can be shown."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from workflow.cycles.presenters import CARRIERS, STAGES
from workflow.cycles.steps import DEFAULT_ORDER, STEP_OF_MEETING, STEPS, usual_dates
from workflow.models import Meeting, Step


def test_every_step_has_its_row_in_the_usual_order() -> None:
    assert list(DEFAULT_ORDER) == Step.Code.values
    assert [one.stage for one in STEPS.values()] == sorted(one.stage for one in STEPS.values())


def test_every_kind_of_meeting_is_a_step() -> None:
    assert set(STEP_OF_MEETING) == set(Meeting.Kind.values)


@pytest.mark.parametrize("code", STEPS)
def test_what_a_row_says_can_be_shown(code: str) -> None:
    kind = STEPS[code]
    assert kind.stage in STAGES
    assert kind.carried_by in CARRIERS
    assert kind.pages or not kind.asks_fou
    assert all(reverse(address, args=[1]) for _label, address in kind.pages)


def test_the_usual_days_of_2017() -> None:
    """The survey was open 24 January to 21 March."""
    told = {code: day.isoformat() for code, day in usual_dates(2017, None, None).items()}
    assert told == {
        "prepare": "2017-01-24",
        "quality_meeting": "2017-02-21",
        "protocol": "2017-03-07",
        "answering": "2017-03-21",
        "results": "2017-10-02",
        "meeting_1": "2017-10-12",
        "homework": "2017-11-02",
        "meeting_2": "2017-11-13",
        "decision": "2017-12-11",
        "plans": "2018-03-12",
        "reports": "2019-12-10",
        "follow_up_meeting": "2020-01-09",
        "closing": "2020-02-10",
    }


def test_a_late_survey_moves_the_results() -> None:
    days = usual_dates(2017, date(2017, 8, 1), date(2017, 9, 15))
    assert days["results"] == date(2017, 10, 16)  # the 15th is a Sunday
