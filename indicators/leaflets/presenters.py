"""A municipality's page as the facts of its leaflet. No queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from indicators.comparing.matrix import HIDDEN, Cell, Row, Summary
from indicators.comparing.matrix_files import source_text
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.municipality_page import MunicipalityPage
from indicators.comparing.pictures import profile_of
from indicators.comparing.presenters import figure_text, outcome_word
from indicators.leaflets.facts import LeafletFacts, Line
from municipalities.refusals import NotPossible

NOTHING_TO_SHOW = "Det finns inga resultat för kommunen det året som du kan se."
WITHHELD, UNKNOWN = "redovisas inte", "–"


def leaflet_facts(page: MunicipalityPage, day: date, address: str) -> LeafletFacts:
    """NotPossible where nothing is known of it, or the reader may not see it."""
    matrix, place = page.matrix, page.place
    lines = tuple(_lines(matrix, place)) if matrix is not None and place is not None else ()
    if matrix is None or place is None or not lines:
        raise NotPossible(NOTHING_TO_SHOW)
    known, name = matrix.this_year, page.municipality.full_name
    shown = [row for row in matrix.rows if _is_known(row.cells[place])]
    considered = dict.fromkeys(told for row in shown for told in matrix.reservations_on(row))
    return LeafletFacts(
        municipality=name,
        area=matrix.survey.area.name,
        year=matrix.survey.year,
        compared=matrix.compared,
        groups=(matrix.mean_heading, *(matrix.side_groups[at].name for at in _beside(matrix))),
        quality_areas=known.quality_areas if known else {},
        lines=lines,
        profile=profile_of(matrix, place, name),
        source=source_text(matrix),
        considered=tuple(considered),
        day=day,
        address=address,
        is_example=matrix.source is not None and matrix.source.is_example,
        is_unpublished=matrix.is_unpublished,
    )


def _beside(matrix: MatrixPage) -> list[int]:
    """Places of the groups around, without the group itself."""
    return [at for at, group in enumerate(matrix.side_groups) if group.pk != matrix.group.pk]


def _is_known(cell: Cell) -> bool:
    return cell.value != HIDDEN and (bool(cell.value) or cell.number is not None)


def _lines(matrix: MatrixPage, place: int) -> Iterator[Line]:
    for row in matrix.rows:
        cell = row.cells[place]
        if not _is_known(cell):
            continue
        earlier = row.earlier[place] if row.earlier else None
        yield Line(
            name=row.name,
            quality_area=row.definition.quality_area,
            value=cell.value if cell.number is None else "",
            text=_told(row, cell),
            beside=tuple(_figure(row, one) for one in (row.summary, *(row.side[at] for at in _beside(matrix)))),
            share=row.summary.figure if row.definition.kind == "choice" else None,
            before=_told(row, earlier) if earlier is not None and cell.movement else "",
            moved=cell.movement,
        )


def _told(row: Row, cell: Cell) -> str:
    return figure_text(cell.number, row.definition) if cell.number is not None else outcome_word(cell.value)


def _figure(row: Row, one: Summary) -> str:
    """ "6 av 8" where it is counted here, else the figure."""
    if one.figure is None:
        return WITHHELD if one.withheld else UNKNOWN
    if row.definition.kind == "choice" and one.yes is not None and one.base:
        return f"{one.yes} av {one.base}"
    return figure_text(one.figure, row.definition)
