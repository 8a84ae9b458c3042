"""A text as its sentences, each with its place, and a sentence as the clauses that say one thing each. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BROKEN = re.compile(r"(\w)-\n+(?=[a-zåäö])(?!och\b|eller\b|samt\b)")  # a word parted at the end of a line
_TABLE = re.compile(r"\btabell\s+(\d+[a-z]?)\b", re.I)
_CELLS = re.compile(
    r"\t|^[\w -]{2,30}\s(?:\s*(?:JA|NEJ|DELVIS)\b(?:, MED \w+)?\s*\*?)+$|^[\w -]{2,30}(?:\s+\d+(?:[.,]\d+)? ?%\s*\*?)+$"
)
_TITLE = re.compile(r"^\W*Tabell \d+\w?(?:\s{2,}|[.:]|$)")  # of a table: what follows are its headings
_END = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÅÄÖ])")
_ABBREVIATED = re.compile(r"\b(?:t\.ex|bl\.a|m\.m|dvs|ca|kap|mån|s)\.$", re.I)
_PARTED = re.compile(r"[,;]?\s+(?:men|medan|fast)\s+|,\s+(?=vilket\b)|;\s+|,\s+(?=i riket\b)")
_ENDS_LINE = re.compile(r"[.!?:]\s*$")
CELLS = ("|", "<")
NO_PROSE = ("#", "**", *CELLS)
BREAK = "\f"  # between the paragraphs under one heading and those under the next
HEADING, WRAPPED, UNWRAPPED = 50, 62, 110  # characters: shorter is a heading, a last line; longer a whole paragraph


@dataclass(frozen=True)
class Said:
    """A sentence. `paragraph` counts from 1; `near` is the table that the paragraph, or one before it under the same
    heading, speaks of, as written."""

    text: str
    paragraph: int
    near: str = ""

    @property
    def place(self) -> str:
        return f"{self.near}, stycke {self.paragraph}" if self.near else f"stycke {self.paragraph}"


def sentences_in(paragraphs: Iterable[str]) -> Iterator[Said]:
    number, near = 0, ""
    for paragraph in paragraphs:
        named = [f"Tabell {one}" for one in _TABLE.findall(paragraph)]
        if not named and _is_heading(paragraph):
            near = ""
        if paragraph == BREAK:
            continue
        number += 1
        for sentence in _whole_sentences(paragraph):
            yield Said(sentence, number, named[0] if named else near)
        if named:
            near = named[0] if len(set(named)) == 1 else ""  # what comes after two tables may be about either


def paragraphs_of(text: str) -> list[str]:
    """Of running text; lines of tables are left out, and a heading is a BREAK. Lines are joined into paragraphs: where
    a line does not end a sentence, the next one goes on with it. A text from a PDF has an empty line between all
    lines, so those part nothing by themselves."""
    text = _BROKEN.sub(r"\1", re.sub(r"[ \t\r]+\n", "\n", text))
    found: list[str] = []
    running, is_in_table = "", False
    for line in (one.strip() for one in text.splitlines() if one.strip()):
        is_end = bool(_ENDS_LINE.search(line))
        is_table = bool(_CELLS.search(line)) or (is_in_table and not is_end and len(line) < WRAPPED)
        is_in_table = bool(_TITLE.search(line)) or (is_table and not _CELLS.search(line))
        if is_table or is_in_table or line.startswith(NO_PROSE) or (not running and _is_heading(line)):
            is_cells = line.startswith(CELLS) or (is_table and not _TITLE.search(line))
            found, running = [*found, running, "" if is_cells else BREAK], ""
            continue
        running = f"{running} {line}".strip()
        if is_end and not WRAPPED <= len(line) <= UNWRAPPED:
            found, running = [*found, running], ""
    return [one for one in [*found, running] if one]


def _is_heading(paragraph: str) -> bool:
    return len(paragraph) < HEADING and not _ENDS_LINE.search(paragraph)


def _whole_sentences(paragraph: str) -> Iterator[str]:
    running = ""
    for part in _END.split(paragraph):
        running = f"{running} {part}".strip()
        if not _ABBREVIATED.search(running):
            yield running
            running = ""
    if running:
        yield running


def clauses_of(sentence: str) -> list[str]:
    """What "men", "medan" and "vilket" part.

    >>> clauses_of("Solna har det, men Ekerö saknar det.")
    ['Solna har det', 'Ekerö saknar det.']
    """
    return [one for one in _PARTED.split(sentence) if one.strip()]
