"""The closed cycle of the Exempeldata: real meeting, made-up stages, figures from the results."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import timezone

from municipalities.models import Mail, User
from surveys.models import Interpretation
from tests.workflow.demo.days import days_off_in_the_database
from workflow import models
from workflow.cycles.step_days import beneath
from workflow.cycles.steps import RESTS_ON, days_of
from workflow.demo.areas_2015 import AREAS
from workflow.demo.meeting_2015 import POINTS
from workflow.follow_up.documents import sha256_of
from workflow.follow_up.movement import BETTER, BREAK, MISSING, WORSE
from workflow.models import Cycle, Decision, FollowUp, Meeting, ProtocolVersion, Step, Verdict

QUESTIONS = ["Q1", "Q3", "Q4", "Q4a", "Q6", "Q6a", "Q8", "Q10", "Q12", "Q17", "Q18"]


@pytest.fixture
def closed(demo_cycles: None, db: None) -> Cycle:
    return Cycle.objects.get()


def test_the_real_meeting_is_told_with_its_day_its_questions_and_what_was_agreed(closed: Cycle) -> None:
    meeting = closed.meetings.get(kind=Meeting.Kind.QUALITY)
    content = ProtocolVersion.objects.get(protocol__meeting=meeting).content
    assert timezone.localdate(meeting.starts_at) == date(2015, 4, 24)
    assert [point["question"] for point in content["points"]] == QUESTIONS == [one.question for one in POINTS]


def test_point_1_of_question_17_is_to_be_considered_in_the_analysis(closed: Cycle) -> None:
    marked = Interpretation.objects.filter(survey=closed.survey, consider_in_analysis=True)
    assert [(one.question, "punkt 1" in one.consider_because) for one in marked] == [("Q17", True)]
    assert not Interpretation.objects.filter(survey=closed.survey, is_example=True).exists()


def test_every_stage_is_carried_through_to_a_closed_follow_up(closed: Cycle) -> None:
    assert closed.state == Cycle.State.CLOSED
    assert closed.is_example
    assert not closed.steps.exclude(state=Step.State.DONE).exists()
    follow_up = FollowUp.objects.get(cycle=closed)
    assert (follow_up.state, follow_up.closed_at.year) == (FollowUp.State.CLOSED, 2017)
    assert sha256_of(follow_up.document) == follow_up.sha256
    assert {one["outcome"] for one in follow_up.document["areas"]} == set(Verdict.Outcome.values)


def test_no_day_of_it_is_a_sunday_or_a_holiday(closed: Cycle) -> None:
    assert days_off_in_the_database() == []


def test_every_step_happened_after_what_it_rests_on(closed: Cycle) -> None:
    days = days_of(closed.steps.all())
    assert len(days) == 13
    for code, on in days.items():
        assert all(days[one] <= on for one in beneath(code, RESTS_ON)), code


def test_the_verdicts_hold_against_the_real_figures(closed: Cycle) -> None:
    areas = FollowUp.objects.get(cycle=closed).document["areas"]
    moved = {one["outcome"]: {two["rows"][0]["direction"] for two in one["indicators"]} for one in areas}
    assert moved == {"reached": {BETTER}, "partly": {BETTER, BREAK}, "not_reached": {WORSE}, "cannot_tell": {MISSING}}


def test_no_figure_about_results_is_typed() -> None:
    texts = [text for one in AREAS for text in one if isinstance(text, str)]
    assert [text for text in texts if re.search(r"\d+ av \d+|\d\s?%|procent", text)] == []


def test_the_decision_rests_on_figures_of_the_report(closed: Cycle) -> None:
    figures = Decision.objects.get(cycle=closed).frozen["figures"]
    own = {one["code"]: one["groups"][0][2:4] for one in figures["indicators"]}
    assert (figures["year"], own["juridiskt_stod"], own["skyddade_personuppgifter"]) == (2015, [5, 8], [1, 8])


def test_what_is_made_up_says_so(closed: Cycle) -> None:
    reports = models.PlanReport.objects.values_list("done", flat=True)
    homework = models.Homework.objects.values_list("known", flat=True)
    assert all(text.startswith("Exempeldata") for text in [*reports, *homework])
    assert not User.objects.exclude(email__endswith=".example").exists()
    assert not Mail.objects.filter(is_example=False).exists()
    assert not Mail.objects.filter(sent_at=None).exists()
