"""Reads what was frozen with a decision, and what has become of it since."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from documents.tree import Tone
from indicators.permissions import PUBLIC
from indicators.rules.outcomes import NO, PARTLY, YES
from municipalities.swedish import day_in_words
from workflow.areas.figures import told, unseen_of
from workflow.decisions.presenters import figures_seen, is_unpublished
from workflow.documents.deciding.facts import Area, Correction, Figure, Frozen
from workflow.models import Decision, DevelopmentArea

TONES: dict[str, Tone] = {YES: "yes", PARTLY: "partly", NO: "no"}


def hides_figures(decision: Decision) -> bool:
    """Whether some of what was frozen is not for everybody yet."""
    return is_unpublished(decision) and bool(unseen_of(decision.cycle, PUBLIC))


def frozen_areas_of(decision: Decision, *, hides: bool) -> tuple[Area, ...]:
    labels = dict(DevelopmentArea.Reach.choices)
    texts = ("title", "need", "proposal", "motivation", "time_plan", "responsibility")
    hidden = _with_hidden_evidence(decision)
    return tuple(
        Area(
            **{name: one.get(name, "") for name in texts},
            reach=str(labels.get(one["reach"], "")),
            indicators=tuple(one["indicators"]),
            evidence=() if hides or one["id"] in hidden else tuple(one.get("evidence", ())),
            is_hidden=hides or one["id"] in hidden,
        )
        for one in decision.frozen["areas"]
    )


def _with_hidden_evidence(decision: Decision) -> set[int]:
    """Areas whose evidence was written from other figures than were frozen, and that are not for everybody yet."""
    found = decision.cycle.development_areas.filter(evidence_is_unpublished=True).values_list("pk", flat=True)
    return set(found) if unseen_of(decision.cycle, PUBLIC) else set()


def frozen_indicators(decision: Decision) -> tuple[Frozen, ...]:
    """As everybody may see them: without the municipalities, and then groups, whose results are not published."""
    unseen = unseen_of(decision.cycle, PUBLIC) if is_unpublished(decision) else frozenset()
    return tuple(_frozen(figures_seen(one, unseen)) for one in decision.frozen["figures"]["indicators"])


def _frozen(one: dict[str, Any]) -> Frozen:
    kind = one["kind"]
    return Frozen(
        code=one["code"],
        name=one["name"],
        is_share=kind == "choice",
        units=tuple(Figure(row[1], told(row, kind), _tone(row[2]), _number(row[2])) for row in one["units"]),
        groups=tuple(Figure(row[1], told(row, kind), "", _number(row[4])) for row in one["groups"]),
        reservations=tuple(one.get("reservations", ())),
        disputes=tuple(one.get("disputes", ())),
    )


def _tone(value: str | None) -> Tone:
    return "" if _number(value) is not None else TONES.get(value or "", "missing")


def _number(exact: str | None) -> Decimal | None:
    """Of a figure as it was frozen, "3/8"; None of a word."""
    if not exact or not (exact[:1].isdigit() or exact[:1] == "-"):
        return None
    value = Fraction(exact)
    return round(Decimal(value.numerator) / Decimal(value.denominator), 4)


def read_corrections(decision: Decision) -> tuple[Correction, ...]:
    return tuple(
        Correction(day_in_words(timezone.localdate(notice.at)), one["name"], one["place"], one["before"], one["after"])
        for notice in decision.notices.all()
        for one in notice.changes
    )


def replaced_by(decision: Decision) -> str:
    """The later version that was decided; empty where this one holds."""
    later = decision.cycle.decisions.filter(state=Decision.State.DECIDED, number__gt=decision.number)
    found = later.order_by("-number").first()
    if found is None or found.decided_on is None:
        return ""
    return f"version {found.number}, {day_in_words(found.decided_on)}"
