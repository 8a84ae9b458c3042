"""What the pages of a follow-up show: areas with figures, reports and verdicts, and what is left to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.safestring import SafeString

from documents.web.figures import figure_html
from indicators.permissions import sight_of
from municipalities.permissions import Person
from municipalities.states import may
from workflow.areas.figures import unseen_of
from workflow.follow_up.documents import Document, without_figures
from workflow.follow_up.figures import Followed, read_followed
from workflow.follow_up.pictures import development_of
from workflow.follow_up.queries import (
    AreaRow,
    area_rows,
    codes_of,
    decided_of,
    follow_up_of,
    meeting_of,
    roles_for_plan,
)
from workflow.follow_up.states import FOLLOW_UP
from workflow.follow_up.wording import Shown, outcome_html, present_followed, reading_cell, tally_text
from workflow.models import ActionPlan, Cycle, DevelopmentArea, FollowUp, Goal
from workflow.permissions import Part

ACTIONS = ("describe", "open", "remind", "judge", "conclude", "close")


@dataclass(frozen=True)
class AreaShown:
    row: AreaRow
    indicators: list[Shown]
    moved: str  # how many went which way
    outcome: SafeString | str
    mine: list[int]  # ids of the plans the reader may report on


def present_follow_up(cycle: Cycle, part: Part, person: Person, today: date) -> dict[str, object]:
    """Twenty-two queries at most, whatever the number of areas, plans and indicators."""
    follow_up, decision = follow_up_of(cycle), decided_of(cycle)
    if follow_up is not None:
        follow_up.cycle = cycle
    rows = area_rows(cycle, follow_up)
    followed = read_followed(cycle, codes_of(rows), person, last_year(follow_up, today))
    own = [one.pk for one in part.municipalities]
    state = follow_up.state if follow_up else ""
    plans = [one for row in rows for one in row.plans]
    return {
        "part": part,
        "follow_up": follow_up,
        "decision": decision,
        "meeting": meeting_of(cycle),
        "areas": [_area(row, followed, cycle.year, own, part) for row in rows],
        "can": {action: may(FOLLOW_UP, state, action, part.names) for action in ACTIONS},
        "reported": sum(one.is_submitted for one in plans),
        "plans": len(plans),
        "waiting": [row.area for row in rows if row.verdict is None],
        "is_late": bool(follow_up and follow_up.reports_due and follow_up.reports_due < today),
    }


def last_year(follow_up: FollowUp | None, today: date) -> int:
    """Figures of later years than the closing do not belong to a closed follow-up."""
    if follow_up is not None and follow_up.closed_at is not None:
        return timezone.localdate(follow_up.closed_at).year
    return today.year


def document_for(person: Person, follow_up: FollowUp) -> Document:
    """The closing document as far as the person may see: without figures that were not published when it was closed,
    where some of them are still not for this person."""
    document: Document = follow_up.document
    years = document.get("unpublished", [])
    hides = bool(years) and bool(unseen_of(follow_up.cycle, sight_of(person), *years))
    return without_figures(document) if hides else document


def present_area(follow_up: FollowUp, area: DevelopmentArea, person: Person, today: date) -> dict[str, object]:
    """One area for its verdict."""
    row = next(one for one in area_rows(follow_up.cycle, follow_up) if one.area.pk == area.pk)
    followed = read_followed(follow_up.cycle, list(area.indicators), person, last_year(follow_up, today))
    shown = [_shown(followed[code], follow_up.cycle.year, area) for code in area.indicators]
    moved = tally_text(one.network for one in followed.values() if one.network)
    return {"follow_up": follow_up, "area": area, "row": row, "indicators": shown, "moved": moved}


def _area(row: AreaRow, followed: Mapping[str, Followed], first: int, own: list[int], part: Part) -> AreaShown:
    found = [followed[code] for code in row.area.indicators]
    return AreaShown(
        row=row,
        indicators=[_shown(one, first, row.area, own) for one in found],
        moved=tally_text(one.network for one in found if one.network),
        outcome=outcome_html(row.verdict.outcome) if row.verdict else "",
        mine=[one.plan.pk for one in row.plans if roles_for_plan(part, one.plan)],
    )


def _shown(one: Followed, first: int, area: DevelopmentArea, own: Collection[int] = ()) -> Shown:
    """With its picture, which is the area's own: two areas may rest on one indicator."""
    drawing = development_of(one, first)
    picture = figure_html(drawing, f"omrade-{area.pk}-{one.code}", has_table=False) if drawing else ""
    return replace(present_followed(one, first, own), picture=picture)


def present_goals(follow_up: FollowUp, plan: ActionPlan, person: Person, today: date) -> list[dict[str, object]]:
    """What the plan was to reach, and where an indicator stands now: the municipality's, or the network's."""
    goals = list(plan.goals.all())
    codes = [one.indicator for one in goals if one.indicator]
    followed = read_followed(follow_up.cycle, codes, person, last_year(follow_up, today)) if codes else {}
    return [_goal(one, followed.get(one.indicator), plan) for one in goals]


def _goal(goal: Goal, followed: Followed | None, plan: ActionPlan) -> dict[str, object]:
    told: dict[str, object] = {"measure": goal.measure or goal.indicator, "start": goal.start, "target": goal.target}
    if followed is None:
        return told
    places = followed.units if plan.municipality_id else followed.places
    place = next((one for one in places if one.municipality == plan.municipality_id), None)
    after = place.movement.after if place else None
    cell = reading_cell(after, followed.definition).text
    told |= {"measure": followed.label, "reservations": followed.reservations}
    return told | {"now": f"{cell} ({after.year})" if after else "inte mätt igen"}
