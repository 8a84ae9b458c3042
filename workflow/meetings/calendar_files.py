"""A meeting as a calendar file (iCalendar, RFC 5545), by hand: one event needs no library. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

LINE_LENGTH = 75  # octets, RFC 5545 3.1


@dataclass(frozen=True)
class CalendarEvent:
    """`uid` stays the same while `sequence` rises, so that a changed invitation moves the entry it made before."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str
    description: str
    url: str
    organizer: str  # mail address
    stamp: datetime


def write_calendar(event: CalendarEvent) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ojportal//SV",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.uid)}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"DTSTART:{_utc(event.starts_at)}",
        f"DTEND:{_utc(event.ends_at)}",
        f"SUMMARY:{_escaped(event.summary)}",
        f"LOCATION:{_escaped(event.location)}",
        f"DESCRIPTION:{_escaped(event.description)}",
        f"URL:{event.url}",
        f"ORGANIZER:mailto:{event.organizer}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines).encode()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\r", "\n"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> str:
    """Lines of at most 75 octets; a continued line begins with a space, and no character is cut in two."""
    parts, part, room = [], "", LINE_LENGTH
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(part)
            part, room = "", LINE_LENGTH - 1
        part += character
        room -= size
    return "\r\n ".join([*parts, part])
