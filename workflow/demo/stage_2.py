"""Stage 2 of 2015 carried out: areas from the results, homework, analysis, the heads' decision and the plans."""

from __future__ import annotations

from datetime import date

from indicators.permissions import PUBLIC
from municipalities.models import Membership, User
from workflow.areas import actions as area_actions
from workflow.areas import homework_actions
from workflow.areas.candidates import IndicatorFigures, reasons_of
from workflow.areas.figures import figures_for_candidates
from workflow.cycles import actions as cycle_actions
from workflow.decisions import actions as decision_actions
from workflow.demo.areas_2015 import (
    AREAS,
    COMMENT,
    DECISION,
    DECISION_MOTIVATION,
    DROPPED,
    TIME_PLAN,
    Area,
)
from workflow.demo.people import HEAD_OF_FOU, people_by_place
from workflow.demo.stage_1 import AS_FOU, PLACE, at, hold
from workflow.meetings import actions as meeting_actions
from workflow.models import ActionPlan, Activity, Cycle, DevelopmentArea, Homework, Meeting, Step
from workflow.plans import actions as plan_actions
from workflow.plans.actions import ActivityText, GoalText, PlanText
from workflow.states import CHIEF, CONTACT, FOU, Actor
from workflow.units import units_of

AS_HEAD: Actor = {"by": HEAD_OF_FOU, "roles": {FOU}}
FOLLOW_UP_ON = date(2017, 10, 16)
Figures = dict[str, IndicatorFigures]


def run_stage_2(cycle: Cycle) -> None:
    figures = {one.code: one for one in figures_for_candidates(cycle, PUBLIC)}
    contacts = people_by_place(Membership.Role.CONTACT)
    chiefs = people_by_place(Membership.Role.CHIEF)
    cycle_actions.finish_step(cycle=cycle, code=Step.Code.RESULTS, by=AS_FOU["by"], now=at("2015-09-15"))
    meeting = hold_analysis_meeting(cycle, Meeting.Kind.ANALYSIS_1, "2015-09-24")
    areas = choose_areas(cycle, figures)
    vote(areas, contacts)
    area_actions.finish_meeting_1(cycle=cycle, homework_due=date(2015, 10, 14), by=AS_FOU["by"], now=meeting.ends_at)
    do_homework(cycle, figures, contacts)
    hold_analysis_meeting(cycle, Meeting.Kind.ANALYSIS_2, "2015-10-22")
    analyse(areas)
    decide(cycle, chiefs)
    make_plans(areas, contacts, chiefs, figures)


def hold_analysis_meeting(cycle: Cycle, kind: str, day: str) -> Meeting:
    meeting = meeting_actions.plan_meeting(
        cycle=cycle, kind=kind, starts_at=at(day, 13), ends_at=at(day, 16), place=PLACE, **AS_FOU
    )
    meeting_actions.invite(meeting=meeting, **AS_FOU, now=at(f"{day[:8]}01"))
    hold(meeting)
    return meeting


def evidence_for(codes: tuple[str, ...], figures: Figures) -> list[str]:
    """The sentences the portal itself would give as reasons, with figures counted from the results."""
    return [f"{figures[code].name}: {text}" for code in codes if code in figures for text in reasons_of(figures[code])]


def choose_areas(cycle: Cycle, figures: Figures) -> list[tuple[Area, DevelopmentArea]]:
    day = at("2015-09-24", 14)
    title, code, because = DROPPED
    dropped = area_actions.suggest_area(
        cycle=cycle,
        title=title,
        indicators=[code],
        evidence=evidence_for((code,), figures),
        by=AS_FOU["by"],
        now=day,
    )
    area_actions.drop_area(area=dropped, because=because, **AS_FOU)
    return [(one, _choose(cycle, one, figures)) for one in AREAS]


def _choose(cycle: Cycle, one: Area, figures: Figures) -> DevelopmentArea:
    day = at("2015-09-24", 14)
    area = area_actions.suggest_area(
        cycle=cycle,
        title=one.title,
        indicators=one.indicators,
        evidence=evidence_for(one.indicators, figures),
        by=AS_FOU["by"],
        now=day,
    )
    area = area_actions.choose_area(area=area, need=one.need, **AS_FOU, now=day)
    reach = DevelopmentArea.Reach.JOINT if one.is_joint else DevelopmentArea.Reach.MUNICIPAL
    return area_actions.change_area(area=area, title=one.title, need=one.need, reach=reach, **AS_FOU)


def vote(areas: list[tuple[Area, DevelopmentArea]], contacts: dict[str, User]) -> None:
    """Everybody for, but one against what the municipality already has behind it."""
    for place, (_one, area) in enumerate(areas):
        for number, (_code, person) in enumerate(sorted(contacts.items())):
            area_actions.vote(
                area=area,
                in_favour=(number + place) % 7 != 6,
                by=person.email,
                roles={CONTACT},
                now=at("2015-09-24", 15),
            )
    area_actions.vote_on_indicator(
        cycle=areas[0][1].cycle,
        indicator="vald_rutin",
        useful=False,
        comment="Exempeldata: frågan ändras så ofta att åren inte går att jämföra.",
        by=AS_FOU["by"],
        now=at("2015-09-24", 15),
    )


def do_homework(cycle: Cycle, figures: Figures, contacts: dict[str, User]) -> None:
    texts = {one.title: one for one in AREAS}
    for homework in Homework.objects.filter(area__cycle=cycle).select_related("area__cycle", "municipality__parent"):
        one = texts[homework.area.title]
        result = figures[one.indicators[0]].units.get(homework.municipality.full_name, "")
        homework_actions.save_homework(
            homework=homework,
            known=f"Exempeldata: {one.has_it if result == 'ja' else one.lacks_it}",
            statistics="Exempeldata: vi räknade för hand i tjugo ärenden från våren.",
            earlier_analyses="",
            links="",
            by=contacts[homework.municipality.code].email,
            roles={CONTACT},
            submit=True,
            now=at("2015-10-12"),
        )
    cycle_actions.finish_step(cycle=cycle, code=Step.Code.HOMEWORK, by=AS_FOU["by"], now=at("2015-10-14"))


def analyse(areas: list[tuple[Area, DevelopmentArea]]) -> None:
    for one, area in areas:
        area_actions.add_reference(area=area, citation=one.reference, summary=one.reference_summary, link="", **AS_FOU)
        texts = {
            "discussion": "\n".join([*area.evidence, "", one.discussion]),
            "proposal": one.proposal,
            "motivation": one.motivation,
            "time_plan": TIME_PLAN,
            "responsibility": one.responsibility,
        }
        area_actions.write_analysis(area=area, texts=texts, seen_version=0, **AS_FOU, now=at("2015-10-22", 16))


def decide(cycle: Cycle, chiefs: dict[str, User]) -> None:
    draft = decision_actions.open_draft(cycle=cycle, by=AS_FOU["by"])
    decision_actions.write_draft(decision=draft, **DECISION, follow_up_on=FOLLOW_UP_ON, **AS_HEAD)
    decision = decision_actions.propose_decision(decision=draft, **AS_HEAD, now=at("2015-10-30"))
    for number, unit in enumerate(units_of(cycle)):
        person, comments = chiefs[unit.code], number == 0
        decision_actions.take_stand(
            decision=decision,
            municipality=unit,
            stance="comment" if comments else "approve",
            comment=COMMENT if comments else "",
            name=person.name,
            by=person.email,
            roles={CHIEF},
            now=at("2015-11-17", 10),
        )
    decision_actions.decide(
        decision=decision, on=date(2015, 11, 20), motivation=DECISION_MOTIVATION, **AS_HEAD, now=at("2015-11-20", 15)
    )


def make_plans(
    areas: list[tuple[Area, DevelopmentArea]], contacts: dict[str, User], chiefs: dict[str, User], figures: Figures
) -> None:
    for one, area in areas:
        area.refresh_from_db()
        if one.is_joint:
            plan = plan_actions.open_plan(area=area, municipality=None, **AS_FOU, now=at("2016-02-01"))
            plan_actions.write_plan(plan=plan, text=plan_text(one), **AS_FOU, now=at("2016-02-08"))
            adopt(plan, AS_FOU)
            continue
        for unit in units_of(area.cycle):
            as_contact: Actor = {"by": contacts[unit.code].email, "roles": {CONTACT}}
            plan = plan_actions.open_plan(area=area, municipality=unit, **as_contact, now=at("2016-02-01"))
            text = plan_text(one, {code: figures[code].units.get(unit.full_name, "") for code in one.indicators})
            plan_actions.write_plan(plan=plan, text=text, **as_contact, now=at("2016-02-15"))
            adopt(plan, Actor(by=chiefs[unit.code].email, roles={CHIEF}))


def adopt(plan: ActionPlan, who: Actor) -> None:
    plan_actions.adopt_plan(plan=plan, **who, now=at("2016-03-07"))


def plan_text(one: Area, results: dict[str, str] | None = None) -> PlanText:
    """A municipality's own plan is measured by the indicators, a joint one by a measure of its own."""
    goals = (
        [GoalText(one.goal, indicator=code, start=result.capitalize()) for code, result in results.items()]
        if results
        else [GoalText(one.goal, measure=one.plan[:200])]
    )
    finished = one.outcome != "not_reached"
    return PlanText(
        what=one.plan,
        cost_change="Ryms i budgeten.",
        reach_by=date(2017, 9, 1),
        follow_up_on=FOLLOW_UP_ON,
        follow_up_how="Indikatorerna, och kommunens egen redogörelse.",
        goals=goals,
        activities=[
            ActivityText(what, who, date.fromisoformat(when), _state(finished, place))
            for place, (what, who, when) in enumerate(one.activities)
        ],
    )


def _state(finished: bool, place: int) -> str:
    """As it stood at the end: in what was not reached, only the first was done."""
    return Activity.State.DONE if finished or place == 0 else Activity.State.DROPPED
