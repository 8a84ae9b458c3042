"""A table in Word: caption above, header rows that repeat, rows that are not split, notes that stay with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docx.oxml.ns import qn

from documents.lines import SIGNS
from documents.tree import Cell, Column, Note, Row, Table
from documents.word.blank import Blank
from documents.word.elements import Element, paragraph, properties, put, run, w
from documents.word.inline import caption, runs
from documents.word.widths import Widths, divided, said, widths_of

KEPT_WHOLE = 20  # rows of a table that is moved to the next page rather than divided
# Beside a sign, so that each is told without colour. Of quartiles the lowest is the one to wish for where low is.
SHADES = {
    "yes": ("D9EEE0", "0F4D2A"),
    "partly": ("FBE9BF", "614600"),
    "no": ("F6D6D0", "7D1D10"),
    "missing": ("ECEAE4", "4A5861"),
    "low": ("D9EEE0", "0F4D2A"),
    "middle": ("FBE9BF", "614600"),
    "high": ("F6D6D0", "7D1D10"),
}


def write_table(blank: Blank, table: Table, room: int) -> list[Element]:
    """The caption, the table, its notes and its source."""
    above = paragraph(blank.styles["Caption"], *caption(blank, table), keepNext=True)
    below = notes_below(blank, table.notes, table.source)
    return [above, _TableWriter(blank, table, room).write(is_followed=bool(below)), *below]


def notes_below(blank: Blank, notes: tuple[Note, ...], source: str = "") -> list[Element]:
    """Kept together, and with what stands above."""
    told = [[*_marks([note.mark] if note.mark else []), *runs(blank, note.text)] for note in notes]
    told += [[run(f"Källa: {source}")]] if source else []
    return [
        paragraph(blank.styles["Tabellnot"], *content, keepNext=number < len(told), keepLines=True)
        for number, content in enumerate(told, 1)
    ]


def _marks(marks: list[str] | tuple[str, ...], after: str = " ") -> list[Element]:
    return [run(mark + (after if mark == marks[-1] else ","), w("vertAlign", val="superscript")) for mark in marks]


class _TableWriter:
    def __init__(self, blank: Blank, table: Table, room: int) -> None:
        self.blank, self.table = blank, table
        self.widths: Widths = widths_of(table, room, blank.styles.typeface)
        self.colour = blank.styles.accent

    def write(self, is_followed: bool) -> Element:
        grid = w("tblGrid", *(w("gridCol", w=width) for width in self.widths.columns))
        heads, rows = list(self._heads()), list(self._rows())
        made = w("tbl", self._properties(), grid, *heads, *rows)
        for row in self._kept(heads, rows, is_followed):
            for one in row.iter(qn("w:p")):
                put(properties(one), w("keepNext"))
        return made

    def _kept(self, heads: list[Element], rows: list[Element], is_followed: bool) -> list[Element]:
        """Rows that are kept with the next: all of a short table; of a long one where it begins and ends."""
        kept = rows if len(rows) <= KEPT_WHOLE else rows[:2] + rows[-3:]
        return heads + (kept if is_followed else kept[:-1])

    def _properties(self) -> Element:
        headings = ", ".join(column.heading for column in self.table.columns)
        return w(
            "tblPr",
            w("tblStyle", val=self.blank.styles["Jamforelsetabell"]),
            w("tblW", w=sum(self.widths.columns), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="06A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
            w("tblCaption", val=self.table.caption),
            w("tblDescription", val=f"{len(self.table.rows)} rader. Kolumner: {headings}."),
        )

    def _heads(self) -> Iterator[Element]:
        has_two = any(column.over for column in self.table.columns)
        numbered = list(enumerate(self.table.columns))
        if has_two:
            groups = groupby(numbered, key=lambda one: one[1].over or one[0])
            yield self._row_of([self._over(over, list(columns)) for over, columns in groups], is_head=True)
        last = [self._heading(*one, continues=has_two and not one[1].over) for one in numbered]
        for cell in last:
            put(cell.find(qn("w:tcPr")), w("tcBorders", self._rule("bottom", 8)))
        yield self._row_of(last, is_head=True)

    def _over(self, over: str | int, columns: list[tuple[int, Column]]) -> Element:
        """A heading shared by neighbours; or a column's own, which reaches down over both rows."""
        number, column = columns[0]
        if not isinstance(over, str):
            return self._heading(number, column, begins=True)
        span = w("gridSpan", val=len(columns)) if len(columns) > 1 else None
        width = sum(self.widths.columns[one] for one, _ in columns)
        rule = w("tcBorders", self._rule("bottom", 4))
        return self._cell(width, [self._head_text(over, column)], span, rule)

    def _heading(self, number: int, column: Column, begins: bool = False, continues: bool = False) -> Element:
        merge = w("vMerge", val="restart") if begins else w("vMerge") if continues else None
        marks = self.table.column_notes[number] if number < len(self.table.column_notes) else ()
        text = self._head_text("" if continues else column.heading, column, () if continues else marks)
        return self._cell(self.widths.columns[number], [text], merge, w("vAlign", val="bottom"))

    def _head_text(self, text: str, column: Column, marks: tuple[str, ...] = ()) -> Element:
        size = [w("sz", val=self.widths.size - 1)] if self.widths.size < 18 else []
        content = [run(divided(text), *size), *_marks(marks, "")] if text else []
        return paragraph(self.blank.styles["Tabellhuvud"], *content, **self._set(column))

    def _rows(self) -> Iterator[Element]:
        was_summary = False
        for row in self.table.rows:
            is_first = row.kind == "summary" and not was_summary
            was_summary = row.kind == "summary"
            yield self._row_of([self._body_cell(number, cell, row, is_first) for number, cell in enumerate(row.cells)])

    def _body_cell(self, number: int, cell: Cell, row: Row, is_ruled: bool) -> Element:
        column = self.table.columns[number]
        looks = [w("sz", val=self.widths.size)] if self.widths.size < 18 else []
        shade = None
        if cell.tone:
            paper, ink = SHADES[cell.tone]
            shade = w("shd", val="clear", color="auto", fill=paper)
            looks.append(w("color", val=ink))
        sign = SIGNS.get(cell.tone)
        content = [run(f"{sign} ", w("rStyle", val=self.blank.styles["Tecken"]), *looks[-1:])] if sign else []
        bold = [w("b")] if number == 0 and row.kind == "summary" else []
        content += [run(divided(said(cell)), *bold, *looks), *_marks(cell.notes, "")]
        text = paragraph(self.blank.styles["Tabelltext"], *content, **self._set(column))
        rule = w("tcBorders", self._rule("top", 8)) if is_ruled else None
        return self._cell(self.widths.columns[number], [text], shade, rule)

    def _rule(self, side: str, weight: int) -> Element:
        return w(side, val="single", sz=weight, space=0, color=self.colour)

    def _set(self, column: Column) -> dict[str, Element | bool]:
        return {"jc": w("jc", val="right")} if column.kind == "number" else {}

    def _cell(self, width: int, content: list[Element], *looks: Element | None) -> Element:
        return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), *looks), *content)

    def _row_of(self, cells: list[Element], is_head: bool = False) -> Element:
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if is_head else None), *cells)
