"""The municipalities of a cycle: those the network had when it was opened, whoever joins or leaves after that."""

from __future__ import annotations

from municipalities.models import Municipality
from workflow.models import Cycle


def units_of(cycle: Cycle) -> list[Municipality]:
    """In order of name. One query."""
    return list(cycle.units.select_related("parent").order_by("name"))
