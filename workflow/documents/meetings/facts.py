"""What a protocol is built from, read once by `queries`. Frozen; no Django."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One question of the agenda, or of the protocol alone. `agreed` is empty where nothing was written down;
    `is_settled` where that is because everybody agreed at once."""

    question: str
    wording: str
    why: str = ""
    agreed: str = ""
    earlier: str = ""  # what becomes of the interpretation before this
    considered: str = ""  # why it is to be considered in the analysis
    raised_by: str = ""
    is_settled: bool = False


@dataclass(frozen=True)
class AreaAtMeeting:
    """A development area as the analysis meetings left it. `said` are what meeting 2 wrote: term and text."""

    number: int
    title: str
    state: str
    need: str = ""
    votes: tuple[int, int] = (0, 0)  # for and against
    evidence: tuple[str, ...] = ()
    is_hidden: bool = False  # the evidence is written from figures that are not for everybody yet
    dropped_because: str = ""
    discussion: str = ""
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MeetingFacts:
    kind: str
    cycle: str
    network: str
    day: str
    hours: str
    place: str
    link: str
    state: str  # of the protocol, in words
    is_draft: bool
    present: tuple[tuple[str, tuple[str, ...]], ...]  # organisation and its people
    absent: tuple[str, ...]
    unknown: tuple[str, ...]  # whom nobody has noted anything of
    purpose: str = ""
    agenda: str = ""
    why_new: str = ""
    sha256: str = ""
    points: tuple[Point, ...] = ()
    areas: tuple[AreaAtMeeting, ...] = ()
    homework_due: str = ""
    is_example: bool = False
    is_unsent: bool = False  # the protocol is FoU's own until it is sent out
