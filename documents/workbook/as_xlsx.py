"""A document's tables as a workbook by the rules for accessible statistics: one named table a sheet, no merged cells,
no blank rows, every note on a sheet of its own. Pure.

The rules are those of the UK Government's Analysis Function ("Making spreadsheets accessible"). They advise against
filters and frozen panes, which take the room of whoever has enlarged the page; Excel shows a table's headings in place
of the letters of columns when it is scrolled. Text is written as text, so what begins with = is never run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

from documents.lines import EXAMPLE
from documents.tree import Data, DataColumn, Document, Unit, Value
from documents.workbook.names import sheet_names, table_name, unlike
from documents.workbook.notes import SheetOfTable, missing_words, numbered, tables_with_data

COVER, CONTENTS, NOTES = "Omslag", "Innehåll", "Noter"
LONGEST_CELL = 32_767  # letters that Excel takes in a cell
NARROWEST, WIDEST = 12, 60
# Without a % that Excel would multiply by: 37.5 is shown as 37,5 %.
FORMATS: dict[Unit, str] = {
    "percent": '{0}" %"',
    "points": "+{0};-{0};{0}",
    "kronor": '#,##{0}" kr"',
    "days": '{0}" dagar"',
    "count": "#,##{0}",
    "number": "{0}",
    "": "{0}",
}


def write_xlsx(document: Document) -> bytes:
    """Cover, contents, notes, then a sheet for each table that has `data`, also those behind pictures."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        _Writer(book, document).write()
    return _in_swedish(out.getvalue())


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book, self.document = book, document
        found = list(tables_with_data(document))
        names = sheet_names((data.name for _, _, data, _ in found), (COVER, CONTENTS, NOTES))
        self.sheets = [
            SheetOfTable(name, title, data, table, notes)
            for name, (title, table, data, notes) in zip(names, found, strict=True)
        ]
        self.notes = numbered(self.sheets)
        self.words = missing_words(self.sheets, document.words)
        self.notes_sheet = [NOTES] if self.notes or self.words else []
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
        self.right = book.add_format({"text_wrap": True, "valign": "top", "align": "right"})
        self.right_heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "align": "right"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0a5566", "underline": 1, "valign": "top"})
        self.number_formats: dict[str, xlsxwriter.format.Format] = {}

    def write(self) -> None:
        document, day = self.document, self.document.day or date(1980, 1, 1)
        self.book.set_properties(
            {
                "title": document.title,
                "subject": document.subject,
                "author": ", ".join(document.authors),
                "company": document.publisher,
                "category": document.kind,
                "keywords": ", ".join(document.keywords),
                "created": datetime.combine(day, time(), UTC),
            }
        )
        self._cover()
        self._contents()
        if self.notes_sheet:
            self._notes()
        for number, sheet in enumerate(self.sheets, 1):
            self._table_sheet(number, sheet)

    def _cover(self) -> None:
        sheet = self.book.add_worksheet(COVER)
        sheet.set_column(0, 0, 80, self.wrapped)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        self._string(sheet, 0, self.document.title, self.title)
        lines = list(cover_lines(self.document))
        for row, line in enumerate(lines, 1):
            self._string(sheet, row, line, self.wrapped)
        for row, name in enumerate([CONTENTS, *self.notes_sheet], len(lines) + 1):
            sheet.write_url(row, 0, internal(name), self.link, f"Till bladet {name}")
        sheet.activate()

    def _contents(self) -> None:
        sheet = self.book.add_worksheet(CONTENTS)
        self._string(sheet, 0, f"Innehåll: {self.document.title}", self.title)
        rows = [(name, "Noter till tabellerna, och ord som står där ett värde saknas") for name in self.notes_sheet]
        rows += [(one.name, one.title) for one in self.sheets]
        self._texts(sheet, 1, "Innehall", ["Blad", "Vad bladet visar"], rows)
        for number, (name, *_) in enumerate(rows, 2):
            sheet.write_url(number, 0, internal(name), self.link, name)

    def _notes(self) -> None:
        sheet = self.book.add_worksheet(NOTES)
        self._string(sheet, 0, "Noter", self.title)
        rows = [(note.name, note.sheet, note.about, note.text) for note in self.notes]
        rows += [(word, "alla blad", "celler utan värde", meaning) for word, meaning in self.words]
        self._texts(sheet, 1, "Noter", ["Not", "Blad", "Gäller", "Text"], rows)

    def _texts(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        top: int,
        name: str,
        headings: list[str],
        rows: Sequence[Sequence[str]],
    ) -> None:
        data = Data(name, tuple(map(DataColumn, headings)), tuple(tuple(map(Value, row)) for row in rows))
        self._table(sheet, top, name, data)

    def _table_sheet(self, number: int, one: SheetOfTable) -> None:
        sheet = self.book.add_worksheet(one.name)
        self._string(sheet, 0, one.title, self.title)
        lines = list(self._above(one))
        for row, line in enumerate(lines, 1):
            self._string(sheet, row, line)
        top = len(lines) + 2
        sheet.write_url(top - 1, 0, internal(CONTENTS), self.link, f"Till bladet {CONTENTS}")
        self._table(sheet, top, table_name(number, one.name), one.data)
        sheet.repeat_rows(top)

    def _above(self, one: SheetOfTable) -> Iterator[str]:
        if self.document.is_example:
            yield EXAMPLE
        notes = [note.name for note in self.notes if note.sheet == one.name]
        words = sorted({value.missing for row in one.data.rows for value in row if value.missing}, key=str.casefold)
        yield "Bladet har en tabell." + (f" Noter på bladet {NOTES}: {', '.join(notes)}." if notes else "")
        if words:
            yield f"Där ett värde saknas står ett ord, som förklaras på bladet {NOTES}: {', '.join(words)}."
        if any(value == Value() for row in one.data.rows for value in row):
            yield "Tomma celler: där hör ingen uppgift hemma."
        if one.table.source:
            yield f"Källa: {one.table.source}"

    def _table(self, sheet: xlsxwriter.worksheet.Worksheet, top: int, name: str, data: Data) -> None:
        rows = data.rows or ((Value("Inga uppgifter"), *(Value() for _ in data.columns[1:])),)
        headings = unlike(column.heading for column in data.columns)
        last = top + len(rows), len(headings) - 1
        looks = [self.right_heading if has_numbers(rows, place) else self.heading for place in range(len(headings))]
        columns = [{"header": heading, "header_format": look} for heading, look in zip(headings, looks, strict=True)]
        options = {"name": name, "columns": columns, "autofilter": False, "banded_rows": False, "style": None}
        sheet.add_table(top, 0, *last, options)
        sheet.ignore_errors({"number_stored_as_text": xlsxwriter.utility.xl_range(top, 0, *last)})  # codes: 0114
        for place, column in enumerate(data.columns):
            told = [value.text or value.missing or "0" * 8 for value in (row[place] for row in rows)]
            sheet.set_column(place, place, width([headings[place], *told]))
            look = self.right if has_numbers(rows, place) else self.wrapped
            for down, row in enumerate(rows, top + 1):
                self._value(sheet, down, place, row[place], column, look)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _value(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        place: int,
        value: Value,
        column: DataColumn,
        look: xlsxwriter.format.Format,
    ) -> None:
        if value.number is not None:
            sheet.write_number(row, place, float(value.number), self._number_format(column))
        elif value != Value():
            self._string(sheet, row, value.text or value.missing, look, place)

    def _number_format(self, column: DataColumn) -> xlsxwriter.format.Format:
        digits = "0" + ("." + "0" * column.decimals if column.decimals else "")
        code = FORMATS[column.unit].format(digits)
        if code not in self.number_formats:
            self.number_formats[code] = self.book.add_format({"num_format": code, "valign": "top"})
        return self.number_formats[code]

    def _string(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        text: str,
        look: xlsxwriter.format.Format | None = None,
        place: int = 0,
    ) -> None:
        cut = text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        sheet.write_string(row, place, cut, look)


def cover_lines(document: Document) -> Iterator[str]:
    """What the cover says under the title, a line each; what is not known is left out."""
    version = document.version
    if document.is_example:
        yield EXAMPLE
    told = (
        ("", document.subtitle),
        ("", document.number or document.kind),
        ("Utgivare", document.publisher),
        ("Författare", ", ".join(document.authors)),
        ("Dag", document.day.isoformat() if document.day else ""),
        ("Utgåva", str(version.edition)),
        ("Data", version.data),
        ("Program", f"öjportal {version.program}" if version.program else ""),
        ("Kontakt", document.contact),
    )
    yield from (f"{name}: {text}" if name else text for name, text in told if text)
    yield "Varje tabell står på ett eget blad med en rubrikrad. Bladets namn och vad det visar står under Innehåll."


def has_numbers(rows: Sequence[Sequence[Value]], place: int) -> bool:
    return any(row[place].number is not None for row in rows)


def internal(name: str) -> str:
    """The first cell of a sheet, as a link's address."""
    return "internal:'" + name.replace("'", "''") + "'!A1"


def width(texts: Iterable[str]) -> int:
    """In letters; what is longer than the widest is wrapped in its cell."""
    longest = max((len(text) for text in texts), default=0)
    return max(NARROWEST, min(longest + 2, WIDEST))


def _in_swedish(written: bytes) -> bytes:
    """With the language among its properties, which XlsxWriter does not write."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            content = before.read(one)
            if one.filename == "docProps/core.xml":
                content = content.replace(b"<dc:creator>", b"<dc:language>sv-SE</dc:language><dc:creator>")
            after.writestr(one, content)
    return out.getvalue()
