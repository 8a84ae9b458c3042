"""Writes of the protocol: points, comments, approval as a frozen version, and a new version after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from municipalities.events import write_event
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from surveys.collecting.interpretation_actions import retire_interpretation, write_interpretation
from surveys.models import Interpretation
from workflow.cycles.actions import finish_step, reopen_step
from workflow.meetings.mails import tell_of_approval, tell_of_draft
from workflow.meetings.protocol_content import points_in_order, points_without_question, protocol_content
from workflow.meetings.queries import earlier_interpretations, get_question, questions_of
from workflow.meetings.states import PROTOCOL
from workflow.models import Meeting, Protocol, ProtocolComment, ProtocolPoint, ProtocolVersion, Step
from workflow.open_cycles import in_open_cycle

Earlier = ProtocolPoint.Earlier


@dataclass(frozen=True)
class PointText:
    """What somebody wants a point to say."""

    text: str = ""
    consider_in_analysis: bool = False
    consider_because: str = ""
    raised_by: str = ""
    obvious: bool = False
    earlier: str = ""


def _locked(protocol: Protocol, action: str, roles: Set[str]) -> tuple[Protocol, str]:
    """The protocol as it stands, held until the transaction ends, and its state after the action."""
    protocols = Protocol.objects.select_for_update(of=("self",)).select_related(
        "meeting__cycle__network", "meeting__cycle__survey__area", "meeting__cycle__area"
    )
    locked = protocols.get(pk=protocol.pk)
    return locked, move(PROTOCOL, locked.state, action, roles)


@in_open_cycle
def save_point(
    *,
    protocol: Protocol,
    question: str,
    wanted: PointText,
    seen_version: int,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> ProtocolPoint:
    """Saves what was agreed on the question, where nobody has saved it since the page showed `seen_version` (0: none
    yet); WrittenMeanwhile with both PointTexts otherwise. The event keeps the text before, so that nothing written is
    ever lost. NotPossible without a reason."""
    locked, _state = _locked(protocol, "write", roles)
    wanted = _tidied(wanted)
    _refuse_impossible(locked, question, wanted)
    point = locked.points.filter(question=question).first()
    if (point.version if point else 0) != seen_version:
        if point is not None and wanted_of(point) == wanted:
            return point  # both wrote the same
        if point is not None:
            raise WrittenMeanwhile(
                f"Någon annan har sparat fråga {question} medan du skrev.", theirs=point, mine=wanted
            )
    return _write(locked, point, question, wanted, by, now)


def _tidied(wanted: PointText) -> PointText:
    """Browsers send line breaks in their own way; a reason without the mark is no reason."""
    plain = wanted.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    because = wanted.consider_because.replace("\r\n", "\n").strip() if wanted.consider_in_analysis else ""
    return PointText(
        plain, wanted.consider_in_analysis, because, wanted.raised_by.strip(), wanted.obvious, wanted.earlier
    )


def wanted_of(point: ProtocolPoint) -> PointText:
    return PointText(
        point.text,
        point.consider_in_analysis,
        point.consider_because,
        point.raised_by,
        point.obvious,
        point.earlier,
    )


def _refuse_impossible(protocol: Protocol, question: str, wanted: PointText) -> None:
    get_question(protocol.meeting.cycle, question)
    if wanted.consider_in_analysis and not wanted.consider_because:
        raise NotPossible("Skriv varför det ska beaktas i analysen.")
    if wanted.earlier and wanted.earlier not in Earlier.values:
        raise NotPossible("Välj vad som ska hända med den förra tolkningen.")
    if wanted.earlier and not wanted.text:
        raise NotPossible("Skriv tolkningen som ska gälla, eller varför den förra upphör.")


def _write(
    protocol: Protocol,
    point: ProtocolPoint | None,
    question: str,
    wanted: PointText,
    by: str,
    now: datetime | None,
) -> ProtocolPoint:
    if point is not None and wanted_of(point) == wanted:
        return point
    before = point.text if point else ""
    point = point or ProtocolPoint(protocol=protocol, question=question, version=0)
    for name, value in vars(wanted).items():
        setattr(point, name, value)
    point.version += 1
    point.edited_by, point.edited_at = by, now or timezone.now()
    point.save()
    told = {"question": question, "version": point.version, "before": before, "after": point.text}
    write_event(by=by, action="protocol.write", subject=protocol.subject, **told)
    return point


@in_open_cycle
def remove_point(*, protocol: Protocol, question: str, by: str, roles: Set[str]) -> None:
    """Takes out a point whose question has left the questionnaire; the event keeps what it said. NotPossible where
    the question is there: then the point is written in, and may be emptied, beside it."""
    locked, _state = _locked(protocol, "write", roles)
    if question in questions_of(locked.meeting.cycle):
        raise NotPossible(f"Frågan {question} finns i enkäten. Ändra punkten på frågans sida.")
    point = locked.points.filter(question=question).first()
    if point is None:
        raise NotPossible("Punkten är redan borttagen.")
    point.delete()
    told = {"question": question, "before": vars(wanted_of(point))}
    write_event(by=by, action="protocol.remove_point", subject=locked.subject, **told)


@in_open_cycle
def write_purpose(*, protocol: Protocol, purpose: str, by: str, roles: Set[str]) -> None:
    locked, _state = _locked(protocol, "write", roles)
    if not purpose.strip():
        raise NotPossible("Skriv vad mötet var till för.")
    before, locked.purpose = locked.purpose, purpose.strip()
    locked.save(update_fields=["purpose"])
    write_event(by=by, action="protocol.purpose", subject=locked.subject, before=before, after=locked.purpose)


@in_open_cycle
def send_for_comments(*, protocol: Protocol, until: date, by: str, roles: Set[str], now: datetime | None = None) -> int:
    """Sends the draft to everybody who was invited; how many. NotPossible before the meeting has been held."""
    locked, state = _locked(protocol, "send", roles)
    now = now or timezone.now()
    if locked.meeting.state != Meeting.State.HELD:
        raise NotPossible("Protokollet kan skickas ut när mötet är hållet.")
    if until < timezone.localdate(now):
        raise NotPossible("Sista dagen för synpunkter har redan varit.")
    refuse_strange(until, year=locked.meeting.cycle.year)
    if not points_in_order(locked):
        raise NotPossible("Protokollet har inga tolkningar ännu.")
    locked.state, locked.comments_until = state, until
    locked.save(update_fields=["state", "comments_until"])
    told = tell_of_draft(locked, until, by=by, now=now)
    write_event(by=by, action="protocol.send", subject=locked.subject, until=until.isoformat(), told=told)
    return told


@in_open_cycle
def comment(*, protocol: Protocol, text: str, by: str, roles: Set[str], now: datetime | None = None) -> ProtocolComment:
    locked, _state = _locked(protocol, "comment", roles)
    if not text.strip():
        raise NotPossible("Skriv din synpunkt.")
    added = locked.comments.create(text=text.strip(), by=by, at=now or timezone.now())
    write_event(by=by, action="protocol.comment", subject=locked.subject, text=added.text)
    return added


@in_open_cycle
def approve(*, protocol: Protocol, by: str, roles: Set[str], now: datetime | None = None) -> ProtocolVersion:
    """Freezes the protocol as a numbered version and writes its interpretations beside their questions. NotPossible
    where a question has left the questionnaire."""
    locked, state = _locked(protocol, "approve", roles)
    now = now or timezone.now()
    if not points_in_order(locked):
        raise NotPossible("Protokollet har inga tolkningar ännu.")
    _refuse_lost([one.question for one in points_without_question(locked)])
    number = locked.versions.count() + 1
    content = protocol_content(locked)
    version = locked.versions.create(
        number=number,
        content=content,
        sha256=digest_of(content),
        approved_by=by,
        approved_at=now,
        why_new=locked.why_new,
    )
    locked.state, locked.why_new = state, ""
    locked.save(update_fields=["state", "why_new"])
    write_event(by=by, action="protocol.approve", subject=locked.subject, version=number, sha256=version.sha256)
    _write_interpretations(locked, version, by, now)
    finish_step(cycle=locked.meeting.cycle, code=Step.Code.PROTOCOL, by=by, now=now)
    tell_of_approval(version, by=by, now=now)
    return version


def _refuse_lost(questions: list[str]) -> None:
    if not questions:
        return
    *others, last = questions
    named = f"Frågorna {', '.join(others)} och {last}" if others else f"Frågan {last}"
    raise NotPossible(
        f"{named} finns inte i årets enkät, men har en tolkning i protokollet. "
        "Ta bort punkten ur protokollet, eller lägg tillbaka frågan i enkäten, och godkänn sedan."
    )


def digest_of(content: object) -> str:
    """SHA-256 of the content as text with sorted keys, so that anybody can work it out again."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _write_interpretations(protocol: Protocol, version: ProtocolVersion, by: str, now: datetime) -> None:
    """Writes those of the version; retires those of the version before that are gone, and those of earlier years that
    the meeting let go."""
    cycle = protocol.meeting.cycle
    if cycle.survey is None:
        return
    day = timezone.localdate(protocol.meeting.starts_at)
    source = f"Protokoll från mötet {day:%Y-%m-%d}, version {version.number}"
    stands = [point for point in points_in_order(protocol) if point.earlier != Earlier.RETIRED]
    for point in stands:
        write_interpretation(
            survey=cycle.survey,
            network=cycle.network,
            question=point.question,
            text=point.text,
            consider_in_analysis=point.consider_in_analysis,
            consider_because=point.consider_because,
            raised_by=point.raised_by,
            source=source,
            by=by,
            now=now,
            is_example=cycle.is_example,
        )
    left_out = _questions_before(protocol, version) - {point.question for point in stands}
    gone = Interpretation.objects.filter(survey=cycle.survey, network=cycle.network, question__in=left_out)
    for one in gone.select_related("network", "survey__area"):
        retire_interpretation(interpretation=one, by=by, now=now)
    holding = earlier_interpretations(cycle)
    for point in points_in_order(protocol):
        if point.earlier == Earlier.RETIRED and point.question in holding:
            retire_interpretation(interpretation=holding[point.question], by=by, now=now, let_go_in=cycle.year)


def _questions_before(protocol: Protocol, version: ProtocolVersion) -> set[str]:
    """What the version before this one had interpretations of."""
    before = protocol.versions.filter(number=version.number - 1).first()
    return {point["question"] for point in before.content["points"]} if before else set()


@in_open_cycle
def new_version(*, protocol: Protocol, because: str, by: str, roles: Set[str]) -> None:
    """The approved version stands; a new one is written from here on, for a stated reason."""
    locked, state = _locked(protocol, "new_version", roles)
    if not because.strip():
        raise NotPossible("Skriv varför protokollet ska ändras.")
    locked.state, locked.why_new = state, because.strip()
    locked.save(update_fields=["state", "why_new"])
    write_event(by=by, action="protocol.new_version", subject=locked.subject, because=because.strip())
    reopen_step(cycle=locked.meeting.cycle, code=Step.Code.PROTOCOL, because=because, by=by)
