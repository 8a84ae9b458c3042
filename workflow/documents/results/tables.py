"""A results table: municipalities alphabetically as rows, indicators as columns, the mean and other groups below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents.tree import Cell as Printed
from documents.tree import Column, Data, DataColumn, Note, Row, Table, Value, text
from indicators.editions.statements import Settled
from workflow.documents.results.cells import (
    PUBLISHER_MARK,
    count_cell,
    group_values,
    mean_cell,
    side_cell,
    unit_cell,
    unit_of_data,
    unit_values,
    withheld_text,
)
from workflow.documents.results.facts import Measured, ReportFacts
from workflow.documents.results.layout import Placed

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHEET_LENGTH = 31
MEAN = "Snitt"  # of the municipalities above it: the R&D unit that they share is none of them
SMALL_WORDS = ("och", "för", "att", "i", "vid", "om", "av", "på", "med")  # no name ends with one
ANNEX = "i bilagan om rättade, motstridiga och misstänkta uppgifter"
CORRECTED = "Rättad uppgift; vad som trycktes tidigare står {where}."
SUSPECTED = "Uppgiften för {year} kan vara fel; varför står {where}."
DISPUTED = "Två utgivare uppger olika; båda uppgifterna står {where}."
DISPUTED_BEFORE = "Två utgivare uppger olika för {year}, och ändringen gäller den ena; båda uppgifterna står {where}."


@dataclass
class _Notes:
    """Notes with letters, each text once. `where`: what was corrected or is disputed is told in full."""

    where: str = ANNEX
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, note: str) -> str:
        return self.marks.setdefault(note, LETTERS[len(self.marks) % len(LETTERS)])

    def all(self) -> Iterator[Note]:
        yield from (Note(text(note), mark) for note, mark in self.marks.items())


def results_table(facts: ReportFacts, placed: Placed, where: str = ANNEX) -> Table:
    notes = _Notes(where)
    columns = [Column("Kommun", "name"), *(_column(placed, one) for one in placed.measured)]
    column_notes = ((), *(_notes_of_column(facts, one, notes) for one in placed.measured))
    rows = [*_unit_rows(facts, placed, notes), *_summary_rows(facts, placed, notes)]
    used = {mark for row in rows for cell in row.cells for mark in cell.notes}
    return Table(
        key=placed.key,
        caption=placed.caption,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(*notes.all(), *_general_notes(facts, placed, used)),
        source=source_of(placed.measured),
        data=_data(facts, placed),
        column_notes=tuple(column_notes),
    )


def source_of(measured: Iterable[Measured]) -> str:
    """Each publication once, though some indicators have figures of several."""
    return "; ".join(dict.fromkeys(part for one in measured for part in one.source.split("; ") if part))


def _column(placed: Placed, one: Measured) -> Column:
    over = placed.heading_over(one)
    is_own = bool(over) or len(placed.groups) == 1
    name = one.row.name_under(is_own)
    unit = one.definition.unit if one.definition.unit != "procent" else ""  # percent stands in each cell
    told = f"{name} ({unit})" if unit and unit not in name else name
    return Column(told, "result" if one.definition.kind == "choice" else "number", over)


def _unit_rows(facts: ReportFacts, placed: Placed, notes: _Notes) -> Iterator[Row]:
    for place, unit in enumerate(facts.units):
        cells = (unit_cell(one, place, _notes_of_unit(one, place, unit.full_name, notes)) for one in placed.measured)
        yield Row((Printed(unit.full_name), *cells))


def _summary_rows(facts: ReportFacts, placed: Placed, notes: _Notes) -> Iterator[Row]:
    measured = placed.measured
    are_choices = all(one.definition.kind == "choice" for one in measured)
    if facts.units:
        told = Printed("Antal ja" if are_choices else "Antal")
        yield Row((told, *(count_cell(one) for one in measured)), "summary")
        yield Row((Printed(MEAN), *(mean_cell(one) for one in measured)), "summary")
    for place, name in enumerate(facts.side):
        if any(one.row.side[place].figure is not None or one.row.side[place].withheld for one in measured):
            cells = (side_cell(one, place, _notes_of_side(facts, one, place, notes)) for one in measured)
            yield Row((Printed(name), *cells), "summary")


def _notes_of_figure(settled: Settled | None, notes: _Notes) -> tuple[str, ...]:
    if settled is None:
        return ()
    told = ((CORRECTED, settled.earlier), (DISPUTED, settled.others))
    return tuple(notes.mark(note.format(where=notes.where)) for note, said in told if said)


def _notes_of_unit(one: Measured, place: int, name: str, notes: _Notes) -> tuple[str, ...]:
    years = one.years_suspected(name)
    return (*_notes_of_figure(one.row.cells[place].settled, notes), *_suspected(years, notes))


def _suspected(years: Iterable[int], notes: _Notes) -> Iterator[str]:
    yield from (notes.mark(SUSPECTED.format(year=year, where=notes.where)) for year in years)


def _notes_of_side(facts: ReportFacts, one: Measured, place: int, notes: _Notes) -> tuple[str, ...]:
    summary = one.row.side[place]
    withheld = withheld_text(summary)
    if withheld or summary.figure is None:
        return (notes.mark(withheld),) if withheld else ()
    before = DISPUTED_BEFORE.format(year=facts.compared, where=notes.where)
    return (
        *_notes_of_figure(summary.settled, notes),
        *((notes.mark(before),) if one.is_disputed_before(place) else ()),
        *_suspected(one.years_suspected(facts.side[place]), notes),
    )


def _notes_of_column(facts: ReportFacts, one: Measured, notes: _Notes) -> tuple[str, ...]:
    told = [comparability_text(facts, one), withheld_text(one.row.summary)]
    return tuple(notes.mark(note) for note in told if note)


def comparability_text(facts: ReportFacts, one: Measured) -> str:
    """What must be known before the two years are held against each other; empty where they simply may be."""
    if facts.compared is None:
        return ""
    link, change = one.row.link, one.row.summary.change
    reasons = " ".join(link.notes)
    if link.is_ == "partly" and not one.has_before:
        return f"Uppgift för {facts.compared} saknas."
    if link.is_ == "partly":
        return f"Bara delvis jämförbart med {facts.compared}. {reasons}".strip()
    if link.is_ == "no":
        return f"Inte jämförbart med {facts.compared}, så ingen ändring räknas. {reasons}".strip()
    if change.why_not == "new":
        return f"Ny indikator {facts.year}."
    if change.why_not == "unknown" and any(one.row.earlier):
        return f"Om {facts.compared} är jämförbart är inte känt, så ingen ändring räknas."
    return ""


def _general_notes(facts: ReportFacts, placed: Placed, used: set[str]) -> Iterator[Note]:
    if PUBLISHER_MARK in used:
        yield Note(text(f"Ändringen så som utgivaren har tryckt den; andelen {facts.compared} finns inte här."), "*")
    measured = placed.measured
    has_before = any(any(one.row.earlier) or one.mean_before for one in measured)
    if facts.compared is not None and has_before:
        kinds = {one.definition.kind == "choice" or one.definition.unit == "procent" for one in measured}
        how = {True: "procentenheter", False: "indikatorns egen enhet"}
        told = " eller ".join(how[kind] for kind in sorted(kinds, reverse=True))
        yield Note(text(f"Inom parentes: {facts.compared}. Efter parentesen: ändringen, i {told}."))
    numbers = [one.definition.kind != "choice" for one in measured]
    if any(numbers) and facts.units:
        ja = "" if all(numbers) else ", eller har ett Ja där resultatet är ett ord"
        yield Note(text(f"Antal: hur många av kommunerna som har lämnat uppgift{ja}."))


def _data(facts: ReportFacts, placed: Placed) -> Data:
    is_compared = facts.compared is not None
    rows: list[tuple[Value, ...]] = []
    for place, unit in enumerate(facts.units):
        cells = (unit_values(one, place, is_compared=is_compared) for one in placed.measured)
        rows.append((Value(unit.full_name), *_flat(cells)))
    if facts.units:
        cells = (group_values(one.row.summary, one.mean_before, is_compared=is_compared) for one in placed.measured)
        rows.append((Value(MEAN), *_flat(cells)))
    for place, name in enumerate(facts.side):
        cells = (
            group_values(
                one.row.side[place], one.side_before[place], one.printed_changes[place], is_compared=is_compared
            )
            for one in placed.measured
        )
        rows.append((Value(name), *_flat(cells)))
    columns = (column for one in placed.measured for column in _data_columns(facts, one, placed.measured))
    return Data(sheet_name(placed.caption), (DataColumn("Kommun"), *columns), tuple(rows))


def _flat(cells: Iterable[tuple[Value, ...]]) -> Iterator[Value]:
    return (value for told in cells for value in told)


def _data_columns(facts: ReportFacts, one: Measured, beside: Sequence[Measured]) -> Iterator[DataColumn]:
    names = [other.row.name for other in beside]
    name = one.row.name if names.count(one.row.name) == 1 else f"{one.row.name} [{one.code}]"
    unit, decimals = unit_of_data(one.definition)
    yield DataColumn(f"{name} {facts.year}", unit, decimals)
    if facts.compared is not None:
        yield DataColumn(f"{name} {facts.compared}", unit, decimals)
        is_share = unit == "percent"
        told = "procentenheter" if is_share else one.definition.unit or "skillnad"
        yield DataColumn(f"{name}, ändring ({told})", "points" if is_share else "number", decimals)


def sheet_name(caption: str) -> str:
    """At most 31 characters, none that a sheet may not have, cut between words.

    >>> sheet_name("Personalens agerande vid indikation på våld, del 1 av 2")
    'Personalens agerande'
    """
    told = "".join(" " if sign in "[]:*?/\\'" else sign for sign in caption).split()
    found = ""
    for word in told:
        if len(f"{found} {word}".strip().rstrip(",")) > SHEET_LENGTH:
            break
        found = f"{found} {word}".strip()
    kept = found.rstrip(",").split()
    while len(kept) > 1 and kept != told and kept[-1] in SMALL_WORDS:
        kept.pop()
    return " ".join(kept) or caption[:SHEET_LENGTH]


def named_apart(tables: Sequence[Table]) -> list[Table]:
    """With a number at the end of sheets that would be called alike."""
    seen: dict[str, int] = {}
    found = []
    for table in tables:
        if table.data is not None:
            name = table.data.name
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                ending = f" {seen[name]}"
                data = replace(table.data, name=name[: SHEET_LENGTH - len(ending)] + ending)
                table = replace(table, data=data)
        found.append(table)
    return found
