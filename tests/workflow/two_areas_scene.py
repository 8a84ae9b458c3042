"""Two service areas in the same year, each with all there is: collection, answers, results, protocol, decision, plans
and follow-up, of the same network and the same people."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from indicators.computing.actions import request_computation
from indicators.computing.compute import compute_survey
from indicators.models import Indicator, Publication, Result
from surveys.answering.hand_in_actions import hand_in
from surveys.collecting.actions import open_collection
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey
from tests.workflow import analysis_scene as scene
from tests.workflow.conftest import EKERO, NOW, SOLNA, WorkflowCast, write_point
from tests.worlds.answering import CLOSES, OPENS, answer, make_response
from tests.worlds.second_area import load_second_area
from workflow.cycles.actions import open_cycle
from workflow.follow_up.actions import open_follow_up, plan_follow_up, save_report, submit_report
from workflow.meetings.actions import hold_meeting, plan_meeting
from workflow.meetings.protocol_actions import approve, send_for_comments
from workflow.models import Cycle, Protocol
from workflow.plans.actions import PlanText
from workflow.states import CHIEF, CONTACT, FOU

FIRST, SECOND = "ekonomiskt-bistand/2017", "exempelomrade/2017"
MEETING, SENT = datetime(2017, 3, 24, 12, tzinfo=UTC), datetime(2017, 3, 27, 9, tzinfo=UTC)
FOLLOWED = datetime(2020, 3, 2, 9, tzinfo=UTC)
ANSWERS = {
    FIRST: {"E1": "inom_3_dagar"},
    SECOND: {"E1": "ja", "E1a": "ja", "X2": "vissa", "X3.vard": "ja", "X3.skola": "nej", "X4": "40"},
}
CHOSEN = {
    FIRST: scene.CHOSEN,
    SECOND: {
        "Bättre stöd (Exempelområde)": ["exempelstod"],
        "Planer (Exempelområde)": ["sip"],
        "Rutin (Exempelområde)": ["exempelrutin"],
    },
}
FIGURES = {"exempelrutin": "ja nej nej ja nej ja nej ja", "exempelstod": "delvis " * 8, "sip": "nej " * 8}


def build_both(cast: WorkflowCast, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cycle]:
    """By survey. What the scene of stage 2 chooses is put in place of its own for the second area."""
    load_second_area()
    scene.everybody(cast)
    scene.load_results()
    _print_figures(cast)
    made = {}
    for slug in (FIRST, SECOND):
        monkeypatch.setattr(scene, "CHOSEN", CHOSEN[slug])
        made[slug] = _one_area(cast, get_survey(slug))
    return made


def _print_figures(cast: WorkflowCast) -> None:
    """A report with the second area's figures of all eight municipalities."""
    report = Publication.objects.create(
        slug="exempelrapport", title="Rapport om Exempelområdet", publisher="FoU", year=2017, kind="report"
    )
    survey = get_survey(SECOND)
    for code, values in FIGURES.items():
        indicator = Indicator.objects.get(area=survey.area, code=code)
        for unit, value in zip(cast.network.members_in(2017).order_by("code"), values.split(), strict=True):
            told = {"origin": "published", "publication": report, "place": "Tabell 1", "printed": value.upper()}
            Result.objects.create(survey=survey, indicator=indicator, municipality=unit, value=value, **told)


def _one_area(cast: WorkflowCast, survey: Survey) -> Cycle:
    by = cast.carin.email
    open_collection(survey=survey, group=cast.network, opens=OPENS, closes=CLOSES, by=by)
    for code, person in ((EKERO, cast.anna), (SOLNA, cast.bo)):
        response = make_response(survey, code)
        answer(response, by=person.email, **ANSWERS[survey.slug])
        hand_in(response=response, by=person.email, now=NOW)
    compute_survey(survey)
    request_computation(survey=survey, by=by, reason="svar")
    cycle = open_cycle(network=cast.network, area=survey.area, year=survey.year, survey=survey, by=by, now=NOW)
    _protocol(cycle)
    _decided(cast, cycle)
    return cycle


def _protocol(cycle: Cycle) -> None:
    who = {"by": scene.BY, "roles": {FOU}}
    times = {"starts_at": MEETING, "ends_at": MEETING.replace(hour=15), "place": "FoU"}
    meeting = plan_meeting(cycle=cycle, kind="quality", **times, **who)
    there = set(meeting.participants.values_list("pk", flat=True))
    hold_meeting(meeting=meeting, present=there, **who, now=times["ends_at"])
    protocol, _made = Protocol.objects.get_or_create(meeting=meeting)
    write_point(protocol, "E1", f"Så tolkar vi frågan om {cycle.area.name}.", consider_in_analysis=False)
    send_for_comments(protocol=protocol, until=date(2017, 4, 10), **who, now=SENT)
    approve(protocol=protocol, **who, now=SENT)


def _decided(cast: WorkflowCast, cycle: Cycle) -> None:
    scene.decided(cast, cycle)
    area = cycle.development_areas.order_by("order").first()
    goal = scene.GoalText(target="Ja", indicator=area.indicators[0], start="Nej")
    text = PlanText(**{**vars(scene.PLAN), "goals": [goal]})
    plan = scene.plan_of(area, EKERO, text)
    scene.plan_actions.adopt_plan(plan=plan, by=cast.frida.email, roles={CHIEF}, now=scene.DECIDED)
    follow_up = plan_follow_up(cycle=cycle, opens_on=date(2020, 3, 2), by=scene.BY)
    follow_up = open_follow_up(follow_up=follow_up, by=scene.BY, now=FOLLOWED)
    told = {"done": "En rutin är skriven.", "own_data": "", "learned": "", "seen": ""}
    save_report(follow_up=follow_up, plan=plan, **told, by=cast.anna.email, roles={CONTACT}, now=FOLLOWED)
    submit_report(follow_up=follow_up, plan=plan, by=cast.anna.email, roles={CONTACT}, now=FOLLOWED)
