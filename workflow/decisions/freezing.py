"""What a decision freezes: all that was decided on, as it stood, and the checksum of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from workflow.areas.figures import freeze_figures
from workflow.models import Decision, DevelopmentArea
from workflow.units import called_then


def freeze(decision: Decision, areas: list[DevelopmentArea], without_all: str) -> dict[str, Any]:
    """All that was decided on, as it stood: texts, standpoints and figures."""
    stands = called_then(decision.standpoints.select_related("municipality__parent"), decision.cycle)
    return {
        "proposal": decision.proposal,
        "time_plan": decision.time_plan,
        "responsibility": decision.responsibility,
        "follow_up_on": decision.follow_up_on.isoformat() if decision.follow_up_on else "",
        "motivation": decision.motivation,
        "without_all": without_all,
        "without_homework": decision.without_homework,
        "areas": [_frozen_area(one) for one in areas],
        "standpoints": [
            [one.municipality.full_name, one.name, one.stance, one.comment, one.at.isoformat()] for one in stands
        ],
        "figures": freeze_figures(decision.cycle, [code for one in areas for code in one.indicators]),
    }


def _frozen_area(area: DevelopmentArea) -> dict[str, Any]:
    analysis = area.analysis
    return {
        "id": area.pk,
        "title": area.title,
        "need": area.need,
        "reach": area.reach,
        "indicators": area.indicators,
        "evidence": area.evidence,
        "proposal": analysis.proposal,
        "motivation": analysis.motivation,
        "time_plan": analysis.time_plan,
        "responsibility": analysis.responsibility,
    }


def digest(frozen: dict[str, Any]) -> str:
    """SHA-256 of the frozen content, in an order that does not depend on the machine."""
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
