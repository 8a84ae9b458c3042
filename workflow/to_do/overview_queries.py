"""All cycles of a network over the years: what was chosen, what was done, what moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString

from municipalities.models import Group
from municipalities.permissions import Person
from municipalities.swedish import plural
from workflow.cycles.presenters import CycleLine, present_line
from workflow.cycles.queries import in_order
from workflow.follow_up.documents import Document
from workflow.follow_up.figures import read_followed
from workflow.follow_up.page import document_for, last_year
from workflow.follow_up.wording import movement_text, outcome_html
from workflow.models import ActionPlan, Activity, Cycle, DevelopmentArea, FollowUp, Verdict
from workflow.permissions import Part, cycles_of, part_in_network

State = DevelopmentArea.State
KEPT = (State.CHOSEN, State.PROPOSED, State.DECIDED)


@dataclass(frozen=True)
class Moved:
    label: str
    change: str
    direction: str


@dataclass(frozen=True)
class AreaOver:
    """One area of one cycle: `done` says what has become of the plans, `moved` what the indicators did."""

    area: DevelopmentArea
    done: list[str]
    moved: list[Moved]
    verdict: Verdict | None

    @property
    def outcome(self) -> SafeString | str:
        return outcome_html(self.verdict.outcome) if self.verdict else ""


@dataclass(frozen=True)
class CycleOver:
    cycle: Cycle
    line: CycleLine
    follow_up: FollowUp | None
    areas: list[AreaOver] = field(default_factory=list)


def get_network(request: HttpRequest, slug: str) -> tuple[Group, Part]:
    """The network and what the person is in it; 404 where there is none, 403 for the wrong person."""
    network = get_object_or_404(Group, slug=slug, kind=Group.Kind.NETWORK)
    part = part_in_network(request.user, network, timezone.localdate().year)
    if not part.held:
        raise PermissionDenied
    return network, part


def read_overview(network: Group, person: Person, today: date) -> list[CycleOver]:
    """Newest first. Nine queries, and those of read_followed for each cycle that is followed and not yet closed; a
    closed one is read from its closing document."""
    cycles = in_order(cycles_of(person).filter(network=network)).prefetch_related(
        "development_areas__plans__activities", "development_areas__plans__reports", "development_areas__verdicts"
    )
    follow_ups = {one.cycle_id: one for one in FollowUp.objects.filter(cycle__network=network)}
    return [_cycle(one, follow_ups.get(one.pk), person, today) for one in cycles]


def _cycle(cycle: Cycle, follow_up: FollowUp | None, person: Person, today: date) -> CycleOver:
    line = present_line(cycle, list(cycle.steps.all()), today)
    kept = [one for one in cycle.development_areas.all() if one.state in KEPT]
    moved = _moved(cycle, follow_up, [one for one in kept if one.state == State.DECIDED], person, today)
    areas = [_area(one, moved.get(one.title, [])) for one in kept]
    return CycleOver(cycle, line, follow_up, areas)


def _moved(
    cycle: Cycle, follow_up: FollowUp | None, areas: list[DevelopmentArea], person: Person, today: date
) -> dict[str, list[Moved]]:
    """Title of the area -> its indicators, as the network's own figures moved."""
    if follow_up is not None and follow_up.state == FollowUp.State.CLOSED:
        return _moved_as_closed(document_for(person, follow_up))
    if not areas:
        return {}
    codes = list(dict.fromkeys(code for area in areas for code in area.indicators))
    followed = read_followed(cycle, codes, person, last_year(follow_up, today))
    return {
        area.title: [
            Moved(one.label, movement_text(one.network, one.definition), one.network.direction)
            for one in (followed[code] for code in area.indicators)
            if one.network
        ]
        for area in areas
    }


def _moved_as_closed(document: Document) -> dict[str, list[Moved]]:
    return {
        area["title"]: [
            Moved(one["label"], one["rows"][0]["change"], one["rows"][0].get("direction", ""))
            for one in area["indicators"]
            if one["rows"]
        ]
        for area in document["areas"]
    }


def _area(area: DevelopmentArea, moved: list[Moved]) -> AreaOver:
    verdict = next(iter(area.verdicts.all()), None)
    return AreaOver(area, _done(list(area.plans.all())), moved, verdict)


def _done(plans: list[ActionPlan]) -> list[str]:
    """Counts in words: plans, activities, reports."""
    adopted = [one for one in plans if one.state == ActionPlan.State.ADOPTED]
    if not adopted:
        return []
    activities = [one.state for plan in adopted for one in plan.activities.all()]
    finished, dropped = activities.count(Activity.State.DONE), activities.count(Activity.State.DROPPED)
    reported = sum(any(one.submitted_at for one in plan.reports.all()) for plan in adopted)
    words = plural(len(adopted), "{n} handlingsplan", "{n} handlingsplaner")
    told = [words]
    if activities:
        ended = f"{finished} av {len(activities)} aktiviteter klara"
        told.append(ended + (f", {dropped} strukna" if dropped else ""))
    told.append(f"{reported} av {len(adopted)} rapporter lämnade")
    return told
