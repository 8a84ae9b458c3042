"""Stage 3 of 2015 carried out: opened on its day in 2017, reported on, judged and closed."""

from __future__ import annotations

from datetime import date

from indicators.computing.definitions import definitions_of
from municipalities.models import Membership, User
from surveys.models import ChangeReason, Response, Survey
from workflow.demo.areas_2015 import AREAS, GOES_ON, REASON_TEXT, REASONS, SCOPE, SUMMARY
from workflow.demo.people import FOU, HEAD_OF_FOU, people_by_place
from workflow.demo.stage_1 import AS_FOU, PLACE, at, hold
from workflow.demo.stage_2 import FOLLOW_UP_ON
from workflow.follow_up import actions
from workflow.follow_up.figures import Followed, questions_behind, read_followed
from workflow.follow_up.movement import SAME, Movement
from workflow.follow_up.queries import AreaRow, PlanRow, area_rows, codes_of
from workflow.follow_up.wording import reading_cell
from workflow.meetings import actions as meeting_actions
from workflow.models import Cycle, FollowUp, Meeting
from workflow.states import CONTACT, Actor


def run_stage_3(cycle: Cycle, later: Survey | None) -> None:
    """`later`: the survey of 2017, whose Exempeldata answers get reasons for having changed."""
    contacts = people_by_place(Membership.Role.CONTACT)
    give_reasons(later, contacts)
    follow_up = actions.plan_follow_up(cycle=cycle, opens_on=FOLLOW_UP_ON, by=actions.PORTAL_ITSELF)
    actions.describe_scope(follow_up=follow_up, scope=SCOPE, reports_due=date(2017, 11, 10), **AS_FOU)
    follow_up = actions.open_follow_up(follow_up=follow_up, by=actions.PORTAL_ITSELF, now=at("2017-10-16", 7))
    person = User.objects.get(email=FOU)
    rows = area_rows(cycle, follow_up)
    followed = read_followed(cycle, codes_of(rows), person, 2017)
    report(follow_up, rows, followed, contacts)
    hold_follow_up_meeting(cycle)
    judge(follow_up, rows, followed)
    actions.close_follow_up(
        follow_up=follow_up,
        summary=SUMMARY,
        goes_on=GOES_ON,
        person=person,
        by=HEAD_OF_FOU,
        roles=AS_FOU["roles"],
        now=at("2017-12-15", 14),
    )


def report(follow_up: FollowUp, rows: list[AreaRow], followed: dict[str, Followed], contacts: dict[str, User]) -> None:
    texts = {one.title: one for one in AREAS}
    for row in rows:
        for one in row.plans:
            unit = one.plan.municipality
            who: Actor = {"by": contacts[unit.code].email, "roles": {CONTACT}} if unit else AS_FOU
            told = texts[row.area.title]
            actions.save_report(
                follow_up=follow_up,
                plan=one.plan,
                **who,
                done=f"Exempeldata: {told.done}",
                own_data=f"Exempeldata: {own_figures(one, row, followed)}",
                learned=f"Exempeldata: {told.learned}",
                seen="",
                now=at("2017-11-06"),
            )
            actions.submit_report(follow_up=follow_up, plan=one.plan, **who, now=at("2017-11-08"))


def own_figures(one: PlanRow, row: AreaRow, followed: dict[str, Followed]) -> str:
    """The municipality's own results, or the network's, as they are stored."""
    lines = []
    for code in row.area.indicators:
        found = followed[code]
        places = [place for place in found.units if place.municipality == one.plan.municipality_id] or found.places[:1]
        lines.append(told_in_figures(found, places[0].movement))
    return " ".join(lines)


def told_in_figures(found: Followed, moved: Movement) -> str:
    """Juridiskt stöd: 5 av 8 (2015), 8 av 8 (2017)."""
    if moved.before is None or moved.after is None:
        return f"{found.label}: inte mätt igen."
    before, after = (reading_cell(one, found.definition).text for one in (moved.before, moved.after))
    word = "som förut " if moved.direction == SAME else ""
    return f"{found.label}: {before} ({moved.before.year}), {word}{after} ({moved.after.year})."


def hold_follow_up_meeting(cycle: Cycle) -> None:
    meeting = meeting_actions.plan_meeting(
        cycle=cycle,
        kind=Meeting.Kind.FOLLOW_UP,
        starts_at=at("2017-11-24", 9),
        ends_at=at("2017-11-24", 12),
        place=PLACE,
        **AS_FOU,
    )
    meeting_actions.invite(meeting=meeting, **AS_FOU, now=at("2017-11-10"))
    hold(meeting)


def judge(follow_up: FollowUp, rows: list[AreaRow], followed: dict[str, Followed]) -> None:
    texts = {one.title: one for one in AREAS}
    for row in rows:
        told = texts[row.area.title]
        figures = [told_in_figures(followed[code], followed[code].places[0].movement) for code in row.area.indicators]
        actions.judge_area(
            follow_up=follow_up,
            area=row.area,
            outcome=told.outcome,
            motivation="\n\n".join([told.verdict, "\n".join(figures)]),
            goes_on=told.goes_on,
            **AS_FOU,
            now=at("2017-11-24", 11),
        )


def give_reasons(later: Survey | None, contacts: dict[str, User]) -> None:
    """Reasons belong to answers that have long been closed, so they are laid in as rows, as the answers are."""
    known = definitions_of(later) if later else None
    if later is None or known is None:
        return
    for code, indicator, reason in REASONS:
        questions = questions_behind(later, known, indicator)
        response = Response.objects.filter(survey=later, municipality__code=code, is_example=True).first()
        if response and questions:
            told = {"reason": reason, "text": REASON_TEXT, "by": contacts[code].email, "at": at("2017-02-20")}
            ChangeReason.objects.get_or_create(response=response, question=questions[0], defaults=told)
