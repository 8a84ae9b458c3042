"""A table as HTML: caption, headings with their scope, signs of answers by class, marks and notes linked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from documents.tree import Cell, Column, Note, Row, Table, Text
from documents.web.markup import Markup, element, joined

MANY = 6  # columns, from which on they stand closer
Inline = Callable[[Text], Markup]


class TableWriter:
    """Writes one table. `key` begins all its ids; `inline` writes running text, with footnotes counted on the page."""

    def __init__(self, table: Table, key: str, inline: Inline) -> None:
        self.table, self.key, self.inline = table, key, inline
        self.marked: set[str] = set()

    def write(self) -> Markup:
        """In a box of its own, which scrolls and takes focus where the table is wider than the page."""
        table = self.table
        looks = ["document-table"]
        looks += ["document-table-stack"] if any(column.kind == "text" for column in table.columns) else []
        looks += ["document-table-many"] if len(table.columns) > MANY else []
        whole = element(
            "table", self._caption(), self._columns(), self._head(), *self._bodies(), class_=" ".join(looks)
        )
        box = element(
            "div", whole, class_="document-box", role="region", tabindex=0, aria_labelledby=f"{self.key}-namn"
        )
        return element("div", box, self._below(), class_="document-table-block", id=self.key)

    def _caption(self) -> Markup:
        number = element("span", f"Tabell {self.table.number}.", class_="document-number")
        caption = joined(number, " ", self.table.caption) if self.table.number else self.table.caption
        return element("caption", caption, id=f"{self.key}-namn")

    def _over(self) -> Iterator[tuple[str, list[tuple[int, Column]]]]:
        """Neighbouring columns under the heading they share; those without one stand by themselves."""
        numbered = enumerate(self.table.columns)
        for over, columns in groupby(numbered, key=lambda one: one[1].over or one[0]):
            yield (over if isinstance(over, str) else ""), list(columns)

    def _columns(self) -> Markup:
        groups = (element("colgroup", *(element("col") for _ in columns)) for _, columns in self._over())
        return joined(*groups)

    def _head(self) -> Markup:
        has_two = any(column.over for column in self.table.columns)
        first, second = [], []
        for over, columns in self._over():
            if over:
                first.append(element("th", over, scope="colgroup", colspan=len(columns)))
                second += [self._heading(number, column) for number, column in columns]
            else:
                first += [self._heading(number, column, 2 if has_two else None) for number, column in columns]
        rows = [element("tr", *first)] + ([element("tr", *second)] if has_two else [])
        return element("thead", *rows)

    def _heading(self, number: int, column: Column, rows: int | None = None) -> Markup:
        marks = self.table.column_notes[number] if number < len(self.table.column_notes) else ()
        text = joined(column.heading, self._marks(marks))
        return element("th", text, scope="col", rowspan=rows, class_=f"document-column-{column.kind}")

    def _bodies(self) -> Iterator[Markup]:
        for kind, rows in groupby(self.table.rows, key=lambda row: row.kind):
            yield element("tbody", *(self._row(row) for row in rows), class_="document-summary" if kind else None)

    def _row(self, row: Row) -> Markup:
        first, *rest = zip(self.table.columns, row.cells, strict=True)
        name = element("th", *self._said(first[1]), scope="row", class_=f"document-column-{first[0].kind}")
        return element("tr", name, *(self._cell(column, cell) for column, cell in rest))

    def _cell(self, column: Column, cell: Cell) -> Markup:
        kind = f"document-column-{column.kind}" + (f" document-tone document-tone-{cell.tone}" if cell.tone else "")
        return element("td", *self._said(cell), class_=kind, data_label=column.heading)

    def _said(self, cell: Cell) -> Iterator[Markup]:
        yield element("span", cell.text, class_="document-said")
        if cell.before:
            yield joined(" ", element("span", f"({cell.before})", class_="document-before"))
        if cell.change:
            yield joined(" ", element("span", cell.change, class_="document-change"))
        yield self._marks(cell.notes)

    def _marks(self, marks: tuple[str, ...]) -> Markup:
        return joined(*(self._mark(mark) for mark in marks))

    def _mark(self, mark: str) -> Markup:
        note = self._note_id(mark)
        place = None if mark in self.marked else f"{note}-har"  # the note leads back to where it is named first
        self.marked.add(mark)
        link = element("a", mark, href=f"#{note}", id=place, aria_label=f"not {mark}")
        return element("sup", link, class_="document-mark")

    def _note_id(self, mark: str) -> str:
        marks = [note.mark for note in self.table.notes]
        return f"{self.key}-not-{marks.index(mark) + 1}"

    def _below(self) -> Markup:
        notes = notes_below(self.table.notes, self.inline, self._note)
        source = element("p", f"Källa: {self.table.source}", class_="document-source") if self.table.source else ""
        return joined(notes, source)

    def _note(self, note: Note) -> Markup:
        place = self._note_id(note.mark)
        sign: Markup | str = note.mark
        if note.mark in self.marked:
            sign = element("a", note.mark, href=f"#{place}-har", aria_label=f"not {note.mark}, tillbaka till tabellen")
        return element("p", element("span", sign, class_="document-mark"), " ", self.inline(note.text), id=place)


def notes_below(notes: tuple[Note, ...], inline: Inline, marked: Callable[[Note], Markup] | None = None) -> Markup:
    """Notes at the foot of a table or picture; those with a mark as `marked` writes them."""
    if not notes:
        return Markup()
    told = (marked(note) if note.mark and marked else element("p", _plain(note), inline(note.text)) for note in notes)
    return element("div", *told, class_="document-notes")


def _plain(note: Note) -> str:
    return f"{note.mark} " if note.mark else ""
