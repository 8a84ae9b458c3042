"""The matrix as table cells. No queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html import escape  # of texts only: Django's looks for lazy ones first, which takes longer than the escaping

from django.urls import reverse
from django.utils.safestring import SafeString

from documents.web.figures import figure_html
from indicators.comparing import matrix_files
from indicators.comparing.comparisons import Change
from indicators.comparing.matrix import HIDDEN, ORDERS, Cell, Row, Summary, Unit, sort_units
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.pictures import dots_of
from indicators.comparing.presenters import (
    CORRECTED,
    DISPUTED,
    MISSING_EXPLAINED,
    SOURCES,
    WITHHELD,
    base_text,
    change_class,
    change_text,
    explained_words,
    figure_text,
    group_options,
    moved_html,
    outcome_word,
    safe,
    status_html,
    status_inside,
)
from indicators.editions.statements import Settled
from indicators.models import Origin
from indicators.rules.outcomes import SIGNS
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.swedish import percent

_share = lru_cache(maxsize=2048)(percent)  # the same few shares stand again and again
ADDRESS = "ADDRESS"  # stands for the address in a cell that is written once for many units
QUARTILES = {"green": "bästa fjärdedelen", "yellow": "mellersta hälften", "red": "sämsta fjärdedelen"}


@dataclass(frozen=True)
class Part:
    """Rows under one heading; an empty heading where the rows are sorted otherwise than the catalogue."""

    heading: str
    rows: SafeString  # joined: a template loop per row and cell takes longer than all the rest


class Addresses:
    """Links of one page, each kind resolved once: reversing per cell would cost more than all the rest."""

    def __init__(self, area: str, year: int, query: str) -> None:
        names = {"area": area, "year": year, "indicator": "INDICATOR", "code": "0000"}
        self._why = reverse("why", kwargs=names)
        self._indicator = reverse("indicator", kwargs={"area": area, "code": "INDICATOR"})
        self._municipality = reverse("municipality-year", kwargs={"code": "0000", "area": area, "year": year})
        self._query = f"?{query}" if query else ""

    def why(self, indicator: str, unit: str) -> str:
        return self._why.replace("0000", unit).replace("INDICATOR", indicator)

    def indicator(self, code: str) -> str:
        return self._indicator.replace("INDICATOR", code) + self._query

    def municipality(self, code: str) -> str:
        return self._municipality.replace("0000", code) + self._query


def under_headings(rows: list[Row], known: Definitions | None) -> list[tuple[str, bool, list[Row]]]:
    """Heading, whether it names the rows' group, and the rows: by quality area and indicator group. A group of one row
    gets no heading of its own: those rows stand first in their quality area."""
    sizes = Counter((row.definition.quality_area, row.definition.group) for row in rows)
    found: dict[tuple[str, str], list[Row]] = {}
    for alone in (True, False):
        for row in rows:
            area, group = row.definition.quality_area, row.definition.group
            if (sizes[area, group] == 1) == alone:
                found.setdefault((area, "" if alone else group), []).append(row)
    areas = list(dict.fromkeys(row.definition.quality_area for row in rows))
    order = sorted(found, key=lambda key: areas.index(key[0]))
    return [(_heading(known, *key), bool(key[1]), found[key]) for key in order]


def _heading(known: Definitions | None, area: str, group: str) -> str:
    if known is None:
        return ""
    names = (known.quality_areas.get(area, ""), known.groups.get(group, ""))
    return " · ".join(dict.fromkeys(name for name in names if name))


class MatrixWriter:
    """Writes one matrix; numbered notes gather in `notes` in the order they are first needed."""

    def __init__(self, page: MatrixPage) -> None:
        self.page, self.shown, self.compared = page, page.survey.year, page.compared
        self.links = Addresses(page.survey.area.slug, self.shown, page.choice.carried())
        self.has_why = page.source is not None and page.source.origin != Origin.PUBLISHED
        self.notes: list[str] = []
        self._statuses: dict[tuple[Cell, bool], str] = {}  # written once: a page has few different ones
        self._printed: dict[str, dict[str, str]] = {}  # by indicator: the words beside its figures

    def parts(self) -> list[Part]:
        """Rows under their headings while in the catalogue's order, else all together."""
        if self.page.choice.order != "katalog":
            return [Part("", self._rows(self.page.rows, is_under_group=False))]
        return [
            Part(heading, self._rows(rows, is_under_group=is_group))
            for heading, is_group, rows in under_headings(self.page.rows, self.page.this_year)
        ]

    def _rows(self, rows: list[Row], *, is_under_group: bool) -> SafeString:
        lines = (f"<tr>{self._heading(row, row.name_under(is_under_group))}{self._cells(row)}</tr>" for row in rows)
        return SafeString("\n".join(lines))

    def _heading(self, row: Row, name: str) -> str:
        url, full_name = escape(self.links.indicator(row.definition.code)), escape(row.definition.short_name)
        unit = row.definition.unit if row.definition.kind != "choice" else ""
        told = f' <span class="meta">{escape(unit)}</span>' if unit else ""
        link = f'<a href="{url}" title="{full_name}">{escape(name)}</a>'
        return f'<th scope="row">{link}{told}{self.marks(row)}</th>'

    def _cells(self, row: Row) -> str:
        cells = [
            f"<td>{self.cell(row, cell, unit)}</td>" for cell, unit in zip(row.cells, self.page.units, strict=True)
        ]
        if self.page.units:
            cells.append(f'<td class="divide">{self.summary(row, row.summary)}</td>')
        cells += [f"<td>{self.summary(row, one)}</td>" for one in row.side]
        return "".join(cells)

    def cell(self, row: Row, cell: Cell, unit: Unit) -> SafeString:
        has_link = self.has_why and not row.publications and row.definition.rule is not None and cell.value != HIDDEN
        href = self.links.why(row.definition.code, unit.code) if has_link else ""
        printed = self.printed(row, cell.settled)
        if cell.number is not None:
            return SafeString(self._number(row.definition, cell, self.page.colour(row, cell.number), href) + printed)
        if (cell, has_link) not in self._statuses:
            self._statuses[cell, has_link] = self._status(cell, ADDRESS if has_link else "")
        return SafeString(self._statuses[cell, has_link].replace(ADDRESS, escape(href)) + printed)

    def printed(self, row: Row, settled: Settled | None) -> str:
        """Words beside a figure that has been corrected, or that publishers differ on; each leads to its note."""
        if settled is None:
            return ""
        code = row.definition.code
        if code not in self._printed:
            told = ((CORRECTED, self.page.corrections_on(row)), (DISPUTED, self.page.disputes_on(row)))
            self._printed[code] = {word: self._word(code, word, text) for word, texts in told for text in texts}
        words = [word for word, said in ((CORRECTED, settled.earlier), (DISPUTED, settled.others)) if said]
        return "".join(self._printed[code][word] for word in words)

    def _word(self, code: str, word: str, text: str) -> str:
        url = f"{self.links.indicator(code)}#{SOURCES}"
        note = SafeString(f'{escape(text)} <a href="{escape(url)}">Alla uppgifter, med källa och dag</a>')
        return f' <span class="figure-mark">{word}{self.mark(note)}</span>'

    def _status(self, cell: Cell, href: str) -> str:
        word = outcome_word(cell.value, cell.printed)
        return status_html(cell.value, word, href=href, movement=cell.movement, since=self.compared)

    def _number(self, definition: IndicatorDefinition, cell: Cell, colour: str, href: str) -> SafeString:
        assert cell.number is not None
        inside = status_inside("tal", figure_text(cell.number, definition), cell.movement, self.compared)
        quarter = f'<span class="visually-hidden">, {QUARTILES[colour]}</span>' if colour else ""
        classes = f"status status-number{f' quartile-{colour}' if colour else ''}"
        if href:
            return SafeString(f'<a class="{classes}" href="{escape(href)}">{inside}{quarter}</a>')
        return SafeString(f'<span class="{classes}">{inside}{quarter}</span>')

    def summary(self, row: Row, summary: Summary) -> SafeString:
        """Count first: 6 av 8 · 75 % · −12,5 pe."""
        definition = row.definition
        if summary.withheld:
            return SafeString(f'<span class="meta">Redovisas inte{self.mark(WITHHELD[summary.withheld])}</span>')
        if summary.figure is None:
            return SafeString('<span class="meta">–</span>')
        count = count_text(definition, summary)
        figure = _share(summary.figure) if definition.kind == "choice" else figure_text(summary.figure, definition)
        parts = [f"<strong>{count}</strong>", f"<small>{figure}</small>"] if count else [f"<span>{figure}</span>"]
        is_own = summary.units is not None
        if self.compared is not None and (is_own or summary.change.why_not not in ("missing", "unknown")):
            parts.append(self.change(definition, summary.change))
        return SafeString(f'<span class="share">{" ".join(parts)}</span>{self.printed(row, summary.settled)}')

    def change(self, definition: IndicatorDefinition, change: Change) -> str:
        text = change_text(change, definition, self.shown, self.compared or 0)
        marks = "".join(self.mark(note) for note in change.notes)
        return f'<small class="{change_class(change, definition)}">{text}{marks}</small>' if text else ""

    def marks(self, row: Row) -> SafeString:
        """Beside the indicator's name: a mark for each thing to be considered when the row is read, and where not all
        rows come from one source, one for the row's. Their texts stand in the notes."""
        source = self.mark(f"{matrix_files.row_source(self.page, row)}.") if self.page.is_mixed else ""
        return SafeString("".join(self._reserved(text) for text in self.page.reservations_on(row)) + source)

    def _reserved(self, text: str) -> str:
        self.mark(text)
        number = self.notes.index(text) + 1
        told = f'<span aria-hidden="true">!</span><span class="visually-hidden">{escape(text)}</span>'
        return f' <a class="reservation" href="#not-{number}" title="{escape(text)}">{told}</a>'

    def mark(self, note: str) -> str:
        """The note's number as a link to the list under the table."""
        if note not in self.notes:
            self.notes.append(note)
        number = self.notes.index(note) + 1
        return f'<a class="note-mark" href="#not-{number}"><span class="visually-hidden">not </span>{number}</a>'

    def unit_rows(self) -> SafeString:
        """Units as rows, indicators as columns, joined as text: the nation is 11,000 cells, and a template that
        loops over them takes thirty times as long."""
        cells = list(zip(*(self._column(row) for row in self.page.rows), strict=True)) or [()] * len(self.page.units)
        lines = []
        for place in sort_units(self.page.units, self.page.rows, self.page.choice.order):
            unit = self.page.units[place]
            link = f'<a href="{escape(self.links.municipality(unit.code))}">{escape(unit.full_name)}</a>'
            lines.append(f'<tr><th scope="row">{link}</th>{"".join(cells[place])}</tr>')
        return SafeString("\n".join(lines))

    def _column(self, row: Row) -> list[str]:
        """One <td> for each unit; equal cells are written once."""
        written = {cell: self._compact(row, cell) for cell in set(row.cells)}
        return [written[cell] for cell in row.cells]

    def _compact(self, row: Row, cell: Cell) -> str:
        """The sign before Ja, Delvis and Nej comes from the style sheet, so that the nation's page stays small."""
        printed = self.printed(row, cell.settled)
        if cell.number is not None:
            return f'<td class="number">{figure_text(cell.number, row.definition)}{printed}</td>'
        if cell.value not in SIGNS:
            return f"<td>{escape(outcome_word(cell.value)) if cell.value else '–'}{printed}</td>"
        moved = moved_html(cell.movement, self.compared)
        return f'<td class="c-{cell.value}">{escape(outcome_word(cell.value))}{moved}{printed}</td>'


def count_text(definition: IndicatorDefinition, summary: Summary) -> str:
    """ "6 av 8" where the counts are known; for figures how many gave one."""
    if definition.kind == "choice":
        return f"{summary.yes} av {summary.base}" if summary.yes is not None else ""
    return f"{summary.base} av {summary.units}" if summary.units else ""


def present_matrix(page: MatrixPage) -> dict[str, object]:
    """Everything the template needs, ready to print."""
    writer = MatrixWriter(page)
    shown: dict[str, object] = {}
    if page.is_flipped:
        shown["unit_rows"] = writer.unit_rows()
        shown["heads"] = [
            (row.name, writer.links.indicator(row.definition.code), writer.marks(row)) for row in page.rows
        ]
        shown["summaries"] = _flipped_summaries(page, writer)
    else:
        shown["parts"] = writer.parts()
        shown["heads"] = [(unit.full_name, writer.links.municipality(unit.code)) for unit in page.units]
    query = page.choice.query()
    return {
        "page": page,
        **shown,
        "notes": writer.notes,
        "group_options": group_options(page.groups, page.group),
        "orders": ORDERS.items(),
        "columns": 1 + bool(page.units) + len(page.units) + len(page.side_groups),
        "query": f"?{query}" if query else "",
        "print_query": f"?{page.choice.query(utskrift='1')}",
        "back_query": page.choice.query(utskrift=""),
        "example": page.source is not None and page.source.is_example,
        "words_explained": [*explained_words(), *MISSING_EXPLAINED.items()],
        "base_text": base_text(),
        "source_text": matrix_files.source_text(page),
        "picture": safe(figure_html(dots, "andelar")) if (dots := dots_of(page)) else "",
    }


def _flipped_summaries(page: MatrixPage, writer: MatrixWriter) -> list[tuple[str, list[SafeString]]]:
    """The means as rows above the units."""
    found = [(page.mean_heading, [writer.summary(row, row.summary) for row in page.rows])]
    for place, group in enumerate(page.side_groups):
        found.append((group.name, [writer.summary(row, row.side[place]) for row in page.rows]))
    return found
