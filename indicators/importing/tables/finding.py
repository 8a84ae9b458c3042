"""The tables of a whole file: turned where they stand turned, and of the survey's year where that can be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.importing.headings import LEFT_OUT, HeadingBook, heading_key
from indicators.importing.rows import RowNames
from indicators.importing.tables.grid import Grid
from indicators.importing.tables.heading_words import YearConflict, names_another_year, years_in
from indicators.importing.tables.layout import Table, tables_of
from indicators.importing.tables.turning import TurnedSheet, row_name, turned
from municipalities.models import Group, Municipality
from surveys.files.missing_signs import Sign, explained_signs
from surveys.files.workbooks import CSV_SHEET, Cell, Sheet, text_of, without_hidden

_TOP = 30  # rows of a sheet of notes
READ = "read"  # chosen for a table that would be left out
_MOST_LISTED = 12
_LEFT_OUT_AS = {"kind": "kommentarer, antal, ändring eller liknande", "other_year": "annat år än enkätens"}


@dataclass
class FoundTables:
    tables: list[Table] = field(default_factory=list)  # also those that are not read
    conflicts: list[YearConflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # what is not read because it is hidden; in `notes` too
    signs: dict[str, Mapping[str, Sign]] = field(default_factory=dict)  # by name of sheet: what it says of its signs


def find_tables(
    sheets: Iterable[Sheet],
    file_name: str,
    names: RowNames,
    book: HeadingBook,
    chosen: Mapping[str, str],
    *,
    read_hidden: bool = False,
) -> FoundTables:
    """Every table that holds municipalities or groups and anything beside them; `chosen` may leave one out or in."""
    found = FoundTables()
    seen: list[Sheet] = []
    for sheet in sheets:
        shown, note = (sheet, None) if read_hidden else without_hidden(sheet)
        found.hidden += [note] if note else []
        found.notes += [*sheet.notes, *([note] if note else [])]
        seen += [shown] if shown.rows else []
    hints = _indicator_hints(seen, file_name, book)
    for sheet in seen:
        _add_sheet(found, sheet, names, book, hints)
    found.signs = _signs(seen, found.tables)
    _choose(found.tables, book, chosen)
    read = [table for table in found.tables if table.is_read]
    found.notes += [note for table in found.tables for note in _notes_of(table)]
    if read:
        found.conflicts = _conflicts(read, file_name, book)
    return found


def _signs(sheets: list[Sheet], tables: list[Table]) -> dict[str, Mapping[str, Sign]]:
    """What a sheet with tables says of its signs outside the rows of figures, or else a sheet without any."""
    rows_of: dict[str, set[int]] = {}
    views = {table.sheet.name: table.sheet for table in tables}
    for table in tables:
        rows_of.setdefault(table.sheet.name, set()).update(row for row, _ in table.rows)
    elsewhere = [cells for sheet in sheets if sheet.name not in views for cells in sheet.rows]
    everywhere = explained_signs(map(_texts_of, elsewhere))
    return {
        name: everywhere
        | explained_signs(_texts_of(cells) for row, cells in enumerate(view.rows) if row not in rows_of[name])
        for name, view in views.items()
    }


def _texts_of(cells: list[Cell]) -> list[str]:
    return [text_of(cell) for cell in cells]


def _indicator_hints(sheets: list[Sheet], file_name: str, book: HeadingBook) -> list[str]:
    """What tells the indicator of a whole file: "Indikator" and its name in two cells of their own, or the file's name,
    as the portal's file of one indicator has them."""
    pairs = [[text_of(cell) for cell in cells if text_of(cell)] for sheet in sheets for cells in sheet.rows[:_TOP]]
    told = [pair[1] for pair in pairs if len(pair) == 2 and heading_key(pair[0]) == "indikator"]
    return [*told, file_name.rpartition(".")[0].removeprefix(f"{book.area}-")]


def _add_sheet(found: FoundTables, sheet: Sheet, names: RowNames, book: HeadingBook, hints: list[str]) -> None:
    view = turned(sheet) if _is_turned(sheet, names, book) else sheet
    tables = [
        table for table in tables_of(view, names, book, hints) if table.columns and (table.rows or table.problems)
    ]
    found.tables += tables
    if not tables:
        found.notes.append(f"Bladet {sheet.name} läses inte: ingen tabell med kommuner.")
    elif isinstance(view, TurnedSheet):
        found.notes.append(f"{_sheet_name(sheet)}: kommunerna står som kolumner och indikatorerna som rader.")


def _sheet_name(sheet: Sheet) -> str:
    return "Tabellen" if sheet.name == CSV_SHEET else f"Bladet {sheet.name}"


def _is_turned(sheet: Sheet, names: RowNames, book: HeadingBook) -> bool:
    """Whether more names of municipalities, and of indicators, stand beside each other than below each other."""
    texts = Grid(sheet, book.words).texts
    found = [(row, column, text) for row, cells in enumerate(texts) for column, text in enumerate(cells) if text]
    named = [(row, column, names.find_name(text)) for row, column, text in found]
    units = [(row, column) for row, column, one in named if isinstance(one, Municipality)]
    places = units or [(row, column) for row, column, one in named if one]
    known = [(row, column) for row, column, text in found if book.find(text)]

    def most(cells: list[tuple[int, int]], which: int) -> int:
        return max(Counter(cell[which] for cell in cells).values(), default=0)

    return most(places, 0) + most(known, 1) > most(places, 1) + most(known, 0)


def _choose(tables: list[Table], book: HeadingBook, chosen: Mapping[str, str]) -> None:
    """Somebody's choice first; else a table of another year is left out where one of the survey's has the same."""
    of_year = [table for table in tables if _says_year(table, book)]
    codes_of_year = {column.match.code for table in of_year for column in table.read_columns()}
    for table in tables:
        if chosen.get(table.key) == LEFT_OUT:
            table.how = "chosen"
        elif chosen.get(table.key) != READ and table not in of_year and _other_years(table, book):
            codes = {column.match.code for column in table.read_columns()}
            if codes and codes <= codes_of_year:
                table.how = "other_year"


def _texts(table: Table) -> list[tuple[str, str]]:
    """Place and text of what says which year a table is of."""
    sheet = [] if table.sheet.name == CSV_SHEET else [("bladets namn", table.sheet.name)]
    return [*sheet, *((f"rubriken över {table.name}", title) for title in table.titles)]


def _other_years(table: Table, book: HeadingBook) -> list[YearConflict]:
    return [YearConflict(place, text) for place, text in _texts(table) if names_another_year(text, book.accepted)]


def _says_year(table: Table, book: HeadingBook) -> bool:
    return any(years_in(text) & book.accepted for _, text in _texts(table)) and not _other_years(table, book)


def _conflicts(tables: list[Table], file_name: str, book: HeadingBook) -> list[YearConflict]:
    """Each text once. Rows and headings of a table that all are of another year are such texts too."""
    stem = file_name.rpartition(".")[0] or file_name
    found = [YearConflict("filens namn", file_name)] if names_another_year(stem, book.accepted) else []
    for table in tables:
        found += _other_years(table, book)
        found += [
            YearConflict(f"{_sheet_name(table.sheet)}, {column.letters}", column.heading)
            for column in table.columns
            if column.is_of_other_year
        ]
        found += [
            YearConflict(f"{table.name}, {row_name(table.sheet, min(rows))}", str(year))
            for year, rows in sorted(table.of_other_years.items())
        ]
    return list(dict.fromkeys(found))


def _notes_of(table: Table) -> list[str]:
    if table.how == "other_year":
        return [f"{table.name} läses inte: den är för ett annat år, och en annan tabell i filen för enkätens."]
    if table.how == "chosen":
        return [f"{table.name} läses inte: så är valt."]
    notes = list(table.notes)
    for how, means in _LEFT_OUT_AS.items():
        left_out = [column for column in table.columns if column.match.how == how]
        if left_out:
            told = ", ".join(f"{column.letters} (”{column.heading[:60]}”)" for column in left_out[:_MOST_LISTED])
            more = f" och {len(left_out) - _MOST_LISTED} till" if len(left_out) > _MOST_LISTED else ""
            notes.append(f"{table.name}, läses inte ({means}): {told}{more}.")
    return notes + [
        f"{table.name}, {row_name(table.sheet, row)} (”{text}”) läses som staden {city.name}, inte länet."
        for row, city in table.rows
        if isinstance(city, Group)
        and city.kind == Group.Kind.CITY
        and (text := text_of(table.cell(row, table.name_column or 0)))
        and "stad" not in text.casefold()
    ]
