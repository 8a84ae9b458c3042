"""Reads what the network's cycle of the year has come to: the protocol, the areas, homework and research."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from municipalities.models import Group
from surveys.models import Survey
from workflow.documents.results.facts import Agreed, Area, Known, Minutes, Research
from workflow.models import Cycle, DevelopmentArea, Meeting, ProtocolVersion
from workflow.units import called_then

TOLD = (DevelopmentArea.State.CHOSEN, DevelopmentArea.State.PROPOSED, DevelopmentArea.State.DECIDED)


def read_minutes(network: Group, survey: Survey, *, is_example: bool) -> Minutes | None:
    """The last approved version of the quality-assurance meeting's protocol. One query."""
    meetings = {"cycle__network": network, "cycle__survey": survey, "kind": Meeting.Kind.QUALITY}
    found = ProtocolVersion.objects.filter(**{f"protocol__meeting__{name}": value for name, value in meetings.items()})
    if not is_example:
        found = found.filter(protocol__meeting__cycle__is_example=False)
    version = found.order_by("-number").first()
    if version is None:
        return None
    told = version.content
    return Minutes(
        day=date.fromisoformat(told["date"]),
        place=told["place"],
        purpose=told["purpose"],
        present=tuple(f"{one['name']}, {one['organisation']}" for one in told["participants"]),
        points=tuple(
            Agreed(one["question"], one["text"], one["consider_because"], one["question_text"])
            for one in told["points"]
        ),
        number=version.number,
    )


def read_areas(network: Group, survey: Survey, names: Mapping[str, str], *, is_example: bool) -> tuple[Area, ...]:
    """Those chosen and not dropped; Exempeldata alone among Exempeldata. `names`: of indicators by code. Two queries
    and two for each area."""
    cycle = Cycle.objects.filter(network=network, survey=survey).first()
    if cycle is None or (cycle.is_example and not is_example):
        return ()
    found = cycle.development_areas.filter(state__in=TOLD)
    return tuple(_area(cycle, one, names) for one in found)


def _area(cycle: Cycle, area: DevelopmentArea, names: Mapping[str, str]) -> Area:
    homework = called_then(area.homework.select_related("municipality__parent"), cycle)
    known = ((one.municipality.full_name, one.handed_in.get("known", "")) for one in homework if one.handed_in)
    return Area(
        title=area.title,
        state=str(area.get_state_display()),
        need=area.need,
        indicators=tuple(names[code] for code in area.indicators if code in names),
        homework=tuple(Known(unit, " ".join(text.split())) for unit, text in known if text.strip()),
        asked=len(homework),
        research=tuple(Research(one.citation, one.summary, one.link) for one in area.references.all()),
    )
