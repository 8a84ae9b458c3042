"""A table of answers, written in any layout, reads to the same answers or is refused: never to other ones."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import openpyxl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from surveys.files.refusals import FileRefused
from tests.surveys.files.answer_files import answers_in, plan_of

NAMES = {
    "0114": "Upplands Väsby",
    "0125": "Ekerö",
    "0139": "Upplands-Bro",
    "0184": "Solna",
    "018001": "Rinkeby-Kista (Stockholm)",
    "148004": "Centrum (Göteborg)",
}
CHOICES = {
    "E1": {"ja": ("Ja", "ja", "JA "), "nej": ("Nej", "nej"), "delvis": ("Ja, men inte för alla", "delvis")},
    "G2.missbruk": {"ja": ("Ja",), "ej_aktuellt": ("Ej aktuellt", "ej_aktuellt")},
    "G2.lss": {"ja": ("Ja",), "ej_aktuellt": ("Ej aktuellt",)},
    "N1": {"12": ("12", 12, "12,0"), "1200": ("1200", "1 200", 1200), "vet_ej": ("Vet ej", "vet_ej"), "0": (0, "0")},
    "N2": {"37.5": ("37,5", 37.5, "37.5"), "4": (4, "4")},
    "E1a": {"FIA": ("FIA",), "kl 8–12": ("kl 8–12",)},
}
Table = dict[tuple[str, str], tuple[str, object]]  # code and item: what is meant, and as it is written


@st.composite
def tables(draw) -> Table:
    """A full table of some units and items, in some order."""
    units = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4, unique=True))
    items = draw(st.lists(st.sampled_from(sorted(CHOICES)), min_size=1, max_size=4, unique=True))
    table = {}
    for unit in units:
        for item in items:
            meant = draw(st.sampled_from(sorted(CHOICES[item])))
            table[unit, item] = meant, draw(st.sampled_from(CHOICES[item][meant]))
    return table


@dataclass(frozen=True)
class Layout:
    shape: str = "wide"  # wide, long, turned
    unit: str = "code"  # code, number, both, name, name and code, one cell
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blank_columns: int = 0
    blank_rows: bool = False
    parts: str = "one"  # one, sheets, tables: its items in two halves
    hidden: str = ""  # sheet, row, column: with other answers, not to be read
    other_sheets: bool = False
    code_heading: str = "kod"
    encoding: str = ""  # of a CSV file, otherwise a workbook
    delimiter: str = ";"


LAYOUTS = {
    "as the template": Layout(unit="both"),
    "codes alone": Layout(),
    "codes that lost their zeros": Layout(unit="number"),
    "names before codes": Layout(unit="name and code"),
    "names alone": Layout(unit="name"),
    "code and name in one cell": Layout(unit="one cell", code_heading="Kommun"),
    "another heading": Layout(code_heading="Kommunkod", unit="both"),
    "long": Layout(shape="long"),
    "long with names": Layout(shape="long", unit="both"),
    "turned": Layout(shape="turned", code_heading="fraga"),
    "turned, names": Layout(shape="turned", unit="name", code_heading=""),
    "turned, code and name": Layout(shape="turned", unit="both"),
    "turned below titles": Layout(shape="turned", titles=("Enkätsvar 2017", "Exempeldata"), notes=("Källa: oss",)),
    "below titles": Layout(titles=("Enkätsvar 2017, Exempeldata", "", "Version 3")),
    "above notes": Layout(notes=("Källa: kommunerna", "x = ej svar")),
    "blank columns and rows": Layout(blank_columns=2, blank_rows=True),
    "two sheets": Layout(parts="sheets", unit="both"),
    "two tables below each other": Layout(parts="tables", titles=("Tabell 1",)),
    "beside other sheets": Layout(other_sheets=True),
    "with a hidden sheet": Layout(hidden="sheet"),
    "with a hidden row": Layout(hidden="row"),
    "with a hidden column": Layout(hidden="column"),
    "CSV": Layout(encoding="utf-8"),
    "CSV as Excel writes it": Layout(encoding="utf-8-sig", unit="both"),
    "CSV in Windows-1252": Layout(encoding="cp1252", unit="both"),
    "CSV in UTF-16": Layout(encoding="utf-16", unit="both", delimiter="\t"),
    "CSV with commas and titles": Layout(encoding="utf-8-sig", delimiter=",", shape="long"),
}


def names_of(layout: Layout, unit: str) -> list[object]:
    name = NAMES[unit]
    return {
        "code": [unit],
        "number": [int(unit)],
        "both": [unit, name],
        "name": [name],
        "name and code": [name, unit],
        "one cell": [f"{unit} {name}"],
    }[layout.unit]


def heading_of(layout: Layout) -> list[str]:
    kod = layout.code_heading
    return {"both": [kod, "namn"], "name": [kod if kod != "kod" else "Kommun"], "name and code": ["Kommun", kod]}.get(
        layout.unit, [kod]
    )


def rows_of(layout: Layout, table: Table) -> list[list[object]]:
    units, items = (list(dict.fromkeys(one[part] for one in table)) for part in (0, 1))
    blank = [""] * layout.blank_columns
    if layout.shape == "long":
        rows = [[*heading_of(layout), *blank, "fraga", "svar"]]
        return rows + [[*names_of(layout, unit), *blank, item, table[unit, item][1]] for unit, item in table]
    rows = [[*heading_of(layout), *blank, *items]]
    for unit in units:
        rows += [[]] if layout.blank_rows else []
        rows.append([*names_of(layout, unit), *blank, *(table[unit, item][1] for item in items)])
    if layout.shape == "turned":
        width = max(map(len, rows))
        rows = [list(column) for column in zip(*(row + [""] * (width - len(row)) for row in rows), strict=True)]
    return rows


def halves(table: Table) -> list[Table]:
    items = list(dict.fromkeys(item for _, item in table))
    first = set(items[: (len(items) + 1) // 2])
    parts = [{key: one for key, one in table.items() if (key[1] in first) is is_first} for is_first in (True, False)]
    return [part for part in parts if part]


def sheets_of(layout: Layout, table: Table) -> dict[str, list[list[object]]]:
    parts = [rows_of(layout, part) for part in (halves(table) if layout.parts != "one" else [table])]
    if layout.parts == "tables":
        parts = [[row for part in parts for row in [*part, []]]]
    above, below = ([[text] for text in texts] for texts in (layout.titles, layout.notes))
    return {f"Blad{number}": [*above, *part, *below] for number, part in enumerate(parts, start=1)}


def written(layout: Layout, table: Table) -> tuple[bytes, str]:
    """The file and its name."""
    sheets = sheets_of(layout, table)
    if layout.encoding:
        lines = [layout.delimiter.join(f'"{cell}"' for cell in row) for row in sheets["Blad1"]]
        return "\r\n".join(lines).encode(layout.encoding), "svar.csv"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if layout.other_sheets:
        book.create_sheet("Instruktion", 0).append(["Fyll i bladet Blad1 för 2017"])
        book.create_sheet("Tomt")
    hide(book, layout, table)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue(), "svar.xlsx"


def hide(book: openpyxl.Workbook, layout: Layout, table: Table) -> None:
    """Adds what nobody sees: a unit, an item or a sheet with answers that the table has not."""
    sheet = book["Blad1"]
    if layout.hidden == "sheet":
        hidden = book.create_sheet("Gammalt")
        hidden.append(["kod", "N2"])
        hidden.append(["0184", 99])
        hidden.sheet_state = "hidden"
    if layout.hidden == "row":
        sheet.append(["kod", "N2"])
        sheet.append(["0184", 99])
        for row in (sheet.max_row - 1, sheet.max_row):
            sheet.row_dimensions[row].hidden = True
    if layout.hidden == "column":
        column = sheet.max_column + 1
        sheet.cell(1, column, "N2")
        sheet.cell(2, column, 99)
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True


def meant_by(table: Table) -> dict[tuple[str, str], str]:
    return {key: meant for key, (meant, _) in table.items()}


@pytest.fixture
def survey(import_survey):
    return import_survey


EXAMPLES = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.parametrize("name", LAYOUTS)
@EXAMPLES
@given(table=tables())
def test_each_of_the_known_layouts_reads_to_the_same_answers(survey, name: str, table: Table) -> None:
    content, file_name = written(LAYOUTS[name], table)
    assert answers_in(plan_of(survey, content, file_name)) == meant_by(table)


ANY_LAYOUT = st.builds(
    Layout,
    shape=st.sampled_from(["wide", "long", "turned"]),
    unit=st.sampled_from(["code", "number", "both", "name", "name and code", "one cell"]),
    titles=st.sampled_from([(), ("Enkät 2017",), ("", "Exempeldata; svar, 2017"), ("kod",), ("Ekerö",)]),
    notes=st.sampled_from([(), ("Källa: oss",), ("– = noll",), ("Ekerö",), ("0125",)]),
    blank_columns=st.integers(0, 2),
    blank_rows=st.booleans(),
    parts=st.sampled_from(["one", "one", "sheets", "tables"]),
    hidden=st.sampled_from(["", "sheet", "row", "column"]),
    other_sheets=st.booleans(),
    code_heading=st.sampled_from(["kod", "Kommunkod", "Kommun", "", "Fråga", "Ort"]),
    encoding=st.sampled_from(["", "", "", "utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([";", ",", "\t"]),
)


@settings(EXAMPLES, max_examples=150)
@given(table=tables(), layout=ANY_LAYOUT)
def test_any_layout_reads_to_the_same_answers_or_is_refused(survey, table: Table, layout: Layout) -> None:
    if layout.encoding:
        layout = replace(
            layout, parts="one" if layout.parts == "sheets" else layout.parts, hidden="", other_sheets=False
        )
    content, file_name = written(layout, table)
    try:
        plan = plan_of(survey, content, file_name)
    except FileRefused:
        event("refused")
        return
    event("refused" if plan.refusals else "read")
    assert plan.refusals or answers_in(plan) == meant_by(table)
