"""Figures corrected after a decision: compared with what it froze, and told to everyone concerned."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from indicators.permissions import PUBLIC
from municipalities.events import write_event
from workflow.areas.figures import differences, figures_today, unseen_of
from workflow.decisions.mails import tell_corrected
from workflow.models import Decision, FigureNotice


def tell_corrected_figures(*, decision: Decision, by: str, now: datetime | None = None) -> FigureNotice | None:
    """Compares the frozen figures with those of today; a difference not told before is told everyone concerned.
    What is frozen stands. None where there is nothing new to tell."""
    figures = decision.frozen["figures"]
    changes = differences(figures, figures_today(decision.cycle, figures))
    if not changes:
        return None
    key = hashlib.sha256(json.dumps(changes, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        Decision.objects.select_for_update().get(pk=decision.pk)
        if FigureNotice.objects.filter(decision=decision, digest=key).exists():
            return None
        shown = changes if not unseen_of(decision.cycle, PUBLIC) else []
        told = tell_corrected(decision, shown, by=by, now=now)
        notice = FigureNotice.objects.create(
            decision=decision, changes=changes, digest=key, told=told, at=now or timezone.now()
        )
        write_event(
            by=by,
            action="decision.figures_corrected",
            subject=decision.cycle.subject,
            number=decision.number,
            changes=changes[:100],
        )
    return notice


def watch_decisions(*, by: str, now: datetime | None = None) -> int:
    """Looks through the decisions that hold; returns how many notices were made."""
    decided = Decision.objects.filter(state=Decision.State.DECIDED).select_related("cycle__network", "cycle__area")
    latest = {one.cycle_id: one for one in decided.order_by("number")}
    return sum(tell_corrected_figures(decision=one, by=by, now=now) is not None for one in latest.values())
