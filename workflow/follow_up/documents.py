"""The closing document: what was chosen, done and moved, as plain text that nothing changes afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from workflow.follow_up.figures import Followed
from workflow.follow_up.queries import AreaRow, PlanRow
from workflow.follow_up.wording import FigureRow, Shown, present_followed, tally_text
from workflow.models import Decision, FollowUp, Meeting

Document = dict[str, Any]


def build_document(
    follow_up: FollowUp,
    decision: Decision | None,
    areas: list[AreaRow],
    followed: Mapping[str, Followed],
    meeting: Meeting | None,
    closed_by: str,
    closed_on: date,
) -> Document:
    """Keys in the order they are read. Everything is text, so that no later change of names or rounding shows."""
    cycle = follow_up.cycle
    return {
        "title": f"Uppföljning av {cycle.area} {cycle.year}",
        "network": cycle.network.name,
        "year": cycle.year,
        "is_example": cycle.is_example,
        "decision": _told_of_decision(decision),
        "scope": follow_up.scope,
        "meeting": _told_of_meeting(meeting),
        "unpublished": sorted({year for one in followed.values() for year in one.unpublished}),
        "areas": [_told_of_area(row, followed, cycle.year) for row in areas],
        "summary": follow_up.summary,
        "goes_on": follow_up.goes_on,
        "goes_on_areas": [row.area.title for row in areas if row.verdict and row.verdict.goes_on],
        "closed_by": closed_by,
        "closed_on": closed_on.isoformat(),
    }


def without_figures(document: Document) -> Document:
    """For whoever may not see the figures it tells of yet: texts, judgements and reports alone."""
    areas = [one | {"moved": "", "indicators": []} for one in document["areas"]]
    return document | {"areas": areas, "hides_figures": True}


def sha256_of(document: Document) -> str:
    """Of the document as canonical JSON."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _told_of_decision(decision: Decision | None) -> dict[str, str]:
    if decision is None or decision.decided_on is None:
        return {}
    return {"on": decision.decided_on.isoformat(), "motivation": decision.motivation, "sha256": decision.sha256}


def _told_of_meeting(meeting: Meeting | None) -> dict[str, Any]:
    if meeting is None:
        return {}
    present = [str(one) for one in meeting.participants.all() if one.present]
    return {"on": localdate(meeting.starts_at).isoformat(), "place": meeting.place, "present": present}


def _told_of_area(row: AreaRow, followed: Mapping[str, Followed], first: int) -> dict[str, Any]:
    indicators = [followed[code] for code in row.area.indicators if code in followed]
    verdict = row.verdict
    return {
        "title": row.area.title,
        "need": row.area.need,
        "outcome": verdict.outcome if verdict else "",
        "outcome_label": str(verdict.get_outcome_display()) if verdict else "",
        "motivation": verdict.motivation if verdict else "",
        "goes_on": bool(verdict and verdict.goes_on),
        "moved": tally_text(one.network for one in indicators if one.network),
        "indicators": [_told_of_indicator(present_followed(one, first)) for one in indicators],
        "plans": [_told_of_plan(one) for one in row.plans],
    }


def _told_of_indicator(shown: Shown) -> dict[str, Any]:
    return {
        "code": shown.code,
        "label": shown.label,
        "headings": [[word, year] for word, year in shown.headings],
        "rows": [_told_of_row(row) for row in (*shown.rows, *shown.units)],
        "notes": shown.notes,
        "reservations": shown.reservations,
        "reasons": [
            f"{one['municipality']} {one['year']}, {one['question']}: {one['reason']}. {one['text']}".strip()
            for one in shown.reasons
        ],
    }


def _told_of_row(row: FigureRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "cells": [cell.text for cell in row.cells],
        "change": row.change,
        "direction": row.direction,
    }


def _told_of_plan(one: PlanRow) -> dict[str, str]:
    report = one.report if one.is_submitted else None
    return {
        "whose": one.whose or "Gemensam plan",
        "done": report.done if report else "",
        "own_data": report.own_data if report else "",
        "learned": report.learned if report else "",
    }
