"""The summary's table: in each quality area, how the means stand to the nation and where they have moved. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from documents.tree import Cell, Column, Note, Row, Table, text
from indicators.prose.against import BETTER, WORSE, place, relation_to
from indicators.prose.facts import IndicatorFacts
from indicators.prose.summary import NATION
from indicators.prose.who import who_of
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.sentences import table_facts

WAYS = (("Bättre", BETTER), ("I nivå", ("i_niva",)), ("Sämre", WORSE))
LEAST = 2  # areas: of one the sentences say it all


def areas_table(facts: ReportFacts) -> Table | None:
    """None where nothing stands beside the municipalities, and where there is but one area."""
    areas = [(name, told) for name, told in _by_area(facts) if told]
    every = [one for _name, told in areas for one in told]
    beside = NATION if any(_relation(one, NATION) for one in every) else next(iter(facts.side), "")
    if len(areas) < LEAST or not any(_relation(one, beside) for one in every):
        return None
    is_compared = any(_has_moved(one) for one in every)
    over = [f"Snittet mot {place(beside)}", f"Snittet mot {facts.compared}"]
    columns = [Column("Kvalitetsområde", "name"), *(Column(heading, "number", over[0]) for heading, _ways in WAYS)]
    if is_compared:
        columns += [Column(heading, "number", over[1]) for heading in ("Högre", "Lika", "Lägre")]
    rows = [Row(_cells(name, told, beside, is_compared=is_compared)) for name, told in areas]
    total = Row(_cells("Alla områden", every, beside, is_compared=is_compared), "summary")
    notes = [f"Antal indikatorer med Ja eller Nej som går att ställa mot {place(beside)}"]
    notes += [f" och mot {facts.compared}; de är inte alltid lika många"] if is_compared else []
    return Table(
        key="omraden",
        caption=f"Så står sig kommunernas snitt {facts.year}, område för område",
        columns=tuple(columns),
        rows=(*rows, total),
        notes=(Note(text("".join(notes) + ". Gränserna står i bilagan om metod.")),),
    )


def _by_area(facts: ReportFacts) -> Iterable[tuple[str, list[IndicatorFacts]]]:
    for area, inside in groupby(facts.measured, key=lambda one: one.definition.quality_area):
        told = table_facts(facts, area, list(inside)).indicators
        yield facts.quality_areas.get(area, area), [one for one in told if one.is_choice and who_of(one)]


def _relation(one: IndicatorFacts, name: str) -> str:
    """Empty where it is neither better, nor worse, nor the same."""
    side = one.side(name)
    relation = relation_to(side, one) if side else None
    return relation if relation and any(relation in ways for _heading, ways in WAYS) else ""


def _has_moved(one: IndicatorFacts) -> bool:
    return one.is_comparable and one.mean.points is not None


def _cells(name: str, told: Sequence[IndicatorFacts], beside: str, *, is_compared: bool) -> tuple[Cell, ...]:
    relations = [_relation(one, beside) for one in told]
    counts = [sum(one in ways for one in relations) for _heading, ways in WAYS]
    if is_compared:
        moved = [one.mean.points or 0 for one in told if _has_moved(one)]
        counts += [sum(one > 0 for one in moved), sum(one == 0 for one in moved), sum(one < 0 for one in moved)]
    return (Cell(name), *(Cell(str(count)) for count in counts))
