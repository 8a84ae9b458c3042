"""A cycle of 2015 that has been decided on, with plans, as the follow-up finds it; figures are the published ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from municipalities.models import Municipality
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast
from workflow.cycles.actions import finish_step, leave_out_step, open_cycle
from workflow.follow_up.actions import open_follow_up, plan_follow_up
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, FollowUp, Goal, Step
from workflow.states import FOU

BEGUN = datetime(2015, 4, 1, 9, 0, tzinfo=UTC)
DECIDED = datetime(2015, 12, 1, 9, 0, tzinfo=UTC)
OPENS = date(2017, 12, 1)
OPENED = datetime(2017, 12, 1, 7, 0, tzinfo=UTC)
LATER = datetime(2017, 12, 12, 9, 0, tzinfo=UTC)
STAGE_3 = (Step.Code.REPORTS, Step.Code.FOLLOW_UP_MEETING, Step.Code.CLOSING)
LAWS = ("Stöd i juridiken", ["juridiskt_stod", "rattsfall"])
SAFE = ("Skyddade uppgifter", ["skyddade_personuppgifter", "vald_rutin"])


@dataclass(frozen=True)
class Scene:
    cast: WorkflowCast
    cycle: Cycle
    follow_up: FollowUp
    laws: DevelopmentArea
    safe: DevelopmentArea
    ekero: ActionPlan
    solna: ActionPlan
    joint: ActionPlan


def decided_cycle(cast: WorkflowCast) -> Cycle:
    """Steps before the follow-up are done; nobody has opened the follow-up."""
    survey = get_survey("ekonomiskt-bistand/2015")
    cycle = open_cycle(network=cast.network, area=survey.area, year=2015, survey=survey, by=cast.carin.email, now=BEGUN)
    for code in Step.Code.values:
        if code not in STAGE_3:
            finish_step(cycle=cycle, code=code, by=cast.carin.email, now=DECIDED)
    decide(cycle, 1, OPENS)
    return cycle


def decide(cycle: Cycle, number: int, follow_up_on: date) -> Decision:
    return Decision.objects.create(
        cycle=cycle,
        number=number,
        state=Decision.State.DECIDED,
        proposal="Två områden",
        motivation="Resultaten visar behovet.",
        proposed_by="fou@test.example",
        proposed_at=DECIDED,
        decided_on=DECIDED.date(),
        decided_by="chef@test.example",
        decided_at=DECIDED,
        follow_up_on=follow_up_on,
        sha256="0" * 64,
    )


def build_scene(cast: WorkflowCast, opened: bool = True) -> Scene:
    """Laws has a plan each for Ekerö and Solna, safe has a joint one. Wants the `published` figures."""
    for person in (cast.anna, cast.bo, cast.david, cast.frida):
        assert person
    cycle = decided_cycle(cast)
    laws, safe = (add_area(cycle, order, *told) for order, told in enumerate((LAWS, SAFE)))
    ekero, solna, joint = _plan(laws, EKERO), _plan(laws, SOLNA), _plan(safe, "")
    Goal.objects.create(plan=ekero, indicator="rattsfall", start="Nej", target="Ja")
    follow_up = plan_follow_up(cycle=cycle, opens_on=OPENS, by="öjportal")
    if opened:
        follow_up = open_follow_up(follow_up=follow_up, by="öjportal", now=OPENED)
    return Scene(cast, cycle, follow_up, laws, safe, ekero, solna, joint)


def add_area(cycle: Cycle, order: int, title: str, codes: list[str]) -> DevelopmentArea:
    return DevelopmentArea.objects.create(
        cycle=cycle,
        title=title,
        indicators=codes,
        need="Färre än hälften har det.",
        state=DevelopmentArea.State.DECIDED,
        order=order,
        by="fou@test.example",
        at=DECIDED,
    )


def _plan(area: DevelopmentArea, code: str) -> ActionPlan:
    return ActionPlan.objects.create(
        area=area,
        municipality=Municipality.objects.get(code=code) if code else None,
        state=ActionPlan.State.ADOPTED,
        what="Skriva en rutin",
        reach_by=OPENS,
        follow_up_on=OPENS,
        edited_by="x@test.example",
        edited_at=DECIDED,
        adopted_by="x@test.example",
        adopted_at=DECIDED,
    )


def leave_out_meeting(scene: Scene) -> None:
    """So that the cycle can close without a follow-up meeting."""
    for code in (Step.Code.REPORTS, Step.Code.FOLLOW_UP_MEETING):
        leave_out_step(cycle=scene.cycle, code=code, because="Görs skriftligt", by=scene.cast.carin.email, roles={FOU})
