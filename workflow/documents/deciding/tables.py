"""Figures of development areas as tables: of today beside last year, or as they were frozen with a decision. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.tree import (
    Aside,
    Block,
    Bullets,
    Cell,
    Column,
    Data,
    DataColumn,
    Note,
    Paragraph,
    Row,
    Table,
    Value,
    text,
)
from workflow.documents.deciding.facts import Correction, Figure, Frozen, Stand
from workflow.documents.results.cells import count_cell, mean_cell, side_cell
from workflow.documents.results.facts import Measured, ReportFacts
from workflow.documents.results.layout import MOST_COLUMNS, Placed
from workflow.documents.results.tables import results_table, sheet_name, source_of

NONE = "–"
BELOW = "under tabellen"


def chosen(facts: ReportFacts | None, codes: Iterable[str]) -> tuple[Measured, ...]:
    """The indicators of an area, in the order it names them."""
    known = {one.code: one for one in facts.measured} if facts else {}
    return tuple(known[code] for code in codes if code in known)


def tables_of_today(facts: ReportFacts, codes: Sequence[str], key: str, title: str) -> Iterator[Block]:
    """Municipality by municipality with last year in parentheses, at most as many columns as fit; and below what is to
    be considered and what publishers differ on."""
    measured = chosen(facts, codes)
    parts = [measured[at : at + MOST_COLUMNS] for at in range(0, len(measured), MOST_COLUMNS)]
    for number, part in enumerate(parts, 1):
        told = f", del {number} av {len(parts)}" if len(parts) > 1 else ""
        groups = tuple(dict.fromkeys(one.definition.group for one in part))
        titles = tuple(facts.groups.get(code, "") or title for code in groups)
        table = results_table(facts, Placed(f"{key}-{number}", "", groups, titles, part), BELOW)
        caption = f"Resultat {facts.year}: {title}{told}"
        data = replace(table.data, name=sheet_name(f"{title}{told}")) if table.data else None
        yield replace(table, caption=caption, data=data)
    suspected = [f"{one.row.name}: {found.explanation}" for one in measured for found in one.suspected]
    differing = [*_named(measured, "disputed"), *_named(measured, "disputed_before")]
    disputed = [*_named(measured, "corrected"), *differing, *suspected]
    yield from asides(_named(measured, "considered"), disputed)


def _named(measured: Iterable[Measured], what: str) -> list[str]:
    """Each text once, after the name of its indicator."""
    return list(dict.fromkeys(f"{one.row.name}: {told}" for one in measured for told in getattr(one, what)))


def asides(considered: Sequence[str], disputed: Sequence[str]) -> Iterator[Block]:
    if considered:
        yield Aside("Beaktas i analysen", (_bullets(considered),), "consider")
    if disputed:
        yield Aside("Rättade, motstridiga och misstänkta uppgifter", (_bullets(disputed),), "warning")


def _bullets(items: Iterable[str]) -> Bullets:
    return Bullets(tuple(text(one) for one in items))


def table_in_short(facts: ReportFacts, codes: Iterable[str]) -> Iterator[Table]:
    """One line an indicator: the network, then the groups beside it."""
    measured = chosen(facts, dict.fromkeys(codes))
    sides = [
        (place, name)
        for place, name in enumerate(facts.side)
        if any(one.row.side[place].figure is not None for one in measured)
    ]
    if not measured:
        return
    rows = tuple(
        Row((Cell(one.row.name), count_cell(one), mean_cell(one), *(side_cell(one, place) for place, _ in sides)))
        for one in measured
    )
    columns = (Column("Indikator", "name"), Column("Antal ja"), Column(facts.network, "number"))
    compared = [Note(text(f"Inom parentes: {facts.compared}. Efter parentesen: ändringen, i procentenheter."))]
    has_before = any(cell.before for row in rows for cell in row.cells)
    yield Table(
        key="i-korthet",
        caption=f"Områdenas indikatorer {facts.year}",
        columns=(*columns, *(Column(name, "number") for _place, name in sides)),
        rows=rows,
        notes=tuple(compared) if has_before else (),
        source=source_of(measured),
    )


def frozen_table(frozen: Sequence[Frozen], key: str, title: str, year: int) -> Iterator[Table]:
    """Municipalities as rows, then groups, as they stood when it was decided."""
    for number, at in enumerate(range(0, len(frozen), MOST_COLUMNS), 1):
        part = frozen[at : at + MOST_COLUMNS]
        units, groups = _places(one.units for one in part), _places(one.groups for one in part)
        if not units and not groups:
            continue
        told = f", del {number}" if len(frozen) > MOST_COLUMNS else ""
        yield Table(
            key=f"{key}-{number}",
            caption=f"Låsta siffror {year}: {title}{told}",
            columns=(
                Column("Kommun", "name"),
                *(Column(one.name, "result" if one.is_share else "number") for one in part),
            ),
            rows=(
                *(Row((Cell(place), *(_cell(one.units, place) for one in part))) for place in units),
                *(Row((Cell(place), *(_cell(one.groups, place) for one in part)), "summary") for place in groups),
            ),
            data=_data(part, [*units, *groups], sheet_name(f"{title}{told}")),
        )


def _places(figures: Iterable[Sequence[Figure]]) -> list[str]:
    return list(dict.fromkeys(one.place for row in figures for one in row if one.text))


def _at(figures: Iterable[Figure], place: str) -> Figure | None:
    return next((one for one in figures if one.place == place and one.text), None)


def _cell(figures: Iterable[Figure], place: str) -> Cell:
    found = _at(figures, place)
    return Cell(found.text, tone=found.tone) if found else Cell(NONE, tone="missing")


def _data(frozen: Sequence[Frozen], places: Sequence[str], name: str) -> Data:
    names = [one.name for one in frozen]
    columns = (
        DataColumn(
            one.name if names.count(one.name) == 1 else f"{one.name} [{one.code}]",
            "percent" if one.is_share else "number",
            1,
        )
        for one in frozen
    )
    rows = (tuple([Value(place), *(_value((*one.units, *one.groups), place) for one in frozen)]) for place in places)
    return Data(name, (DataColumn("Kommun"), *columns), tuple(rows))


def _value(figures: Iterable[Figure], place: str) -> Value:
    found = _at(figures, place)
    if found is None:
        return Value(NONE)
    return Value(found.text) if found.number is None else Value(number=found.number)


def frozen_in_short(frozen: Sequence[Frozen], year: int) -> Iterator[Table]:
    """One line an indicator, as it was frozen: the groups alone."""
    groups = _places(one.groups for one in frozen)
    if groups:
        yield Table(
            key="i-korthet",
            caption=f"Områdenas indikatorer {year}, som de låstes med beslutet",
            columns=(Column("Indikator", "name"), *(Column(name, "number") for name in groups)),
            rows=tuple(Row((Cell(one.name), *(_cell(one.groups, name) for name in groups))) for one in frozen),
        )


def stands_table(stands: Sequence[Stand]) -> Iterator[Table]:
    """What each head has answered; what they said to it stands below, in full."""
    if not stands:
        return
    headings = ("Socialchef", "Ställningstagande", "Dag")
    yield Table(
        key="stallningstaganden",
        caption="Socialchefernas ställningstaganden",
        columns=(Column("Kommun", "name"), *(Column(one, "text") for one in headings)),
        rows=tuple(Row((Cell(one.unit), Cell(one.name), Cell(one.stance), Cell(one.day))) for one in stands),
    )


def corrections_table(corrections: Sequence[Correction]) -> Iterator[Block]:
    if not corrections:
        return
    headings = ("Gäller", "I beslutet", "Rättat till", "Dag")
    yield Paragraph(text("Beslutet står som det togs, med de siffror som låstes då. Det här har rättats sedan dess."))
    yield Table(
        key="rattat",
        caption="Siffror som har rättats efter beslutet",
        columns=(Column("Indikator", "name"), *(Column(one, "text") for one in headings)),
        rows=tuple(
            Row((Cell(one.indicator), Cell(one.place), Cell(one.before), Cell(one.after), Cell(one.day)))
            for one in corrections
        ),
    )
