"""A meeting as a calendar file, octet by octet: what other programs read leaves no room for taste."""

from __future__ import annotations

import pytest

from tests.workflow.meetings.test_agenda import event
from workflow.meetings.calendar_files import write_calendar


def test_the_whole_file() -> None:
    assert write_calendar(event(description="Ta med siffror")).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ojportal//SV",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:mote-1@ojportal",
        "SEQUENCE:0",
        "DTSTAMP:20170220T090000Z",
        "DTSTART:20170224T120000Z",
        "DTEND:20170224T150000Z",
        "SUMMARY:Möte",
        "LOCATION:FoU",
        "DESCRIPTION:Ta med siffror",
        "URL:https://oj.example/",
        "ORGANIZER:mailto:carin@fou.example",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "written"),
    [("a;b", r"a\;b"), ("a,b", r"a\,b"), ("a\\b", r"a\\b"), ("a\nb", r"a\nb"), ("a\r\nb", r"a\nb"), ("a\rb", r"a\nb")],
)
def test_what_has_a_meaning_is_escaped(text: str, written: str) -> None:
    assert f"SUMMARY:{written}\r\n" in write_calendar(event(summary=text)).decode()


def folded(text: str) -> list[int]:
    """Octets of each line that the text takes as a summary."""
    lines = write_calendar(event(summary=text)).split(b"\r\n")
    first = next(n for n, line in enumerate(lines) if line.startswith(b"SUMMARY"))
    last = next(n for n, line in enumerate(lines) if line.startswith(b"LOCATION"))
    return [len(line) for line in lines[first:last]]


@pytest.mark.parametrize(
    ("length", "lines"), [(67, [75]), (68, [75, 2]), (67 + 74, [75, 75]), (67 + 74 + 1, [75, 75, 2])]
)
def test_lines_are_filled_to_75_octets(length: int, lines: list[int]) -> None:
    assert folded("x" * length) == lines


def test_no_character_is_cut_in_two() -> None:
    assert folded("x" + "å" * 40) == [75, 15]
    assert folded("å" * 40) == [74, 15]
