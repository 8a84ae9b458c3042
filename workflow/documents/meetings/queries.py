"""Reads all that a protocol tells, as the portal's own pages show it to the people of the cycle."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from indicators.permissions import PUBLIC
from municipalities.people.queries import name_of_person
from municipalities.swedish import alphabetical, day_in_words
from workflow.areas.queries import areas_of, hide_evidence
from workflow.documents.meetings.facts import AreaAtMeeting, MeetingFacts, Point
from workflow.meetings.protocol_content import protocol_content
from workflow.meetings.queries import agenda_of, points_of, protocol_of, questions_of, text_of
from workflow.models import DevelopmentArea, Homework, Meeting, Participant, Protocol, ProtocolPoint, ProtocolVersion

Kind = Meeting.Kind
ANALYSIS = (Kind.ANALYSIS_1, Kind.ANALYSIS_2)


def read_meeting(meeting: Meeting) -> MeetingFacts:
    """Of the protocol the approved version where one stands, as its readers meet it; else what is written."""
    cycle, people = meeting.cycle, list(meeting.participants.all())
    protocol = protocol_of(meeting)
    version = _standing(protocol) if protocol else None
    content = version.content if version else protocol_content(protocol) if protocol else {}
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    present = content.get("participants") or _plain([one for one in people if one.present])
    return MeetingFacts(
        kind=str(meeting.get_kind_display()),
        cycle=str(cycle),
        network=cycle.network.name,
        day=day_in_words(date.fromisoformat(content["date"]) if content else starts.date()),
        hours=f"kl. {starts:%H.%M}–{ends:%H.%M}",
        place=meeting.place,
        link=meeting.link,
        state=_state(protocol, version),
        is_draft=version is None,
        present=_gathered(present),
        absent=_names(one for one in people if one.present is False),
        unknown=_names(one for one in people if one.present is None),
        purpose=content.get("purpose", ""),
        agenda=meeting.agenda,
        why_new=version.why_new if version else "",
        sha256=version.sha256 if version else "",
        points=_points(meeting, protocol, content) if protocol else (),
        areas=_areas(meeting) if meeting.kind in ANALYSIS else (),
        homework_due=_homework_due(meeting) if meeting.kind == Kind.ANALYSIS_1 else "",
        is_example=cycle.is_example,
        is_unsent=protocol is not None and version is None and protocol.state == Protocol.State.DRAFT,
    )


def _standing(protocol: Protocol) -> ProtocolVersion | None:
    """The approved version, also while FoU writes on the next; None where that one is out for comments."""
    return None if protocol.state == Protocol.State.SENT else protocol.versions.last()


def _state(protocol: Protocol | None, version: ProtocolVersion | None) -> str:
    if version is not None:
        day = day_in_words(timezone.localdate(version.approved_at))
        return f"Godkänt {day} av {name_of_person(version.approved_by)}, version {version.number}"
    if protocol is not None and protocol.state == Protocol.State.SENT and protocol.comments_until:
        return f"Utskickat för synpunkter till {day_in_words(protocol.comments_until)}, inte godkänt"
    return "Utkast"


def _plain(people: list[Participant]) -> list[dict[str, str]]:
    return [{"name": one.name, "organisation": one.organisation} for one in people]


def _gathered(people: list[dict[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found: dict[str, list[str]] = {}
    for one in people:
        found.setdefault(one["organisation"], []).append(one["name"])
    return tuple((place, tuple(found[place])) for place in sorted(found, key=alphabetical))


def _names(people: Any) -> tuple[str, ...]:
    return tuple(f"{one.name}, {one.organisation}" for one in people)


def _points(meeting: Meeting, protocol: Protocol, content: dict[str, Any]) -> tuple[Point, ...]:
    """The agenda in its order, then what the protocol says of other questions."""
    questions, written = questions_of(meeting.cycle), {one["question"]: one for one in content["points"]}
    settled = {code for code, one in points_of(protocol).items() if one.obvious}
    agenda = {one.question: one.why for one in agenda_of(meeting) if not one.left_out}
    asked = [*agenda, *(code for code in written if code not in agenda)]
    labels = dict(ProtocolPoint.Earlier.choices)

    def point(code: str) -> Point:
        one = written.get(code, {})
        return Point(
            question=code,
            wording=one.get("question_text") or text_of(questions, code),
            why=agenda.get(code, ""),
            agreed=one.get("text", ""),
            earlier=str(labels.get(one.get("earlier", ""), "")),
            considered=one.get("consider_because", "") if one.get("consider_in_analysis") else "",
            raised_by=one.get("raised_by", ""),
            is_settled=code in settled,
        )

    return tuple(point(code) for code in asked)


def _areas(meeting: Meeting) -> tuple[AreaAtMeeting, ...]:
    """With the evidence as everybody may see it, for an issued protocol goes to them all."""
    found = list(areas_of(meeting.cycle))
    hide_evidence(meeting.cycle, PUBLIC, found)
    return tuple(_area(one, number, meeting.kind) for number, one in enumerate(found, 1) if _was_there(one, meeting))


def _was_there(area: DevelopmentArea, meeting: Meeting) -> bool:
    """Meeting 2 takes up those that meeting 1 chose."""
    return meeting.kind == Kind.ANALYSIS_1 or area.state not in ("suggested", "dropped")


def _area(area: DevelopmentArea, number: int, kind: str) -> AreaAtMeeting:
    is_first = kind == Kind.ANALYSIS_1
    analysis = None if is_first else getattr(area, "analysis", None)
    return AreaAtMeeting(
        number=number,
        title=area.title,
        state=_state_at_meeting(area) if is_first else "",
        need=area.need,
        votes=(area.for_it, area.against_it) if is_first else (0, 0),  # type: ignore[attr-defined]  # added by the query
        evidence=tuple(area.evidence) if is_first and not area.hides_evidence else (),
        is_hidden=is_first and area.hides_evidence,
        dropped_because=area.dropped_because,
        discussion=analysis.discussion if analysis else "",
        said=(
            ("Förslag", analysis.proposal),
            ("Motivering", analysis.motivation),
            ("Tidsplan", analysis.time_plan),
            ("Ansvar", analysis.responsibility),
        )
        if analysis
        else (),
    )


def _state_at_meeting(area: DevelopmentArea) -> str:
    """As meeting 1 left it, whatever has come of it since."""
    is_chosen = area.state not in (DevelopmentArea.State.SUGGESTED, DevelopmentArea.State.DROPPED)
    return str(DevelopmentArea.State.CHOSEN.label if is_chosen else area.get_state_display())


def _homework_due(meeting: Meeting) -> str:
    due = Homework.objects.filter(area__cycle=meeting.cycle).order_by("due").values_list("due", flat=True).last()
    return day_in_words(due) if due else ""
