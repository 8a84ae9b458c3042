"""The comparison as files: the same rows as on the page, with their sources beside them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import xlsxwriter

from indicators.comparing.matrix import Row, Summary
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.presenters import MISSING_EXPLAINED, WITHHELD, base_text, cell_text, change_text, plain_number
from indicators.models import Publication
from indicators.rules.outcomes import LABELS, YES
from surveys.files.csv_files import Value, write_csv

FIGURE_HEADINGS = ("antal ja", "bas", "andel eller medel", "ändring")
CONSIDERED = "Beaktas i analysen"
PRINTED_TWICE = "Rättat och motstridigt"
EXAMPLE = "Exempeldata: påhittade svar, inte kommunernas riktiga resultat."
UNPUBLISHED = "Inte publicerat: resultaten visas än så länge bara för dem som arbetar med dem."


def headings(page: MatrixPage) -> list[str]:
    groups = [page.mean_heading, *(group.name for group in page.side_groups)]
    return [
        *("Kvalitetsområde", "Indikatorområde", "Kod", "Indikator", "Enhet"),
        *(unit.full_name for unit in page.units),
        *(f"{name}, {word}" for name in groups for word in FIGURE_HEADINGS),
        *(CONSIDERED, PRINTED_TWICE, "Jämförbarhet", "Källa"),
    ]


def lines(page: MatrixPage) -> Iterator[list[Value]]:
    """One line per indicator, in the page's order and choice."""
    for row in page.rows:
        definition, known = row.definition, page.this_year
        yield [
            known.quality_areas[definition.quality_area] if known else "",
            known.groups.get(definition.group, "") if known else "",
            *(definition.code, definition.short_name),
            "procent" if definition.kind == "choice" else definition.unit,
            *(
                plain_number(cell.number) if cell.number is not None else cell_text(definition, cell)
                for cell in row.cells
            ),
            *(value for summary in (row.summary, *row.side) for value in _figures(page, row, summary)),
            "; ".join(page.reservations_on(row)),
            " ".join((*page.corrections_on(row), *page.disputes_on(row))),
            *("; ".join((row.link.is_, *row.link.notes)) if page.compared else "", row_source(page, row)),
        ]


def _figures(page: MatrixPage, row: Row, summary: Summary) -> list[Value]:
    figure: Value = WITHHELD.get(summary.withheld)
    if summary.figure is not None:
        figure = plain_number(summary.figure)
    change = change_text(summary.change, row.definition, page.survey.year, page.compared or 0)
    return [summary.yes, summary.base, figure, change if page.compared else ""]


def source_text(page: MatrixPage) -> str:
    if page.source is None:
        return ""
    if page.source.is_example:
        return EXAMPLE
    told = [_computed_text(page)] if page.has_computed else []
    if page.publications:
        told.append(published_text(page.publications))
    return ". ".join(told)


def _computed_text(page: MatrixPage) -> str:
    return f"Uträknat i öjportal ur kommunernas enkätsvar{', inte publicerat' if page.is_unpublished else ''}"


def published_text(publications: Iterable[Publication], opening: str = "Publicerat") -> str:
    return f"{opening}: {'; '.join(f'{one.publisher}, {one.title}' for one in publications)}"


def row_source(page: MatrixPage, row: Row) -> str:
    """Where one indicator's figures come from, and those of other groups where that is another place."""
    if not page.is_mixed:
        return source_text(page)
    own = [one for one in page.publications if one.pk in row.publications]
    told = [published_text(own) if own else _computed_text(page)]
    known = {one.pk: one for one in page.publications}
    for group, one in zip(page.side_groups, row.side, strict=True):
        if one.figure is None or (one.publication is None) is (not own):
            continue
        printed = known.get(one.publication or 0)
        told.append(f"{group.name}: {published_text([printed], 'publicerat') if printed else 'uträknat i öjportal'}")
    return ". ".join(told)


def warning_of(page: MatrixPage) -> str:
    """What stands above everything else in a file; empty where there is nothing to beware of."""
    if page.source is not None and page.source.is_example:
        return EXAMPLE
    return UNPUBLISHED if page.is_unpublished else ""


def notes(page: MatrixPage) -> list[tuple[str, str]]:
    """What a reader of the file needs to know, as pairs of heading and text."""
    since = f"Ändring är mot {page.compared}, i procentenheter (pe) för andelar." if page.compared else ""
    found = [
        ("Innehåll", f"{page.survey.full_title}, {page.group.name}"),
        ("Källa", source_text(page)),
        ("Ändring", since),
        ("Snitt", f"Räknat ur de redovisade cellerna: antal {LABELS[YES]} av dem som har {base_text()}."),
        *((CONSIDERED, text) for text in _reserved(page)),
        *((PRINTED_TWICE, text) for text in printed_twice(page)),
        *MISSING_EXPLAINED.items(),
    ]
    return [(heading, text) for heading, text in found if text]


def _reserved(page: MatrixPage) -> list[str]:
    """Each text once, in the order of the rows."""
    return list(dict.fromkeys(text for row in page.rows for text in page.reservations_on(row)))


def printed_twice(page: MatrixPage) -> list[str]:
    """Indicator by indicator: what has been corrected, and what publishers differ on."""
    return [f"{row.name}: {text}" for row in page.rows for text in (*page.corrections_on(row), *page.disputes_on(row))]


def matrix_csv(page: MatrixPage) -> bytes:
    return write_csv([headings(page), *lines(page)])


def write_xlsx(page: MatrixPage) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, wrap = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet("Jämförelse")
    start = 0
    if warning := warning_of(page):
        sheet.write_string(0, 0, warning, bold)
        start = 2
    sheet.write_row(start, 0, headings(page), bold)
    for number, line in enumerate(lines(page), start=start + 1):
        sheet.write_row(number, 0, line)
    sheet.freeze_panes(start + 1, 4)
    sheet.set_column(0, 2, 20)
    sheet.set_column(3, 3, 60)
    told = book.add_worksheet("Noter och källor")
    told.set_column(0, 0, 20)
    told.set_column(1, 1, 100, wrap)
    for number, (heading, text) in enumerate(notes(page)):
        told.write_string(number, 0, heading, bold)
        told.write_string(number, 1, text)
    book.close()
    return out.getvalue()
