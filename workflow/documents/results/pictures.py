"""The picture of a quality area: how near the network lies to the others, indicator by indicator. Pure.

The tables say who has what; the picture shows what they hide, the distances, all on one scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from documents.pictures.dots import Dot, DotRow, Dots
from documents.tree import Cell, Column, Data, DataColumn, Note, Picture, Row, Table, Value, text
from indicators.comparing.matrix import Summary
from indicators.prose import against
from indicators.prose.against import BETTER, WORSE, relation_to
from indicators.prose.facts import TableFacts
from municipalities.swedish import listed, percent
from workflow.documents.results.cells import number_value, withheld_text
from workflow.documents.results.facts import Measured, ReportFacts
from workflow.documents.results.sentences import table_facts
from workflow.documents.results.tables import sheet_name
from workflow.documents.results.wording import number_word, together

COUNTS = 2  # columns that are no shares
MOST_ROWS = 6  # drawn: more fill the page before the tables
LEAST = 2  # indicators: of one the table says it all


def picture_of(facts: ReportFacts, key: str, name: str, measured: Iterable[Measured]) -> Picture | None:
    """None where there is nothing to hold beside each other. `name`: of the quality area."""
    shown = [one for one in measured if one.definition.kind == "choice" and one.row.summary.figure is not None]
    places = [place for place in range(len(facts.side)) if any(one.row.side[place].figure is not None for one in shown)]
    if len(shown) < LEAST or not places:
        return None
    groups = (together(facts), *(facts.side[place] for place in places))
    furthest = sorted(shown, key=lambda one: -_distance(one, places))[:MOST_ROWS]
    rows = tuple(DotRow(one.row.name, tuple(_dots(one, places))) for one in shown if one in furthest)
    drawing = Dots(_finding(facts, name, shown, places), groups, rows)
    table = _table(facts, f"{key}-tabell", name, shown, places)
    return replace(drawing.picture(key, table), notes=(Note(text(_note(len(rows), len(shown)))),))


def _distance(one: Measured, places: Sequence[int]) -> Fraction:
    """Percentage points to the group furthest away."""
    own = one.row.summary.figure or Fraction(0)
    others = (one.row.side[place].figure for place in places)
    return max((abs(own - other) for other in others if other is not None), default=Fraction(0))


def _note(drawn: int, of: int) -> str:
    chosen = f" Här är de {number_word(drawn)} indikatorer där avståndet är störst." if drawn < of else ""
    return f"Andelar med Ja. Alla siffror står i tabellerna.{chosen}"


def _dots(one: Measured, places: Sequence[int]) -> Iterator[Dot]:
    own = one.row.summary
    yield Dot(own.figure, f"{own.yes} av {own.base}" if own.yes is not None else "")
    for place in places:
        other = one.row.side[place]
        yield Dot(other.figure, why="redovisas inte" if other.withheld else "")


def _finding(facts: ReportFacts, name: str, shown: Sequence[Measured], places: Sequence[int]) -> str:
    """ "Tillgänglighet: snittet är bättre än i Stockholm för 3 av 5 indikatorer och bättre än i riket för 4 av 5"."""
    told = table_facts(facts, name, shown)
    parts = [part for place in places if (part := _stands(told, facts.side[place]))]
    if not parts:
        return f"{name}: andel ja i kommunerna och andra grupper"
    return f"{name}: snittet är {listed([f'{parts[0]} indikatorer', *parts[1:]])}"


def _stands(told: TableFacts, name: str) -> str:
    """The commonest way to stand to the group: "i nivå med riket för 2 av 3"."""
    sides = [(one.side(name), one) for one in told.indicators]
    relations = [relation for side, one in sides if side and (relation := relation_to(side, one))]
    ways = {"bättre än i": BETTER, "i nivå med": ("i_niva",), "sämre än i": WORSE}
    counts = {words: sum(one in those for one in relations) for words, those in ways.items()}
    words = max(counts, key=counts.__getitem__)
    return f"{words} {against.place(name)} för {counts[words]} av {len(relations)}" if counts[words] else ""


def _table(facts: ReportFacts, key: str, name: str, shown: Sequence[Measured], places: Sequence[int]) -> Table:
    """Behind the picture, and in the workbook, where the counts are numbers."""
    sides = [facts.side[place] for place in places]
    whose = facts.units[0].full_name if len(facts.units) == 1 else "kommunerna"
    headings = (
        "Antal ja",
        "Antal i underlaget",
        f"{together(facts)}, andel ja",
        *(f"{one}, andel ja" for one in sides),
    )
    rows = [(one, tuple(_values(one, places))) for one in shown]
    return Table(
        key=key,
        caption=f"{name}: andel ja i {listed([whose, *map(against.place, sides)])} {facts.year}",
        columns=(Column("Indikator", "name"), *(Column(heading, "number") for heading in headings)),
        rows=tuple(Row((Cell(one.row.name), *_cells(values))) for one, values in rows),
        data=Data(
            sheet_name(f"Andelar, {name}"),
            (
                DataColumn("Indikator"),
                *(DataColumn(heading, "count") for heading in headings[:2]),
                *(DataColumn(heading, "percent", 1) for heading in headings[2:]),
            ),
            tuple((Value(f"{one.row.name} [{one.code}]"), *values) for one, values in rows),
        ),
    )


def _values(one: Measured, places: Sequence[int]) -> Iterator[Value]:
    own = one.row.summary
    yield from (Value(number=Decimal(number or 0)) for number in (own.yes, own.base))
    yield from (_share(summary) for summary in (own, *(one.row.side[place] for place in places)))


def _share(summary: Summary) -> Value:
    if summary.figure is None:
        return Value(missing="redovisas inte" if withheld_text(summary) else "uppgift saknas")
    return number_value(summary.figure)


def _cells(values: Sequence[Value]) -> Iterator[Cell]:
    for place, value in enumerate(values):
        shown = value.number if value.number is not None else Decimal(0)
        yield Cell(value.missing or (str(shown) if place < COUNTS else percent(shown)))
