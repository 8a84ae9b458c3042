"""Mails about meetings and protocols, put in the outbox within the write they tell of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from municipalities.addresses import full_address
from municipalities.mail.outbox import Attachment, queue_mail
from municipalities.models import Event
from surveys.models import Response
from workflow.meetings.calendar_files import CalendarEvent, write_calendar
from workflow.meetings.queries import agenda_of, questions_of, text_of, to_be_told
from workflow.models import Meeting, Participant, Protocol, ProtocolVersion


def when_and_where(meeting: Meeting, with_link: bool = True) -> str:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    day = date_format(starts, "l j F Y")
    until = ends.strftime("%H.%M")
    places = [meeting.place, meeting.link if with_link else ""]
    return ", ".join(filter(None, [f"{day.capitalize()} {starts:%H.%M}–{until}", *places]))


def agenda_lines(meeting: Meeting) -> list[str]:
    """The questions to talk about, in order, each with why."""
    questions = questions_of(meeting.cycle)
    points = [one for one in agenda_of(meeting) if not one.left_out]
    return [
        f"{n}. {one.question} {text_of(questions, one.question)}\n   {one.why}" for n, one in enumerate(points, start=1)
    ]


def calendar_of(meeting: Meeting, organizer: str, stamp: datetime) -> bytes:
    """`sequence` is how many times the meeting has been changed: two queries with the agenda."""
    changes = Event.objects.filter(subject=meeting.subject, action="meeting.change").count()
    event = CalendarEvent(
        uid=f"mote-{meeting.pk}@ojportal",
        sequence=changes,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"{meeting.get_kind_display()}: {meeting.cycle}",
        location=", ".join(filter(None, [meeting.place, meeting.link])),
        description="\n".join(filter(None, [meeting.agenda, *agenda_lines(meeting)])),
        url=full_address("meeting", meeting.cycle_id, meeting.kind),
        organizer=organizer,
        stamp=stamp,
    )
    return write_calendar(event)


def tell_invited(
    meeting: Meeting, people: Iterable[Participant], *, by: str, now: datetime, withdrawn: bool = False
) -> list[Participant]:
    """The invitation with its calendar file; or that it is withdrawn, without one. Who was told."""
    title = f"{meeting.get_kind_display()}: {meeting.cycle}"
    subject = f"Återtagen kallelse: {title}" if withdrawn else f"Kallelse: {title}"
    attached = []
    if not withdrawn:
        attached = [Attachment("mote.ics", "text/calendar; charset=utf-8", calendar_of(meeting, by, now))]
    told = _withdrawal(meeting) if withdrawn else _invitation(meeting)
    reached = to_be_told(people, meeting.cycle)
    for person in reached:
        queue_mail(
            to=person.email,
            subject=subject,
            body=f"Hej {person.name}!" + "\n\n" + told,
            kind="withdrawal" if withdrawn else "invitation",
            about=meeting.subject,
            by=by,
            attachments=attached,
            is_example=meeting.cycle.is_example,
            now=now,
        )
    return reached


def _invitation(meeting: Meeting) -> str:
    parts = [
        f"{meeting.cycle.network} kallar till {meeting.get_kind_display().lower()} om {meeting.cycle}.",
        when_and_where(meeting),
        meeting.agenda.strip(),
    ]
    lines = agenda_lines(meeting)
    if lines:
        parts.append("Frågor att gå igenom:" + "\n" + "\n".join(lines))
    parts.append("Mötets sida i öjportal: {url}".format(url=full_address("meeting", meeting.cycle_id, meeting.kind)))
    parts.append("Den bifogade filen lägger mötet i din kalender.")
    return "\n\n".join(filter(None, parts)) + "\n"


def _withdrawal(meeting: Meeting) -> str:
    return (
        f"Du står inte längre på listan till {meeting.get_kind_display().lower()}: {when_and_where(meeting)}."
        " Har det blivit fel, hör av dig till FoU.\n"
    )


def _tell_readers(protocol: Protocol, subject: str, told: str, *, kind: str, by: str, now: datetime) -> int:
    """To those who were invited. How many."""
    readers = to_be_told(protocol.meeting.participants.all(), protocol.meeting.cycle)
    for person in readers:
        queue_mail(
            to=person.email,
            subject=subject,
            body=f"Hej {person.name}!" + "\n\n" + told,
            kind=kind,
            about=protocol.subject,
            by=by,
            is_example=protocol.meeting.cycle.is_example,
            now=now,
        )
    return len(readers)


def tell_of_draft(protocol: Protocol, until: date, *, by: str, now: datetime) -> int:
    """The draft is out for comments. How many were told."""
    cycle = protocol.meeting.cycle
    subject = f"Protokoll för synpunkter: {cycle}"
    told = (
        "Protokollet från kvalitetssäkringsmötet om {cycle} är skrivet. Läs det och lämna dina synpunkter senast "
        "{until}:\n{url}"
    ).format(
        cycle=cycle,
        until=date_format(until, "j F Y"),
        url=full_address("protocol", protocol.meeting_id),
    )
    return _tell_readers(protocol, subject, told + "\n", kind="protocol", by=by, now=now)


def tell_of_approval(version: ProtocolVersion, *, by: str, now: datetime) -> int:
    """The protocol is approved. How many were told."""
    protocol, cycle = version.protocol, version.protocol.meeting.cycle
    subject = f"Godkänt protokoll: {cycle}"
    parts: Iterable[str] = [
        f"Protokollet från kvalitetssäkringsmötet om {cycle} är godkänt (version {version.number}).",
        f"Den här versionen ersätter den förra. Skäl: {version.why_new}" if version.why_new else "",
        "Tolkningarna står nu intill sina frågor i enkäten.",
        full_address("protocol-version", protocol.meeting_id, version.number),
    ]
    return _tell_readers(protocol, subject, "\n\n".join(filter(None, parts)) + "\n", kind="protocol", by=by, now=now)


def mail_adjusted(
    meeting: Meeting, response: Response, question: str, to: str, name: str, *, by: str, now: datetime
) -> None:
    """To the one who agreed that the municipality's answer be changed at the meeting."""
    text = (
        f"Hej {name}!\n\nPå mötet om {meeting.cycle} ändrades {response.municipality.name}s svar på fråga {question}, "
        f"efter att du sagt ja till det. Ändringen är gjord av {by} och syns i enkätens historik. Stämmer det inte kan "
        "du ändra svaret i enkäten.\n"
    )
    queue_mail(
        to=to,
        subject=f"Svaret på fråga {question} är ändrat",
        body=text,
        kind="adjusted",
        about=meeting.subject,
        by=by,
        is_example=meeting.cycle.is_example,
        now=now,
    )
