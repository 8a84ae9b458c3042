"""The municipalities of a cycle: those the network had when it was opened, whoever joins or leaves after that. They
are called as they were in the cycle's year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from municipalities.models import Municipality
from workflow.models import Cycle

Row = TypeVar("Row", bound=Any)


def units_of(cycle: Cycle) -> list[Municipality]:
    """In order of name. One query."""
    found = [one.in_year(cycle.year) for one in cycle.units.select_related("parent")]
    return sorted(found, key=lambda one: one.name)


def called_then(rows: Iterable[Row], cycle: Cycle) -> list[Row]:
    """Homework, plans, standpoints: each with its `municipality`, where it has one, as it was called then; in order of
    its name, those without one last."""
    found = list(rows)
    for one in found:
        if one.municipality is not None:
            one.municipality = one.municipality.in_year(cycle.year)
    return sorted(found, key=lambda one: (one.municipality is None, one.municipality.name if one.municipality else ""))
