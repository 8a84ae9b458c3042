"""Reads what stage 2 has come to, as everybody with a part in the cycle may see it.

What is issued is read by contacts too, and may be shown to all. So figures, and evidence written from them, are read
with the sight of everybody: what is not published yet stays out, and the document says so.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from indicators.permissions import PUBLIC
from municipalities.people.queries import name_of_person
from municipalities.refusals import NotPossible
from municipalities.swedish import day_in_words
from workflow.areas.missing_homework import homework_waited_for, told_of_missing
from workflow.areas.queries import areas_of, hide_evidence
from workflow.decisions.actions import waiting_for
from workflow.decisions.presenters import source_text
from workflow.decisions.queries import areas_of_decision
from workflow.documents.deciding.facts import AnalysisFacts, Area, DecisionFacts, HandedIn, Stand
from workflow.documents.deciding.frozen_queries import (
    frozen_areas_of,
    frozen_indicators,
    hides_figures,
    read_corrections,
    replaced_by,
)
from workflow.documents.results.facts import Issue, ReportFacts, Research
from workflow.documents.results.queries import read_results_report
from workflow.models import Cycle, Decision, DevelopmentArea, Homework, Standpoint
from workflow.units import called_then

State = DevelopmentArea.State
TAKEN_UP = (State.CHOSEN, State.PROPOSED, State.DECIDED)
TERMS = {
    "known": "Vad kommunen vet",
    "statistics": "Statistik",
    "earlier_analyses": "Tidigare analyser",
    "links": "Länkar",
}


def read_analysis(cycle: Cycle) -> AnalysisFacts:
    found = list(areas_of(cycle))
    hide_evidence(cycle, PUBLIC, found)
    return AnalysisFacts(
        cycle=str(cycle),
        year=cycle.year,
        network=cycle.network.name,
        areas=tuple(_area(one, cycle) for one in found if one.state in TAKEN_UP),
        dropped=tuple(_area(one, cycle) for one in found if one.state == State.DROPPED),
        results=read_results(cycle),
        is_example=cycle.is_example,
    )


def read_results(cycle: Cycle) -> ReportFacts | None:
    """The year's, as far as everybody may see; None where there are none."""
    if cycle.survey is None:
        return None
    try:
        return read_results_report(
            network=cycle.network, area=cycle.area.slug, year=cycle.year, sight=PUBLIC, issue=Issue()
        )
    except NotPossible:
        return None


def _area(area: DevelopmentArea, cycle: Cycle) -> Area:
    analysis = getattr(area, "analysis", None)
    texts = ("discussion", "proposal", "motivation", "time_plan", "responsibility")
    homework = called_then(area.homework.select_related("municipality__parent"), cycle)
    return Area(
        title=area.title,
        reach=str(area.get_reach_display()),
        need=area.need,
        indicators=tuple(area.indicators),
        evidence=() if area.hides_evidence else tuple(area.evidence),
        is_hidden=area.hides_evidence,
        dropped_because=area.dropped_because,
        homework=tuple(_handed_in(one) for one in homework if one.handed_in),
        silent=tuple(one.municipality.full_name for one in homework if not one.handed_in),
        research=tuple(Research(one.citation, one.summary, one.link) for one in area.references.all()),
        **{name: getattr(analysis, name) if analysis else "" for name in texts},
    )


def _handed_in(homework: Homework) -> HandedIn:
    """What others in the network read of it: as it was handed in."""
    told = homework.handed_in
    texts = tuple((term, told[name]) for name, term in TERMS.items() if told.get(name, "").strip())
    return HandedIn(homework.municipality.full_name, texts)


def read_decision(decision: Decision) -> DecisionFacts:
    """What is decided is told from what was frozen, and nothing of it is counted anew."""
    cycle = decision.cycle
    if decision.frozen:
        return _decided(decision, cycle)
    found = areas_of_decision(decision)
    hide_evidence(cycle, PUBLIC, found)
    is_out = decision.state == Decision.State.PROPOSED
    return DecisionFacts(
        **_common(decision, cycle),
        areas=tuple(_area(one, cycle) for one in found),
        stands=_stands(decision, cycle),
        waiting=tuple(one.full_name for one in waiting_for(decision)) if is_out else (),
        missing_homework=told_of_missing(homework_waited_for(cycle)),
        results=read_results(cycle),
    )


def _common(decision: Decision, cycle: Cycle) -> dict[str, Any]:
    follow_up = decision.follow_up_on
    return {
        "cycle": str(cycle),
        "year": cycle.year,
        "network": cycle.network.name,
        "number": decision.number,
        "state": str(decision.get_state_display()),
        "proposal": decision.proposal,
        "proposed": signed(decision.proposed_by, decision.proposed_at),
        "time_plan": decision.time_plan,
        "responsibility": decision.responsibility,
        "follow_up": day_in_words(follow_up) if follow_up else "",
        "without_homework": decision.without_homework,
        "is_example": cycle.is_example,
        "is_draft": decision.state == Decision.State.DRAFT,
    }


def _decided(decision: Decision, cycle: Cycle) -> DecisionFacts:
    hides, frozen = hides_figures(decision), decision.frozen
    wanted = ("proposal", "time_plan", "responsibility", "motivation", "without_all", "without_homework")
    told = {name: frozen.get(name, "") for name in wanted}
    return DecisionFacts(
        **_common(decision, cycle) | told,
        areas=frozen_areas_of(decision, hides=hides),
        stands=tuple(_frozen_stand(row) for row in frozen["standpoints"]),
        waiting=(),
        missing_homework="",
        frozen=frozen_indicators(decision),
        hides_figures=hides,
        source=source_text(decision),
        decided_on=day_in_words(decision.decided_on) if decision.decided_on else "",
        recorded=signed(decision.decided_by, decision.decided_at),
        sha256=decision.sha256,
        replaced_by=replaced_by(decision),
        corrections=() if hides else read_corrections(decision),
    )


def _stands(decision: Decision, cycle: Cycle) -> tuple[Stand, ...]:
    found = called_then(decision.standpoints.select_related("municipality__parent"), cycle)
    return tuple(
        Stand(
            one.municipality.full_name,
            one.name,
            str(one.get_stance_display()),
            one.comment,
            day_in_words(timezone.localdate(one.at)),
        )
        for one in found
    )


def _frozen_stand(row: list[str]) -> Stand:
    unit, name, stance, comment, at = row
    day = day_in_words(timezone.localdate(datetime.fromisoformat(at)))
    return Stand(unit, name, str(dict(Standpoint.Stance.choices).get(stance, stance)), comment, day)


def signed(by: str, at: datetime | None) -> str:
    """ "Tove Brandt, 30 oktober 2015"; empty where nobody has."""
    return f"{name_of_person(by)}, {day_in_words(timezone.localdate(at))}" if by and at else ""
