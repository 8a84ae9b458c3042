"""What a file of results or of register figures would change: a table, or a long list with one figure a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.importing.choices import Choices
from indicators.importing.headings import Match, heading_key
from indicators.importing.reader import REGISTERS, PlacedCell
from indicators.importing.results import ALL_KINDS, Planner, PublicationFacts, ResultPlan
from indicators.importing.tables.columns import Column
from indicators.importing.tables.finding import find_tables
from indicators.importing.tables.heading_words import YearConflict, years_in
from indicators.rules.outcomes import LABELS
from municipalities.characters import folded
from municipalities.models import Group
from municipalities.swedish import plural
from surveys.files.fields import Unacceptable
from surveys.files.refusals import Refusal, cell_name
from surveys.files.workbooks import Cell, Sheet, is_blank, read_sheets, text_of, without_hidden
from surveys.models import Survey

_WORDS = {  # of the portal's own files too
    "code": {"kod", "kommunkod", "group"},
    "indicator": {"indikator", "indicator"},
    "value": {"värde", "varde", "tal", "resultat", "result", "share"},
    "name": {"namn", "kommun", "kommunnamn"},
    "year": {"år", "enkät", "enkätår", "survey"},
}
_NEEDED = ("code", "indicator", "value")


@dataclass(frozen=True)
class LongColumns:
    """Where a long list has what; None for what it lacks."""

    code: int
    indicator: int
    value: int
    name: int | None
    year: int | None


def plan_results(
    survey: Survey,
    content: bytes,
    file_name: str,
    publication: PublicationFacts,
    chosen: Choices,
    network: Group | None = None,
    kinds: Iterable[str] = ALL_KINDS,
) -> ResultPlan:
    """Reads and checks the whole file against what is stored now; writes nothing.

    The network's earlier choices of headings are remembered, those of units never. `chosen.headings` may also hold a
    table's key: empty where it is not read, READ where it is although it seems to be of another year.
    FileRefused where no table is found.
    """
    planner = Planner(survey, publication, chosen, kinds, network)
    sheets = read_sheets(content, file_name)
    if len(sheets) == 1 and (columns := _long_columns(sheets[0])):
        _read_long(planner, sheets[0], columns)
        return planner.finished()
    hidden = chosen.read_hidden
    found = find_tables(sheets, file_name, planner.names, planner.book, chosen.headings, read_hidden=hidden)
    planner.read_tables(found)
    return planner.finished()


def plan_register(
    survey: Survey,
    content: bytes,
    file_name: str,
    publication: PublicationFacts,
    chosen: Choices,
    network: Group | None = None,
) -> ResultPlan:
    """As plan_results, for register and background indicators only."""
    return plan_results(survey, content, file_name, publication, chosen, network, REGISTERS)


def _long_columns(sheet: Sheet) -> LongColumns | None:
    """Where the first row names a code, an indicator and a value."""
    words = [folded(text_of(cell)) for cell in sheet.rows[0]] if sheet.rows else []
    found = {what: next((at for at, word in enumerate(words) if word in _WORDS[what]), None) for what in _WORDS}
    code, indicator, value = (found[what] for what in _NEEDED)
    if code is None or indicator is None or value is None:
        return None
    return LongColumns(code, indicator, value, found["name"], found["year"])


def _read_long(planner: Planner, whole: Sheet, columns: LongColumns) -> None:
    sheet, note = (whole, None) if planner.plan.chosen.read_hidden else without_hidden(whole)
    planner.plan.hidden = [note] if note else []
    planner.plan.notes += [*sheet.notes, *planner.plan.hidden]
    filled = [row for row in range(1, len(sheet.rows)) if not is_blank(sheet.rows[row])]
    rows = _of_the_year(planner, sheet, columns, filled)
    matches: dict[str, Match] = {}
    cells = [cell for row in rows if (cell := _placed_cell(planner, sheet, row, columns, matches))]
    for one, reading in planner.read(cells):
        if reading.is_told:
            planner.add(one, reading)
    planner.plan.columns = [Column(sheet.name, columns.indicator, name, match) for name, match in matches.items()]


def _cell(sheet: Sheet, row: int, column: int | None) -> Cell:
    cells = sheet.rows[row]
    return cells[column] if column is not None and column < len(cells) else ""


def _of_the_year(planner: Planner, sheet: Sheet, columns: LongColumns, rows: list[int]) -> list[int]:
    """Without the rows that name another year, where some name the survey's; else those stop the file."""
    years = {row: years_in(text_of(_cell(sheet, row, columns.year))) for row in rows}
    other = [row for row in rows if years[row] and not years[row] & planner.book.accepted]
    if not other:
        return rows
    told = ", ".join(sorted({str(year) for row in other for year in years[row]}))
    if len(other) == len(rows):
        planner.plan.year_conflicts.append(YearConflict(f"Kolumnen {text_of(sheet.rows[0][columns.year or 0])}", told))
        return rows
    planner.plan.notes.append(plural(len(other), "{n} rad", "{n} rader") + f" för {told} läses inte.")
    return [row for row in rows if row not in set(other)]


def _placed_cell(
    planner: Planner, sheet: Sheet, row: int, columns: LongColumns, matches: dict[str, Match]
) -> PlacedCell | None:
    code, name = _cell(sheet, row, columns.code), text_of(_cell(sheet, row, columns.name))
    if problem := planner.names.disagreement(code, name):
        planner.refuse(sheet, row, columns.code, problem)
        return None
    subject = planner.names.find(code, text_of(code) or name)
    if subject is None:
        problem = Unacceptable("koden hör inte till någon kommun eller grupp.", "Rätta koden.")
        planner.refuse(sheet, row, columns.code, problem)
        return None
    heading = text_of(_cell(sheet, row, columns.indicator))
    key = heading_key(heading)
    if not key:
        cell = cell_name(row, columns.indicator)
        planner.plan.refusals.append(Refusal(sheet.name, cell, "", "raden saknar indikator.", "Fyll i den."))
        return None
    match = matches.setdefault(heading, planner.book.match(heading))
    if not match.code:
        return None
    written = _cell(sheet, row, columns.value)
    value = LABELS.get(text_of(written), written)  # the portal's own lists have the codes of results
    return PlacedCell(sheet, sheet.name, key, heading, row, columns.value, value, subject, match.code)
