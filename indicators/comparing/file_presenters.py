"""Pages as files to take along: one indicator, one municipality, any table. The same figures as on the page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import xlsxwriter

from indicators.comparing.indicator_presenters import years_of_sources
from indicators.comparing.matrix import HIDDEN
from indicators.comparing.matrix_files import CONSIDERED, EXAMPLE, PRINTED_TWICE, UNPUBLISHED
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.municipality_page import MunicipalityPage
from indicators.comparing.presenters import (
    MISSING_EXPLAINED,
    cell_text,
    plain_number,
    printed_texts,
)
from indicators.comparing.trends import IndicatorPage
from surveys.files.csv_files import Value, write_csv

ORIGINS = {"publicerat": "publicerat", "beraknat": "uträknat i öjportal"}


@dataclass(frozen=True)
class FileTable:
    """One table with its headings; `warning` stands above it in a workbook, `notes` on a sheet of their own."""

    name: str
    headings: Sequence[str]
    lines: Sequence[Sequence[Value]]
    warning: str = ""
    notes: Iterable[tuple[str, str]] = ()


def table_csv(table: FileTable) -> bytes:
    return write_csv([table.headings, *table.lines])


def write_xlsx(table: FileTable) -> bytes:
    """Texts stay texts: what begins with = or + is never run."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    bold, wrap = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(table.name)
    start = 2 if table.warning else 0
    if table.warning:
        sheet.write_string(0, 0, table.warning, bold)
    sheet.write_row(start, 0, table.headings, bold)
    for number, line in enumerate(table.lines, start=start + 1):
        sheet.write_row(number, 0, line)
    sheet.freeze_panes(start + 1, 1)
    sheet.set_column(0, len(table.headings) - 1, 22)
    notes = list(table.notes)
    if notes:
        told = book.add_worksheet("Noter och källor")
        told.set_column(0, 0, 24)
        told.set_column(1, 1, 100, wrap)
        for number, pair in enumerate(notes):
            told.write_row(number, 0, pair)
    book.close()
    return out.getvalue()


def indicator_table(page: IndicatorPage) -> FileTable:
    """Groups first, with their counts; then the units."""
    is_example = page.source is not None and page.source.is_example
    warning = EXAMPLE if is_example else UNPUBLISHED if page.unpublished else ""
    headings = ["Kommun eller grupp", "Kod", "Källa"]
    headings += [*(text for year in page.years for text in (str(year), f"{year}, antal")), PRINTED_TWICE]
    twice = printed_twice_texts(page)
    groups: list[list[Value]] = []
    values: list[tuple[Value, Value]]
    for one in page.series:
        points = {point.year: point for point in one.points}
        found = [points.get(year) for year in page.years]
        values = [(plain_number(point.figure), point.count) if point else (None, "") for point in found]
        told = " ".join(twice.get(one.name, ())) if any(point.settled for point in one.points) else ""
        groups.append([one.name, "", one.origin, *(value for pair in values for value in pair), told])
    sources = years_of_sources(page)
    origin = "; ".join(f"{word} {', '.join(map(str, years))}" for word, years in sources)
    if not sources:
        origin = EXAMPLE if is_example else ORIGINS.get(page.source.word, "") if page.source else ""
    if page.unpublished:
        origin += f", inte publicerat {', '.join(map(str, page.unpublished))}"
    units: list[list[Value]] = []
    for unit in page.units:
        values = [(_unit_value(page, year, unit.id), "") for year in page.years]
        told = " ".join(twice.get(unit.full_name, ()))
        units.append([unit.full_name, unit.code, origin, *(value for pair in values for value in pair), told])
    notes = [
        ("Indikator", page.definition.full_name),
        ("Så räknas den", page.counted.counted),
        ("Definition", page.counted.source),
        *((f"{earlier}–{later}", " ".join((link.is_, *link.notes))) for earlier, later, link in page.breaks),
        *((CONSIDERED, text) for text in page.reservations),
        *((PRINTED_TWICE, text) for texts in twice.values() for text in texts),
        *MISSING_EXPLAINED.items(),
    ]
    return FileTable("Indikator", headings, [*groups, *units], warning, notes)


def printed_twice_texts(page: IndicatorPage) -> dict[str, list[str]]:
    """Unit or group -> what has been corrected and what publishers differ on, with its year, newest first."""
    found: dict[str, list[str]] = {}
    for one in page.printed_twice:
        texts = printed_texts(page.definition, [(one.place, one.settled)], page.press)
        found.setdefault(one.place, []).extend(f"{one.year}: {text}" for text in texts)
    return found


def _unit_value(page: IndicatorPage, year: int, unit: int) -> Value:
    cell = page.figures.get(year, {}).get(unit)
    if cell is None or cell.value == HIDDEN:
        return "Redovisas inte"
    return plain_number(cell.number) if cell.number is not None else cell_text(page.definition, cell)


def municipality_matrix(page: MunicipalityPage) -> MatrixPage | None:
    """The matrix of the page with this municipality as its only unit; None where it has no results."""
    if page.matrix is None or page.place is None:
        return None
    rows = [replace(row, cells=[row.cells[page.place]]) for row in page.matrix.rows]
    return replace(page.matrix, rows=rows, units=[page.matrix.units[page.place]])
