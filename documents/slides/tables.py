"""A small table on a slide: headings marked as such, answers by word, sign and colour, rules in place of a grid."""

from __future__ import annotations

import textwrap
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Length, Pt

from documents.lines import SIGNS
from documents.slides.template import Place, rgb
from documents.tree import Cell, Column, Table, Tone

PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
HEAD, WHITE, LINE = "F2F1EC", "FFFFFF", "B8C0C5"
# Paper and ink of each, with contrast enough for small text.
TONES: dict[Tone, tuple[str, str]] = {
    "yes": ("D9EEE0", "0F4D2A"),
    "low": ("D9EEE0", "0F4D2A"),
    "partly": ("FBE9BF", "614600"),
    "middle": ("FBE9BF", "614600"),
    "no": ("F6D6D0", "7D1D10"),
    "high": ("F6D6D0", "7D1D10"),
    "missing": ("ECEAE4", "53616A"),
}
INK = "16242E"
SMALLEST, LARGEST = 9, 16  # points
# In parts of the size of letters: how wide a bold letter is, how far lines are apart, what is above and below.
LETTER, LEADING, AROUND = 0.58, 1.2, 0.6
SIDE = 5  # points to the left and to the right in a cell
ALIGNED = {"name": PP_ALIGN.LEFT, "text": PP_ALIGN.LEFT, "number": PP_ALIGN.RIGHT, "result": PP_ALIGN.CENTER}
FEWEST, MOST = 9, 36  # letters that a column has room for, before its text is broken


def add_table(slide: Any, table: Table, place: Place) -> Length:
    """Gives how high it is: as large as its height allows. The caption is the table's alternative text."""
    left, top, width, height = place
    lines = [_headings(table), *([said(cell) for cell in row.cells] for row in table.rows)]
    shares = _shares(lines)
    widths = [width * share / sum(shares) for share in shares]
    points, heights = fitted(lines, [Emu(int(one)).pt for one in widths], height.pt)
    shape = slide.shapes.add_table(len(lines), len(widths), left, top, width, Pt(sum(heights)))
    shape.name = table.caption
    shape._element._nvXxPr.cNvPr.set("descr", f"Tabell: {table.caption}")
    shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = PLAIN_STYLE
    shape.table.first_row, shape.table.first_col, shape.table.horz_banding = True, True, False
    for column, wide in zip(shape.table.columns, widths, strict=True):
        column.width = Emu(int(wide))
    for row, high in zip(shape.table.rows, heights, strict=True):
        row.height = Pt(high)
    _fill(shape.table, table, lines, points)
    return Pt(sum(heights))


def _shares(lines: list[list[str]]) -> list[int]:
    """Of the width: as much as the columns' texts ask for, and their headings' longest words."""
    heads, *rows = lines
    asked = [max([_longest_word(head), *map(len, told)]) for head, *told in zip(heads, *rows, strict=True)]
    return [min(max(letters, FEWEST), MOST) for letters in asked]


def _headings(table: Table) -> list[str]:
    """With what stands over them only where two would otherwise be alike: a slide has no room for more."""
    names = [column.heading for column in table.columns]
    return [
        f"{column.over}: {column.heading}" if column.over and names.count(column.heading) > 1 else column.heading
        for column in table.columns
    ]


def fitted(lines: list[list[str]], widths: list[float], height: float) -> tuple[int, list[float]]:
    """The largest size of letters at which the rows fit, and the height of each, in points."""
    for points in range(LARGEST, SMALLEST - 1, -1):
        room = [int((wide - 2 * SIDE) / (points * LETTER)) for wide in widths]
        most = [max(_lines(text, one) for text, one in zip(row, room, strict=True)) for row in lines]
        heights = [number * points * LEADING + AROUND * points for number in most]
        has_room = all(_longest_word(text) <= one for row in lines for text, one in zip(row, room, strict=True))
        if sum(heights) <= height and has_room:
            break
    return points, heights


def _lines(text: str, letters: int) -> int:
    return max(1, len(textwrap.wrap(text, max(letters, 1))))


def _longest_word(text: str) -> int:
    return max(map(len, text.replace("-", "- ").split()), default=0)


def _fill(shown: Any, table: Table, lines: list[list[str]], points: int) -> None:
    for number, column in enumerate(table.columns):
        marks = table.column_notes[number] if number < len(table.column_notes) else ()
        _write(shown.cell(0, number), Cell(lines[0][number], notes=marks), column, points, HEAD, True)
        for down, row in enumerate(table.rows, 1):
            is_bold = row.kind == "summary" or number == 0
            paper = HEAD if row.kind == "summary" else WHITE
            _write(shown.cell(down, number), row.cells[number], column, points, paper, is_bold)


def _write(place: Any, cell: Cell, column: Column, points: int, paper: str, is_bold: bool) -> None:
    paper, ink = TONES.get(cell.tone, (paper, INK))
    place.fill.solid()
    place.fill.fore_color.rgb = rgb(paper)
    place.vertical_anchor = MSO_ANCHOR.MIDDLE
    place.margin_left = place.margin_right = Pt(SIDE)
    place.margin_top = place.margin_bottom = Pt(2)
    place._tc.get_or_add_tcPr().insert(0, parse_xml(_rule()))
    paragraph = place.text_frame.paragraphs[0]
    paragraph.alignment = ALIGNED[column.kind]
    for text, size, bold in (
        (said(cell), points, is_bold),
        (f" {', '.join(cell.notes)}" if cell.notes else "", points - 2, True),
    ):
        if text:
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold = Pt(size), bold
            run.font.color.rgb = rgb(ink)
            run._r.get_or_add_rPr().set("lang", "sv-SE")


def said(cell: Cell) -> str:
    """
    >>> said(Cell("JA", "NEJ", "+1", tone="yes"))
    '✓ JA (NEJ) +1'
    """
    sign = SIGNS.get(cell.tone, "")
    return " ".join(filter(None, (sign, cell.text, f"({cell.before})" if cell.before else "", cell.change)))


def _rule() -> str:
    """A line under the cell, and no other."""
    line = f'<a:solidFill><a:srgbClr val="{LINE}"/></a:solidFill>'
    return f'<a:lnB {nsdecls("a")} w="6350">{line}</a:lnB>'
