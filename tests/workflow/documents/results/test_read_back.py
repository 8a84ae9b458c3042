"""The reports of 2015, 2017 and 2018 read back from each file: every committed figure stands in its row and column."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import openpyxl
import pytest
from lxml import html

from documents.paper.as_pdf import write_pdf
from documents.tree import Document
from documents.web.as_html import write_html
from documents.word.as_docx import write_docx
from documents.workbook.as_xlsx import write_xlsx
from indicators.rules.outcomes import LABELS
from tests.documents.reading_docx import ReadDocx
from tests.documents.reading_pdf import read_pdf
from tests.workflow.documents.published_reports import NETWORK, Committed, committed, facts_of, says
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.layout import place
from workflow.documents.results.report import build_results_report

pytestmark = pytest.mark.django_db
YEARS = (2015, 2017, 2018)
NUMBER_OF_FIGURES = {2015: 572, 2017: 348 + 192, 2018: 385}
OF_CELLS = {(NETWORK, "mycket_langvarigt_bistand"), (NETWORK, "bistandsmottagare")}  # the two that are not as printed
CELL = re.compile(r"(?P<text>.*?)(?: \((?P<before>[^()]*)\))?(?: (?P<change>[±+−]\d[\d,]*))?$")
SIGNS = str.maketrans(dict.fromkeys("✓◐✕▼■▲\u00ad"))
Grids = dict[int, list[list[str]]]  # number of the table -> rows of texts, heads left out


class ReadCell(NamedTuple):
    text: str
    before: str
    change: str


def plain(text: str) -> str:
    return " ".join(text.translate(SIGNS).split())


def parsed(text: str) -> ReadCell:
    is_noted = text[-1:] in "*abcd" and ("%" in text or ")" in text)
    found = CELL.match(re.sub(r"\s*[a-z*](,[a-z*])*$", "", plain(text)) if is_noted else plain(text))
    assert found, text
    return ReadCell(*(found[name] or "" for name in ReadCell._fields))


def numbered(caption: str) -> int:
    return int(re.match(r"Tabell (\d+)\.", caption)[1])


def of_docx(document: Document) -> Grids:
    return {numbered(one.caption): one.rows for one in ReadDocx(write_docx(document)).tables}


def of_pdf(document: Document) -> Grids:
    return {numbered(one.caption): one.rows for one in read_pdf(write_pdf(document)).tables if one.caption}


def of_html(document: Document) -> Grids:
    page = html.fromstring(write_html(document))
    for mark in page.xpath("//td//sup | //th//sup"):
        mark.drop_tree()
    return {
        numbered(plain(table.xpath("string(caption)"))): [
            [cell.text_content() for cell in row.xpath("th|td")] for row in table.xpath("tbody/tr")
        ]
        for table in page.xpath("//table[caption]")
        if plain(table.xpath("string(caption)")).startswith("Tabell")
    }


def names_of(facts: ReportFacts) -> dict[str, str]:
    groups = {
        "stockholm": "Stockholm",
        "stockholms-lan": "Stockholms län",
        "riket": "Riket",
        NETWORK: "Snitt",
    }
    return {unit.code: unit.name for unit in facts.units} | groups


def cells_of(grids: Grids, document: Document, facts: ReportFacts) -> dict[tuple[str, str], ReadCell]:
    numbers = {one.key: one.number for one in document.tables}
    return {
        (plain(row[0]), one.code): parsed(text)
        for placed in place(facts.measured, facts.groups)
        for row in grids[numbers[placed.key]]
        for one, text in zip(placed.measured, row[1:], strict=True)
    }


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("read", [of_docx, of_pdf, of_html])
def test_every_figure_is_read_back(published: None, year: int, read: Callable[[Document], Grids]) -> None:
    facts = facts_of(year)
    document = build_results_report(facts, {})
    names, cells = names_of(facts), cells_of(read(document), document, facts)
    found = {one: cells[names[one.row], one.indicator] for one in committed(year)}
    wrong = [
        (one, cell) for one, cell in found.items() if not says(one, cell.text if one.year == year else cell.before)
    ]
    assert {(one.row, one.indicator) for one, _cell in wrong} == (OF_CELLS if year == 2015 else set())
    assert len(found) == NUMBER_OF_FIGURES[year]


def values_of(content: bytes) -> Iterator[tuple[str, str, object]]:
    """Row, heading and value of every sheet with a table of the municipalities."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        rows = list(sheet.iter_rows(values_only=True))
        start = next((n for n, row in enumerate(rows) if row[0] == "Kommun"), None)
        if start is not None:
            for row in rows[start + 1 :]:
                yield from (
                    (str(row[0]), str(head), value) for head, value in zip(rows[start][1:], row[1:], strict=True)
                )


def is_said(one: Committed, value: object) -> bool:
    """A word is a word and a number a number."""
    if one.number is not None:
        return isinstance(value, int | float) and abs(Decimal(str(value)) - one.number) <= Decimal("0.05")
    usual = LABELS[one.value].casefold()
    return str(value).casefold() in (usual, " ".join(one.printed.split()).casefold())


@pytest.mark.parametrize("year", YEARS)
def test_every_figure_is_a_value_of_the_workbook(published: None, year: int) -> None:
    facts = facts_of(year)
    values = {(row, head): value for row, head, value in values_of(write_xlsx(build_results_report(facts, {})))}
    names = names_of(facts)
    called = {one.code: one.row.name for one in facts.measured}
    found = {one: values[names[one.row], f"{called[one.indicator]} {one.year}"] for one in committed(year)}
    wrong = {(one.row, one.indicator) for one, value in found.items() if not is_said(one, value)}
    assert wrong == (OF_CELLS if year == 2015 else set())
    assert len(found) == NUMBER_OF_FIGURES[year]
