"""What a protocol says, in the order of the questionnaire; the same for the draft, the frozen version and print."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from workflow.meetings.queries import questions_of, text_of
from workflow.models import Protocol, ProtocolPoint


def points_in_order(protocol: Protocol) -> list[ProtocolPoint]:
    """What was discussed and written down; what was obvious to all is left out. In question order."""
    places = {code: place for place, code in enumerate(questions_of(protocol.meeting.cycle))}
    points = [point for point in protocol.points.all() if point.text and not point.obvious]
    return sorted(points, key=lambda point: places.get(point.question, len(places)))


def points_without_question(protocol: Protocol) -> list[ProtocolPoint]:
    """Those that have lost what they interpret. One that ends an earlier year's interpretation needs no question."""
    questions = questions_of(protocol.meeting.cycle)
    stands = [one for one in points_in_order(protocol) if one.earlier != ProtocolPoint.Earlier.RETIRED]
    return [one for one in stands if one.question not in questions]


def protocol_content(protocol: Protocol) -> dict[str, Any]:
    """Plain values only: this is what is frozen, and what pages and documents print."""
    meeting = protocol.meeting
    questions = questions_of(meeting.cycle)
    there = [one for one in meeting.participants.all() if one.present]
    return {
        "title": f"{meeting.get_kind_display()}: {meeting.cycle}",
        "network": meeting.cycle.network.name,
        "date": timezone.localdate(meeting.starts_at).isoformat(),
        "place": meeting.place or meeting.link,
        "purpose": protocol.purpose,
        "participants": [{"name": one.name, "organisation": one.organisation} for one in there],
        "points": [
            {
                "question": point.question,
                "question_text": text_of(questions, point.question),
                "text": point.text,
                "consider_in_analysis": point.consider_in_analysis,
                "consider_because": point.consider_because,
                "raised_by": point.raised_by,
                "earlier": point.earlier,
            }
            for point in points_in_order(protocol)
        ],
    }
