"""A picture on a page of the portal: drawn for a screen and for a phone, with its numbers in a table. Pure."""

from __future__ import annotations

from documents.pictures.drawing import NARROW, WIDE, Drawing
from documents.tree import Text
from documents.web.markup import Markup, element, joined
from documents.web.tables import TableWriter


def figure_html(drawing: Drawing, key: str, *, has_table: bool = True) -> Markup:
    """The page carries static/pictures.css, which shows one of the two drawings, and static/document.css for the table.
    Without `has_table` the page has the numbers in a table of its own. `key` is the picture's own on the page."""
    drawn = joined(*(Markup(drawing.svg(f"{key}-{width}", width)) for width in (WIDE, NARROW)))
    behind = ""
    if has_table:
        table = TableWriter(drawing.table(key), f"{key}-tabell", _inline).write()
        behind = element("details", element("summary", "Visa siffrorna i en tabell"), table)
    return element("figure", element("figcaption", drawing.title), drawn, behind, class_="picture", id=key)


def _inline(text: Text) -> Markup:
    """What a picture's notes hold: words alone."""
    return joined(*(part.text for part in text))
