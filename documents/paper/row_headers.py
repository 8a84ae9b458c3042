"""The first cell of each row names it: Typst cannot say so in the PDF's tags, so it is said afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String


def mark_row_headers(pdf: Pdf) -> None:
    """The first TD of each row in a table's body becomes a TH with Scope Row, and the row's other cells name it."""
    root = pdf.Root.StructTreeRoot
    tables = [part for part in _parts(root) if _kind(part) == Name.Table]
    if not tables:
        return
    names = NameTree(root.IDTree) if "/IDTree" in root else NameTree.new(pdf)
    for number, table in enumerate(tables, 1):
        rows = [row for body in _children(table) if _kind(body) == Name.TBody for row in _children(body)]
        for at, row in enumerate(rows, 1):
            first, *others = _children(row)
            name = f"R{number}r{at}"
            first.S, first.ID = Name.TH, String(name)
            attributes = _table_attributes(first)
            attributes.Scope = Name.Row
            names[name] = first
            for other in others:
                _table_attributes(other).Headers.append(String(name))
    root.IDTree = names.obj


def _parts(part: Any) -> Iterator[Any]:
    for child in _children(part):
        yield child
        yield from _parts(child)


def _children(part: Any) -> list[Any]:
    """Its parts in the structure; what stands on the page (numbers, references to marked content) is none."""
    kids = part.get("/K", Array())
    kids = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def _kind(part: Any) -> Any:
    return part.get("/S")


def _table_attributes(cell: Any) -> Any:
    """Those with the owner Table; Typst gives each cell a dictionary of them, or several in a list."""
    owned = list(cell.A) if isinstance(cell.A, Array) else [cell.A]
    return next(one for one in owned if one.get("/O") == Name.Table)
