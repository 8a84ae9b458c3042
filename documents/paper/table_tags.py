"""What Typst cannot say of a table in the PDF's tags is said afterwards: rows have headers, notes are no row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String


def mend_tables(pdf: Pdf) -> None:
    """The first cell of each row in a table's body becomes a TH with Scope Row that the row's other cells name; a
    table's foot, which holds the last row and the notes of a long table, is dissolved."""
    root = pdf.Root.StructTreeRoot
    names = NameTree(root.IDTree) if "/IDTree" in root else NameTree.new(pdf)
    for number, table in enumerate(list(_tables(root)), 1):
        for foot in _children(table, Name.TFoot):
            _dissolve(foot, table)
        rows = [row for body in _children(table, Name.TBody) for row in _children(body)]
        for at, row in enumerate(rows, 1):
            _name_row(row, f"R{number}r{at}", names)
    root.IDTree = names.obj


def _name_row(row: Any, name: str, names: NameTree) -> None:
    first, *others = _children(row)
    first.S, first.ID = Name.TH, String(name)
    _table_attributes(first).Scope = Name.Row
    names[name] = first
    for other in others:
        _table_attributes(other).Headers.append(String(name))


def _dissolve(foot: Any, table: Any) -> None:
    """Rows go to the body; the cell of notes stands after the table, as the notes of a short one do."""
    *rows, last = _children(foot)
    (body,) = _children(table, Name.TBody)
    for row in rows:
        row.P = body
        body.K.append(row)
    (notes,) = _children(last)
    notes.S = Name.Div
    del notes.A
    notes.P = table.P
    table.K = Array([kid for kid in table.K if kid.objgen != foot.objgen])
    around = list(table.P.K) if isinstance(table.P.K, Array) else [table.P.K]
    at = next(n for n, kid in enumerate(around) if isinstance(kid, Dictionary) and kid.objgen == table.objgen)
    table.P.K = Array([*around[: at + 1], notes, *around[at + 1 :]])


def _tables(part: Any) -> Iterator[Any]:
    for child in _children(part):
        if Name.Table == child.S:
            yield child
        else:
            yield from _tables(child)


def _children(part: Any, kind: Name | None = None) -> list[Any]:
    """Its parts in the structure; what stands on the page (numbers, references to marked content) is none."""
    kids = part.get("/K", Array())
    kids = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid and kind in (None, kid.S)]


def _table_attributes(cell: Any) -> Any:
    """Those with the owner Table; Typst gives each cell a dictionary of them, or several in a list."""
    owned = list(cell.A) if isinstance(cell.A, Array) else [cell.A]
    return next(one for one in owned if one.get("/O") == Name.Table)
