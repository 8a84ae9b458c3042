"""Stage 2 of the cycle of 2017, step by step: results, chosen areas, homework, analysis, proposal, decision, plans.

Each function takes the cycle one step further and returns what that step made; figures are the published ones.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.core.management import call_command

from tests.workflow.conftest import WorkflowCast, municipality
from workflow.areas import actions as area_actions
from workflow.areas import homework_actions
from workflow.cycles.actions import finish_step
from workflow.decisions import actions as decision_actions
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, Standpoint
from workflow.plans import actions as plan_actions
from workflow.plans.actions import ActivityText, GoalText, PlanText
from workflow.states import CHIEF, CONTACT, FOU

BY = "carin@test.example"
MEETING_1 = datetime(2017, 10, 12, 12, tzinfo=UTC)
DUE = date(2017, 11, 2)
MEETING_2 = datetime(2017, 11, 15, 12, tzinfo=UTC)
DECIDED = datetime(2018, 3, 9, 14, tzinfo=UTC)
CHOSEN = {
    "Stöd i juridiken": ["juridiskt_stod", "rattsfall"],
    "Rutin vid våld": ["vald_rutin"],
    "Uppföljning som används": ["uppfoljning_anvant"],
}
ANALYSIS = {
    "discussion": "Vi har pratat.",
    "proposal": "En gemensam mall.",
    "motivation": "Siffrorna visar behovet.",
    "time_plan": "Mall i mars.",
    "responsibility": "FoU skriver mallen.",
}
PLAN = PlanText(
    what="Skriva en rutin",
    cost_change="Ingen",
    reach_by=date(2019, 3, 1),
    follow_up_on=date(2020, 3, 1),
    follow_up_how="Enkäten",
    goals=[GoalText(target="Ja", indicator="rattsfall", start="Nej")],
    activities=[ActivityText("Skriva", "Enhetschefen", date(2018, 9, 1))],
)


def load_results() -> None:
    call_command("load_published", verbosity=0)


def everybody(cast: WorkflowCast) -> WorkflowCast:
    """Anna and Bo (contacts), David and Frida (heads) and Carin are there, so that mails find them."""
    for person in (cast.anna, cast.bo, cast.carin, cast.david, cast.frida):
        assert person
    return cast


def suggest(cycle: Cycle, title: str, codes: list[str]) -> DevelopmentArea:
    told = {"title": title, "indicators": codes, "evidence": ["3 av 8 kommuner har Ja (37,5 %)."]}
    return area_actions.suggest_area(cycle=cycle, **told, by=BY, now=MEETING_1)


def choose(cycle: Cycle) -> list[DevelopmentArea]:
    return [
        area_actions.choose_area(area=suggest(cycle, *one), need="Behovet", by=BY, roles={FOU}, now=MEETING_1)
        for one in CHOSEN.items()
    ]


def send_homework(cycle: Cycle) -> list[DevelopmentArea]:
    areas = choose(cycle)
    area_actions.finish_meeting_1(cycle=cycle, homework_due=DUE, by=BY, now=MEETING_1)
    return areas


def hand_in(area: DevelopmentArea, code: str, known: str = "Vi vet en del.", **more: str) -> None:
    homework = area.homework.get(municipality__code=code)
    texts = {"statistics": "", "earlier_analyses": "", "links": ""} | more
    homework_actions.save_homework(
        homework=homework, known=known, **texts, by="anna@test.example", roles={CONTACT}, submit=True, now=MEETING_1
    )


def analyse(area: DevelopmentArea, seen: int = 0, **texts: str):
    told = {"area": area, "texts": ANALYSIS | texts, "seen_version": seen}
    return area_actions.write_analysis(**told, by=BY, roles={FOU}, now=MEETING_2)


def draft(cycle: Cycle) -> Decision:
    """Three areas, analysed; a draft with its texts."""
    for area in send_homework(cycle):
        analyse(area)
    made = decision_actions.open_draft(cycle=cycle, by=BY)
    texts = {"proposal": "Tre områden", "time_plan": "2018-2019", "responsibility": "FoU samordnar"}
    return decision_actions.write_draft(decision=made, **texts, follow_up_on=None, by=BY, roles={FOU})


def meet_again(cycle: Cycle) -> None:
    """Analysis meeting 2 is recorded as held."""
    finish_step(cycle=cycle, code="meeting_2", on=MEETING_2.date(), by=BY, roles={FOU}, now=MEETING_2)


def propose(cycle: Cycle) -> Decision:
    """After meeting 2, and without the homework."""
    proposal = draft(cycle)
    meet_again(cycle)
    who = {"by": BY, "roles": {FOU}, "now": MEETING_2}
    return decision_actions.propose_decision(decision=proposal, without_homework="Vi vet nog.", **who)


def stand(decision: Decision, code: str, stance: str = Standpoint.Stance.APPROVE, comment: str = "") -> Standpoint:
    who = {"municipality": municipality(code), "name": "En chef", "by": "david@test.example", "roles": {CHIEF}}
    return decision_actions.take_stand(decision=decision, stance=stance, comment=comment, **who, now=DECIDED)


def decide(decision: Decision, **more: object) -> Decision:
    told = {"on": DECIDED.date(), "motivation": "Behovet är gemensamt.", "by": BY, "roles": {FOU}, "now": DECIDED}
    return decision_actions.decide(decision=decision, **{**told, **more})


def decided(cast: WorkflowCast, cycle: Cycle) -> Decision:
    """Both heads (Solna, Ekerö) approve, and the group decides."""
    everybody(cast)
    proposed = propose(cycle)
    for code in ("0125", "0184"):
        stand(proposed, code)
    return decide(proposed)


def plan_of(area: DevelopmentArea, code: str, text: PlanText = PLAN) -> ActionPlan:
    """A written plan, not adopted."""
    unit = municipality(code) if code else None
    plan = plan_actions.open_plan(area=area, municipality=unit, by=BY, roles={FOU}, now=DECIDED)
    return plan_actions.write_plan(plan=plan, text=text, by=BY, roles={FOU}, now=DECIDED)
