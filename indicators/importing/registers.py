"""Register and background figures per municipality: a wide table as of results, or one figure a row."""

from __future__ import annotations

from indicators.importing.choices import Choices
from indicators.importing.headings import Match, heading_key
from indicators.importing.reader import REGISTERS, PlacedCell
from indicators.importing.results import Planner, PublicationFacts, ResultPlan, plan_results
from indicators.importing.tables.columns import Column
from municipalities.characters import folded
from municipalities.models import Group
from surveys.files.fields import Unacceptable
from surveys.files.refusals import Refusal, cell_name
from surveys.files.workbooks import Sheet, is_blank, read_sheets, text_of, without_hidden
from surveys.models import Survey

_CODE, _INDICATOR, _VALUE = {"kod", "kommunkod"}, {"indikator"}, {"värde", "varde", "tal"}


def plan_register(
    survey: Survey,
    content: bytes,
    file_name: str,
    publication: PublicationFacts,
    chosen: Choices,
    network: Group | None = None,
) -> ResultPlan:
    """As plan_results, for register and background indicators only."""
    sheets = read_sheets(content, file_name)
    if len(sheets) == 1 and (columns := _long_columns(sheets[0])):
        planner = Planner(survey, publication, chosen, REGISTERS, network)
        return _plan_long(planner, sheets[0], columns, read_hidden=chosen.read_hidden)
    return plan_results(survey, content, file_name, publication, chosen, network, REGISTERS)


def _long_columns(sheet: Sheet) -> tuple[int, int, int] | None:
    """Columns of code, indicator and value where the first row names all three."""
    words = [folded(text_of(cell)) for cell in sheet.rows[0]] if sheet.rows else []
    found = [
        next((at for at, word in enumerate(words) if word in wanted), -1) for wanted in (_CODE, _INDICATOR, _VALUE)
    ]
    return None if -1 in found else (found[0], found[1], found[2])


def _plan_long(planner: Planner, sheet: Sheet, columns: tuple[int, int, int], *, read_hidden: bool) -> ResultPlan:
    sheet, hidden = (sheet, None) if read_hidden else without_hidden(sheet)
    planner.plan.hidden = [hidden] if hidden else []
    planner.plan.notes += [*sheet.notes, *planner.plan.hidden]
    matches: dict[str, Match] = {}
    cells = []
    for row in range(1, len(sheet.rows)):
        if not is_blank(sheet.rows[row]) and (cell := _placed_cell(planner, sheet, row, columns, matches)):
            cells.append(cell)
    for one, reading in planner.read(cells):
        if reading.is_told:
            planner.add(one, reading)
    planner.plan.columns = [Column(sheet.name, columns[1], name, match) for name, match in matches.items()]
    return planner.finished()


def _placed_cell(
    planner: Planner, sheet: Sheet, row: int, columns: tuple[int, int, int], matches: dict[str, Match]
) -> PlacedCell | None:
    cells = sheet.rows[row] + [""] * (max(columns) + 1 - len(sheet.rows[row]))
    code, name, value = (cells[column] for column in columns)
    subject = planner.names.find(code, text_of(code))
    if subject is None:
        problem = Unacceptable("koden hör inte till någon kommun eller grupp.", "Rätta koden.")
        planner.refuse(sheet, row, columns[0], problem)
        return None
    heading = text_of(name)
    key = heading_key(heading)
    if not key:
        cell = cell_name(row, columns[1])
        planner.plan.refusals.append(Refusal(sheet.name, cell, "", "raden saknar indikator.", "Fyll i den."))
        return None
    match = matches.setdefault(heading, planner.book.match(heading))
    if not match.code:
        return None
    return PlacedCell(sheet, sheet.name, key, heading, row, columns[2], value, subject, match.code)
