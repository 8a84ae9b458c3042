"""What claims are tried on, and what comes of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from indicators.reconciling.printed_figures import (
    Column,
    ColumnKey,
    Members,
    PrintedCell,
    area_of,
    own_mean,
    unit_columns,
    year_of,
)
from indicators.rules.spec import Definitions
from surveys.questionnaires.strict_yaml import Node

Arguments = Mapping[str, Node]
COMPARED_WITH = "Prövat mot tabellens celler"


@dataclass(frozen=True)
class Verdict:
    """Whether the claim holds, what we find instead, and what it was tried on."""

    holds: bool
    ours: str
    why: str = COMPARED_WITH
    between_sources: bool = False


@dataclass(frozen=True)
class Facts:
    """Published cells; units of each group by year; definitions by survey; units of each group as the sources count
    them; names of rows and of indicators."""

    cells: tuple[PrintedCell, ...]
    members: Members = field(default_factory=Members)
    definitions: Mapping[str, Definitions] = field(default_factory=dict)
    counted: Members = field(default_factory=Members)
    names: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[tuple[str, str], str] = field(default_factory=dict)  # area, code -> name
    kinds: Mapping[str, str] = field(default_factory=dict)  # group -> its kind

    @cached_property
    def columns(self) -> dict[ColumnKey, Column]:
        return unit_columns(self.cells)

    def column(self, publication: str, survey: str, indicator: str) -> Column:
        return self.columns.get((publication, survey, indicator), {})

    @cached_property
    def groups(self) -> dict[tuple[str, str, str, str], PrintedCell]:
        """By publication, survey, indicator and group; a table's figure before that of running text."""
        found: dict[tuple[str, str, str, str], PrintedCell] = {}
        for cell in self.cells:
            key = (cell.publication, cell.survey, cell.indicator, cell.row)
            if cell.number is None or cell.is_unit:
                continue
            if key not in found or _is_table(cell) > _is_table(found[key]):
                found[key] = cell
        return found

    def figure(self, publication: str, survey: str, indicator: str, group: str) -> Decimal | None:
        """The group's figure: of its own cells where they are printed, else as printed."""
        mean = own_mean(self.columns, (publication, survey, indicator), self.members.of(group, year_of(survey)))
        if mean is not None:
            return mean.value
        cell = self.groups.get((publication, survey, indicator, group))
        return cell.number if cell else None

    @cached_property
    def wholes(self) -> dict[tuple[str, str], str]:
        """Survey and indicator -> the indicator it is a part of, where its definition says so."""
        return {
            (survey, one.code): one.part_of
            for survey, known in self.definitions.items()
            for one in known.indicators.values()
            if one.part_of
        }

    def indicator_name(self, survey: str, code: str) -> str:
        return self.indicators.get((area_of(survey), code), code)

    def listed(self, cells: list[PrintedCell]) -> str:
        return ", ".join(cell.row_name or cell.row for cell in cells) or "ingen"


def _is_table(cell: PrintedCell) -> bool:
    return cell.table.startswith("Tabell")


Run = Callable[[Facts, str, Arguments], Verdict | None]


@dataclass(frozen=True)
class Check:
    run: Run
    required: str
    optional: str = ""
