"""The columns of a table and what each was matched to: all rows of its headings are read, with their years and kinds.

Under "2016 | 2017" the survey's year is read, under "Kommentar | Resultat" the result. What cannot be told is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indicators.importing.headings import FACTS_OF_UNITS, LEFT_OUT, HeadingBook, Match, heading_key
from indicators.importing.tables.grid import Block, Grid
from indicators.importing.tables.heading_words import COUNT, RESULT, Words, is_number_of_a_question, read_words
from indicators.importing.tables.turning import TurnedSheet, column_name
from surveys.files.refusals import column_letters

_NUMBER_OF_A_TABLE = re.compile(r"^(?:tabell|diagram|figur|bilaga)\s*\d+\w?\s*[.:–-]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """One column with a heading, and what it was matched to. In a turned sheet it is a row of the file."""

    sheet: str
    number: int
    heading: str
    match: Match
    is_turned: bool = False
    is_of_other_year: bool = False  # read, but its heading names another year than the survey's

    @property
    def letters(self) -> str:
        return f"rad {self.number + 1}" if self.is_turned else column_letters(self.number)

    @property
    def key(self) -> str:
        return heading_key(self.heading)


@dataclass(frozen=True)
class Piece:
    """The text of one heading row over a column; `carried` from the left, where nothing says how far it reaches."""

    text: str
    carried: bool
    words: Words


@dataclass
class TableHeadings:
    """`rows` from above. `titles` stand above them and may say the indicator, where columns do not; else `hints`."""

    grid: Grid
    block: Block
    rows: list[int]
    titles: list[str]
    hints: list[str]
    book: HeadingBook
    _words: dict[str, Words] = field(default_factory=dict)

    def pieces(self, column: int) -> list[Piece]:
        """From above. A text over several rows is there once."""
        found: list[Piece] = []
        places: set[tuple[int, int]] = set()
        for row in self.rows:
            place = self._place(row, column)
            if place is not None and place not in places:
                places.add(place)
                text = self.grid.text(*place)
                over = self.grid.over.get((row, column))
                found.append(Piece(text, place != (row, column) and over is None, self.words_of(text)))
        return found

    def words_of(self, text: str) -> Words:
        if text not in self._words:
            self._words[text] = read_words(text)
        return self._words[text]

    def _place(self, row: int, column: int) -> tuple[int, int] | None:
        """Where the text over the column stands: in it, in a cell merged with it, or to the left of it."""
        if over := self.grid.over.get((row, column)):
            return over
        if self.grid.text(row, column):
            return row, column
        if row == self.rows[-1]:
            return None
        for left in range(column - 1, self.block.first - 1, -1):
            if left not in self.block.unit_columns and self.grid.text(row, left):
                return None if (row, left) in self.grid.over else (row, left)
        return None


@dataclass
class _Draft:
    number: int
    heading: str
    code: str | None
    kind: str
    is_of_year: bool | None
    is_foreign: bool


def read_columns(headings: TableHeadings, rows: Sequence[int], foreign: int | None) -> list[Column]:
    """Every column that has a heading or anything in the rows of units. What stands to the right of a column that names
    other municipalities (`foreign`) is always asked for."""
    drafts = [
        draft
        for column in headings.block.data_columns
        if (draft := _draft(headings, column, rows, foreign is not None and column > foreign))
    ]
    _tell_apart(headings, drafts)
    matches = _matches(drafts, headings.book)
    sheet = headings.grid.sheet
    is_turned = isinstance(sheet, TurnedSheet)
    return [
        Column(sheet.name, one.number, one.heading, match, is_turned, _is_of_other_year(one, match))
        for one, match in zip(drafts, matches, strict=True)
    ]


def _is_of_other_year(draft: _Draft, match: Match) -> bool:
    return bool(match.code) and match.how != "chosen" and draft.is_of_year is False


def _draft(headings: TableHeadings, column: int, rows: Sequence[int], is_foreign: bool) -> _Draft | None:
    own = [row for row in headings.rows if headings.grid.text(row, column)]
    if not own and not any(headings.grid.text(row, column) for row in rows):
        return None
    pieces = headings.pieces(column)
    code, used = _find(headings, pieces)
    telling = [piece.words for piece in reversed(pieces) if piece is not used]
    accepted = headings.book.accepted_for(code)
    years = [said for words in telling if (said := words.is_of_year(accepted)) is not None]
    kinds = [words.kind for words in telling if words.kind and words.kind != RESULT]
    named = _shown(headings, pieces) or f"({column_name(headings.grid.sheet, column)} utan rubrik)"
    return _Draft(column, named, code, kinds[0] if kinds else "", years[0] if years else None, is_foreign)


def _find(headings: TableHeadings, pieces: list[Piece]) -> tuple[str | None, Piece | None]:
    """The indicator, and the piece that is its name as it stands, so that a year in a name is no year of figures."""
    book = headings.book
    if pieces and not pieces[-1].carried and (code := book.find(pieces[-1].text)):
        return code, pieces[-1]
    for candidate in _candidates([(piece.text, piece.carried) for piece in pieces]):
        if code := book.find(candidate):
            return code, None
    rests = [(piece.words.rest, piece.carried) for piece in pieces if piece.words.rest]
    if any(not piece.carried for piece in pieces):
        for told in (rests, [one for one in rests if not _says_no_more(book, one[0])]):
            is_under = any(
                not piece.carried for piece in pieces if not piece.words.rest or _says_no_more(book, piece.text)
            )
            for candidate in _candidates(told, carried_alone=is_under):
                if code := book.find(candidate):
                    return code, None
        if not [one for one in rests if not _says_no_more(book, one[0])]:
            return _title_code(headings), None
    return None, None


def _says_no_more(book: HeadingBook, text: str) -> bool:
    return is_number_of_a_question(text) or heading_key(text) in book.units


def _candidates(texts: list[tuple[str, bool]], *, carried_alone: bool = False) -> Iterator[str]:
    """The ways to read a heading split over rows, most of it first. One from the left alone only where what is below it
    says nothing else."""
    if not texts:
        return
    lowest, is_carried = texts[-1]
    over = [text for text, _ in texts[:-1]]
    if not is_carried:
        for first in range(len(over)):
            yield " ".join([*over[first:], lowest])
        yield from (f"{text} {lowest}" for text in reversed(over[:-1]))
    yield " ".join(text for text, carried in texts if not carried)
    if not is_carried or carried_alone:
        yield lowest


def _title_code(headings: TableHeadings) -> str | None:
    """Columns that only say a year or a kind, under a title that names the indicator."""
    for texts in (headings.titles, headings.hints):
        plain = [_NUMBER_OF_A_TABLE.sub("", text) for text in texts]
        found = [headings.book.find(text) or headings.book.find(headings.words_of(text).rest) for text in plain]
        codes = {code for code in found if code}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def _shown(headings: TableHeadings, pieces: list[Piece]) -> str:
    """What a person sees and chooses for: the lowest text, and those above it as long as it does not say enough."""
    if not pieces or all(piece.carried for piece in pieces):
        return ""
    shown: list[str] = []
    rests = 0
    for piece in reversed(pieces):
        if piece.text not in shown:
            shown.insert(0, piece.text)
        rests += bool(piece.words.rest)
        if rests == 2 or (piece.words.rest and headings.book.find(piece.words.rest)):
            break
    return " ".join(shown)


def _tell_apart(headings: TableHeadings, drafts: list[_Draft]) -> None:
    """Headings that are the same in one table are chosen for one by one."""
    keys = [heading_key(draft.heading) for draft in drafts]
    for draft, key in zip(drafts, keys, strict=True):
        if keys.count(key) > 1:
            draft.heading = f"{draft.heading} ({column_name(headings.grid.sheet, draft.number)})"


def _matches(drafts: list[_Draft], book: HeadingBook) -> list[Match]:
    found = [_match(draft, book) for draft in drafts]
    for code in {match.code for match in found if match.code}:
        at = [one for one, match in enumerate(found) if match.code == code and match.how != "chosen"]
        now = [one for one in at if drafts[one].is_of_year is not False]
        for one in set(at) - set(now):
            if now:
                found[one] = Match(LEFT_OUT, "other_year")
        asked = now or at
        if len(asked) > 1:
            for one in asked:
                found[one] = Match(None, "several")
    return found


def _match(draft: _Draft, book: HeadingBook) -> Match:
    key = heading_key(draft.heading)
    if (chosen := book.chosen_for(key)) is not None:
        return chosen
    if draft.is_foreign:
        return Match(None, "undecided")
    is_asked_kind = draft.kind == COUNT and draft.code is not None and book.counts(draft.code)
    if draft.code and (not draft.kind or is_asked_kind):
        return Match(None, "undecided") if is_asked_kind else Match(draft.code, "automatic")
    if (remembered := book.remembered_for(key)) is not None:
        return remembered
    if draft.kind:
        return Match(LEFT_OUT, "kind")
    if key in FACTS_OF_UNITS:
        return Match(LEFT_OUT, "fact")
    if draft.is_of_year is False:
        return Match(LEFT_OUT, "other_year") if _has_only_a_year(draft) else Match(None, "undecided")
    return Match(None, "undecided")


def _has_only_a_year(draft: _Draft) -> bool:
    return not read_words(draft.heading).rest
