"""The municipalities of a cycle."""

from __future__ import annotations

from municipalities.models import Municipality
from workflow.models import Cycle


def units_of(cycle: Cycle) -> list[Municipality]:
    """The network's municipalities in order of name. One query."""
    return list(cycle.network.members.select_related("parent").order_by("name"))
